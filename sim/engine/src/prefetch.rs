//! A hint to the processor: this will be needed soon.
//!
//! The one place with `unsafe` code. `benches/README.md` has what it gains: a load in its stead, which would be safe,
//! waits for memory at the end of the pipeline and gains half as much.

/// What a cache brings at once, in bytes.
#[cfg(all(target_arch = "x86_64", not(miri)))]
const LINE: usize = 64;

/// Asks the processor to bring all that lies at `place` into its nearest cache.
///
/// [`Entities::prefetch`](crate::Entities::prefetch) does so for an entity; this is for what lies beside entities.
#[inline]
#[allow(unsafe_code)]
pub fn prefetch<T: ?Sized>(place: &T) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let (begin, size) = (core::ptr::from_ref(place).cast::<i8>(), size_of_val(place));
        // What does not begin with a line may end in one more.
        let last = (align_of_val(place) < LINE && size > 0).then(|| size - 1);
        for offset in (0..size).step_by(LINE).chain(last) {
            // SAFETY: a prefetch is a hint that reads no value and never faults, and so many bytes are there.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(begin.add(offset)) };
        }
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = place;
}

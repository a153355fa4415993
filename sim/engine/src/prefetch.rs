//! Prefetching: a hint to the processor that memory will be needed soon.
//!
//! The only `unsafe` code. `benches/README.md` has the speed-up that it gives: an ordinary load, which would be safe,
//! waits for memory at the end of the pipeline and gains half as much.

/// The length of a cache line in bytes.
#[cfg(all(target_arch = "x86_64", not(miri)))]
const LINE: usize = 64;

/// Asks the processor to bring the value at `place` into its nearest cache.
///
/// [`Entities::prefetch`](crate::Entities::prefetch) does this for an entity; use this for data kept beside entities.
#[inline]
#[allow(unsafe_code)]
pub fn prefetch<T: ?Sized>(place: &T) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let (begin, size) = (core::ptr::from_ref(place).cast::<i8>(), size_of_val(place));
        // A value that does not begin at a cache line may reach into one more.
        let last = (align_of_val(place) < LINE && size > 0).then(|| size - 1);
        for offset in (0..size).step_by(LINE).chain(last) {
            // SAFETY: a prefetch is a hint that reads no value and never faults, and the offset lies inside the value.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(begin.add(offset)) };
        }
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = place;
}

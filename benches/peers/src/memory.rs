//! The memory that a simulation needs: an allocator that counts while counting is on.
//!
//! Counting costs a few nanoseconds per allocation, which would be unfair to
//! libraries that allocate every event; so it is off while time is measured.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::Relaxed};

static COUNTING: AtomicBool = AtomicBool::new(false);
static BYTES: AtomicI64 = AtomicI64::new(0);
static PEAK: AtomicI64 = AtomicI64::new(0);

/// Calls `work`; also gives the most bytes that it had allocated at once.
///
/// Counts all threads: nothing else may run meanwhile.
pub(crate) fn peak<T>(work: impl FnOnce() -> T) -> (T, u64) {
    BYTES.store(0, Relaxed);
    PEAK.store(0, Relaxed);
    COUNTING.store(true, Relaxed);
    let result = work();
    COUNTING.store(false, Relaxed);
    (result, PEAK.load(Relaxed).max(0).unsigned_abs())
}

fn count(more: usize, less: usize) {
    if COUNTING.load(Relaxed) {
        let change = more as i64 - less as i64;
        PEAK.fetch_max(BYTES.fetch_add(change, Relaxed) + change, Relaxed);
    }
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[allow(unsafe_code)]
// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count(0, layout.size());
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        unsafe { System.realloc(place, layout, size) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_counts_what_was_freed_again() {
        // Other tests may allocate meanwhile, but not a gigabyte.
        let (kept, peak) = peak(|| {
            drop(Vec::<u8>::with_capacity(1 << 30));
            Vec::<u8>::with_capacity(1 << 20)
        });
        assert_eq!(kept.capacity(), 1 << 20);
        assert!((1 << 30..(1 << 30) + (1 << 29)).contains(&peak), "{peak}");
    }
}

//! Work shared among threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use bazaar_study::Progress;

/// The results of `work` for each number below `count`, in order, on any number of threads; 0
/// means one per core.
pub(super) fn share_out<T: Send>(
    count: usize,
    threads: usize,
    progress: &dyn Progress,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if threads == 0 { cores() } else { threads }.min(count);
    progress.expect(count as u64);
    let next = AtomicUsize::new(0);
    let found: Vec<Mutex<Option<T>>> = (0..count).map(|_| Mutex::new(None)).collect();
    let each = || {
        while let Some(index) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|index| *index < count) {
            let made = work(index);
            *found[index].lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
            progress.done();
        }
    };
    std::thread::scope(|scope| {
        // This thread is one of them; if the system gives no others it works alone.
        for _ in 1..threads {
            let _ = std::thread::Builder::new().spawn_scoped(scope, each);
        }
        each();
    });
    found.into_iter().filter_map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

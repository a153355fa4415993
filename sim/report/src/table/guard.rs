//! Catches panics of a library on malformed files.

use std::cell::Cell;
use std::panic::{self, UnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic on this thread is caught, so that the panic hook stays silent.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static SILENCE: Once = Once::new();

/// Runs a function that may panic, on this thread; `None` if it did.
pub(super) fn guarded<T>(work: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    SILENCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            if !GUARDED.get() {
                before(panicked);
            }
        }));
    });
    GUARDED.set(true);
    let done = panic::catch_unwind(work).ok();
    GUARDED.set(false);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_answer() {
        assert_eq!(guarded(|| 3), Some(3));
        assert_eq!(guarded(|| [1, 2, 3].iter().position(|&found| found > 5).unwrap()), None);
    }
}

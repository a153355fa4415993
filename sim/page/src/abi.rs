//! What the browser sees: a place to write a question to, a function that answers it, a place to read the answer from.
//!
//! Nothing here is unsafe but the names: memory is that of two vectors, of which the page is told where they begin.
#![allow(unsafe_code, reason = "exported names; there is no unsafe block")]

use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};

use bazaar_study::Progress;

use crate::page::Page;

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    /// So many of so many pieces are done.
    safe fn progress(done: u32, expected: u32);
    /// The program is about to give up; its last words lie at this place.
    safe fn gave_up(at: *const u8, length: usize);
}

thread_local! {
    static QUESTION: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<String> = const { RefCell::new(String::new()) };
    static PAGE: RefCell<Page> = RefCell::new(Page::default());
}

/// Room for a question of so many bytes; where it begins.
#[unsafe(no_mangle)]
extern "C" fn question(length: usize) -> *mut u8 {
    QUESTION.with_borrow_mut(|question| {
        question.clear();
        question.resize(length, 0);
        question.as_mut_ptr()
    })
}

/// Answers the question; how many bytes the answer has.
#[unsafe(no_mangle)]
extern "C" fn ask() -> usize {
    std::panic::set_hook(Box::new(|panic| {
        let text = panic.to_string();
        gave_up(text.as_ptr(), text.len());
    }));
    let question = QUESTION.take();
    let question = String::from_utf8_lossy(&question);
    let answer = PAGE.with_borrow_mut(|page| page.ask(&question, &Telling::default()));
    ANSWER.with_borrow_mut(|place| {
        *place = answer;
        place.len()
    })
}

/// Where the answer begins.
#[unsafe(no_mangle)]
extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

/// Tells the page of every piece that is done.
#[derive(Default)]
struct Telling {
    done: AtomicU32,
    expected: AtomicU32,
}

impl Progress for Telling {
    fn expect(&self, pieces: u64) {
        self.expected.fetch_add(u32::try_from(pieces).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    fn done(&self) {
        progress(self.done.fetch_add(1, Ordering::Relaxed) + 1, self.expected.load(Ordering::Relaxed));
    }
}

//! The interface to the browser: a buffer for the question, a function that answers it, a buffer
//! for the answer.
//!
//! Only the exported names are unsafe: the buffers are two vectors, whose addresses the page gets.
#![allow(unsafe_code, reason = "exported names; there is no unsafe block")]

use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};

use bazaar_study::Progress;

use crate::page::Page;

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    /// Reports that `done` of `expected` pieces are finished.
    safe fn progress(done: u32, expected: u32);
    /// Reports a panic, with the address and length of its message.
    safe fn gave_up(at: *const u8, length: usize);
}

thread_local! {
    static QUESTION: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<String> = const { RefCell::new(String::new()) };
    static PAGE: RefCell<Page> = RefCell::new(Page::default());
}

/// Reserves `length` bytes for a question, and returns their address.
#[unsafe(no_mangle)]
extern "C" fn question(length: usize) -> *mut u8 {
    QUESTION.with_borrow_mut(|question| {
        question.clear();
        question.resize(length, 0);
        question.as_mut_ptr()
    })
}

/// Answers the question, and returns the length of the answer in bytes.
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

/// The address of the answer.
#[unsafe(no_mangle)]
extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

/// Reports every finished piece to the page.
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

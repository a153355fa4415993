//! A 4-ary heap (Johnson 1975) for the few events that are near.
//!
//! Half as deep as a binary heap, and the four children share a cache line.
//! Simulations mostly take one event and schedule its successor, so a pop
//! leaves a *hole* at the root; the next push falls into it and only sinks,
//! which halves the work of that common pair.

use super::item::Item;

#[derive(Debug, Default)]
pub(crate) struct Heap {
    items: Vec<Item>,
    hole: bool,
}

impl Heap {
    const ARITY: usize = 4;

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.items.len() - usize::from(self.hole)
    }

    #[inline]
    pub(crate) fn push(&mut self, item: Item) {
        if self.hole {
            self.hole = false;
            self.sink(item);
        } else {
            self.items.push(item);
            self.rise(item);
        }
    }

    #[inline]
    pub(crate) fn peek(&mut self) -> Option<Item> {
        if self.hole {
            self.fill();
        }
        self.items.first().copied()
    }

    #[inline]
    pub(crate) fn pop(&mut self) -> Option<Item> {
        let top = self.peek()?;
        self.hole = true;
        Some(top)
    }

    #[inline]
    fn fill(&mut self) {
        self.hole = false;
        if let Some(last) = self.items.pop()
            && !self.items.is_empty()
        {
            self.sink(last);
        }
    }

    #[inline]
    fn rise(&mut self, item: Item) {
        let mut place = self.items.len() - 1;
        while place > 0 {
            let parent = (place - 1) / Self::ARITY;
            if self.items[parent] <= item {
                break;
            }
            self.items[place] = self.items[parent];
            place = parent;
        }
        self.items[place] = item;
    }

    #[inline]
    fn sink(&mut self, item: Item) {
        let items = self.items.as_mut_slice();
        let mut place = 0;
        loop {
            let first = place * Self::ARITY + 1;
            if first >= items.len() {
                break;
            }
            let mut least = first;
            for child in first + 1..items.len().min(first + Self::ARITY) {
                if items[child] < items[least] {
                    least = child;
                }
            }
            if item <= items[least] {
                break;
            }
            items[place] = items[least];
            place = least;
        }
        items[place] = item;
    }
}

//! Hierarchical timing wheels (Varghese & Lauck 1987), for the events that are far.
//!
//! Time is cut into ticks. The first wheel has a bucket for each of the next 1024 ticks, the second for each of the
//! next 1024 turns of the first, and so on: six wheels cover all representable times. An event goes into the bucket
//! of the highest digit (to base 1024) in which its tick differs from the one that is open. When a wheel comes to a
//! bucket, its events move down one or more wheels; each moves at most once per wheel, however long the tail of the
//! distribution of its delay.
//!
//! Only the bucket that is opened is sorted, so the cost per event does not grow with the number pending.

use super::item::Item;
use super::pool::{Bucket, Pool};

const BITS: u32 = 10;
const BUCKETS: usize = 1 << BITS;
/// Six wheels cover the 52 bits of a tick.
const LEVELS: u32 = 6;
/// An array of eight, so that an index is bounded by a mask.
const WHEELS: usize = 8;
const WORDS: usize = BUCKETS / 64;

/// Adding 2^52 to a smaller number leaves its whole part in the lowest bits of the float.
const WHOLE: f64 = 4_503_599_627_370_496.0;
const WHOLE_BITS: u64 = (1 << 52) - 1;

#[derive(Debug)]
pub(crate) struct Wheel {
    pool: Pool,
    buckets: [Bucket; WHEELS * BUCKETS],
    /// One bit for each bucket: whether it holds events.
    occupied: [u64; WHEELS * WORDS],
    len: usize,
    /// The tick whose bucket is open. Its events, and earlier ones, are not in the wheel.
    open: u64,
    ticks_per_unit: f64,
}

impl Wheel {
    pub(crate) fn new(now: f64, width: f64) -> Self {
        let mut wheel = Wheel {
            pool: Pool::EMPTY,
            buckets: [Bucket::EMPTY; WHEELS * BUCKETS],
            occupied: [0; WHEELS * WORDS],
            len: 0,
            open: 0,
            ticks_per_unit: 1.0,
        };
        wheel.restart(now, width);
        wheel
    }

    pub(crate) fn width(&self) -> f64 {
        1.0 / self.ticks_per_unit
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Files the item; returns it if its tick is open already.
    #[inline]
    pub(crate) fn push(&mut self, item: Item) -> Option<Item> {
        let tick = self.tick(item.time());
        if tick <= self.open {
            return Some(item);
        }
        self.file(tick, item);
        self.len += 1;
        None
    }

    /// Opens the next tick that has events and moves these, unsorted, to the end of `out`.
    pub(crate) fn advance(&mut self, out: &mut Vec<Item>) {
        let before = out.len();
        while out.len() == before {
            let Some((level, place)) = self.next_bucket() else { return };
            let shift = level * BITS;
            let above = self.open >> shift >> BITS;
            self.open = (above << BITS | place as u64) << shift;
            let index = level as usize * BUCKETS + place;
            self.occupied[index / 64] &= !(1 << (index % 64));
            if level == 0 {
                self.pool.empty(&mut self.buckets[index], out);
            } else {
                self.cascade(index, level, out);
            }
        }
        self.len -= out.len() - before;
    }

    /// Everything, in no particular order.
    pub(crate) fn drain(&mut self, out: &mut Vec<Item>) {
        for (word, occupied) in self.occupied.iter_mut().enumerate() {
            while *occupied != 0 {
                let index = word * 64 + occupied.trailing_zeros() as usize;
                self.pool.empty(&mut self.buckets[index], out);
                *occupied &= *occupied - 1;
            }
        }
        self.len = 0;
    }

    /// Resets the empty wheel to another time and width.
    pub(crate) fn restart(&mut self, now: f64, width: f64) {
        self.ticks_per_unit = 1.0 / width;
        self.open = self.tick(now);
    }

    /// The tick of `time`, a non-decreasing function, which keeps the order. Times beyond 2^51 ticks share the last.
    #[inline]
    fn tick(&self, time: f64) -> u64 {
        ((time * self.ticks_per_unit).min(WHOLE / 2.0) + WHOLE).to_bits() & WHOLE_BITS
    }

    #[inline]
    fn file(&mut self, tick: u64, item: Item) {
        let level = (tick ^ self.open).ilog2() / BITS;
        let place = digit(tick, level);
        self.put((level as usize * BUCKETS + place) % (WHEELS * BUCKETS), item);
    }

    #[inline]
    fn put(&mut self, index: usize, item: Item) {
        self.pool.push(&mut self.buckets[index], item);
        self.occupied[index / 64] |= 1 << (index % 64);
    }

    /// Moves the events of a bucket to lower wheels, or out if their tick is open now.
    fn cascade(&mut self, index: usize, level: u32, out: &mut Vec<Item>) {
        let mut chain = core::mem::replace(&mut self.buckets[index], Bucket::EMPTY);
        while let Some((items, filled)) = self.pool.release(&mut chain) {
            for &item in &items[..filled] {
                let tick = self.tick(item.time());
                if tick == self.open {
                    out.push(item);
                } else if level == 1 {
                    // The most frequent case by far, with only one wheel below.
                    self.put(digit(tick, 0), item);
                } else {
                    self.file(tick, item);
                }
            }
        }
    }

    /// The lowest wheel's next bucket that holds events.
    #[inline]
    fn next_bucket(&self) -> Option<(u32, usize)> {
        (0..LEVELS).find_map(|level| {
            let from = digit(self.open, level) + 1;
            (from / 64..WORDS).find_map(|word| {
                let passed = if word == from / 64 { !0 << (from % 64) } else { !0 };
                let bits = self.occupied[level as usize * WORDS + word] & passed;
                (bits != 0).then(|| (level, word * 64 + bits.trailing_zeros() as usize))
            })
        })
    }
}

/// The digit of a tick, to base 1024, that a wheel turns by.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "a digit is below 1024")]
fn digit(tick: u64, level: u32) -> usize {
    (tick >> (level * BITS)) as usize % BUCKETS
}

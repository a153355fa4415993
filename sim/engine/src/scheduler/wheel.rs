//! A hierarchy of wheels for the many events that are far (Varghese & Lauck 1987).
//!
//! Time is cut into ticks. The first wheel has a bucket for each of the next
//! 256 ticks, the second for each of the next 256 turns of the first, and so
//! on: eight wheels cover every time there is. An event goes into the bucket
//! of the highest digit (to base 256) in which its tick differs from the one
//! that is open. When a wheel comes to a bucket, its events move down one or
//! more wheels; each moves at most once per wheel, however long the tail of
//! the distribution it came from.
//!
//! Buckets are unsorted. Only the bucket that is opened is put in order, so
//! the cost per event does not grow with the number pending.

use super::item::Item;
use super::pool::{Bucket, Pool};

const BITS: u32 = 8;
const BUCKETS: usize = 1 << BITS;
const WHEELS: usize = (u64::BITS / BITS) as usize;
const MASK: u64 = BUCKETS as u64 - 1;

#[derive(Debug)]
pub(crate) struct Wheel {
    pool: Pool,
    buckets: [[Bucket; BUCKETS]; WHEELS],
    /// Which buckets hold anything, a bit each.
    occupied: [[u64; BUCKETS / 64]; WHEELS],
    len: usize,
    /// The tick whose bucket is open. Its events, and earlier ones, are not in the wheel.
    open: u64,
    ticks_per_unit: f64,
    moving: Vec<Item>,
}

impl Wheel {
    pub(crate) fn new(now: f64, width: f64) -> Self {
        let mut wheel = Wheel {
            pool: Pool::default(),
            buckets: [[Bucket::EMPTY; BUCKETS]; WHEELS],
            occupied: [[0; BUCKETS / 64]; WHEELS],
            len: 0,
            open: 0,
            ticks_per_unit: 1.0 / width,
            moving: Vec::new(),
        };
        wheel.open = wheel.tick(now);
        wheel
    }

    pub(crate) fn width(&self) -> f64 {
        1.0 / self.ticks_per_unit
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Files the item, unless its tick is open already: then it comes back.
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

    /// Opens the next tick that has events and moves these, unsorted, to `out`.
    pub(crate) fn advance(&mut self, out: &mut Vec<Item>) {
        while out.is_empty() && self.len > 0 {
            let Some((level, place)) = self.next_bucket() else { return };
            let shift = level as u32 * BITS;
            let above = self.open.checked_shr(shift + BITS).unwrap_or(0);
            self.open = (above << BITS | place as u64) << shift;
            self.occupied[level][place / 64] &= !(1 << (place % 64));
            if level == 0 {
                self.pool.empty(&mut self.buckets[0][place], out);
                self.len -= out.len();
            } else {
                self.cascade(level, place, out);
            }
        }
    }

    /// Everything, in no particular order.
    pub(crate) fn drain(&mut self, out: &mut Vec<Item>) {
        for bucket in self.buckets.iter_mut().flatten() {
            self.pool.empty(bucket, out);
        }
        self.occupied = [[0; BUCKETS / 64]; WHEELS];
        self.len = 0;
    }

    /// Starts again, empty, at another time with another width.
    pub(crate) fn restart(&mut self, now: f64, width: f64) {
        self.ticks_per_unit = 1.0 / width;
        self.open = self.tick(now);
    }

    /// Rising in `time`, which is all that order needs; the product saturates.
    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "float to integer saturates, as meant")]
    fn tick(&self, time: f64) -> u64 {
        (time * self.ticks_per_unit) as u64
    }

    #[inline]
    fn file(&mut self, tick: u64, item: Item) {
        let level = ((tick ^ self.open).ilog2() / BITS) as usize;
        let place = (tick >> (level as u32 * BITS) & MASK) as usize;
        self.pool.push(&mut self.buckets[level][place], item);
        self.occupied[level][place / 64] |= 1 << (place % 64);
    }

    fn cascade(&mut self, level: usize, place: usize, out: &mut Vec<Item>) {
        let mut moving = core::mem::take(&mut self.moving);
        self.pool.empty(&mut self.buckets[level][place], &mut moving);
        for item in moving.drain(..) {
            let tick = self.tick(item.time());
            if tick == self.open {
                out.push(item);
            } else {
                self.file(tick, item);
            }
        }
        self.len -= out.len();
        self.moving = moving;
    }

    /// The lowest wheel's next bucket that holds anything.
    #[inline]
    fn next_bucket(&self) -> Option<(usize, usize)> {
        (0..WHEELS).find_map(|level| {
            let from = (self.open >> (level as u32 * BITS) & MASK) as usize + 1;
            let occupied = &self.occupied[level];
            (from / 64..BUCKETS / 64).find_map(|word| {
                let before = if word == from / 64 { !0 << (from % 64) } else { !0 };
                let bits = occupied[word] & before;
                (bits != 0).then(|| (level, word * 64 + bits.trailing_zeros() as usize))
            })
        })
    }
}

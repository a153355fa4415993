//! The scheduler: which event is next?
//!
//! It holds the pending events and gives them back in order: by time, then
//! kind, then slot. That is its whole contract. How it keeps its promise
//! cannot be seen in any result, only in the time a run takes.
//!
//! Two structures stand behind the one interface, because small and large
//! simulations want different ones (`DESIGN.md` has the measurements):
//!
//! - few events pending, as in a queue with one server: a small heap;
//! - many, as with a hundred thousand hosts: a hierarchy of wheels of unsorted
//!   buckets. One bucket at a time is opened and sorted into a *batch*, which
//!   is then served from its end. What is scheduled into the open bucket
//!   meanwhile goes to the heap, and the next event is the lesser of the two.
//!
//! The width of a bucket follows the density of events, so that a batch holds
//! a few dozen.

mod heap;
mod item;
mod pool;
#[cfg(test)]
mod tests;
mod wheel;

use heap::Heap;
pub(crate) use item::Item;
use wheel::Wheel;

/// The pending events of a simulation.
#[derive(Debug, Default)]
pub(crate) struct Scheduler {
    /// All events while there are few; later those that fell into the open bucket.
    near: Heap,
    /// The open bucket, sorted downwards: the next event is the last.
    batch: Vec<Item>,
    wheel: Option<Box<Wheel>>,
    density: Density,
}

/// How many events the opened buckets held, to choose their width.
#[derive(Debug, Default)]
struct Density {
    opened: u64,
    served: u64,
}

impl Scheduler {
    /// More pending events than this are worth a wheel.
    const MANY: usize = 96;
    /// Fewer than this go back to the heap.
    const FEW: usize = 24;
    /// How many events a bucket should hold.
    const BATCH: f64 = 24.0;

    /// How many events are pending, cancelled ones included.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.near.len() + self.batch.len() + self.wheel.as_ref().map_or(0, |wheel| wheel.len())
    }

    #[inline]
    pub(crate) fn push(&mut self, item: Item) {
        match &mut self.wheel {
            Some(wheel) => {
                if let Some(item) = wheel.push(item) {
                    self.near.push(item);
                }
            }
            None => {
                self.near.push(item);
                if self.near.len() > Self::MANY {
                    self.build_wheel();
                }
            }
        }
    }

    /// Takes the next event if its time is not after `end`.
    #[inline]
    pub(crate) fn pop_until(&mut self, end: f64) -> Option<Item> {
        if self.wheel.is_none() {
            return if self.near.peek()?.time() <= end { self.near.pop() } else { None };
        }
        loop {
            let batched = self.batch.last().copied();
            let near = if self.near.len() == 0 { None } else { self.near.peek() };
            let from_batch = match (batched, near) {
                (Some(batched), Some(near)) => batched < near,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => {
                    self.open_bucket();
                    if self.len() == 0 {
                        return None;
                    }
                    continue;
                }
            };
            let next = if from_batch { batched } else { near }?;
            if next.time() > end {
                return None;
            }
            self.density.served += 1;
            return if from_batch { self.batch.pop() } else { self.near.pop() };
        }
    }

    /// The slot of the event that comes `ahead` places later in the open bucket.
    #[inline]
    pub(crate) fn slot_ahead(&self, ahead: usize) -> Option<u32> {
        let place = self.batch.len().checked_sub(ahead)?;
        self.batch.get(place).map(|item| item.slot())
    }

    #[cold]
    fn build_wheel(&mut self) {
        let mut items: Vec<Item> = self.near.drain().collect();
        items.sort_unstable();
        let now = items[0].time();
        // The earlier half tells the density better than a few far stragglers do.
        let span = items[items.len() / 2].time() - now;
        let width = Self::legal_width(span / (items.len() / 2) as f64 * Self::BATCH, now);
        let mut wheel = Box::new(Wheel::new(now, width));
        for item in items {
            if let Some(item) = wheel.push(item) {
                self.near.push(item);
            }
        }
        self.wheel = Some(wheel);
        self.density = Density::default();
    }

    fn open_bucket(&mut self) {
        let Some(wheel) = &mut self.wheel else { return };
        if wheel.len() < Self::FEW {
            wheel.drain(&mut self.batch);
            for item in self.batch.drain(..) {
                self.near.push(item);
            }
            self.wheel = None;
            return;
        }
        wheel.advance(&mut self.batch);
        self.density.opened += 1;
        self.adapt();
        self.batch.sort_unstable_by(|a, b| b.cmp(a));
    }

    /// Another width, once the buckets have turned out too full or too empty.
    ///
    /// Refiling all events costs about as much as serving them once, so it
    /// waits until as many have been served as are pending, except right at
    /// the start, when the initial population has just been scheduled.
    fn adapt(&mut self) {
        let Some(wheel) = &mut self.wheel else { return };
        let first = self.density.opened == 1;
        let held = if first {
            self.batch.len() as f64
        } else if self.density.opened < 64 || self.density.served < wheel.len() as u64 {
            return;
        } else {
            self.density.served as f64 / self.density.opened as f64
        };
        self.density.served = 0;
        self.density.opened = 1;
        if held > Self::BATCH * 3.0 || (!first && held < Self::BATCH / 3.0) {
            let now = self.batch.iter().map(|item| item.time()).fold(f64::INFINITY, f64::min);
            let width = Self::legal_width(wheel.width() * Self::BATCH / held, now);
            if width == wheel.width() {
                return;
            }
            let mut items = core::mem::take(&mut self.batch);
            wheel.drain(&mut items);
            wheel.restart(now, width);
            for item in items {
                if let Some(item) = wheel.push(item) {
                    self.batch.push(item);
                }
            }
        }
    }

    /// Ticks must tell neighbouring floats apart and stay within 64 bits.
    fn legal_width(width: f64, now: f64) -> f64 {
        let least = (now * 1e-15).max(1e-12);
        if width.is_finite() { width.max(least) } else { 1.0 }
    }
}

//! The scheduler: the future event list.
//!
//! It holds the pending events and returns them in order: by time, then kind, then slot. Its data structure affects
//! the time that a run takes, never a result.
//!
//! Events that are *near* are in one short sorted list, the next one last. While only a few are pending, as in a
//! queue with one server, the list holds them all. When there are many, as with a hundred thousand hosts, all but the
//! near ones lie unsorted in a hierarchy of timing wheels. When the list is empty, the next few buckets are opened
//! and sorted into it. If more events fall into the open time than the list has room for, a heap takes the rest, and
//! the next event is the earlier of the two heads.
//!
//! The width of a bucket follows the density of events. `DESIGN.md` lists the alternatives tried.

mod item;
mod pool;
mod ranks;
#[cfg(test)]
mod tests;
mod wheel;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

pub(crate) use item::Item;
use wheel::Wheel;

/// The pending events of a simulation.
#[derive(Debug, Default)]
pub(crate) struct Scheduler {
    /// The near events in descending order: the next is the last.
    near: Vec<Item>,
    /// Near events that `near` has no room for.
    crowd: BinaryHeap<Reverse<Item>>,
    /// All other events, if there are many.
    wheel: Option<Box<Wheel>>,
    density: Density,
}

/// The numbers of buckets opened and of events in them, from which the width is chosen.
#[derive(Debug, Default)]
struct Density {
    opened: u64,
    served: u64,
}

impl Scheduler {
    /// The longest sorted list of near events.
    const SHORT: usize = 64;
    /// With more pending events than this, a wheel is built.
    const MANY: usize = 40;
    /// With fewer pending events than this, the wheel is dropped.
    const FEW: usize = 12;
    /// The number of events that a bucket should hold.
    const HELD: f64 = 6.0;
    /// The number of buckets opened at once, so that coming events can be announced.
    const OPENED: usize = 6;
    /// An event is announced when this many others are to be handled before it.
    const AHEAD: usize = 12;

    /// The number of pending events, cancelled ones included.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.near.len() + self.crowd.len() + self.wheel.as_ref().map_or(0, |wheel| wheel.len())
    }

    #[inline]
    pub(crate) fn push(&mut self, item: Item) {
        if let Some(wheel) = &mut self.wheel {
            if let Some(item) = wheel.push(item) {
                self.push_near(item);
            }
        } else {
            self.push_near(item);
            if self.near.len() > Self::MANY {
                self.build_wheel();
            }
        }
    }

    #[inline]
    fn push_near(&mut self, item: Item) {
        if self.near.len() >= Self::SHORT {
            self.density.served += 1;
            self.crowd.push(Reverse(item));
            return;
        }
        let sooner = self.near.iter().rev().take_while(|&&near| near < item).count();
        self.near.insert(self.near.len() - sooner, item);
    }

    /// Takes the next event if it comes before `bound`. Passes an event that follows a few places later to `soon`,
    /// which may fetch its entity into the cache.
    #[inline]
    pub(crate) fn pop_before(&mut self, bound: Item, soon: impl Fn(Item)) -> Option<Item> {
        loop {
            let Some(&next) = self.near.last() else {
                if !self.crowd.is_empty() {
                    return self.pop_crowd(bound);
                }
                self.wheel.as_ref()?;
                self.open_buckets();
                let begin = self.near.len().saturating_sub(Self::AHEAD);
                self.near[begin..].iter().for_each(|&item| soon(item));
                continue;
            };
            if self.crowd.peek().is_some_and(|first| first.0 < next) {
                return self.pop_crowd(bound);
            }
            if next >= bound {
                return None;
            }
            let left = self.near.len() - 1;
            self.near.truncate(left);
            if left >= Self::AHEAD {
                soon(self.near[left - Self::AHEAD]);
            }
            return Some(next);
        }
    }

    fn pop_crowd(&mut self, bound: Item) -> Option<Item> {
        let first = self.crowd.peek_mut()?;
        if first.0 < bound { Some(PeekMut::pop(first).0) } else { None }
    }

    #[cold]
    fn build_wheel(&mut self) {
        let now = self.near.last().map_or(0.0, |item| item.time());
        // The density is estimated from the earlier half, since a few far events would distort it, and without
        // the events at this very instant, such as time zero.
        let later = self.near.partition_point(|item| item.time() > now);
        let half = &self.near[later / 2..later];
        let span = half.first().map_or(f64::INFINITY, |item| item.time() - now);
        let width = Self::legal_width(span / half.len() as f64 * Self::HELD, now);
        let mut wheel = Box::new(Wheel::new(now, width));
        self.near.retain(|&item| wheel.push(item).is_some());
        self.wheel = Some(wheel);
        self.density = Density::default();
    }

    /// Sorts the next few buckets into the empty list.
    fn open_buckets(&mut self) {
        let Some(wheel) = &mut self.wheel else { return };
        if wheel.len() < Self::FEW {
            wheel.drain(&mut self.near);
            self.near.sort_unstable();
            self.wheel = None;
        } else {
            for bucket in 0..Self::OPENED {
                let sorted = self.near.len();
                if sorted >= Self::SHORT / 2 {
                    break;
                }
                let Some(wheel) = &mut self.wheel else { break };
                wheel.advance(&mut self.near);
                self.density.opened += 1;
                self.density.served += (self.near.len() - sorted) as u64;
                if bucket == 0 {
                    self.adapt();
                }
                ranks::sort(&mut self.near[sorted..]);
            }
        }
        self.near.reverse();
    }

    /// Changes the width if the buckets hold too many or too few events.
    ///
    /// Refiling all events costs about as much as serving them once, so it waits until as many have been served as
    /// are pending, except right at the start, when the initial population has just been scheduled. A bucket whose
    /// events all have the same time, such as zero, is not counted: no width would separate them.
    fn adapt(&mut self) {
        let Some(wheel) = &mut self.wheel else { return };
        let Density { opened, served } = self.density;
        let first = opened == 1;
        let instant = self.near.first().map_or(0.0, |item| item.time());
        if first
            && self.near.len() > 1
            && self.near.iter().all(|item| item.time().to_bits() == instant.to_bits())
        {
            self.density = Density::default();
            return;
        }
        if !first && (opened < 64 || served < wheel.len() as u64) {
            return;
        }
        self.density = Density { opened: 1, served: 0 };
        let held = served as f64 / opened as f64;
        if held > Self::HELD * 2.0 || (!first && held < Self::HELD / 2.0) {
            let now = self.near.iter().map(|item| item.time()).fold(f64::INFINITY, f64::min);
            let width = Self::legal_width(wheel.width() * Self::HELD / held, now);
            wheel.drain(&mut self.near);
            wheel.restart(now, width);
            self.near.retain(|&item| wheel.push(item).is_some());
        }
    }

    /// The nearest width whose ticks are no finer than the resolution of floats and fit into 64 bits.
    fn legal_width(width: f64, now: f64) -> f64 {
        let least = (now * 1e-15).max(1e-12);
        if width.is_finite() { width.max(least) } else { 1.0 }
    }
}

//! Whether the clock moves: a run in which events take no time never ends.

use std::fmt;

use crate::key::Key;

/// So many events may happen before anybody looks at the clock.
const EVENTS: u64 = 1 << 22;

/// And so many more for each that is pending: a crowd may begin at one instant, and each of it do a few things there.
const EACH: u64 = 100;

/// No run has more events than this: at ten million a second they take three thousand years.
const MOST: f64 = 1e18;

/// A run that does not come to its end, since its events take no time, or so little that the clock cannot tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Stalled {
    /// Where the clock stands.
    pub time: f64,
    /// How many events happened since it was looked at before.
    pub events: u64,
    /// How far it moved in these.
    pub moved: f64,
    /// What happened last, by the name of its kind.
    pub kind: String,
    /// The entity that it happened to.
    pub key: Key,
}

impl fmt::Display for Stalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stalled { time, events, moved, kind, key } = self;
        let took = if *moved > 0.0 { format!("{moved:e} h") } else { "no time".to_owned() };
        write!(
            f,
            "the clock stands still at {time} h: {events} events took {took}, the last of them `{kind}` of entity {}",
            key.bits()
        )
    }
}

impl std::error::Error for Stalled {}

/// When the clock was looked at, and when it is to be looked at again.
///
/// The loop compares one number for each event; all else happens once in millions of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pace {
    time: f64,
    handled: u64,
    next: u64,
}

impl Pace {
    /// The clock is looked at now; so many events are pending.
    #[must_use]
    pub(crate) fn begin(time: f64, handled: u64, pending: usize) -> Self {
        Pace { time, handled, next: handled + EVENTS + EACH * pending as u64 }
    }

    /// Whether it is time to look.
    #[inline]
    pub(crate) fn is_due(&self, handled: u64) -> bool {
        handled == self.next
    }

    /// How far the clock moved since it was looked at, in how many events, if at this pace it would never come to
    /// `end`.
    #[cold]
    pub(crate) fn stall(&self, now: f64, handled: u64, end: f64) -> Option<(f64, u64)> {
        let moved = now - self.time;
        let events = handled - self.handled;
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let to_come = (end - now) / moved * events as f64;
        // At the very end nothing is to come, and yet a clock that stands there does not pass it.
        (moved <= 0.0 || to_come > MOST).then_some((moved, events))
    }
}

//! Detection of a stalled clock: a run whose events take no time never ends.

use std::fmt;

use crate::key::Key;

/// The number of events between two checks of the clock.
const EVENTS: u64 = 1 << 22;

/// The further events allowed for each pending one: many entities may start at one instant, with a few events each.
const EACH: u64 = 100;

/// No run has more events than this: at ten million a second they take three thousand years.
const MOST: f64 = 1e18;

/// The clock does not reach the end of the run: events take no time, or less than its floating-point resolution.
#[derive(Clone, Debug, PartialEq)]
pub struct Stalled {
    /// The time on the clock.
    pub time: f64,
    /// The number of events since the previous check.
    pub events: u64,
    /// How far the clock moved during these events.
    pub moved: f64,
    /// The name of the last event's kind.
    pub kind: String,
    /// The entity that the last event concerned.
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

/// When the clock was last checked, and when it is checked next.
///
/// The loop compares one number for each event; the rest is done once in millions of events.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pace {
    time: f64,
    handled: u64,
    next: u64,
}

impl Pace {
    /// Notes a check of the clock now, with the number of events that are pending.
    #[must_use]
    pub(crate) fn begin(time: f64, handled: u64, pending: usize) -> Self {
        Pace { time, handled, next: handled + EVENTS + EACH * pending as u64 }
    }

    /// Whether the next check is due.
    #[inline]
    pub(crate) fn is_due(&self, handled: u64) -> bool {
        handled == self.next
    }

    /// How far the clock has moved since the last check, and in how many events, if at this pace it would never reach
    /// `end`.
    #[cold]
    pub(crate) fn stall(&self, now: f64, handled: u64, end: f64) -> Option<(f64, u64)> {
        let moved = now - self.time;
        let events = handled - self.handled;
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let to_come = (end - now) / moved * events as f64;
        // At `end` no time remains, but a clock that stalls there does not pass it.
        (moved <= 0.0 || to_come > MOST).then_some((moved, events))
    }
}

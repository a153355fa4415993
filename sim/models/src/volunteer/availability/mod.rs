//! Availability of hosts: processes with two states, and their equilibrium start.
//!
//! A process has two operations: the current state with its end, needed once when the host begins; and the
//! length of the next interval, needed at each change.
//!
//! The first must account for length bias. At a random moment a host is available with probability E\[up\] /
//! (E\[up\] + E\[down\]), and the interval that contains the moment is longer than average. Its remainder has
//! the *equilibrium residual* distribution: a uniform share of a length-biased interval (Cox 1962, chapter
//! 5).

mod diurnal;
mod replay;

use bazaar_engine::{Key, Rng};
use bazaar_numerics::variates::{self, Residual, Variate, VariateError, chance};

use super::parameters::{Availability, HostStart};
use diurnal::Days;
use replay::Replay;

/// A state and when it ends, in hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sojourn {
    /// Whether the host is available.
    pub available: bool,
    /// When that changes.
    pub until: f64,
}

/// A process with two states, available and not.
#[derive(Clone, Debug)]
pub enum Process {
    /// Intervals of both kinds, independent of one another.
    Renewal {
        /// How long the host stays available.
        available: variates::Distribution,
        /// How long it stays away.
        unavailable: variates::Distribution,
        /// The long-run share of time in which it is available.
        availability: f64,
    },
    /// The owner's hours, by local time.
    Diurnal(Days),
    /// A replayed recording.
    Replayed(Replay),
}

impl Process {
    /// The process that a class's parameter names.
    ///
    /// # Errors
    /// If a distribution's parameters are out of range.
    pub fn new(parameter: &Availability) -> Result<Self, VariateError> {
        Ok(match (parameter.renewal(), parameter) {
            (Some((available, unavailable)), _) => {
                let (available, unavailable) = (available.variate()?, unavailable.variate()?);
                let availability = available.mean() / (available.mean() + unavailable.mean());
                Process::Renewal { available, unavailable, availability }
            }
            (None, Availability::Diurnal(diurnal)) => Process::Diurnal(Days::new(diurnal)),
            (None, Availability::Trace(trace)) => Process::Replayed(Replay::new(trace)),
            (None, _) => unreachable!("all others are renewal processes"),
        })
    }

    /// The long-run share of time in which a host is available.
    #[must_use]
    pub fn availability(&self) -> f64 {
        match self {
            Process::Renewal { availability, .. } => *availability,
            Process::Diurnal(days) => days.availability(),
            Process::Replayed(replay) => replay.availability(),
        }
    }

    /// How a host begins at time `now`, where local time is `offset` hours ahead.
    ///
    /// A diurnal host that begins available is taken to be switched on for a
    /// full day's use at that moment. A recording is begun as it was recorded.
    pub fn begin<R: Rng + Clone>(
        &self,
        start: HostStart,
        now: f64,
        offset: f64,
        key: Key,
        rng: &mut R,
    ) -> Sojourn {
        match (self, start) {
            (Process::Renewal { available, unavailable, availability }, HostStart::Equilibrium) => {
                let is_available = chance(rng, *availability);
                let interval = if is_available { available } else { unavailable };
                Sojourn { available: is_available, until: now + interval.sample_residual(rng) }
            }
            (Process::Renewal { available, .. }, HostStart::Available) => {
                Sojourn { available: true, until: now + available.sample(rng) }
            }
            (Process::Diurnal(days), HostStart::Equilibrium) => days.look_at(now, offset, rng),
            (Process::Diurnal(days), HostStart::Available) => {
                Sojourn { available: true, until: now + days.length(rng) }
            }
            (Process::Replayed(replay), _) => replay.look_at(now, key, rng),
        }
    }

    /// When the state that begins at time `now` ends.
    #[inline]
    pub fn next<R: Rng + Clone>(&self, available: bool, now: f64, offset: f64, key: Key, rng: &mut R) -> f64 {
        match self {
            Process::Renewal { available: up, unavailable: down, .. } => {
                now + if available { up.sample(rng) } else { down.sample(rng) }
            }
            Process::Diurnal(days) if available => now + days.length(rng),
            Process::Diurnal(days) => days.next_use(now, offset, rng),
            Process::Replayed(replay) => replay.next_change(available, now, key, rng),
        }
    }
}

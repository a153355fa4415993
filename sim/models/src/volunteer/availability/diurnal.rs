//! The owner's hours: available once a day, at about the same local time, on some days.
//!
//! Time zero is a Monday, midnight universal time.

use bazaar_engine::Rng;
use bazaar_numerics::variates::{chance, unit};

use super::Sojourn;
use crate::volunteer::parameters::Diurnal;

const DAY: f64 = 24.0;
const WEEK: f64 = 7.0;
const SATURDAY: f64 = 5.0;

/// The days of a host, in hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    begins: f64,
    lasts: f64,
    varies: f64,
    weekdays: f64,
    weekends: f64,
}

impl Days {
    pub(super) fn new(parameter: &Diurnal) -> Self {
        Days {
            begins: parameter.begins.canonical(),
            lasts: parameter.lasts.canonical(),
            varies: parameter.varies.canonical(),
            weekdays: parameter.weekdays.canonical(),
            weekends: parameter.weekends.canonical(),
        }
    }

    /// The share of a week in which the machine is on, on average.
    pub(super) fn availability(&self) -> f64 {
        let days = SATURDAY * self.weekdays + (WEEK - SATURDAY) * self.weekends;
        days * self.lasts / (WEEK * DAY)
    }

    /// How long a day's use lasts.
    pub(super) fn length<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.lasts + self.variation(rng)
    }

    /// When the machine is next switched on, if it was switched off at `now`.
    ///
    /// A day's use never reaches into the next day's, so the search begins with the day after the one whose
    /// use has just ended. For a host that is used on no day of the week the result is a time beyond any
    /// horizon.
    pub(super) fn next_use<R: Rng + ?Sized>(&self, now: f64, offset: f64, rng: &mut R) -> f64 {
        let day = self.day_of_use(now + offset);
        self.first_use(day + 1.0, offset, rng)
    }

    /// The state of a host at `now`, and its end: its days are simulated from the one before.
    pub(super) fn look_at<R: Rng + ?Sized>(&self, now: f64, offset: f64, rng: &mut R) -> Sojourn {
        let mut day = self.day_of_use(now + offset) - 1.0;
        loop {
            let begins = self.first_use(day, offset, rng);
            if begins > now {
                return Sojourn { available: false, until: begins };
            }
            let ends = begins + self.length(rng);
            if ends > now {
                return Sojourn { available: true, until: ends };
            }
            day = self.day_of_use(begins + offset) + 1.0;
        }
    }

    /// When the machine is switched on for the first time from local day `day` on.
    fn first_use<R: Rng + ?Sized>(&self, mut day: f64, offset: f64, rng: &mut R) -> f64 {
        if self.weekdays <= 0.0 && self.weekends <= 0.0 {
            return f64::MAX;
        }
        loop {
            let weekday = day - (day / WEEK).floor() * WEEK;
            let used = if weekday >= SATURDAY { self.weekends } else { self.weekdays };
            if chance(rng, used) {
                return day * DAY + self.begins + self.variation(rng) - offset;
            }
            day += 1.0;
        }
    }

    /// The local day to which a moment belongs, where a day runs from the earliest
    /// possible switching on to the next.
    fn day_of_use(&self, local: f64) -> f64 {
        ((local - self.begins + self.varies) / DAY).floor()
    }

    fn variation<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.varies * (2.0 * unit(rng) - 1.0)
    }
}

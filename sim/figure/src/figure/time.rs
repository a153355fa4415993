//! In which unit time is counted along an axis: days, or months where a run is planned in them.

use bazaar_study::Outcome;

/// A month in hours: a twelfth of a year of 365.25 days.
const MONTH: f64 = 730.5;

/// From so many months on days would be large numbers.
const MANY_MONTHS: f64 = 6.0;

/// A share of a month that is rounding.
const SLACK: f64 = 1e-9;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TimeUnit {
    /// `days`.
    pub(super) plural: &'static str,
    /// `day`.
    pub(super) singular: &'static str,
    /// How long it is.
    pub(super) hours: f64,
}

const DAYS: TimeUnit = TimeUnit { plural: "days", singular: "day", hours: 24.0 };

const MONTHS: TimeUnit = TimeUnit { plural: "months", singular: "month", hours: MONTH };

impl TimeUnit {
    /// Months where a run is followed by months, or lasts for at least six and a whole number of them; else days.
    pub(super) fn of(outcome: &Outcome) -> Self {
        let all = outcome.observations.iter().flat_map(|observation| &observation.series);
        let horizon = outcome.scenario.study.horizon.canonical();
        let is_long = horizon >= MANY_MONTHS * MONTH && is_whole(horizon / MONTH);
        if is_long || all.clone().any(|series| is_whole(series.width / MONTH)) { MONTHS } else { DAYS }
    }

    /// The warm-up of an outcome, in this unit.
    pub(super) fn warm_up(self, outcome: &Outcome) -> f64 {
        outcome.plan.horizon.warm_up / self.hours
    }
}

fn is_whole(number: f64) -> bool {
    number >= 1.0 && (number - number.round()).abs() < SLACK * number
}

//! The unit of a time axis: days, or months for a run that is planned in months.

use bazaar_study::Outcome;

/// A month in hours: a twelfth of a year of 365.25 days.
const MONTH: f64 = 730.5;

/// From this number of months on, days would be large numbers.
const MANY_MONTHS: f64 = 6.0;

/// A share of a month that counts as rounding error.
const SLACK: f64 = 1e-9;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TimeUnit {
    /// `days`.
    pub(super) plural: &'static str,
    /// `day`.
    pub(super) singular: &'static str,
    /// Its length in hours.
    pub(super) hours: f64,
}

const DAYS: TimeUnit = TimeUnit { plural: "days", singular: "day", hours: 24.0 };

const MONTHS: TimeUnit = TimeUnit { plural: "months", singular: "month", hours: MONTH };

impl TimeUnit {
    /// Months if a run is recorded by month, or lasts for a whole number of months, at least six; otherwise days.
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

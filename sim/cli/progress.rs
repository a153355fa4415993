//! A progress bar with the time left, and below it the estimates so far, on standard error, if that is a terminal.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use bazaar_figure::printed::{ESTIMATES, Heading, estimate};
use bazaar_models::metric::Metric;
use bazaar_models::observation::Observation;
use bazaar_scenario::Scenario;
use bazaar_study::{GrowingEstimate, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::table::table;

/// More lines than these below a bar would scroll a small terminal.
const MOST_LINES: usize = 8;

/// The interval between updates: people cannot read numbers that change faster.
const PAUSE: Duration = Duration::from_millis(200);

/// The headings of the estimates below a bar.
const SHOWN: [Heading; 4] = [ESTIMATES[0], ESTIMATES[1], ESTIMATES[2], ESTIMATES[3]];

pub(crate) struct Bar {
    bar: ProgressBar,
    sight: Option<Sight>,
}

/// Estimates from the finished replications.
struct Sight {
    /// The indices of the metrics in the model's list.
    places: Vec<usize>,
    known: Mutex<Known>,
}

struct Known {
    estimates: Vec<GrowingEstimate>,
    shown: Option<Instant>,
}

impl Bar {
    /// A bar for work counted in `pieces`, such as "checks"; `quiet` hides it.
    pub(crate) fn new(quiet: bool, pieces: &'static str) -> Self {
        // indicatif hides the bar itself if standard error is not a terminal.
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let template = "{bar:40} {pos}/{len} {prefix}, {elapsed} elapsed, {eta} left{msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(pieces);
        Bar { bar, sight: None }
    }

    /// A bar for a run of a scenario. Below it are the estimates of these metrics, or of the first of the model's headline metrics,
    /// from the first replication on.
    pub(crate) fn of_run(quiet: bool, scenario: &Scenario, metrics: &[&str]) -> Self {
        let bar = Bar::new(quiet, "pieces");
        let headlines = scenario.model.headlines();
        let is_shown = |metric: &Metric| match (metrics, headlines) {
            ([], []) => true,
            ([], names) | (names, _) => names.contains(&metric.name),
        };
        let all = scenario.model.metrics().iter().enumerate();
        let shown = all.filter(|(_, metric)| is_shown(metric)).take(MOST_LINES);
        let (places, estimates) = shown.map(|(place, metric)| (place, GrowingEstimate::new(metric))).unzip();
        Bar { sight: Some(Sight { places, known: Mutex::new(Known { estimates, shown: None }) }), ..bar }
    }

    /// Takes the bar off the screen.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn expect(&self, pieces: u64) {
        self.bar.inc_length(pieces);
    }

    fn done(&self) {
        self.bar.inc(1);
    }

    fn seen(&self, observation: &Observation) {
        let sight = self.sight.as_ref().filter(|_| !self.bar.is_hidden());
        if let Some(text) = sight.and_then(|sight| sight.with(observation)) {
            self.bar.set_message(text);
        }
    }
}

impl Sight {
    /// The estimates with another replication, as lines below a bar; `None` within [`PAUSE`] of the last update.
    fn with(&self, observation: &Observation) -> Option<String> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for (place, of) in self.places.iter().zip(&mut known.estimates) {
            of.add(observation.values.get(*place).copied().flatten());
        }
        if known.shown.is_some_and(|shown| shown.elapsed() < PAUSE) {
            return None;
        }
        known.shown = Some(Instant::now());
        let rows = known.estimates.iter().map(|of| {
            let mut row = estimate(&of.estimate());
            row.truncate(SHOWN.len());
            row
        });
        Some(format!("\n{}", table(&SHOWN, rows).trim_end()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn estimates_begin_with_the_first_replication_and_get_intervals_with_the_second() {
        let scenario = Scenario::load("reference/mm1", &[] as &[&str]).unwrap();
        let bar = Bar::of_run(true, &scenario, &["wait"]);
        let sight = bar.sight.unwrap();
        let seen = |wait: f64| {
            let of = |metric: &Metric| (metric.name == "wait").then_some(wait);
            let values = scenario.model.metrics().iter().map(of).collect();
            Observation { values, ..Observation::default() }
        };
        let first = sight.with(&seen(2.0)).unwrap();
        assert!(first.contains("wait") && first.lines().count() == 3, "{first}");
        assert_eq!(sight.with(&seen(3.0)), None);
        sight.known.lock().unwrap().shown = None;
        let second = sight.with(&seen(4.0)).unwrap();
        // Student's t of two degrees of freedom, 4.303, times a standard error of 1 / sqrt(3).
        assert!(second.contains("3.0") && second.contains("2.5"), "{second}");
    }
}

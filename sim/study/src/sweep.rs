//! Sweeps: one scenario at several values of its parameters.
//!
//! A scenario sweeps a parameter by giving it an array where a single value
//! belongs. Several such parameters, *factors*, make a full factorial design:
//! every value of one meets every value of the others (Law 2015, section 12.2).
//! The last factor changes fastest.
//!
//! All points run from the same seed. Wherever two of them ask the same question
//! they get the same answer from chance, so differences between points are known
//! better than the points themselves (common random numbers; Law 2015, section 11.2).

use std::sync::atomic::{AtomicU64, Ordering};

use bazaar_scenario::{Scenario, ScenarioError};

use crate::outcome::{Outcome, Settings, run};
use crate::progress::Progress;
use crate::replication::StudyError;

/// The points of a full factorial design over the factors of a scenario.
#[derive(Clone, Debug)]
pub struct Sweep {
    factors: Vec<String>,
    points: Vec<Point>,
}

/// One point of a design.
#[derive(Clone, Debug)]
pub struct Point {
    /// The value of each factor, as TOML, in the order of the factors.
    pub values: Vec<String>,
    /// The scenario with these values.
    pub scenario: Scenario,
}

impl Sweep {
    /// Every point is made, and found valid, before any is run.
    ///
    /// A scenario without arrays has one point and no factors.
    ///
    /// # Errors
    /// If values that are valid one by one do not go together.
    pub fn new(scenario: &Scenario) -> Result<Self, ScenarioError> {
        let factors = &scenario.sweeps;
        let all: usize = factors.iter().map(|factor| factor.values.len()).product();
        let mut points = Vec::with_capacity(all);
        for number in 0..all {
            let mut left = number;
            let mut values: Vec<String> = factors
                .iter()
                .rev()
                .map(|factor| {
                    let count = factor.values.len();
                    let value = factor.values[left % count].clone();
                    left /= count;
                    value
                })
                .collect();
            values.reverse();
            let sets: Vec<String> = factors
                .iter()
                .zip(&values)
                .map(|(factor, value)| format!("{}={value}", factor.path))
                .collect();
            let scenario = if sets.is_empty() { scenario.clone() } else { scenario.with(&sets)? };
            points.push(Point { values, scenario });
        }
        Ok(Sweep { factors: factors.iter().map(|factor| factor.path.clone()).collect(), points })
    }

    /// The dotted paths of the parameters that change.
    #[must_use]
    pub fn factors(&self) -> &[String] {
        &self.factors
    }

    /// The points, in the order in which they run.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Runs every point, and hands over what it found as soon as it is there.
    ///
    /// # Errors
    /// If a point cannot be run, or whoever takes the outcomes gives up.
    pub fn run<'a, E: From<StudyError>>(
        &'a self,
        settings: &Settings,
        progress: &dyn Progress,
        mut take: impl FnMut(&'a Point, Outcome) -> Result<(), E>,
    ) -> Result<(), E> {
        let progress = Whole::new(progress, self.points.len() as u64);
        for point in &self.points {
            progress.begin();
            take(point, run(&point.scenario, settings, &progress)?)?;
        }
        Ok(())
    }
}

/// Announces the pieces of all points when the first one begins, as if all were
/// alike, so that the time left is that of the whole sweep.
struct Whole<'a> {
    inner: &'a dyn Progress,
    points: u64,
    /// The pieces that were announced for each point.
    each: AtomicU64,
    /// The pieces of the point that runs.
    expected: AtomicU64,
}

impl<'a> Whole<'a> {
    fn new(inner: &'a dyn Progress, points: u64) -> Self {
        Whole { inner, points, each: AtomicU64::new(0), expected: AtomicU64::new(0) }
    }

    fn begin(&self) {
        self.expected.store(0, Ordering::Relaxed);
    }
}

impl Progress for Whole<'_> {
    fn expect(&self, pieces: u64) {
        let before = self.expected.fetch_add(pieces, Ordering::Relaxed);
        if self.each.load(Ordering::Relaxed) == 0 {
            self.each.store(pieces, Ordering::Relaxed);
            self.inner.expect(pieces * self.points);
        } else {
            let each = self.each.load(Ordering::Relaxed);
            let more = (before + pieces).saturating_sub(each.max(before));
            self.inner.expect(more);
        }
    }

    fn done(&self) {
        self.inner.done();
    }
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::Source;

    use super::*;
    use crate::progress::Silent;

    fn scenario(text: &str) -> Scenario {
        let none: [&str; 0] = [];
        Scenario::parse(Source::new("test", text), &none).unwrap()
    }

    const SWEPT: &str = "
        [study]
        horizon = \"100 h\"
        replications = [2, 3]
        [model.queue]
        servers = [1, 2, 3]
    ";

    #[derive(Default)]
    struct Counts {
        expected: AtomicU64,
        done: AtomicU64,
    }

    impl Progress for Counts {
        fn expect(&self, pieces: u64) {
            self.expected.fetch_add(pieces, Ordering::Relaxed);
        }
        fn done(&self) {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn every_value_meets_every_other_and_the_last_factor_changes_fastest() {
        let sweep = Sweep::new(&scenario(SWEPT)).unwrap();
        assert_eq!(sweep.factors(), ["model.queue.servers", "study.replications"]);
        let values: Vec<String> = sweep.points().iter().map(|point| point.values.join(" ")).collect();
        assert_eq!(values, ["1 2", "1 3", "2 2", "2 3", "3 2", "3 3"]);
        assert!(sweep.points().iter().all(|point| point.scenario.sweeps.is_empty()));
    }

    #[test]
    fn a_scenario_without_factors_is_one_point() {
        let sweep = Sweep::new(&scenario("[model.queue]")).unwrap();
        assert_eq!((sweep.factors().len(), sweep.points().len()), (0, 1));
    }

    #[test]
    fn a_point_gives_what_its_scenario_gives_alone() {
        let sweep = Sweep::new(&scenario(SWEPT)).unwrap();
        let mut found = Vec::new();
        sweep
            .run(&Settings::default(), &Silent, |_, outcome| {
                found.push(outcome.summary);
                Ok::<_, StudyError>(())
            })
            .unwrap();
        let alone = scenario(&SWEPT.replace("[1, 2, 3]", "2").replace("[2, 3]", "3"));
        assert_eq!(found[3], run(&alone, &Settings::default(), &Silent).unwrap().summary);
    }

    #[test]
    fn as_many_pieces_are_announced_as_are_done_where_points_are_alike() {
        let counts = Counts::default();
        let sweep = Sweep::new(&scenario(&SWEPT.replace("[2, 3]", "4"))).unwrap();
        sweep.run(&Settings::default(), &counts, |_, _| Ok::<_, StudyError>(())).unwrap();
        assert_eq!((counts.expected.into_inner(), counts.done.into_inner()), (12, 12));
    }

    #[test]
    fn points_with_more_pieces_than_the_first_announce_the_rest() {
        let counts = Counts::default();
        let sweep = Sweep::new(&scenario(&SWEPT.replace("[1, 2, 3]", "1"))).unwrap();
        sweep.run(&Settings::default(), &counts, |_, _| Ok::<_, StudyError>(())).unwrap();
        assert_eq!((counts.expected.into_inner(), counts.done.into_inner()), (5, 5));
    }

    #[test]
    fn values_that_do_not_go_together_are_found_before_anything_runs() {
        let text = "
            [study]
            horizon = [\"10 h\", \"100 h\"]
            warm_up = [\"1 h\", \"50 h\"]
            [model.queue]
        ";
        let none: [&str; 0] = [];
        let scenario = Scenario::parse(Source::new("test", text), &none);
        // Each alone is tried when the text is read; together only here.
        let together = scenario.and_then(|scenario| Sweep::new(&scenario));
        let message = together
            .unwrap_err()
            .diagnostics()
            .iter()
            .map(|one| one.message().to_owned())
            .collect::<String>();
        assert!(message.contains("warm-up"), "{message}");
    }
}

//! Sweeps: one scenario at many points of its parameter space.
//!
//! A *grid* is the full factorial design: every value of one factor with every value of the others,
//! the last one changing fastest (Law 2015, section 12.2). A Latin hypercube and Sobol points cover
//! many factors with fewer runs (see [`design`](crate::design)).

use bazaar_engine::Streams;
use bazaar_scenario::{Design, Factor, Scenario, SweepPlan};

use super::AnswerError;
use super::space::{Placed, Space};
use crate::design::{DesignError, Points, correlate, grid, latin_hypercube, scrambled_sobol};
use crate::experiment::{ExperimentError, PartStore, Runs, Task, conduct};
use crate::outcome::Settings;
use crate::progress::Progress;
use bazaar_numerics::Matrix;

/// The points of a sweep, each validated before any is run.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The factors.
    pub factors: Vec<Factor>,
    /// The points, in the order of the design.
    pub points: Vec<Placed>,
}

/// The points of a sweep, sampled with the scenario's seed.
///
/// # Errors
/// If the design cannot be made, or values that are valid one by one contradict each other.
pub fn sweep(scenario: &Scenario, plan: &SweepPlan) -> Result<Sweep, AnswerError> {
    let space = Space::new(&plan.factors)?;
    let rows = match scattered(plan.design, &plan.factors, scenario)? {
        None => combined(&space)?,
        Some(points) => drawn(&space, plan, points)?,
    };
    Ok(Sweep { factors: plan.factors.clone(), points: space.place(scenario, rows)? })
}

/// The points of a design in the unit cube, sampled with the scenario's seed; `None` for a grid.
pub(super) fn scattered(
    design: Design,
    factors: &[Factor],
    scenario: &Scenario,
) -> Result<Option<Points>, DesignError> {
    let streams = Streams::new(scenario.study.seed).component("study design");
    match design {
        Design::Grid => Ok(None),
        Design::LatinHypercube { points } => {
            latin_hypercube(points as usize, factors.len(), streams).map(Some)
        }
        Design::Sobol { points } => scrambled_sobol(points as usize, factors.len(), streams).map(Some),
    }
}

impl Sweep {
    /// The runs of all points.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task<'_>> {
        self.points.iter().map(|point| Task::all(&point.scenario)).collect()
    }

    /// Runs every point and returns the runs in order.
    ///
    /// # Errors
    /// If a point cannot be run or stored.
    pub fn run(
        &self,
        settings: &Settings,
        store: &dyn PartStore,
        progress: &dyn Progress,
    ) -> Result<Vec<Runs>, ExperimentError> {
        conduct(&self.tasks(), settings, store, progress)
    }

    /// The values of a point as the scenario writes them, as TOML.
    #[must_use]
    pub fn written(&self, point: &Placed) -> Vec<String> {
        self.factors.iter().zip(&point.values).map(|(factor, &value)| factor.toml(value)).collect()
    }
}

/// The full factorial design: every level of every factor with every level of all others.
fn combined(space: &Space<'_>) -> Result<Vec<Vec<f64>>, DesignError> {
    let levels: Vec<Vec<f64>> = (0..space.factors().len()).map(|factor| space.levels(factor)).collect();
    let points = grid(&levels.iter().map(Vec::len).collect::<Vec<_>>())?;
    let of_row = |row: &[f64]| {
        let level = |(of_factor, &u): (&Vec<f64>, &f64)| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place among levels"
            )]
            let place = (u * of_factor.len() as f64) as usize;
            of_factor[place.min(of_factor.len() - 1)]
        };
        levels.iter().zip(row).map(level).collect()
    };
    Ok(points.rows().map(of_row).collect())
}

fn drawn(space: &Space<'_>, plan: &SweepPlan, mut points: Points) -> Result<Vec<Vec<f64>>, DesignError> {
    if !plan.correlations.is_empty() {
        let rank = |one: usize, other: usize| {
            let pair = plan
                .correlations
                .iter()
                .rev()
                .find(|(a, b, _)| (*a, *b) == (one, other) || (*b, *a) == (one, other));
            pair.map_or(0.0, |(_, _, rank)| *rank)
        };
        let matrix = Matrix::new(points.dimensions(), |a, b| if a == b { 1.0 } else { rank(a, b) });
        correlate(&mut points, &matrix)?;
    }
    Ok(space.values(&points))
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::{Formats, Question, Source, Study};

    use super::*;
    use crate::design::rank_correlation;
    use crate::experiment::Nowhere;
    use crate::outcome::run;
    use crate::progress::Silent;

    fn scenario(text: &str) -> Scenario {
        let none: [&str; 0] = [];
        Scenario::parse(Source::new("test", text), &none).unwrap()
    }

    fn of_arrays(scenario: &Scenario) -> Result<Sweep, AnswerError> {
        let study = Study::of_arrays(scenario, &[])?.unwrap();
        let Question::Sweep(plan) = &study.question else { panic!() };
        sweep(&study.scenario, plan)
    }

    const SWEPT: &str = "
        [study]
        horizon = \"100 h\"
        replications = [2, 3]
        [model.queue]
        servers = [1, 2, 3]
    ";

    #[test]
    fn every_value_meets_every_other_and_the_last_factor_changes_fastest() {
        let sweep = of_arrays(&scenario(SWEPT)).unwrap();
        let paths: Vec<&str> = sweep.factors.iter().map(|factor| factor.path.as_str()).collect();
        assert_eq!(paths, ["model.queue.servers", "study.replications"]);
        let values: Vec<String> = sweep.points.iter().map(|point| sweep.written(point).join(" ")).collect();
        assert_eq!(values, ["1 2", "1 3", "2 2", "2 3", "3 2", "3 3"]);
        assert!(sweep.points.iter().all(|point| point.scenario.sweeps.is_empty()));
    }

    #[test]
    fn a_point_gives_what_its_scenario_gives_alone() {
        let sweep = of_arrays(&scenario(SWEPT)).unwrap();
        let found = sweep.run(&Settings::default(), &Nowhere, &Silent).unwrap();
        let alone = scenario(&SWEPT.replace("[1, 2, 3]", "2").replace("[2, 3]", "3"));
        assert_eq!(found[3].summary(), run(&alone, &Settings::default(), &Silent).unwrap().summary);
    }

    #[test]
    fn values_that_do_not_go_together_are_found_before_anything_runs() {
        let text = "
            [study]
            horizon = [\"100 h\", \"10 h\"]
            warm_up = [\"1 h\", \"50 h\"]
            [model.queue]
        ";
        // Each is checked alone when the text is read; together only here.
        let together = of_arrays(&scenario(text));
        let Err(AnswerError::Scenario(error)) = together else { panic!("{together:?}") };
        let message = error.diagnostics().iter().map(|one| one.message().to_owned()).collect::<String>();
        assert!(message.contains("`warm_up` must be below"), "{message}");
    }

    fn planned(question: &str) -> Sweep {
        let text =
            format!("scenario = \"reference/mm1\"\nset = [\"study.warm_up=0 h\"]\n[sweep]\n{question}");
        let none: [&str; 0] = [];
        let study = Study::parse(Source::new("test", text), &none, Formats::CSV);
        let study = study.unwrap_or_else(|error| panic!("{:?}", error.diagnostics()));
        let Question::Sweep(plan) = &study.question else { panic!() };
        sweep(&study.scenario, plan).unwrap()
    }

    #[test]
    fn a_grid_of_a_range_has_its_ends_and_whole_numbers_where_the_parameter_takes_no_others() {
        let sweep = planned(
            "factors = [{ path = \"model.queue.servers\", low = 1, high = 8, levels = 3 },
                        { path = \"study.horizon\", low = \"1 d\", high = \"100 d\", log = true, levels = 3 }]",
        );
        let values: Vec<String> = sweep.points.iter().map(|point| sweep.written(point).join(" ")).collect();
        assert_eq!(values.len(), 9);
        assert_eq!((values[0].as_str(), values[8].as_str()), ("1 \"1 d\"", "8 \"100 d\""));
        // 4.5 rounds to 5, away from zero.
        assert!(values[3].starts_with("5 "), "{values:?}");
    }

    #[test]
    fn points_of_a_latin_hypercube_go_together_as_asked() {
        let sweep = planned(
            "design = { latin_hypercube = { points = 200 } }
             factors = [{ path = \"study.horizon\", low = \"10 d\", high = \"20 d\" },
                        { path = \"study.warm_up\", triangular = { low = \"1 d\", mode = \"2 d\", high = \"9 d\" } },
                        { path = \"model.queue.servers\", values = [1, 2] }]
             correlations = [{ between = [\"study.warm_up\", \"study.horizon\"], rank = 0.8 }]",
        );
        let column =
            |factor: usize| sweep.points.iter().map(|point| point.values[factor]).collect::<Vec<_>>();
        let found = rank_correlation(&column(0), &column(1));
        assert!((found - 0.786).abs() < 0.03, "{found}");
        assert!(column(1).iter().all(|value| (1.0..=9.0).contains(value)));
        assert_eq!(column(2).iter().filter(|place| **place > 0.5).count(), 100);
    }
}

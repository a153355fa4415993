//! Comparisons: arms with common random numbers, paired replication by replication.

use bazaar_models::metric::Metric;
use bazaar_scenario::{Best, Compare, SelectText};

use super::AnswerError;
use crate::comparison::{Difference, Selection, SelectionError, Selector, paired, select};
use crate::estimate::Estimate;
use crate::experiment::{PartStore, Runs, Task, conduct};
use crate::outcome::Settings;
use crate::progress::Progress;

/// The number of replications that a remaining arm runs at a time, so that threads have work.
const BATCH: u32 = 8;

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The runs of each arm, in order.
    pub arms: Vec<Runs>,
    /// Paired differences from the control: for each metric all arms.
    pub gaps: Vec<Gap>,
    /// The best arm, if the study asks for it.
    pub selected: Option<Selected>,
}

/// How an arm differs from the control in a metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The metric.
    pub metric: &'static Metric,
    /// The arm, by its place.
    pub arm: usize,
    /// The arm minus the control over the replications in which both have a value; `None` below two
    /// of these. The intervals of all arms in one metric hold simultaneously at 95% (Bonferroni).
    pub difference: Option<Difference>,
    /// The mean of the control, for comparison.
    pub control: Option<f64>,
}

/// The result of a selection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Selected {
    /// This arm is the best.
    Best {
        /// Its index.
        arm: usize,
        /// The number of replications of the arms that stayed longest.
        replications: usize,
    },
    /// The limit on replications was reached with several arms left.
    Undecided {
        /// The number of arms left.
        left: usize,
        /// The number of replications of each of them.
        replications: usize,
    },
}

/// Runs the arms and compares them.
///
/// # Errors
/// If an arm cannot be run or stored, or has no value of the metric by which the best is selected.
pub fn compare(
    question: &Compare,
    settings: &Settings,
    store: &dyn PartStore,
    progress: &dyn Progress,
) -> Result<Compared, AnswerError> {
    let (arms, selected) = match &question.select {
        None => {
            let tasks: Vec<Task<'_>> = question.arms.iter().map(|arm| Task::all(&arm.scenario)).collect();
            (conduct(&tasks, settings, store, progress)?, None)
        }
        Some(wanted) => {
            let (arms, selected) = best(question, wanted, settings, store, progress)?;
            (arms, Some(selected))
        }
    };
    let gaps = gaps(&question.metrics, question.control, &arms);
    Ok(Compared { arms, gaps, selected })
}

impl Compared {
    /// Compares arms that have been run in these metrics; the first arm is the control.
    #[must_use]
    pub fn of(metrics: &[&'static str], arms: Vec<Runs>) -> Self {
        let gaps = gaps(metrics, 0, &arms);
        Compared { arms, gaps, selected: None }
    }
}

/// The differences of each arm from the control in these metrics.
pub(super) fn gaps(metrics: &[&'static str], place: usize, arms: &[Runs]) -> Vec<Gap> {
    let Some(control) = arms.get(place) else { return Vec::new() };
    let others: Vec<usize> = (0..arms.len()).filter(|&arm| arm != place).collect();
    let each = 1.0 - (1.0 - Estimate::CONFIDENCE) / others.len().max(1) as f64;
    let metrics = control.metrics.iter().filter(|metric| metrics.contains(&metric.name));
    let all = metrics.flat_map(|metric| {
        let of_control = control.of_metric(metric.name).unwrap_or_default();
        let mean = Estimate::new(metric, of_control.iter().copied()).mean;
        let others = others.iter();
        others
            .map(|&arm| {
                let of_arm = arms[arm].of_metric(metric.name).unwrap_or_default();
                let pairs = of_arm.iter().zip(&of_control).filter_map(|(one, other)| one.zip(*other));
                let (of_arm, of_control): (Vec<f64>, Vec<f64>) = pairs.unzip();
                Gap { metric, arm, difference: paired(&of_arm, &of_control, each), control: mean }
            })
            .collect::<Vec<_>>()
    });
    all.collect()
}

/// Runs the arms until one is known to be the best.
fn best(
    question: &Compare,
    wanted: &SelectText,
    settings: &Settings,
    store: &dyn PartStore,
    progress: &dyn Progress,
) -> Result<(Vec<Runs>, Selected), AnswerError> {
    let selector = Selector {
        indifference: wanted.indifference,
        confidence: wanted.confidence.canonical(),
        first: wanted.first as usize,
    };
    let extend = |arms: &[usize], runs: &mut Vec<Runs>, to: u32| -> Result<(), AnswerError> {
        let tasks = arms.iter().map(|&arm| {
            let have = runs.get(arm).map_or(0, |runs| runs.values.len());
            let first = have as u64;
            let more = to.saturating_sub(u32::try_from(have).unwrap_or(u32::MAX));
            Task { first, replications: Some(more), ..Task::all(&question.arms[arm].scenario) }
        });
        let made = conduct(&tasks.collect::<Vec<_>>(), settings, store, progress)?;
        if runs.is_empty() {
            *runs = made;
            return Ok(());
        }
        for (&arm, more) in arms.iter().zip(made) {
            runs[arm].extend(more);
        }
        Ok(())
    };
    let mut runs: Vec<Runs> = Vec::new();
    extend(&(0..question.arms.len()).collect::<Vec<_>>(), &mut runs, wanted.first)?;
    loop {
        let outputs = outputs(question, wanted, &runs)?;
        match select(&outputs, &selector)? {
            Selection::Best { arm, replications } => return Ok((runs, Selected::Best { arm, replications })),
            Selection::Running { arms, replication } => {
                if replication > wanted.most as usize {
                    let replications = wanted.most as usize;
                    return Ok((runs, Selected::Undecided { left: arms.len(), replications }));
                }
                let to = u32::try_from(replication).unwrap_or(u32::MAX).saturating_add(BATCH - 1);
                extend(&arms, &mut runs, to.min(wanted.most))?;
            }
        }
    }
}

/// The metric by which arms are judged, such that the highest is the best.
fn outputs(question: &Compare, wanted: &SelectText, runs: &[Runs]) -> Result<Vec<Vec<f64>>, AnswerError> {
    let sign = if wanted.best == Best::Highest { 1.0 } else { -1.0 };
    let of_arm = |(arm, runs): (usize, &Runs)| {
        let metric = runs.metrics.iter().find(|metric| metric.name == wanted.metric);
        let values: Option<Vec<f64>> = runs
            .of_metric(&wanted.metric)
            .into_iter()
            .flatten()
            .map(|value| value.map(|v| sign * v))
            .collect();
        match (metric, values) {
            (Some(_), Some(values)) => Ok(values),
            (metric, _) => Err(AnswerError::NoValue {
                metric: metric.map_or("", |metric| metric.name),
                at: format!("of the arm {}", question.arms[arm].name),
            }),
        }
    };
    let all: Result<Vec<Vec<f64>>, AnswerError> = runs.iter().enumerate().map(of_arm).collect();
    let all = all?;
    if all.len() < 2 { Err(SelectionError::Arms.into()) } else { Ok(all) }
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::{Formats, Question, Source, Study};

    use super::*;
    use crate::experiment::Nowhere;
    use crate::progress::Silent;

    fn compared(text: &str) -> (Compare, Compared) {
        let text = format!(
            "scenario = \"reference/mm1\"\nset = [\"study.horizon=40 d\", \"study.warm_up=5 d\", \"study.replications=10\"]\n{text}"
        );
        let study = Study::parse(Source::new("test", text), &[] as &[&str], Formats::CSV);
        let study = study.unwrap_or_else(|error| panic!("{:?}", error.diagnostics()));
        let Question::Compare(question) = study.question else { panic!() };
        let compared = compare(&question, &Settings::default(), &Nowhere, &Silent).unwrap();
        (question, compared)
    }

    const ARMS: &str = "
        [[compare.arms]]
        name = \"one\"
        [[compare.arms]]
        name = \"two\"
        set = [\"model.queue.servers=2\"]
        [[compare.arms]]
        name = \"two again\"
        set = [\"model.queue.servers=2\"]
    ";

    #[test]
    fn an_arm_minus_the_control_is_what_its_replications_say() {
        let (_, found) = compared(&format!("[compare]\nmetrics = [\"wait\"]\n{ARMS}"));
        assert_eq!(found.gaps.len(), 2);
        let [one, two] = [0, 1].map(|arm| {
            let values: Option<Vec<f64>> = found.arms[arm].of_metric("wait").unwrap().into_iter().collect();
            values.unwrap()
        });
        let by_hand = paired(&two, &one, 1.0 - 0.05 / 2.0);
        assert_eq!((found.gaps[0].arm, found.gaps[0].difference), (1, by_hand));
        assert!(by_hand.unwrap().mean.high < 0.0, "a second server shortens the wait");
        assert_eq!(found.gaps[1].difference, found.gaps[0].difference);
    }

    #[test]
    fn the_control_may_be_any_arm_and_equal_arms_do_not_differ() {
        let (_, found) = compared(&format!("[compare]\nmetrics = [\"wait\"]\ncontrol = \"two\"\n{ARMS}"));
        let again = found.gaps.iter().find(|gap| gap.arm == 2).unwrap().difference.unwrap();
        assert_eq!((again.mean.value, again.mean.width()), (0.0, 0.0));
    }

    #[test]
    fn the_best_arm_is_selected_and_bad_ones_are_not_run_on() {
        let question = format!(
            "[compare]\nselect = {{ metric = \"wait\", best = \"lowest\", indifference = 0.1, first = 5 }}\n{ARMS}"
        );
        let (_, found) = compared(&question);
        let Some(Selected::Best { arm, replications }) = found.selected else {
            panic!("{:?}", found.selected)
        };
        // Equal arms cannot be distinguished: the first of them stays.
        assert_eq!(arm, 1);
        assert!(replications >= 5 && found.arms[0].values.len() <= found.arms[1].values.len());
        let undecided = question.replace("first = 5", "first = 5, most = 5").replace("0.1", "1e-9");
        assert!(matches!(
            compared(&undecided).1.selected,
            Some(Selected::Undecided { .. } | Selected::Best { .. })
        ));
    }
}

//! `coverage`: the share of intervals that include a known mean.
//!
//! A 95% interval should include the true mean in 95 of 100 experiments. It does if the
//! values are approximately normal or numerous. Otherwise, a chapter can show how far
//! the coverage falls short: the replications of a run are divided, in order, into
//! groups of equal size, and each group is treated as an experiment of its own. If the
//! scenario's warm-up is found by MSER-5, each group finds its own.

use std::rc::Rc;

use bazaar_models::metric::Metric;
use bazaar_study::{Estimate, Outcome};

use super::amount::in_unit;
use super::value::shown;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "coverage",
    usage: usage!("coverage SCENARIO METRIC X [UNIT] --each N"),
    place: Place::Line,
    read,
};

const COVERAGE: &Metric = &Metric {
    name: "coverage",
    unit: "share",
    label: "Coverage",
    about: "Share of intervals that include the true mean.",
};

/// The fewest intervals for an estimate of coverage.
const FEWEST: usize = 20;

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let each = arguments.flag("--each")?.ok_or_else(|| {
        let help = arguments.type_this();
        Fault::new(arguments.span.clone(), "the directive lacks the size of an experiment, --each N", help)
    })?;
    let size = each.text.parse().ok().filter(|size: &usize| *size >= 2).ok_or_else(|| {
        let message = format!("--each must be a whole number of at least 2, got `{}`", each.text);
        Fault::new(each.span.clone(), message, "type how many replications an interval has, from 2")
    })?;
    let subject = Subject::read(arguments, shelf)?;
    let word = arguments.next("a metric")?;
    let metric = subject.metric(&word)?;
    let truth = arguments.next("the true mean")?;
    let unit = arguments.optional();
    let truth = in_unit(&truth, unit.as_ref(), metric)?;
    let command = subject.command.clone();
    let span = arguments.span.clone();
    let told = move |covered: Vec<bool>| {
        if covered.len() < FEWEST {
            let message = format!(
                "coverage needs at least {FEWEST} intervals, got {} of {size} replications",
                covered.len()
            );
            let help = format!("make {} replications or more, with --replications", FEWEST * size);
            return Err(Fault::new(span.clone(), message, help));
        }
        let estimate = Estimate::new(COVERAGE, covered.into_iter().map(|covers| Some(f64::from(covers))));
        Ok(html(&estimate, size, &command))
    };
    if subject.scenario.study.warm_up_by.is_some() {
        let experiments = experiments(&subject, size);
        let render = move |outcomes: &[Rc<Outcome>]| {
            let of = |outcome: &Rc<Outcome>| {
                let estimate = outcome.summary.get(metric.name)?;
                includes(estimate, truth)
            };
            told(outcomes.iter().filter_map(of).collect())
        };
        return Ok(Reading::Runs(experiments, Box::new(render)));
    }
    let render = move |outcome: &Outcome| {
        let index = outcome.scenario.model.metrics().iter().position(|one| one.name == metric.name);
        let values: Vec<Option<f64>> = outcome
            .observations
            .iter()
            .map(|observation| index.and_then(|index| observation.values.get(index).copied().flatten()))
            .collect();
        told(covered(metric, &values, size, truth))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

/// A run for each experiment, with replications of its own.
fn experiments(subject: &Subject, size: usize) -> Vec<Subject> {
    let all = subject.scenario.study.replications;
    let size = u32::try_from(size).unwrap_or(u32::MAX);
    let experiment = |number: u32| {
        let first = u64::from(number) * u64::from(size);
        let mut one = Subject { first, ..subject.clone() };
        one.scenario.study.replications = size;
        one
    };
    (0..all / size).map(experiment).collect()
}

/// Whether the interval of an estimate, if it has one, includes the true mean.
fn includes(estimate: &Estimate, truth: f64) -> Option<bool> {
    Some((estimate.mean? - truth).abs() <= estimate.half_width?)
}

/// The share as an element with its source.
fn html(estimate: &Estimate, size: usize, command: &str) -> String {
    let title =
        format!("of {} intervals of {size} replications each, with an interval of its own", estimate.n);
    format!(
        "<data class=\"value\" value=\"{}\" title=\"{}\">{}</data>",
        estimate.mean.unwrap_or(f64::NAN),
        markup::text(&format!("{title}: {command}")),
        markup::text(&shown(estimate, true)),
    )
}

/// For each group of `size` values, whether its interval includes the true mean.
fn covered(metric: &'static Metric, values: &[Option<f64>], size: usize, truth: f64) -> Vec<bool> {
    let covers = |group: &[Option<f64>]| includes(&Estimate::new(metric, group.iter().copied()), truth);
    values.chunks_exact(size).filter_map(covers).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_has_an_interval_of_its_own_and_a_rest_has_none() {
        let values = [1.0, 3.0, 8.0, 8.2, 2.0].map(Some);
        // 2 +- 12.7, and 8.1 +- 1.27.
        assert_eq!(covered(COVERAGE, &values, 2, 2.0), [true, false]);
        assert_eq!(covered(COVERAGE, &values, 2, 9.0), [true, true]);
        assert!(covered(COVERAGE, &values, 6, 2.0).is_empty());
    }
}

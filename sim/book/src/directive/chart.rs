//! Directives that draw one run, from names of metrics.

use std::ops::RangeInclusive;

use bazaar_figure::figure::{Figure, FigureError, dots, flow, funnel, heat, stack};
use bazaar_study::Outcome;

use super::figure::html;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, Subject, usage};

/// A heat map of a two-dimensional metric, such as retention by cohort and age.
pub(super) const HEAT: Directive = Directive {
    name: "heat",
    usage: usage!("heat SCENARIO METRIC [--caption TEXT]"),
    place: Place::Block,
    read: |arguments, shelf| {
        const HELP: &str = "choose a metric that the model has by two things at once";
        drawn(arguments, shelf, 1..=1, |outcome, names| heat(outcome, names[0]), HELP)
    },
};

/// Stacked columns of a metric by number and name, such as revenue by month and stream.
pub(super) const STACK: Directive = Directive {
    name: "stack",
    usage: usage!("stack SCENARIO METRIC [--caption TEXT]"),
    place: Place::Block,
    read: |arguments, shelf| {
        const HELP: &str = "choose a metric that the model has by a number, such as the month, and by name";
        drawn(arguments, shelf, 1..=1, |outcome, names| stack(outcome, names[0]), HELP)
    },
};

/// Flows from sources to targets, such as between components of a platform.
pub(super) const FLOW: Directive = Directive {
    name: "flow",
    usage: usage!("flow SCENARIO METRIC [--caption TEXT]"),
    place: Place::Block,
    read: |arguments, shelf| {
        const HELP: &str = "choose a metric that flows from one to another";
        drawn(arguments, shelf, 1..=1, |outcome, names| flow(outcome, names[0]), HELP)
    },
};

/// Several metrics in one unit side by side, each with its interval.
pub(super) const DOTS: Directive = Directive {
    name: "dots",
    usage: usage!("dots SCENARIO METRIC METRIC... [--caption TEXT]"),
    place: Place::Block,
    read: |arguments, shelf| {
        drawn(arguments, shelf, 2..=12, dots, "choose metrics in one unit that the run has a value of")
    },
};

/// A funnel: the numbers at several stages, and the conversion rates between them.
pub(super) const FUNNEL: Directive = Directive {
    name: "funnel",
    usage: usage!("funnel SCENARIO METRIC METRIC... [--caption TEXT]"),
    place: Place::Block,
    read: |arguments, shelf| {
        const HELP: &str =
            "choose metrics that count in the same stretch of time, in the order of the stages";
        drawn(arguments, shelf, 2..=12, funnel, HELP)
    },
};

/// How a figure is drawn from a run and the names of metrics.
type Draw = fn(&Outcome, &[&str]) -> Result<Figure, FigureError>;

/// Reads `SCENARIO METRIC... [--caption TEXT]`, where this many metrics are needed at least and at most; `help` is
/// the advice for a metric that a run does not have.
fn drawn(
    arguments: &mut Arguments,
    shelf: &Shelf,
    metrics: RangeInclusive<usize>,
    draw: Draw,
    help: &'static str,
) -> Result<Reading, Fault> {
    let caption = arguments.flag("--caption")?;
    let subject = Subject::read(arguments, shelf)?;
    let mut names = Vec::new();
    let mut span = arguments.span.clone();
    while names.len() < *metrics.end() {
        let word = if names.len() < *metrics.start() {
            arguments.next(if names.is_empty() { "a metric" } else { "a second metric" })?
        } else if let Some(word) = arguments.optional() {
            word
        } else {
            break;
        };
        span = if names.is_empty() { word.span.clone() } else { span.start..word.span.end };
        names.push(subject.metric(&word)?.name);
    }
    let command = subject.command.clone();
    let render = move |outcome: &Outcome| {
        let figure =
            draw(outcome, &names).map_err(|error| Fault::new(span.clone(), error.to_string(), help))?;
        Ok(html(&figure, caption.as_ref(), &command))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

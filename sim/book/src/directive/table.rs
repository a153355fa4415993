//! `table`: the metrics of a run, as `bazaar run` prints them.

use bazaar_figure::number::grouped;
use bazaar_figure::printed;
use bazaar_study::{Estimate, Outcome};

use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive =
    Directive { name: "table", usage: usage!("table SCENARIO [METRIC]..."), place: Place::Block, read };

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let subject = Subject::read(arguments, shelf)?;
    let mut wanted = Vec::new();
    while let Some(word) = arguments.optional() {
        wanted.push(subject.metric(&word)?.name);
    }
    let command = subject.command.clone();
    let render = move |outcome: &Outcome| {
        let estimates = &outcome.summary.estimates;
        let chosen: Vec<&Estimate> = if wanted.is_empty() {
            estimates.iter().collect()
        } else {
            wanted.iter().filter_map(|name| outcome.summary.get(name)).collect()
        };
        Ok(format!(
            "<figure class=\"metrics\">{}<figcaption>{} {}</figcaption></figure>",
            markup::table(&printed::ESTIMATES, chosen.into_iter().map(row)),
            markup::text(&facts(outcome)),
            markup::command(&command),
        ))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

fn row(estimate: &Estimate) -> Vec<String> {
    let metric = estimate.metric;
    let mut cells: Vec<String> = printed::estimate(estimate).iter().map(|cell| markup::text(cell)).collect();
    cells[0] = format!("<span title=\"{}\">{}</span>", markup::text(metric.about), markup::name(metric.name));
    cells
}

/// The settings of the run, in a sentence.
pub(super) fn facts(outcome: &Outcome) -> String {
    let replications = outcome.summary.replications;
    format!(
        "{} {} of {}, seed {}.",
        grouped(&replications.to_string()),
        if replications == 1 { "replication" } else { "replications" },
        outcome.scenario.study.horizon,
        outcome.plan.seed,
    )
}

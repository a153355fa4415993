//! `table`: the metrics of a run, as `bazaar run` prints them.

use bazaar_report::number::{Format, grouped};
use bazaar_study::{Estimate, Outcome};

use super::{Directive, Place, Reading};
use crate::book::arguments::Arguments;
use crate::book::fault::Fault;
use crate::book::markup;
use crate::book::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive =
    Directive { name: "table", usage: usage!("table SCENARIO [METRIC]..."), place: Place::Block, read };

const HEADER: [(&str, bool); 7] = [
    ("metric", false),
    ("mean", true),
    ("± 95%", true),
    ("unit", false),
    ("10%", true),
    ("median", true),
    ("90%", true),
];

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
            markup::table(&HEADER, chosen.into_iter().map(row)),
            markup::text(&facts(outcome)),
            markup::command(&command),
        ))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

fn row(estimate: &Estimate) -> Vec<String> {
    let metric = estimate.metric;
    let format = Format::new(estimate.mean.unwrap_or(0.0), estimate.half_width, metric.unit);
    let [low, median, high] = estimate.quantiles.map(|value| markup::text(&format.show(value)));
    vec![
        format!("<span title=\"{}\">{}</span>", markup::text(metric.about), markup::name(metric.name)),
        markup::text(&format.show(estimate.mean)),
        markup::text(&format.show(estimate.half_width)),
        markup::text(&format.unit),
        low,
        median,
        high,
    ]
}

/// How it was run, in a sentence.
fn facts(outcome: &Outcome) -> String {
    let replications = outcome.summary.replications;
    format!(
        "{} {} of {}, seed {}.",
        grouped(&replications.to_string()),
        if replications == 1 { "replication" } else { "replications" },
        outcome.scenario.study.horizon,
        outcome.plan.seed,
    )
}

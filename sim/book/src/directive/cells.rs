//! `cells`: a two-dimensional metric as a table, such as changes by trigger.

use bazaar_figure::printed;
use bazaar_study::Outcome;

use super::table::facts;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive =
    Directive { name: "cells", usage: usage!("cells SCENARIO METRIC"), place: Place::Block, read };

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let subject = Subject::read(arguments, shelf)?;
    let word = arguments.next("a metric")?;
    let metric = subject.metric(&word)?;
    let command = subject.command.clone();
    let render = move |outcome: &Outcome| {
        let Some(cells) = outcome.summary.cells(metric.name) else {
            let message = format!("this run has no two-dimensional {}", metric.name);
            let known: Vec<&str> = outcome.summary.matrices.iter().map(|cells| cells.metric.name).collect();
            let help = match &known[..] {
                [] => "the model has no two-dimensional metric; `table` has the others".to_owned(),
                known => format!("its two-dimensional metrics are {}", known.join(", ")),
            };
            return Err(Fault::new(word.span.clone(), message, help));
        };
        let rows = printed::cells(cells);
        let rows = rows.iter().map(|row| row.iter().map(|cell| markup::text(cell)).collect());
        Ok(format!(
            "<figure class=\"metrics\">{}<figcaption>{}: what is not always zero. {} {}</figcaption></figure>",
            markup::table(&printed::cell_headings(cells), rows),
            markup::text(metric.label),
            markup::text(&facts(outcome)),
            markup::command(&command),
        ))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

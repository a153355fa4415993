//! `plane`: one metric over another, from several starts.

use std::rc::Rc;

use bazaar_figure::figure::plane;
use bazaar_study::Outcome;

use super::figure::html;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "plane",
    usage: usage!("plane SCENARIO METRIC METRIC [--start \"PATH=VALUE PATH=VALUE\"]... [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let caption = arguments.flag("--caption")?;
    let starts = arguments.flags("--start")?;
    let subject = Subject::read(arguments, shelf)?;
    let across = arguments.next("a metric to go across")?;
    let up = arguments.next("a metric to go up")?;
    let names = [subject.metric(&across)?.name, subject.metric(&up)?.name];
    let command = subject.command.clone();
    let subjects = if starts.is_empty() {
        vec![subject]
    } else {
        let each = starts.iter().map(|start| {
            let edits: Vec<String> = start.text.split_whitespace().map(str::to_owned).collect();
            subject.with(&edits, &start.span)
        });
        each.collect::<Result<Vec<_>, _>>()?
    };
    let command = match subjects.len() {
        1 => subjects[0].command.clone(),
        _ => format!("{command} --set START"),
    };
    let render = move |outcomes: &[Rc<Outcome>]| {
        let outcomes: Vec<&Outcome> = outcomes.iter().map(AsRef::as_ref).collect();
        let figure = plane(&outcomes, names).map_err(|error| {
            let span = across.span.start..up.span.end;
            Fault::new(span, error.to_string(), "choose two metrics that the model follows over time")
        })?;
        Ok(html(&figure, caption.as_ref(), &command))
    };
    Ok(Reading::Runs(subjects, Box::new(render)))
}

//! `shape`: a figure that the scenario's model says it is shown by, such as a bridge of its balance.

use bazaar_figure::figure::{Figure, shapes};
use bazaar_study::Outcome;

use super::figure::html;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, Subject, usage};
use crate::syntax::Word;
use bazaar_report::cause::Cause;

pub(super) const DIRECTIVE: Directive = Directive {
    name: "shape",
    usage: usage!("shape SCENARIO FIGURE [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let caption = arguments.flag("--caption")?;
    let subject = Subject::read(arguments, shelf)?;
    let wanted = arguments.next("a figure")?;
    let command = subject.command.clone();
    let render = move |outcome: &Outcome| {
        let figures = shapes(outcome)
            .map_err(|error| Fault::new(wanted.span.clone(), error.to_string(), "").because(Cause::Failed))?;
        let found = figures.iter().find(|figure| figure.name == wanted.text);
        let figure = found.ok_or_else(|| missing(&wanted, outcome, &figures))?;
        Ok(html(figure, caption.as_ref(), &command))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

fn missing(wanted: &Word, outcome: &Outcome, figures: &[Figure]) -> Fault {
    let names: Vec<&str> = figures.iter().map(|figure| figure.name.as_str()).collect();
    let help = match &names[..] {
        [] => format!(
            "the model `{}` has none here; `figure` draws a metric over time",
            outcome.scenario.model.name()
        ),
        names => format!("{}It has {}", wanted.guess(names), names.join(", ")),
    };
    Fault::new(wanted.span.clone(), format!("this run has no figure `{}`", wanted.text), help)
}

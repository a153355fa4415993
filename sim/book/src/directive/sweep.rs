//! `sweep`: a metric over a parameter, each value with a run of its own.

use std::rc::Rc;

use bazaar_figure::figure::{Swept, sweep};
use bazaar_study::Outcome;

use super::figure::html;
use super::values::{Values, short};
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "sweep",
    usage: usage!(
        "sweep SCENARIO METRIC PATH=VALUE,VALUE... [--label TEXT] [--mark VALUE=TEXT] [--caption TEXT]"
    ),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let caption = arguments.flag("--caption")?;
    let label = arguments.flag("--label")?;
    let marks = arguments.flags("--mark")?;
    let subject = Subject::read(arguments, shelf)?;
    let word = arguments.next("a metric")?;
    let metric = subject.metric(&word)?;
    let values = Values::read(&arguments.next("a parameter with values, such as study.seed=1,2,3")?)?;
    let subjects = values
        .typed
        .iter()
        .map(|(_, typed)| subject.with(&[format!("{}={typed}", values.path)], &values.span));
    let subjects = subjects.collect::<Result<Vec<_>, _>>()?;
    let swept = Swept {
        label: label.map_or_else(|| short(&values.path).to_owned(), |label| label.text),
        unit: values.unit.clone(),
        marks: marks.iter().map(|mark| values.mark(mark)).collect::<Result<_, _>>()?,
    };
    let command = format!("{} --set {}=VALUE", subject.command, values.path);
    let numbers: Vec<f64> = values.typed.iter().map(|(number, _)| *number).collect();
    let render = move |outcomes: &[Rc<Outcome>]| {
        let points: Vec<(f64, &Outcome)> =
            numbers.iter().copied().zip(outcomes.iter().map(AsRef::as_ref)).collect();
        let figure = sweep(&points, metric.name, &swept)
            .map_err(|error| Fault::new(word.span.clone(), error.to_string(), "choose another metric"))?;
        Ok(html(&figure, caption.as_ref(), &command))
    };
    Ok(Reading::Runs(subjects, Box::new(render)))
}

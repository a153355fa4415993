//! `figure`: a metric over time, or how it is distributed, drawn from a run.
//!
//! The figure is an image within the page: a preprocessor cannot add files to
//! the book, and SVG in the page's own text would fill the search index with
//! the labels of axes. Its numbers stand below it, folded.

use bazaar_report::figure::{Data, Figure, distribution, series};
use bazaar_study::Outcome;

use super::table::origin;
use super::{Directive, Place, Reading};
use crate::book::arguments::Arguments;
use crate::book::fault::Fault;
use crate::book::markup;
use crate::book::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "figure",
    usage: usage!("figure SCENARIO METRIC [--distribution] [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let draw = if arguments.switch("--distribution") { distribution } else { series };
    let caption = arguments.flag("--caption")?;
    let subject = Subject::read(arguments, shelf)?;
    let word = arguments.next("a metric")?;
    let metric = subject.metric(&word)?;
    let command = subject.command.clone();
    let render = move |outcome: &Outcome| {
        let figure = draw(outcome, metric.name).map_err(|error| {
            Fault::new(word.span.clone(), error.to_string(), "a metric over replications is drawn by --distribution")
        })?;
        let caption = caption.as_ref().map_or(figure.title.as_str(), |caption| &caption.text);
        Ok(html(&figure, caption, &command))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

fn html(figure: &Figure, caption: &str, command: &str) -> String {
    format!(
        "<figure class=\"plot\"><img src=\"{}\" alt=\"{}\"><figcaption>{}. {}</figcaption>\
         <details><summary>The numbers in this figure</summary>{}</details></figure>",
        markup::data_uri(&figure.svg),
        markup::text(&figure.alt),
        markup::text(caption.trim_end_matches('.')),
        origin(command),
        numbers(&figure.data),
    )
}

fn numbers(data: &Data) -> String {
    let header: Vec<(&str, bool)> = data.columns.iter().map(|column| (column.as_str(), true)).collect();
    let rows = data.rows.iter().map(|row| row.iter().map(|cell| markup::text(cell)).collect());
    markup::table(&header, rows)
}

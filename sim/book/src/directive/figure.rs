//! `figure`: a metric over time, several, or how one is distributed, drawn from a run.
//!
//! The figure is an image within the page: a preprocessor cannot add files to
//! the book, and SVG in the page's own text would fill the search index with
//! the labels of axes. Its numbers stand below it, folded.

use bazaar_figure::figure::{Data, Figure, FigureError, distribution, series, together};
use bazaar_study::Outcome;

use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject, usage};
use crate::syntax::Word;

pub(super) const DIRECTIVE: Directive = Directive {
    name: "figure",
    usage: usage!("figure SCENARIO METRIC... [--distribution] [--caption TEXT]"),
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let is_distribution = arguments.switch("--distribution");
    let caption = arguments.flag("--caption")?;
    let subject = Subject::read(arguments, shelf)?;
    let word = arguments.next("a metric")?;
    let mut names = vec![subject.metric(&word)?.name];
    while let Some(word) = arguments.optional() {
        names.push(subject.metric(&word)?.name);
    }
    if let (true, [_, _, ..]) = (is_distribution, &names[..]) {
        let message = "distributions of several metrics have no axis in common";
        return Err(Fault::new(arguments.span.clone(), message, "give each a figure of its own"));
    }
    let command = subject.command.clone();
    let render = move |outcome: &Outcome| {
        let drawn = match names[..] {
            [name] if is_distribution => distribution(outcome, name),
            [name] => series(outcome, name),
            _ => together(outcome, &names),
        };
        let figure = drawn.map_err(|error| {
            let help = match error {
                FigureError::Units { .. } => "give each a figure of its own",
                _ => "a metric over replications is drawn by --distribution",
            };
            Fault::new(word.span.clone(), error.to_string(), help)
        })?;
        Ok(html(&figure, caption.as_ref(), &command))
    };
    Ok(Reading::Run(Box::new(subject), Box::new(render)))
}

/// The picture, its caption, or else its title, with the command behind it, and its numbers.
pub(super) fn html(figure: &Figure, caption: Option<&Word>, command: &str) -> String {
    let caption = caption.map_or(figure.title.as_str(), |caption| &caption.text);
    format!(
        "<figure class=\"plot\"><img src=\"{}\" alt=\"{}\"><figcaption>{}. {}</figcaption>\
         <details><summary>The numbers in this figure</summary>{}</details></figure>",
        markup::data_uri(&figure.svg),
        markup::text(&figure.alt),
        markup::text(caption.trim_end_matches('.')),
        markup::command(command),
        numbers(&figure.data, &figure.name),
    )
}

/// More rows than these are for a spreadsheet, not for reading.
const READABLE: usize = 40;

/// Enough rows to read, evenly chosen, and all of them as a file. Rows in the
/// page are also words of the search index, hence no more than that.
pub(super) fn numbers(data: &Data, name: &str) -> String {
    let header: Vec<(&str, bool)> = data.columns.iter().map(|column| (column.as_str(), true)).collect();
    let every = data.rows.len().div_ceil(READABLE).max(1);
    let chosen = data.rows.iter().step_by(every);
    let rows = chosen.map(|row| row.iter().map(|cell| markup::text(cell)).collect());
    let note = match every {
        1 => String::new(),
        2 => "Every second row. ".to_owned(),
        3 => "Every third row. ".to_owned(),
        _ => format!("Every {every}th row. "),
    };
    format!(
        "{}<p>{note}<a download=\"{}.csv\" href=\"{}\">All {} rows as a file (CSV)</a></p>",
        markup::table(&header, rows),
        markup::text(name),
        markup::csv_uri(&data.columns, &data.rows),
        data.rows.len(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_table_is_thinned_and_kept_whole_in_a_file() {
        let rows = (0..120).map(|row| vec![format!("r{row}e")]).collect();
        let html = numbers(&Data { columns: vec!["time".to_owned()], rows }, "n");
        assert_eq!(html.matches("<td").count(), 40);
        assert!(html.contains("Every third row.") && html.contains("All 120 rows"), "{html}");
        assert!(html.contains(">r3e<") && !html.contains(">r4e<") && html.contains("%22r4e%22"), "{html}");
    }
}

//! Tables of the page, each with a caption, row and column headings, and a frame in which a wide
//! one scrolls.

use std::io;

use bazaar_figure::number::{counted, grouped};
use bazaar_figure::told::{Block, Body};
use bazaar_models::metric::Metric;

use super::changes::Change;
use super::html::Html;

/// The maximum number of rows on a page, and the minimum for one of many tables; files have all
/// rows.
const MOST_ROWS: usize = 2000;
const FEW_ROWS: usize = 20;

/// A table with more rows than this, several for each metric, is split into a table for each
/// metric.
const LONG: usize = 30;

/// A file of the folder.
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) about: &'a str,
    /// Its length, if known.
    pub(super) bytes: Option<usize>,
}

/// A table whose cells are written by a function of row and column.
fn table(
    html: &mut Html,
    caption: &str,
    headings: &[(&str, bool)],
    rows: usize,
    cell: impl Fn(&mut Html, usize, usize) -> io::Result<()>,
    is_long: impl Fn(usize) -> bool,
) -> io::Result<()> {
    // A scrollable frame can be reached by the keyboard, and has a name.
    let frame = [("class", "table"), ("role", "group"), ("aria-label", caption), ("tabindex", "0")];
    html.within("div", &frame, |html| {
        html.within("table", &[], |html| {
            html.element("caption", &[], caption)?;
            html.within("thead", &[], |html| {
                html.within("tr", &[], |html| {
                    headings.iter().try_for_each(|(text, number)| {
                        let attributes =
                            [("scope", "col"), ("class", if *number { "number" } else { "text" })];
                        if text.is_empty() {
                            return html.element("td", &[], "");
                        }
                        html.element("th", &attributes, text)
                    })
                })
            })?;
            html.within("tbody", &[], |html| {
                for row in 0..rows {
                    html.line()?;
                    html.within("tr", &[], |html| {
                        for (column, (_, number)) in headings.iter().enumerate() {
                            let class = match (number, is_long(column)) {
                                (true, _) => "number",
                                (_, true) => "long",
                                _ => "text",
                            };
                            let write = |html: &mut Html| cell(html, row, column);
                            match column {
                                0 => html.within("th", &[("scope", "row"), ("class", class)], write)?,
                                _ => html.within("td", &[("class", class)], write)?,
                            }
                        }
                        Ok(())
                    })?;
                }
                Ok(())
            })
        })
    })
}

/// The rows or words of a result. A metric links to its definition.
///
/// `beside` is the number of tables.
pub(super) fn block(
    html: &mut Html,
    caption: &str,
    block: &Block,
    beside: usize,
    defined: &[&Metric],
) -> io::Result<()> {
    let (headings, rows) = match &block.body {
        Body::Words(words) => return html.element("p", &[], words),
        Body::Rows { headings, rows } => (headings, rows),
    };
    let shown = rows.len().min((MOST_ROWS / beside.max(1)).max(FEW_ROWS));
    let headings: Vec<(&str, bool)> =
        headings.iter().map(|(text, number)| (text.as_str(), *number)).collect();
    let write = |html: &mut Html, row: usize, column: usize| {
        let text = rows.get(row).and_then(|row| row.get(column)).map_or("", String::as_str);
        match defined.iter().find(|metric| metric.name == text) {
            Some(metric) => {
                html.within("a", &[("href", &format!("#metric-{}", metric.name))], |html| name(html, text))
            }
            None => html.text(text),
        }
    };
    let longest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(String::len).max();
    table(html, caption, &headings, shown, write, |column| {
        longest(column).is_some_and(|length| length > 40)
    })?;
    if shown < rows.len() {
        let more = counted((rows.len() - shown) as u64, "more row");
        html.element(
            "p",
            &[("class", "quiet")],
            &format!("{more}: all of them are in the tables of the folder."),
        )?;
    }
    Ok(())
}

/// A block, or a block for each metric if each has many rows; the first has no heading then.
pub(super) fn apart(block: &Block) -> Vec<Block> {
    let Body::Rows { headings, rows } = &block.body else { return vec![block.clone()] };
    let by_metric = headings.first().is_some_and(|(first, _)| first == "metric");
    let groups: Vec<&[Vec<String>]> = rows.chunk_by(|one, other| one.first() == other.first()).collect();
    if !by_metric || rows.len() <= LONG || groups.len() < 2 || groups.len() == rows.len() {
        return vec![block.clone()];
    }
    let of_metric = |(place, rows): (usize, &&[Vec<String>])| {
        let name = rows.first().and_then(|row| row.first()).cloned().unwrap_or_default();
        Block {
            heading: if place == 0 { block.heading.clone() } else { name },
            body: Body::Rows { headings: headings.clone(), rows: rows.to_vec() },
        }
    };
    groups.iter().enumerate().map(of_metric).collect()
}

/// A name as code that may break after an underscore.
fn name(html: &mut Html, name: &str) -> io::Result<()> {
    html.within("code", &[], |html| {
        for part in name.split_inclusive('_') {
            html.text(part)?;
            if part.ends_with('_') {
                html.void("wbr", &[])?;
            }
        }
        Ok(())
    })
}

/// The metrics whose names occur in the results.
pub(super) fn names(blocks: &[Block], metrics: &'static [Metric]) -> Vec<&'static Metric> {
    let cells = |block: &'_ Block| match &block.body {
        Body::Rows { rows, .. } => rows.iter().flatten().cloned().collect::<Vec<_>>(),
        Body::Words(_) => Vec::new(),
    };
    let all: std::collections::BTreeSet<String> = blocks.iter().flat_map(cells).collect();
    metrics.iter().filter(|metric| all.contains(metric.name)).collect()
}

pub(super) fn definitions(html: &mut Html, defined: &[&Metric]) -> io::Result<()> {
    let headings = [("metric", false), ("unit", false), ("what it is", false)];
    let write = |html: &mut Html, row: usize, column: usize| match (defined[row], column) {
        (metric, 0) => {
            html.within("span", &[("id", &format!("metric-{}", metric.name))], |html| name(html, metric.name))
        }
        (metric, 1) => html.text(metric.unit),
        (metric, _) => html.prose(metric.about),
    };
    table(html, "What the metrics mean", &headings, defined.len(), write, |column| column == 2)
}

pub(super) fn changes(html: &mut Html, there: &str, all: &[Change]) -> io::Result<()> {
    let has_sources = all.iter().any(|change| change.source.is_some());
    let mut headings = vec![("parameter", false), ("here", false), (there, false)];
    if has_sources {
        headings.push(("source", false));
    }
    let write = |html: &mut Html, row: usize, column: usize| {
        let change = &all[row];
        match column {
            0 => html.element("code", &[], &change.path),
            1 => html.element("code", &[], &change.here),
            2 => change.there.iter().try_for_each(|value| html.element("code", &[], value)),
            _ => html.text(change.source.as_deref().unwrap_or_default()),
        }
    };
    let is_long = |column: usize| {
        let values = all.iter().map(|change| match column {
            1 => change.here.len(),
            2 => change.there.as_ref().map_or(0, String::len),
            3 => change.source.as_ref().map_or(0, String::len),
            _ => 0,
        });
        values.max().is_some_and(|length| length > 40)
    };
    table(html, "Parameters with other values", &headings, all.len(), write, is_long)
}

pub(super) fn files(html: &mut Html, all: &[File<'_>]) -> io::Result<()> {
    let headings = [("file", false), ("kB", true), ("what it is", false)];
    let write = |html: &mut Html, row: usize, column: usize| {
        let file = &all[row];
        match column {
            0 => html.element("a", &[("href", file.path)], file.path),
            1 => html.text(
                &file.bytes.map_or_else(String::new, |bytes| grouped(&bytes.div_ceil(1000).to_string())),
            ),
            _ => html.prose(file.about),
        }
    };
    table(html, "Files in this folder", &headings, all.len(), write, |column| column == 2)
}

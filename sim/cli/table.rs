//! Aligned tables for the terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use bazaar_figure::number::grouped;
use bazaar_figure::told::{Block, Body, Told};

use crate::output::bold;

/// Longer texts are wrapped, so that a table fits most terminals and a page.
const WIDTH: u16 = 110;

/// A table whose columns are as wide as their contents; columns marked `true` are right-aligned.
pub(crate) fn table(
    header: &[(impl AsRef<str>, bool)],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    table.set_header(header.iter().map(|(title, _)| title.as_ref()));
    for row in rows {
        table.add_row(row);
    }
    for (index, (_, right)) in header.iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_padding((0, 2));
            if *right {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    let text = table.to_string();
    let mut lines = text.lines().map(str::trim_end);
    let head = lines.next().map(bold).unwrap_or_default();
    std::iter::once(head).chain(lines.map(str::to_owned)).map(|line| line + "\n").collect()
}

/// The printed form of a result, with the time that it took.
pub(crate) fn told(told: &Told, elapsed: f64) -> String {
    let Told { name, title, sought, runs, events, notes, blocks, sentences } = told;
    let sought = sought.iter().map(|sought| format!("{sought}\n")).collect::<String>();
    let events = events.map(|events| format!("; {} events in {elapsed:.2} s", grouped(&events.to_string())));
    let blocks = blocks.iter().map(|one| format!("\n{}", block(one))).collect::<String>();
    let sentences = sentences.iter().map(|sentence| format!("\n{sentence}\n")).collect::<String>();
    let events = events.unwrap_or_default();
    format!("{}  {title}\n{sought}{runs}{events}\n{notes}{blocks}{sentences}", bold(name))
}

/// A block with its heading, if it has one.
pub(crate) fn block(block: &Block) -> String {
    let heading =
        if block.heading.is_empty() { String::new() } else { format!("{}\n", bold(&block.heading)) };
    match &block.body {
        Body::Rows { headings, rows } => heading + &table(headings, rows.iter().cloned()),
        Body::Words(words) => format!("{heading}{words}\n"),
    }
}

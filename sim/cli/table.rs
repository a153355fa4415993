//! Aligned tables for people.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::output::bold;

/// Longer texts are wrapped, so that a table fits most terminals and a page.
const WIDTH: u16 = 110;

/// A table whose columns are as wide as they need to be; columns marked so are right-aligned.
pub(crate) fn table(header: &[(&str, bool)], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    table.set_header(header.iter().map(|(title, _)| *title));
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

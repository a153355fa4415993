//! A text with a name: a scenario file, or one `--set` argument.

use std::path::{Path, PathBuf};

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::table::{Home, TableFile};

/// A text to read a scenario from, with its name in errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    /// The folder from which paths of tables in it start.
    home: Home,
    /// The folder from which paths in `--set` arguments start.
    here: PathBuf,
    /// Scenarios that it can name, where there are no files.
    neighbours: Vec<Source>,
}

impl Source {
    /// A text and its name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            home: Home::default(),
            here: PathBuf::new(),
            neighbours: Vec::new(),
        }
    }

    /// The same text under another name.
    #[must_use]
    pub fn called(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// The text of a file in this folder, from which the paths of its tables start.
    #[must_use]
    pub fn in_folder(self, folder: impl Into<PathBuf>) -> Self {
        self.at(Home::Folder(folder.into()))
    }

    /// The text, with paths of tables in `--set` arguments starting from this folder instead of the current one.
    #[must_use]
    pub fn set_from(self, folder: impl Into<PathBuf>) -> Self {
        Self { here: folder.into(), ..self }
    }

    /// The text, with scenarios that it can name as if they were files beside it, where there are no files.
    #[must_use]
    pub fn among(self, neighbours: Vec<Source>) -> Self {
        Self { neighbours, ..self }
    }

    /// The scenario of this name among its neighbours.
    pub(crate) fn neighbour(&self, name: &str) -> Option<&Source> {
        self.neighbours.iter().find(|neighbour| neighbour.name == name)
    }

    /// A text with all tables that it names.
    pub(crate) fn with_tables(self, tables: Vec<TableFile>) -> Self {
        self.at(Home::Carried(tables))
    }

    pub(crate) fn at(self, home: Home) -> Self {
        Self { home, ..self }
    }

    /// The folder of the file that the text is from, if it is from one.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match &self.home {
            Home::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    /// Where paths of tables start: those in the text, and those in `--set` arguments.
    pub(crate) fn starts(&self) -> (&Home, &Path) {
        (&self.home, &self.here)
    }

    /// The name: a path, the name of a shipped scenario, or `--set`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset, both from 1. Columns count characters,
    /// as editors do: a Cyrillic letter is two bytes and one column.
    #[must_use]
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = 1 + before.bytes().filter(|byte| *byte == b'\n').count();
        (line, 1 + before[line_start..].chars().count())
    }
}

/// The longest lines that are shown whole around an error, in bytes together.
const LONGEST_EXCERPT: usize = 2_000;
/// The number of bytes shown on either side of an error in longer lines.
const AROUND: usize = 100;

impl SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.text.read_span(span, context_lines_before, context_lines_after)?;
        let lines = contents.span().offset()..contents.span().offset() + contents.span().len();
        // Of very long lines only the part around the place is shown.
        let shown = if lines.len() <= LONGEST_EXCERPT {
            lines
        } else {
            let from = span.offset().saturating_sub(AROUND).max(lines.start);
            let until = (span.offset() + span.len() + AROUND).min(lines.end);
            self.text.floor_char_boundary(from)..self.text.ceil_char_boundary(until)
        };
        // Miette's column counts bytes.
        let (line, column) = self.position(shown.start);
        let data = &self.text.as_bytes()[shown.clone()];
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data,
            (shown.start, shown.len()).into(),
            line - 1,
            column - 1,
            1 + data.iter().filter(|byte| **byte == b'\n').count(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("x", "title = \"Пазар\"\nлв = 1");
        let equals = source.text().rfind('=').unwrap();
        assert_eq!(source.position(equals), (2, 4));
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(9_999), (2, 7));
    }

    #[test]
    fn of_a_line_that_fills_screens_the_place_is_shown() {
        let text = format!("a = 1\nb = {}X{}\n", "я".repeat(5_000), "я".repeat(5_000));
        let source = Source::new("x", &text);
        let place = text.find('X').unwrap();
        let contents = source.read_span(&(place, 1).into(), 1, 1).unwrap();
        assert!(contents.data().len() < 300, "{}", contents.data().len());
        assert!(std::str::from_utf8(contents.data()).unwrap().contains('X'));
        assert_eq!(contents.line(), 1);
    }

    #[test]
    fn miette_gets_the_same_column() {
        let source = Source::new("x", "a = 1\nлв = 1");
        let equals = source.text().rfind('=').unwrap();
        let contents = source.read_span(&(equals, 1).into(), 0, 0).unwrap();
        assert_eq!((contents.line(), contents.column()), (1, 3));
    }
}

//! The contents of a table, independent of its format.

use std::collections::BTreeMap;

/// The columns of a table, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The wanted columns, in that order, all of one length; names and texts are numbered in the order in which they
    /// first occur.
    pub columns: Vec<Vec<f64>>,
    /// For each column, the texts that its numbers stand for; empty if it has numbers.
    pub names: Vec<Vec<String>>,
    /// Whether times and durations are in seconds, since the table has dates and times.
    pub in_seconds: bool,
    /// The line of each row, from 1, if the table has lines.
    pub lines: Option<Vec<usize>>,
}

impl Rows {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of a row: `line 7`, or `row 6` if the table has no lines.
    #[must_use]
    pub fn place(&self, row: usize) -> String {
        match self.lines.as_ref().and_then(|lines| lines.get(row)) {
            Some(line) => format!("line {line}"),
            None => format!("row {}", row + 1),
        }
    }

    /// The text in a column of names or texts; empty in any other.
    #[must_use]
    pub fn text(&self, column: usize, row: usize) -> &str {
        let number = self.columns.get(column).and_then(|column| column.get(row)).copied().unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of a name")]
        let text = self.names.get(column).and_then(|names| names.get(number as usize));
        text.map_or("", String::as_str)
    }
}

/// Names, numbered in the order in which they first occur.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    known: BTreeMap<String, f64>,
}

impl Names {
    /// The number of a name; a new name gets the next number.
    pub fn number(&mut self, name: &str) -> f64 {
        match self.known.get(name) {
            Some(&number) => number,
            None => {
                let number = self.known.len() as f64;
                self.known.insert(name.to_owned(), number);
                number
            }
        }
    }

    /// The names in the order of their numbers.
    #[must_use]
    pub fn into_texts(self) -> Vec<String> {
        let mut all: Vec<(String, f64)> = self.known.into_iter().collect();
        all.sort_by(|one, other| one.1.total_cmp(&other.1));
        all.into_iter().map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_numbered_as_they_come() {
        let mut names = Names::default();
        assert_eq!(["b", "a", "b", ""].map(|name| names.number(name)), [0.0, 1.0, 0.0, 2.0]);
        assert_eq!(names.into_texts(), ["b", "a", ""]);
    }
}

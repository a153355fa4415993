//! The numbers behind a picture.

/// A table: what is plotted, as text in the units of the axes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    /// The columns' titles, with units.
    pub columns: Vec<String>,
    /// The rows; a dash stands for no value.
    pub rows: Vec<Vec<String>>,
}

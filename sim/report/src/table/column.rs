//! What a column of a table means.

/// A column's name and definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in the table.
    pub name: &'static str,
    /// The unit; empty where there is none or where it depends on the metric.
    pub unit: &'static str,
    /// What stands there.
    pub about: &'static str,
}

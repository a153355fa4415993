//! What a model measures: one definition for every place a metric appears.
//!
//! Column names, units, axis titles, the glossary and the JSON all come from
//! the one [`Metric`] that the model's `metrics!` state beside its formula. A number
//! without a unit and a definition does not leave the program.

/// One output of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    /// The name in tables and JSON, in `snake_case`.
    pub name: &'static str,
    /// The unit, as text: `h`, `share`, `FLOPS`; empty for a plain number.
    pub unit: &'static str,
    /// The title of an axis, without the unit.
    pub label: &'static str,
    /// The definition, in a sentence that a student understands.
    pub about: &'static str,
}

/// Which of several definitions in use a scenario has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Convention {
    /// The names of the metrics that it is about.
    pub metrics: &'static [&'static str],
    /// The choice, in a few words.
    pub text: String,
    /// The dotted path of the parameter that makes it, from the model's own table.
    pub path: &'static str,
}

//! A metric of a model: one definition for every place where it appears.
//!
//! Column names, units, axis titles, the glossary and the JSON all derive from the one [`Metric`] that the
//! model's `metrics!` defines beside its formula. No number leaves the program without a unit and a
//! definition.

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

/// A scenario's choice between several definitions in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Convention {
    /// The names of the metrics that it affects.
    pub metrics: &'static [&'static str],
    /// The choice, in a few words.
    pub text: String,
    /// The dotted path of the parameter that makes the choice, from the model's own table.
    pub path: &'static str,
}

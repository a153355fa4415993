//! The measures of an evaluation: numbers with an interval and their name in the literature.

use crate::interval::Estimated;

/// A measure of an evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Its name: `net effect by difference in differences`.
    pub name: String,
    /// Its definition.
    pub about: &'static str,
    /// The number with its interval; without ends if its method gives none.
    pub value: Estimated,
    /// Its unit; empty for a plain number.
    pub unit: String,
    /// The outcome that it measures, a metric or a column; empty if it belongs to none.
    pub outcome: String,
}

impl Measured {
    /// A number with its name.
    pub fn new(
        name: impl Into<String>,
        about: &'static str,
        value: Estimated,
        unit: impl Into<String>,
    ) -> Self {
        Measured { name: name.into(), about, value, unit: unit.into(), outcome: String::new() }
    }

    /// The same measure of an outcome.
    #[must_use]
    pub fn on(self, outcome: &str) -> Self {
        Measured { outcome: outcome.to_owned(), ..self }
    }

    /// The interval's ends, if it has any.
    #[must_use]
    pub fn ends(&self) -> Option<[f64; 2]> {
        let ends = [self.value.low, self.value.high];
        ends.iter().all(|end| end.is_finite()).then_some(ends)
    }
}

/// The definition of each measure, for readers.
pub(crate) mod about {
    pub(crate) const TREATED: &str = "The outcome of the treated after the programme.";
    pub(crate) const COUNTERFACTUAL: &str = "The outcome without the programme: that of the control.";
    pub(crate) const EXPECTED: &str = "The expected outcome of the treated without the programme: theirs before, plus the change of the control.";
    pub(crate) const BEFORE: &str = "The outcome of the treated before the programme.";
    pub(crate) const APART: &str =
        "The treated less the control before the programme: the selection bias of a difference of means.";
    pub(crate) const GROSS: &str =
        "The change of the treated from before to after: all that a programme without a control can report.";
    pub(crate) const MEANS: &str = "The treated less the control, both after the programme.";
    pub(crate) const DIFFERENCES: &str = "The change of the treated less the change of the control.";
    pub(crate) const DEADWEIGHT: &str = "The share of the gross effect that would have come about anyway.";
    pub(crate) const DISPLACED: &str = "The loss of those who do not take part.";
    pub(crate) const ADDITIONAL: &str =
        "The net effect less leakage, displacement and substitution, times the multiplier.";
    pub(crate) const PER_OUTCOME: &str = "The extra cost over the gross effect.";
    pub(crate) const ICER: &str = "The extra cost over the net effect: the cost of an additional outcome.";
    pub(crate) const PER_IMPACT: &str = "The extra cost over the net additional impact.";
    pub(crate) const WEIGHTED: &str =
        "The extra cost over the net effects on all aims, each times its weight.";
    pub(crate) const NPV: &str = "The flows discounted to the beginning, less the outlay.";
    pub(crate) const BCR: &str = "The present value of the benefits over that of the costs.";
    pub(crate) const IRR: &str = "The rate per period at which the net present value is zero.";
    pub(crate) const AFFORDABLE: &str =
        "Mean spending over mean income in a quintile of the households, by income.";
}

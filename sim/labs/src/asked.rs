//! A checked lab: every path, value and metric is valid.

use bazaar_exercise::{Bounds, Field};
use bazaar_scenario::Threshold;

use super::estimator::Method;
use super::kinds::{Best, OptionText};

/// A personal parameter with all its possible values, as TOML.
#[derive(Clone, Debug)]
pub(super) struct Personal {
    pub(super) path: String,
    pub(super) label: String,
    pub(super) values: Vec<String>,
}

/// A question that the scenario can answer.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) points: f64,
    pub(super) hints: Vec<String>,
    pub(super) prediction: bool,
    /// Why the answers do not depend on personal values, if so.
    pub(super) alike: Option<String>,
    pub(super) kind: Kind,
    /// Variants of the question, of the same kind.
    pub(super) variants: Vec<Question>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Numeric(Numeric),
    Arms(Arms),
    Plan(Plan),
    Free { words: u32 },
}

impl Question {
    /// The kind of answer, with the options in this order.
    pub(super) fn field(&self, options: &[&OptionText]) -> Field {
        let options = || options.iter().map(|option| option.text.trim().to_owned()).collect();
        match &self.kind {
            Kind::Numeric(Numeric { unit, decimals, .. }) => {
                Field::Number { unit: unit.clone(), decimals: *decimals }
            }
            Kind::Arms(arms) if arms.ranked => Field::Ranking { options: options() },
            Kind::Arms(_) => Field::Choice { options: options() },
            Kind::Plan(plan) => Field::Design { may_change: plan.may_change.clone() },
            Kind::Free { words } => Field::Text { words: *words },
        }
    }

    /// Every variant of the question.
    pub(super) fn ways(&self) -> impl Iterator<Item = &Question> {
        std::iter::once(self).chain(&self.variants)
    }

    /// The hidden parameter of this question's world, if it has one.
    pub(super) fn hidden(&self) -> Option<&Hidden> {
        match &self.kind {
            Kind::Numeric(numeric) => numeric.hidden.as_ref(),
            _ => None,
        }
    }

    /// The scenario that the student designs for this question, if it asks for one.
    pub(super) fn plan(&self) -> Option<&Plan> {
        match &self.kind {
            Kind::Plan(plan) => Some(plan),
            _ => None,
        }
    }
}

/// A number, from any estimation method.
#[derive(Clone, Debug)]
pub(super) struct Numeric {
    pub(super) right: Method,
    pub(super) unit: String,
    pub(super) decimals: u32,
    pub(super) mistakes: Vec<Mistake>,
    /// A parameter estimated from data alone.
    pub(super) hidden: Option<Hidden>,
}

#[derive(Clone, Debug)]
pub(super) struct Mistake {
    pub(super) name: String,
    pub(super) way: Method,
    pub(super) feedback: String,
    pub(super) credit: f64,
}

/// A hidden parameter, and the observed data.
#[derive(Clone, Debug)]
pub(super) struct Hidden {
    pub(super) parameter: Personal,
    pub(super) columns: Vec<&'static str>,
    pub(super) observations: u32,
    /// Further edits of the student's scenario.
    pub(super) set: Vec<String>,
}

/// Several arms, of which the question asks for the best, or the order.
#[derive(Clone, Debug)]
pub(super) struct Arms {
    pub(super) metric: &'static str,
    pub(super) best: Best,
    pub(super) replications: u32,
    pub(super) options: Vec<OptionText>,
    pub(super) ranked: bool,
}

/// A scenario that a student designs within bounds, until a metric reaches a target.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) metric: &'static str,
    pub(super) unit: &'static str,
    /// The target as the lowest mean, or else the highest.
    pub(super) at_least: bool,
    pub(super) level: f64,
    pub(super) replications: u32,
    pub(super) tries: u32,
    pub(super) may_change: Vec<Bounds>,
    pub(super) mistakes: Vec<Slip>,
}

/// A known mistake in a design: these edits of the student's scenario.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    pub(super) name: String,
    pub(super) set: Vec<String>,
    pub(super) feedback: String,
    pub(super) credit: f64,
}

/// A search for a threshold.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turning {
    pub(super) search: Threshold,
    /// Edits of the scenario before the search.
    pub(super) set: Vec<String>,
    /// The number of searches for the key.
    pub(super) searches: u32,
    /// The arguments of `bazaar threshold scenario.toml`.
    pub(super) flags: String,
}

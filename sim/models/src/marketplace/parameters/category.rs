//! Categories of goods on one market: courses and assessments, rides and parcels.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::service::{Price, TakeRate};
use crate::quantity::{Duration, Quantity, Share};
use crate::rules::whole;
use crate::violation::Violation;

/// A category of goods: its part of the demand, what it costs, and what the platform keeps of that. Every seller
/// serves all of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Category {
    /// Which share of needs are for it; the shares of all categories add up to 1. 1 by default.
    pub share: Quantity<Share>,
    /// What a job costs, where it differs from `service.price`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// What the platform keeps, where it differs from `take_rate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub take_rate: Option<TakeRate>,
    /// From when on it is sold; from the beginning by default. Whoever needs it before asks for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
}

impl Default for Category {
    fn default() -> Self {
        const ALL: Quantity<Share> = Quantity::constant(1.0);
        Self { share: ALL, price: None, take_rate: None, from: None }
    }
}

/// The rules that a table of categories breaks.
pub(super) fn validate(categories: &BTreeMap<String, Category>) -> Vec<Violation> {
    const MOST: usize = 64;
    let mut violations = Vec::new();
    if categories.len() > MOST {
        violations.push(Violation::new(
            "categories",
            format!("{} categories are more than anybody tells apart", categories.len()),
            "type at most 64",
        ));
    }
    if !categories.is_empty() {
        violations.extend(whole("categories", categories.values().map(|category| category.share)));
    }
    for (name, category) in categories {
        let price = category.price.iter().flat_map(Price::validate);
        let of = format!("categories.{name}");
        violations.extend(price.map(|violation| violation.within(&of)));
    }
    violations
}

//! Evaluation: what a programme caused, and whether it was worth it.

use std::collections::BTreeMap;

use bazaar_models::quantity::{Duration, Quantity, Share};
use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;

/// What a programme caused, and whether it was worth it. The study's scenario is the one with the programme; exactly one
/// of `control` and `counterfactual` says what would have been without.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EvaluateText {
    /// The metric that the programme is to raise.
    pub outcome: String,
    /// Further metrics on which its effect is told in the same way, without flows and what others lose. They need a control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The arm without the programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<ControlText>,
    /// Another metric of the same runs that says what the outcome would have been without the programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterfactual: Option<String>,
    /// Edits of both arms that show them before the programme: `"study.horizon=1 d"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// A metric of those who do not take part, of which a fall is displacement; in the outcome's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub displaced: Option<String>,
    /// The share of what was caused that goes to people who were not meant; none by default.
    #[serde(default = "none", skip_serializing_if = "is_none")]
    pub leakage: Quantity<Share>,
    /// The share of the rest that is taken from others who do not take part, where no metric says it; none by
    /// default.
    #[serde(default = "none", skip_serializing_if = "is_none")]
    pub displacement: Quantity<Share>,
    /// The share of the rest that replaces what the same people did before; none by default.
    #[serde(default = "none", skip_serializing_if = "is_none")]
    pub substitution: Quantity<Share>,
    /// What comes of spending the rest, from 0; 1 by default.
    #[serde(default = "once")]
    pub multiplier: f64,
    /// What the programme costs, in dollars, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// A metric that says what an arm costs, in dollars; what it is more with the programme adds to `cost`. With a
    /// counterfactual all of it is the programme's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<String>,
    /// The aims of the programme and what each counts: metrics with weights from 0. They need a control.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, f64>,
    /// What the net effect is worth over time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flows: Option<FlowsText>,
}

/// The arm without the programme: the study's scenario, changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ControlText {
    /// Another scenario of the same model instead of the study's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// Edits of the scenario, as on the command line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
}

/// What the net effect is worth over time: in each period, what it grew by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FlowsText {
    /// How long a period is.
    pub every: Quantity<Duration>,
    /// What one more of the outcome is worth, in dollars; 1 by default, for an outcome that is money.
    #[serde(default = "once")]
    pub worth: f64,
    /// By how much a flow counts for less with each period that it comes later.
    pub discount: Quantity<Share>,
}

fn none() -> Quantity<Share> {
    Quantity::ZERO
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(share: &Quantity<Share>) -> bool {
    *share == Quantity::ZERO
}

fn once() -> f64 {
    1.0
}

/// So many periods are enough for anybody.
const MOST_PERIODS: f64 = 120.0;

/// What a programme caused, and whether it was worth it.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluate {
    /// The name of the metric that the programme is to raise.
    pub outcome: &'static str,
    /// The names of further metrics on which its effect is told.
    pub also: Vec<&'static str>,
    /// With what it is compared.
    pub without: Without,
    /// The arms before the programme: with it and, if there is one, the control.
    pub before: Option<(Scenario, Option<Scenario>)>,
    /// The name of the metric of those who do not take part.
    pub displaced: Option<&'static str>,
    /// The stated shares of leakage, displacement and substitution.
    pub shares: [f64; 3],
    /// What comes of spending the rest.
    pub multiplier: f64,
    /// What the programme costs, in dollars.
    pub cost: f64,
    /// The name of the metric that says what an arm costs.
    pub costs: Option<&'static str>,
    /// Whether anything says what it costs.
    pub has_cost: bool,
    /// Aims and weights.
    pub weights: Vec<(&'static str, f64)>,
    /// What the net effect is worth over time.
    pub flows: Option<Flows>,
}

/// What would have been without the programme.
#[derive(Clone, Debug, PartialEq)]
pub enum Without {
    /// An arm of its own.
    Control(Box<Scenario>),
    /// A metric of the same runs.
    Metric(&'static str),
}

/// What the net effect is worth over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// How long a period is, as the scenario writes it.
    pub every: String,
    /// What one more of the outcome is worth, in dollars.
    pub worth: f64,
    /// The discount rate per period.
    pub discount: f64,
    /// The arms at the end of each period: with the programme and, if there is one, the control.
    pub ends: Vec<(Scenario, Option<Scenario>)>,
}

/// A cost, a weight or a multiplier: a number from 0 to 1e15, ten times what all the world makes in a year in dollars, so
/// that ratios of them are numbers.
///
/// # Errors
/// What is wrong with it.
pub fn bounded(number: f64) -> Result<f64, String> {
    const MOST: f64 = 1e15;
    match number {
        number if (0.0..=MOST).contains(&number) => Ok(number),
        number if number > MOST => Err(format!("{number:e} is above 1e15")),
        number if number < 0.0 => Err(format!("{number} is below zero")),
        _ => Err(format!("{number} is no number")),
    }
}

impl EvaluateText {
    /// The rules that hold whatever the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        match (&self.control, &self.counterfactual) {
            (None, None) => {
                let help = "add [evaluate.control] with set = [ … ], or counterfactual = \"…\"";
                broken.push(Violation::new("", "what would have been without is not said", help));
            }
            (Some(_), Some(_)) => {
                let message = "what would have been without is said twice";
                let help = "keep one of control and counterfactual";
                broken.push(Violation::new("counterfactual", message, help).and("control"));
            }
            _ => {}
        }
        let weights = self.weights.iter().map(|(aim, weight)| (format!("weights.{aim}"), *weight));
        let cost = self.cost.map(|cost| ("cost".to_owned(), cost));
        let amounts = [("multiplier".to_owned(), self.multiplier)].into_iter().chain(cost).chain(weights);
        for (at, number) in amounts {
            if let Err(message) = bounded(number) {
                broken.push(Violation::new(at, message, "type a number from 0 to 1e15"));
            }
        }
        if !self.weights.is_empty() && self.control.is_none() {
            let message = "aims are compared with those of a control, and there is none";
            broken.push(Violation::new("weights", message, "add [evaluate.control]"));
        }
        if !self.also.is_empty() && self.control.is_none() {
            let message = "further outcomes are compared with those of a control, and there is none";
            broken.push(Violation::new("also", message, "add [evaluate.control], or ask for one outcome"));
        }
        for (index, name) in self.also.iter().enumerate() {
            if *name == self.outcome || self.also[..index].contains(name) {
                let message = format!("`{name}` is an outcome already");
                broken.push(Violation::new(format!("also.{index}"), message, "name each once"));
            }
        }
        if self.displaced.is_some() && self.control.is_none() {
            let message = "what others lose shows against a control, and there is none";
            broken.push(Violation::new(
                "displaced",
                message,
                "add [evaluate.control], or state displacement",
            ));
        }
        if self.displaced.is_some() && self.displacement > Quantity::ZERO {
            let message = "displacement is both measured and stated";
            broken.push(Violation::new("displacement", message, "keep one of the two").and("displaced"));
        }
        broken
    }
}

impl FlowsText {
    /// How many whole periods a horizon has; why not, if that makes no flows.
    pub(super) fn periods(&self, horizon: Quantity<Duration>) -> Result<u32, Violation> {
        let periods = (horizon.canonical() / self.every.canonical() * (1.0 + 1e-12)).floor();
        if !(1.0..=MOST_PERIODS).contains(&periods) {
            let message = format!("the horizon of {horizon} has {periods} such periods");
            return Err(Violation::new(
                "flows.every",
                message,
                "type a period that fits from 1 to 120 times",
            ));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 120")]
        Ok(periods as u32)
    }
}

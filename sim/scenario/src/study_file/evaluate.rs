//! Evaluation: the effect of a programme, and whether it was worth its cost.

use std::collections::BTreeMap;

use bazaar_models::quantity::{Duration, Quantity, Share};
use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;

/// The effect of a programme, and whether it was worth its cost. The study's scenario is the arm with the programme;
/// exactly one of `control` and `counterfactual` gives the outcome without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EvaluateText {
    /// The metric that the programme should raise.
    pub outcome: String,
    /// Further metrics for which the effect is estimated in the same way, without flows and displacement. They need a control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The arm without the programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<ControlText>,
    /// Another metric of the same runs that gives the outcome without the programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterfactual: Option<String>,
    /// Edits of both arms that give their state before the programme: `"study.horizon=1 d"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// A metric of non-participants, whose fall is displacement; in the outcome's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub displaced: Option<String>,
    /// Leakage: the share of the effect that benefits people outside the target group; none by default.
    #[serde(default = "none", skip_serializing_if = "is_none")]
    pub leakage: Quantity<Share>,
    /// Displacement: the share of the rest that is at the expense of non-participants, if no metric measures it; none by
    /// default.
    #[serde(default = "none", skip_serializing_if = "is_none")]
    pub displacement: Quantity<Share>,
    /// Substitution: the share of the rest that replaces what participants did before; none by default.
    #[serde(default = "none", skip_serializing_if = "is_none")]
    pub substitution: Quantity<Share>,
    /// The multiplier of the rest, for further spending, from 0; 1 by default.
    #[serde(default = "once")]
    pub multiplier: f64,
    /// The cost of the programme, in dollars, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// A metric with the cost of an arm, in dollars; its difference between the arms adds to `cost`. With a
    /// counterfactual all of it is the programme's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<String>,
    /// The aims of the programme and their weights: metrics with weights from 0. They need a control.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, f64>,
    /// The value of the net effect over time.
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

/// The value of the net effect over time: in each period, that of its increase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FlowsText {
    /// The length of a period.
    pub every: Quantity<Duration>,
    /// The value of one more unit of the outcome, in dollars; 1 by default, for an outcome in dollars.
    #[serde(default = "once")]
    pub worth: f64,
    /// The discount rate per period.
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

/// The most periods.
const MOST_PERIODS: f64 = 120.0;

/// The effect of a programme, and whether it was worth its cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluate {
    /// The name of the metric that the programme should raise.
    pub outcome: &'static str,
    /// The names of further metrics for which the effect is estimated.
    pub also: Vec<&'static str>,
    /// The comparison.
    pub without: Without,
    /// The arms before the programme: with it and, if there is one, the control.
    pub before: Option<(Scenario, Option<Scenario>)>,
    /// The name of the metric of non-participants.
    pub displaced: Option<&'static str>,
    /// The stated shares of leakage, displacement and substitution.
    pub shares: [f64; 3],
    /// The multiplier of the rest.
    pub multiplier: f64,
    /// The cost of the programme, in dollars.
    pub cost: f64,
    /// The name of the metric with the cost of an arm.
    pub costs: Option<&'static str>,
    /// Whether a cost is given.
    pub has_cost: bool,
    /// Aims and weights.
    pub weights: Vec<(&'static str, f64)>,
    /// The value of the net effect over time.
    pub flows: Option<Flows>,
}

/// The outcome without the programme.
#[derive(Clone, Debug, PartialEq)]
pub enum Without {
    /// An arm of its own.
    Control(Box<Scenario>),
    /// A metric of the same runs.
    Metric(&'static str),
}

/// The value of the net effect over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// The length of a period, as the scenario writes it.
    pub every: String,
    /// The value of one more unit of the outcome, in dollars.
    pub worth: f64,
    /// The discount rate per period.
    pub discount: f64,
    /// The arms at the end of each period: with the programme and, if there is one, the control.
    pub ends: Vec<(Scenario, Option<Scenario>)>,
}

/// A cost, a weight or a multiplier: a number from 0 to 1e15, ten times the world's annual product in dollars, so that
/// ratios of them are finite.
///
/// # Errors
/// If it is outside this range, or not a number.
pub fn bounded(number: f64) -> Result<f64, String> {
    const MOST: f64 = 1e15;
    match number {
        number if (0.0..=MOST).contains(&number) => Ok(number),
        number if number > MOST => Err(format!("{number:e} is above 1e15")),
        number if number < 0.0 => Err(format!("{number} is below zero")),
        _ => Err(format!("{number} is not a number")),
    }
}

impl EvaluateText {
    /// The rules that do not depend on the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        match (&self.control, &self.counterfactual) {
            (None, None) => {
                let help = "add [evaluate.control] with set = [ … ], or counterfactual = \"…\"";
                broken.push(Violation::new("", "one of `control` and `counterfactual` must be given", help));
            }
            (Some(_), Some(_)) => {
                let message = "`control` and `counterfactual` cannot both be given";
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
            let message = "`weights` requires a control";
            broken.push(Violation::new("weights", message, "add [evaluate.control]"));
        }
        if !self.also.is_empty() && self.control.is_none() {
            let message = "`also` requires a control";
            broken.push(Violation::new("also", message, "add [evaluate.control], or ask for one outcome"));
        }
        for (index, name) in self.also.iter().enumerate() {
            if *name == self.outcome || self.also[..index].contains(name) {
                let message = format!("`{name}` is an outcome already");
                broken.push(Violation::new(format!("also.{index}"), message, "name each once"));
            }
        }
        if self.displaced.is_some() && self.control.is_none() {
            let message = "`displaced` requires a control";
            broken.push(Violation::new(
                "displaced",
                message,
                "add [evaluate.control], or state displacement",
            ));
        }
        if self.displaced.is_some() && self.displacement > Quantity::ZERO {
            let message = "`displacement` and `displaced` cannot both be given";
            broken.push(Violation::new("displacement", message, "keep one of the two").and("displaced"));
        }
        broken
    }
}

impl FlowsText {
    /// The number of whole periods of a horizon, or a violation if it is out of range.
    pub(super) fn periods(&self, horizon: Quantity<Duration>) -> Result<u32, Violation> {
        let periods = (horizon.canonical() / self.every.canonical() * (1.0 + 1e-12)).floor();
        if !(1.0..=MOST_PERIODS).contains(&periods) {
            let message =
                format!("the horizon of {horizon} must have 1 to {MOST_PERIODS} periods, got {periods}");
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

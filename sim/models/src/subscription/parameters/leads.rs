//! Who hears of the product, and through which channel.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity, Rate, Ratio, Share};
use crate::violation::Violation;

use crate::rules::{dollars, factor};

/// How leads come in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Leads {
    /// How many leads come in at the beginning; 200 a month by default (assumption).
    pub rate: Quantity<Rate>,
    /// `"poisson"` (the default), at random times, or `"monthly"`, as many as the rate says at the
    /// beginning of each month, all at once and after the renewals that are due then.
    pub timing: Timing,
    /// By which share leads grow in a month, compounded; from -0.5 to 1, 0 by default.
    #[schemars(range(min = -0.5, max = 1.0))]
    pub growth: f64,
    /// How much more leads than the mean come in at the peak of the year, as a share of it, and how
    /// much fewer half a year later; none by default.
    pub season: Quantity<Share>,
    /// When the first such peak is; at the beginning by default.
    pub peak: Quantity<Duration>,
    /// Which share of leads qualify: fit the product and want it now; 100 % by default, so that
    /// `rate` is one of qualified leads.
    pub qualified: Quantity<Share>,
    /// Which share of qualified leads open an account; 100 % by default.
    pub sign_up: Quantity<Share>,
    /// How many leads each account brings that is free, on trial or paying; none by default.
    pub word_of_mouth: Quantity<Rate>,
    /// After which time no more leads come in by themselves; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Quantity<Duration>>,
    /// Leads from a record, in place of `rate`: how many came in each stretch of length `every`.
    /// Each stands at the stretch's end, and so does not come if that is the horizon. Empty by default.
    pub counts: Vec<u32>,
    /// With `counts`: the length of a stretch; a day by default.
    pub every: Quantity<Duration>,
}

/// When leads come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// At random.
    Poisson,
    /// All at the beginning of each month.
    Monthly,
}

impl Default for Leads {
    fn default() -> Self {
        const RATE: Quantity<Rate> = Quantity::constant(200.0 / 730.5);
        const ALL: Quantity<Share> = Quantity::constant(1.0);
        Self {
            rate: RATE,
            timing: Timing::Poisson,
            growth: 0.0,
            season: Quantity::ZERO,
            peak: Quantity::ZERO,
            qualified: ALL,
            sign_up: ALL,
            word_of_mouth: Quantity::ZERO,
            until: None,
            counts: Vec::new(),
            every: Quantity::days(1),
        }
    }
}

impl Leads {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if !(-0.5..=1.0).contains(&self.growth) {
            violations.push(Violation::new(
                "growth",
                format!("leads do not grow by {} a month, month after month", self.growth),
                "type a number from -0.5 to 1, such as 0.05",
            ));
        }
        if !self.counts.is_empty() && self.every.canonical() <= 0.0 {
            violations.push(
                Violation::new(
                    "every",
                    "a record of leads needs stretches of some length",
                    "type a duration such as \"1 d\"",
                )
                .and("counts"),
            );
        }
        violations
    }
}

/// A way by which leads come, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Channel {
    /// Which share of leads come by this channel; the shares of all channels add up to 1. 1 by
    /// default.
    pub share: Quantity<Share>,
    /// What a lead costs that comes by this channel; $20 by default (assumption). Word of mouth
    /// costs nothing.
    pub cost_per_lead: Money,
    /// How much more, or less, whoever comes this way is willing to pay, as a ratio to the
    /// others; 1 by default.
    pub willingness: Quantity<Ratio>,
}

impl Default for Channel {
    fn default() -> Self {
        const ALL: Quantity<Share> = Quantity::constant(1.0);
        const SAME: Quantity<Ratio> = Quantity::constant(1.0);
        Self { share: ALL, cost_per_lead: Money::new(2_000, Currency::Usd), willingness: SAME }
    }
}

impl Channel {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = dollars(&[("cost_per_lead", self.cost_per_lead)]);
        violations.extend(factor("willingness", self.willingness));
        violations
    }
}

/// A part of the world with prices of its own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Region {
    /// Which share of leads live here; the shares of all regions add up to 1. 1 by default.
    pub share: Quantity<Share>,
    /// Prices here over those of the price list: purchasing power parity (P3). 1 by default.
    pub price_index: Quantity<Ratio>,
    /// Willingness to pay here over that elsewhere; 1 by default.
    pub willingness: Quantity<Ratio>,
    /// From when on the product is sold here; from the beginning by default. Whoever would sign up before goes away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
}

impl Default for Region {
    fn default() -> Self {
        const ALL: Quantity<Share> = Quantity::constant(1.0);
        const SAME: Quantity<Ratio> = Quantity::constant(1.0);
        Self { share: ALL, price_index: SAME, willingness: SAME, from: None }
    }
}

impl Region {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let factors = [("price_index", self.price_index), ("willingness", self.willingness)];
        factors.into_iter().filter_map(|(name, ratio)| factor(name, ratio)).collect()
    }
}

//! Leads, channels and regions.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity, Rate, Ratio, Share};

/// How leads come in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Leads {
    /// The rate of leads at the beginning (default assumed).
    #[param(default = "200 / month")]
    pub rate: Quantity<Rate>,
    /// `"poisson"`, at random times, or `"monthly"`, as many as the rate gives at the beginning of each
    /// month, all at once and after the renewals that are due then.
    #[param(default = Timing::Poisson)]
    pub timing: Timing,
    /// The share by which leads grow in a month, compounded.
    #[param(range = -0.5..=1)]
    pub growth: f64,
    /// The amplitude of the season, as a share of the mean: leads are more by this at the peak of the year,
    /// and fewer half a year later.
    pub season: Quantity<Share>,
    /// When the first peak of the season is, after the beginning.
    pub peak: Quantity<Duration>,
    /// Share of leads that qualify: they fit the product and want it now; 100 % if `rate` is one of qualified
    /// leads.
    #[param(default = 1)]
    pub qualified: Quantity<Share>,
    /// Share of qualified leads that open an account.
    #[param(default = 1)]
    pub sign_up: Quantity<Share>,
    /// How many leads each account brings that is free, on trial or paying.
    pub word_of_mouth: Quantity<Rate>,
    /// The time after which leads come only by word of mouth; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Quantity<Duration>>,
    /// Leads from a record, in place of `rate`: how many came in each time bin of length `every`. They come at the
    /// end of the bin, and so not at all if that is the horizon.
    pub counts: Vec<u32>,
    /// With `counts`: the length of a time bin.
    #[param(default = "1 d", above = "0 h", when = !self.counts.is_empty(), because = "it is the length of a time bin")]
    pub every: Quantity<Duration>,
}

/// When leads come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// At random.
    Poisson,
    /// All at the beginning of each month.
    Monthly,
}

/// A way by which leads come, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Channel {
    /// Share of leads that come by this channel; the shares of all channels add up to 1.
    #[param(default = 1)]
    pub share: Quantity<Share>,
    /// What a lead costs that comes by this channel (default assumed). Word of mouth costs nothing.
    #[param(default = "$20")]
    pub cost_per_lead: Money,
    /// Willingness to pay of accounts from this channel, as a ratio to the others.
    #[param(default = 1, range = ..=100)]
    pub willingness: Quantity<Ratio>,
}

/// A part of the world with prices of its own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Region {
    /// Share of leads that live here; the shares of all regions add up to 1.
    #[param(default = 1)]
    pub share: Quantity<Share>,
    /// Prices here over those of the price list: purchasing power parity (P3).
    #[param(default = 1, range = ..=100)]
    pub price_index: Quantity<Ratio>,
    /// Willingness to pay here as a ratio to that elsewhere.
    #[param(default = 1, range = ..=100)]
    pub willingness: Quantity<Ratio>,
    /// When sale begins here; at the beginning by default. Leads who would sign up before are lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
}

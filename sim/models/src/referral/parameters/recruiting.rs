//! Recruiting: a recruiter is rewarded once the hire has stayed (fact P9).

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity, Rate, Ratio, Share};

use super::contract::Contract;

/// Jobs, applicants and how long hires stay. Off by default: there are no jobs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Recruiting {
    /// How many jobs there are, all vacant when the run begins.
    #[param(range = ..=1_000_000)]
    pub jobs: u32,
    /// How often people from the market apply for a vacancy (default assumed).
    #[param(default = "4 / month", range = ..="1000 / h")]
    pub market: Quantity<Rate>,
    /// How often people who were referred apply for a vacancy, at the reference bonus (default assumed).
    #[param(default = "2 / month", range = ..="1000 / h")]
    pub referred: Quantity<Rate>,
    /// Share of the referred who would be referred without a bonus too (default assumed).
    #[param(default = 0.5)]
    pub without_bonus: Quantity<Share>,
    /// Share of applicants who are hired (default assumed).
    #[param(default = 0.25)]
    pub hired: Quantity<Share>,
    /// What the recruiter gets: usually a `bonus` once the hire has stayed for `bonus_after`.
    pub contract: Contract,
    /// The bonus at which the rate is `referred` (default assumed).
    #[param(default = "$1_000", above = "$0", because = "bonuses are compared with it")]
    pub reference_bonus: Money,
    /// The elasticity of the additional referrals to the bonus: an exponent (default assumed).
    #[param(default = 1.0, range = 0..=5)]
    pub elasticity: f64,
    /// How much worse referred hires become with a bonus above the reference: the exponent of their hazard of
    /// leaving.
    #[param(range = 0..=5)]
    pub worse: f64,
    /// The shape of the Weibull distribution of tenures: below 1 the hazard of leaving falls with tenure
    /// (default assumed).
    #[param(default = 0.8, range = 0.1..=10)]
    pub shape: f64,
    /// Share of hires who leave within the first month (default assumed).
    #[param(default = 0.05, above = 0, range = ..1)]
    pub leave_first_month: Quantity<Share>,
    /// The hazard ratio of leaving for referred hires (default assumed).
    #[param(default = 0.85, range = 0.01..=100)]
    pub referred_ratio: Quantity<Ratio>,
    /// The hazard ratio of leaving for all hires, referred or not, if there is a bonus. Friebel, Heinz,
    /// Hoffman & Zubanov 2023 found that staff who may refer stay longer.
    #[param(default = 1, range = 0.01..=100)]
    pub staff_ratio: Quantity<Ratio>,
    /// What hiring a person from the market costs (default assumed).
    #[param(default = "$2_000")]
    pub hiring_costs: Money,
    /// How long a hire must stay to count as retained.
    #[param(default = "6 month")]
    pub retained_after: Quantity<Duration>,
}

//! Recruiting: who refers an applicant is rewarded once the hire has stayed (fact P9).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity, Rate, Ratio, Share};
use crate::violation::Violation;

use super::contract::Contract;
use crate::rules::dollars;

/// Jobs, applicants and how long hires stay. Off by default: there are no jobs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Recruiting {
    /// How many jobs there are, all vacant when the run begins; none by default, at most a million.
    pub jobs: u32,
    /// How often somebody from the market applies for a vacancy; 4 a month by default (assumption).
    pub market: Quantity<Rate>,
    /// How often somebody who was referred applies for it, at the reference bonus; 2 a month by
    /// default (assumption).
    pub referred: Quantity<Rate>,
    /// Which share of these would be referred without a bonus too; 50 % by default (assumption).
    pub without_bonus: Quantity<Share>,
    /// Which share of applicants is hired; 25 % by default (assumption).
    pub hired: Quantity<Share>,
    /// What the recruiter gets: usually a `bonus` once the hire has stayed for `bonus_after`.
    pub contract: Contract,
    /// The bonus at which as many are referred as `referred` says; $1,000 by default, above zero (assumption).
    pub reference_bonus: Money,
    /// How the number of those referred for the bonus grows with it: the exponent; 1 by default
    /// (assumption), from 0 to 5.
    pub elasticity: f64,
    /// How much worse they become with a bonus above the reference: the exponent with which their
    /// hazard of leaving grows; 0 by default, from 0 to 5.
    pub worse: f64,
    /// The shape of the Weibull distribution of tenures; .8 by default, from .1 to 10: who has
    /// stayed long stays longer (assumption).
    pub shape: f64,
    /// Which share of hires leaves within the first month; 5 % by default, above 0 and below 1 (assumption).
    pub leave_first_month: Quantity<Share>,
    /// By how much the hazard of leaving is multiplied for who was referred; .85 by default (assumption).
    pub referred_ratio: Quantity<Ratio>,
    /// By how much it is multiplied for everybody, referred or not, where there is a bonus; 1 by
    /// default. Friebel, Heinz, Hoffman & Zubanov 2023 found staff who may refer to stay longer.
    pub staff_ratio: Quantity<Ratio>,
    /// What hiring somebody from the market costs; $2,000 by default (assumption).
    pub hiring_costs: Money,
    /// How long a hire must stay to count as retained; 6 months by default.
    pub retained_after: Quantity<Duration>,
}

impl Default for Recruiting {
    fn default() -> Self {
        const MARKET: Quantity<Rate> = Quantity::constant(4.0 / 730.5);
        const REFERRED: Quantity<Rate> = Quantity::constant(2.0 / 730.5);
        const HALF: Quantity<Share> = Quantity::constant(0.5);
        const QUARTER: Quantity<Share> = Quantity::constant(0.25);
        const FIRST_MONTH: Quantity<Share> = Quantity::constant(0.05);
        const RATIO: Quantity<Ratio> = Quantity::constant(0.85);
        const ONE: Quantity<Ratio> = Quantity::constant(1.0);
        const HALF_A_YEAR: Quantity<Duration> = Quantity::constant(6.0 * 730.5);
        Self {
            jobs: 0,
            market: MARKET,
            referred: REFERRED,
            without_bonus: HALF,
            hired: QUARTER,
            contract: Contract::default(),
            reference_bonus: Money::new(100_000, Currency::Usd),
            elasticity: 1.0,
            worse: 0.0,
            shape: 0.8,
            leave_first_month: FIRST_MONTH,
            referred_ratio: RATIO,
            staff_ratio: ONE,
            hiring_costs: Money::new(200_000, Currency::Usd),
            retained_after: HALF_A_YEAR,
        }
    }
}

impl Recruiting {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations =
            dollars(&[("reference_bonus", self.reference_bonus), ("hiring_costs", self.hiring_costs)]);
        violations.extend(self.contract.validate().into_iter().map(|broken| broken.within("contract")));
        let mut refuse = |path: &str, message: &str, help: &str| {
            violations.push(Violation::new(path, message, help));
        };
        if self.jobs > 1_000_000 {
            refuse("jobs", "so many jobs are more than the model takes", "type at most 1_000_000");
        }
        for (path, rate) in [("market", self.market), ("referred", self.referred)] {
            if rate.canonical() > 1e3 {
                refuse(path, "nobody reads so many applications", "type a rate such as \"4 / month\"");
            }
        }
        if self.reference_bonus.minor() == 0 {
            refuse(
                "reference_bonus",
                "a bonus cannot be compared with nothing",
                "type an amount such as \"$1_000\"",
            );
        }
        for (path, exponent) in [("elasticity", self.elasticity), ("worse", self.worse)] {
            if !(0.0..=5.0).contains(&exponent) {
                refuse(path, "so strong an effect of a bonus is none", "type a number from 0 to 5");
            }
        }
        if !(0.1..=10.0).contains(&self.shape) {
            refuse("shape", "tenures have no such shape", "type a number from 0.1 to 10, such as 0.8");
        }
        let leaving = self.leave_first_month.canonical();
        if leaving <= 0.0 || leaving >= 1.0 {
            refuse(
                "leave_first_month",
                "if nobody leaves, or everybody does, there is no tenure",
                "type a share such as \"5 %\"",
            );
        }
        for (path, ratio) in [("referred_ratio", self.referred_ratio), ("staff_ratio", self.staff_ratio)] {
            if !(0.01..=100.0).contains(&ratio.canonical()) {
                refuse(path, "no tenures differ that much", "type a number from 0.01 to 100");
            }
        }
        violations
    }
}

//! What the project pays, and what it would pay elsewhere.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, EnergyPrice, Money};

/// What the project pays, against what a cluster or a cloud would cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Economics {
    /// What the project spends in a year on servers, administration and its web site, independent of
    /// throughput (default assumed: it puts `volunteer/base` inside the $1,000 to $10,000 for a TFLOPS-year
    /// of V9).
    #[param(default = "$250_000", any_currency)]
    pub project_cost_per_year: Money,
    /// What one TFLOPS for a year costs on a cluster (default: V9).
    #[param(default = "$145_000", any_currency)]
    pub cluster_per_tflops_year: Money,
    /// What one TFLOPS for a year costs in a cloud (default: V9).
    #[param(default = "$1_750_000", any_currency)]
    pub cloud_per_tflops_year: Money,
    /// What a euro is worth, to add up owners' bills in dollars (default assumed: about the mean rate of 2010).
    #[param(default = "$1.33", above = "$0")]
    pub euro: Money,
}

impl Economics {
    /// What one unit of a currency is worth in dollars.
    fn dollars_per(&self, currency: Currency) -> f64 {
        /// The lev's fixed rate to the euro under the currency board, from 1999.
        const LEV_PER_EURO: f64 = 1.955_83;
        let euro = self.euro.minor() as f64 / 100.0;
        match currency {
            Currency::Usd => 1.0,
            Currency::Eur => euro,
            Currency::Bgn => euro / LEV_PER_EURO,
        }
    }

    /// The price of power in dollars per kWh.
    pub(in crate::volunteer) fn price(&self, price: EnergyPrice) -> f64 {
        price.per_kwh() * self.dollars_per(price.currency())
    }

    /// An amount as a number of dollars.
    pub(in crate::volunteer) fn dollars(&self, money: Money) -> f64 {
        money.minor() as f64 / 100.0 * self.dollars_per(money.currency())
    }
}

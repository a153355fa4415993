//! Parameters of the marketplace, each with unit, range and source.

mod category;
mod churn;
mod city;
mod demand;
mod launch;
mod leakage;
mod ratings;
mod requests;
mod service;
mod side;
mod supply;
mod surroundings;

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};
use crate::violation::Violation;

pub use category::Category;
pub use churn::Churn;
pub use city::City;
pub use demand::Demand;
pub use launch::{Launch, Order};
pub use leakage::Leakage;
pub use ratings::Ratings;
pub use requests::{Matching, MatchingFunction, Requests, Search, Space};
pub use service::{Price, Service, TakeRate};
pub use side::{Network, Side};
pub use supply::Supply;
pub use surroundings::{Costs, Regulation, Rivals};

/// When a person who knows the platform is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Participation {
    /// If theta x n^gamma covers the cost of being in, with theta between 0 and 1 and n the
    /// share of the others' potential that is in.
    Network,
    /// If standalone + alpha x n - the cost of being in exceeds a draw between 0 and 1.
    Additive,
    /// Always.
    Always,
}

/// A platform that brings buyers and sellers together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "MarketplaceParameters")]
#[params(rules = Self::rules)]
pub struct Parameters {
    /// When a person who knows the platform is in: `"network"`, if enough others are; `"additive"`, by a benefit that
    /// has a part of its own; or `"always"`.
    #[param(default = Participation::Network)]
    pub participation: Participation,
    /// Share of the potential of both sides that must be in at the end for the platform to count as launched.
    #[param(default = 0.5)]
    pub launch_threshold: Quantity<Share>,
    /// Share of the sellers who are buyers as well (fact M6).
    pub both_roles: Quantity<Share>,
    /// Those who ask and pay.
    pub buyers: Side,
    /// Those who serve and are paid.
    pub sellers: Side,
    /// Where buyers and sellers live.
    #[param(default = city::one())]
    pub cities: BTreeMap<String, City>,
    /// What buyers ask for.
    pub requests: Requests,
    /// How much buyers mind what jobs cost.
    pub demand: Demand,
    /// The least that sellers want to earn.
    pub supply: Supply,
    /// How requests find sellers: `"search"`, one by one, or `"function"`, by a matching function.
    #[param(default = Matching::Search)]
    pub matching: Matching,
    /// With `matching = "search"`: how a search goes.
    pub search: Search,
    /// With `matching = "function"`: the matching function.
    pub function: MatchingFunction,
    /// What a seller does for a buyer.
    pub service: Service,
    /// What the platform keeps.
    pub take_rate: TakeRate,
    /// Categories of goods that differ in price and take rate. Without any all goods are alike.
    #[param(entries = ..=64, whole = share, when = !self.categories.is_empty())]
    pub categories: BTreeMap<String, Category>,
    /// Pairs who bypass the platform.
    pub leakage: Leakage,
    /// What buyers learn about sellers.
    pub ratings: Ratings,
    /// Sellers who leave for good.
    pub churn: Churn,
    /// How the platform goes to market.
    pub launch: Launch,
    /// What running the platform costs.
    pub costs: Costs,
    /// Whom buyers could turn to instead.
    pub rivals: Rivals,
    /// What regulation requires.
    pub regulation: Regulation,
}

impl Parameters {
    /// The mean payout of a job, in dollars, if nothing is refunded.
    pub(crate) fn mean_payout(&self) -> f64 {
        const CENTS_PER_DOLLAR: f64 = 100.0;
        let payout = |price: &Price, rates: &TakeRate| {
            price.mean().minor() as f64 / CENTS_PER_DOLLAR * (1.0 - rates.sellers.canonical())
        };
        if self.categories.is_empty() {
            return payout(&self.service.price, &self.take_rate);
        }
        let of = |category: &Category| {
            let price = category.price.as_ref().unwrap_or(&self.service.price);
            let rates = category.take_rate.as_ref().unwrap_or(&self.take_rate);
            category.share.canonical() * payout(price, rates)
        };
        self.categories.values().map(of).sum()
    }

    /// The mean share of a job's price that is left after the sellers' fee, over all jobs.
    pub(super) fn take_home(&self) -> f64 {
        let usual = (1.0, self.service.price.mean(), self.take_rate.sellers);
        let of = |category: &Category| {
            let price = category.price.as_ref().unwrap_or(&self.service.price);
            let rates = category.take_rate.as_ref().unwrap_or(&self.take_rate);
            (category.share.canonical(), price.mean(), rates.sellers)
        };
        let each = self.categories.values().map(of);
        let each: Vec<_> = if self.categories.is_empty() { vec![usual] } else { each.collect() };
        let [mut prices, mut fees] = [0.0; 2];
        for (share, price, rate) in each {
            let price = share * price.minor() as f64;
            prices += price;
            fees += price * rate.canonical();
        }
        if prices > 0.0 { 1.0 - fees / prices } else { 1.0 }
    }

    fn rules(&self) -> Vec<Violation> {
        let mut violations: Vec<Violation> = city::populated(&self.cities).into_iter().collect();
        let potential =
            |message, help| Violation::new("buyers.potential", message, help).and("sellers.potential");
        if self.buyers.potential == 0 && self.sellers.potential == 0 {
            violations.push(potential(
                "`buyers.potential` or `sellers.potential` must be above zero".to_owned(),
                "type a whole number above zero, such as 10_000",
            ));
        }
        if self.buyers.potential.checked_add(self.sellers.potential).is_none() {
            let message = format!("buyers and sellers together are at most {}", u32::MAX);
            violations.push(potential(message, "lower one of the two"));
        }
        if self.supply.reservation.is_some() && self.participation == Participation::Always {
            violations.push(
                Violation::new(
                    "supply.reservation",
                    "`supply.reservation` has no effect with `participation = \"always\"`",
                    "leave it out, or type participation = \"network\"",
                )
                .and("participation"),
            );
        }
        violations
    }
}

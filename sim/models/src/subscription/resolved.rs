//! Resolved parameters: a scenario's parameters as the component needs them, in hours and cents, with plans
//! by number.

use std::collections::BTreeMap;

use bazaar_numerics::variates::{self, VariateError};

use super::account::NONE;
use super::allowance::Appeal;
use super::parameters::{Buys, Offer, Parameters, Repeat};
use super::risk::RiskPlan;
use super::usage::{Meter, Usage};
use crate::model::Horizon;
use crate::quantity::{Money, Quantity, Share};

/// A month in hours: 30.4375 days.
pub(super) const MONTH: f64 = 730.5;
/// A year in hours.
pub(super) const YEAR: f64 = 8766.0;

/// Stands for an unlimited number of users.
const ANY: u32 = u32::MAX;

/// One plan of the price list.
#[derive(Clone, Debug)]
pub(super) struct OfferPlan {
    pub(super) price: i64,
    pub(super) per_seat: i64,
    pub(super) seats_included: u32,
    pub(super) seats_at_most: u32,
    pub(super) period: f64,
    pub(super) contract: u16,
    pub(super) set_up: i64,
    /// What an account on it costs in a month.
    pub(super) cost: i64,
    pub(super) is_free: bool,
    /// The factors on sign-ups and word of mouth by its generosity.
    pub(super) appeal: Appeal,
    /// Since when it is sold.
    pub(super) from: f64,
    pub(super) meters: Vec<Meter>,
    pub(super) up: u8,
    pub(super) down: u8,
    pub(super) trial: Option<TrialPlan>,
    pub(super) sale: Option<SalePlan>,
    pub(super) negotiated: Option<variates::LogNormal>,
    pub(super) risk: RiskPlan,
    pub(super) repeat: Option<RepeatPlan>,
}

#[derive(Clone, Debug)]
pub(super) struct TrialPlan {
    pub(super) length: f64,
    /// Features and their caps.
    pub(super) uses: Vec<(u8, u32)>,
    pub(super) otherwise: u8,
    pub(super) by_usage: bool,
}

#[derive(Clone, Debug)]
pub(super) struct SalePlan {
    pub(super) takes: variates::Distribution,
    pub(super) won: f64,
    pub(super) cost: i64,
}

/// Buying without a contract: rates of purchases per hour, and when buyers are gone.
#[derive(Clone, Copy, Debug)]
pub(super) struct RepeatPlan {
    pub(super) rate: variates::Gamma,
    pub(super) gone: Gone,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Gone {
    AfterPurchase(variates::Beta),
    AtRate(variates::Gamma),
}

/// Entries of a discrete distribution, with cumulative shares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) up_to: f64,
    pub(super) index: u8,
}

/// All parameters, ready to run.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) parameters: Parameters,
    pub(super) horizon: Horizon,
    pub(super) offers: Vec<OfferPlan>,
    pub(super) start: Vec<Part>,
    pub(super) channels: Vec<Part>,
    pub(super) regions: Vec<Part>,
    /// Per channel: cents a lead, factor of willingness.
    pub(super) channel: Vec<(i64, f64)>,
    /// Per region: factor of prices, factor of willingness.
    pub(super) region: Vec<(f64, f64)>,
    /// Per region: since when the product is sold there.
    pub(super) opens: Vec<f64>,
    pub(super) usage: Usage,
    pub(super) willingness: variates::LogNormal,
    /// `ln(1 + d)` of a month's discount rate d, over an hour.
    pub(super) discount: f64,
}

pub(super) fn cents(money: Money) -> i64 {
    i64::try_from(money.minor()).unwrap_or(i64::MAX)
}

/// The number of a name in a table: its place in alphabetical order.
#[expect(clippy::cast_possible_truncation, reason = "tables have at most 64 entries")]
pub(super) fn number<T>(table: &BTreeMap<String, T>, name: &str) -> u8 {
    table.keys().position(|key| key == name).map_or(NONE, |place| place as u8)
}

impl Resolved {
    pub(super) fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        let plans = &parameters.plans;
        let together = parameters.willingness.goes_together();
        let usual = RiskPlan::new(&parameters.renewal.risk, together)?;
        let offers: Result<Vec<OfferPlan>, VariateError> = plans
            .iter()
            .map(|(name, offer)| {
                let risk = match &offer.risk {
                    Some(risk) => RiskPlan::new(risk, together)?,
                    None => usual.clone(),
                };
                offer_plan(name, offer, risk, parameters)
            })
            .collect();
        let willingness = &parameters.willingness;
        let mean = cents(willingness.mean) as f64;
        let share = |(name, share): (&String, &Quantity<Share>)| (number(plans, name), *share);
        Ok(Resolved {
            parameters: parameters.clone(),
            horizon,
            offers: offers?,
            start: parts(parameters.start.iter().map(share)),
            channels: parts((0..).zip(parameters.channels.values().map(|channel| channel.share))),
            regions: parts((0..).zip(parameters.regions.values().map(|region| region.share))),
            channel: parameters
                .channels
                .values()
                .map(|channel| (cents(channel.cost_per_lead), channel.willingness.canonical()))
                .collect(),
            region: parameters
                .regions
                .values()
                .map(|region| (region.price_index.canonical(), region.willingness.canonical()))
                .collect(),
            opens: parameters
                .regions
                .values()
                .map(|region| region.from.map_or(0.0, Quantity::canonical))
                .collect(),
            usage: Usage::new(parameters)?,
            willingness: variates::LogNormal::from_mean_cv(mean, willingness.cv.canonical())?,
            discount: pxfm::f_log1p(parameters.kpi.discount.canonical()) / MONTH,
        })
    }

    pub(super) fn offer(&self, offer: u8) -> &OfferPlan {
        &self.offers[usize::from(offer)]
    }

    /// Whether a plan is sold in a region at a time.
    pub(super) fn is_sold(&self, offer: u8, region: u8, now: f64) -> bool {
        let opens = self.opens.get(usize::from(region)).copied().unwrap_or(0.0);
        now >= opens && now >= self.offer(offer).from
    }

    /// The plan that an account on this one may move up to at a time; `NONE` if there is none or it is not
    /// sold yet.
    pub(super) fn up(&self, offer: u8, now: f64) -> u8 {
        let up = self.offer(offer).up;
        if up != NONE && now < self.offer(up).from { NONE } else { up }
    }

    /// The part that a uniform draw falls into.
    pub(super) fn pick(parts: &[Part], draw: f64) -> u8 {
        let part = parts.iter().find(|part| draw < part.up_to).or(parts.last());
        part.map_or(NONE, |part| part.index)
    }

    /// The list price for this many users in a billing period, in cents.
    pub(super) fn list_price(&self, offer: u8, seats: u32) -> i64 {
        let offer = self.offer(offer);
        let extra = seats.saturating_sub(offer.seats_included);
        offer.price.saturating_add(offer.per_seat.saturating_mul(i64::from(extra)))
    }
}

fn parts(shares: impl Iterator<Item = (u8, Quantity<Share>)>) -> Vec<Part> {
    let mut up_to = 0.0;
    shares
        .map(|(index, share)| {
            up_to += share.canonical();
            Part { up_to, index }
        })
        .collect()
}

fn offer_plan(
    name: &str,
    offer: &Offer,
    risk: RiskPlan,
    parameters: &Parameters,
) -> Result<OfferPlan, VariateError> {
    let plans = &parameters.plans;
    let features = &parameters.features;
    let below = plans.iter().find(|(_, other)| other.upgrade.as_deref() == Some(name));
    let trial = offer.trial.as_ref().map(|trial| TrialPlan {
        length: trial.length.canonical(),
        uses: trial.uses.iter().map(|(feature, &uses)| (number(features, feature), uses)).collect(),
        otherwise: trial.otherwise.as_ref().map_or(NONE, |name| number(plans, name)),
        by_usage: trial.buys == Buys::ByUsage,
    });
    let sale = match &offer.sale {
        Some(sale) => {
            Some(SalePlan { takes: sale.takes.variate()?, won: sale.won.canonical(), cost: cents(sale.cost) })
        }
        None => None,
    };
    let is_free = offer.is_free();
    let costs = &parameters.costs;
    let usual = if is_free { costs.free_account } else { costs.paying_account };
    let negotiated = offer.negotiated.canonical();
    Ok(OfferPlan {
        price: cents(offer.price),
        per_seat: cents(offer.per_seat),
        seats_included: offer.seats_included,
        seats_at_most: offer.seats_at_most.unwrap_or(ANY),
        period: offer.period.canonical(),
        contract: u16::try_from(offer.contract).unwrap_or(u16::MAX),
        set_up: cents(offer.set_up),
        cost: cents(offer.cost.unwrap_or(usual)),
        is_free,
        appeal: Appeal::of(offer, parameters),
        from: offer.from.map_or(0.0, Quantity::canonical),
        meters: meters(offer, below.map(|(_, offer)| offer), parameters),
        up: offer.upgrade.as_ref().map_or(NONE, |name| number(plans, name)),
        down: below.filter(|(_, offer)| !offer.is_free()).map_or(NONE, |(name, _)| number(plans, name)),
        trial,
        sale,
        negotiated: if negotiated > 0.0 {
            Some(variates::LogNormal::from_mean_cv(1.0, negotiated)?)
        } else {
            None
        },
        risk,
        repeat: repeat(offer)?,
    })
}

/// The features that matter on this plan: those with a cap or a price and, if accounts with low use move
/// down, those with a cap on the plan below.
fn meters(offer: &Offer, below: Option<&Offer>, parameters: &Parameters) -> Vec<Meter> {
    let looks_down = parameters.changes.downgrade_unused.canonical() > 0.0;
    let below = below.filter(|_| looks_down);
    let meter = |(index, name): (u8, &String)| {
        let cap = offer.caps.get(name).copied();
        let price = offer.per_use.get(name).map_or(0, |price| cents(*price));
        let cap_below = below.and_then(|below| below.caps.get(name).copied());
        Meter::new(index, cap, price, cap_below)
    };
    (0..).zip(parameters.features.keys()).filter_map(meter).collect()
}

fn repeat(offer: &Offer) -> Result<Option<RepeatPlan>, VariateError> {
    Ok(match offer.repeat {
        None => None,
        Some(Repeat::BgNbd { r, alpha, a, b }) => Some(RepeatPlan {
            rate: variates::Gamma::new(r, 1.0 / alpha.canonical())?,
            gone: Gone::AfterPurchase(variates::Beta::new(a, b)?),
        }),
        Some(Repeat::ParetoNbd { r, alpha, s, beta }) => Some(RepeatPlan {
            rate: variates::Gamma::new(r, 1.0 / alpha.canonical())?,
            gone: Gone::AtRate(variates::Gamma::new(s, 1.0 / beta.canonical())?),
        }),
    })
}

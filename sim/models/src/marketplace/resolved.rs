//! Resolved parameters: a scenario's parameters as the component needs them, in hours and cents, with cities
//! and places.

use crate::ledger::apportion;
use bazaar_numerics::variates::{self, Beta, VariateError};

use super::earnings::Reservations;
use super::map::CityMap;
use super::parameters::{
    Category, Matching, Network, Order, Parameters, Participation, Price, Search, Side, Space, TakeRate,
};
use super::people::Role;
use super::space::{Floor, Grid, Line};
use crate::model::Horizon;
use crate::quantity::{Money, Quantity};

/// A month in hours, for what is paid by the month.
pub(super) const MONTH: f64 = 730.5;

/// One side, in hours and cents.
#[derive(Clone, Debug)]
pub(super) struct SidePlan {
    pub(super) potential: u32,
    pub(super) innovation: f64,
    pub(super) imitation: f64,
    pub(super) reconsider: f64,
    pub(super) network: Network,
    /// The exponent of the share of others; `None` for 1.
    pub(super) gamma: Option<f64>,
    pub(super) standalone: f64,
    pub(super) alpha: f64,
    /// What being in costs in a month over the value scale: without the subsidy, and with it.
    pub(super) cost: [f64; 2],
    /// What the law adds to that.
    pub(super) licence: f64,
    /// The most that a person would pay for being in for a month, in cents.
    pub(super) scale: f64,
    pub(super) price: i64,
    pub(super) subsidy: i64,
    pub(super) joining_bonus: i64,
    /// The cost of a paid joiner, and how many a budget buys in an hour.
    pub(super) joiner_costs: i64,
    pub(super) joiners_per_hour: f64,
}

/// A city's places on each side: the first slot, the number of places, and how many of the people are in or
/// know the platform when the run begins.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Places {
    pub(super) first: u32,
    pub(super) potential: u32,
    pub(super) seeded: u32,
    pub(super) aware: u32,
}

#[derive(Clone, Debug)]
pub(super) struct CityPlan {
    pub(super) width: f64,
    pub(super) sides: [Places; 2],
    /// The number of people with both roles.
    pub(super) both_roles: u32,
    pub(super) opens_at_once: bool,
}

/// The price of a job.
#[derive(Clone, Copy, Debug)]
pub(super) enum PricePlan {
    Posted(i64),
    /// In cents.
    Agreed(variates::LogNormal),
}

/// A category of goods.
#[derive(Clone, Copy, Debug)]
pub(super) struct CategoryPlan {
    /// The sum of the shares up to this one.
    pub(super) up_to: f64,
    pub(super) price: PricePlan,
    /// The take rates of both sides.
    pub(super) rates: [f64; 2],
    /// Since when it is sold.
    pub(super) from: f64,
}

/// All parameters, ready to run.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) parameters: Parameters,
    pub(super) horizon: Horizon,
    pub(super) sides: [SidePlan; 2],
    pub(super) cities: Vec<CityPlan>,
    pub(super) patience: variates::Distribution,
    pub(super) expires: f64,
    pub(super) between_needs: Option<variates::Exponential>,
    /// The rate of a matching function at one buyer and one seller.
    pub(super) matches: f64,
    pub(super) duration: variates::Distribution,
    /// In the order of their names; at least one, also if all goods are alike.
    pub(super) categories: Vec<CategoryPlan>,
    pub(super) quality: Quality,
    /// Reservations of sellers, if they look at earnings.
    pub(super) reservations: Option<Reservations>,
}

/// The distribution of sellers' quality.
#[derive(Clone, Copy, Debug)]
pub(super) enum Quality {
    Same(f64),
    Each(Beta),
}

pub(super) fn cents(money: Money) -> i64 {
    i64::try_from(money.minor()).unwrap_or(i64::MAX)
}

impl Resolved {
    pub(super) fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        let (categories, response) = categories(parameters)?;
        let rate = parameters.requests.rate.canonical() * response;
        let needs = parameters.matching == Matching::Search && rate > 0.0;
        let ratings = &parameters.ratings;
        let quality = match (ratings.quality.canonical(), ratings.alike) {
            (mean, alike) if mean * alike >= 0.001 && (1.0 - mean) * alike >= 0.001 => {
                Quality::Each(Beta::new(mean * alike, (1.0 - mean) * alike)?)
            }
            (mean, _) => Quality::Same(mean),
        };
        Ok(Resolved {
            parameters: parameters.clone(),
            horizon,
            sides: Role::BOTH.map(|role| side(parameters, role)),
            cities: cities(parameters),
            patience: parameters.requests.patience.variate()?,
            expires: parameters.requests.expires.map_or(f64::INFINITY, Quantity::canonical),
            between_needs: if needs { Some(variates::Exponential::from_rate(rate)?) } else { None },
            matches: parameters.function.rate.canonical() * response,
            duration: parameters.service.duration.variate()?,
            categories,
            quality,
            reservations: Reservations::new(parameters),
        })
    }

    pub(super) fn side(&self, role: Role) -> &SidePlan {
        &self.sides[role.index()]
    }

    pub(super) fn category(&self, category: u8) -> &CategoryPlan {
        &self.categories[usize::from(category)]
    }

    pub(super) fn is_function(&self) -> bool {
        self.parameters.matching == Matching::Function
    }

    pub(super) fn always_in(&self) -> bool {
        self.parameters.participation == Participation::Always
    }

    /// A map of each city, if people find one another in space.
    pub(super) fn maps(&self) -> Vec<CityMap> {
        if self.parameters.search.space == Space::None || self.is_function() {
            return Vec::new();
        }
        self.cities.iter().map(|city| CityMap::new(city.width, self.horizon.end)).collect()
    }

    /// The space in which the people of a city are matched.
    pub(super) fn floor(&self, city: usize) -> Floor {
        let CityPlan { width, sides: [_, sellers], .. } = self.cities[city];
        let Search { space, radius, .. } = self.parameters.search;
        if space == Space::None || self.is_function() {
            return Floor::Line(Line::new(sellers.first, sellers.potential));
        }
        let grid = || Grid::new(width, space == Space::Torus);
        Floor::Map { idle: grid(), waiting: grid(), radius: radius.canonical() }
    }
}

/// The categories of a scenario, or one if it has none; and the factor on buyers' needs at these prices. An
/// expensive category has a smaller part of the needs.
fn categories(parameters: &Parameters) -> Result<(Vec<CategoryPlan>, f64), VariateError> {
    let opens = parameters.requests.from.map_or(0.0, Quantity::canonical);
    let one = Category::default();
    let alike = parameters.categories.is_empty().then_some(&one);
    let parts: Vec<(&Category, Price, TakeRate, Option<f64>)> = alike
        .into_iter()
        .chain(parameters.categories.values())
        .map(|category| {
            let price = category.price.unwrap_or(parameters.service.price);
            let rates = category.take_rate.unwrap_or(parameters.take_rate);
            let paid = cents(price.mean()) as f64 * (1.0 + rates.buyers.canonical());
            (category, price, rates, parameters.demand.response(paid))
        })
        .collect();
    let asked =
        |category: &Category, response: &Option<f64>| category.share.canonical() * response.unwrap_or(1.0);
    // If demand does not depend on prices, shares are those of the scenario to the last bit.
    let asked_in_all = if parts.iter().all(|(.., response)| response.is_none()) {
        1.0
    } else {
        parts.iter().map(|(category, .., response)| asked(category, response)).sum()
    };
    // A rate of less than 1e-12 of the usual one is taken as zero: variates have no such rates.
    let response = if asked_in_all < 1e-12 { 0.0 } else { asked_in_all };
    let mut up_to = 0.0;
    let plan = |(category, price, rates, felt): &(&Category, Price, TakeRate, Option<f64>)| {
        up_to += if response > 0.0 { asked(category, felt) / response } else { category.share.canonical() };
        Ok(CategoryPlan {
            up_to,
            price: PricePlan::new(*price)?,
            rates: [rates.buyers.canonical(), rates.sellers.canonical()],
            from: category.from.map_or(opens, |from| from.canonical().max(opens)),
        })
    };
    let plans: Result<Vec<CategoryPlan>, VariateError> = parts.iter().map(plan).collect();
    Ok((plans?, response))
}

impl PricePlan {
    fn new(price: Price) -> Result<Self, VariateError> {
        Ok(match price {
            Price::Posted(money) => PricePlan::Posted(cents(money)),
            Price::LogNormal { mean, cv } => {
                PricePlan::Agreed(variates::LogNormal::from_mean_cv(cents(mean) as f64, cv.canonical())?)
            }
        })
    }
}

fn side(parameters: &Parameters, role: Role) -> SidePlan {
    let side = of(parameters, role);
    let launch = &parameters.launch;
    let to_sellers = launch.to_sellers.canonical();
    let (share, joiner_costs) = match role {
        Role::Buyer => (1.0 - to_sellers, cents(launch.buyer_costs)),
        Role::Seller => (to_sellers, cents(launch.seller_costs)),
    };
    let licence = if role == Role::Seller { cents(parameters.regulation.licence) as f64 } else { 0.0 };
    SidePlan {
        potential: side.potential,
        innovation: side.innovation.canonical(),
        imitation: side.imitation.canonical(),
        reconsider: side.reconsider.canonical(),
        network: side.network,
        gamma: (side.gamma.to_bits() != 1.0_f64.to_bits()).then_some(side.gamma),
        standalone: side.standalone.canonical(),
        alpha: side.alpha.canonical(),
        cost: [side.cost(false), side.cost(true)],
        licence: licence / cents(side.value_scale) as f64,
        scale: cents(side.value_scale) as f64,
        price: cents(side.price),
        subsidy: cents(side.subsidy),
        joining_bonus: cents(side.joining_bonus),
        joiner_costs,
        joiners_per_hour: share * cents(launch.monthly) as f64 / joiner_costs as f64 / MONTH,
    }
}

pub(super) const fn of(parameters: &Parameters, role: Role) -> &Side {
    match role {
        Role::Buyer => &parameters.buyers,
        Role::Seller => &parameters.sellers,
    }
}

/// Divides both sides over the cities, in proportion to their populations.
fn cities(parameters: &Parameters) -> Vec<CityPlan> {
    let city_by_city = parameters.launch.order == Order::CityByCity;
    let populations: Vec<u64> = parameters.cities.values().map(|city| u64::from(city.population)).collect();
    let mut plans: Vec<CityPlan> = parameters
        .cities
        .values()
        .map(|city| CityPlan {
            width: city.width.canonical(),
            sides: [Places::default(); 2],
            both_roles: 0,
            opens_at_once: !city_by_city,
        })
        .collect();
    let mut first = 0;
    for role in Role::BOTH {
        let side = of(parameters, role);
        let potentials = divided(side.potential, &populations);
        let weights: Vec<u64> = potentials.iter().map(|&people| u64::from(people)).collect();
        let seeded = part(side.potential, side.seeded.canonical());
        let seeded = if city_by_city { filled(seeded, &potentials) } else { divided(seeded, &weights) };
        let aware = divided(part(side.potential, side.aware.canonical()), &weights);
        for (city, plan) in plans.iter_mut().enumerate() {
            let (potential, seeded) = (potentials[city], seeded[city]);
            plan.sides[role.index()] = Places { first, potential, seeded, aware: aware[city].max(seeded) };
            plan.opens_at_once |= seeded > 0;
            first = first.saturating_add(potential);
        }
    }
    let sellers: Vec<u64> =
        plans.iter().map(|plan| u64::from(plan.sides[Role::Seller.index()].potential)).collect();
    let both = divided(part(parameters.sellers.potential, parameters.both_roles.canonical()), &sellers);
    for (plan, both) in plans.iter_mut().zip(both) {
        plan.both_roles = both.min(plan.sides[Role::Buyer.index()].potential);
    }
    if let Some(first) = plans.first_mut() {
        first.opens_at_once = true;
    }
    plans
}

/// This share of a number of people, rounded.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the potential")]
fn part(potential: u32, share: f64) -> u32 {
    (f64::from(potential) * share).round() as u32
}

/// Divides people by weight, to the last one.
fn divided(people: u32, weights: &[u64]) -> Vec<u32> {
    let parts = apportion(i64::from(people), weights).unwrap_or_else(|_| vec![0; weights.len()]);
    parts.into_iter().map(|part| u32::try_from(part).unwrap_or(0)).collect()
}

/// Fills the first city, then the second, and so on.
fn filled(people: u32, potentials: &[u32]) -> Vec<u32> {
    let mut left = people;
    let mut take = |potential: u32| {
        let here = left.min(potential);
        left -= here;
        here
    };
    potentials.iter().map(|&potential| take(potential)).collect()
}

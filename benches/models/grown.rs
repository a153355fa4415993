//! The shipped scenarios scaled to a size, with all parts of the model in use.

use bazaar_models::model::Horizon;
use bazaar_models::observation::Observation;
use bazaar_scenario::Scenario;

/// The sizes that have targets.
pub(crate) const MODELS: [&str; 4] = ["volunteer", "marketplace", "subscription", "referral"];

/// The approximate number of events of a run: enough for the initial state not to matter.
const EVENTS: f64 = 4e6;

const MONTH: f64 = 730.5;
const DAY: f64 = 24.0;

/// A scenario of a size, and how long to simulate it.
pub(crate) struct Grown {
    pub(crate) scenario: Scenario,
    pub(crate) horizon: Horizon,
    /// The place of the metric that says how many results come back in a day.
    results_a_day: Option<usize>,
}

impl Grown {
    /// The model at a size; none if there is no target at that size.
    pub(crate) fn new(model: &str, size: u32) -> Option<Self> {
        let (scenario, sets, end) = match model {
            "volunteer" => ("volunteer/million-hosts-year", hosts(size), days(size) * DAY),
            "marketplace" => ("marketplace/base", market(size), months(size, 8.0, 3.0, 12.0) * MONTH),
            "subscription" => ("subscription/base", accounts(size), months(size, 1.2, 6.0, 120.0) * MONTH),
            "referral" => ("referral/base", pool(size)?, 12.0 * MONTH),
            _ => return None,
        };
        let scenario = Scenario::load(scenario, &sets).unwrap_or_else(|error| panic!("{error:?}"));
        let metrics = scenario.model.metrics();
        let results_a_day = metrics.iter().position(|metric| metric.name == "results_returned");
        Some(Grown { scenario, horizon: Horizon { end, warm_up: 0.0, stretches: 12 }, results_a_day })
    }

    /// The number of results returned, if the model measures it.
    pub(crate) fn results(&self, observation: &Observation) -> Option<f64> {
        let a_day = observation.values.get(self.results_a_day?).copied().flatten()?;
        Some(a_day * self.horizon.end / DAY)
    }
}

/// The months in which this number of people, each with this number of events, have `EVENTS` in total; at least `least`
/// and at most `most`, or a small business would be an old one.
fn months(people: u32, events_each: f64, least: f64, most: f64) -> f64 {
    (EVENTS / events_each / f64::from(people)).clamp(least, most)
}

/// A host has three and a half events a day; after a year the initial state does not matter.
fn days(hosts: u32) -> f64 {
    (EVENTS / 3.5 / f64::from(hosts)).clamp(10.0, 365.0)
}

fn hosts(hosts: u32) -> Vec<String> {
    vec![format!("model.volunteer.hosts.initial={hosts}")]
}

/// As many sellers to a buyer, and as many people to a square kilometre, as there; nine in ten are in it from the start.
fn market(people: u32) -> Vec<String> {
    let sellers = people * 300 / 10_300;
    let width = 10.0 * (f64::from(people) / 10_300.0).sqrt();
    let mut sets = vec![
        format!("model.marketplace.buyers.potential={}", people - sellers),
        format!("model.marketplace.sellers.potential={sellers}"),
        format!("model.marketplace.cities.city.width={width} km"),
    ];
    for side in ["buyers", "sellers"] {
        sets.push(format!("model.marketplace.{side}.aware=1"));
        sets.push(format!("model.marketplace.{side}.seeded=0.9"));
    }
    sets
}

/// Three in a hundred pay from the start; leads make up for those who leave.
fn accounts(accounts: u32) -> Vec<String> {
    let paid = accounts * 3 / 100;
    vec![
        format!("model.subscription.initial={{ free = {}, paid = {paid} }}", accounts - paid),
        format!("model.subscription.leads.rate={} / month", accounts / 20),
    ]
}

/// A programme's events are those of whom it reaches, so a smaller one is over at once.
fn pool(people: u32) -> Option<Vec<String>> {
    (people >= 100_000).then(|| {
        vec![format!("model.referral.pool={people}"), format!("model.referral.seeds={}", people / 10)]
    })
}

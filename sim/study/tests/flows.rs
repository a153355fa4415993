//! One rule for time: the run covers the time from zero to the horizon, and a time bin contains its
//! first instant but not the next bin's. So the time bins add up to the whole, in every model, for
//! every series that states its relation to its metric ([`SeriesKind`]); a new one is tested
//! automatically.

use bazaar_models::model::Horizon;
use bazaar_models::observation::{Observation, SeriesKind};
use bazaar_scenario::Scenario;
use bazaar_study::{Generator, Plan, Silent, replicate};
use proptest::prelude::*;

const MONTH: f64 = 730.5;

/// A scenario of each model, made small, and the number of its series that must state their
/// relation to their metric.
const SMALL: [(&str, &[&str], usize); 8] = [
    ("reference/mm1", &[], 1),
    (
        "volunteer/base",
        &["model.volunteer.hosts.initial=40", "model.volunteer.hosts_per_partition=16", "study.warm_up=0 h"],
        3,
    ),
    (
        "volunteer/batch-tail",
        &["model.volunteer.hosts.initial=40", "model.volunteer.applications.search.supply.batch=300"],
        3,
    ),
    (
        "marketplace/base",
        &["model.marketplace.buyers.potential=300", "model.marketplace.sellers.potential=60"],
        6,
    ),
    ("subscription/base", &["model.subscription.initial={ free = 40, paid = 10 }"], 9),
    ("subscription/osu-organisation", &[], 9),
    ("reference/bg-nbd", &[], 1),
    ("reference/one-ledger", &[], 11),
];

fn load(name: &str, sets: &[&str]) -> Scenario {
    Scenario::load(name, sets).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn observe(scenario: &Scenario, horizon: Horizon, seed: u64) -> Observation {
    let plan = Plan {
        horizon,
        seed,
        first: 0,
        replications: 1,
        threads: 1,
        generator: Generator::Squares,
        fingerprint: false,
    };
    let seen = replicate(&scenario.model, &plan, &Silent).unwrap_or_else(|error| panic!("{error}"));
    seen.into_iter().next().unwrap_or_else(|| panic!("one replication"))
}

fn value(scenario: &Scenario, seen: &Observation, name: &str) -> Option<f64> {
    let place = scenario.model.metrics().iter().position(|metric| metric.name == name);
    seen.values[place.unwrap_or_else(|| panic!("no metric {name}"))]
}

/// The start of counting: the platform itself counts from zero, and its components from the
/// warm-up.
fn counts_from(scenario: &Scenario, metric: &str, warm_up: f64) -> f64 {
    let of_component = ["subscription_", "marketplace_", "volunteer_", "referral_"];
    let is_own = !of_component.iter().any(|prefix| metric.starts_with(prefix));
    if scenario.model.name() == "platform" && is_own { 0.0 } else { warm_up }
}

/// Whether two sums of the same things agree, whatever the order in which they were added up.
fn agree(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 + 1e-9 * one.abs()
}

/// The number of series that add up to their metrics.
fn adds_up(scenario: &Scenario, horizon: Horizon, seed: u64) -> Result<usize, TestCaseError> {
    let seen = observe(scenario, horizon, seed);
    let mut checked = 0;
    for series in &seen.series {
        let from = counts_from(scenario, series.metric, horizon.warm_up);
        let Some(whole) = series.whole(from, horizon.end) else { continue };
        let Some(value) = value(scenario, &seen, series.metric) else { continue };
        prop_assert!(
            agree(whole, value),
            "{}: stretches of {} make {whole} and the whole is {value} with {horizon:?}",
            scenario.title,
            series.metric
        );
        checked += 1;
    }
    Ok(checked)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// With horizons at ends of months and between, and warm-ups that end with a month.
    #[test]
    fn every_series_adds_up_to_its_metric(
        halves in 1_usize..12,
        months in 0_u32..6,
        more in prop_oneof![Just(0.0), 0.01..0.49],
        seed in 1_u64..1_000_000,
    ) {
        for (name, sets, least) in SMALL {
            let scenario = load(name, sets);
            let end = 0.5 * MONTH * halves as f64;
            let warm_up = f64::from(months) * MONTH;
            let warm_up = if warm_up < end { warm_up } else { 0.0 };
            let checked = adds_up(&scenario, Horizon { end, warm_up, stretches: halves }, seed)?;
            // Without arrivals there is nothing to add up.
            prop_assert!(checked >= least || halves < 4, "{}: only {} series were added up", name, checked);
            let odd = Horizon { end: end + more * MONTH, warm_up: 0.0, stretches: halves };
            adds_up(&scenario, odd, seed)?;
        }
    }

    /// The part before a warm-up and the part after it add up to the whole, whatever happens at
    /// that instant.
    #[test]
    fn before_and_after_are_the_whole(months in 1_u32..5, rest in 1_u32..5, seed in 1_u64..1_000_000) {
        for (name, sets, _) in SMALL {
            let scenario = load(name, sets);
            let cut = f64::from(months) * MONTH;
            let end = cut + f64::from(rest) * MONTH;
            let stretches = (months + rest) as usize;
            let whole = observe(&scenario, Horizon { end, warm_up: 0.0, stretches }, seed);
            let before = observe(&scenario, Horizon { end: cut, warm_up: 0.0, stretches: months as usize }, seed);
            let after = observe(&scenario, Horizon { end, warm_up: cut, stretches }, seed);
            for series in &whole.series {
                let times = match series.kind {
                    SeriesKind::Sum => [1.0; 3],
                    SeriesKind::SumPer(hours) => [cut, end - cut, end].map(|time| time / hours),
                    SeriesKind::Mean => [cut, end - cut, end],
                    SeriesKind::Level | SeriesKind::Total => continue,
                };
                if counts_from(&scenario, series.metric, cut) < cut {
                    continue;
                }
                let [before, after, whole] = [&before, &after, &whole].map(|seen| value(&scenario, seen, series.metric));
                let (Some(before), Some(after), Some(whole)) = (before, after, whole) else { continue };
                let sum = before * times[0] + after * times[1];
                prop_assert!(
                    agree(sum, whole * times[2]),
                    "{}: {} is {} before {} h and {} after, and {} in all",
                    name, series.metric, before * times[0], cut, after * times[1], whole * times[2]
                );
            }
        }
    }
}

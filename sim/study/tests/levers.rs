//! The levers that students try first: price, take rate and caps each have an optimum inside their
//! range.
//!
//! All runs of a comparison have common random numbers.

#![allow(clippy::float_cmp, reason = "where floats are compared, one side is an exact zero")]

use bazaar_models::model::Horizon;
use bazaar_scenario::Scenario;
use bazaar_study::{Generator, Plan, Silent, replicate};

/// The mean of metrics over this number of replications.
fn means<const N: usize>(name: &str, sets: &[&str], metrics: [&str; N], replications: u32) -> [f64; N] {
    let scenario = Scenario::load(name, sets).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let study = &scenario.study;
    let plan = Plan {
        horizon: Horizon { end: study.horizon.canonical(), warm_up: study.warm_up.canonical(), stretches: 1 },
        seed: study.seed,
        first: 0,
        replications,
        threads: 0,
        generator: Generator::Squares,
        fingerprint: false,
    };
    let seen = replicate(&scenario.model, &plan, &Silent).unwrap_or_else(|error| panic!("{error}"));
    metrics.map(|metric| {
        let index = scenario.model.metrics().iter().position(|one| one.name == metric);
        let index = index.unwrap_or_else(|| panic!("{metric} is not measured"));
        seen.iter().filter_map(|one| one.values[index]).sum::<f64>() / f64::from(replications)
    })
}

/// A city a fifth as large as the scenario's.
fn city(set: &str) -> [f64; 3] {
    let sets = ["model.marketplace.buyers.potential=2000", "model.marketplace.sellers.potential=60", set];
    means("marketplace/base", &sets, ["fees", "participation_sellers", "requests"], 2)
}

#[test]
fn a_take_rate_costs_sellers_and_fees_have_a_peak() {
    let at = |rate: u32| city(&format!("model.marketplace.take_rate.sellers={rate} %"));
    let curve = [5, 15, 30, 60, 80, 100].map(at);
    let [low, usual, middle, high, higher, all] = curve;
    assert!(usual[1] - high[1] > 0.2, "a take rate of 60 % loses sellers: {curve:?}");
    assert_eq!(all[1], 0.0, "nobody works for nothing");
    let best = usual[0].max(middle[0]).max(high[0]).max(higher[0]);
    assert!(low[0] < 0.8 * best && all[0] < 0.8 * best, "fees have a peak inside: {curve:?}");
}

#[test]
fn four_times_the_price_brings_fewer_jobs() {
    let [_, _, usual] = city("study.seed=1");
    let mean = "model.marketplace.service.price={ log_normal = { mean = \"$240\", cv = 0.5 } }";
    let [_, _, dear] = city(mean);
    assert!(dear < 0.5 * usual, "{dear} {usual}");
}

fn freemium(price: u32, cap: u32) -> [f64; 3] {
    let price = format!("model.subscription.plans.paid.price=${price}");
    let cap = format!("model.subscription.plans.free.caps.verifications={cap}");
    let sets = [&price, &cap, "study.horizon=36 month", "model.subscription.plans.paid.per_seat=$0"];
    means("subscription/base", &sets, ["mrr", "customers", "sign_ups"], 3)
}

#[test]
fn price_and_cap_have_a_best_place_inside() {
    let grid = [1, 8, 16].map(|price| [0, 25, 50].map(|cap| freemium(price, cap)));
    let inside = grid[1][1][0];
    for (row, column) in [(0, 1), (2, 1), (1, 0), (1, 2)] {
        assert!(grid[row][column][0] < 0.9 * inside, "{grid:?}");
    }
    assert!(grid[1][0][2] < 0.5 * grid[1][1][2], "a free plan of nothing brings fewer: {grid:?}");
}

#[test]
fn a_free_plan_that_gives_nothing_brings_nobody() {
    let caps = "model.subscription.plans.free.caps={ verifications = 0, courses = 0, job_listings = 0 }";
    let [mrr, sign_ups] = means("subscription/base", &[caps], ["mrr", "sign_ups"], 1);
    assert_eq!((mrr, sign_ups), (0.0, 0.0));
}

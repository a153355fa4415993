//! The referral programme against known results on branching processes, where one run is not enough
//! or the expected values come from an equation.

use bazaar_models::model::Horizon;
use bazaar_models::observation::Observation;
use bazaar_scenario::{Check, Scenario};
use bazaar_study::{Generator, Plan, Silent, replicate};

fn load(name: &str, sets: &[&str]) -> Scenario {
    Scenario::load(name, sets).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn observations(scenario: &Scenario, replications: u32) -> Vec<Observation> {
    let study = &scenario.study;
    let plan = Plan {
        horizon: Horizon { end: study.horizon.canonical(), warm_up: 0.0, stretches: 12 },
        seed: study.seed,
        first: 0,
        replications,
        threads: 0,
        generator: Generator::Squares,
        fingerprint: false,
    };
    replicate(&scenario.model, &plan, &Silent).unwrap_or_else(|error| panic!("{error}"))
}

/// The mean of a metric over replications.
fn mean(scenario: &Scenario, metric: &str, replications: u32) -> f64 {
    let index = scenario.model.metrics().iter().position(|one| one.name == metric);
    let seen = observations(scenario, replications);
    let values: Vec<f64> = seen.iter().filter_map(|one| index.and_then(|index| one.values[index])).collect();
    assert!(!values.is_empty(), "{metric}");
    values.iter().sum::<f64>() / values.len() as f64
}

/// The smallest solution of q = f(q), by iteration from 0.
fn extinction(f: impl Fn(f64) -> f64) -> f64 {
    (0..100_000).fold(0.0, |q, _| f(q))
}

fn check<'a>(checks: &'a [Check], name: &str) -> &'a Check {
    checks.iter().find(|check| check.name == name).unwrap_or_else(|| panic!("no check {name}"))
}

#[test]
fn the_expected_extinctions_solve_their_equations() {
    let checks = load("reference/galton-watson", &[]).checks;
    let poisson = |k: f64| extinction(move |q| (k * (q - 1.0)).exp());
    let exact = [
        ("Poisson, k = .9", poisson(0.9)),
        ("Poisson, k = 1.1", poisson(1.1)),
        ("Poisson, k = 1.5", poisson(1.5)),
        ("Poisson, k = 3", poisson(3.0)),
        ("geometric, k = 1.5", extinction(|q| 1.0 / (1.0 + 1.5 * (1.0 - q)))),
        ("binomial, 5 invitations that convert with probability .3", extinction(|q| (0.7 + 0.3 * q).powi(5))),
        ("trees that die at k = 1.5: mean size", 1.0 / (1.0 - 1.5 * poisson(1.5))),
    ];
    assert_eq!(exact.len(), checks.len());
    for (name, exact) in exact {
        assert!((check(&checks, name).expected - exact).abs() < 5e-5, "{name}: {exact}");
    }
}

#[test]
fn the_expected_sizes_of_trees_are_borels() {
    let checks = load("reference/tree-sizes", &[]).checks;
    let mut factorial = 1.0;
    for n in 1..=5 {
        let size = f64::from(n);
        factorial *= size;
        let exact = (-0.5 * size).exp() * (0.5 * size).powi(n - 1) / factorial;
        let stated = check(&checks, &format!("trees of {n}")).expected;
        assert!((stated - exact).abs() < 6e-7, "{n}: {exact}");
    }
}

#[test]
fn the_other_expected_values_are_those_of_their_formulas() {
    let of = |name: &str, index: usize| load(name, &[]).checks[index].expected;
    let share = (0..10_000).fold(0.5, |z: f64, _| 1.0 - (-1.5 * z).exp());
    assert!((of("reference/final-share", 0) - share).abs() < 1e-6, "{share}");
    let cycle = |k: f64| 100.0 * (k.powi(16) - 1.0) / (k - 1.0);
    assert!((of("reference/viral-cycle", 0) - cycle(0.5)).abs() < 1e-3, "{}", cycle(0.5));
    assert!((of("reference/viral-cycle", 1) - cycle(1.2)).abs() < 0.1, "{}", cycle(1.2));
    let payout = 10.0 * (1.0 - 0.97_f64.powi(12)) / 0.03;
    assert!((of("reference/first-year-share", 0) - payout).abs() < 1e-4, "{payout}");
    let vests = [0.95_f64.powi(6), 0.95_f64.powi(6), 0.95_f64.powf(6.0_f64.powf(0.8))];
    for (index, exact) in vests.into_iter().enumerate() {
        assert!((of("reference/tenure-bonus", index) - exact).abs() < 1e-6, "{exact}");
    }
    assert!((of("reference/blended-cac", 0) - (100.0 + 20.0) * 0.5).abs() < 1e-12);
}

/// After 30 days .95 and 1.05 differ by a factor of less than 2; after two years by far more. Sizes vary a
/// lot, and the bounds are a third of what is expected away: error probability below 1e-4.
#[test]
fn just_above_one_some_trees_get_away_and_most_die_all_the_same() {
    let below = mean(&load("referral/viral-below-one", &[]), "extinct_share", 4);
    let above = mean(&load("referral/viral-above-one", &[]), "extinct_share", 4);
    assert!(below > 0.995, "{below}");
    // q = (1 + (1 - q) k / r)^-r, with k = 1.05 and r = .5: .969.
    let exact = extinction(|q| (1.0 + 2.1 * (1.0 - q)).powf(-0.5));
    assert!((exact - 0.969).abs() < 0.002, "{exact}");
    assert!((above - exact).abs() < 0.015, "{above}");
}

/// K = 1.2 every two days against 1.3 every four, after 30 days: 8,744 against 2,386 customers.
#[test]
fn a_short_cycle_beats_a_larger_k() {
    let quick = mean(&load("reference/viral-cycle", &[]), "customers", 40);
    let slow = [
        "model.referral.invitations.count={ poisson = 1.3 }",
        "model.referral.invitations.delay={ deterministic = \"4 d\" }",
    ];
    let slow = mean(&load("reference/viral-cycle", &slow), "customers", 40);
    assert!(quick > 2.0 * slow, "{quick} {slow}");
}

/// Payouts over revenue when clients leave three times as fast: a share hardly moves, a fixed reward does.
#[test]
fn a_share_of_revenue_leaves_the_risk_of_churn_to_partners() {
    let cost = |name: &str, churn: &str| {
        mean(&load(name, &[&format!("model.referral.customers.churn={churn}")]), "payout_to_revenue", 4)
    };
    let change = |name: &str| cost(name, "0.15") / cost(name, "0.04");
    let (share, fixed) = (change("referral/partner-first-year-share"), change("referral/fixed-reward"));
    assert!(fixed > 1.3 * share, "{share} {fixed}");
}

#[test]
fn what_is_attributed_is_more_than_what_is_incremental() {
    let base = load("referral/base", &[]);
    let (attributed, incremental) = (mean(&base, "attributed", 4), mean(&base, "incremental", 4));
    assert!(incremental > 100.0 && attributed > 1.3 * incremental, "{attributed} {incremental}");
}

/// The later a bonus vests, the fewer do; what the hires cost who stay is less sensitive.
#[test]
fn a_longer_vesting_costs_less_and_pays_fewer() {
    let vested = |months: u32| {
        let set = format!("model.referral.recruiting.contract.bonus_after={months} month");
        mean(&load("referral/recruiter", &[&set]), "vested_share", 2)
    };
    let (three, twelve) = (vested(3), vested(12));
    assert!(three > twelve + 0.08, "{three} {twelve}");
}

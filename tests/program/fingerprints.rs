//! Golden fingerprints: a hash over all events of every shipped scenario, with
//! their order, their entities and their times to the last bit.
//!
//! A change here is a change of results: every number published with this seed
//! changes. If this is intended, renew the table, and record it in
//! CHANGELOG.md under "Numbers that change":
//!
//! ```text
//! INSTA_UPDATE=always cargo test --test program fingerprints
//! ```

use std::fmt::Write;

use bazaar_models::model::Horizon;
use bazaar_scenario::{Scenario, shipped};
use bazaar_study::{Generator, Plan, Silent, replicate};

const REPLICATIONS: u32 = 2;

/// Here nothing is left to chance: all replications are one run.
const WITHOUT_CHANCE: [&str; 8] = [
    "reference/always-on",
    "reference/client-values",
    "reference/daily-quota",
    "reference/fakes",
    "reference/kpi-ledger",
    "reference/twelve-months",
    "reference/usage-caps",
    "reference/wages-in-the-margin",
];

/// Shipped scenarios are large; the same events in small are guarded as well.
fn small(model: &str) -> &'static [&'static str] {
    match model {
        // Two partitions. Steps are queued: what is walked is no event, and leaves no fingerprint.
        "volunteer" => &[
            "model.volunteer.hosts.initial=5000",
            "model.volunteer.steps=queued",
            "study.horizon=5 d",
            "study.warm_up=1 d",
        ],
        "marketplace" => &["study.horizon=60 d", "study.warm_up=6 d"],
        // Long enough for contracts of a year to be renewed twice.
        "subscription" => &["study.horizon=800 d", "study.warm_up=30 d"],
        "referral" => &["study.horizon=20 d"],
        _ => &["study.horizon=100 d", "study.warm_up=10 d"],
    }
}

/// The fingerprint of each replication.
fn fingerprints(scenario: &Scenario, generator: Generator, threads: usize) -> Vec<u64> {
    let study = &scenario.study;
    let plan = Plan {
        horizon: Horizon {
            end: study.horizon.canonical(),
            warm_up: study.warm_up.canonical(),
            stretches: 10,
        },
        seed: study.seed,
        first: 0,
        replications: REPLICATIONS,
        threads,
        generator,
        fingerprint: true,
    };
    let observations = replicate(&scenario.model, &plan, &Silent).unwrap();
    observations.iter().map(|observation| observation.fingerprint.unwrap()).collect()
}

/// Every shipped scenario, in small.
pub(crate) fn small_scenarios() -> impl Iterator<Item = Scenario> {
    shipped().map(|shipped| {
        let scenario = Scenario::load(shipped.name, &[] as &[&str]).unwrap();
        // One that has its warm-up found is short as it is, and takes none that is set.
        if scenario.study.warm_up_by.is_some() {
            return scenario;
        }
        let smaller = Scenario::load(shipped.name, small(scenario.model.name())).unwrap();
        // A busy market is shorter as it is, and volunteers are always too many.
        let is_short = scenario.study.horizon.canonical() < smaller.study.horizon.canonical();
        if scenario.model.name() == "marketplace" && is_short { scenario } else { smaller }
    })
}

#[test]
fn every_shipped_scenario_does_what_it_did() {
    let mut table = String::new();
    for scenario in small_scenarios() {
        let squares = fingerprints(&scenario, Generator::Squares, 1);
        let philox = fingerprints(&scenario, Generator::Philox, 1);
        writeln!(table, "{}", scenario.name).unwrap();
        for (name, found) in [("squares", &squares), ("philox", &philox)] {
            let found: Vec<String> = found.iter().map(|fingerprint| format!("{fingerprint:016x}")).collect();
            writeln!(table, "    {name:8} {}", found.join(" ")).unwrap();
        }
        assert_eq!(
            squares[0] == squares[1],
            WITHOUT_CHANCE.contains(&scenario.name.as_str()),
            "{}: are two replications the same run?",
            scenario.name
        );
    }
    insta::assert_snapshot!(table);
}

#[test]
fn threads_leave_no_mark() {
    for scenario in small_scenarios() {
        let one = fingerprints(&scenario, Generator::Squares, 1);
        assert_eq!(one, fingerprints(&scenario, Generator::Squares, 3), "{}", scenario.name);
    }
}

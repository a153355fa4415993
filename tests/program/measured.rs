//! A run measures exactly the metrics that its model lists.

use std::collections::BTreeSet;

use bazaar_models::catalogue::{ModelParameters, Section};
use bazaar_models::model::Horizon;
use bazaar_models::observation::Observation;
use bazaar_scenario::Scenario;
use bazaar_study::{Generator, Plan, Silent, replicate};

use crate::fingerprints::small_scenarios;

/// What needs more time than small scenarios have, and milestones within reach.
const LONGER: [(&str, &[&str]); 3] = [
    ("reference/first-year-share", &[]),
    ("referral/recruiter", &["study.horizon=300 d"]),
    (
        "platform/osu-plan",
        &[
            "study.horizon=420 d",
            "model.platform.milestones.transactions=1",
            "model.platform.milestones.enterprise_clients=1",
        ],
    ),
];

fn observe(scenario: &Scenario) -> Observation {
    let study = &scenario.study;
    let (end, warm_up) = (study.horizon.canonical(), study.warm_up.canonical());
    let plan = Plan {
        horizon: Horizon { end, warm_up, stretches: 10 },
        seed: study.seed,
        first: 0,
        replications: 1,
        threads: 1,
        generator: Generator::Squares,
        fingerprint: false,
    };
    replicate(&scenario.model, &plan, &Silent).unwrap().remove(0)
}

/// The names by which an observation tells of metrics, beside their values.
fn named(seen: &Observation) -> impl Iterator<Item = &'static str> {
    let segments = seen.segments.iter().map(|one| one.metric);
    let series = seen.series.iter().map(|one| one.metric);
    let distributions = seen.distributions.iter().map(|one| one.metric);
    segments.chain(series).chain(distributions).chain(seen.matrices.iter().map(|one| one.metric))
}

#[test]
fn every_metric_has_a_value_in_a_shipped_scenario_and_nothing_else_is_measured() {
    let longer = LONGER.iter().map(|(name, sets)| Scenario::load(name, sets).unwrap());
    let mut measured = BTreeSet::new();
    for scenario in small_scenarios().chain(longer) {
        let (seen, metrics) = (observe(&scenario), scenario.model.metrics());
        assert_eq!(seen.values.len(), metrics.len(), "{}", scenario.name);
        let all: BTreeSet<&str> = metrics.iter().map(|metric| metric.name).collect();
        for name in named(&seen) {
            assert!(all.contains(name), "{} measures {name}, which is no metric", scenario.name);
        }
        let there = metrics.iter().zip(&seen.values).filter(|(_, value)| value.is_some());
        measured.extend(there.map(|(metric, _)| (scenario.model.name(), metric.name)));
    }
    let mut missing = Vec::new();
    for model in ModelParameters::defaults() {
        // Those of a component have their values where that is a model of its own.
        let own = model.metrics().iter().filter(|metric| !matches!(model.section(metric), Section::Part(_)));
        let named = own.map(|metric| (model.name(), metric.name));
        missing.extend(named.filter(|metric| !measured.contains(metric)));
    }
    assert!(missing.is_empty(), "without a value in all shipped scenarios: {missing:?}");
}

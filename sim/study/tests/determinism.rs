//! The same scenario and seed give the same bits, however the work is divided.

use bazaar_models::model::Horizon;
use bazaar_models::observation::Observation;
use bazaar_scenario::Scenario;
use bazaar_study::{Generator, Plan, Precision, Progress, Silent, Summary, precise, replicate};

use std::sync::atomic::{AtomicU64, Ordering};

fn load(name: &str, sets: &[&str]) -> Scenario {
    Scenario::load(name, sets).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn plan(scenario: &Scenario) -> Plan {
    let study = &scenario.study;
    Plan {
        horizon: Horizon {
            end: study.horizon.canonical(),
            warm_up: study.warm_up.canonical(),
            stretches: 50,
        },
        seed: study.seed,
        first: 0,
        replications: 4,
        threads: 1,
        generator: Generator::default(),
        fingerprint: true,
    }
}

fn observe(scenario: &Scenario, plan: &Plan) -> Vec<Observation> {
    replicate(&scenario.model, plan, &Silent).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_number_of_threads_changes_nothing() {
    // Small partitions, so that there are more pieces of work than fit one block.
    let scenario = load("volunteer/base", &["model.volunteer.hosts_per_partition=400", "study.horizon=5 d"]);
    let expected = observe(&scenario, &plan(&scenario));
    assert_eq!(expected.len(), 4);
    assert!(expected.iter().all(|observation| observation.fingerprint.is_some()));
    for threads in [2, 3, 8] {
        assert_eq!(observe(&scenario, &Plan { threads, ..plan(&scenario) }), expected, "{threads} threads");
    }
}

#[test]
fn replications_can_be_added_to_those_one_has() {
    let scenario = load("volunteer/base", &["study.horizon=2 d"]);
    let all = observe(&scenario, &plan(&scenario));
    let first = observe(&scenario, &Plan { replications: 1, ..plan(&scenario) });
    let others = observe(&scenario, &Plan { first: 1, replications: 3, ..plan(&scenario) });
    assert_eq!([first, others].concat(), all);
}

#[test]
fn watching_a_run_does_not_change_it() {
    let scenario = load("volunteer/base", &["study.horizon=2 d"]);
    let mut watched = observe(&scenario, &plan(&scenario));
    for observation in &mut watched {
        observation.fingerprint = None;
    }
    assert_eq!(observe(&scenario, &Plan { fingerprint: false, ..plan(&scenario) }), watched);
}

#[test]
fn replications_seeds_and_generators_differ() {
    let scenario = load("volunteer/base", &["study.horizon=2 d"]);
    let base = observe(&scenario, &plan(&scenario));
    let other_seed = observe(&scenario, &Plan { seed: 2, ..plan(&scenario) });
    let other_generator = observe(&scenario, &Plan { generator: Generator::Philox, ..plan(&scenario) });
    let mut fingerprints: Vec<Option<u64>> = [base, other_seed, other_generator]
        .concat()
        .iter()
        .map(|observation| observation.fingerprint)
        .collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 12);
}

/// Common random numbers: what exists in both arms draws the same numbers in both.
#[test]
fn a_change_in_one_place_leaves_the_rest_as_it_was() {
    let base = load("volunteer/base", &["study.horizon=5 d"]);
    let dearer = load("volunteer/base", &["study.horizon=5 d", "model.volunteer.power.active=200 W"]);
    let fingerprints = |scenario: &Scenario| -> Vec<Option<u64>> {
        observe(scenario, &plan(scenario)).iter().map(|observation| observation.fingerprint).collect()
    };
    assert_eq!(fingerprints(&base), fingerprints(&dearer));
}

#[test]
fn sequential_stopping_looks_at_fixed_sample_sizes() {
    let scenario = load("volunteer/base", &["study.horizon=1 d", "model.volunteer.hosts.initial=200"]);
    let plan = Plan { replications: 3, ..plan(&scenario) };
    let stop = |relative| {
        let precision = Precision { relative, most: 200 };
        precise(&scenario.model, &plan, precision, &[], &Silent).unwrap_or_else(|error| panic!("{error}"))
    };
    let coarse = stop(0.9);
    assert!([10, 20, 40, 80, 160].contains(&coarse.len()), "{}", coarse.len());
    let summary = Summary::new(scenario.model.metrics(), &coarse);
    assert!(summary.estimates.iter().all(|estimate| estimate.is_within(0.9)));
    // What no number of replications can reach ends at the limit, and keeps what there is.
    let fine = stop(1e-9);
    assert_eq!(fine.len(), 200);
    assert_eq!(fine[..coarse.len()], coarse[..]);
}

#[test]
fn progress_counts_every_piece_of_work() {
    #[derive(Default)]
    struct Count {
        expected: AtomicU64,
        done: AtomicU64,
    }
    impl Progress for Count {
        fn expect(&self, pieces: u64) {
            self.expected.fetch_add(pieces, Ordering::Relaxed);
        }
        fn done(&self) {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
    }
    let scenario = load("volunteer/base", &["study.horizon=1 h", "model.volunteer.hosts_per_partition=1000"]);
    let count = Count::default();
    let made = replicate(&scenario.model, &Plan { threads: 2, ..plan(&scenario) }, &count);
    assert!(made.is_ok_and(|made| made.len() == 4));
    assert_eq!((count.expected.into_inner(), count.done.into_inner()), (40, 40));
}

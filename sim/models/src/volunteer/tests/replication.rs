//! What must get better, with the same random numbers, when a rule gets stricter.

use super::scenes::{application, machine, plain, quantity};
use super::{horizon, observe, run, value};
use crate::quantity::Quantity;
use crate::volunteer::{Availability, Parameters};

const SEEDS: std::ops::RangeInclusive<u64> = 1..=6;

/// The mean of a metric over the same seeds.
fn mean(parameters: &Parameters, metric: &str) -> f64 {
    let days = horizon(20);
    let of_seed = |seed| value(&observe(parameters, days, &run(parameters, days, seed, 0)), metric);
    SEEDS.map(of_seed).sum::<f64>() / SEEDS.count() as f64
}

#[track_caller]
fn never_rises(values: &[f64]) {
    assert!(values.windows(2).all(|pair| pair[1] <= pair[0]), "{values:?}");
    assert!(values[values.len() - 1] < values[0], "{values:?} are all alike");
}

#[test]
fn more_replication_never_lets_more_wrong_results_through() {
    let wrong = |quorum: u32| {
        let mut parameters = plain(100, Availability::Desktop);
        parameters.faults.fabricators = quantity(0.2);
        parameters.faults.collusion = true;
        parameters.faults.fabrication = Quantity::hours(8);
        let application = application(&mut parameters);
        (application.min_quorum, application.target_nresults) = (quorum, quorum);
        (application.max_total_results, application.max_success_results) = (20, 12);
        mean(&parameters, "wrong_accepted_rate")
    };
    // Of a quorum of 3 no more must agree than of one of 2: the strictness of a rule is in the even quorums.
    never_rises(&[1, 2, 4, 6].map(wrong));
}

#[test]
fn a_longer_delay_bound_never_misses_more_deadlines() {
    let missed = |days: u32| {
        let mut parameters = plain(100, Availability::Random);
        machine(&mut parameters).cores = 1;
        application(&mut parameters).delay_bound = Quantity::days(days);
        mean(&parameters, "deadline_miss_rate")
    };
    never_rises(&[2, 3, 5, 8, 12].map(missed));
}

//! The size of partitions is part of a result's identity, and no more: results agree statistically.

use bazaar_numerics::student_quantile;
use bazaar_scenario::Scenario;
use bazaar_study::{Settings, Silent, Summary, run};

const HOSTS: &str = "model.volunteer.hosts.initial=8_192";
const REPLICATIONS: u32 = 10;

/// Ten replications of a part of `volunteer/base`; a seed for each size keeps them independent.
fn summary(size: u32, seed: u64) -> Summary {
    let size = format!("model.volunteer.hosts_per_partition={size}");
    let mut scenario = Scenario::load("volunteer/base", &[HOSTS, "study.horizon=10 d", &size])
        .unwrap_or_else(|error| panic!("{error:?}"));
    scenario.study.seed = seed;
    scenario.study.replications = REPLICATIONS;
    run(&scenario, &Settings::default(), &Silent).unwrap_or_else(|error| panic!("{error}")).summary
}

/// The metrics whose means differ by Student's test with an error probability of 1e-7 each.
fn differences(one: &Summary, other: &Summary) -> Vec<&'static str> {
    let n = f64::from(REPLICATIONS);
    let standard_error = |half_width: f64| half_width / student_quantile(0.975, n - 1.0);
    let limit = student_quantile(1.0 - 0.5e-7, 2.0 * n - 2.0);
    let pairs = one.estimates.iter().zip(&other.estimates);
    pairs
        .filter_map(|(one, other)| {
            let difference = one.mean? - other.mean?;
            let error = standard_error(one.half_width?).hypot(standard_error(other.half_width?));
            (difference.abs() > limit * error && error > 0.0).then_some(one.metric.name)
        })
        .collect()
}

#[test]
fn results_agree_for_partitions_of_512_of_4096_and_all_in_one() {
    let sizes = [512, 4096, 1_000_000];
    let summaries: Vec<Summary> = (1..).zip(sizes).map(|(seed, size)| summary(size, seed)).collect();
    let with_interval = summaries[0].estimates.iter().filter(|estimate| estimate.half_width.is_some());
    assert!(with_interval.count() > 25, "most metrics are compared");
    // Three pairs of some thirty metrics: an error of 1e-5 in all.
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        let differ = differences(&summaries[one], &summaries[other]);
        assert!(differ.is_empty(), "{} and {} hosts: {differ:?}", sizes[one], sizes[other]);
    }
    // The comparison can fail: two hosts alone cannot replace each other's lost copies.
    let tiny = differences(&summary(2, 4), &summaries[0]);
    assert!(tiny.contains(&"throughput_delivered") && tiny.contains(&"replication_overhead"), "{tiny:?}");
}

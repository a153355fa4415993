//! The steady state of a queue whose mean wait is known, from runs that begin empty and from one long run.

use bazaar_scenario::Scenario;
use bazaar_study::experiment::Task;
use bazaar_study::{Outcome, Settings, Silent, run, run_until};

fn scenario(name: &str, sets: &[&str]) -> Scenario {
    Scenario::load(name, sets).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn value(outcome: &Outcome, metric: &str) -> (f64, f64) {
    let estimate = outcome.summary.get(metric).unwrap();
    (estimate.mean.unwrap(), estimate.half_width.unwrap())
}

/// 400 runs of 3,000 h from empty: the mean wait is 8.1 h in the long run. Its bias without deletion is some .4 h.
#[test]
fn the_beginning_that_the_rule_leaves_out_takes_the_bias_along() {
    let name = "reference/mm1-from-empty";
    let found = run(&scenario(name, &[]), &Settings::default(), &Silent).unwrap();
    let warm_up = found.steady.warm_up.clone().unwrap();
    assert!(warm_up.settled && (100.0..1_500.0).contains(&warm_up.hours), "{warm_up:?}");
    assert!((found.plan.horizon.warm_up - warm_up.hours).abs() < 1e-9);
    let (mean, half_width) = value(&found, "wait");
    assert!((mean - 8.1).abs() <= half_width, "{mean} ± {half_width}");
    let mut whole = scenario(name, &[]);
    whole.study.warm_up_by = None;
    let (mean, half_width) = value(&run(&whole, &Settings::default(), &Silent).unwrap(), "wait");
    assert!(mean + half_width < 8.1, "{mean} ± {half_width} covers the truth as well");
}

#[test]
fn runs_too_short_to_tell_their_beginning_say_so_and_what_is_not_followed_is_refused() {
    let sets = ["study.horizon=60 h", "study.replications=400"];
    let found = run(&scenario("reference/mm1-from-empty", &sets), &Settings::default(), &Silent).unwrap();
    assert!(!found.steady.warm_up.unwrap().settled);
    let wait = scenario("reference/mm1-from-empty", &["study.warm_up_by=wait", "study.replications=1"]);
    let error = run(&wait, &Settings::default(), &Silent).unwrap_err().to_string();
    assert_eq!(error, "wait has no time series, so MSER-5 cannot find a warm-up from it");
}

const QUICK: [&str; 3] =
    ["study.horizon=800 d", "study.warm_up=50 d", "model.queue.service={ exponential = { mean = '0.5 h' } }"];

#[test]
fn batches_are_the_run_cut_to_pieces() {
    let batched = run(&scenario("reference/mm1-one-run", &QUICK), &Settings::default(), &Silent).unwrap();
    let mut whole = scenario("reference/mm1-one-run", &QUICK);
    whole.study.batches = None;
    let whole = run(&whole, &Settings::default(), &Silent).unwrap();
    assert_eq!((batched.observations.len(), batched.plan.replications), (20, 1));
    let served = |outcome: &Outcome| {
        let metrics = outcome.scenario.model.metrics();
        let index = metrics.iter().position(|metric| metric.name == "customers_served").unwrap();
        outcome.observations.iter().map(|seen| seen.values[index].unwrap()).sum::<f64>()
    };
    // Who is there when a batch begins has come before it, and counts in neither.
    let lost = served(&whole) - served(&batched);
    assert!((0.0..100.0).contains(&lost), "{lost}");
    assert_eq!(batched.summary.events, whole.summary.events);
    let last = batched.observations.last().unwrap();
    assert_eq!(last.series, whole.observations[0].series, "the last batch has the whole course");
    let busy = |outcome: &Outcome| outcome.summary.get("utilisation").unwrap().mean.unwrap();
    assert!((busy(&batched) - busy(&whole)).abs() < 1e-9);
    let one_run = scenario("reference/mm1-one-run", &QUICK);
    let precise = Settings { precision: Some(0.1), ..Settings::default() };
    for (replications, settings) in [(Some(3), Settings::default()), (None, precise)] {
        let task = Task { replications, ..Task::all(&one_run) };
        let refused = run_until(&task, &settings, &[], &Silent).unwrap_err();
        assert!(refused.to_string().contains("one long run in 20 batches"), "{refused}");
    }
}

/// M/M/1 at a half: the mean wait is half an hour. Of 200 seeds 190 should cover; fewer than 176 or all of them have a
/// probability below 1e-4 each.
#[test]
fn intervals_of_batches_cover_as_often_as_they_promise() {
    let mut one_run = scenario("reference/mm1-one-run", &QUICK);
    let covers = |seed: &u64| {
        one_run.study.seed = *seed;
        let (mean, half_width) = value(&run(&one_run, &Settings::default(), &Silent).unwrap(), "wait");
        (mean - 0.5).abs() <= half_width
    };
    let covered = (1..=200).filter(covers).count();
    assert!((176..200).contains(&covered), "{covered}");
}

/// Hosts join for ten days, so the longer the run the more of them there are to divide.
#[test]
fn a_run_whose_partitions_follow_from_its_length_has_no_batches() {
    let mut sets = vec![
        "model.volunteer.hosts.initial=100",
        "model.volunteer.hosts.arrivals={ rate = \"50 / d\" }",
        "model.volunteer.hosts_per_partition=100",
        "study.horizon=10 d",
        "study.replications=1",
        "study.batches=10",
    ];
    let error =
        run(&scenario("volunteer/base", &sets), &Settings::default(), &Silent).unwrap_err().to_string();
    assert!(error.contains("so it would not be a part of it"), "{error}");
    sets[2] = "model.volunteer.hosts_per_partition=4096";
    assert!(run(&scenario("volunteer/base", &sets), &Settings::default(), &Silent).is_ok());
}

#[test]
fn one_run_is_the_same_on_any_number_of_threads() {
    let one_run = scenario("reference/mm1-one-run", &QUICK);
    let on =
        |threads| run(&one_run, &Settings { threads, ..Settings::default() }, &Silent).unwrap().observations;
    assert_eq!(on(1), on(3));
}

#[test]
fn batches_that_are_too_short_are_named() {
    let mut one_run =
        scenario("reference/mm1-one-run", &["study.horizon=40 d", "study.warm_up=0 h", "study.batches=40"]);
    let named = (1..=20).filter(|seed| {
        one_run.study.seed = *seed;
        let outcome = run(&one_run, &Settings::default(), &Silent).unwrap();
        let (batches, autocorrelation) = outcome.steady.batches.unwrap();
        assert_eq!(batches, 40);
        autocorrelation
            .iter()
            .any(|(metric, correlation)| *metric == "customers_present" && *correlation > 0.2)
    });
    // Batches of a day, and a memory of two weeks.
    assert!(named.count() >= 18);
}

//! Models against closed forms: each check is a shipped scenario, run like any other.
//!
//! A simulated mean must agree with the exact value to within its own 99.99%
//! interval (Student's t), so that a right model fails one such check in
//! 10,000; and the interval must be short enough for a wrong model to be found
//! out, which each check states. Seeds are fixed: a check that passes passes
//! always.

use bazaar_models::model::Horizon;
use bazaar_scenario::Scenario;
use bazaar_study::{Estimate, Generator, Plan, Silent, Summary, replicate, student_quantile};

/// The two-sided error probability of each check.
const ERROR: f64 = 1e-4;

fn run_with(name: &str, sets: &[&str], generator: Generator) -> Summary {
    let scenario = Scenario::load(name, sets).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let study = &scenario.study;
    let plan = Plan {
        horizon: Horizon { end: study.horizon.canonical(), warm_up: study.warm_up.canonical(), stretches: 1 },
        seed: study.seed,
        first: 0,
        replications: study.replications,
        threads: 0,
        generator,
        fingerprint: false,
    };
    let observations =
        replicate(&scenario.model, &plan, &Silent).unwrap_or_else(|error| panic!("{name}: {error}"));
    Summary::new(scenario.model.metrics(), &observations)
}

fn run(name: &str, sets: &[&str]) -> Summary {
    run_with(name, sets, Generator::default())
}

/// The estimate agrees with `exact`, and could have told a value `power` (relative) away from it.
#[track_caller]
fn agrees(summary: &Summary, metric: &str, exact: f64, power: f64) {
    let Some(estimate) = summary.get(metric) else { panic!("there is no metric {metric}") };
    let Estimate { mean: Some(mean), half_width: Some(half_width), n, .. } = *estimate else {
        panic!("{metric} has no interval: {estimate:?}")
    };
    let degrees = (n - 1) as f64;
    let wider = student_quantile(1.0 - ERROR / 2.0, degrees) / student_quantile(0.975, degrees);
    let allowed = half_width * wider;
    assert!((mean - exact).abs() <= allowed, "{metric} is {mean} +- {allowed}, not {exact}");
    assert!(allowed <= power * exact, "{metric} is known to +- {allowed} only, more than {power} of {exact}");
}

/// Erlang's C formula (1917): the probability that a customer has to wait.
fn erlang_c(servers: u32, load: f64) -> f64 {
    let mut blocked = 1.0;
    for server in 1..=servers {
        blocked = load * blocked / (f64::from(server) + load * blocked);
    }
    let utilisation = load / f64::from(servers);
    blocked / (1.0 - utilisation * (1.0 - blocked))
}

/// The mean wait in line of M/M/c, in mean services.
fn mean_wait(servers: u32, load: f64) -> f64 {
    erlang_c(servers, load) / (f64::from(servers) - load)
}

#[test]
fn erlang_c_itself_gives_the_published_waits() {
    for (servers, load, published) in
        [(1, 0.8, 4.0), (2, 1.6, 1.777_78), (5, 4.0, 0.554_113), (10, 8.0, 0.204_590)]
    {
        assert!((mean_wait(servers, load) - published).abs() < 1e-5, "{servers} servers");
    }
}

#[test]
fn a_queue_at_nine_tenths_waits_as_theory_says() {
    let summary = run("reference/mm1", &[]);
    agrees(&summary, "wait", 0.9 * mean_wait(1, 0.9), 0.03);
    agrees(&summary, "customers_waiting", 8.1, 0.03);
    agrees(&summary, "customers_present", 9.0, 0.03);
    agrees(&summary, "utilisation", 0.9, 0.002);
}

#[test]
fn queues_with_several_servers_wait_as_erlang_says() {
    for (servers, load) in [(2, 1.6), (5, 4.0), (10, 8.0)] {
        let sets = [
            format!("model.queue.servers={servers}"),
            format!("model.queue.arrivals={{ exponential = {{ mean = \"{} h\" }} }}", 1.0 / load),
        ];
        let sets = sets.each_ref().map(String::as_str);
        agrees(&run("reference/mmc", &sets), "wait", mean_wait(servers, load), 0.06);
    }
}

#[test]
fn the_reference_generator_gives_the_same_wait() {
    let summary = run_with("reference/mmc", &[], Generator::Philox);
    agrees(&summary, "wait", mean_wait(5, 4.0), 0.06);
}

/// Availability and transitions of the truly random class; computed from its
/// two means, E[up] = 2.964 h * Gamma(1 + 1/.393) and E[down] = exp(mu + sigma^2 / 2) h.
const AVAILABILITY: f64 = 0.245_79;
const TRANSITIONS: f64 = 416.35;

#[test]
fn availability_is_in_equilibrium_from_the_first_hour_on() {
    for horizon in ["3 h", "24 h", "72 h", "720 h"] {
        let sets = [format!("study.horizon={horizon}"), "study.replications=40".to_owned()];
        let summary = run("reference/random-class", &sets.each_ref().map(String::as_str));
        agrees(&summary, "availability", AVAILABILITY, 0.03);
        agrees(&summary, "transitions_per_host_year", TRANSITIONS, 0.08);
    }
}

#[test]
fn a_cold_start_shows_the_bias_that_it_is_known_for() {
    for (horizon, biased) in [("24 h", 0.6165), ("72 h", 0.5654), ("720 h", 0.4338)] {
        let sets = [format!("study.horizon={horizon}"), "study.replications=40".to_owned()];
        let summary = run("reference/random-class-cold", &sets.each_ref().map(String::as_str));
        agrees(&summary, "availability", biased, 0.01);
    }
}

#[test]
fn a_gamma_and_hyper_exponential_fit_has_its_published_availability() {
    let summary = run("reference/hyper-exponential", &["study.replications=40"]);
    agrees(&summary, "availability", 0.5666, 0.003);
    agrees(&summary, "transitions_per_host_year", 637.38, 0.003);
}

#[test]
fn a_peak_of_535_teraflops_computes_612_thousandths_of_it() {
    let summary = run("reference/seti-fractions", &["model.volunteer.hosts.initial=33000"]);
    // A tenth of the hosts: 33,000 x 1.62 GFLOPS.
    agrees(&summary, "throughput_computed", 0.81 * 0.84 * 0.90 * 33_000.0 * 1.62e9, 0.002);
    let gross = summary.get("throughput_gross").and_then(|estimate| estimate.mean);
    assert_eq!(gross.map(|gross| (gross / 1e9).round()), Some(53_460.0));
}

#[test]
fn a_steady_population_obeys_littles_law() {
    let sets = ["model.volunteer.hosts.initial=100000"];
    let summary = run("reference/steady-population", &sets);
    // A tenth of a million: 401,374 joins a year of 365.25 d at a mean life of 91 d.
    agrees(&summary, "joins_per_year", 100_000.0 * 365.25 / 91.0, 0.02);
    agrees(&summary, "departures_per_year", 100_000.0 * 365.25 / 91.0, 0.02);
    agrees(&summary, "hosts_active", 100_000.0, 0.005);
}

#[test]
fn the_lectures_exaflops_is_one() {
    let sets = ["model.volunteer.hosts.initial=40000", "study.replications=10"];
    // A hundredth of the processors give a hundredth of an ExaFLOPS (V7).
    agrees(&run("volunteer/exaflops", &sets), "throughput_computed", 1e16, 0.01);
}

#[test]
fn an_owner_in_america_pays_what_the_lecture_says() {
    // A host that computes all month long: 150 W against 100 W idle or 0 W off (V10).
    let sets = [
        "model.volunteer.hosts.initial=100",
        "model.volunteer.regions={ usa = { share = 1, energy_price = \"$0.08 / kWh\" } }",
        "study.replications=2",
    ];
    let summary = run("reference/steady-population", &sets);
    let mean = |metric| summary.get(metric).and_then(|estimate| estimate.mean).unwrap_or(f64::NAN);
    // The lecture rounds 109.6 kWh to 110 and so $8.77 to $8.80; $2.92 to "about $3".
    assert!((mean("energy_cost_owner_over_off") - 8.766).abs() < 0.001);
    assert!((mean("energy_cost_owner") - 2.922).abs() < 0.001);
}

#[test]
fn results_agree_for_partitions_of_any_size() {
    for size in [512, 4096, 1_000_000] {
        let sets = [format!("model.volunteer.hosts_per_partition={size}"), "study.horizon=72 h".to_owned()];
        let summary = run("reference/random-class", &sets.each_ref().map(String::as_str));
        agrees(&summary, "availability", AVAILABILITY, 0.02);
    }
}

//! Models against closed forms: the checks that the shipped scenarios state.
//!
//! Each has an error probability of [`CHECK_ERROR`], 1 in 10,000, if the model is
//! right, and must be precise enough to find out a model that is wrong. Seeds are
//! fixed: a check that passes passes always.

use bazaar_scenario::{Scenario, Source, shipped};
use statrs::distribution::{ContinuousCDF, StudentsT};

use bazaar_study::{CHECK_ERROR, Finding, Generator, Settings, Silent, Verdict, verify};

fn load(name: &str) -> Scenario {
    let unchanged: [&str; 0] = [];
    Scenario::load(name, &unchanged).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn verified(scenarios: &[Scenario], settings: Settings) -> Vec<Verdict> {
    verify(scenarios, &settings, &Silent).unwrap_or_else(|error| panic!("{error:?}"))
}

#[track_caller]
fn all_agree(verdicts: &[Verdict]) {
    let wrong: Vec<&Verdict> = verdicts.iter().filter(|verdict| !verdict.passes()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_check_that_comes_with_the_program_agrees() {
    let scenarios: Vec<Scenario> = shipped().map(|scenario| load(scenario.name)).collect();
    let verdicts = verified(&scenarios, Settings::default());
    assert_eq!(verdicts.len(), scenarios.iter().map(|scenario| scenario.checks.len()).sum::<usize>());
    assert!(verdicts.len() >= 150, "only {} checks", verdicts.len());
    all_agree(&verdicts);
}

#[test]
fn the_reference_generator_gives_the_same_answers() {
    let philox = Settings { generator: Generator::Philox, ..Settings::default() };
    all_agree(&verified(&[load("reference/mmc"), load("reference/hyper-exponential")], philox));
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

#[test]
fn the_expected_waits_are_erlangs() {
    let checks = load("reference/mmc").checks;
    assert_eq!(checks.len(), 3);
    for (check, (servers, load)) in checks.iter().zip([(2, 1.6), (5, 4.0), (10, 8.0)]) {
        let wait = erlang_c(servers, load) / (f64::from(servers) - load);
        assert!((check.expected - wait).abs() < 1e-9, "{}: {wait}", check.name);
    }
}

#[test]
fn a_marketplace_without_distance_waits_as_long() {
    let checks = load("reference/erlang").checks;
    let waits: Vec<_> = checks.iter().filter(|check| check.metric == "time_to_match").collect();
    assert_eq!(waits.len(), 4);
    for (check, (sellers, load)) in waits.into_iter().zip([(1, 0.8), (2, 1.6), (5, 4.0), (10, 8.0)]) {
        let wait = erlang_c(sellers, load) / (f64::from(sellers) - load);
        assert!((check.expected - wait).abs() < 1e-8, "{}: {wait}", check.name);
    }
}

/// The share of owners whose reservation prices, log-normal with a mean of $20 and a coefficient of variation of 1, are below
/// what an hour on offer brings, if work for a quarter of all hosts is shared out over those who sell.
fn selling(price: f64) -> f64 {
    const UP: f64 = 720.0 / 722.0;
    let (mu, sigma) = (20.0_f64.ln() - 2.0_f64.ln() / 2.0, 2.0_f64.ln().sqrt());
    let offered = price * 0.85 / 8.0 * 730.5;
    let would_sell = |share: f64| {
        let income = offered * (0.25 / (share * UP)).min(1.0);
        0.5 * statrs::function::erf::erfc((mu - income.ln()) / (sigma * std::f64::consts::SQRT_2))
    };
    let (mut low, mut high) = (1e-9, 1.0);
    for _ in 0..100 {
        let share = 0.5 * (low + high);
        if would_sell(share) > share { low = share } else { high = share }
    }
    0.5 * (low + high)
}

#[test]
fn the_owners_who_sell_are_those_for_whom_it_is_worth_it() {
    let checks = load("reference/idle-computing").checks;
    let exact =
        |name: &str| checks.iter().find(|check| check.name.contains(name)).map(|check| check.expected);
    for (name, value) in [
        ("a quarter of all hosts", selling(0.36)),
        ("twice that price", selling(0.72)),
        ("lost on such hosts", 1.0 - (-0.5_f64).exp()),
    ] {
        assert!(exact(name).is_some_and(|exact| (exact - value).abs() < 1e-9), "{name}: {value}");
    }
}

#[test]
fn the_expected_fee_is_that_of_each_category_by_its_share() {
    let checks = load("reference/categories").checks;
    let fee = |courses: f64| courses * 80.0 * 0.15 + (1.0 - courses) * 300.0 * 0.25;
    let expected: Vec<f64> = checks.iter().map(|check| check.expected).collect();
    for (expected, courses) in expected.iter().zip([0.7, 0.7, 0.5, 0.0, 1.0]) {
        assert!((expected - fee(courses)).abs() < 1e-9, "{expected} {courses}");
    }
    assert_eq!(expected.len(), 5);
}

#[test]
fn the_expected_retention_is_a_power_and_the_expected_worth_what_payments_leave() {
    let year = 0.96_f64.powi(12);
    let month = (0.05_f64.mul_add(-60.0, 60.0) - 10.0, 200.0 * 0.95);
    let back = (-0.5_f64).exp();
    let worth = |left: f64| month.1 + month.0 / left;
    let paid = |months: i32| month.0 * (1.0 - 0.96_f64.powi(months)) / 0.04;
    let weighted = 1 + (1..100).take_while(|&months| paid(months) < 600.0 - month.1).count();
    for (name, exact) in [
        ("reference/retention", vec![0.96, year, year, year * 0.24_f64.exp(), year, year, 1.0]),
        (
            "reference/set-up-and-uses",
            vec![
                worth(0.04),
                month.1 + month.0 * 1.01 / 0.05,
                (600.0 - month.1) / month.0,
                weighted as f64,
                0.0,
                1.0 - back,
                worth(0.04 * back),
                worth(0.04),
            ],
        ),
    ] {
        let checks = load(name).checks;
        assert_eq!(checks.len(), exact.len());
        for (check, exact) in checks.iter().zip(exact) {
            assert!((check.expected - exact).abs() <= 1e-5 * exact, "{}: {exact}", check.name);
        }
    }
}

/// Of a log-normal whose standard deviation is its mean: s^2 = ln 2.
#[test]
fn the_expected_customers_are_those_who_would_pay_so_much() -> Result<(), Box<dyn std::error::Error>> {
    use statrs::distribution::{ContinuousCDF, LogNormal};
    let variance = std::f64::consts::LN_2;
    let willing = LogNormal::new(20.0_f64.ln() - variance / 2.0, variance.sqrt())?;
    let checks = load("reference/willingness").checks;
    for (check, price) in checks.iter().zip([10.0, 20.0 / 2.0_f64.sqrt(), 1e6]) {
        assert!((check.expected - 10_000.0 * willing.sf(price)).abs() < 0.01, "{}", check.name);
    }
    assert_eq!(checks.len(), 3);
    Ok(())
}

#[test]
fn the_expected_availability_is_that_of_the_two_means() {
    use statrs::function::gamma::gamma;
    let random = (2.964 * gamma(1.0 + 1.0 / 0.393), (-0.586_f64 + 2.844 * 2.844 / 2.0).exp());
    let fitted = (0.357 * 43.652, 0.338 / 0.029 + 0.390 / 30.121 + 0.272 / 1.069);
    for (name, (up, down)) in [("reference/random-class", random), ("reference/hyper-exponential", fitted)] {
        let exact = |metric: &str| match metric {
            "availability" => up / (up + down),
            "transitions_per_host_year" => 2.0 * 365.25 * 24.0 / (up + down),
            // Only the random class states its medians.
            "available_p50" => 2.964 * std::f64::consts::LN_2.powf(1.0 / 0.393),
            "unavailable_p50" => (-0.586_f64).exp(),
            other => panic!("{other} has no formula here"),
        };
        let scenario = load(name);
        assert!(!scenario.checks.is_empty());
        for check in &scenario.checks {
            let exact = exact(&check.metric);
            assert!((check.expected / exact - 1.0).abs() < 2e-6, "{}: {exact}", check.name);
        }
    }
}

#[test]
fn the_expected_copies_are_those_of_a_negative_binomial() {
    const RIGHT: f64 = 0.95;
    // It fails with more than six successes that do not agree.
    const MOST: i32 = 7;
    // The job is done with copy k if one of the first k - 1 was right, and then this one.
    let done_with = |k: i32| f64::from(k - 1) * RIGHT * RIGHT * (1.0 - RIGHT).powi(k - 2);
    let completed: f64 = (2..=MOST).map(done_with).sum();
    let copies: f64 = (2..=MOST).map(|k| f64::from(k) * done_with(k)).sum();
    let failed = 1.0 - completed;
    assert!(
        (copies + f64::from(MOST) * failed - 2.105_263).abs() < 1e-6,
        "of all jobs, failed ones included"
    );
    let checks = load("reference/quorum").checks;
    let expected = |check: usize| checks[check].expected;
    assert!((expected(0) - copies / completed).abs() < 1e-6, "{}", copies / completed);
    let per_day = 25_000.0 / 30.0;
    // With a limit of two: the first two agree, or one of them does with the third.
    let agree = RIGHT * RIGHT * (1.0 + 2.0 * (1.0 - RIGHT));
    assert!((expected(1) - per_day * agree).abs() < 1e-4);
    assert!((expected(2) - per_day * (1.0 - agree)).abs() < 1e-4);
}

#[test]
fn the_expected_availability_of_a_recording_is_what_its_rows_add_up_to() {
    let scenario = load("volunteer/trace-replay");
    let table = std::str::from_utf8(&scenario.tables[0].bytes).unwrap_or_default();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("desk-"))
        .map(|line| line.split(',').collect())
        .collect();
    let seconds = |row: &[&str], place: usize| row[place].parse::<f64>().unwrap_or(f64::NAN);
    let available: f64 = rows.iter().map(|row| seconds(row, 2) - seconds(row, 1)).sum();
    let hosts: std::collections::BTreeSet<&str> = rows.iter().map(|row| row[0]).collect();
    let exact = available / (hosts.len() as f64 * 30.0 * 86_400.0);
    assert!(rows.len() > 400 && exact > 0.5, "{} rows, {exact}", rows.len());
    assert_eq!(scenario.checks.len(), 2);
    for check in &scenario.checks {
        assert!((check.expected - exact).abs() < 1e-11, "{}: {exact}", check.name);
    }
}

/// The queue of `reference/mm1` for a short time, with one check.
fn short_queue(replications: u32, check: &str) -> Verdict {
    let text = format!(
        "[study]\nhorizon = \"400 d\"\nreplications = {replications}\n\n[model.queue]\n\n[[checks]]\nname = \"a check\"\nsource = \"test\"\n{check}"
    );
    let unchanged: [&str; 0] = [];
    let scenario = Scenario::parse(Source::new("short", text.as_str()), &unchanged)
        .unwrap_or_else(|error| panic!("{error:?}"));
    verified(&[scenario], Settings::default()).remove(0)
}

#[test]
fn a_wrong_answer_differs() {
    let right = short_queue(50, "metric = \"utilisation\"\nexpected = 0.9\nprecision = \"5 %\"");
    assert_eq!(right.finding, Finding::Agrees, "{right:?}");
    let wrong = short_queue(50, "metric = \"utilisation\"\nexpected = 0.87\nprecision = \"5 %\"");
    assert_eq!(wrong.finding, Finding::Differs, "{wrong:?}");
}

#[test]
fn a_run_that_could_not_tell_is_no_check() {
    let few = short_queue(3, "metric = \"wait\"\nexpected = 3.2\nprecision = \"1 %\"");
    assert_eq!(few.finding, Finding::Imprecise, "{few:?}");
    let one = short_queue(1, "metric = \"wait\"\nexpected = 3.2\nprecision = \"1 %\"");
    assert_eq!((one.finding, one.tolerance), (Finding::Imprecise, None));
}

#[test]
fn a_standard_deviation_is_compared_with_its_own_interval() {
    let check = |expected: f64| {
        short_queue(
            400,
            &format!(
                "metric = \"wait\"\nstatistic = \"standard_deviation\"\nexpected = {expected}\nprecision = \"60 %\""
            ),
        )
    };
    let verdict = check(1.0);
    let (observed, tolerance) = (verdict.observed.unwrap_or(0.0), verdict.tolerance.unwrap_or(0.0));
    let scenario = Scenario::parse(
        Source::new("short", "[study]\nhorizon = \"400 d\"\nreplications = 400\n\n[model.queue]\n"),
        &[] as &[&str],
    )
    .unwrap_or_else(|error| panic!("{error:?}"));
    let outcome =
        bazaar_study::run(&scenario, &Settings::default(), &Silent).unwrap_or_else(|error| panic!("{error}"));
    let waits: Vec<f64> = outcome.observations.iter().filter_map(|seen| seen.values[0]).collect();
    let mean = waits.iter().sum::<f64>() / 400.0;
    let variance = waits.iter().map(|wait| (wait - mean) * (wait - mean)).sum::<f64>() / 399.0;
    assert!((observed / variance.sqrt() - 1.0).abs() < 1e-9, "{observed} {}", variance.sqrt());
    assert!(tolerance > 0.0 && tolerance < 0.6 * observed, "{tolerance}");
    assert_eq!(check(observed + 0.9 * tolerance).finding, Finding::Agrees);
    assert_eq!(check(observed + 1.1 * tolerance).finding, Finding::Differs);
}

#[test]
fn a_tolerance_is_compared_as_it_is() {
    let mean = short_queue(2, "metric = \"utilisation\"\nexpected = 0\ntolerance = 1");
    assert_eq!(mean.finding, Finding::Agrees);
    let observed = mean.observed.unwrap_or(f64::NAN);
    let beside = format!("metric = \"utilisation\"\nexpected = {}\ntolerance = 0.001", observed + 0.0011);
    assert_eq!(short_queue(2, &beside).finding, Finding::Differs);
    let on_it = format!("metric = \"utilisation\"\nexpected = {}\ntolerance = 0.001", observed + 0.0009);
    assert_eq!(short_queue(2, &on_it).finding, Finding::Agrees);
}

#[test]
fn the_interval_of_a_check_fails_a_right_model_as_rarely_as_stated() {
    let verdict = short_queue(50, "metric = \"utilisation\"\nexpected = 0.9\nprecision = \"5 %\"");
    let unchanged: [&str; 0] = [];
    let scenario = Scenario::parse(
        Source::new("short", "[study]\nhorizon = \"400 d\"\nreplications = 50\n\n[model.queue]\n"),
        &unchanged,
    )
    .unwrap_or_else(|error| panic!("{error:?}"));
    let outcome =
        bazaar_study::run(&scenario, &Settings::default(), &Silent).unwrap_or_else(|error| panic!("{error}"));
    let narrow = outcome.summary.get("utilisation").and_then(|estimate| estimate.half_width);
    let ratio = verdict.tolerance.unwrap_or(f64::NAN) / narrow.unwrap_or(f64::NAN);
    let student = StudentsT::new(0.0, 1.0, 49.0).unwrap_or_else(|error| panic!("{error}"));
    let exact = student.inverse_cdf(1.0 - CHECK_ERROR / 2.0) / student.inverse_cdf(0.975);
    assert!((ratio / exact - 1.0).abs() < 1e-6, "{ratio}, not {exact}");
}

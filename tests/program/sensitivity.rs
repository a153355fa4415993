//! `bazaar sensitivity`: which parameters move a metric.

use std::fs;

use serde_json::Value;

use crate::desk::Desk;

/// A queue that takes no time, with two factors of which the second moves the wait little.
const QUEUE: &[&str] = &[
    "sensitivity",
    "reference/mm1",
    "--replications",
    "2",
    "--set",
    "study.horizon=400 h",
    "--set",
    "study.warm_up=20 h",
    "--metric",
    "utilisation",
    "--factor",
    "model.queue.service.exponential.mean=0.2 h..0.8 h",
    "--factor",
    "model.queue.arrivals.exponential.mean=1 h..1.1 h",
];

fn json(arguments: &[&str]) -> Value {
    let text = Desk::new().bazaar(&[arguments, &["--json"]].concat()).done().stdout;
    serde_json::from_str(&text).unwrap()
}

/// The value of an effect of one of the two factors.
fn effect(object: &Value, factor: &str, effect: &str) -> f64 {
    let all = object["effects"].as_array().unwrap();
    let found =
        all.iter().find(|one| one["effect"] == effect && one["factor"].as_str().unwrap().contains(factor));
    found.unwrap_or_else(|| panic!("{object}"))["value"].as_f64().unwrap()
}

/// The utilisation of a server is the mean service over the mean gap, so the ends of the ranges say how much
/// each factor moves it.
#[test]
fn a_tornado_is_what_a_formula_says() {
    let object = json(
        &[QUEUE, &["--method", "tornado", "--set", "model.queue.service.exponential.mean=0.5 h"]].concat(),
    );
    assert_eq!((&object["method"], &object["points"]), (&"tornado".into(), &5.into()));
    // .8 - .2 = .6 at a gap of an hour; 400 hours and two replications leave a few percent to chance.
    assert!((effect(&object, "service", "swing") - 0.6).abs() < 0.1, "{object}");
    assert!((effect(&object, "arrivals", "swing") - (0.5 / 1.1 - 0.5)).abs() < 0.02, "{object}");
    assert!(effect(&object, "service", "at_low") < 0.0 && effect(&object, "service", "at_high") > 0.0);
}

#[test]
fn screening_ranks_the_factors_and_the_shares_add_up() {
    let morris = json(&[QUEUE, &["--size", "4"]].concat());
    assert_eq!((&morris["method"], &morris["points"]), (&"morris".into(), &12.into()));
    assert!(effect(&morris, "service", "mu_star") > 5.0 * effect(&morris, "arrivals", "mu_star"), "{morris}");
    let sobol = json(&[QUEUE, &["--method", "sobol", "--size", "32"]].concat());
    assert_eq!((&sobol["method"], &sobol["points"]), (&"sobol".into(), &128.into()));
    let (first, second) = (effect(&sobol, "service", "first"), effect(&sobol, "arrivals", "total"));
    assert!(first > 0.9 && second < 0.1, "{sobol}");
}

#[test]
fn its_folder_has_the_design_and_the_results_as_salib_reads_them() {
    let desk = Desk::new();
    desk.bazaar(&[QUEUE, &["--method", "sobol", "--size", "8", "--out", "results"]].concat()).done();
    let read = |name: &str| fs::read_to_string(desk.path().join("results").join(name)).unwrap();
    let parameters = read("parameters.txt");
    assert_eq!(
        parameters,
        "model.queue.service.exponential.mean,0.2,0.8\nmodel.queue.arrivals.exponential.mean,1.0,1.1\n"
    );
    let (design, results) = (read("design.csv"), read("results.csv"));
    assert_eq!(design.lines().count(), 1 + 8 * 4);
    assert_eq!(results.lines().count(), design.lines().count());
    assert_eq!(results.lines().next(), Some("utilisation"));
    // A, then A with one coordinate after the other from B, then B.
    let row = |index: usize| -> Vec<&str> { design.lines().nth(1 + index).unwrap().split(',').collect() };
    assert_eq!((row(1)[0], row(1)[1]), (row(3)[0], row(0)[1]));
    assert_eq!((row(2)[0], row(2)[1]), (row(0)[0], row(3)[1]));
    assert!(read("figures/utilisation_shares.svg").contains("Share of the variance"));
    for (method, figure) in [("morris", "screening"), ("tornado", "tornado")] {
        let arguments = ["--method", method, "--out", method];
        let set = ["--set", "model.queue.service.exponential.mean=0.5 h"];
        desk.bazaar(&[QUEUE, &arguments, &set].concat()).done();
        assert!(desk.path().join(format!("{method}/figures/utilisation_{figure}.svg")).exists());
    }
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let with = |threads: &str| {
        Desk::new().bazaar(&[QUEUE, &["--threads", threads, "--format", "csv"]].concat()).done().stdout
    };
    assert_eq!(with("1"), with("3"));
    assert!(with("1").starts_with("metric,factor,effect,unit,value,low,high,n\n"));
}

#[test]
fn what_is_lacking_is_said_with_what_to_type() {
    let refusal = |arguments: &[&str]| Desk::new().bazaar(arguments).refusal();
    assert!(refusal(&["sensitivity", "reference/mm1", "--metric", "wait"]).contains("--factor 'model"));
    assert!(refusal(&QUEUE[..8]).contains("--metric fees"));
    let message = refusal(&[
        "sensitivity",
        "reference/mm1",
        "--metric",
        "wait",
        "--factor",
        "model.queue.servers=3..1",
    ]);
    assert!(message.contains("swap low and high"), "{message}");
}

/// Services of half an hour at every full hour: nobody ever waits, with one server or three.
#[test]
fn an_outcome_that_never_changes_says_so_by_every_method() {
    let desk = Desk::new();
    let queue = "[study]\nhorizon = \"10 h\"\nreplications = 2\n[model.queue]\n\
                 arrivals = { deterministic = \"1 h\" }\nservice = { deterministic = \"0.5 h\" }\n";
    desk.file("still.toml", queue);
    for method in ["morris", "sobol", "tornado"] {
        let asked = [
            "sensitivity",
            "still.toml",
            "--method",
            method,
            "--metric",
            "wait",
            "--metric",
            "utilisation",
            "--factor",
            "model.queue.servers=1..3",
            "--quiet",
        ];
        let text = desk.bazaar(&asked).done().stdout;
        assert!(text.contains("wait is the same at all points"), "{method}: {text}");
        assert!(!text.contains("utilisation is the same"), "{method}: {text}");
        let object: Value =
            serde_json::from_str(&desk.bazaar(&[&asked[..], &["--json"]].concat()).done().stdout).unwrap();
        assert_eq!(object["constant"], serde_json::json!(["wait"]), "{method}");
    }
}

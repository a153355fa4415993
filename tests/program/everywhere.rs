//! Every verb of a study on every model, and on the parts composed.

use std::collections::BTreeSet;

use bazaar_models::catalogue::ModelParameters;
use serde_json::Value;

use crate::desk::Desk;

/// A scenario that is small enough to try everything on.
struct Small {
    scenario: &'static str,
    sets: &'static [&'static str],
    metric: &'static str,
    /// A parameter with a range in which the metric's mean passes `level`.
    path: &'static str,
    range: [&'static str; 2],
    level: &'static str,
    /// How precisely that is sought.
    tolerance: &'static str,
    /// Assumptions that are doubted.
    doubted: &'static str,
}

const ALL: &[Small] = &[
    Small {
        scenario: "reference/mm1",
        sets: &["study.horizon=20 d", "study.warm_up=2 d"],
        metric: "wait",
        path: "model.queue.service.exponential.mean",
        range: ["0.4 h", "0.8 h"],
        level: "1",
        tolerance: "0.1 h",
        doubted: "model.queue.service",
    },
    Small {
        scenario: "volunteer/base",
        sets: &["model.volunteer.hosts.initial=300", "study.horizon=10 d"],
        metric: "deadline_miss_rate",
        path: "model.volunteer.applications.search.delay_bound",
        range: ["1 d", "10 d"],
        level: "0.02",
        tolerance: "2 d",
        doubted: "model.volunteer.hosts",
    },
    Small {
        scenario: "marketplace/base",
        sets: &["study.horizon=6 month"],
        metric: "fees",
        path: "model.marketplace.take_rate.sellers",
        range: ["5 %", "30 %"],
        level: "160000",
        tolerance: "4 %",
        doubted: "model.marketplace.regulation",
    },
    Small {
        scenario: "subscription/base",
        sets: &["study.horizon=6 month"],
        metric: "mrr",
        path: "model.subscription.leads.growth",
        range: ["0", "0.1"],
        level: "330",
        tolerance: "0.04",
        doubted: "model.subscription.leads",
    },
    Small {
        scenario: "referral/base",
        sets: &["study.horizon=6 month"],
        metric: "customers_without",
        path: "model.referral.invitations.without_programme",
        range: ["0", "1"],
        level: "5500",
        tolerance: "0.2",
        doubted: "model.referral.contract",
    },
    Small {
        scenario: "platform/osu-plan",
        sets: &[
            "model.platform.subscription.leads.rate=30 / month",
            "model.platform.marketplace.buyers.potential=1000",
            "model.platform.marketplace.sellers.potential=200",
            "model.platform.referral.pool=1500",
            "study.horizon=6 month",
        ],
        metric: "active_users",
        path: "model.platform.subscription.leads.growth",
        range: ["0", "0.1"],
        level: "107",
        tolerance: "0.04",
        doubted: "model.platform.on",
    },
];

impl Small {
    /// What a verb says of it, as JSON.
    fn ask(&self, verb: &str, further: &[&str]) -> Value {
        let sets = self.sets.iter().flat_map(|set| ["--set", set]);
        let words: Vec<&str> = [verb, self.scenario, "--json"].into_iter().chain(sets).collect();
        let text = Desk::new().bazaar(&[&words, further].concat()).done().stdout;
        serde_json::from_str(&text).unwrap()
    }

    fn factor(&self) -> String {
        format!("{}={}..{}", self.path, self.range[0], self.range[1])
    }

    /// The scenario with the parameter at an end of its range.
    fn at(&self, end: usize) -> String {
        format!("{}={}", self.path, self.range[end])
    }
}

#[test]
fn every_model_is_tried() {
    let tried: BTreeSet<&str> = ALL.iter().map(|small| small.path.split('.').nth(1).unwrap()).collect();
    let models = ModelParameters::defaults();
    let names: BTreeSet<&str> = models.iter().map(ModelParameters::name).collect();
    assert_eq!(names, tried);
}

#[test]
fn a_model_is_run_and_swept() {
    for small in ALL {
        let run = small.ask("run", &["--replications", "2"]);
        assert!(run["metrics"][small.metric]["mean"].is_number(), "{}", small.scenario);
        let design = ["--design", "sobol", "--points", "2", "--replications", "2", "--metric", small.metric];
        let swept = small.ask("sweep", &[&["--factor", &small.factor()], &design[..]].concat());
        let points = swept["points"].as_array().unwrap();
        let means: Vec<f64> =
            points.iter().map(|point| point["metrics"][small.metric]["mean"].as_f64().unwrap()).collect();
        assert!(means.len() == 2 && means[0] != means[1], "{}: {means:?}", small.scenario);
    }
}

/// The effect of a change is the same number, whichever verb is asked.
#[test]
fn arms_of_a_model_are_compared_and_evaluated() {
    for small in ALL {
        let (low, high) = (small.at(0), small.at(1));
        let further = ["--metric", small.metric, "--replications", "3", "--set", &high];
        let compared = small.ask("compare", &[&["--arm", &format!("low:{low}")], &further[..]].concat());
        let difference = compared["differences"][0]["mean"].as_f64().unwrap();
        let control = ["--outcome", small.metric, "--control", &low, "--replications", "3", "--set", &high];
        let evaluated = small.ask("evaluate", &control);
        let text = evaluated.to_string();
        assert!(difference != 0.0 && text.contains(small.metric), "{}: {difference} {text}", small.scenario);
        let effects = numbers(&evaluated);
        let found = effects.iter().any(|effect| (effect + difference).abs() <= 1e-9 * difference.abs());
        assert!(found, "{}: {difference} is not in {text}", small.scenario);
    }
}

/// All numbers in a JSON value.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Number(number) => number.as_f64().into_iter().collect(),
        Value::Array(all) => all.iter().flat_map(numbers).collect(),
        Value::Object(all) => all.values().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_metric_of_a_model_is_screened_and_its_turn_is_found() {
    for small in ALL {
        let factor = small.factor();
        let method = ["--method", "morris", "--size", "3", "--replications", "2", "--metric", small.metric];
        let screened = small.ask("sensitivity", &[&["--factor", &factor], &method[..]].concat());
        assert!(numbers(&screened).iter().any(|number| *number != 0.0), "{}: {screened}", small.scenario);
        let along = ["--along", &factor, "--tolerance", small.tolerance];
        let root = ["--metric", small.metric, "--root", small.level];
        let found = small.ask("threshold", &[&along[..], &root].concat());
        assert!(found["thresholds"][0]["value"].is_number(), "{}: {found}", small.scenario);
    }
}

#[test]
fn assumptions_of_a_model_are_doubted_and_told_as_journals_ask() {
    for small in ALL {
        let only = ["--metric", small.metric, "--only", small.doubted, "--replications", "2"];
        let doubted = small.ask("stress", &only);
        assert!(doubted.to_string().contains(small.doubted), "{}: {doubted}", small.scenario);
        let report = Desk::new().bazaar(&["report", small.scenario]).done().stdout;
        assert!(report.contains("STRESS") && report.contains("ODD"), "{}", small.scenario);
    }
}

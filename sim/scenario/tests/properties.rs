//! What holds for every text.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use bazaar_scenario::{Scenario, Source};
use proptest::prelude::*;

const VALID: &str = r#"title = "Опашка"
description = """
Два реда.
"""

[study]
horizon = { value = "30 d", source = "assumption" }
replications = [5, 10]
seed = 7
warm_up = "1 d"

[model.queue]
arrivals = { hyper_exponential = { shares = [0.25, "75 %"], means = ["1 h", "30 min"] } }
service = { log_normal = { mu = -0.586, sigma = 1.5, unit = "h" } }
servers = 3
"#;

fn parse(text: &str, sets: &[String]) -> Option<Scenario> {
    Scenario::parse(Source::new("x", text), sets).ok()
}

/// Every place of every error lies within its text, at character boundaries.
fn places_are_in_the_text(text: &str, sets: &[String]) -> Result<(), TestCaseError> {
    if let Err(error) = Scenario::parse(Source::new("x", text), sets) {
        for diagnostic in error.diagnostics() {
            let place = diagnostic.place();
            prop_assert!(place.source().text().get(place.span()).is_some(), "{:?}", diagnostic);
            prop_assert!(!diagnostic.message().is_empty());
        }
    }
    Ok(())
}

fn duration() -> impl Strategy<Value = String> {
    let unit = prop::sample::select(vec!["s", "min", "h", "d", "week", "month", "year"]);
    (0.01f64..1e6, unit).prop_map(|(number, unit)| format!("{number} {unit}"))
}

fn distribution() -> impl Strategy<Value = String> {
    prop_oneof![
        duration().prop_map(|mean| format!("{{ exponential = {{ mean = \"{mean}\" }} }}")),
        (0.1f64..10.0, duration())
            .prop_map(|(shape, scale)| format!("{{ weibull = {{ shape = {shape:?}, scale = \"{scale}\" }} }}")),
        (-5.0f64..5.0, 0.1f64..3.0)
            .prop_map(|(mu, sigma)| format!("{{ log_normal = {{ mu = {mu:?}, sigma = {sigma:?}, unit = \"d\" }} }}")),
        (duration(), 0.1f64..3.0)
            .prop_map(|(mean, cv)| format!("{{ log_normal = {{ mean = \"{mean}\", cv = {cv:?} }} }}")),
        (0.0f64..1.0, duration(), duration()).prop_map(|(share, one, two)| {
            let other = 1.0 - share;
            format!("{{ hyper_exponential = {{ shares = [{share:?}, {other:?}], means = [\"{one}\", \"{two}\"] }} }}")
        }),
        duration().prop_map(|duration| format!("{{ deterministic = \"{duration}\" }}")),
        prop::collection::vec(duration(), 1..4)
            .prop_map(|durations| format!("{{ empirical = {{ durations = {durations:?} }} }}")),
    ]
}

/// A value as it is, with a source, or swept.
fn given(value: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = String> {
    let source = "[ -~а-я]{0,12}";
    prop_oneof![
        value.clone(),
        (value.clone(), source).prop_map(|(value, source)| {
            let source = source.replace(['\\', '"'], "'");
            format!("{{ value = {value}, source = \"{source}\" }}")
        }),
        prop::collection::vec(value, 1..4).prop_map(|values| format!("[{}]", values.join(", "))),
    ]
}

fn scenario() -> impl Strategy<Value = String> {
    let service = given(distribution().boxed());
    let arrivals = given(distribution().boxed());
    let servers = given((1u32..1000).prop_map(|servers| servers.to_string()).boxed());
    let seed = given(any::<u64>().prop_map(|seed| seed.to_string()).boxed());
    (service, arrivals, servers, seed, "[ -~а-я\n\t]{0,30}").prop_map(
        |(service, arrivals, servers, seed, title)| {
            let title = title.replace('\\', "\\\\").replace('"', "\\\"");
            let title = title.replace('\n', "\\n").replace('\t', "\\t");
            format!(
                "title = \"{title}\"\n[study]\nseed = {seed}\n[model.queue]\n\
                 service = {service}\narrivals = {arrivals}\nservers = {servers}\n"
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_scenario_written_and_read_again_is_the_same(text in scenario()) {
        let scenario = Scenario::parse(Source::new("x", text.clone()), &[] as &[&str]);
        let scenario = scenario.map_err(|error| TestCaseError::fail(format!("{text}\n{error:?}")))?;
        let written = scenario.to_toml();
        prop_assert_eq!(parse(&written, &[]), Some(scenario), "{}", written);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}", lines in "[a-z\\[\\]{}=\"'.,# \n0-9лв]{0,200}") {
        places_are_in_the_text(&text, &[])?;
        places_are_in_the_text(&lines, std::slice::from_ref(&text))?;
        places_are_in_the_text(VALID, &[text, lines])?;
    }

    #[test]
    fn no_slip_of_the_hand_makes_the_reader_panic(
        at in 0..VALID.chars().count(),
        cut in 0usize..6,
        typed in "[\\[\\]{}=\"'.,# \n0-9a-zлв-]{0,4}",
    ) {
        let before: String = VALID.chars().take(at).collect();
        let after: String = VALID.chars().skip(at + cut).collect();
        places_are_in_the_text(&format!("{before}{typed}{after}"), &[])?;
    }
}

#[test]
fn the_text_the_slips_start_from_is_valid() {
    assert!(parse(VALID, &[]).is_some());
}

//! Figures of runs, and of values that no run has had yet.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test may fail")]

use bazaar_engine::accumulators::Sketch;
use bazaar_models::observation::{Distribution, Observation, Series};
use bazaar_report::figure::{Figure, FigureError, distribution, entities, figures, replications, series};
use bazaar_scenario::{Scenario, shipped};
use bazaar_study::{Outcome, Settings, Silent, Summary, run};
use proptest::prelude::*;

/// A run of a shipped scenario that takes no time.
fn outcome(name: &str, sets: &[&str]) -> Outcome {
    let shipped = shipped().find(|scenario| scenario.name == name).unwrap();
    let scenario = Scenario::parse(shipped.source(), sets).unwrap();
    run(&scenario, &Settings::default(), &Silent).unwrap()
}

fn queue(replications: u32) -> Outcome {
    let replications = format!("study.replications={replications}");
    outcome("reference/mm1", &["study.horizon=40 d", "study.warm_up=10 d", &replications])
}

/// The same outcome as if replications had seen this.
fn with(mut outcome: Outcome, observations: Vec<Observation>) -> Outcome {
    outcome.summary = Summary::new(outcome.scenario.model.metrics(), &observations);
    outcome.observations = observations;
    outcome
}

/// What one replication of the queue saw: its mean wait, the waits, and customers present over time.
fn observation(wait: Option<f64>, waits: &[f64], present: Vec<f64>) -> Observation {
    let mut sketch = Sketch::default();
    waits.iter().for_each(|wait| sketch.add(*wait));
    Observation {
        values: vec![wait],
        series: vec![Series { metric: "customers_present", width: 24.0, values: present }],
        distributions: vec![Distribution { metric: "wait", sketch }],
        ..Observation::default()
    }
}

/// A figure is whole: its tags are closed, its places are on the ground, and it has words and a table.
fn assert_whole(figure: &Figure) {
    let Figure { name, title, alt, svg, data } = figure;
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{name}");
    assert!(svg.contains(&format!("<title>{}</title>", title.replace('&', "&amp;"))), "{name}");
    assert!(alt.ends_with('.') && alt.len() > 30, "{alt}");
    assert!(!data.rows.is_empty(), "{name}");
    assert!(data.rows.iter().all(|row| row.len() == data.columns.len()), "{name}");
    for text in ["NaN", "inf", "href", "url(", "<script"] {
        assert!(!svg.contains(text), "{name} has {text}");
    }
    for value in attributes(svg) {
        assert!((-200.0..=7400.0).contains(&value), "{name} has a place at {value}");
    }
}

/// The numbers of all places and lengths in an SVG.
fn attributes(svg: &str) -> Vec<f64> {
    let keys = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "points"];
    let found = keys.iter().flat_map(|key| {
        let start = format!(" {key}=\"");
        let values: Vec<&str> =
            svg.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        values
    });
    let numbers = found.flat_map(|value| value.split([' ', ',']).filter(|part| !part.is_empty()));
    numbers.map(|number| number.parse().unwrap()).collect()
}

#[test]
fn a_run_has_a_figure_for_each_metric_and_each_way_it_is_followed() {
    let outcome = queue(12);
    let names: Vec<String> = figures(&outcome).unwrap().iter().map(|figure| figure.name.clone()).collect();
    for name in ["wait_distribution", "wait_over_replications", "customers_present_over_time"] {
        assert!(names.iter().any(|found| found == name), "{name} is not in {names:?}");
    }
    assert_eq!(names.len(), outcome.summary.estimates.len() + 2);
}

#[test]
fn axes_legend_and_words_say_what_and_in_which_unit() {
    let sets = ["study.horizon=2 d", "study.replications=20", "model.volunteer.hosts.initial=300"];
    let figure = series(&outcome("volunteer/base", &sets), "throughput_computed").unwrap();
    for text in [
        "Computed throughput in TFLOPS",
        "Time in days",
        "95% interval of the mean",
        "middle 80% of replications",
        "Ten thousand hosts for a month · 20 replications of 2 d",
    ] {
        assert!(figure.svg.contains(text), "{text}");
    }
    assert!(figure.alt.contains("95% interval, 20 replications"), "{}", figure.alt);
    assert_eq!(figure.data.rows.len(), 240);
    assert_eq!(figure.data.columns[1], "Mean in TFLOPS");
}

#[test]
fn a_warm_up_is_shaded_and_explained() {
    let legend = "warm-up, not counted";
    assert!(series(&queue(3), "customers_present").unwrap().svg.contains(legend));
    let without = outcome("volunteer/base", &["study.horizon=2 d", "study.replications=2"]);
    assert!(!series(&without, "availability").unwrap().svg.contains(legend));
}

#[test]
fn few_replications_are_drawn_one_by_one_and_one_has_no_interval() {
    let few = series(&queue(3), "customers_present").unwrap().svg;
    assert!(few.contains("each replication") && !few.contains("middle 80%"));
    let one = series(&queue(1), "customers_present").unwrap();
    assert!(one.svg.contains("the one replication") && !one.svg.contains("interval"));
    let one = replications(&queue(1), "wait").unwrap();
    assert!(!one.svg.contains("interval") && one.alt.contains("in the one replication"), "{}", one.alt);
}

#[test]
fn twenty_replications_are_twenty_dots_and_two_hundred_are_bars() {
    let dots = |figure: &Figure| figure.svg.matches("<circle").count();
    let some = replications(&queue(20), "wait").unwrap();
    // One more in the legend, and two for the mean.
    assert_eq!(dots(&some), 20 + 1 + 2);
    let many = replications(&queue(200), "wait").unwrap();
    assert_eq!(dots(&many), 2);
    assert!(many.alt.starts_with("Histogram"), "{}", many.alt);
}

#[test]
fn the_curve_over_entities_goes_through_the_sketchs_quantiles() {
    let waits: Vec<f64> = (0..1000).map(f64::from).collect();
    let outcome = with(queue(1), vec![observation(Some(499.5), &waits, vec![1.0])]);
    let figure = entities(&outcome, "wait").unwrap();
    assert_eq!(distribution(&outcome, "wait").unwrap(), figure);
    let shown = &figure.data.rows.iter().find(|row| row[0] == "0.50").unwrap()[1];
    let median: f64 = shown.parse().unwrap();
    assert!((median - 499.5).abs() < 499.5 * 2.0 * Sketch::RELATIVE_ERROR, "{median}");
    assert!(figure.alt.contains(&format!("the median is {shown} h")), "{}", figure.alt);
}

#[test]
fn what_is_not_there_is_an_error_that_says_what_is() {
    let outcome = queue(2);
    let unknown = series(&outcome, "telepathy").unwrap_err();
    assert!(unknown.to_string().contains("customers_present"), "{unknown}");
    let not_followed = series(&outcome, "wait").unwrap_err();
    assert_eq!(not_followed.to_string(), "there is no wait over time; over time there are customers_present");
    let nobody = with(queue(1), vec![observation(None, &[], vec![])]);
    assert_eq!(replications(&nobody, "wait"), Err(FigureError::NoValues { name: "wait".into() }));
    assert_eq!(figures(&nobody), Ok(vec![]));
}

#[test]
fn a_title_with_markup_is_only_a_title() {
    let mut outcome = queue(2);
    outcome.scenario.title = "<script>\"&'".repeat(40);
    let figure = series(&outcome, "customers_present").unwrap();
    assert_whole(&figure);
    assert!(figure.svg.contains("&lt;script&gt;") && figure.svg.contains('…'));
}

#[test]
fn the_same_outcome_gives_the_same_bytes() {
    assert_eq!(figures(&queue(12)), figures(&queue(12)));
}

/// Values that break naive axes.
fn odd() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(-0.0),
        Just(1.0),
        Just(1e-300),
        Just(1e300),
        Just(-1e300),
        Just(f64::MAX),
        Just(f64::MIN_POSITIVE),
        Just(5e-324),
        Just(f64::NAN),
        Just(f64::INFINITY),
        -1e3..1e3,
        prop::num::f64::ANY,
    ]
}

fn odd_observation() -> impl Strategy<Value = Observation> {
    let values = || prop::collection::vec(odd(), 0..5);
    (prop::option::of(odd()), values(), values())
        .prop_map(|(wait, waits, present)| observation(wait, &waits, present))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_values_every_figure_is_whole(
        observations in prop_oneof![
            prop::collection::vec(odd_observation(), 0..4),
            prop::collection::vec(odd_observation(), 10..13),
            odd_observation().prop_map(|same| vec![same; 120]),
            prop::collection::vec(odd_observation(), 101..103),
        ]
    ) {
        let outcome = with(queue(1), observations);
        for figure in figures(&outcome).unwrap() {
            assert_whole(&figure);
        }
        if let Ok(figure) = replications(&outcome, "wait") {
            assert_whole(&figure);
        }
    }
}

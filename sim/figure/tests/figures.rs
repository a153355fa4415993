//! Figures of runs, and of constructed outcomes.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test may fail")]

use bazaar_figure::figure::{
    BarRow, Bars, Figure, FigureError, Measure, Pattern, Plane, Response, Surface, Swept, bars, distribution,
    dots, entities, figures, fit, funnel, heat, map, plane, replications, response, screening, series,
    shapes, surface, sweep, together,
};
use bazaar_models::observation::{Axis, Distribution, Map, Matrix, Observation, Series, SeriesKind};
use bazaar_numerics::accumulators::Sketch;
use bazaar_scenario::{Scenario, Source, shipped};
use bazaar_study::{Estimated, Outcome, Settings, Silent, Summary, run};
use proptest::prelude::*;

/// A short run of a shipped scenario.
fn outcome(name: &str, sets: &[&str]) -> Outcome {
    let shipped = shipped().find(|scenario| scenario.name == name).unwrap();
    let scenario = Scenario::parse(shipped.source(), sets).unwrap();
    run(&scenario, &Settings::default(), &Silent).unwrap()
}

fn queue(replications: u32) -> Outcome {
    let replications = format!("study.replications={replications}");
    outcome("reference/mm1", &["study.horizon=40 d", "study.warm_up=10 d", &replications])
}

/// The same outcome with these observations as its replications.
fn with(mut outcome: Outcome, observations: Vec<Observation>) -> Outcome {
    outcome.summary = Summary::new(outcome.scenario.model.metrics(), &observations);
    outcome.observations = observations;
    outcome
}

/// The figure of this name among those that the model declares.
fn shape(outcome: &Outcome, name: &str) -> Option<Figure> {
    shapes(outcome).unwrap().into_iter().find(|figure| figure.name == name)
}

/// The observations of one replication of the queue: its mean wait, the waits, and customers present over time.
fn observation(wait: Option<f64>, waits: &[f64], present: Vec<f64>) -> Observation {
    let mut sketch = Sketch::default();
    waits.iter().for_each(|wait| sketch.add(*wait));
    Observation {
        values: vec![wait],
        series: vec![Series {
            metric: "customers_present",
            kind: SeriesKind::Mean,
            width: 24.0,
            values: present,
        }],
        distributions: vec![Distribution { metric: "wait", sketch }],
        ..Observation::default()
    }
}

/// A figure is complete: its tags are closed, its coordinates are on the canvas, and it has a text alternative and a
/// table.
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
    // Rows may make a figure higher than wide, so coordinates are compared with its longer side.
    let sides = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split('"').next().unwrap();
    let ground = sides.split(' ').map(|side| side.parse().unwrap()).fold(0.0, f64::max);
    for value in attributes(svg) {
        assert!((-200.0..=ground + 200.0).contains(&value), "{name} has a place at {value}");
    }
}

/// The numbers of all coordinates and lengths in an SVG.
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
fn characters_that_xml_cannot_have_leave_a_figure_that_opens() {
    let mut outcome = queue(2);
    outcome.scenario.title = "bell\u{7} and \u{1} and \u{ffff}".to_owned();
    let figure = series(&outcome, "customers_present").unwrap();
    assert_whole(&figure);
    assert!(figure.svg.contains("bell\u{fffd} and"), "{}", figure.svg);
    assert!(!figure.svg.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{ffff}'));
}

#[test]
fn the_same_outcome_gives_the_same_bytes() {
    assert_eq!(figures(&queue(12)), figures(&queue(12)));
}

/// A marketplace with few people, whose subsidies never end, from this share of both sides.
fn marketplace(seeded: f64, replications: u32) -> Outcome {
    let seeded = ["buyers", "sellers"].map(|side| format!("model.marketplace.{side}.seeded={seeded}"));
    let replications = format!("study.replications={replications}");
    let sets = [
        "study.horizon=20 week",
        "model.marketplace.buyers.potential=500",
        "model.marketplace.sellers.potential=500",
        &replications,
        &seeded[0],
        &seeded[1],
    ];
    outcome("reference/two-sides", &sets)
}

const SIDES: [&str; 2] = ["participation_buyers", "participation_sellers"];

#[test]
fn both_sides_are_in_one_figure_with_the_unstable_equilibrium() {
    let outcome = marketplace(0.5, 3);
    let figure = together(&outcome, &SIDES).unwrap();
    assert_whole(&figure);
    for text in ["Buyers who are in", "Sellers who are in", "95% interval of the mean", "each replication"] {
        assert!(figure.svg.contains(text), "{text}");
    }
    // p_b = .05 and p_s = .2: the smaller root of b^2 - 1.15 b + .2 = 0, and s = 1 - .2 / b.
    assert!(
        figure.svg.contains("repels at 0.214") && figure.svg.contains("repels at 0.064"),
        "{}",
        figure.alt
    );
    assert!(figure.alt.contains("unstable equilibrium at 0.214"), "{}", figure.alt);
    assert_eq!((figure.data.rows.len(), figure.data.columns.len()), (240, 5));
    let names: Vec<String> = figures(&outcome).unwrap().into_iter().map(|figure| figure.name).collect();
    assert!(
        names.contains(&"participation_buyers_and_participation_sellers_over_time".to_owned()),
        "{names:?}"
    );
}

#[test]
fn metrics_without_an_axis_in_common_are_refused() {
    let outcome = marketplace(0.5, 2);
    let error = together(&outcome, &["participation_buyers", "joins_buyers"]).unwrap_err();
    let message =
        "participation_buyers is in share and joins_buyers in people/month: one axis cannot show both";
    assert_eq!(error.to_string(), message);
}

fn servers(marks: Vec<(f64, String)>) -> Swept {
    Swept { label: "Servers".to_owned(), unit: String::new(), marks }
}

#[test]
fn a_sweep_has_an_interval_at_every_value_and_says_where_the_ends_are() {
    let outcomes: Vec<Outcome> = [1, 2, 3]
        .map(|servers| {
            let servers = format!("model.queue.servers={servers}");
            outcome(
                "reference/mm1",
                &["study.horizon=40 d", "study.warm_up=0 h", "study.replications=5", &servers],
            )
        })
        .into();
    let points: Vec<(f64, &Outcome)> = [1.0, 2.0, 3.0].into_iter().zip(&outcomes).collect();
    let figure = sweep(&points, "wait", &servers(vec![(2.0, "a guess".to_owned())])).unwrap();
    assert_whole(&figure);
    for text in ["Servers", " in h", "mean and its 95% interval", "a guess", "the same seed at each value"] {
        assert!(figure.svg.contains(text), "{text}");
    }
    assert!(figure.alt.contains("highest at 1") && figure.alt.contains("lowest at 3"), "{}", figure.alt);
    assert!(figure.alt.contains(" ± "), "{}", figure.alt);
    assert_eq!(figure.data.rows.len(), 3);
    assert_eq!(figure.data.rows[0].last().map(String::as_str), Some("5"));
    assert!(sweep(&points, "telepathy", &servers(vec![])).is_err());
    assert!(sweep(&[], "wait", &servers(vec![])).is_err());
}

#[test]
fn a_phase_plane_tells_launched_from_failed_and_draws_the_frontier() {
    let (grown, shrunk) = (marketplace(0.5, 2), marketplace(0.02, 2));
    let figure = plane(&[&grown, &shrunk], SIDES).unwrap();
    assert_whole(&figure);
    for text in [
        "a run that ends launched",
        "a run that does not",
        "frontier of critical mass, for very many people",
        "critical mass (repels)",
        "mature market (attracts)",
        "Buyers who are in, as a share",
    ] {
        assert!(figure.svg.contains(text), "{text}");
    }
    assert!(
        figure.alt.contains("2 of 2 launched") && figure.alt.contains("0 of 2 launched"),
        "{}",
        figure.alt
    );
    let turned = plane(&[&grown], [SIDES[1], SIDES[0]]).unwrap();
    assert!(turned.alt.contains("critical mass at (0.064, 0.214)"), "{}", turned.alt);
    // A queue has paths, but no formula of an equilibrium.
    let queue = queue(2);
    let figure = plane(&[&queue], ["customers_present"; 2]).unwrap();
    assert_whole(&figure);
    assert!(!figure.svg.contains("frontier"));
}

/// A map of two by two cells.
fn small_map(supply: [f64; 4], served: [u64; 4], unmet: [u64; 4]) -> Observation {
    let map = Map {
        place: "town".to_owned(),
        width: 4.0,
        side: 2,
        supply: supply.to_vec(),
        served: served.to_vec(),
        unmet: unmet.to_vec(),
    };
    Observation { maps: vec![map], ..observation(Some(1.0), &[1.0], vec![1.0]) }
}

#[test]
fn a_map_has_a_row_for_each_cell_with_its_share_and_interval() {
    let one = small_map([1.0, 0.0, 2.0, 4.0], [90, 50, 0, 10], [10, 50, 0, 30]);
    let other = small_map([3.0, 0.0, 2.0, 4.0], [70, 50, 0, 10], [30, 50, 0, 30]);
    let outcome = with(marketplace(0.5, 1), vec![one, other]);
    let figure = map(&outcome, None).unwrap();
    assert_whole(&figure);
    assert_eq!(figure.name, "map_of_town");
    let rows: Vec<Vec<&str>> =
        figure.data.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    // Shares of .1 and .3: mean .2, and half-width 12.706 x .1.
    assert_eq!(rows[0][..5], ["0.0", "0.0", "200", "0.200", "1.271"]);
    assert_eq!(rows[2][..5], ["0.0", "2.0", "0", "-", "-"]);
    assert_eq!((rows[3][3], rows[3][5]), ("0.750", "4.00"));
    for text in [
        "West to east in km",
        "South to north in km",
        "Requests that ended",
        "unserved, as a share",
        "Idle sellers in a",
        "A cell is 2.00 km wide",
    ] {
        assert!(figure.svg.contains(text), "{text}");
    }
    assert!(figure.alt.contains("to 0.750 in the worst"), "{}", figure.alt);
    assert!(figures(&outcome).unwrap().iter().any(|figure| figure.name == "map_of_town"));
    let error = map(&outcome, Some("city")).unwrap_err();
    assert_eq!(error.to_string(), "there is no map of city; there are maps of town");
    assert!(map(&queue(1), None).unwrap_err().to_string().contains("do not meet in space"));
}

/// A subscription business with these parameters and observations.
fn business(parameters: &str, observations: Vec<Observation>) -> Outcome {
    let text = format!("[study]\nhorizon = \"1 h\"\nreplications = 1\n[model.subscription]\n{parameters}");
    let scenario = Scenario::parse(Source::new("x.toml", text), &[] as &[&str]).unwrap();
    with(run(&scenario, &Settings::default(), &Silent).unwrap(), observations)
}

/// Whole numbers as the names along a side.
fn side(label: &'static str, unit: &'static str, names: &[&str]) -> Axis {
    Axis { label, unit, names: names.iter().map(|&name| name.to_owned()).collect() }
}

/// The observations of one replication of the subscription business: some values by name, and months of these series.
fn months(values: &[(&str, f64)], series: &[(&'static str, &[f64])], matrices: Vec<Matrix>) -> Observation {
    let metrics = bazaar_models::subscription::Subscription::metrics();
    let value = |name: &str| values.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    let series = series.iter().map(|&(metric, values)| Series {
        metric,
        kind: SeriesKind::Level,
        width: 730.5,
        values: values.to_vec(),
    });
    Observation {
        values: metrics.iter().map(|metric| value(metric.name)).collect(),
        series: series.collect(),
        matrices,
        ..Observation::default()
    }
}

fn retention(values: &[Option<f64>]) -> Matrix {
    Matrix {
        metric: "cohort_retention",
        rows: side("cohort", "months", &["1", "2"]),
        columns: side("age", "months", &["0", "1"]),
        values: values.to_vec(),
    }
}

#[test]
fn a_heat_map_leaves_out_what_no_run_says_anything_about() {
    let one = months(&[], &[], vec![retention(&[Some(1.0), Some(0.6), Some(1.0), None])]);
    let other = months(&[], &[], vec![retention(&[Some(1.0), Some(0.8), Some(1.0), None])]);
    let outcome = business("", vec![one, other]);
    let figure = heat(&outcome, "cohort_retention").unwrap();
    assert_whole(&figure);
    assert_eq!((figure.name.as_str(), figure.data.rows.len()), ("cohort_retention_heat_map", 3));
    // Shares of .6 and .8: mean .7, and half-width 12.706 x .1.
    assert_eq!(figure.data.rows[1], ["1", "1", "0.7000", "1.2706", "2"]);
    assert_eq!(figure.data.columns[..3], ["Cohort in months", "Age in months", "Mean, as a share"]);
    // A background, three cells, and sixty shades of the key.
    assert_eq!(figure.svg.matches("<rect").count(), 1 + 3 + 60);
    assert!(figure.alt.contains("lowest 0.7000 at cohort 1, age 1"), "{}", figure.alt);
    assert!(figure.alt.contains("3 cells have a value"), "{}", figure.alt);
    // Empty rows at either end are omitted: cohort 2 is, cohort 1 is not.
    let one = months(&[], &[], vec![retention(&[Some(1.0), Some(0.6), None, None])]);
    let short = heat(&business("", vec![one]), "cohort_retention").unwrap();
    assert!(short.svg.contains("\n1\n") && !short.svg.contains("\n2\n"), "{}", short.svg);
    let error = heat(&outcome, "mrr").unwrap_err();
    let message = "there is no mrr by two things at once; by two things at once there are cohort_retention";
    assert_eq!(error.to_string(), message);
}

#[test]
fn names_of_causes_stand_below_their_columns_in_several_lines() {
    let matrix = Matrix {
        metric: "changes",
        rows: side("change", "", &["churn"]),
        columns: side("cause", "", &["renewal", "declined prompt"]),
        values: vec![Some(9.0), Some(1.0)],
    };
    let figure = heat(&business("", vec![months(&[], &[], vec![matrix])]), "changes").unwrap();
    assert_whole(&figure);
    assert!(figure.svg.contains("\ndeclined\n") && figure.svg.contains("\nprompt\n"), "{}", figure.svg);
    assert!(figure.svg.contains("\nchurn\n") && figure.svg.contains("in changes/month"), "{}", figure.svg);
}

/// The movements of the spec's example of a ledger in its first month, and none in the second.
const LEDGER: [(&str, [f64; 2]); 6] = [
    ("mrr", [117_000.0, 117_000.0]),
    ("mrr_new", [15_000.0, 0.0]),
    ("mrr_expansion", [8_000.0, 0.0]),
    ("mrr_reactivation", [2_000.0, 0.0]),
    ("mrr_contraction", [3_000.0, 0.0]),
    ("mrr_churn", [5_000.0, 0.0]),
];

#[test]
fn a_bridge_leads_from_the_opening_to_the_closing_balance() {
    let series = LEDGER.each_ref().map(|(name, values)| (*name, &values[..]));
    let outcome = business("", vec![months(&[], &series, vec![])]);
    let figure = shape(&outcome, "mrr_bridge").unwrap();
    assert_whole(&figure);
    let opening_to_closing = ["1", "100,000", "15,000", "8,000", "2,000", "-3,000", "-5,000", "117,000", "-"];
    let row: Vec<String> = figure.data.rows[0].iter().map(|cell| cell.replace(".0", "")).collect();
    assert_eq!(row, opening_to_closing);
    assert!(
        figure.alt.contains("from 100,000 $ at the beginning to 117,000 $ after 2 months"),
        "{}",
        figure.alt
    );
    for text in ["New MRR", "Churned MRR", "closing balance", "MRR in $"] {
        assert!(figure.svg.contains(text), "{text}");
    }
    let partly = business("", vec![months(&[], &series[..3], vec![])]);
    assert_eq!(shape(&partly, "mrr_bridge"), None, "nothing is known of reactivation");
}

#[test]
fn a_bridge_of_years_has_few_columns_that_still_add_up() {
    let grows: Vec<f64> = (1..=60).map(|month| 100.0 * f64::from(month)).collect();
    let (hundred, none) = (vec![100.0; 60], vec![0.0; 60]);
    let series: Vec<(&'static str, &[f64])> = LEDGER
        .iter()
        .map(|(name, _)| match *name {
            "mrr" => (*name, &grows[..]),
            "mrr_new" => (*name, &hundred[..]),
            _ => (*name, &none[..]),
        })
        .collect();
    let same = months(&[], &series, vec![]);
    let figure = shape(&business("", vec![same.clone(), same]), "mrr_bridge").unwrap();
    assert_eq!(figure.data.rows.len(), 20);
    assert_eq!(figure.data.rows[1][..3], ["4-6", "300", "300"]);
    assert_eq!(figure.data.rows[19][7], "6,000");
    assert!(figure.svg.contains("Months, by quarter") && figure.svg.contains("its 95% interval"));
}

fn survived(observed: [f64; 3]) -> Matrix {
    let fitted = [1.0, 0.9, 0.8];
    Matrix {
        metric: "survival",
        rows: side("survival", "", &["observed", "fitted sBG"]),
        columns: side("renewals", "renewals", &["0", "1", "2"]),
        values: observed.into_iter().chain(fitted).map(Some).collect(),
    }
}

#[test]
fn survival_has_the_closed_form_over_it() {
    let risk = "renewal.risk = { beta = { a = 0.704, b = 1.182 } }";
    let seen = |observed| months(&[], &[], vec![survived(observed)]);
    let observations = vec![seen([1.0, 0.6, 0.4]), seen([1.0, 0.7, 0.5])];
    let figure = shape(&business(risk, observations.clone()), "survival_by_renewals").unwrap();
    assert_whole(&figure);
    // Fader & Hardie (2007): .6267 after one renewal and .4738 after two.
    let last = |row: &Vec<String>| row.last().unwrap().parse::<f64>().unwrap();
    let formula: Vec<f64> = figure.data.rows.iter().map(last).collect();
    for (found, published) in formula.iter().zip([1.0, 0.6267, 0.4738]) {
        assert!((found - published).abs() < 6e-4, "{formula:?}");
    }
    assert_eq!(figure.data.rows[2][..4], ["2", "0.450", "0.635", "2"]);
    assert!(figure.svg.contains("closed form, from the parameters"));
    assert!(
        figure.alt.contains("observed, 0.450 ± 0.635 (95% interval) are left after 2 renewals"),
        "{}",
        figure.alt
    );
    let cards = format!("{risk}\nrenewal.card_fails = \"2 %\"");
    let figure = shape(&business(&cards, observations), "survival_by_renewals").unwrap();
    assert!(figure.svg.contains("closed form, if renewals alone decided"));
    assert_eq!(shapes(&business("", vec![months(&[], &[], vec![])])), Ok(vec![]));
}

#[test]
fn the_trough_is_marked_with_its_depth_and_month() {
    let seen = |cash: &[f64], month: f64, depth: f64| {
        months(&[("cash_trough", depth), ("cash_trough_month", month)], &[("cash", cash)], vec![])
    };
    let observations = vec![
        seen(&[-100.0, -300.0, -100.0, 200.0], 2.0, -300.0),
        seen(&[-100.0, -200.0, -400.0, 100.0], 3.0, -400.0),
    ];
    let figure = shape(&business("", observations), "cash_and_its_trough").unwrap();
    assert_whole(&figure);
    // Depths 300 and 400 and months 2 and 3: half-widths 12.706 x 50 and x .5.
    assert!(figure.alt.contains("the trough is -350 ± 635 $ in month 2.5 ± 6.4"), "{}", figure.alt);
    assert!(figure.svg.contains("-350 ± 635 $ in month 2.5 ± 6.4"), "{}", figure.svg);
    assert!(figure.svg.contains("trough of each replication") && figure.svg.contains("Time in months"));
    let here: Vec<&str> = figure.data.rows.iter().map(|row| row[6].as_str()).collect();
    assert_eq!(here, ["0", "1", "1", "0"]);
    let one = business("", vec![seen(&[-1.0], 1.0, -1.0)]);
    let one = shape(&one, "cash_and_its_trough").unwrap();
    assert_whole(&one);
    assert!(!one.svg.contains("interval"));
}

#[test]
fn values_by_several_methods_stand_beside_one_another() {
    let seen = |ltv, sbg| months(&[("ltv", ltv), ("ltv_sbg", sbg), ("arpa", 9.0)], &[], vec![]);
    let outcome = business("", vec![seen(100.0, 150.0), seen(110.0, 170.0), seen(120.0, 160.0)]);
    let figure = dots(&outcome, &["ltv", "ltv_sbg", "ltv_realised"]).unwrap();
    assert_whole(&figure);
    assert_eq!(figure.data.rows.len(), 2, "what has no value is left out");
    // Standard deviation 10, and t(.975, 2) = 4.302653.
    assert_eq!(figure.data.rows[0][2].parse::<f64>().unwrap().round(), 25.0);
    assert!(figure.svg.contains("LTV from churn") && figure.svg.contains("110 ± 25 $"), "{}", figure.svg);
    let error = dots(&outcome, &["ltv", "arpa"]).unwrap_err();
    assert_eq!(error.to_string(), "ltv is in $ and arpa in $/month: one axis cannot show both");
    assert!(dots(&outcome, &["ltv_realised"]).is_err() && dots(&outcome, &[]).is_err());
}

#[test]
fn a_funnel_has_the_share_that_goes_on_between_its_stages() {
    let seen = |leads, new| months(&[("leads", leads), ("new_customers", new), ("mrr", 1.0)], &[], vec![]);
    let outcome = business("", vec![seen(100.0, 10.0), seen(200.0, 40.0)]);
    let figure = funnel(&outcome, &["leads", "new_customers"]).unwrap();
    assert_whole(&figure);
    // Shares of .1 and .2 in each replication, of which the mean is .15 and not 50 / 300.
    assert_eq!(figure.data.rows[1][3], "0.1500");
    assert_eq!(figure.data.rows[0][3], "-");
    assert!(
        figure.svg.contains("15% ± 64% go on") && figure.svg.contains("Number in a month"),
        "{}",
        figure.svg
    );
    assert!(figure.alt.contains("Leads 150 ± 635; New customers 25 ± 191, 15% ± 64%"), "{}", figure.alt);
    assert!(funnel(&outcome, &["leads", "mrr"]).is_err(), "one is of a month and one is not");
    assert!(funnel(&outcome, &["leads", "trials"]).is_err(), "nobody tries");
}

#[test]
fn a_business_has_its_figures_in_its_folder() {
    let mut series = LEDGER.each_ref().map(|(name, values)| (*name, &values[..])).to_vec();
    series.push(("cash", &[-5.0, 3.0]));
    let values = [
        ("leads", 100.0),
        ("sign_ups", 50.0),
        ("trials", 0.0),
        ("new_customers", 5.0),
        ("ltv", 90.0),
        ("ltv_sbg", 95.0),
        ("ltv_realised", 60.0),
        ("cash_trough", -5.0),
        ("cash_trough_month", 1.0),
    ];
    let matrices = vec![retention(&[Some(1.0), Some(0.6), Some(1.0), None]), survived([1.0, 0.9, 0.8])];
    let outcome = business("", vec![months(&values, &series, matrices)]);
    let names: Vec<String> = figures(&outcome).unwrap().into_iter().map(|figure| figure.name).collect();
    for name in [
        "mrr_bridge",
        "survival_by_renewals",
        "cash_and_its_trough",
        "ltv_and_ltv_sbg_and_ltv_realised",
        "funnel_from_leads_to_new_customers",
        "cohort_retention_heat_map",
        "mrr_over_time",
    ] {
        assert!(names.iter().any(|found| found == name), "{name} is not in {names:?}");
    }
    assert_eq!(names.iter().filter(|name| name.ends_with("_heat_map")).count(), 1, "a curve is no heat map");
}

/// Trees of strangers whose numbers of invitations are Poisson.
fn strangers(replications: u32) -> Outcome {
    let replications = format!("study.replications={replications}");
    outcome("reference/tree-sizes", &["model.referral.seeds=500", &replications])
}

#[test]
fn trees_by_size_have_the_law_of_borel_over_them() {
    let figure = shape(&strangers(4), "trees_by_size").unwrap();
    assert_whole(&figure);
    for text in ["law of Borel at k = 0.50", "just so many", "at least so many", "95% interval of the mean"] {
        assert!(figure.svg.contains(text), "{text}");
    }
    // Borel (1942) at k = .5.
    let formula = |row: usize, column: usize| figure.data.rows[row][column].parse::<f64>().unwrap();
    for (row, published) in [0.606_531, 0.183_940, 0.083_674, 0.045_112, 0.026_720].into_iter().enumerate() {
        assert!((formula(row, 7) - published).abs() < 6e-3, "{:?}", figure.data.rows[row]);
        assert!((formula(row, 1) - published).abs() < 0.05, "{:?}", figure.data.rows[row]);
    }
    assert!((formula(1, 8) - 0.393_469).abs() < 6e-3, "{:?}", figure.data.rows[1]);
    let pool =
        outcome("referral/base", &["study.replications=2", "study.horizon=60 d", "model.referral.pool=5000"]);
    let figure = shape(&pool, "trees_by_size").unwrap();
    assert!(
        figure.svg.contains("law of the branching process at k = 0.30, without churn or repeat contacts"),
        "{}",
        figure.alt
    );
    assert_eq!(shapes(&queue(1)), Ok(vec![]));
}

#[test]
fn generations_have_points_for_both_arms_and_a_line_at_one() {
    let sets = ["study.replications=4", "study.horizon=90 d", "model.referral.pool=20000"];
    let outcome = outcome("referral/base", &sets);
    let figure = shape(&outcome, "k_factor_by_generation").unwrap();
    assert_whole(&figure);
    for text in ["with the programme", "without it", "one for one", "by the parameters, 0.30"] {
        assert!(figure.svg.contains(text), "{text}");
    }
    assert_eq!(figure.data.rows[0][0], "0");
    let names: Vec<String> = figures(&outcome).unwrap().into_iter().map(|figure| figure.name).collect();
    for name in [
        "trees_by_size",
        "k_factor_by_generation",
        "attributed_and_incremental_over_time",
        "customers_and_customers_without_over_time",
        "payout_per_referral_and_cost_per_incremental",
    ] {
        assert!(names.iter().any(|found| found == name), "{name} is not in {names:?}");
    }
    assert!(!names.iter().any(|name| name.ends_with("_heat_map")), "{names:?}");
}

#[test]
fn a_long_run_counts_in_months_and_a_short_one_in_days() {
    let long = business("", vec![months(&[], &[("cash", &[-5.0, 3.0, 8.0])], vec![])]);
    let figure = series(&long, "cash").unwrap();
    assert!(figure.svg.contains("Time in months") && figure.alt.contains("(month 2.5)"), "{}", figure.alt);
    assert_eq!(figure.data.rows[1][0], "1.5");
    let planned = |horizon: &str| {
        let horizon = format!("study.horizon={horizon}");
        let outcome = outcome("reference/mm1", &[&horizon, "study.warm_up=0 h", "study.replications=1"]);
        series(&outcome, "customers_present").unwrap().svg
    };
    assert!(planned("12 month").contains("Time in months"));
    assert!(planned("2 month").contains("Time in days"));
    assert!(planned("200 d").contains("Time in days"));
}

#[test]
fn many_metrics_beside_one_another_have_a_title_that_fits() {
    let names = ["ltv", "ltv_discounted", "ltv_of_new_churn", "ltv_sbg", "ltv_realised"];
    let seen = |ltv: f64| months(&names.map(|name| (name, ltv)), &[], vec![]);
    let outcome = business("", vec![seen(100.0), seen(110.0)]);
    let figure = dots(&outcome, &names).unwrap();
    assert_eq!(figure.title, "LTV from churn, beside 4 others");
    assert!(!figure.svg.contains('…'));
    let same = dots(&business("", vec![seen(36.0), seen(36.0)]), &names[..2]).unwrap();
    assert!(
        same.svg.contains("36 $") && !same.svg.contains("36.0") && !same.svg.contains("± 0"),
        "{}",
        same.svg
    );
    assert!(same.alt.contains("it is 36 $ in each of 2 replications"), "{}", same.alt);
}

#[test]
fn a_fit_shows_what_was_observed_and_what_each_model_says() {
    use bazaar_study::calibration::{Choice, Lifetime, Reading, Sample, calibrate};
    let choice = Choice { family: None, reading: Reading::Counts };
    let lengths = |k: i32| -10.0 * (1.0 - f64::from(k) / 200.0).ln();
    let all: Vec<Lifetime> = (1..200).map(|k| Lifetime { length: lengths(k), ended: k % 10 > 0 }).collect();
    let parts = calibrate(&Sample::Intervals(all), choice).unwrap();
    let figure = fit(&parts[0], "h", "lengths.csv").unwrap();
    assert_whole(&figure);
    for text in ["observed (Kaplan &amp; Meier)", "exponential, lowest AIC", "Length in h", "lengths.csv"] {
        assert!(figure.svg.contains(text), "{text}");
    }
    // A tenth of the mean of 10: exp(-.1) of the curve, and about this share of the observations was longer.
    let row = figure.data.rows.iter().find(|row| row[0].parse::<f64>().unwrap() >= 1.0).unwrap();
    let [observed, said] = [1, 2].map(|column| row[column].parse::<f64>().unwrap());
    assert!((observed - 0.9).abs() < 0.02 && (said - observed).abs() < 0.02, "{row:?}");
    let cohort = Sample::Cohort { lost: vec![369, 163, 86, 56, 37, 27, 21], kept: 241 };
    let parts = calibrate(&cohort, choice).unwrap();
    let figure = fit(&parts[0], "year", "regular.csv").unwrap();
    assert_whole(&figure);
    assert_eq!((figure.name.as_str(), figure.data.rows.len()), ("fit_of_customers_left", 8));
}

/// Extreme values, which break naive axes.
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
    let cells = || prop::collection::vec(prop_oneof![Just(0), Just(u64::MAX), 0..100_u64], 4);
    let supply = prop::collection::vec(odd(), 4);
    let width = prop_oneof![Just(1e-3), Just(10.0), Just(1e5)];
    let cells_of_wait = prop::collection::vec(prop::option::of(odd()), 0..8);
    let map = (supply, cells(), cells(), width).prop_map(|(supply, served, unmet, width)| Map {
        place: "town".to_owned(),
        width,
        side: 2,
        supply,
        served,
        unmet,
    });
    let all = (prop::option::of(odd()), values(), values(), map, cells_of_wait);
    all.prop_map(|(wait, waits, present, map, values)| Observation {
        maps: vec![map],
        matrices: vec![Matrix {
            metric: "wait",
            rows: side("cohort", "months", &["7", "8", "x"]),
            columns: side("cause", "", &["one", "another one"]),
            values,
        }],
        ..observation(wait, &waits, present)
    })
}

/// Extreme observations of a replication of a referral programme.
fn odd_programme() -> impl Strategy<Value = Observation> {
    let values = || prop::collection::vec(prop::option::of(odd()), 0..9);
    (values(), values()).prop_map(|(sizes, generations)| {
        let matrix = |metric, rows: &[&str], columns: &[&str], values| Matrix {
            metric,
            rows: side("arm", "", rows),
            columns: side("size", "members", columns),
            values,
        };
        let sizes =
            matrix("trees_by_size", &["just so many", "at least so many"], &["1", "2", "x", "40"], sizes);
        let generations =
            matrix("k_factor", &["with the programme", "without it"], &["0", "1", "2"], generations);
        Observation { matrices: vec![sizes, generations], ..Observation::default() }
    })
}

/// Extreme observations of a replication of the subscription business.
fn odd_business() -> impl Strategy<Value = Observation> {
    let numbers = || prop::collection::vec(odd(), 0..40);
    let series = prop::collection::vec(numbers(), 7);
    let curves = prop::collection::vec(prop::option::of(odd()), 6);
    let values = prop::collection::vec(prop::option::of(odd()), 100);
    (series, curves, values).prop_map(|(series, curves, values)| {
        let names = LEDGER.map(|(name, _)| name).into_iter().chain(["cash"]);
        let series: Vec<(&'static str, &[f64])> =
            names.zip(series.iter().map(|values| &values[..])).collect();
        let matrix = Matrix { values: curves, ..survived([0.0; 3]) };
        let whole = retention(&[Some(1.0); 4]);
        let metrics = bazaar_models::subscription::Subscription::metrics().len();
        let values = values[..metrics].to_vec();
        Observation { values, ..months(&[], &series, vec![matrix, whole]) }
    })
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
        ],
        at in odd()
    ) {
        let few = ["study.horizon=1 week", "study.replications=1", "model.marketplace.buyers.potential=2"];
        let market = with(outcome("reference/two-sides", &few), observations.clone());
        let outcome = with(queue(1), observations);
        for figure in figures(&outcome).unwrap() {
            assert_whole(&figure);
        }
        let swept = Swept { label: "Servers".into(), unit: "h".into(), marks: vec![(at, "mark".into())] };
        for figure in [
            replications(&outcome, "wait"),
            together(&outcome, &["customers_present", "customers_present"]),
            plane(&[&outcome, &outcome], ["customers_present"; 2]),
            sweep(&[(at, &outcome), (1.0, &outcome)], "wait", &swept),
            map(&market, None),
            heat(&outcome, "wait"),
            dots(&outcome, &["wait", "wait"]),
            funnel(&outcome, &["wait", "wait"]),
        ].into_iter().flatten() {
            assert_whole(&figure);
        }
    }

    #[test]
    fn whatever_a_study_finds_its_figures_are_whole(
        numbers in prop::collection::vec([odd(), odd(), odd()], 1..20),
        is_solid in any::<bool>()
    ) {
        let text = |text: &str| text.to_owned();
        let measure = |[value, low, high]: &[f64; 3]| Measure { value: *value, ends: Some([*low, *high]) };
        let row = |of: &[f64; 3]| BarRow { label: text("a factor with quite a long name, isn't it"), measures: vec![measure(of); 2] };
        let point = |[x, y, end]: &[f64; 3]| ([*x, *y], Some([*y, *end]));
        // A surface's names come from the study file, where a value is a number.
        let named = |[x, ..]: &[f64; 3]| if x.is_finite() { x.to_string() } else { text("no limit") };
        let factor = |[value, low, high]: &[f64; 3]| {
            (text("factor"), Estimated { value: value.abs(), low: *low, high: *high, n: 3 }, high.abs())
        };
        let shapes = [Pattern::Curve, Pattern::Frontier, Pattern::Cloud].map(|pattern| response(&Response {
            name: text("r"), title: text("Wait over servers"), subtitle: text("s"), across: [text("Servers"), text("")],
            up: [text("Wait"), text("h")], pattern, point: text("mean"), points: numbers.iter().map(point).collect(),
            sought: numbers.first().map(|[at, low, high]| (*at, [*low, *high])),
        }));
        let others = [
            bars(&Bars {
                name: text("b"), title: text("Differences"), subtitle: text("s"), label: text("Difference"), unit: text("h"),
                series: vec![text("one"), text("other")], is_solid, rows: numbers.iter().map(row).collect(),
            }),
            screening(&Plane {
                name: text("p"), title: text("What moves it"), subtitle: text("s"), unit: text("$"),
                factors: numbers.iter().map(factor).collect(),
            }),
            surface(&Surface {
                name: text("u"), title: text("Wait over both"), subtitle: text("s"), measure: [text("Wait"), text("h")],
                across: (text("Servers"), numbers.iter().map(named).collect()), up: (text("Days"), vec![text("1 d"), text("2 d")]),
                means: numbers.iter().chain(&numbers).map(|[mean, ..]| Some(*mean)).collect(),
            }),
        ];
        for figure in shapes.into_iter().chain(others).flatten() {
            assert_whole(&figure);
        }
    }

    #[test]
    fn whatever_a_business_saw_every_figure_is_whole(
        observations in prop_oneof![
            prop::collection::vec(odd_business(), 0..4),
            prop::collection::vec(odd_business(), 10..12),
        ]
    ) {
        let outcome = business("", observations);
        for figure in shapes(&outcome).unwrap() {
            assert_whole(&figure);
        }
        for figure in [
            series(&outcome, "cash"),
            dots(&outcome, &["ltv", "ltv_sbg", "ltv_realised"]),
            funnel(&outcome, &["leads", "sign_ups", "new_customers"]),
            heat(&outcome, "cohort_retention"),
        ].into_iter().flatten() {
            assert_whole(&figure);
        }
    }

    #[test]
    fn whatever_a_programme_saw_every_figure_is_whole(
        observations in prop_oneof![
            prop::collection::vec(odd_programme(), 0..4),
            prop::collection::vec(odd_programme(), 10..12),
        ]
    ) {
        let text = "[study]\nhorizon = \"1 h\"\nreplications = 1\n[model.referral]\nseeds = 2";
        let scenario = Scenario::parse(Source::new("x.toml", text), &[] as &[&str]).unwrap();
        let outcome = with(run(&scenario, &Settings::default(), &Silent).unwrap(), observations);
        for figure in shapes(&outcome).unwrap() {
            assert_whole(&figure);
        }
    }
}

//! Estimating parameters from data: published fits, parameter recovery, invalid data.

use std::fmt::Write as _;
use std::fs;

use bazaar_figure::sheet::Sheet;
use bazaar_report::table;
use serde_json::Value;

use crate::desk::{Desk, flowing};
use crate::repository;

fn fits(desk: &Desk, arguments: &[&str]) -> Value {
    let answer = desk.bazaar(&[&["calibrate"], arguments, &["--json"]].concat()).done();
    serde_json::from_str(&answer.stdout).unwrap()
}

/// The best model of a part.
fn best(fits: &Value, part: usize) -> &Value {
    &fits["parts"][part]["models"][0]
}

#[track_caller]
fn near(found: &Value, printed: f64, digit: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - printed).abs() <= 0.5001 * digit, "{found}, not {printed}");
}

/// Within three standard errors, which a correct fit exceeds once in 370 times for each parameter; data are fixed.
#[track_caller]
fn recovered(model: &Value, truth: &[(&str, f64)]) {
    for (name, truth) in truth {
        let [value, error] =
            ["value", "standard_error"].map(|key| model["parameters"][name][key].as_f64().unwrap());
        assert!((value - truth).abs() < 3.0 * error, "{name}: {value} ± {error}, not {truth}");
        assert!(error < 0.3 * value.abs(), "{name}: {value} ± {error} says nothing");
    }
}

fn published(name: &str) -> String {
    repository::read(&format!("sim/study/tests/data/{name}"))
}

/// Fader, Hardie & Lee (2005).
#[test]
fn cdnow_has_its_published_fit() {
    let desk = Desk::new();
    desk.file("cdnow.csv", published("cdnow.csv"));
    let found = fits(&desk, &["purchases", "cdnow.csv", "--unit", "week", "--counted"]);
    let model = best(&found, 0);
    for (name, printed) in [("r", 0.243), ("alpha", 4.414), ("a", 0.793), ("b", 2.426)] {
        near(&model["parameters"][name]["value"], printed, 1e-3);
    }
    near(&model["log_likelihood"], -9582.43, 0.01);
    assert_eq!(found["parts"][0]["n"], 2357);
    assert_eq!(model["parameters"]["alpha"]["unit"], "week");
}

#[test]
fn parquet_and_headings_of_ones_own_give_the_same_fit() {
    let text = published("cdnow.csv");
    let rows: Vec<Vec<f64>> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect())
        .collect();
    let mut sheet = Sheet::default();
    for (place, heading) in ["again", "last", "weeks", "people"].into_iter().enumerate() {
        sheet = sheet.numbers(heading, "", "", rows.iter().map(|row| Some(row[place])));
    }
    let mut bytes = Vec::new();
    table::parquet(table::frame(&sheet).unwrap(), &mut bytes).unwrap();
    let desk = Desk::new();
    desk.file("cdnow.csv", text.as_str()).file("discs.parquet", bytes);
    let asked = ["--unit", "week", "--counted"];
    let of_csv = fits(&desk, &[&["purchases", "cdnow.csv"], &asked[..]].concat());
    let headings = ["frequency=again", "recency=last", "T=weeks", "customers=people"];
    let columns: Vec<&str> = headings.iter().flat_map(|heading| ["--column", heading]).collect();
    let of_parquet = fits(&desk, &[&["purchases", "discs.parquet"], &asked[..], &columns].concat());
    assert_eq!(of_csv["parts"], of_parquet["parts"]);
    let refusal = |more: &[&str]| {
        desk.bazaar(&[&["calibrate", "purchases", "discs.parquet"], &asked[..], more].concat()).refusal()
    };
    assert!(refusal(&[]).contains("has no column `frequency`"));
    assert!(refusal(&["--column", "often=again"]).contains("there is no column `often` here"));
    assert!(refusal(&["--column", "again"]).contains("has no = between"));
}

/// Fader & Hardie (2007). The file has those lost at each renewal and in its last row those who were still there.
#[test]
fn the_regular_cohort_has_its_published_fit() {
    let mut left = 1000;
    let mut cohort = "renewals,customers\n0,1000\n".to_owned();
    for (renewal, row) in published("regular.csv").lines().skip(1).take(7).enumerate() {
        left -= row.split(',').nth(1).unwrap().parse::<i32>().unwrap();
        writeln!(cohort, "{},{left}", renewal + 1).unwrap();
    }
    let desk = Desk::new();
    desk.file("regular.csv", cohort);
    let found = fits(&desk, &["cohort", "regular.csv", "--unit", "year"]);
    near(&best(&found, 0)["parameters"]["alpha"]["value"], 0.704, 1e-3);
    near(&best(&found, 0)["parameters"]["beta"]["value"], 1.182, 1e-3);
    near(&best(&found, 0)["log_likelihood"], -1680.27, 0.01);
    assert_eq!(found["parts"][0]["n"], 1000);
}

#[test]
fn video_recorders_have_their_published_fit() {
    let desk = Desk::new();
    desk.file("vcr.csv", published("vcr.csv").replace("sales_thousand", "adopters"));
    let found = fits(&desk, &["adoption", "vcr.csv", "--unit", "year", "--reading", "rate"]);
    let model = best(&found, 0);
    near(&model["parameters"]["M"]["value"], 67_981.0, 1.0);
    near(&model["parameters"]["p"]["value"], 0.006_594, 1e-6);
    near(&model["parameters"]["q"]["value"], 0.6381, 1e-4);
    near(&model["distance"], 727.19, 0.01);
}

/// The recording that comes with the program, which its own class `desktop` made: Weibull(.55, 35.30 h) and
/// log-normal(1.42, 1.54) hours.
#[test]
fn a_recording_of_the_simulator_gives_back_the_class_that_made_it() {
    let desk = Desk::new();
    desk.file("desktops.csv", repository::read("scenarios/volunteer/desktops.csv"));
    let found = fits(&desk, &["trace", "desktops.csv", "--unit", "s"]);
    let model = |part: usize, name: &str| {
        let models = found["parts"][part]["models"].as_array().unwrap();
        models.iter().find(|model| model["model"] == name).unwrap().clone()
    };
    recovered(&model(0, "weibull"), &[("shape", 0.55), ("scale", 35.30 * 3600.0)]);
    recovered(&model(1, "log_normal"), &[("mu", 1.42 + 3600.0_f64.ln()), ("sigma", 1.54)]);
    assert!(found["parts"][0]["unfinished"].as_u64().unwrap() > 10);
}

/// The survival of a cohort of 50,000 in one replication, as the run's folder has it.
#[test]
fn a_cohort_that_the_simulator_followed_gives_back_its_risk() {
    let desk = Desk::new();
    desk.bazaar(&["run", "reference/sbg-survival", "--replications", "1", "--out", "results"]).done();
    let cells = fs::read_to_string(desk.path().join("results/cells.csv")).unwrap();
    let mut cohort = "renewals,customers\n".to_owned();
    for line in cells.lines().filter(|line| line.starts_with("survival,") && line.contains(",observed,")) {
        let fields: Vec<&str> = line.split(',').collect();
        let left = (50_000.0 * fields[6].parse::<f64>().unwrap()).round();
        writeln!(cohort, "{},{left}", fields[4]).unwrap();
    }
    desk.file("cohort.csv", cohort);
    let found = fits(&desk, &["cohort", "cohort.csv", "--unit", "year"]);
    recovered(best(&found, 0), &[("alpha", 0.704), ("beta", 1.182)]);
    assert_eq!(found["parts"][0]["n"], 50_000);
}

/// How many of 100,000 people hear of something in each of fourteen years, from one replication.
#[test]
fn people_whom_the_simulator_let_hear_give_back_the_curve_of_bass() {
    let desk = Desk::new();
    let horizons: Vec<String> = (1..=14).map(|years| format!("\"{years} year\"")).collect();
    let set = format!("study.horizon=[{}]", horizons.join(","));
    let metric = "participation_buyers";
    let sweep = [
        "sweep",
        "reference/bass",
        "--set",
        &set,
        "--metric",
        metric,
        "--replications",
        "1",
        "--format",
        "csv",
    ];
    let table = desk.bazaar(&sweep).done().stdout;
    let mean = table.lines().next().unwrap().split(',').position(|heading| heading == "mean").unwrap();
    let shares = table.lines().skip(1).map(|line| line.split(',').nth(mean).unwrap().parse::<f64>().unwrap());
    let mut adopters = "adopters\n".to_owned();
    shares.fold(0.0, |before, share| {
        writeln!(adopters, "{}", (100_000.0 * (share - before)).round()).unwrap();
        share
    });
    desk.file("adopters.csv", adopters);
    let found = fits(&desk, &["adoption", "adopters.csv", "--unit", "year"]);
    recovered(best(&found, 0), &[("M", 100_000.0), ("p", 0.03), ("q", 0.38)]);
}

/// Quantiles of the exponential distribution with mean 10 h, every tenth cut short.
fn lengths() -> String {
    let mut text = "id,length,ended\n".to_owned();
    for k in 1..200 {
        let length = -10.0 * (1.0 - f64::from(k) / 200.0_f64).ln();
        let ended = u8::from(k % 10 != 0);
        writeln!(text, "{k},{length},{ended}").unwrap();
    }
    text
}

#[test]
fn a_table_says_what_fits_best_and_what_cannot_be_told() {
    let desk = Desk::new();
    desk.file("lengths.csv", lengths());
    let text =
        desk.bazaar(&["calibrate", "intervals", "lengths.csv", "--unit", "h", "--unfinished"]).done().stdout;
    assert!(
        text.starts_with("lengths.csv · 199 intervals\n\nlength: 199, 19 of them unfinished\n"),
        "{text}"
    );
    let lines: Vec<&str> = text.lines().collect();
    let heading = lines.iter().position(|line| line.starts_with("model") && line.contains("AIC")).unwrap();
    assert!(lines[heading + 1].starts_with("exponential"), "{text}");
    assert!(
        text.contains("hyper_exponential: the hyper-exponential distribution cannot be fitted"),
        "{text}"
    );
}

#[test]
fn what_is_written_is_a_scenario_that_runs_with_what_was_fitted() {
    let desk = Desk::new();
    desk.file("lengths.csv", lengths());
    let calibrate =
        ["calibrate", "intervals", "lengths.csv", "--unit", "min", "--unfinished", "--write", "fitted.toml"];
    desk.bazaar(&calibrate).done();
    desk.bazaar(&["check", "fitted.toml"]).done();
    let run = desk.bazaar(&["run", "fitted.toml", "--replications", "2", "--json"]).done();
    let result: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(result["model"], "queue");
    // A mean of about 10 minutes, and a customer every 15: two thirds.
    let busy = result["metrics"]["utilisation"]["mean"].as_f64().unwrap();
    assert!((0.6..0.75).contains(&busy), "{busy}");
    let message = desk.bazaar(&calibrate).refusal();
    assert!(message.contains("fitted.toml is there already") && message.contains("--force"), "{message}");
    desk.bazaar(&[&calibrate[..], &["--force"]].concat()).done();
}

#[test]
fn data_of_every_kind_become_a_scenario_that_runs() {
    let desk = Desk::new();
    desk.file("desktops.csv", repository::read("scenarios/volunteer/desktops.csv"))
        .file("cdnow.csv", published("cdnow.csv"))
        .file("cohort.csv", "renewals,customers\n0,1000\n1,631\n2,468\n3,382\n4,326\n")
        .file("vcr.csv", published("vcr.csv").replace("sales_thousand", "adopters"));
    for (about, data, unit, flag, model) in [
        ("trace", "desktops.csv", "s", None, "volunteer"),
        ("purchases", "cdnow.csv", "week", Some("--counted"), "subscription"),
        ("cohort", "cohort.csv", "year", None, "subscription"),
        ("adoption", "vcr.csv", "year", None, "marketplace"),
    ] {
        let written = format!("{about}.toml");
        let mut calibrate = vec!["calibrate", about, data, "--unit", unit, "--write", &written];
        calibrate.extend(flag);
        desk.bazaar(&calibrate).done();
        let set = "study.replications=1";
        let run = desk.bazaar(&["run", &written, "--set", set, "--json"]).done();
        let result: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(result["model"], model);
        assert!(
            fs::read_to_string(desk.path().join(&written))
                .unwrap()
                .contains(&format!("fitted to {data}, n = "))
        );
    }
}

#[test]
fn a_folder_has_tables_figures_and_the_scenario_and_is_not_written_twice() {
    let desk = Desk::new();
    desk.file("desktops.csv", repository::read("scenarios/volunteer/desktops.csv"));
    let calibrate = ["calibrate", "trace", "desktops.csv", "--unit", "s", "--out", "fit"];
    desk.bazaar(&calibrate).done();
    let read = |name: &str| fs::read_to_string(desk.path().join("fit").join(name)).unwrap();
    let parameters = read("parameters.csv");
    assert!(parameters.starts_with("part,model,parameter,value,standard_error,unit\n"), "{parameters}");
    assert!(parameters.contains("\navailable,weibull,shape,"), "{parameters}");
    assert!(read("models.csv").contains("\nunavailable,log_normal,"));
    assert!(read("scenario.toml").contains("[model.volunteer.classes.fitted.availability.renewal]"));
    let record: Value = serde_json::from_str(&read("calibration.json")).unwrap();
    assert_eq!(record["sha256"].as_str().unwrap().len(), 64);
    for part in ["available", "unavailable"] {
        let figure = read(&format!("figures/fit_of_{part}.svg"));
        assert!(
            figure.contains("observed (Kaplan &amp; Meier)") && figure.contains("lowest AIC"),
            "{figure}"
        );
    }
    let before = read("parameters.csv");
    desk.bazaar(&calibrate).refusal();
    desk.bazaar(&[&calibrate[..], &["--force"]].concat()).done();
    assert_eq!(before, read("parameters.csv"), "the same data give the same bytes");
}

#[test]
fn bad_rows_are_named_by_line_and_nothing_is_written() {
    let desk = Desk::new();
    desk.file("lengths.csv", "# made\nlength,ended\n5,1\n-3,1\nsoon,1\n2,0.5\n");
    let data =
        ["calibrate", "intervals", "lengths.csv", "--unit", "h", "--unfinished", "--write", "fitted.toml"];
    insta::assert_snapshot!(desk.bazaar(&data).refusal());
    desk.file("lengths.csv", "# made\nlength,ended\n5,1\n-3,1\n2,0.5\n");
    insta::assert_snapshot!(desk.bazaar(&data).refusal());
    assert!(!desk.path().join("fitted.toml").exists());
}

#[test]
fn data_that_tell_nothing_and_flags_that_do_not_fit_are_refused() {
    let desk = Desk::new();
    desk.file("same.csv", "length\n1\n1\n1\n")
        .file("few.csv", "adopters\n1\n2\n")
        .file("old.txt", "length\n1\n");
    let told = |arguments: &[&str]| desk.bazaar(&[&["calibrate"], arguments].concat()).refusal();
    for (arguments, part) in [
        (
            &["intervals", "same.csv", "--unit", "h", "--family", "log-normal"][..],
            "all lengths are equal: deterministic",
        ),
        (&["adoption", "few.csv", "--unit", "year"], "there must be at least four periods"),
        (&["cohort", "same.csv", "--unit", "year"], "has no column `renewals`"),
        (&["intervals", "sane.csv", "--unit", "h"], "did you mean `same.csv`?"),
        (&["intervals", "old.txt", "--unit", "h"], "is not a table that can be read here"),
        (&["intervals", "same.csv", "--unit", "furlong"], "units of time: s, min, h"),
        (&["intervals", "same.csv"], "--unit <UNIT>"),
        (
            &["cohort", "same.csv", "--unit", "year", "--family", "gamma"],
            "--family is only for intervals and traces, got cohort",
        ),
        (
            &["trace", "same.csv", "--unit", "s", "--unfinished"],
            "--unfinished is only for intervals, got trace",
        ),
        (
            &["intervals", "same.csv", "--unit", "h", "--reading", "rate"],
            "--reading is only for adoption, got intervals",
        ),
        (
            &["adoption", "few.csv", "--unit", "year", "--counted"],
            "--counted is only for purchases, got adoption",
        ),
        (
            &["adoption", "few.csv", "--unit", "year", "--window", "each"],
            "--window is only for traces, got adoption",
        ),
        (&["trace", "same.csv", "--unit", "s", "--window", "9..3"], "later than the first"),
        (&["trace", "same.csv", "--unit", "s", "--window", "always"], "type columns, each, or two times"),
    ] {
        let message = told(arguments);
        assert!(message.contains(part), "{arguments:?}: {message}");
    }
}

/// A column of numbers under its heading.
fn column(heading: &str, numbers: &[f64]) -> String {
    numbers.iter().fold(format!("{heading}\n"), |text, number| format!("{text}{number}\n"))
}

/// Bass's adopters in each of `n` periods.
fn bass([potential, p, q]: [f64; 3], n: u32) -> Vec<f64> {
    let share = |t: f64| (1.0 - (-(p + q) * t).exp()) / (1.0 + q / p * (-(p + q) * t).exp());
    (0..n).map(f64::from).map(|t| potential * (share(t + 1.0) - share(t))).collect()
}

#[test]
fn a_curve_by_year_month_week_or_day_has_the_same_fit_without_noise() {
    let desk = Desk::new();
    for (unit, each, n) in [("year", 1.0, 14), ("month", 12.0, 150), ("week", 52.0, 600), ("d", 365.0, 3_000)]
    {
        desk.file("curve.csv", column("adopters", &bass([10_000.0, 0.01 / each, 0.5 / each], n)));
        let found = fits(&desk, &["adoption", "curve.csv", "--unit", unit]);
        for (name, truth) in [("M", 10_000.0), ("p", 0.01 / each), ("q", 0.5 / each)] {
            near(&best(&found, 0)["parameters"][name]["value"], truth, 1e-3 * truth);
        }
        assert_eq!(found["comparison"]["apart"], false);
        assert_eq!(found["warnings"].as_array().unwrap().len(), 0);
    }
}

#[test]
fn figures_without_an_end_in_sight_are_refused_by_name() {
    let desk = Desk::new();
    let growth: Vec<f64> = (0..20).map(|k| (40.0 * 1.25_f64.powi(k)).round()).collect();
    desk.file("growth.csv", column("adopters", &growth)).file("level.csv", column("adopters", &[9.0; 12]));
    let told =
        |name: &str| flowing(&desk.bazaar(&["calibrate", "adoption", name, "--unit", "month"]).refusal());
    assert!(told("growth.csv").contains("grow exponentially"), "{}", told("growth.csv"));
    assert!(told("level.csv").contains("a constant number of adopters"), "{}", told("level.csv"));
}

#[test]
fn equal_lengths_are_refused_by_name() {
    let desk = Desk::new();
    let mut nearly = vec![5.0; 40];
    nearly.push(5.000_000_1);
    desk.file("same.csv", column("length", &[1.0; 8])).file("nearly.csv", column("length", &nearly));
    for name in ["same.csv", "nearly.csv"] {
        let message = flowing(&desk.bazaar(&["calibrate", "intervals", name, "--unit", "h"]).refusal());
        assert!(message.contains("all lengths are equal: deterministic"), "{message}");
    }
}

/// How many are left after 0, 1, 2, ... renewals.
fn left(customers: &[u32]) -> String {
    let rows = (0..).zip(customers);
    rows.fold("renewals,customers\n".to_owned(), |text, (at, left)| format!("{text}{at},{left}\n"))
}

#[test]
fn a_cohort_with_one_risk_for_all_is_fitted_and_written_with_it() {
    let desk = Desk::new();
    desk.file("even.csv", left(&[1000, 500, 250, 125, 62, 31]));
    let found = fits(&desk, &["cohort", "even.csv", "--unit", "month", "--write", "even.toml"]);
    assert_eq!(best(&found, 0)["model"], "constant");
    // Of 1937 renewals 969 were not made.
    near(&best(&found, 0)["parameters"]["risk"]["value"], 969.0 / 1937.0, 1e-9);
    near(&best(&found, 0)["parameters"]["risk"]["standard_error"], (0.25_f64 / 1937.0).sqrt(), 1e-6);
    let run = desk.bazaar(&["run", "even.toml", "--replications", "1", "--json"]).done();
    let result: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(result["model"], "subscription");
    // Retention that gets worse is like neither model, and that is said.
    desk.file("worse.csv", left(&[1000, 900, 700, 400, 150]));
    let worse = fits(&desk, &["cohort", "worse.csv", "--unit", "month"]);
    assert_eq!(best(&worse, 0)["model"], "constant");
    assert_eq!(worse["comparison"]["apart"], true);
    for (customers, why) in [
        (&[10, 0, 0][..], "all customers were lost at the first renewal"),
        (&[0, 0, 0], "there must be at least one customer"),
        (&[50, 50, 50], "no customer was lost"),
        (&[120, 80, 85, 60], "a cohort cannot grow"),
    ] {
        desk.file("odd.csv", left(customers));
        let message = flowing(&desk.bazaar(&["calibrate", "cohort", "odd.csv", "--unit", "month"]).refusal());
        assert!(message.contains(why), "{message}");
    }
}

#[test]
fn who_bought_on_the_day_of_the_count_changes_no_estimate() {
    let desk = Desk::new();
    let cdnow = published("cdnow.csv");
    desk.file("cdnow.csv", format!("{}\n0,0,0,25\n", cdnow.trim_end()));
    let found = fits(&desk, &["purchases", "cdnow.csv", "--unit", "week", "--counted"]);
    near(&best(&found, 0)["parameters"]["r"]["value"], 0.243, 1e-3);
    near(&best(&found, 0)["log_likelihood"], -9582.43, 0.01);
    assert_eq!(found["parts"][0]["n"], 2382);
}

/// Forty hosts, on for 8 h and off for 12 h in turn, each watched for 200 h that begin 100 h after those of the one before.
fn staggered() -> String {
    let mut text = "host,start,end,from,until\n".to_owned();
    for host in 0..40 {
        let from = 100.0 * f64::from(host);
        for stretch in 0..10 {
            // A little irregular, so that lengths are not all equal.
            let start =
                from + 20.0 * f64::from(stretch) + 0.1 * f64::from((7 * host + 3 * stretch) % 20) + 1.0;
            let end = start + 8.0 + 0.05 * f64::from((11 * host + 5 * stretch) % 20) - 0.5;
            writeln!(text, "h{host},{start},{end},{from},{}", from + 200.0).unwrap();
        }
    }
    text
}

#[test]
fn hosts_that_were_watched_over_different_stretches_have_windows_of_their_own() {
    let desk = Desk::new();
    desk.file("hosts.csv", staggered());
    let blind = fits(&desk, &["trace", "hosts.csv", "--unit", "h"]);
    let warnings = blind["warnings"].to_string();
    assert!(warnings.contains("--window columns"), "{warnings}");
    for window in ["columns", "each"] {
        let found = fits(&desk, &["trace", "hosts.csv", "--unit", "h", "--window", window]);
        let compared = &found["comparison"];
        assert_eq!(compared["what"], "availability");
        let [data, fitted] = ["data", "fitted"].map(|key| compared[key].as_f64().unwrap());
        assert!((data - 0.4).abs() < 0.03 && (fitted - 0.4).abs() < 0.03, "{window}: {data} {fitted}");
        assert_eq!(compared["apart"], false);
        assert_eq!(found["warnings"].as_array().unwrap().len(), 0);
    }
    let outside = desk.bazaar(&["calibrate", "trace", "hosts.csv", "--unit", "h", "--window", "50..9000"]);
    assert!(flowing(&outside.refusal()).contains("outside the time from 50 until 9000"));
    let text = desk.bazaar(&["calibrate", "trace", "hosts.csv", "--unit", "h"]).done().stdout;
    assert!(text.contains("in the fitted scenario\nwarning: from a host's first start"), "{text}");
}

/// Each of 60 hosts was watched for 20 days of its own within half a year; see the data's README.
#[test]
fn the_availability_of_a_recording_is_that_of_the_time_in_which_its_hosts_were_watched() {
    let desk = Desk::new();
    desk.file("staggered.csv", published("staggered.csv"));
    let compared = |window: &[&str]| {
        let found = fits(&desk, &[&["trace", "staggered.csv", "--unit", "h"], window].concat());
        ["data", "fitted"].map(|key| found["comparison"][key].as_f64().unwrap())
    };
    let watched = 14_737.71 / 28_800.61;
    let [data, fitted] = compared(&["--window", "columns"]);
    assert!((data - watched).abs() < 1e-6 && (fitted - watched).abs() < 0.02, "{data} {fitted}");
    // From the first to the last that was seen is a little less time, and all the half-year far too much.
    let [data, _] = compared(&["--window", "each"]);
    assert!(data > watched && data < watched + 0.02, "{data}");
    let [data, _] = compared(&[]);
    assert!(data < 0.1, "{data}");
    // A host that never was available makes it less.
    desk.file("staggered.csv", published("staggered.csv") + "idle,,,0,28800.61\n");
    let [data, _] = compared(&["--window", "columns"]);
    assert!((data - watched / 2.0).abs() < 1e-6, "{data}");
}

/// One table in the formats of spreadsheets and other programs.
#[test]
fn one_table_as_many_programs_write_it_has_one_fit() {
    let desk = Desk::new();
    let text = lengths();
    let mean = |name: &str, more: &[&str]| {
        let asked = ["intervals", name, "--unit", "h", "--unfinished", "--family", "exponential"];
        best(&fits(&desk, &[&asked[..], more].concat()), 0)["parameters"]["mean"]["value"].clone()
    };
    desk.file("plain.csv", text.as_str());
    let plain = mean("plain.csv", &[]);
    let semicolons = text.replace(',', ";").replace('.', ",").replace('\n', "\r\n");
    let utf_16: Vec<u8> =
        format!("\u{feff}{}", text.replace(',', "\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    desk.file("excel.csv", format!("\u{feff}{semicolons};;\r\n"))
        .file("named.csv", format!("sep=;\r\n{semicolons}"))
        .file("tabs.tsv", text.replace(',', "\t").replace('\n', "\r"))
        .file("wide.tab", utf_16)
        .file(
            "truth.csv",
            text.replace(",1\n", ",TRUE\n").replace(",0\n", ",False\n").replace("length", "Length"),
        );
    for name in ["excel.csv", "named.csv", "tabs.tsv", "wide.tab", "truth.csv"] {
        assert_eq!(mean(name, &[]), plain, "{name}");
    }
    assert_eq!(mean("excel.csv", &["--decimal", "comma"]), plain);
    let told = |bytes: &[u8], more: &[&str]| {
        desk.file("odd.csv", bytes);
        let asked = ["calibrate", "intervals", "odd.csv", "--unit", "h"];
        flowing(&desk.bazaar(&[&asked[..], more].concat()).refusal())
    };
    for (bytes, more, part) in [
        (&b"length\n1,234\n"[..], &[][..], "type 1234 or 1.234, whichever is meant"),
        (b"length\n\"1,234.5\"\n", &[], "type 1234.5:"),
        ("length\n1\u{a0}234.5\n".as_bytes(), &[], "type 1234.5:"),
        (b"length\n2.5\n", &["--decimal", "comma"], "type 2,5:"),
        (b"length\nNA\n", &[], "leave the row out"),
        (b"length,\xc8\xec\xe5\n1,2\n", &[], "windows-1251"),
        (b"l\0e\0n\0g\0t\0h\0\n\x001\0\n\0", &[], "UTF-16 without a byte order mark"),
        (b"length,x\n1\n", &[], "line 2 has 1 fields, and the heading has 2: nothing for `x`"),
    ] {
        let told = told(bytes, more);
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn milliseconds_are_a_unit() {
    let desk = Desk::new();
    let in_unit = |scale: f64| {
        let numbers: Vec<f64> =
            [3.0, 5.0, 8.0, 13.0, 40.0, 4.0, 90.0].iter().map(|one| one * scale).collect();
        column("length", &numbers)
    };
    desk.file("s.csv", in_unit(1.0)).file("ms.csv", in_unit(1000.0));
    let mean = |name: &str, unit: &str| {
        let found = fits(&desk, &["intervals", name, "--unit", unit, "--family", "exponential"]);
        best(&found, 0)["parameters"]["mean"].clone()
    };
    let (s, ms) = (mean("s.csv", "s"), mean("ms.csv", "ms"));
    assert_eq!(ms["unit"], "ms");
    near(&ms["value"], 1000.0 * s["value"].as_f64().unwrap(), 1e-3);
}

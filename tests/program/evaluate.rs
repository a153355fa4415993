//! `bazaar evaluate`: the effects of a programme, and its costs and benefits.

use serde_json::Value;

use crate::desk::Desk;
use crate::repository;

/// The table of LaLonde's experiment (1986), as it is checked in for the library's tests.
const NSW: &str = "sim/study/tests/data/nsw.csv";

fn number(object: &Value, name: &str) -> Value {
    let all = object["numbers"].as_array().unwrap();
    all.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("{name}: {object}")).clone()
}

fn value(object: &Value, name: &str) -> f64 {
    number(object, name)["value"].as_f64().unwrap()
}

fn json(desk: &Desk, arguments: &[&str]) -> Value {
    let text = desk.bazaar(&[&["evaluate"], arguments, &["--json"]].concat()).done().stdout;
    serde_json::from_str(&text).unwrap()
}

/// The published figures, to the cent.
#[test]
fn the_experiment_that_taught_economists_to_distrust_comparisons_comes_out() {
    let desk = Desk::new();
    desk.file("nsw.csv", repository::read(NSW));
    let columns = ["nsw.csv", "--treated", "treat", "--outcome", "re78", "--before", "re75", "--unit", "$"];
    let object = json(&desk, &columns);
    for (name, expected, n) in [
        ("treated, after", 6349.14, 185),
        ("control, after", 4554.80, 260),
        ("gross effect", 4817.09, 185),
        ("net effect by difference of means", 1794.34, 445),
        ("net effect by difference in differences", 1529.20, 445),
    ] {
        let found = number(&object, name);
        assert!((found["value"].as_f64().unwrap() - expected).abs() < 0.005, "{name}: {found}");
        assert_eq!(found["n"], n, "{name}");
        assert!(found["low"].as_f64() < found["value"].as_f64(), "{found}");
    }
    // 671.00 is the standard error; the interval has Welch's degrees of freedom, some 300.
    let net = number(&object, "net effect by difference of means");
    let half = 0.5 * (net["high"].as_f64().unwrap() - net["low"].as_f64().unwrap());
    assert!((half / 671.00 - 1.968).abs() < 0.002, "{net}");
    let gross = value(&object, "gross effect");
    let deadweight = value(&object, "deadweight");
    assert!((gross * (1.0 - deadweight) - 1529.20).abs() < 0.005, "{object}");
}

#[test]
fn a_survey_as_the_control_group_turns_the_sign() {
    let desk = Desk::new();
    let mut table = "treat,re78\n".to_owned();
    for line in repository::read(NSW).lines().skip(1).filter(|line| line.starts_with("1,")) {
        table.push_str(&format!("1,{}\n", line.rsplit(',').next().unwrap()));
    }
    for line in repository::read("sim/study/tests/data/cps_re78.csv").lines().skip(1) {
        let (earnings, households) = line.split_once(',').unwrap();
        table.push_str(&format!("0,{earnings}\n").repeat(households.parse().unwrap()));
    }
    desk.file("survey.csv", table);
    let object = json(&desk, &["survey.csv", "--treated", "treat", "--outcome", "re78"]);
    let net = value(&object, "net effect by difference of means");
    assert!((net + 8497.52).abs() < 0.005, "{net}");
}

#[test]
fn what_a_service_weighs_is_told_by_fifths_of_income() {
    let desk = Desk::new();
    let rows: String = (1..=20).map(|k| format!("{},15\n", 100 * k)).collect();
    desk.file("homes.csv", format!("income,bill\n{rows}"));
    let table =
        desk.bazaar(&["evaluate", "homes.csv", "--income", "income", "--spending", "bill"]).done().stdout;
    // 60 of 1,000 for the poorest four.
    assert!(table.contains("first fifth: above the limit") && table.contains("0.060"), "{table}");
    assert!(table.contains("last fifth: within the limit"), "{table}");
}

#[test]
fn arms_of_a_scenario_have_paired_effects_and_a_folder_from_which_the_study_is_repeated() {
    let desk = Desk::new();
    let asked = [
        "evaluate",
        "reference/mm1",
        "--set",
        "study.horizon=600 h",
        "--set",
        "study.warm_up=0 h",
        "--replications",
        "4",
        "--outcome",
        "utilisation",
        "--control",
        "model.queue.service.exponential.mean=0.3 h",
        "--before",
        "study.horizon=100 h",
        "--leakage",
        "10%",
        "--cost",
        "90",
    ];
    let table = desk.bazaar(&[&asked[..], &["--out", "one", "--threads", "1"]].concat()).done().stdout;
    assert!(table.contains("deadweight") && table.contains("cost per additional outcome (ICER)"), "{table}");
    desk.bazaar(&["evaluate", "one/study.toml", "--out", "again", "--threads", "3"]).done();
    for file in [
        "evaluation.csv",
        "evaluation.parquet",
        "observations.parquet",
        "arms/control.toml",
        "figures/effects.svg",
    ] {
        let read = |folder: &str| std::fs::read(desk.path().join(folder).join(file)).unwrap();
        assert_eq!(read("one"), read("again"), "{file}");
    }
    let object = json(&desk, &["one/study.toml"]);
    // Busy for nine tenths instead of three, whatever chance does.
    let net = value(&object, "net effect by difference of means");
    assert!((net - 0.6).abs() < 0.1, "{object}");
    let differences = value(&object, "net effect by difference in differences");
    assert!((value(&object, "net additional impact") - 0.9 * differences).abs() < 1e-9, "{object}");
    assert!(
        (value(&object, "cost per additional outcome (ICER)") - 90.0 / differences).abs()
            < 1e-6 * (90.0 / differences).abs()
    );
}

#[test]
fn several_outcomes_make_one_table_and_a_table_says_what_it_does_not_tell() {
    let desk = Desk::new();
    desk.file("nsw.csv", repository::read(NSW));
    let two = ["nsw.csv", "--treated", "treat", "--outcome", "re78", "--outcome", "re75", "--before", "re75"];
    let object = json(&desk, &two);
    let on = |outcome: &str| {
        let all = object["numbers"].as_array().unwrap().iter();
        all.filter(|one| one["outcome"] == outcome).count()
    };
    assert!(on("re78") > on("re75") && on("re75") >= 4, "{object}");
    // Chance decided who was treated, so they hardly differ before.
    let apart = number(&object, "difference before the programme");
    assert!(apart["low"].as_f64() < Some(0.0) && apart["high"].as_f64() > Some(0.0), "{apart}");
    let not_told = object["not_told"].to_string();
    assert!(not_told.contains("--cost") && not_told.contains("deadweight"), "{not_told}");
    let table = desk.bazaar(&[&["evaluate"], &two[..], &["--cost", "100"]].concat()).done().stdout;
    assert!(table.contains("not computed: net present value") && !table.contains("--cost"), "{table}");

    let arms = ["--replications", "3", "--set", "study.horizon=600 h", "--set", "study.warm_up=0 h"];
    let asked = [
        "reference/mm1",
        "--outcome",
        "utilisation",
        "--outcome",
        "wait",
        "--control",
        "model.queue.servers=2",
    ];
    let object = json(&desk, &[&asked[..], &arms].concat());
    let all = object["numbers"].as_array().unwrap();
    let outcomes: Vec<&str> = all.iter().map(|one| one["outcome"].as_str().unwrap()).collect();
    assert!(outcomes.first() == Some(&"utilisation") && outcomes.last() == Some(&"wait"), "{outcomes:?}");
}

#[test]
fn a_table_has_a_folder_with_its_numbers_and_its_figures() {
    let desk = Desk::new();
    let rows: String = (1..=20).map(|k| format!("{},15,{},{k}\n", 100 * k, k % 2)).collect();
    desk.file("homes.csv", format!("income,bill,treat,after\n{rows}"));
    let asked = ["evaluate", "homes.csv", "--income", "income", "--spending", "bill", "--treated", "treat"];
    desk.bazaar(&[&asked[..], &["--outcome", "after", "--out", "told"]].concat()).done();
    let read = |file: &str| std::fs::read_to_string(desk.path().join("told").join(file)).unwrap();
    let figure = read("figures/affordability.svg");
    assert!(
        figure.contains("first fifth: above the limit") && figure.contains("limit 5% of income"),
        "{figure}"
    );
    assert!(read("figures/effects_after.svg").contains("net effect by difference of means"));
    assert!(read("evaluation.csv").starts_with("outcome,name,value,low,high,unit,n,about\n"));
    let refusal = desk.bazaar(&[&asked[..], &["--outcome", "after", "--out", "told"]].concat()).refusal();
    assert!(refusal.contains("--force"), "{refusal}");
}

#[test]
fn what_cannot_be_evaluated_is_said() {
    let desk = Desk::new();
    desk.file("people.csv", "treat,after\n1,2\n1,3\n0,1\n2,1\n").file("few.csv", "treat,after\n1,2\n0,3\n");
    let refusal = |arguments: &[&str]| desk.bazaar(&[&["evaluate"], arguments].concat()).refusal();
    let people = ["people.csv", "--treated", "treat", "--outcome", "after"];
    assert!(refusal(&people).contains("line 5") && refusal(&people).contains("1 or 0"));
    assert!(refusal(&["few.csv", "--treated", "treat", "--outcome", "after"]).contains("two"));
    assert!(
        refusal(&["people.csv", "--treated", "treat", "--outcome", "later"]).contains("no column `later`")
    );
    assert!(refusal(&["people.csv"]).contains("names of the columns"));
    assert!(refusal(&["people.csv", "--outcome", "after"]).contains("--treated"));
    assert!(refusal(&["people.csv", "--control", "a=b"]).contains("is a table"));
    assert!(refusal(&["reference/mm1", "--income", "a", "--spending", "b"]).contains("requires a table"));
    assert!(refusal(&["reference/mm1"]).contains("--outcome"));
    let message = refusal(&["reference/mm1", "--outcome", "wait"]);
    assert!(message.contains("one of `control` and `counterfactual` must be given"), "{message}");
    let twice =
        ["reference/mm1", "--outcome", "wait", "--outcome", "wait", "--control", "model.queue.servers=2"];
    assert!(refusal(&twice).contains("an outcome already"));
    let both = ["people.csv", "--treated", "treat", "--outcome", "after", "--before", "a", "--before", "b"];
    assert!(refusal(&both).contains("at most one --before for each --outcome"));
    let message = refusal(&["reference/mm1", "--outcome", "wait", "--control", "model.queue.serves=2"]);
    assert!(message.contains("did you mean"), "{message}");
}

#[test]
fn what_no_ratio_can_be_told_of_is_refused_at_its_flag() {
    let desk = Desk::new();
    desk.file("nsw.csv", repository::read(NSW));
    for (cost, why) in [
        ("1e308", "above 1e15"),
        ("-1", "below zero"),
        ("nan", "not a number"),
        ("inf", "above"),
        ("ten", "250"),
    ] {
        let cost = format!("--cost={cost}");
        let told =
            desk.bazaar(&["evaluate", "nsw.csv", "--treated", "treat", "--outcome", "re78", &cost]).refusal();
        assert!(told.contains(why), "{cost}: {told}");
    }
    let told = desk
        .bazaar(&["evaluate", "nsw.csv", "--treated", "treat", "--outcome", "re78", "--leakage", "1.5"])
        .refusal();
    assert!(told.contains("the share must be above 0 and below 1"), "{told}");
}

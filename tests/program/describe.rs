//! `--describe`: the definition of each value beside it.

use crate::desk::Desk;

const BUSINESS: &[&str] =
    &["run", "subscription/base", "--set", "study.horizon=3 month", "--replications", "2"];

#[test]
fn every_metric_has_its_definition_beside_its_value() {
    let desk = Desk::new();
    let text = desk.bazaar(&[BUSINESS, &["--describe"]].concat()).done().stdout;
    let heading = text.lines().find(|line| line.starts_with("metric")).unwrap();
    assert!(heading.contains("what it is") && !heading.contains("median"), "{heading}");
    // Definitions are wrapped; without line ends they are those of the catalogue.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let column = heading.split("what it is").next().unwrap().chars().count();
    let table = text.split("\n\n").nth(1).unwrap();
    let defined = table.lines().map(|line| line.chars().skip(column).collect::<String>());
    let defined = words(&defined.collect::<Vec<_>>().join(" "));
    let catalogue = desk.bazaar(&["models", "subscription"]).done().stdout;
    for definition in ["MRR over customers, each averaged over time (ARPA).", "LTV from churn over CAC."] {
        assert!(
            words(&catalogue).contains(definition) && defined.contains(definition),
            "{definition}: {defined}"
        );
    }
}

#[test]
fn what_a_scenario_defines_in_its_own_way_is_said_below_its_values() {
    let desk = Desk::new();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = words(&desk.bazaar(BUSINESS).done().stdout);
    for said in [
        "as this scenario defines it",
        "customer_churn customers lost in a month over those at kpi.churn_over its start",
        "With --describe every value has its definition beside it.",
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    let set = "model.subscription.kpi.churn_over=average";
    let other = words(&desk.bazaar(&[BUSINESS, &["--set", set]].concat()).done().stdout);
    assert!(other.contains("over the mean"), "{other}");
}

#[test]
fn a_model_whose_metrics_the_trade_agrees_on_has_nothing_to_choose() {
    let text = Desk::new().bazaar(&["run", "reference/mm1", "--replications", "2"]).done().stdout;
    assert!(!text.contains("defines it"), "{text}");
}

#[test]
fn definitions_are_for_people() {
    let message = Desk::new().bazaar(&["run", "reference/mm1", "--describe", "--json"]).refusal();
    assert!(message.contains("cannot be used with"), "{message}");
}

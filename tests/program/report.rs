//! Reporting checklists of journals, filled in from scenario and model.

use std::fs;

use crate::desk::Desk;

/// The items of the STRESS checklist (Monks et al. 2019).
const ITEMS: [&str; 24] = [
    "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5", "3.1",
    "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1",
];

const ELEMENTS: [&str; 7] = [
    "1. Purpose and patterns",
    "2. Entities, state variables and scales",
    "3. Process overview and scheduling",
    "4. Design concepts",
    "5. Initialization",
    "6. Input data",
    "7. Submodels",
];

/// The content of an item of the checklist.
fn item<'a>(report: &'a str, number: &str) -> &'a str {
    let start = format!("\n**{number} ");
    assert_eq!(report.matches(&start).count(), 1, "{number}");
    let after = report.split_once(&start).unwrap().1;
    let is_next = |(at, _): &(usize, &str)| after[at + 3..].starts_with(|next: char| next.is_ascii_digit());
    let next = after.match_indices("\n**").find(is_next).map(|(at, _)| at);
    &after[..next.or(after.find("\n## ")).unwrap_or(after.len())]
}

#[test]
fn every_model_has_every_item_and_every_element() {
    let desk = Desk::new();
    let models = desk.bazaar(&["models"]).done().stdout;
    let names = models.lines().skip(1).take_while(|line| !line.is_empty());
    let mut seen = 0;
    for model in names.map(|line| line.split_whitespace().next().unwrap()) {
        desk.file("smallest.toml", format!("[model.{model}]\n"));
        let report = desk.bazaar(&["report", "smallest.toml"]).done().stdout;
        for number in ITEMS {
            assert!(item(&report, number).trim_end().len() > 14, "{model} {number}");
        }
        let places: Vec<usize> = ELEMENTS
            .iter()
            .map(|name| report.find(&format!("\n### {name}\n")).unwrap_or_else(|| panic!("{name}")))
            .collect();
        assert!(places.is_sorted(), "{model}");
        assert!(!report.contains("does not have this element"), "{model}");
        seen += 1;
    }
    assert!(seen >= 5, "{models}");
}

#[test]
fn what_the_scenario_says_is_filled_in() {
    let report = Desk::new().bazaar(&["report", "referral/base", "--set", "study.seed=7"]).done().stdout;
    assert!(report.starts_with("# A reward for every customer who brings another\n"), "{report}");
    assert!(item(&report, "1.1").contains("> A service at $50 a month gives $20"));
    assert!(item(&report, "1.2").contains("| `k_factor` |"));
    assert!(
        item(&report, "2.3").contains("| `model.referral.organic.share` | `0.05` | `0.0` | assumption |"),
        "{}",
        item(&report, "2.3")
    );
    assert!(item(&report, "3.1").contains("Schmitt, Skiera"), "{}", item(&report, "3.1"));
    assert!(item(&report, "3.4").contains("`model.referral.contract.fixed` = `\"$20\"`"));
    assert!(item(&report, "4.1").contains("counts from there"));
    assert!(item(&report, "4.2").contains("1 year"), "{}", item(&report, "4.2"));
    assert!(item(&report, "4.3").contains("20 independent replications, from the seed 7"));
    assert!(item(&report, "5.1").contains(concat!("Bazaar ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn what_only_a_person_can_say_is_marked_and_listed_at_the_top() {
    let desk = Desk::new();
    let report = desk.bazaar(&["report", "volunteer/trace-replay"]).done().stdout;
    let head = report.lines().nth(2).unwrap();
    for number in ["1.1", "1.3", "2.1", "3.2", "5.4", "6.1"] {
        assert!(item(&report, number).contains("**Missing:**"), "{number}");
        assert!(head.contains(number), "{number}: {head}");
    }
    assert!(item(&report, "3.1").contains("tables/desktops.csv"), "{}", item(&report, "3.1"));
    desk.file("mine.toml", "[model.queue]\nservers = 3\n");
    let report = desk.bazaar(&["report", "mine.toml"]).done().stdout;
    assert!(item(&report, "3.1").contains("**Missing:** where these come from"), "{}", item(&report, "3.1"));
    assert!(item(&report, "3.1").contains("`model.queue.servers`"));
    assert!(!item(&report, "3.2").contains("Missing"));
}

#[test]
fn a_sweep_is_the_design_of_the_experiment() {
    let report =
        Desk::new().bazaar(&["report", "reference/mm1", "--set", "model.queue.servers=[1, 2]"]).done().stdout;
    assert!(item(&report, "1.3").contains("- `model.queue.servers`: 1, 2"), "{}", item(&report, "1.3"));
    assert!(item(&report, "1.3").contains("exact check"), "{}", item(&report, "1.3"));
}

#[test]
fn a_file_is_written_once_and_again_only_if_told() {
    let desk = Desk::new();
    let write = ["report", "reference/mm1", "--out", "report.md"];
    assert_eq!(desk.bazaar(&write).done().stdout, "");
    let written = fs::read_to_string(desk.path().join("report.md")).unwrap();
    assert_eq!(written, desk.bazaar(&write[..2]).done().stdout);
    let message = desk.bazaar(&write).refusal();
    assert!(message.contains("report.md is there already") && message.contains("--force"), "{message}");
    desk.bazaar(&[&write[..], &["--force"]].concat()).done();
    let nowhere = desk.bazaar(&["report", "reference/mm2"]).refusal();
    assert!(nowhere.contains("did you mean `reference/mm"), "{nowhere}");
}

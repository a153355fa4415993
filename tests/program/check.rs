//! `bazaar check`: all errors of all files, and nothing is run.

use crate::desk::Desk;

const GOOD: &str = "[model.queue]\n";
const BAD: &str = "[model.queue]\nservers = 0\n";
const WORSE: &str = "[study]\nhorizon = \"1 GB\"\n[model.queue]\nserver = 1\n";

#[test]
fn a_valid_file_is_said_to_be_valid() {
    let desk = Desk::new();
    desk.file("good.toml", GOOD);
    let answer = desk.bazaar(&["check", "good.toml", "volunteer/base"]).done();
    assert_eq!(answer.stdout, "good.toml: valid\nvolunteer/base: valid\n");
}

#[test]
fn a_sweep_is_counted() {
    let desk = Desk::new();
    let text = "[study]\nseed = [1, 2]\n[model.queue]\nservers = [1, 2, 3]\n";
    let answer = desk.file("sweep.toml", text).bazaar(&["check", "sweep.toml"]).done();
    assert_eq!(answer.stdout, "sweep.toml: valid, sweeps model.queue.servers and study.seed over 6 points\n");
}

#[test]
fn one_bad_file_does_not_hide_another() {
    let desk = Desk::new();
    desk.file("bad.toml", BAD).file("good.toml", GOOD).file("worse.toml", WORSE);
    let answer = desk.bazaar(&["check", "bad.toml", "good.toml", "nowhere.toml", "worse.toml"]);
    assert_eq!(answer.status, 2);
    assert_eq!(answer.stdout, "good.toml: valid\n");
    insta::assert_snapshot!(answer.stderr);
}

#[test]
fn every_shipped_scenario_is_valid() {
    let names: Vec<&str> = bazaar_scenario::shipped().map(|scenario| scenario.name).collect();
    assert!(!names.is_empty());
    let answer = Desk::new().bazaar(&[&["check"], names.as_slice()].concat());
    // Of some it says that they take long.
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    assert_eq!(answer.stdout.lines().count(), names.len());
}

#[test]
fn a_lab_is_checked_too() {
    let desk = Desk::new();
    assert_eq!(desk.bazaar(&["check", "labs/warm-up"]).done().stdout, "labs/warm-up: valid, a lab\n");
    desk.file("lab.toml", "title = \"Mine\"\nminute = 60\n");
    let refused = desk.bazaar(&["check", "lab.toml"]).refusal();
    assert!(refused.contains("unknown key `minute`") && refused.contains("lab.toml:2:1"), "{refused}");
    let refused = desk.bazaar(&["check", "labs/warm-up", "--set", "study.seed=2"]).refusal();
    assert!(refused.contains("takes no --set"), "{refused}");
}

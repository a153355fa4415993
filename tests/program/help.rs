//! Help, manual pages and completions, which are generated from one definition.

use std::collections::BTreeSet;

use crate::desk::Desk;

/// The verbs that `bazaar --help` lists.
fn verbs(desk: &Desk) -> Vec<String> {
    let help = desk.bazaar(&["--help"]).done().stdout;
    let commands = help.split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    let names = commands.lines().map(|line| {
        assert!(!line.starts_with("   "), "a line each: {line}");
        line.split_whitespace().next().unwrap().to_owned()
    });
    names.filter(|name| name != "help").collect()
}

/// The long flags under a help text's heading `Options:`.
fn flags(help: &str) -> BTreeSet<String> {
    let options = help.split_once("Options:\n").unwrap().1;
    let heads = options.lines().filter_map(|line| line.trim_start().strip_prefix('-'));
    let words = heads.flat_map(str::split_whitespace);
    words
        .filter_map(|word| word.strip_prefix("--").or_else(|| word.strip_prefix('-')))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_verb_is_there() {
    let expected = ["run", "check", "models", "schema", "book", "completions", "man"];
    let verbs = verbs(&Desk::new());
    for verb in expected {
        assert!(verbs.iter().any(|found| found == verb), "{verb} is not in {verbs:?}");
    }
}

#[test]
fn the_flags_of_a_run_are_found() {
    let help = Desk::new().bazaar(&["run", "--help"]).done().stdout;
    for flag in [
        "seed",
        "replications",
        "precision",
        "threads",
        "set",
        "out",
        "force",
        "json",
        "format",
        "quiet",
        "help",
    ] {
        assert!(flags(&help).contains(flag), "{flag} is not in {help}");
    }
}

#[test]
fn the_help_of_every_verb_has_an_example_that_names_it() {
    let desk = Desk::new();
    for verb in verbs(&desk) {
        let help = desk.bazaar(&[&verb, "--help"]).done().stdout;
        let examples = help.split_once("Example").unwrap_or_else(|| panic!("no example: {help}")).1;
        assert!(examples.contains(&format!("\n  bazaar {verb}")), "{help}");
    }
}

#[test]
fn every_example_of_a_run_names_a_scenario_that_is_there() {
    let desk = Desk::new();
    let help = desk.bazaar(&["run", "--help"]).done().stdout;
    let examples = help.lines().filter_map(|line| line.strip_prefix("  bazaar run "));
    let scenarios: Vec<&str> = examples.map(|line| line.split(' ').next().unwrap()).collect();
    assert!(scenarios.len() >= 3, "{help}");
    desk.bazaar(&[&["check"], scenarios.as_slice()].concat()).done();
}

#[test]
fn every_flag_is_in_its_manual_page() {
    let desk = Desk::new();
    let program = desk.bazaar(&["man"]).done().stdout;
    for verb in verbs(&desk) {
        assert!(program.contains(&format!("bazaar\\-{verb}")), "{verb} is not in the program's page");
        let page = desk.bazaar(&["man", &verb]).done().stdout;
        assert!(page.contains(".SH NAME") && page.contains(".SH OPTIONS"), "{page}");
        let help = desk.bazaar(&[&verb, "--help"]).done().stdout;
        for flag in flags(&help) {
            let escaped = format!("\\-\\-{}", flag.replace('-', "\\-"));
            assert!(page.contains(&escaped), "{flag} is not in the page of {verb}");
        }
    }
}

#[test]
fn every_flag_is_in_every_completion_script() {
    let desk = Desk::new();
    for (shell, prefix) in [("bash", "--"), ("zsh", "--"), ("fish", "-l ")] {
        let script = desk.bazaar(&["completions", shell]).done().stdout;
        for verb in verbs(&desk) {
            assert!(script.contains(&verb), "{verb} is not in the script for {shell}");
            let help = desk.bazaar(&[&verb, "--help"]).done().stdout;
            for flag in flags(&help) {
                assert!(
                    script.contains(&format!("{prefix}{flag}")),
                    "{flag} of {verb} is not in the script for {shell}"
                );
            }
        }
    }
}

#[test]
fn the_version_is_the_packages() {
    let version = Desk::new().bazaar(&["--version"]).done().stdout;
    assert_eq!(version, concat!("bazaar ", env!("CARGO_PKG_VERSION"), "\n"));
}

//! Texts that no file of the repository may contain, and texts that some must.

use std::fs;

use crate::repository;

/// Paths that exist on one machine only, and hosts that answer on one network only.
/// Put together here, so that this file does not say them either.
fn forbidden() -> [String; 6] {
    [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
        ["/Us", "ers/"],
        ["local", "host:"],
        ["index.cra", "tes.io"],
    ]
    .map(|parts| parts.concat())
}

#[test]
fn no_file_speaks_of_the_machine_it_was_written_on() {
    let forbidden = forbidden();
    let files = repository::files(repository::root());
    assert!(files.len() > 100, "only {} files", files.len());
    for path in files {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for word in &forbidden {
            assert!(!text.contains(word.as_str()), "{} says {word}", path.display());
        }
    }
}

#[test]
fn the_citation_names_this_version() {
    let citation = repository::read("CITATION.cff");
    let version = citation.lines().find_map(|line| line.strip_prefix("version: "));
    assert_eq!(version, Some(env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_citation_names_the_day_that_manifests_bear() {
    let citation = repository::read("CITATION.cff");
    let released = citation.lines().find_map(|line| line.strip_prefix("date-released: "));
    assert_eq!(released, Some(bazaar_report::date::RELEASED));
}

#[test]
fn the_changelog_has_a_place_for_numbers_that_change() {
    let changelog = repository::read("CHANGELOG.md");
    let (_, unreleased) = changelog.split_once("\n## Unreleased\n").unwrap();
    let unreleased = unreleased.split("\n## ").next().unwrap();
    assert!(unreleased.contains("\n### Numbers that change\n"), "{unreleased}");
}

#[test]
fn both_licences_are_whole() {
    let apache = repository::read("LICENSE-APACHE");
    assert!(apache.contains("Version 2.0, January 2004") && apache.contains("END OF TERMS AND CONDITIONS"));
    let mit = repository::read("LICENSE-MIT");
    assert!(mit.contains("The Bazaar authors") && mit.contains("WITHOUT WARRANTY OF ANY KIND"));
}

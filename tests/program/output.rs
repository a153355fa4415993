//! Results on standard output, messages on standard error, colour only on a terminal.

use std::io;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;

use crate::desk::{Answer, Desk, SMALL_RUN};

const ESCAPE: char = '\u{1b}';

#[test]
fn without_a_terminal_nothing_is_said_beside_the_results() {
    // `done` asserts that standard error is empty: no progress, no messages.
    Desk::new().bazaar(SMALL_RUN).done();
}

#[test]
fn errors_go_to_standard_error() {
    let message = Desk::new().bazaar(&["run", "volunteer/bas"]).refusal();
    assert!(message.contains("did you mean `volunteer/base`?"), "{message}");
}

#[test]
fn without_a_terminal_there_is_no_colour() {
    let desk = Desk::new();
    for arguments in [SMALL_RUN, &["models"], &["--help"], &["run", "nowhere.toml"], &["run", "--frobnicate"]]
    {
        let answer = desk.bazaar(arguments);
        assert!(!answer.stdout.contains(ESCAPE), "{answer:?}");
        assert!(!answer.stderr.contains(ESCAPE), "{answer:?}");
    }
}

#[test]
fn no_color_takes_colour_away() {
    let desk = Desk::new();
    for arguments in [SMALL_RUN, &["models"], &["--help"], &["run", "nowhere.toml"], &["run", "--frobnicate"]]
    {
        // Colour is asked for, as on a terminal, so that there is something to take away.
        let coloured = Answer::of(desk.command().args(arguments).env("CLICOLOR_FORCE", "1"));
        assert!((coloured.stdout + &coloured.stderr).contains(ESCAPE), "{arguments:?}");
        let plain =
            Answer::of(desk.command().args(arguments).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"));
        assert!(!plain.stdout.contains(ESCAPE), "{plain:?}");
        assert!(!plain.stderr.contains(ESCAPE), "{plain:?}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    for arguments in [
        SMALL_RUN,
        &["models"],
        &["schema"],
        &["man"],
        &["completions", "bash"],
        &["check", "volunteer/base"],
    ] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(cargo_bin!("bazaar"));
        let output = command.args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
    }
}

#[test]
fn a_closed_standard_error_does_not_hide_the_exit_status() {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(cargo_bin!("bazaar"));
    let output = command.args(["run", "nowhere.toml"]).stderr(writer).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_table_is_aligned() {
    let text = Desk::new().bazaar(SMALL_RUN).done().stdout;
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("volunteer/base  Ten thousand hosts for a month"));
    let (facts, _) = lines.next().unwrap().split_once(" events in ").unwrap();
    assert!(facts.starts_with("3 replications of 2 d, seed 1; "), "{facts}");
    assert_eq!(lines.next(), Some(""));
    // Means are set flush right, under the end of their heading.
    let heading = lines.next().unwrap();
    let end = heading.find("mean").unwrap() + "mean".len();
    for line in lines {
        let (up_to_mean, rest) = line.split_at(end);
        // A dash is where there is nothing to measure.
        assert!(up_to_mean.ends_with(|last: char| last.is_ascii_digit() || last == '-'), "{line}");
        assert!(rest.starts_with(' '), "{line}");
    }
}

//! Exit statuses: 0 done, 2 wrong use or an invalid scenario, 3 the run failed.

use crate::desk::{Desk, SMALL_RUN};

#[test]
fn a_run_that_is_done_ends_with_0() {
    let answer = Desk::new().bazaar(SMALL_RUN).done();
    assert!(answer.stdout.contains("hosts_active"), "{}", answer.stdout);
}

#[test]
fn wrong_use_ends_with_2() {
    let desk = Desk::new();
    for arguments in [
        &[][..],
        &["frobnicate"],
        &["run"],
        &["run", "volunteer/base", "--frobnicate"],
        &["run", "volunteer/base", "--replications", "0"],
        &["run", "volunteer/base", "--replications", "-1"],
        &["run", "volunteer/base", "--seed", "one"],
        &["run", "volunteer/base", "--threads", "1000000"],
        &["run", "volunteer/base", "--precision", "0%"],
        &["run", "volunteer/base", "--precision", "100%"],
        &["run", "volunteer/base", "--precision", "NaN"],
        &["check"],
        &["models", "telepathy"],
        &["man", "telepathy"],
        &["completions", "telepathy"],
    ] {
        let message = desk.bazaar(arguments).refusal();
        assert!(!message.is_empty(), "{arguments:?}");
    }
}

#[test]
fn an_invalid_scenario_ends_with_2() {
    let desk = Desk::new();
    desk.file("bad.toml", "[model.queue]\nservers = -1\n");
    for verb in ["run", "check"] {
        let message = desk.bazaar(&[verb, "bad.toml"]).refusal();
        assert!(message.contains("bad.toml:2:11"), "{message}");
    }
}

#[test]
fn a_run_takes_one_value_for_each_parameter() {
    let sweep = ["run", "reference/mm1", "--set", "model.queue.servers=[1, 2]"];
    let message = Desk::new().bazaar(&sweep).refusal();
    assert!(message.contains("model.queue.servers"), "{message}");
    assert!(message.contains("--set"), "{message}");
}

/// Linux has a device on which nothing can be written, because it is full.
#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_end_with_3() {
    use std::fs::OpenOptions;
    use std::process::{Command, Stdio};

    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("bazaar"));
    let output = command.args(SMALL_RUN).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("cannot write the results"), "{message}");
}

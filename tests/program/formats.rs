//! `--format`: the estimates as CSV and Parquet on standard output.

use std::fs;

use crate::desk::{Answer, Desk, SMALL_RUN};

#[test]
fn csv_and_parquet_are_the_tables_of_the_folder() {
    let desk = Desk::new();
    for format in ["csv", "parquet"] {
        let arguments = [SMALL_RUN, &["--out", "results", "--format", format]].concat();
        let output = desk.command().args(&arguments).output().unwrap();
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{output:?}");
        let file = desk.path().join(format!("results/summary.{format}"));
        assert!(output.stdout == fs::read(file).unwrap(), "{format} differs");
    }
}

#[test]
fn csv_has_a_row_for_each_metric_below_its_heading() {
    let text = Desk::new().bazaar(&[SMALL_RUN, &["--format", "csv"]].concat()).done().stdout;
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("metric,label,unit,mean,half_width,n,p10,p50,p90"));
    assert!(lines.next().unwrap().starts_with("hosts_active,Hosts joined,hosts,"), "{text}");
}

#[test]
fn the_table_is_the_format_if_none_is_asked_for() {
    let desk = Desk::new();
    let without_time = |answer: Answer| {
        let text = answer.done().stdout;
        text.lines().filter(|line| !line.contains(" events in ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let table = without_time(desk.bazaar(&[SMALL_RUN, &["--format", "table"]].concat()));
    assert_eq!(table, without_time(desk.bazaar(SMALL_RUN)));
}

#[test]
fn one_format_at_a_time() {
    let desk = Desk::new();
    let message = desk.bazaar(&[SMALL_RUN, &["--json", "--format", "csv"]].concat()).refusal();
    assert!(message.contains("--json") && message.contains("--format"), "{message}");
    let message = desk.bazaar(&[SMALL_RUN, &["--format", "xlsx"]].concat()).refusal();
    assert!(message.contains("csv"), "{message}");
    let message = desk.bazaar(&[SMALL_RUN, &["--force"]].concat()).refusal();
    assert!(message.contains("--out"), "{message}");
}

/// script(1) gives the program a terminal to write to.
#[cfg(target_os = "linux")]
#[expect(clippy::print_stderr, reason = "a test that proves nothing says so")]
#[test]
fn parquet_does_not_go_to_a_terminal() {
    let desk = Desk::new();
    let program = assert_cmd::cargo::cargo_bin!("bazaar");
    let command = format!("{} run volunteer/base --format parquet", program.display());
    let arguments = ["--quiet", "--return", "--command", &command, "/dev/null"];
    let Ok(output) = std::process::Command::new("script").args(arguments).current_dir(desk.path()).output()
    else {
        eprintln!("not tested: there is no script(1)");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("Parquet is binary") && text.contains("--out"), "{text}");
}

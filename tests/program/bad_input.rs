//! Error messages on invalid input, as the terminal shows them. The errors
//! within a scenario's text are tested beside its reader; here a few of its
//! messages are tested from end to end.
//!
//! After a change on purpose: `INSTA_UPDATE=always cargo test --test program bad_input`.

use crate::desk::Desk;

const QUEUE: &str = "[model.queue]\n";

#[test]
fn a_folder_is_told_what_lies_in_it() {
    let desk = Desk::new();
    desk.file("bank/two-tellers.toml", QUEUE).file("bank/notes.txt", "").file("bank/one-teller.toml", QUEUE);
    insta::assert_snapshot!(desk.bazaar(&["run", "bank"]).refusal());
}

#[test]
fn a_folder_without_scenarios_is_a_folder() {
    let desk = Desk::new();
    desk.file("notes/read-me.txt", "");
    insta::assert_snapshot!(desk.bazaar(&["run", "notes"]).refusal());
}

#[test]
fn a_file_that_is_not_there_is_told_its_neighbour() {
    let desk = Desk::new();
    desk.file("bank.toml", QUEUE);
    insta::assert_snapshot!(desk.bazaar(&["run", "bnak.toml"]).refusal());
}

#[test]
fn a_shipped_scenario_that_is_misspelt_is_told_its_name() {
    insta::assert_snapshot!(Desk::new().bazaar(&["run", "voluntier/base"]).refusal());
}

#[test]
fn a_name_like_no_other_is_told_what_a_name_is() {
    insta::assert_snapshot!(Desk::new().bazaar(&["run", "xylophone"]).refusal());
}

/// The superuser may read every file, so there the program is started without
/// the two capabilities that allow this. If that is impossible too, the test
/// prints so and checks nothing.
#[cfg(target_os = "linux")]
#[test]
#[expect(clippy::print_stderr, reason = "a test that proves nothing says so")]
fn a_file_that_may_not_be_read_says_so() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use crate::desk::Answer;

    let desk = Desk::new();
    let path = desk.file("secret.toml", QUEUE).path().join("secret.toml");
    fs::set_permissions(&path, Permissions::from_mode(0o000)).unwrap();
    let mut command = if fs::read(&path).is_err() {
        desk.command()
    } else {
        let less = "-dac_override,-dac_read_search";
        let arguments = ["--bounding-set", less, "--inh-caps", less];
        if desk.command_through("setpriv", &arguments).arg("--version").ok().is_err() {
            eprintln!("not tested: this user may read everything, and setpriv(1) does not help");
            return;
        }
        desk.command_through("setpriv", &arguments)
    };
    insta::assert_snapshot!(Answer::of(command.args(["run", "secret.toml"])).refusal());
}

#[test]
fn a_file_in_another_encoding_says_where() {
    // "Пазар" in Windows-1251.
    let desk = Desk::new();
    desk.file("market.toml", b"[study]\n# \xcf\xe0\xe7\xe0\xf0\n[model.queue]\n");
    insta::assert_snapshot!(desk.bazaar(&["run", "market.toml"]).refusal());
}

#[test]
fn a_file_that_is_no_text_at_all_says_so() {
    let desk = Desk::new();
    desk.file("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    insta::assert_snapshot!(desk.bazaar(&["run", "picture.png"]).refusal());
}

#[test]
fn an_empty_file_is_told_the_smallest_scenario() {
    let desk = Desk::new();
    desk.file("empty.toml", "");
    insta::assert_snapshot!(desk.bazaar(&["run", "empty.toml"]).refusal());
}

#[test]
fn the_smallest_scenario_is_one() {
    let desk = Desk::new();
    desk.file("smallest.toml", QUEUE).bazaar(&["run", "smallest.toml", "--replications", "2"]).done();
}

#[test]
fn an_unknown_model_is_told_the_known_ones() {
    let desk = Desk::new();
    desk.file("bank.toml", "[model.queu]\nservers = 2\n");
    insta::assert_snapshot!(desk.bazaar(&["run", "bank.toml"]).refusal());
}

#[test]
fn cyrillic_above_an_error_does_not_move_it() {
    let desk = Desk::new();
    desk.file("пазар.toml", "title = \"Пазар за компютри\" # на ъгъла\n[model.queue]\nservers = \"два\"\n");
    insta::assert_snapshot!(desk.bazaar(&["run", "пазар.toml"]).refusal());
}

#[test]
fn all_errors_of_a_file_come_at_once() {
    let desk = Desk::new();
    desk.file(
        "crowd.toml",
        r#"[study]
horizon = "30"

[model.volunteer.hosts]
initial = -10
lifetime = { exponential = { mean = "91 GB" } }

[model.volunteer.classes.random]
share = 1.5
availability = "randon"
"#,
    );
    insta::assert_snapshot!(desk.bazaar(&["run", "crowd.toml"]).refusal());
}

/// A student's file of one line must not fill the lecturer's terminal.
#[test]
fn an_error_in_an_endless_line_is_a_short_one() {
    let long = "1 ".repeat(1_000_000);
    for text in [
        format!("[study]\nhorizon = \"{long}\"\n"),
        format!("[study]\nhorizon = {long}\n"),
        format!("x = “{long}\n"),
        format!("[study]\n{} = 1\n", "k".repeat(2_000_000)),
        format!("[study]\nhorizon = [{}]\n", "\"я\", ".repeat(400_000)),
    ] {
        let desk = Desk::new();
        let told = desk.file("long.toml", &text).bazaar(&["check", "long.toml"]).refusal();
        // A hundred errors, each of at most a kilobyte.
        assert!(told.len() < 100_000, "{} bytes", told.len());
        assert!(told.contains("[long.toml:"), "{}", &told[..told.floor_char_boundary(2_000)]);
    }
}

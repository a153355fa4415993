//! Every command in README.md is run, and its output compared with README.md.
//!
//! A block of `console` holds commands after `$` and their output; a block of
//! `sh` holds commands that must only work; a block of `toml` whose first line
//! is `# NAME.toml` is a file that the commands use. The time that a run took is
//! not compared. After a change on purpose, renew the output, and read what the
//! text around it says of it:
//!
//! ```text
//! BAZAAR_RENEW_README=1 cargo test --test program readme
//! ```

use std::{env, fs, iter};

use crate::desk::{Answer, Desk};
use crate::repository;

/// A block of code.
pub(crate) struct Block<'a> {
    pub(crate) language: &'a str,
    pub(crate) text: &'a str,
}

/// The blocks of code of a text.
pub(crate) fn blocks(markdown: &str) -> Vec<Block<'_>> {
    let mut rest = markdown;
    iter::from_fn(|| {
        let (_, after) = rest.split_once("\n```")?;
        let (language, after) = after.split_once('\n')?;
        let (text, after) = after.split_once("\n```")?;
        rest = after;
        Some(Block { language, text })
    })
    .collect()
}

/// The arguments, if this is a command of the program.
pub(crate) fn arguments(command: &str) -> Option<Vec<&str>> {
    let command = command.split(" #").next()?;
    let arguments = command.strip_prefix("bazaar ").or_else(|| command.strip_prefix("cargo run -- "))?;
    Some(split(arguments))
}

/// Splits as a shell does, as far as README.md needs it: single quotes hold words together.
fn split(command: &str) -> Vec<&str> {
    let parts = command.split('\'').enumerate();
    parts
        .flat_map(|(index, part)| if index % 2 == 1 { vec![part] } else { part.split_whitespace().collect() })
        .collect()
}

/// A text without the seconds after ` events in `, blank lines at its end, or blanks at the ends of lines.
fn comparable(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| match line.split_once(" events in ") {
        Some((facts, _)) => format!("{facts} events"),
        None => line.trim_end().to_owned(),
    });
    lines.fold(String::new(), |text, line| text + &line + "\n")
}

#[test]
fn every_command_prints_what_the_readme_says() {
    let readme = repository::read("README.md");
    let renew = env::var_os("BAZAAR_RENEW_README").is_some();
    let mut renewed = readme.clone();
    let desk = Desk::new();
    let mut compared = 0;
    for Block { text, .. } in blocks(&readme).iter().filter(|block| block.language == "toml") {
        let name = text.lines().next().and_then(|line| line.strip_prefix("# "));
        desk.file(name.unwrap(), format!("{text}\n"));
    }
    for Block { language, text } in blocks(&readme) {
        match language {
            "sh" => text.lines().filter_map(arguments).for_each(|arguments| {
                desk.bazaar(&arguments).done();
            }),
            "console" => {
                for part in format!("\n{text}").split("\n$ ").skip(1) {
                    let (command, output) = part.split_once('\n').unwrap();
                    let Answer { stdout, stderr, .. } = desk.bazaar(&arguments(command).unwrap());
                    let found = stdout + &stderr;
                    if renew && comparable(&found) != comparable(output) {
                        renewed = renewed.replace(output.trim_end(), found.trim_end());
                    } else {
                        assert_eq!(comparable(&found), comparable(output), "{command}");
                    }
                    compared += 1;
                }
            }
            "python" | "text" => {}
            other => assert_eq!(other, "toml", "a block of another language"),
        }
    }
    assert!(compared >= 4, "only {compared} commands were found");
    if renew {
        fs::write(repository::root().join("README.md"), renewed).unwrap();
    }
}

#[test]
fn the_figure_on_the_first_screen_is_the_one_that_the_program_draws() {
    const FIGURE: &str = "book/figures/cold-start.svg";
    let readme = repository::read("README.md");
    let (before, _) = readme.split_once(&format!("]({FIGURE})")).unwrap();
    assert!(before.lines().count() <= 25, "the figure is not on the first screen");
    let desk = Desk::new();
    desk.bazaar(&["run", "volunteer/cold-start-bias", "--out", "results"]).done();
    let drawn = fs::read_to_string(desk.path().join("results/figures/availability_over_time.svg")).unwrap();
    if env::var_os("BAZAAR_RENEW_README").is_some() {
        fs::create_dir_all(repository::root().join("book/figures")).unwrap();
        fs::write(repository::root().join(FIGURE), &drawn).unwrap();
    }
    assert_eq!(repository::read(FIGURE), drawn);
}

#[test]
fn the_two_commands_come_first() {
    let readme = repository::read("README.md");
    let first = blocks(&readme).into_iter().next().unwrap();
    let commands: Vec<&str> =
        first.text.lines().map(|line| line.split(" #").next().unwrap().trim_end()).collect();
    assert_eq!(commands, ["cargo run -- run volunteer/base", "cargo test --workspace"]);
}

#[test]
fn every_path_in_the_readme_exists() {
    let readme = repository::read("README.md");
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
    let mut found = 0;
    for link in links.filter(|link| !link.contains("://")) {
        assert!(repository::root().join(link).exists(), "{link}");
        found += 1;
    }
    assert!(found >= 5, "only {found} links");
}

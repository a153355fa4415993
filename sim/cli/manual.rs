//! The manual as a chapter of the book, in Markdown, from the definition from which help derives.

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory};

use crate::arguments::Arguments;

/// All visible verbs, each with its arguments and examples.
pub(crate) fn manual() -> String {
    let mut program = Arguments::command().term_width(90);
    program.build();
    let mut text = String::new();
    for verb in program.get_subcommands() {
        describe(&format!("bazaar {}", verb.get_name()), verb, &mut text);
    }
    text
}

/// Describes a verb, and the verbs below it.
fn describe(called: &str, verb: &Command, text: &mut String) {
    if verb.is_hide_set() || verb.get_name() == "help" {
        return;
    }
    let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
    // Writing to a string cannot fail, here and below.
    let _ = write!(text, "## {called}\n\n{}.\n\n", prose(&about));
    let arguments: Vec<&Arg> = verb.get_arguments().filter(|argument| is_told(argument)).collect();
    if !arguments.is_empty() {
        text.push_str("| argument | meaning |\n|---|---|\n");
        for argument in arguments {
            let _ = writeln!(text, "| {} | {} |", written(argument), meaning(argument));
        }
        text.push('\n');
    }
    if let Some(more) = verb.get_after_help() {
        let _ = write!(text, "```text\n{}\n```\n\n", more.to_string().trim());
    }
    for below in verb.get_subcommands() {
        describe(&format!("{called} {}", below.get_name()), below, text);
    }
}

/// Whether an argument has a row: not `--help`, nor arguments of all verbs, which `bazaar help` lists.
fn is_told(argument: &Arg) -> bool {
    !argument.is_hide_set() && !argument.is_global_set() && argument.get_id() != "help"
}

/// The text to type: `--seed N`, or `SCENARIO`.
fn written(argument: &Arg) -> String {
    let takes = argument.get_action().takes_values();
    let values = argument.get_value_names().unwrap_or_default();
    let values: Vec<&str> = values.iter().filter(|_| takes).map(clap::builder::Str::as_str).collect();
    let long = argument.get_long().map(|long| format!("--{long}"));
    let words: Vec<&str> = long.as_deref().into_iter().chain(values).collect();
    let more = if argument.get_num_args().is_some_and(|range| range.max_values() > 1) { "..." } else { "" };
    format!("<code class=\"argument\">{}{more}</code>", words.join(" "))
}

fn meaning(argument: &Arg) -> String {
    let help = argument.get_long_help().or(argument.get_help()).map(ToString::to_string).unwrap_or_default();
    // Clap removes the full stop of a paragraph that another one follows.
    let mut text = prose(&help.replace("\n\n", ". "));
    let choices = argument.get_possible_values();
    if !choices.is_empty() && argument.get_action().takes_values() {
        let names: Vec<String> = choices.iter().map(|choice| format!("`{}`", choice.get_name())).collect();
        let _ = write!(text, ": {}", names.join(", "));
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if !defaults.is_empty() && argument.get_action().takes_values() {
        let _ = write!(text, " (default `{}`)", defaults.join(" "));
    }
    text
}

/// A text on one line, escaped so that Markdown sees only letters and code.
fn prose(plain: &str) -> String {
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = String::new();
    for (index, part) in line.split('`').enumerate() {
        if index > 0 {
            text.push('`');
        }
        for character in part.chars() {
            if index % 2 == 0 && matches!(character, '*' | '_' | '|' | '<' | '>' | '[' | ']' | '\\') {
                text.push('\\');
            }
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_a_heading_and_every_flag_a_row() {
        let manual = manual();
        for verb in ["run", "check", "verify", "models", "schema", "book", "book build", "completions", "man"]
        {
            assert!(manual.contains(&format!("## bazaar {verb}\n")), "{verb}: {manual}");
        }
        assert!(manual.contains(">--seed N</code> | Seed of the random numbers"), "{manual}");
        assert!(manual.contains(">SCENARIO...</code> |"), "{manual}");
        assert!(manual.contains("such as 1%. Starts with 10"), "{manual}");
        assert!(!manual.contains("preprocess") && !manual.contains("## bazaar help"), "{manual}");
    }

    #[test]
    fn a_table_is_not_torn_by_what_stands_in_it() {
        assert_eq!(prose("figures/*.svg,\n a|b `c_d`"), "figures/\\*.svg, a\\|b `c_d`");
    }
}

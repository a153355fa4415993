//! The advice of errors is valid: every value of every model's `base` scenario is typed wrongly in many ways, and the text
//! that the help gives is typed in its place.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use bazaar_scenario::{Scenario, ScenarioError, Shipped, Source, shipped};

/// What people type where something else belongs.
const TYPINGS: [&str; 36] = [
    "\"1 000\"",
    "\"1 000 h\"",
    "1 000",
    "1 000 h",
    "1,5",
    "\"1,5\"",
    "\"1,5 h\"",
    "\"1,000 h\"",
    "“10 h”",
    "\"“10 h”\"",
    "10",
    "\"10\"",
    "10.0",
    "\"10.0\"",
    "0.5",
    "\"0.5\"",
    "0",
    "\"0 h\"",
    "0.0",
    "\"0\"",
    "-3.0",
    "\"-3\"",
    "1e12",
    "1e300",
    "true",
    "\"true\"",
    "x",
    "\"x\"",
    "[]",
    "{}",
    "\"10 km\"",
    "\"$10\"",
    "\"10 $\"",
    "\"$1 000,50\"",
    "50",
    "\"5 hours\"",
];

fn read(text: &str) -> Result<Scenario, ScenarioError> {
    Scenario::parse(Source::new("typed.toml", text), &[] as &[&str])
}

/// The texts that a help says to type, word for word: those between `type ` and the end of the advice, without examples.
fn advice(help: &str) -> Vec<String> {
    let Some((_, typed)) = help.split_once("type ") else { return Vec::new() };
    let typed = typed.split([';', '\n']).next().unwrap_or(typed);
    let typed = typed.split(", or ").next().unwrap_or(typed).split(", such as").next().unwrap_or(typed);
    let typed = typed
        .split(". The choices")
        .next()
        .unwrap_or(typed)
        .split(", without quotes")
        .next()
        .unwrap_or(typed);
    let is_value = |text: &&str| {
        text.starts_with(['"', '{', '['])
            || text.starts_with(|first: char| first.is_ascii_digit() || first == '-')
            || ["true", "false"].contains(text)
    };
    typed
        .split(" or ")
        .map(str::trim)
        .filter(is_value)
        .map(|text| text.split(" if ").next().unwrap_or(text).to_owned())
        .collect()
}

/// Texts with one value typed otherwise, and where it begins.
fn mistyped(text: &str) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    let mut from = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let value = line
            .split_once(" = ")
            .filter(|(key, value)| !key.starts_with('#') && !value.starts_with("\"\"\""));
        if let Some((key, value)) = value {
            let start = from + key.len() + 3;
            let end = start + value.trim_end().len();
            // A quarter of them on each line, another on the next.
            for typing in TYPINGS.iter().skip(number % 4).step_by(4) {
                all.push((format!("{}{typing}{}", &text[..start], &text[end..]), start));
            }
        }
        from += line.len();
    }
    all
}

#[test]
fn nobody_is_told_to_type_what_is_refused() {
    let mut followed = 0;
    let bases = shipped().filter(|one| one.name.ends_with("/base") || one.name == "reference/mm1");
    for Shipped { text, .. } in bases {
        for (typed, start) in mistyped(text) {
            let Err(ScenarioError::Invalid { diagnostics, .. }) = read(&typed) else { continue };
            for diagnostic in diagnostics {
                let place = diagnostic.place().span();
                if place.start < start || place.start > start + 40 {
                    continue;
                }
                for advice in advice(diagnostic.help_text().unwrap_or_default()) {
                    let followed_text = format!("{}{advice}{}", &typed[..place.start], &typed[place.end..]);
                    followed += 1;
                    let Err(ScenarioError::Invalid { diagnostics: next, .. }) = read(&followed_text) else {
                        continue;
                    };
                    // What another rule says of a value that is read is another matter: it names both places.
                    // Before a text is valid TOML, only this is promised: that it is then.
                    let wrong = if is_syntax(diagnostic.message()) { is_syntax } else { reads_wrong };
                    let again = next.iter().find(|next| {
                        next.place().span().start == place.start
                            && (next.message() == diagnostic.message() || wrong(next.message()))
                    });
                    assert!(
                        again.is_none(),
                        "{:?}\n{}: {:?}\nfollowed: {:?}",
                        &typed[start..(start + 30).min(typed.len())].lines().next(),
                        diagnostic.message(),
                        diagnostic.help_text(),
                        again.map(|next| (next.message(), next.help_text()))
                    );
                }
            }
        }
    }
    assert!(followed > 500, "only {followed} pieces of advice were followed");
}

/// Whether a message is about how a value is typed, and not about what it says.
fn reads_wrong(message: &str) -> bool {
    [
        "expected",
        "unit of",
        "no unit",
        "not a finite",
        "does not begin",
        "cannot be",
        "neither",
        "no amount",
        "no currency",
    ]
    .iter()
    .any(|part| message.contains(part))
}

fn is_syntax(message: &str) -> bool {
    ["not in quotes", "of another kind", "neither a number", "not valid TOML"]
        .iter()
        .any(|part| message.contains(part))
}

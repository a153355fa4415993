//! Explains the errors of the TOML parser, with what to type instead.

use std::ops::Range;
use std::sync::Arc;

use bazaar_models::quantity::{is_quote, retyped};
use toml::de::Error;

use crate::diagnostic::{Diagnostic, MOST_ERRORS};
use crate::place::Place;
use crate::source::Source;

const UNQUOTED: &str = "string values must be quoted";

/// Explains the parser's errors. The parser recovers after an error and goes on. All
/// errors in single values are reported, but those after one that breaks the structure
/// are not, since they cannot be trusted.
///
/// At most one error of each line, and at most [`MOST_ERRORS`] of a text, are explained: otherwise a text full of
/// errors would take a time that grows with the square of its length.
pub(crate) fn explain(errors: &[Error], source: &Arc<Source>, order: usize) -> Vec<Diagnostic> {
    let text = source.text();
    let start = |error: &Error| error.span().map_or(text.len(), |span| span.start.min(text.len()));
    let mut sorted: Vec<&Error> = errors.iter().collect();
    sorted.sort_by_key(|error| (start(error), error.span().map(|span| span.end)));
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut line: Option<usize> = None;
    for error in sorted {
        let at = start(error);
        let same_line = line.is_some_and(|before| !text.as_bytes()[before..at].contains(&b'\n'));
        if !same_line {
            kept.push(diagnostic(error, source, order));
        }
        line = Some(at);
        if breaks_structure(error) || kept.len() >= MOST_ERRORS {
            break;
        }
    }
    kept
}

/// Whether later errors cannot be trusted.
pub(crate) fn breaks_structure(error: &Error) -> bool {
    let message = error.message();
    !message.starts_with(UNQUOTED) && message != "duplicate key"
}

fn diagnostic(error: &Error, source: &Arc<Source>, order: usize) -> Diagnostic {
    let whole = source.text();
    let span = error.span().unwrap_or(whole.len()..whole.len());
    let mut span = span.start.min(whole.len())..span.end.min(whole.len());
    let (what, expected) = error.message().split_once(", expected ").unwrap_or((error.message(), ""));
    let words = match what {
        "invalid unquoted key" => {
            span = key_around(whole, span);
            key(&whole[span.clone()])
        }
        "unexpected key or value" => match value_before(whole, span.start) {
            Some(value) => {
                span = value;
                neither(&whole[span.clone()])
            }
            None => told(what, expected),
        },
        "duplicate key" => given_twice(whole, &span),
        UNQUOTED => unquoted(whole[span.clone()].trim()),
        _ => told(what, expected),
    };
    let place = Place { source: Arc::clone(source), order, span };
    Diagnostic::new(words.0, words.1, place)
}

/// The error, and what to type instead.
type Words = (String, String);

fn told(what: &str, expected: &str) -> Words {
    let (message, help) = match what {
        "key with no value" => ("a key without a value", "type key = value; a table is opened by [key]"),
        "invalid basic string" | "invalid literal string" => (
            "the text is not closed",
            "close it with the quote that opened it, on the same line; a text of several lines stands between \"\"\"",
        ),
        "unclosed table" => ("the header is not closed", "close it with ], as in [model.queue]"),
        _ => {
            let help = if expected.is_empty() { String::new() } else { format!("expected here: {expected}") };
            return (format!("not valid TOML: {what}"), help);
        }
    };
    (message.to_owned(), help.to_owned())
}

/// A value without quotes, or in quotes of another kind.
fn unquoted(text: &str) -> Words {
    if text.is_empty() {
        return ("a value is missing".to_owned(), "type one, such as 10 or \"10 h\"".to_owned());
    }
    let what = if text.starts_with(|first| is_quote(first) && first != '"' && first != '\'') {
        "is in quotes of another kind"
    } else {
        "is not in quotes"
    };
    (format!("{text} {what}"), format!("type {}", ways(text)))
}

/// A value that begins with a number and is not in quotes.
fn neither(text: &str) -> Words {
    (format!("{text} is neither a number nor a text in quotes"), format!("type {}", ways(text)))
}

/// Whether a text is a TOML value.
pub(crate) fn is_value(text: &str) -> bool {
    toml::de::DeTable::parse(&format!("x = {text}")).is_ok()
}

/// The ways to type a value: a number without quotes, anything else in quotes.
fn ways(text: &str) -> String {
    let mut meant = retyped(text);
    if meant.is_empty() {
        meant.push(text.to_owned());
    }
    let typed = |meant: &String| {
        if is_value(meant) { meant.clone() } else { format!("\"{}\"", meant.replace(['"', '\''], "")) }
    };
    meant.iter().map(typed).collect::<Vec<_>>().join(" or ")
}

/// The value of `key = value` on the line of an error, where the parser took a leading number for the whole value.
fn value_before(text: &str, at: usize) -> Option<Range<usize>> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find(['\n', '\r', '#']).map_or(text.len(), |length| at + length);
    let (key, value) = text[line..end].split_once('=')?;
    let value = line + key.len() + 1 + (value.len() - value.trim_start().len());
    let length = text[value..end].trim_end().len();
    let is_bare =
        text[value..].starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-'));
    (is_bare && value < at).then_some(value..value + length)
}

/// The word around a letter that keys cannot have.
fn key_around(text: &str, span: Range<usize>) -> Range<usize> {
    let is_end =
        |letter: char| letter.is_whitespace() || matches!(letter, '=' | '[' | ']' | '{' | '}' | ',' | '.');
    if text[span.clone()].chars().all(is_end) {
        return span;
    }
    let start = text[..span.start]
        .rfind(is_end)
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let end = text[span.end..].find(is_end).map_or(text.len(), |length| span.end + length);
    start..end
}

fn key(text: &str) -> Words {
    if let Some(space) = text.chars().find(|letter| letter.is_whitespace() || letter.is_control()) {
        return (
            format!("a space of another kind (U+{:04X}) stands next to a key", u32::from(space)),
            "type a plain space in its place".to_owned(),
        );
    }
    let latin: String = text.chars().filter_map(latin).collect();
    let stranger = text.chars().find(|letter| !letter.is_ascii());
    match stranger {
        Some(letter) if latin.is_ascii() => (
            format!("`{text}` has a letter that only looks Latin: {letter} (U+{:04X})", u32::from(letter)),
            format!("type {latin}"),
        ),
        _ => (
            format!("`{text}` cannot be a key as it stands"),
            "keys are plain Latin letters, digits, - and _; a key with others goes in quotes".to_owned(),
        ),
    }
}

/// The Latin letter that a Cyrillic or Greek one looks like, as typed with another keyboard layout; empty for an
/// invisible one.
fn latin(letter: char) -> Option<char> {
    const STRANGE: &str = "аеорсухіјѕһкАВЕКМНОРСТХІЈοανιρυκ";
    const KNOWN: &str = "aeopcyxijshkABEKMHOPCTXIJoavipuk";
    if matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') {
        return None;
    }
    let found = STRANGE.chars().zip(KNOWN.chars()).find(|(strange, _)| *strange == letter);
    Some(found.map_or(letter, |(_, known)| known))
}

fn given_twice(text: &str, span: &Range<usize>) -> Words {
    let name = text[span.clone()].trim();
    let line = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let help = if text[line..].trim_start().starts_with('[') {
        "put its lines under the first header of this name, and remove this one"
    } else {
        "keep one of the two"
    };
    (format!("`{name}` is given twice"), help.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with the first line that is, and what to type.
    fn first(text: &str) -> (String, String) {
        let (errors, source) = errors(text);
        let told = explain(&errors, &source, 0);
        (told[0].message().to_owned(), told[0].help_text().unwrap_or_default().to_owned())
    }

    #[test]
    fn what_keyboards_and_other_programs_put_in_gets_advice_that_works() {
        for (line, advice) in [
            ("horizon = “100 h”", "horizon = \"100 h\""),
            ("horizon = ‘100 h’", "horizon = \"100 h\""),
            ("horizon = „100 h“ # long", "horizon = \"100 h\""),
            ("horizon = «1 000 h»", "horizon = \"1_000 h\""),
            ("horizon = 100 h", "horizon = \"100 h\""),
            ("horizon = 100,5 h", "horizon = \"100.5 h\""),
            ("horizon = 1 000 h # long", "horizon = \"1_000 h\""),
            ("replications = 1 000", "replications = 1_000"),
            ("replications = 1,5", "replications = 1.5"),
            ("replications = 1'000", "replications = 1_000"),
            ("hоrizon = 1", "hоrizon"),
        ] {
            let (message, help) = first(line);
            let typed = help.strip_prefix("type ").unwrap_or_else(|| panic!("{line}: {message}: {help}"));
            if line.starts_with("hо") {
                assert_eq!(typed, "horizon", "{message}");
                continue;
            }
            let key = line.split_once(' ').unwrap().0;
            assert_eq!(format!("{key} = {typed}"), advice, "{line}: {message}");
            assert!(toml::de::DeTable::parse(advice).is_ok(), "{advice}");
        }
        assert!(first("replications = 1,000").1.contains("1_000 or 1.000"));
        assert!(first("horizon\u{a0}= 1").0.contains("U+00A0"));
        assert!(first("hori\u{200b}zon = 1").1.contains("type horizon"));
        assert!(first("име = 1").1.contains("in quotes"));
        assert!(first("[study]\na = 1\n[model]\n[study]\n").1.contains("under the first header"));
        assert!(first("a = 1\na = 2\n").1.contains("keep one"));
    }

    /// What the parser makes of a text.
    fn errors(text: &str) -> (Vec<Error>, Arc<Source>) {
        let mut errors: Vec<Error> = Vec::new();
        let document = toml::de::DeTable::parse_recoverable(text);
        errors.extend(document.1);
        (errors, Arc::new(Source::new("x", text)))
    }

    #[test]
    fn a_line_has_one_error_and_a_text_a_hundred() {
        let text: String = (0..5_000).map(|k| format!("k{k} = a b\n")).collect();
        let (errors, source) = errors(&text);
        assert!(errors.len() >= 5_000, "{}", errors.len());
        let told = explain(&errors, &source, 0);
        let lines: Vec<usize> = told.iter().map(|one| one.place().position().0).collect();
        assert!(lines.windows(2).all(|two| two[0] < two[1]), "{lines:?}");
        assert!(told.len() <= MOST_ERRORS, "{}", told.len());
    }
}

//! What the TOML parser says, and what to type instead.

use std::sync::Arc;

use toml::de::Error;

use crate::diagnostic::Diagnostic;
use crate::place::Place;
use crate::source::Source;

const UNQUOTED: &str = "string values must be quoted";

/// The parser recovers after an error and goes on. Errors in a single value are
/// all worth telling; after one that breaks the structure the rest is guesswork.
pub(crate) fn explain(errors: &[Error], source: &Arc<Source>, order: usize) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<(bool, Diagnostic)> =
        errors.iter().map(|error| (breaks_structure(error), diagnostic(error, source, order))).collect();
    diagnostics.sort_by_key(|(_, diagnostic)| diagnostic.place().sort_key());
    let first_break = diagnostics.iter().position(|(breaks, _)| *breaks);
    diagnostics.truncate(first_break.map_or(usize::MAX, |index| index + 1));
    let mut kept: Vec<Diagnostic> = diagnostics.into_iter().map(|(_, d)| d).collect();
    kept.dedup_by_key(|diagnostic| diagnostic.place().position().0);
    kept
}

/// Whether what follows the error can no longer be trusted.
pub(crate) fn breaks_structure(error: &Error) -> bool {
    let message = error.message();
    !message.starts_with(UNQUOTED) && message != "duplicate key"
}

fn diagnostic(error: &Error, source: &Arc<Source>, order: usize) -> Diagnostic {
    let length = source.text().len();
    let span = error.span().unwrap_or(length..length);
    let place =
        Place { source: Arc::clone(source), order, span: span.start.min(length)..span.end.min(length) };
    let text = source.text()[place.span()].trim();
    let (message, help) = words(error.message(), text);
    Diagnostic::new(message, help, place)
}

fn words(message: &str, text: &str) -> (String, String) {
    let (what, expected) = match message.split_once(", expected ") {
        Some((what, expected)) => (what, format!("expected here: {expected}")),
        None => (message, String::new()),
    };
    match what {
        UNQUOTED if text.is_empty() => (
            "a value is missing".to_owned(),
            "type one, such as 10 or \"10 h\"".to_owned(),
        ),
        UNQUOTED => (
            format!("{text} is not in quotes"),
            format!("type \"{}\"", text.replace(['"', '\''], "")),
        ),
        "duplicate key" => (
            format!("`{text}` is given twice"),
            "keep one of the two".to_owned(),
        ),
        "key with no value" => (
            "a key without a value".to_owned(),
            "type key = value; a table is opened by [key]".to_owned(),
        ),
        "invalid unquoted key" => (
            format!("`{text}` cannot be a key as it stands"),
            "keys are plain Latin letters, digits, - and _; a key with others goes in quotes".to_owned(),
        ),
        "invalid basic string" | "invalid literal string" => (
            "the text is not closed".to_owned(),
            "close it with the quote that opened it, on the same line; a text of several lines stands between \"\"\"".to_owned(),
        ),
        "unclosed table" => (
            "the header is not closed".to_owned(),
            "close it with ], as in [model.queue]".to_owned(),
        ),
        _ => (format!("not valid TOML: {what}"), expected),
    }
}

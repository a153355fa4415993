//! What the TOML parser says, and what to type instead.

use std::sync::Arc;

use toml::de::Error;

use crate::diagnostic::Diagnostic;
use crate::place::Place;
use crate::reading::MOST_ERRORS;
use crate::source::Source;

const UNQUOTED: &str = "string values must be quoted";

/// The parser recovers after an error and goes on. Errors in a single value are
/// all worth telling; after one that breaks the structure the rest is guesswork.
///
/// The first of each line, and no more than are told of one text, are put into words: a text of nothing but
/// errors must not cost the square of its length.
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

#[cfg(test)]
mod tests {
    use super::*;

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

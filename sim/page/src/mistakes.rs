//! Errors of a text, for an editor.

use bazaar_scenario::{Diagnostic, ScenarioError};
use serde::Serialize;

/// An error. Lines and columns count from 1, in characters; `from` and `to` are positions in the
/// text in units of UTF-16, as in JavaScript.
#[derive(Debug, Serialize)]
pub(crate) struct Mistake {
    message: String,
    help: Option<String>,
    /// Null if the error has no place in the text.
    place: Option<Stretch>,
}

#[derive(Debug, Serialize)]
struct Stretch {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    from: usize,
    to: usize,
    /// The index of the edit that contains it, from 0; null if it is in the text itself.
    edit: Option<usize>,
}

/// All errors, in order of place.
pub(crate) fn mistakes(error: &ScenarioError) -> Vec<Mistake> {
    if error.diagnostics().is_empty() {
        let help = miette::Diagnostic::help(error).map(|help| help.to_string());
        return vec![Mistake { message: error.to_string(), help, place: None }];
    }
    error.diagnostics().iter().map(mistake).collect()
}

fn mistake(diagnostic: &Diagnostic) -> Mistake {
    let place = diagnostic.place();
    let (source, span) = (place.source(), place.span());
    let ((line, column), (end_line, end_column)) = (source.position(span.start), source.position(span.end));
    let units = |offset: usize| {
        let text = source.text();
        text[..text.floor_char_boundary(offset)].encode_utf16().count()
    };
    let stretch = Stretch {
        line,
        column,
        end_line,
        end_column,
        from: units(span.start),
        to: units(span.end),
        edit: place.edit(),
    };
    Mistake {
        message: diagnostic.message().to_owned(),
        help: diagnostic.help_text().map(str::to_owned),
        place: Some(stretch),
    }
}

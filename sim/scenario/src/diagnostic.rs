//! One error in a scenario text: the message, the place, and what to type.

use std::fmt;
use std::ops::Range;

use miette::{LabeledSpan, SourceCode};

use crate::place::Place;

/// The most errors reported for one text; each costs one more reading.
pub(crate) const MOST_ERRORS: usize = 100;

/// An error at a place of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Diagnostic {
    message: String,
    help: Option<String>,
    place: Place,
    others: Vec<Place>,
}

impl Diagnostic {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>, place: Place) -> Self {
        let help = shortened(help.into(), LONGEST_HELP);
        Self {
            message: shortened(message.into(), LONGEST),
            help: (!help.is_empty()).then_some(help),
            place,
            others: Vec::new(),
        }
    }

    /// The diagnostic, pointing at another place of the same text as well.
    pub(crate) fn and(mut self, other: Place) -> Self {
        if other.order == self.place.order && other != self.place {
            self.others.push(other);
        }
        self
    }

    /// The error, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to type instead.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The place of the error.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }
}

/// The longest sentence and the longest underline, in bytes: a sentence that repeats a value is cut where the value is long.
const LONGEST: usize = 400;
/// The longest help, which may list all keys of a table.
const LONGEST_HELP: usize = 2_000;

fn shortened(mut text: String, longest: usize) -> String {
    if text.len() > longest {
        text.truncate(text.floor_char_boundary(longest));
        text.push('…');
    }
    text
}

/// The part of a place that is underlined.
fn underlined(place: &Place) -> Range<usize> {
    let span = place.span();
    span.start..place.source().text().floor_char_boundary(span.end.min(span.start + LONGEST))
}

impl miette::Diagnostic for Diagnostic {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_deref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.place.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let primary = LabeledSpan::new_primary_with_span(None, underlined(&self.place));
        let others = self.others.iter().map(|other| LabeledSpan::new_with_span(None, underlined(other)));
        Some(Box::new(std::iter::once(primary).chain(others)))
    }
}

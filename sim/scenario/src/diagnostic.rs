//! One thing that is wrong in a scenario text: what, where, and what to type.

use std::fmt;

use miette::{LabeledSpan, SourceCode};

use crate::place::Place;

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
        let help = help.into();
        Self { message: message.into(), help: (!help.is_empty()).then_some(help), place, others: Vec::new() }
    }

    /// The same, pointing at another place of the same text too.
    pub(crate) fn and(mut self, other: Place) -> Self {
        if other.order == self.place.order && other != self.place {
            self.others.push(other);
        }
        self
    }

    /// What is wrong, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to type instead.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Where.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }
}

impl miette::Diagnostic for Diagnostic {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_deref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.place.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let primary = LabeledSpan::new_primary_with_span(None, self.place.span());
        let others = self.others.iter().map(|other| LabeledSpan::new_with_span(None, other.span()));
        Some(Box::new(std::iter::once(primary).chain(others)))
    }
}

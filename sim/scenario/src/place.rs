//! Places: a span of bytes in one of the texts.

use std::ops::Range;
use std::sync::Arc;

use crate::source::Source;

/// A span of a text that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(crate) source: Arc<Source>,
    /// The file is 0, the `--set` arguments follow: the order errors are shown in.
    pub(crate) order: usize,
    pub(crate) span: Range<usize>,
}

impl Place {
    /// The text.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The range of bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The index of the edit, from 0, if the place is in an edit and not in the edited text.
    #[must_use]
    pub fn edit(&self) -> Option<usize> {
        self.order.checked_sub(1)
    }

    /// Line and column of the first character, from 1.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        self.source.position(self.span.start)
    }

    /// The key by which errors are sorted.
    pub(crate) fn sort_key(&self) -> (usize, usize, usize) {
        (self.order, self.span.start, self.span.end)
    }
}

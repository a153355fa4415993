//! Where something stands: a stretch of one of the texts.

use std::ops::Range;
use std::sync::Arc;

use crate::source::Source;

/// A stretch of a text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(crate) source: Arc<Source>,
    /// The file is 0, the `--set` arguments follow: the order errors are shown in.
    pub(crate) order: usize,
    pub(crate) span: Range<usize>,
}

impl Place {
    /// The text it is a stretch of.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// From which byte to before which byte.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Which edit it is in, from 0, if it is in one and not in the text that was edited.
    #[must_use]
    pub fn edit(&self) -> Option<usize> {
        self.order.checked_sub(1)
    }

    /// Line and column of the first character, from 1.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        self.source.position(self.span.start)
    }

    /// Errors are shown in this order.
    pub(crate) fn sort_key(&self) -> (usize, usize, usize) {
        (self.order, self.span.start, self.span.end)
    }
}

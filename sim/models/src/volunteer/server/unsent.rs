//! Copies that wait to be sent, first come, first served.

use std::collections::VecDeque;

use super::job::ANY_CLASS;

/// A copy of a job that is to be sent. It is void once the job has no such copy left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) job: u32,
    pub(super) serial: u32,
}

/// The unsent copies of one application: for any host, for each numeric class, and replacements of lost ones.
#[derive(Clone, Debug)]
pub(super) struct Unsent {
    any: VecDeque<Waiting>,
    classes: Vec<VecDeque<Waiting>>,
    /// Replacements, which go to reliable hosts first.
    pub(super) retries: VecDeque<Waiting>,
}

impl Unsent {
    pub(super) fn new(numeric_classes: usize) -> Self {
        Unsent {
            any: VecDeque::new(),
            classes: vec![VecDeque::new(); numeric_classes],
            retries: VecDeque::new(),
        }
    }

    pub(super) fn push(&mut self, waiting: Waiting, class: u16) {
        self.line(class).push_back(waiting);
    }

    /// All lines.
    #[cfg(test)]
    pub(super) fn lines(&self) -> impl Iterator<Item = &VecDeque<Waiting>> {
        self.classes.iter().chain([&self.any, &self.retries])
    }

    /// The line of copies for one numeric class, or for any.
    pub(super) fn line(&mut self, class: u16) -> &mut VecDeque<Waiting> {
        if class == ANY_CLASS { &mut self.any } else { &mut self.classes[usize::from(class)] }
    }
}

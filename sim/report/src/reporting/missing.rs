//! Information that only the author of a study has.

/// The items of the checklist with missing information.
#[derive(Clone, Debug, Default)]
pub(super) struct Missing {
    items: Vec<&'static str>,
}

impl Missing {
    /// Marks an item as needing information that the program does not have.
    pub(super) fn mark(&mut self, item: &'static str, what: &str) -> String {
        if !self.items.contains(&item) {
            self.items.push(item);
        }
        format!("**Missing:** {what}")
    }

    pub(super) fn in_words(&self) -> String {
        match self.items.len() {
            0 => "nothing is missing here".to_owned(),
            1 => format!("see item {}", self.items[0]),
            _ => format!("see items {}", self.items.join(", ")),
        }
    }
}

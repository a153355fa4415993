//! Violations of rules across parameters.

/// A rule across parameters that a scenario breaks.
///
/// A model knows its parameters but not the text that they came from, so it names the place by path; the
/// reader of the text turns the path into line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The dotted path of the parameter to point at, from the model's own table:
    /// `hosts.lifetime`. Empty for the table itself.
    pub path: String,
    /// The paths of the other parameters that the rule is about.
    pub others: Vec<String>,
    /// What is wrong, in one line.
    pub message: String,
    /// What to type instead.
    pub help: String,
}

impl Violation {
    /// A broken rule, to be shown at `path`.
    pub fn new(path: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.into(), others: Vec::new(), message: message.into(), help: help.into() }
    }

    /// The same, with another parameter that the rule is about, which is shown too. If that parameter has an
    /// error of its own, the violation may be a consequence of it, and is suppressed.
    #[must_use]
    pub fn and(mut self, path: impl Into<String>) -> Self {
        self.others.push(path.into());
        self
    }

    /// The same, relative to the table one level up: the paths get a first part.
    #[must_use]
    pub fn within(mut self, table: &str) -> Self {
        let prefix = |path: &mut String| {
            *path = if path.is_empty() { table.to_owned() } else { format!("{table}.{path}") };
        };
        prefix(&mut self.path);
        self.others.iter_mut().for_each(prefix);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seen_from_above_every_path_gets_a_first_part() {
        let violation = Violation::new("low", "low is above high", "swap them")
            .and("high")
            .and("")
            .within("service")
            .within("queue");
        assert_eq!(violation.path, "queue.service.low");
        assert_eq!(violation.others, ["queue.service.high", "queue.service"]);
    }
}

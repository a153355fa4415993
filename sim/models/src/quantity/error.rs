//! What was wrong with a quantity, and what to type instead.

use super::retyped::retyped;

/// A text or number that is no quantity of the wanted dimension.
///
/// Displayed as two parts: the first line says what is wrong, the lines after
/// it what to type. Scenario diagnostics split them at the first line break.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}\n{help}")]
pub struct QuantityError {
    message: String,
    help: String,
}

impl QuantityError {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }

    /// With the ways to type `text` here as the help, if there are any that can be `read`.
    pub(crate) fn unless_retyped(self, text: &str, read: impl Fn(&str) -> bool) -> Self {
        let ways: Vec<String> = retyped(text)
            .into_iter()
            .filter(|meant| read(meant))
            .map(|meant| format!("\"{meant}\""))
            .collect();
        if ways.is_empty() { self } else { Self { help: format!("type {}", ways.join(" or ")), ..self } }
    }

    /// What is wrong, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to type instead.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }
}

//! Texts of other kinds than scenarios, such as labs, read by the same rules.
//!
//! A kind of text is a type for serde and rules across its keys. All errors are reported at once, each with its place, as
//! for a scenario. Errors found later, when the text has been read, can still point at a place by its path.

use std::sync::Arc;

use bazaar_models::violation::Violation;
use serde::Deserialize;

use crate::document::Document;
use crate::error::ScenarioError;
use crate::reading::read;
use crate::source::Source;
use crate::table::Formats;
use crate::violations;

/// A text that has been read, with its places.
#[derive(Debug)]
pub struct Form {
    name: String,
    document: Document,
}

impl Form {
    /// Reads a text as a `T` and checks it by rules, whose paths start from its root.
    ///
    /// # Errors
    /// If it is not a `T` or breaks a rule: every error in it, in order of place.
    pub fn read<T: for<'de> Deserialize<'de>>(
        source: Source,
        rules: impl FnOnce(&T) -> Vec<Violation>,
    ) -> Result<(T, Self), ScenarioError> {
        let name = source.name().to_owned();
        let mut form = Form { name, document: Document::parse(&Arc::new(source), Formats::CSV) };
        if form.document.broken {
            return Err(form.error());
        }
        let Some(value) = read::<T>(&mut form.document) else { return Err(form.error()) };
        form.refuse(rules(&value));
        if form.document.diagnostics.is_empty() { Ok((value, form)) } else { Err(form.error()) }
    }

    /// Reports violations of further rules.
    ///
    /// # Errors
    /// If there are violations.
    pub fn check(mut self, broken: Vec<Violation>) -> Result<(), ScenarioError> {
        self.refuse(broken);
        if self.document.diagnostics.is_empty() { Ok(()) } else { Err(self.error()) }
    }

    fn refuse(&mut self, broken: Vec<Violation>) {
        let found = violations::locate(&self.document, &[], broken);
        self.document.diagnostics.extend(found);
    }

    fn error(self) -> ScenarioError {
        let mut diagnostics = self.document.diagnostics;
        diagnostics.sort_by_key(|diagnostic| diagnostic.place().sort_key());
        diagnostics.dedup();
        ScenarioError::Invalid { name: self.name, diagnostics }
    }
}

//! The settings in `[preprocessor.bazaar]` of `book.toml`.

use std::path::PathBuf;
use std::sync::Arc;

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;
use serde::Deserialize;

use super::cache::Cache;
use super::error::BookError;
use super::glossary::Glossary;
use super::subject::Shelf;
use super::workshop::Workshop;

/// The table's keys. Paths start from the folder of the book.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// A folder of scenarios, `model/name.toml`, which take precedence over shipped ones.
    pub(crate) scenarios: Option<PathBuf>,
    /// A folder for cached results of builds; without it every build makes all runs.
    pub(crate) cache: Option<PathBuf>,
    /// The chapter whose tables have the terms to mark in all chapters, by path from the folder of chapters.
    pub(crate) terms: Option<PathBuf>,
    /// The chapter with an entry for each metric, to which metrics in all chapters link.
    pub(crate) metrics: Option<PathBuf>,
    #[serde(rename = "command")]
    _command: Option<String>,
    #[serde(rename = "renderers")]
    _renderers: Option<Vec<String>>,
    #[serde(rename = "before")]
    _before: Option<Vec<String>>,
    #[serde(rename = "after")]
    _after: Option<Vec<String>>,
    #[serde(rename = "optional")]
    _optional: Option<bool>,
}

impl Settings {
    /// Reads the table; without it, the settings are the defaults.
    pub(crate) fn of(config: &mdbook_preprocessor::config::Config) -> Result<Self, BookError> {
        let settings = config.get::<Settings>("preprocessor.bazaar");
        settings
            .map(Option::unwrap_or_default)
            .map_err(|error| BookError::Unreadable { reason: format!("book.toml: {error:#}") })
    }

    /// The words with a definition.
    ///
    /// # Errors
    /// If a named chapter is not in the book.
    pub(crate) fn glossary(&self, book: &Book) -> Result<Glossary, BookError> {
        let find = |wanted: &PathBuf| {
            let mut chapters = book.chapters();
            chapters.find(|chapter| chapter.path.as_ref() == Some(wanted)).ok_or_else(|| {
                BookError::Unreadable {
                    reason: format!(
                        "book.toml: there is no chapter {}; name one of SUMMARY.md",
                        wanted.display()
                    ),
                }
            })
        };
        let terms = match &self.terms {
            Some(path) => Some((path.clone(), find(path)?.content.as_str())),
            None => None,
        };
        self.metrics.as_ref().map(find).transpose()?;
        Ok(Glossary::new(terms, self.metrics.clone()))
    }

    /// A workshop for a book, with or without a cache.
    pub(crate) fn workshop(self, context: &PreprocessorContext, cached: bool, manual: &Arc<str>) -> Workshop {
        let root = &context.root;
        let cache = self.cache.filter(|_| cached).map(|folder| root.join(folder));
        Workshop::new(
            Shelf { root: root.clone(), folder: self.scenarios, manual: Arc::clone(manual) },
            Cache::new(cache),
        )
    }
}

//! The errors of reading a scenario.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;

/// A scenario could not be read.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum ScenarioError {
    /// Neither a file nor a shipped scenario.
    #[error("there is no scenario `{name}`")]
    NotFound {
        /// The requested name.
        name: String,
        /// What to try instead.
        #[help]
        help: String,
    },
    /// The path is a folder.
    #[error("`{}` is a folder", path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
        /// The scenarios in it.
        #[help]
        help: String,
    },
    /// The user has no permission to read the file.
    #[error("`{}` may not be read", path.display())]
    #[diagnostic(help("ask for permission to read it, or copy it to a folder of your own"))]
    NoPermission {
        /// The file.
        path: PathBuf,
    },
    /// The file is not text in a known encoding.
    #[error("`{}` cannot be read: {place}{message}", path.display())]
    #[diagnostic(help("save it as UTF-8 without changes; most editors can"))]
    NoText {
        /// The file.
        path: PathBuf,
        /// The first invalid line, with a space after it; empty if the error is about the whole file.
        place: String,
        /// What it is instead.
        message: String,
    },
    /// The file is longer than any scenario.
    #[error("`{}` has more than {most} MiB", path.display())]
    #[diagnostic(help(
        "a scenario is a text of some kilobytes; measurements belong in a table, as in {{ file = \"trace.csv\" }}"
    ))]
    TooLong {
        /// The file.
        path: PathBuf,
        /// The longest text, in MiB.
        most: u64,
    },
    /// The file is empty.
    #[error("`{name}` is empty")]
    #[diagnostic(help("the smallest scenario is one line that names a model, such as [model.queue]"))]
    Empty {
        /// The name of the text.
        name: String,
    },
    /// The text is a study, and a scenario is needed.
    #[error("`{name}` is a study, a question over a scenario")]
    #[diagnostic(help("{}", answered(name, verb)))]
    IsStudy {
        /// The name of the text.
        name: String,
        /// The verb that answers it; empty if it has no question.
        verb: &'static str,
    },
    /// The file cannot be read for another reason.
    #[error("`{}` cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The reason.
        #[source]
        reason: std::io::Error,
    },
    /// The text is not a scenario; every error found in it, in order of place.
    #[error("{name}: {}", counted(diagnostics.len()))]
    Invalid {
        /// The name of the text.
        name: String,
        /// The errors, at least one.
        #[related]
        diagnostics: Vec<Diagnostic>,
    },
}

impl ScenarioError {
    /// The errors of a text, in order of place, without duplicates.
    pub(crate) fn invalid(name: String, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort_by_key(|diagnostic| diagnostic.place().sort_key());
        diagnostics.dedup();
        ScenarioError::Invalid { name, diagnostics }
    }

    /// The errors in the text, if there is a text.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Self::Invalid { diagnostics, .. } => diagnostics,
            _ => &[],
        }
    }
}

fn answered(name: &str, verb: &str) -> String {
    match verb {
        "" => "name a scenario; `bazaar models` lists those that come with the program".to_owned(),
        verb => format!("`bazaar {verb} {name}` answers it"),
    }
}

fn counted(errors: usize) -> String {
    match errors {
        1 => "1 error".to_owned(),
        crate::diagnostic::MOST_ERRORS.. => format!("{errors} errors or more"),
        _ => format!("{errors} errors"),
    }
}

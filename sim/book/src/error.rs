//! The errors of building a book.

use std::io;
use std::path::PathBuf;

use bazaar_report::cause::Cause;
use bazaar_report::folder::FolderError;

use super::fault::Mistake;

/// A book could not be built.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum BookError {
    /// No folder with a `book.toml`.
    #[error("there is no book in `{}`", folder.display())]
    #[diagnostic(help(
        "a book is a folder with a book.toml; call this in the folder of the repository, or name the book with --dir"
    ))]
    NotFound {
        /// The folder that was searched.
        folder: PathBuf,
    },
    /// mdBook cannot read the book: its settings, its table of contents, a chapter.
    #[error("the book cannot be read: {reason}")]
    Unreadable {
        /// The reason that mdBook gives.
        reason: String,
    },
    /// All errors in chapters, in the order of the book.
    #[error("the book has {}", counted(mistakes))]
    Mistakes {
        /// The errors, at least one.
        #[related]
        mistakes: Vec<Mistake>,
    },
    /// The folder, which would be emptied, is not that of a built book.
    #[error("`{}` must be new, empty or a built book", folder.display())]
    #[diagnostic(help("its contents would be deleted; name another folder"))]
    Occupied {
        /// The folder.
        folder: PathBuf,
    },
    /// The server cannot use this address.
    #[error("cannot serve at {address}: {reason}")]
    #[diagnostic(help("another program may be there; choose another port with --port"))]
    Address {
        /// Address and port.
        address: String,
        /// The reason that the system gives.
        reason: String,
    },
    /// The input of the preprocessor is not from mdBook.
    #[error("this is not what mdBook sends to a preprocessor: {reason}")]
    #[diagnostic(help("this verb is for mdBook to call; to build the book, type `bazaar book build`"))]
    Protocol {
        /// The first difference from mdBook's format.
        reason: String,
    },
    /// The pages could not be rendered or written.
    #[error("the book could not be written: {reason}")]
    Unwritten {
        /// The reason.
        reason: String,
    },
    /// The folder of pages cannot be written, or another process writes it.
    #[error("cannot write the book")]
    Folder {
        /// The reason.
        #[source]
        reason: FolderError,
        /// What the user can do.
        #[help]
        help: Option<&'static str>,
    },
    /// Files could not be read or written.
    #[error("`{}` cannot be read or written", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        #[source]
        reason: io::Error,
    },
}

impl From<FolderError> for BookError {
    fn from(reason: FolderError) -> Self {
        BookError::Folder { help: reason.help(), reason }
    }
}

impl BookError {
    /// The kind of the failure; of several errors the most serious one.
    #[must_use]
    pub fn cause(&self) -> Cause {
        match self {
            Self::Mistakes { mistakes } => mistakes.iter().map(Mistake::cause).max().unwrap_or(Cause::Input),
            Self::NotFound { .. }
            | Self::Unreadable { .. }
            | Self::Occupied { .. }
            | Self::Address { .. }
            | Self::Protocol { .. } => Cause::Input,
            Self::Folder { reason, .. } => Cause::of_folder(reason),
            Self::Unwritten { .. } | Self::File { .. } => Cause::Failed,
        }
    }
}

fn counted(mistakes: &[Mistake]) -> String {
    let false_claims = mistakes.iter().filter(|mistake| mistake.cause() == Cause::False).count();
    let other = mistakes.len() - false_claims;
    let count = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{number} {many}")),
    };
    let claims = count(false_claims, "claim that does not hold", "claims that do not hold");
    let other = count(other, "mistake", "mistakes");
    other.into_iter().chain(claims).collect::<Vec<_>>().join(" and ")
}

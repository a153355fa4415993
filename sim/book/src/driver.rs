//! Builds the whole book, with mdBook as a library.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::{fs, io};

use bazaar_play::{Engine, site};
use bazaar_report::folder::{Replacement, is_litter};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_driver::errors::Error;

use super::error::BookError;
use super::preprocessor::Directives;

/// How to build a book.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder with the `book.toml`.
    pub folder: PathBuf,
    /// The folder of the pages; by default `build-dir` of `book.toml`, followed by `-lecturer` for that edition.
    pub destination: Option<PathBuf>,
    /// Whether to use results of earlier builds.
    pub cached: bool,
    /// Whether to build the lecturer's edition, in which each lab has its solution.
    pub lecturer: bool,
    /// The folder with the solutions, `LAB/lecturer.md`, if they are not beside the book's own labs.
    pub pages: Option<PathBuf>,
    /// The program's manual in Markdown, for `{{ commands }}`.
    pub manual: String,
    /// The engine to put beside the pages, so that scenarios can be run in them.
    pub live: Option<Engine>,
}

/// A built book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The folder with the pages.
    pub destination: PathBuf,
    /// The number of chapters.
    pub chapters: usize,
    /// The number of runs, without those whose results were cached.
    pub runs: usize,
}

/// The folder of the book: `folder`, its subfolder `book`, or one of these of a folder above.
///
/// # Errors
/// If there is no book.
pub fn find(folder: &Path) -> Result<PathBuf, BookError> {
    let places = folder.ancestors().flat_map(|above| [above.to_owned(), above.join("book")]);
    let mut books = places.filter(|place| place.join("book.toml").is_file());
    books.next().ok_or_else(|| BookError::NotFound { folder: folder.to_owned() })
}

/// Builds the whole book, or changes nothing.
///
/// The pages are written to a folder beside the destination, which they replace
/// when they are complete.
///
/// # Errors
/// If the book cannot be read, a chapter has errors, a claim does not hold, or
/// the pages cannot be written or are being written by another process.
pub fn build(options: &Options) -> Result<Built, BookError> {
    let config = config(&options.folder)?;
    let destination = destination(options, &config)?;
    let folder = absolute(&options.folder)?;
    let mut book = MDBook::load_with_config(folder, config).map_err(|error| unreadable(&error))?;
    let replacement = Replacement::claim(&destination)?;
    if !may_be_replaced(&destination) {
        return Err(BookError::Occupied { folder: destination });
    }
    let directives =
        Directives::new(options.cached, &options.manual, options.lecturer, options.pages.clone());
    // Other books need not have that script; their pages are then the same as without an engine.
    if options.live.is_some() && options.folder.join(LIVE).is_file() {
        add_script(&mut book.config, LIVE)?;
    }
    book.config.build.build_dir = replacement.unfinished().to_owned();
    book.with_preprocessor(directives.clone());
    book.build().map_err(|error| match error.downcast::<BookError>() {
        Ok(error) => error,
        Err(error) => BookError::Unwritten { reason: format!("{error:#}") },
    })?;
    if let Some(engine) = &options.live {
        for (name, text) in site(engine) {
            replacement.write(&format!("{PLAY}/{name}"), &text)?;
        }
    }
    replacement.finish()?;
    Ok(Built {
        destination,
        chapters: book.book.chapters().count(),
        runs: directives.runs.load(Ordering::Relaxed),
    })
}

/// The script, beside `book.toml`, that runs scenarios in the book's pages.
const LIVE: &str = "live.js";

/// The folder of the playground and the engine, which that script uses.
const PLAY: &str = "play";

/// Adds a script to those of all pages.
fn add_script(config: &mut Config, script: &str) -> Result<(), BookError> {
    const SCRIPTS: &str = "output.html.additional-js";
    let mut scripts: Vec<String> =
        config.get(SCRIPTS).map_err(|error| unreadable(&error))?.unwrap_or_default();
    scripts.push(script.to_owned());
    config.set(SCRIPTS, scripts).map_err(|error| unreadable(&error))
}

/// The book's settings: `book.toml`, and environment variables as in mdBook.
pub(crate) fn config(folder: &Path) -> Result<Config, BookError> {
    let file = folder.join("book.toml");
    if !file.is_file() {
        return Err(BookError::NotFound { folder: folder.to_owned() });
    }
    let mut config = Config::from_disk(file).map_err(|error| unreadable(&error))?;
    config.update_from_env().map_err(|error| unreadable(&error))?;
    Ok(config)
}

/// The folder of the pages.
pub(crate) fn destination(options: &Options, config: &Config) -> Result<PathBuf, BookError> {
    match &options.destination {
        Some(destination) => absolute(destination),
        None => {
            let pages = normal(&absolute(&options.folder)?.join(&config.build.build_dir));
            // The lecturer's edition must not replace the students' book.
            Ok(if options.lecturer { beside_with(&pages, "-lecturer") } else { pages })
        }
    }
}

/// Whether a folder is new, empty or a built book.
fn may_be_replaced(destination: &Path) -> bool {
    let is_book = destination.join("toc.html").is_file() && destination.join("index.html").is_file();
    match fs::read_dir(destination) {
        Ok(entries) => {
            is_book || entries.flatten().all(|entry| is_litter(&entry.file_name().to_string_lossy()))
        }
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// The folder beside it whose name has this ending.
fn beside_with(folder: &Path, ending: &str) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!("{name}{ending}"))
}

/// The path without `..`, as `book/../target/book` is `target/book`.
fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        if part == std::path::Component::ParentDir {
            path.pop();
        } else {
            path.push(part);
        }
        path
    })
}

/// The path from the root of the file system.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, BookError> {
    std::path::absolute(path).map_err(|reason| file(path, reason))
}

fn unreadable(error: &Error) -> BookError {
    BookError::Unreadable { reason: format!("{error:#}") }
}

fn file(path: &Path, reason: io::Error) -> BookError {
    BookError::File { path: path.to_owned(), reason }
}

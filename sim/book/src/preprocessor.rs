//! The book's directives as mdBook's preprocessor.
//!
//! mdBook passes all chapters to a preprocessor and gets them back changed: within this
//! program as an object, from a plain `mdbook build` as JSON on standard input and
//! output. The same code handles both.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bazaar_scenario::Source;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use super::chapter::expand;
use super::error::BookError;
use super::lecturer;
use super::settings::Settings;

/// Whether the output of directives suits this renderer.
#[must_use]
pub fn supports(renderer: &str) -> bool {
    renderer == "html"
}

/// Reads mdBook's JSON, replaces directives by results and writes it back.
/// The manual, in Markdown, is for `{{ commands }}`.
///
/// # Errors
/// If the input is not from mdBook, or a chapter has errors; then nothing is
/// written.
pub fn preprocess(input: impl Read, mut output: impl Write, manual: &str) -> Result<(), BookError> {
    let (context, book) = mdbook_preprocessor::parse_input(input)
        .map_err(|error| BookError::Protocol { reason: format!("{:#}", error.root_cause()) })?;
    let book = Directives::new(true, manual, false, None).expand(&context, book)?;
    let written = serde_json::to_string(&book).map_err(std::io::Error::from);
    written
        .and_then(|text| output.write_all(text.as_bytes()))
        .map_err(|error| BookError::Unwritten { reason: error.to_string() })
}

/// The preprocessor, which also counts its runs.
#[derive(Clone, Debug)]
pub(crate) struct Directives {
    cached: bool,
    manual: Arc<str>,
    /// Whether to insert the lecturer's pages.
    lecturer: bool,
    /// The folder of these pages, if they are not beside the book's own labs.
    pages: Option<PathBuf>,
    pub(crate) runs: Arc<AtomicUsize>,
}

impl Directives {
    pub(crate) fn new(cached: bool, manual: &str, lecturer: bool, pages: Option<PathBuf>) -> Self {
        Directives { cached, manual: manual.into(), lecturer, pages, runs: Arc::default() }
    }

    fn expand(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book, BookError> {
        let settings = Settings::of(&context.config)?;
        let glossary = settings.glossary(&book)?;
        let mut workshop = settings.workshop(context, self.cached, &self.manual);
        if self.lecturer && lecturer::insert(&mut book, &workshop.shelf, self.pages.as_deref()) == 0 {
            let reason = "none of its labs has a page for lecturers: name the folder of labs with --pages, such as scenarios/labs";
            return Err(BookError::Unreadable { reason: reason.to_owned() });
        }
        let mut mistakes = Vec::new();
        let folder = context.root.join(&context.config.book.src);
        book.for_each_chapter_mut(|chapter| {
            let text = std::mem::take(&mut chapter.content);
            let source = Arc::new(Source::new(name(&folder, chapter), text));
            let is_page = self.lecturer && lecturer::is_page(chapter);
            if is_page {
                let faults = lecturer::check(source.text());
                mistakes.extend(faults.into_iter().map(|fault| fault.of_chapter(&source)));
            }
            match expand(&source, chapter.path.as_deref(), &glossary, &mut workshop) {
                Ok(text) if is_page => chapter.content = lecturer::marked(&chapter.name, &text),
                Ok(text) => chapter.content = text,
                Err(found) => mistakes.extend(found),
            }
        });
        self.runs.store(workshop.runs(), Ordering::Relaxed);
        if mistakes.is_empty() {
            workshop.cache.tidy();
            Ok(book)
        } else {
            Err(BookError::Mistakes { mistakes })
        }
    }
}

impl Preprocessor for Directives {
    fn name(&self) -> &'static str {
        "bazaar"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> mdbook_preprocessor::errors::Result<Book> {
        Ok(self.expand(context, book)?)
    }

    fn supports_renderer(&self, renderer: &str) -> mdbook_preprocessor::errors::Result<bool> {
        Ok(supports(renderer))
    }
}

/// The name of a chapter in errors: its path, relative to the current folder if it is below that.
fn name(folder: &Path, chapter: &Chapter) -> String {
    let path = folder.join(chapter.source_path.as_deref().unwrap_or(Path::new(&chapter.name)));
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).map(PathBuf::from).ok());
    below.unwrap_or(path).display().to_string()
}

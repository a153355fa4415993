//! Small books, written into a folder of their own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bazaar_book::{BookError, Built, Options, build};
use tempfile::TempDir;

/// A queue that takes no time: five replications of a hundred days.
pub(crate) const QUICK: &str = "--replications 5 --set \"study.horizon=100 d\" --set \"study.warm_up=0 h\"";

/// What a program would say of itself.
pub(crate) const MANUAL: &str = "## bazaar run\n\nRuns a *scenario*.";

/// A book with one chapter.
pub(crate) struct Shelf {
    folder: TempDir,
}

impl Shelf {
    pub(crate) fn new(chapter: &str) -> Self {
        let shelf = Shelf { folder: tempfile::tempdir().unwrap() };
        shelf.file("book.toml", "[book]\ntitle = \"A book\"\n[preprocessor.bazaar]\ncache = \"cache\"\n");
        shelf.file("src/SUMMARY.md", "- [A chapter](chapter.md)\n");
        shelf.chapter(chapter);
        shelf
    }

    pub(crate) fn file(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn chapter(&self, text: &str) {
        self.file("src/chapter.md", &text.replace("QUICK", QUICK));
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn options(&self) -> Options {
        let folder = self.path().to_owned();
        Options {
            folder,
            destination: None,
            cached: true,
            lecturer: false,
            pages: None,
            manual: MANUAL.to_owned(),
            live: None,
        }
    }

    pub(crate) fn build(&self) -> Result<Built, BookError> {
        build(&self.options())
    }

    /// The main part of the chapter's page.
    pub(crate) fn page(&self) -> String {
        let built = self.build().unwrap_or_else(|error| panic!("{}", shown(error)));
        let html = fs::read_to_string(built.destination.join("chapter.html")).unwrap();
        html.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0.to_owned()
    }

    /// The message about a book that cannot be built, and the error itself.
    pub(crate) fn mistakes(&self) -> (String, BookError) {
        let error = self.build().expect_err("the book should not have been built");
        let message = shown(self.build().unwrap_err());
        assert!(!self.path().join("book").exists(), "a book with mistakes was built");
        (message, error)
    }
}

pub(crate) fn shown(error: BookError) -> String {
    format!("{:?}", miette::Report::new(error))
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

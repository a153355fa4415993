//! Every way of building a book gives the same pages, and none destroys anything.

use std::fs;

use bazaar_book::{BookError, Options, build, find, preprocess, supports};
use bazaar_report::cause::Cause;
use mdbook_driver::MDBook;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::shelf::{MANUAL, Shelf, files};

const CHAPTER: &str = "# Lines\n\nA wait of {{ value reference/mm1 wait QUICK }}.\n\n\
    {{ figure reference/mm1 customers_present QUICK }}\n\n{{ table reference/mm1 QUICK }}\n\n\
    {{ claim reference/mm1 utilisation within 0.8 to 1 QUICK }}\n\n{{ scenario reference/mm1 }}\n";

/// What mdBook does with a preprocessor of another program: JSON there and back.
struct Piped;

impl Preprocessor for Piped {
    fn name(&self) -> &'static str {
        "bazaar"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> mdbook_preprocessor::errors::Result<Book> {
        let input = serde_json::to_vec(&(context, &book))?;
        let mut output = Vec::new();
        preprocess(input.as_slice(), &mut output, MANUAL)?;
        Ok(serde_json::from_slice(&output)?)
    }
}

#[test]
fn mdbook_with_the_preprocessor_gives_the_same_pages() {
    let shelf = Shelf::new(CHAPTER);
    let ours = files(&shelf.build().unwrap().destination);
    let mut theirs = MDBook::load(shelf.path()).unwrap();
    theirs.config.build.build_dir = "theirs".into();
    theirs.with_preprocessor(Piped).build().unwrap();
    assert!(ours.len() > 20, "{:?}", ours.keys());
    assert_eq!(ours, files(&shelf.path().join("theirs")));
}

#[test]
fn a_cached_book_has_the_bytes_of_a_fresh_one() {
    let shelf = Shelf::new(CHAPTER);
    let first = shelf.build().unwrap();
    let pages = files(&first.destination);
    let cached = shelf.build().unwrap();
    assert_eq!((first.runs, cached.runs), (1, 0), "one run serves all directives, and then none");
    assert_eq!(files(&cached.destination), pages);
    let fresh = build(&Options { cached: false, ..shelf.options() }).unwrap();
    assert_eq!(fresh.runs, 1);
    assert_eq!(files(&fresh.destination), pages);
}

#[test]
fn a_scenario_that_changed_is_run_again() {
    let shelf = Shelf::new("{{ value scenarios/bank.toml utilisation }}\n");
    let scenario = |servers: u32| {
        format!("[study]\nhorizon = \"10 d\"\nreplications = 2\n[model.queue]\nservers = {servers}\n")
    };
    shelf.file("scenarios/bank.toml", &scenario(1));
    let one = shelf.page();
    shelf.file("scenarios/bank.toml", &scenario(2));
    assert_ne!(shelf.page(), one);
}

#[test]
fn a_folder_of_scenarios_goes_before_those_of_the_program() {
    let shelf = Shelf::new("{{ scenario reference/mm1 }}\n");
    shelf.file("book.toml", "[preprocessor.bazaar]\nscenarios = \"mine\"\n");
    shelf.file("mine/reference/mm1.toml", "title = \"My own line\"\n[model.queue]\n");
    assert!(shelf.page().contains("My own line"));
}

#[test]
fn a_mistake_leaves_the_last_good_book() {
    let shelf = Shelf::new("good");
    let built = shelf.build().unwrap();
    let pages = files(&built.destination);
    shelf.chapter("{{ bad }}");
    assert!(shelf.build().is_err());
    assert_eq!(files(&built.destination), pages);
    let left: Vec<_> = fs::read_dir(shelf.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with('.')), "{left:?}");
}

#[test]
fn a_folder_with_something_else_is_not_emptied() {
    let shelf = Shelf::new("good");
    shelf.file("thesis/chapter.tex", "years of work");
    let options = Options { destination: Some(shelf.path().join("thesis")), ..shelf.options() };
    let error = build(&options).unwrap_err();
    assert!(matches!(error, BookError::Occupied { .. }), "{error}");
    assert_eq!(error.cause(), Cause::Input);
    assert_eq!(fs::read_to_string(shelf.path().join("thesis/chapter.tex")).unwrap(), "years of work");
}

#[test]
fn a_book_is_found_from_within_and_from_above() {
    let shelf = Shelf::new("good");
    let folder = shelf.path().to_owned();
    assert_eq!(find(&folder.join("src")).unwrap(), folder);
    let above = tempfile::tempdir().unwrap();
    fs::create_dir_all(above.path().join("book/src")).unwrap();
    fs::write(above.path().join("book/book.toml"), "").unwrap();
    assert_eq!(find(above.path()).unwrap(), above.path().join("book"));
    assert!(find(tempfile::tempdir().unwrap().path()).is_err());
}

#[test]
fn what_does_not_come_from_mdbook_is_refused() {
    let mut output = Vec::new();
    let error = preprocess("hello".as_bytes(), &mut output, MANUAL).unwrap_err();
    assert!(matches!(error, BookError::Protocol { .. }), "{error}");
    assert!(output.is_empty());
}

#[test]
fn only_pages_in_html_are_supported() {
    assert!(supports("html") && !supports("markdown"));
}

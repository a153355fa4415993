//! Bazaar's own book: it builds, every claim in it holds, `mdbook build` gives
//! the same pages, and the pages load nothing from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;
use mdbook_driver::MDBook;

use crate::desk::{Answer, Desk};
use crate::readme::{arguments, blocks};
use crate::repository;

/// All runs of the book take a minute of two free cores, and more of busy ones.
const LIMIT: Duration = Duration::from_secs(900);

/// A folder for pages that outlive a test; it lies below cargo's own.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The folder of the built book, built by the first test that needs it.
pub(crate) fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let pages = folder("book");
        let book = repository::root().join("book");
        let desk = Desk::new();
        let mut command = desk.command();
        command.args(["--quiet", "book", "build", "--dir", book.to_str().unwrap()]);
        command.args(["--dest-dir", pages.to_str().unwrap()]).timeout(LIMIT);
        let answer = Answer::of(&mut command).done();
        assert_eq!(answer.stdout.trim_end(), pages.join("index.html").to_str().unwrap());
        pages
    })
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let relative = |path: &Path| path.strip_prefix(folder).unwrap().to_owned();
    repository::files(folder).into_iter().map(|path| (relative(&path), fs::read(&path).unwrap())).collect()
}

/// The pages of a built book, with their text.
pub(crate) fn pages() -> Vec<(PathBuf, String)> {
    let html = files(built()).into_iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "html"));
    let pages: Vec<_> = html.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect();
    assert!(pages.len() >= 20, "only {} pages", pages.len());
    pages
}

/// The values of an attribute in a page.
fn attribute<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let head = format!(" {name}=\"");
    page.split(&head).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_claim_of_the_book_holds() {
    let claims: usize = pages().iter().map(|(_, page)| page.matches("Checked:").count()).sum();
    assert!(claims >= 40, "only {claims} claims");
}

#[test]
fn mdbook_alone_builds_the_same_pages() {
    let theirs = folder("plain");
    let mut book = MDBook::load(repository::root().join("book")).unwrap();
    book.config.build.build_dir.clone_from(&theirs);
    let command = format!("'{}' book preprocess", cargo_bin!("bazaar").display());
    book.config.set("preprocessor.bazaar.command", command).unwrap();
    MDBook::load_with_config(&book.root, book.config).unwrap().build().unwrap();
    let (ours, theirs) = (files(built()), files(&theirs));
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (path, bytes) in ours {
        assert!(theirs[&path] == bytes, "{} differs", path.display());
    }
}

#[test]
fn nothing_loads_from_elsewhere() {
    for (path, bytes) in files(built()) {
        let text = String::from_utf8_lossy(&bytes);
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("html") => {
                let loaded =
                    [attribute(&text, "src"), attribute(&text, "srcset"), attribute(&text, "poster")];
                for address in loaded.concat() {
                    let inside = !address.contains("//") || address.starts_with("data:image/svg+xml,");
                    assert!(inside, "{}: {address}", path.display());
                }
                for link in text.split("<link ").skip(1) {
                    let link = link.split('>').next().unwrap();
                    assert!(!link.contains("//"), "{}: {link}", path.display());
                }
            }
            Some("css") => {
                for address in text.split("url(").skip(1) {
                    let address = address.split(')').next().unwrap().trim_start_matches(['"', '\'']);
                    let inside = !address.contains("//") || address.starts_with("data:");
                    assert!(inside, "{}: {address}", path.display());
                }
                assert!(!text.contains("@import"), "{}", path.display());
            }
            _ => {}
        }
    }
}

/// The target of a link in a page.
fn beside(page: &Path, link: &str) -> PathBuf {
    let mut target = page.parent().unwrap().to_owned();
    for part in link.split('/') {
        if part == ".." {
            assert!(target.pop(), "{}: {link} leads out of the book", page.display());
        } else {
            target.push(part);
        }
    }
    target
}

#[test]
fn every_link_leads_somewhere() {
    let pages: BTreeMap<PathBuf, String> = pages().into_iter().collect();
    let mut followed = 0;
    for (path, page) in &pages {
        let main = page.split_once("<main>").map_or("", |(_, rest)| rest.split("</main>").next().unwrap());
        for link in attribute(main, "href") {
            if link.starts_with("data:") {
                continue;
            }
            assert!(!link.contains("://"), "{}: {link} leads out of the book", path.display());
            let (file, part) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { beside(path, file) };
            let ids: BTreeSet<&str> = pages
                .get(&target)
                .map(|page| attribute(page, "id").into_iter().collect())
                .unwrap_or_else(|| panic!("{}: {link} leads nowhere", path.display()));
            assert!(part.is_empty() || ids.contains(part), "{}: {link} has no such part", path.display());
            followed += 1;
        }
    }
    assert!(followed >= 20, "only {followed} links");
}

#[test]
fn every_figure_has_a_text_and_its_numbers() {
    let mut figures = 0;
    for (path, page) in pages() {
        for figure in page.split("<figure class=\"plot\">").skip(1) {
            let figure = figure.split("</figure>").next().unwrap();
            let alt = attribute(figure, "alt");
            assert!(alt.len() == 1 && alt[0].len() > 40, "{}: {alt:?}", path.display());
            assert!(figure.contains("<details>") && figure.contains("<td"), "{}", path.display());
            assert!(figure.contains("<figcaption>"), "{}", path.display());
            figures += 1;
        }
    }
    assert!(figures >= 12, "only {figures} figures");
}

#[test]
fn only_chapters_are_published() {
    // Everything under book/src that is no chapter would be copied as it is.
    let source = repository::root().join("book/src");
    for file in repository::files(&source) {
        assert_eq!(file.extension().unwrap(), "md", "{}", file.display());
    }
}

#[test]
fn every_command_of_the_book_works() {
    let desk = Desk::new();
    let mut run = 0;
    for chapter in repository::files(&repository::root().join("book/src")) {
        let text = fs::read_to_string(chapter).unwrap();
        let flat: String = text.lines().map(|line| format!("\n{}", line.trim_start())).collect();
        for block in blocks(&flat).iter().filter(|block| block.language == "sh") {
            for arguments in block.text.lines().filter_map(arguments) {
                let answer = desk.bazaar(&arguments);
                assert_eq!(answer.status, 0, "{arguments:?}: {}", answer.stderr);
                run += 1;
            }
        }
    }
    assert!(run >= 30, "only {run} commands");
}

/// A book of one chapter on the desk.
fn desk_with(chapter: &str) -> Desk {
    let desk = Desk::new();
    desk.file("book/book.toml", "").file("book/src/SUMMARY.md", "- [One](one.md)\n");
    desk.file("book/src/one.md", chapter);
    desk
}

#[test]
fn a_false_claim_ends_with_1() {
    let desk = desk_with(
        "# One\n\n{{ claim volunteer/base availability within 10% to 20% --set model.volunteer.hosts.initial=300 }}\n",
    );
    let answer = desk.bazaar(&["book", "build"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (1, ""), "{}", answer.stderr);
    assert!(answer.stderr.contains("book/src/one.md:3:1]"), "{}", answer.stderr);
    assert!(answer.stderr.contains("[volunteer/base:"), "{}", answer.stderr);
    assert!(!desk.path().join("book/book").exists());
}

#[test]
fn a_slip_in_a_chapter_ends_with_2() {
    let desk = desk_with("{{ value volunteer/base availibility }}\n");
    let message = desk.bazaar(&["book", "build"]).refusal();
    assert!(message.contains("did you mean `availability`?"), "{message}");
    let message = Desk::new().bazaar(&["book", "build"]).refusal();
    assert!(message.contains("there is no book"), "{message}");
}

#[test]
fn mdbook_is_told_which_renderer_is_supported() {
    let desk = Desk::new();
    desk.bazaar(&["book", "preprocess", "supports", "html"]).done();
    let other = desk.bazaar(&["book", "preprocess", "supports", "epub"]);
    assert_eq!((other.status, other.stderr.as_str()), (1, ""));
}

/// The folder of the lecturer's edition, built by the first test that needs it from the cache of the students' book.
fn lecturers() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        built();
        let pages = folder("book-lecturer");
        let book = repository::root().join("book");
        let desk = Desk::new();
        let mut command = desk.command();
        command.args(["--quiet", "book", "build", "--lecturer", "--dir", book.to_str().unwrap()]);
        command.args(["--dest-dir", pages.to_str().unwrap()]).timeout(LIMIT);
        Answer::of(&mut command).done();
        pages
    })
}

/// Sentences of a lab's page that have no markup in them, as they stand in a built page.
fn sentences(text: &str) -> Vec<String> {
    let plain =
        |line: &&str| line.len() > 60 && !line.contains(['{', '`', '<', '&', '\'', '"', '*', '[', '#', '−']);
    text.lines().filter(plain).map(|line| line.trim().trim_start_matches("- ").to_owned()).collect()
}

/// A page without its tags.
fn unmarked(page: &str) -> String {
    let parts = page.split('<').enumerate();
    parts
        .map(
            |(place, part)| {
                if place == 0 { part } else { part.split_once('>').map_or(part, |(_, text)| text) }
            },
        )
        .collect()
}

#[test]
fn each_lab_has_its_page_behind_it_in_the_lecturers_edition_alone() {
    let theirs = files(lecturers());
    let students: BTreeMap<PathBuf, String> = files(built())
        .into_iter()
        .map(|(path, bytes)| (path, unmarked(&String::from_utf8_lossy(&bytes))))
        .collect();
    let mut sought = 0;
    for lab in bazaar_scenario::shipped_labs() {
        let name = lab.name.strip_prefix("labs/").unwrap();
        let page = repository::read(&format!("scenarios/labs/{name}/lecturer.md"));
        let path = PathBuf::from(format!("labs/{name}-lecturer.html"));
        // Words of the glossary are links there.
        let text = unmarked(&String::from_utf8(theirs[&path].clone()).unwrap());
        let page_of = String::from_utf8(theirs[&path].clone()).unwrap();
        assert!(page_of.contains("<p class=\"lecturer\" role=\"note\">"), "{name} is not marked");
        assert!(!students.contains_key(&path), "the students' book has {}", path.display());
        for sentence in sentences(&page) {
            assert!(text.contains(&sentence), "{name}: {sentence}");
            for (path, written) in &students {
                assert!(!written.contains(&sentence), "{} of the students has: {sentence}", path.display());
            }
            sought += 1;
        }
    }
    assert!(sought >= 10, "only {sought} sentences were looked for");
    for (path, bytes) in files(built()) {
        let written = String::from_utf8_lossy(&bytes);
        assert!(!written.contains("-lecturer.html"), "{} leads to a lecturer's page", path.display());
    }
    let toc = String::from_utf8(theirs[Path::new("toc.html")].clone()).unwrap();
    assert!(toc.contains("labs/warm-up-lecturer.html"), "the table of contents lacks the pages");
}

#[test]
fn a_heading_of_a_lecturers_page_is_told_at_its_line_and_its_edition_has_a_folder_of_its_own() {
    let desk = Desk::new();
    desk.file("book/book.toml", "[preprocessor.bazaar]\nscenarios = \"mine\"\n");
    desk.file("book/src/SUMMARY.md", "- [Mine](labs/mine.md)\n").file("book/src/labs/mine.md", "# Mine\n");
    let page = "book/mine/labs/mine/lecturer.md";
    desk.file(page, "## Solution\n\na\n\n## Debriefing\n\nb\n\n## Common errors\n\nc\n");
    let message = desk.bazaar(&["book", "build", "--lecturer"]).refusal();
    assert!(message.contains("lecturer.md:5:1]") && message.contains("did you mean `Debrief`?"), "{message}");
    assert!(message.contains("no section `## Debrief`"), "{message}");
    desk.bazaar(&["--quiet", "book", "build"]).done();
    desk.file(page, "## Solution\n\nforty-two\n\n## Debrief\n\nb\n\n## Common errors\n\nc\n");
    let built = desk.bazaar(&["--quiet", "book", "build", "--lecturer"]).done().stdout;
    assert!(built.trim_end().ends_with("book-lecturer/index.html"), "{built}");
    let read = |name: &str| fs::read_to_string(desk.path().join(name)).unwrap();
    assert!(read("book/book-lecturer/labs/mine-lecturer.html").contains("forty-two"));
    assert!(!desk.path().join("book/book/labs/mine-lecturer.html").exists());
}

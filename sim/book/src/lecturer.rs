//! The lecturer's edition: after each lab's chapter, a page with its solution.
//!
//! The pages are beside the labs, in `lecturer.md`, not among the chapters. A build of the students' book does not open
//! them, and the program does not contain them, since students have it too. Each page has the same three sections.

use std::path::{Path, PathBuf};

use bazaar_scenario::{Source, did_you_mean};
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::fault::Fault;
use super::subject::Shelf;

/// The file beside a `lab.toml`.
const FILE: &str = "lecturer.md";

/// The sections of a page, in this order.
const SECTIONS: [&str; 3] = ["Solution", "Debrief", "Common errors"];

/// The note at the head of each page.
const MARK: &str = "<p class=\"lecturer\" role=\"note\"><strong>Lecturer's edition.</strong> This page has the \
     solution of a lab. It is not in the students' book.</p>";

/// Inserts the page of each lab, unexpanded, as a section after its chapter. Returns the number of pages.
pub(crate) fn insert(book: &mut Book, shelf: &Shelf, pages: Option<&Path>) -> usize {
    let mut found = 0;
    book.for_each_mut(|item| {
        let BookItem::Chapter(chapter) = item else { return };
        if let Some(page) = page(chapter, shelf, pages) {
            chapter.sub_items.push(BookItem::Chapter(page));
            found += 1;
        }
    });
    found
}

fn page(chapter: &Chapter, shelf: &Shelf, pages: Option<&Path>) -> Option<Chapter> {
    let path = chapter.path.as_deref()?;
    let lab = path.to_str()?.strip_prefix("labs/")?.strip_suffix(".md")?;
    let source = source(lab, shelf, pages)?;
    let place = path.with_file_name(format!("{lab}{ENDING}"));
    let parents = chapter.parent_names.iter().chain([&chapter.name]).cloned().collect();
    let name = format!("Lecturer: {}", chapter.name);
    let mut page = Chapter::new(&name, source.text().to_owned(), place, parents);
    page.source_path = Some(PathBuf::from(source.name()));
    Some(page)
}

const ENDING: &str = "-lecturer.md";

/// The text of a lab's page: in the named folder, or in the book's own folder of scenarios.
fn source(lab: &str, shelf: &Shelf, pages: Option<&Path>) -> Option<Source> {
    let named = pages.map(|pages| pages.join(lab).join(FILE));
    let own = shelf.folder.as_deref().map(|folder| shelf.root.join(folder).join("labs").join(lab).join(FILE));
    let path = [named, own].into_iter().flatten().find(|path| path.is_file())?;
    Source::open(&path).ok()
}

/// Whether a chapter is a lecturer's page.
pub(crate) fn is_page(chapter: &Chapter) -> bool {
    let path = chapter.path.as_deref().and_then(Path::to_str);
    path.is_some_and(|path| path.starts_with("labs/") && path.ends_with(ENDING))
}

/// The page with its title and the note.
pub(crate) fn marked(title: &str, text: &str) -> String {
    format!("# {title}\n\n{MARK}\n\n{text}")
}

/// The errors in the sections of a page: unknown, repeated, misplaced and missing headings.
pub(crate) fn check(text: &str) -> Vec<Fault> {
    let wanted =
        || format!("the sections are, in this order: {}", SECTIONS.map(|it| format!("## {it}")).join(", "));
    let mut faults = Vec::new();
    let mut found: Vec<String> = Vec::new();
    let mut heading: Option<(HeadingLevel, String)> = None;
    for (event, span) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::Text(part) | Event::Code(part) => {
                if let Some((_, title)) = &mut heading {
                    title.push_str(&part);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some((level, title)) = heading.take().filter(|(level, _)| *level <= HeadingLevel::H2)
                else {
                    continue;
                };
                let line = span.start..span.start + text[span.clone()].trim_end().len();
                if level == HeadingLevel::H1 {
                    let help = "the page has its title from the lab's chapter; begin with ## Solution";
                    faults.push(Fault::new(
                        line,
                        format!("a lecturer's page must not have a title, got `{title}`"),
                        help,
                    ));
                } else if found.contains(&title) {
                    faults.push(Fault::new(line, format!("a second section `{title}`"), wanted()));
                } else if !SECTIONS.contains(&title.as_str()) {
                    let help = did_you_mean(&title, SECTIONS)
                        .map_or_else(wanted, |it| format!("did you mean `{it}`?"));
                    faults.push(Fault::new(line, format!("there is no section `{title}`"), help));
                } else if found.last().is_some_and(|last| place(&title) < place(last)) {
                    faults.push(Fault::new(line, format!("the section `{title}` comes too late"), wanted()));
                } else {
                    found.push(title);
                }
            }
            _ => {}
        }
    }
    let end = text.trim_end().len();
    let last = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let missing = SECTIONS.into_iter().filter(|section| !found.iter().any(|title| title == section));
    faults.extend(missing.map(|section| {
        let message = format!("the page has no section `## {section}`");
        Fault::new(last..end, message, wanted())
    }));
    faults
}

fn place(section: &str) -> Option<usize> {
    SECTIONS.iter().position(|it| *it == section)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<(usize, String)> {
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        check(text).into_iter().map(|fault| (line(fault.span.start), fault.message)).collect()
    }

    #[test]
    fn a_page_with_the_three_sections_is_sound() {
        let text = "## Solution\n\n```sh\n# no heading\n```\n\n### Deeper\n\n## Debrief\n\nb\n\n## Common errors\n\nc\n";
        assert_eq!(messages(text), []);
    }

    #[test]
    fn every_heading_that_is_wrong_is_told_at_its_line() {
        let text = "# A title\n\n## Solution\n\na\n\n## Debreif\n\n## Solution\n";
        let found = messages(text);
        for (line, part) in [
            (1, "must not have a title"),
            (7, "no section `Debreif`"),
            (9, "a second section"),
            (9, "## Common errors"),
        ] {
            assert!(found.iter().any(|(at, text)| *at == line && text.contains(part)), "{part}: {found:?}");
        }
        let late = messages("## Debrief\n\n## Solution\n\n## Common errors\n");
        assert!(late.iter().any(|(at, text)| *at == 3 && text.contains("too late")), "{late:?}");
        assert_eq!(messages("").len(), 3);
    }
}

//! `index.html`: the overview page of a folder.
//!
//! It shows the results as the terminal does, the figures, the changes of the scenario, how to
//! repeat the run, and a description of the other files. It is one file: figures are inline, so it
//! can be mailed alone, and it loads and runs nothing. It is the same for equal runs, byte by byte,
//! so the command line and the duration are not in it but in `run.json`.

mod changes;
mod html;
mod table;

use std::io;

use bazaar_figure::number::{counted, grouped};
use bazaar_figure::told::{Block, Told};
use bazaar_models::metric::Metric;
use bazaar_scenario::Scenario;

use self::changes::Changes;
use self::html::Html;
use crate::VERSION;
use crate::manifest::Content;

/// The page's file name.
pub const NAME: &str = "index.html";

const STYLE: &str = include_str!("style.css");

/// The number of figures shown open; further ones are folded.
const OPEN_FIGURES: usize = 6;

/// The maximum size of inline pictures, in bytes; further ones are separate files.
const MOST_DRAWN: usize = 6_000_000;

/// The content of a page besides the files of its folder.
#[derive(Clone, Copy, Debug)]
pub struct Overview<'a> {
    /// A one-line summary.
    pub title: &'a str,
    /// Its description.
    pub description: &'a str,
    /// What was run, in a few words.
    pub about: &'a str,
    /// The results.
    pub told: &'a Told,
    /// The scenario of the run, if there is one.
    pub scenario: Option<&'a Scenario>,
    /// The metrics that may occur in the results.
    pub metrics: &'static [Metric],
    /// The command that repeats it.
    pub command: &'a str,
    /// Where to call it: `in this folder`.
    pub place: &'a str,
}

impl Overview<'_> {
    /// The page of a folder with these contents, and records with their descriptions.
    ///
    /// # Errors
    /// If the markup library fails.
    pub fn page(&self, contents: &[Content], records: &[(&str, &str)]) -> io::Result<Content> {
        let mut html = Html::new();
        html.within("html", &[("lang", "en")], |html| {
            html.within("head", &[], |html| self.head(html))?;
            html.within("body", &[], |html| self.body(html, contents, records))
        })?;
        let about = "The results, the figures, the changes and how to repeat the run: a page for a browser.";
        Ok(Content::new(NAME, "Overview", about, "text/html", html.into_bytes()))
    }

    fn head(&self, html: &mut Html) -> io::Result<()> {
        html.void("meta", &[("charset", "utf-8")])?;
        html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")])?;
        // The page loads and runs nothing, whatever its texts contain.
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)])?;
        html.void("meta", &[("name", "generator"), ("content", &format!("Bazaar {VERSION}"))])?;
        html.element("title", &[], self.title)?;
        html.within("style", &[], |html| html.markup(STYLE))
    }

    fn body(&self, html: &mut Html, contents: &[Content], records: &[(&str, &str)]) -> io::Result<()> {
        let figures: Vec<&Content> = contents.iter().filter(|content| is_figure(content)).collect();
        html.line()?;
        html.within("header", &[], |html| {
            html.element("h1", &[], self.title)?;
            let verb = self.command.split(' ').take(2).collect::<Vec<_>>().join(" ");
            let about = if self.about.is_empty() { verb } else { format!("{verb}: {}", self.about) };
            html.element("p", &[("class", "quiet")], &about)?;
            for paragraph in self.description.split("\n\n").map(str::trim).filter(|text| !text.is_empty()) {
                html.within("p", &[], |html| html.prose(paragraph))?;
            }
            navigation(html, self.scenario.is_some(), !figures.is_empty())
        })?;
        html.line()?;
        html.within("main", &[], |html| {
            section(html, "found", "Results", |html| self.found(html))?;
            if !figures.is_empty() {
                section(html, "figures", "Figures", |html| drawn(html, &figures))?;
            }
            if let Some(scenario) = self.scenario {
                let changes = Changes::of(scenario);
                section(html, "changed", "Changes", |html| changed(html, &changes))?;
                section(html, "repeat", "How to repeat it", |html| {
                    self.repeat(html, contents, changes.again(self))
                })?;
            } else {
                section(html, "repeat", "How to repeat it", |html| self.repeat(html, contents, None))?;
            }
            section(html, "files", "Files in this folder", |html| files(html, contents, records))
        })
    }

    fn found(&self, html: &mut Html) -> io::Result<()> {
        let Told { sought, runs, events, notes, blocks, sentences, .. } = self.told;
        for text in sought.iter().map(String::as_str).chain(notes.lines()) {
            html.element("p", &[], text)?;
        }
        if !runs.is_empty() {
            let events = events.map(|events| format!("; {} events", grouped(&events.to_string())));
            html.element("p", &[("class", "quiet")], &format!("{runs}{}.", events.unwrap_or_default()))?;
        }
        for sentence in sentences {
            html.within("p", &[("class", "said")], |html| html.prose(sentence))?;
        }
        let defined = table::names(blocks, self.metrics);
        let apart: Vec<Block> = blocks.iter().flat_map(table::apart).collect();
        for place in 0..apart.len() {
            self.block(html, &apart, place, &defined)?;
        }
        if defined.is_empty() {
            return Ok(());
        }
        folded(html, "What the metrics mean", |html| table::definitions(html, &defined))
    }

    /// The first block has the headline metrics and is open; the others are folded.
    fn block(&self, html: &mut Html, all: &[Block], place: usize, defined: &[&Metric]) -> io::Result<()> {
        let block = &all[place];
        if place > 0 && !block.heading.is_empty() {
            let heading = &block.heading;
            return folded(html, heading, |html| table::block(html, heading, block, all.len(), defined));
        }
        let caption = match block.heading.as_str() {
            "" if place == 0 && self.told.has_sections() => "Headline metrics",
            "" => "Results",
            heading => heading,
        };
        table::block(html, caption, block, all.len(), defined)
    }

    fn repeat(&self, html: &mut Html, contents: &[Content], from_shipped: Option<String>) -> io::Result<()> {
        html.within("p", &[], |html| {
            html.text(&format!(
                "Bazaar {VERSION}, called {}, finds the same numbers again, on any machine and with any number of \
                 threads:",
                self.place
            ))
        })?;
        command(html, self.command)?;
        if let Some(line) = from_shipped {
            html.element("p", &[], "So it does anywhere, without this folder:")?;
            command(html, &line)?;
        }
        let Some(study) = contents.iter().find(|content| content.path == "study.toml") else { return Ok(()) };
        folded(html, "The question", |html| command(html, String::from_utf8_lossy(&study.bytes).trim_end()))
    }
}

impl Changes {
    /// The command for the same run from the program's own scenarios.
    fn again(&self, overview: &Overview<'_>) -> Option<String> {
        let (name, sets) = self.of.zip(self.sets.as_ref())?;
        let verb = overview.command.strip_prefix("bazaar ")?.split(' ').next()?;
        // A study needs more than its scenario.
        (verb == "run").then(|| {
            let sets = sets.iter().map(|set| format!(" --set {}", quoted(set)));
            format!("bazaar run {name}{}", sets.collect::<String>())
        })
    }
}

/// A word quoted for a shell.
#[must_use]
pub fn quoted(word: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./=:,+@%".contains(&b);
    if !word.is_empty() && word.bytes().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn is_figure(content: &Content) -> bool {
    content.format == "image/svg+xml"
}

fn navigation(html: &mut Html, has_scenario: bool, has_figures: bool) -> io::Result<()> {
    let places = [
        (true, "#found", "What was found"),
        (has_figures, "#figures", "Figures"),
        (has_scenario, "#changed", "What was changed"),
        (true, "#repeat", "How to repeat it"),
        (true, "#files", "Files"),
    ];
    html.within("nav", &[("aria-label", "On this page")], |html| {
        html.within("ul", &[], |html| {
            for (_, place, name) in places.iter().filter(|(is_there, ..)| *is_there) {
                html.within("li", &[], |html| html.element("a", &[("href", *place)], name))?;
            }
            Ok(())
        })
    })
}

fn section(
    html: &mut Html,
    id: &str,
    heading: &str,
    inner: impl FnOnce(&mut Html) -> io::Result<()>,
) -> io::Result<()> {
    html.line()?;
    html.within("section", &[("aria-labelledby", id)], |html| {
        html.element("h2", &[("id", id)], heading)?;
        inner(html)
    })
}

fn folded(html: &mut Html, summary: &str, inner: impl FnOnce(&mut Html) -> io::Result<()>) -> io::Result<()> {
    html.line()?;
    html.within("details", &[], |html| {
        html.within("summary", &[], |html| html.element("h3", &[], summary))?;
        inner(html)
    })
}

fn command(html: &mut Html, line: &str) -> io::Result<()> {
    html.within("pre", &[], |html| html.element("code", &[], line))
}

fn drawn(html: &mut Html, figures: &[&Content]) -> io::Result<()> {
    let mut left = MOST_DRAWN;
    let fits = |figure: &&&Content| match left.checked_sub(figure.bytes.len()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let drawn = figures.iter().take_while(fits).count();
    let (drawn, files) = figures.split_at(drawn);
    let (open, more) = drawn.split_at(drawn.len().min(OPEN_FIGURES));
    for one in open {
        figure(html, one)?;
    }
    if !more.is_empty() {
        folded(html, &counted(more.len() as u64, "more figure"), |html| {
            more.iter().try_for_each(|one| figure(html, one))
        })?;
    }
    if files.is_empty() {
        return Ok(());
    }
    folded(html, &format!("{} as files only", counted(files.len() as u64, "figure")), |html| {
        html.within("ul", &[], |html| {
            for one in files {
                html.within("li", &[], |html| link(html, &one.path, &one.title))?;
            }
            Ok(())
        })
    })
}

fn figure(html: &mut Html, content: &Content) -> io::Result<()> {
    let svg = String::from_utf8_lossy(&content.bytes);
    html.line()?;
    html.within("figure", &[], |html| {
        html.markup(svg.trim_end())?;
        html.within("figcaption", &[], |html| {
            html.text(&format!("{} ", content.about))?;
            link(html, &content.path, &content.path)
        })
    })
}

fn link(html: &mut Html, path: &str, text: &str) -> io::Result<()> {
    html.within("a", &[("href", path)], |html| html.text(text))
}

fn changed(html: &mut Html, changes: &Changes) -> io::Result<()> {
    let there = changes.of.unwrap_or("the model's default");
    match (changes.of, changes.all.len()) {
        (Some(name), 0) => {
            return html.within("p", &[], |html| {
                html.text("Nothing: this is ")?;
                html.element("code", &[], name)?;
                html.text(" as it comes with the program.")
            });
        }
        (None, 0) => return html.element("p", &[], "Nothing: this is the model with all its defaults."),
        (Some(name), number) => html.within("p", &[], |html| {
            html.text(&format!("{} of ", counted(number as u64, "parameter")))?;
            html.element("code", &[], name)?;
            html.text(", which comes with the program.")
        })?,
        (None, number) => {
            let text = format!(
                "{} of the model. Values without a source are the author's.",
                counted(number as u64, "parameter")
            );
            html.element("p", &[], &text)?;
        }
    }
    table::changes(html, there, &changes.all)
}

fn files(html: &mut Html, contents: &[Content], records: &[(&str, &str)]) -> io::Result<()> {
    let figures = contents.iter().filter(|content| is_figure(content)).count();
    let mut rows: Vec<table::File<'_>> = contents
        .iter()
        .filter(|content| !is_figure(content))
        .map(|content| table::File {
            path: &content.path,
            about: &content.about,
            bytes: Some(content.bytes.len()),
        })
        .collect();
    rows.extend(records.iter().map(|(path, about)| table::File { path, about, bytes: None }));
    table::files(html, &rows)?;
    if figures > 0 {
        let text = format!("The folder figures has the {} as files.", counted(figures as u64, "figure"));
        html.element("p", &[("class", "quiet")], &text)?;
    }
    Ok(())
}

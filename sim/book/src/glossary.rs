//! Links words with a definition to their entries.
//!
//! A term of the glossary is marked at its first occurrence in a section, and a metric at each occurrence as code. Each
//! becomes a link to its entry, with the definition as the link's title, which a script shows on hover, focus and touch.
//! The definitions are those of the entries: the rows of the chapter of terms, and the models' definitions of metrics.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::metric::Metric;
use bazaar_scenario::{Shipped, shipped};

use super::markdown::{Piece, Prose};
use super::markup;

/// Terms that are also other parts of speech: they are marked only after these words.
const NOUNS: [(&str, &[&str]); 1] = [("mean", &["the", "a", "its", "their", "this", "that", "one", "of"])];

/// All words with a definition.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glossary {
    /// The chapters of entries, by path from the folder of chapters.
    terms_at: Option<PathBuf>,
    metrics_at: Option<PathBuf>,
    /// Terms by their words in lower case.
    terms: BTreeMap<Vec<String>, Term>,
    /// The number of words of the longest term.
    longest: usize,
    /// The metrics of every model.
    metrics: Vec<(&'static str, &'static [Metric])>,
}

#[derive(Clone, Debug)]
struct Term {
    name: String,
    about: String,
}

impl Glossary {
    /// The glossary of a book, from the chapter whose rows are the terms and the chapter with the entries of metrics.
    pub(crate) fn new(terms: Option<(PathBuf, &str)>, metrics: Option<PathBuf>) -> Self {
        let (terms_at, text) = terms.map_or((None, ""), |(path, text)| (Some(path), text));
        let rows = entries(text).into_iter();
        let terms: BTreeMap<Vec<String>, Term> = rows
            .map(|(name, _, about)| {
                (words(name).map(|(_, word)| word).collect(), Term { name: name.to_owned(), about })
            })
            .collect();
        let longest = terms.keys().map(Vec::len).max().unwrap_or(0);
        let all = ModelParameters::defaults().into_iter().map(|model| (model.name(), model.metrics()));
        Glossary { terms_at, metrics_at: metrics, terms, longest, metrics: all.collect() }
    }

    /// The edits of a chapter; spans in `taken` are left alone.
    pub(crate) fn marks(
        &self,
        chapter: Option<&Path>,
        text: &str,
        taken: &[Range<usize>],
    ) -> Vec<(Range<usize>, String)> {
        let Some(chapter) = chapter else { return Vec::new() };
        if self.terms_at.as_deref() == Some(chapter) {
            // This is the chapter of terms: each gets its anchor.
            let anchor = |(name, place, _): (&str, usize, String)| {
                (place..place, format!("<span id=\"{}\"></span>", term_id(name)))
            };
            return entries(text).into_iter().map(anchor).collect();
        }
        if self.metrics_at.as_deref() == Some(chapter) {
            return Vec::new();
        }
        let models = models(chapter, text);
        let mut marks = Vec::new();
        let mut told: Vec<&str> = Vec::new();
        let is_taken =
            |span: &Range<usize>| taken.iter().any(|other| other.start < span.end && span.start < other.end);
        for piece in Prose::of(text).pieces {
            match piece {
                Piece::Section => told.clear(),
                Piece::Code(span, code) if !is_taken(&span) => {
                    let found = self.metrics_at.as_ref().zip(self.metric(&code, &models));
                    marks.extend(found.map(|(entries, (model, metric))| {
                        let id = metric_id(model, metric.name);
                        let inner = format!("<code>{}</code>", markup::text(&code));
                        (span, link(chapter, entries, &id, &inner, &with_unit(metric)))
                    }));
                }
                Piece::Text(span) => {
                    let Some(entries) = &self.terms_at else { continue };
                    for (place, term) in self.terms_in(text, &span) {
                        if is_taken(&place) || told.contains(&term.name.as_str()) {
                            continue;
                        }
                        told.push(&term.name);
                        let inner = markup::text(&text[place.clone()]);
                        marks
                            .push((place, link(chapter, entries, &term_id(&term.name), &inner, &term.about)));
                    }
                }
                Piece::Code(..) => {}
            }
        }
        marks
    }

    /// A table made by a directive, with each metric linked to its entry; `scenario` is the directive's scenario.
    pub(crate) fn tabled(&self, chapter: Option<&Path>, html: &str, scenario: &str) -> String {
        let (Some(chapter), Some(entries)) = (chapter, &self.metrics_at) else { return html.to_owned() };
        let models: Vec<&'static str> = model_of(scenario).into_iter().collect();
        let mut linked = String::with_capacity(html.len());
        let mut rest = html;
        // Without entries, the title has the definition.
        while let Some((before, (title, (code, after)))) =
            rest.split_once("<td><span title=\"").and_then(|(before, after)| {
                let (title, after) = after.split_once("\"><code>")?;
                Some((before, (title, after.split_once("</code></span>")?)))
            })
        {
            linked.push_str(before);
            linked.push_str("<td>");
            let inner = format!("<code>{code}</code>");
            let name = code.replace("<wbr>", "").replace("&#95;", "_");
            match self.metric(&name, &models) {
                Some((model, metric)) => {
                    let id = metric_id(model, metric.name);
                    linked.push_str(&link(chapter, entries, &id, &inner, &with_unit(metric)));
                }
                None => linked.push_str(&format!("<span title=\"{title}\">{inner}</span>")),
            }
            rest = after;
        }
        linked + rest
    }

    /// The metric of this name: the only one, or that of a model of the chapter.
    fn metric(&self, name: &str, models: &[&'static str]) -> Option<(&'static str, &'static Metric)> {
        let having: Vec<(&'static str, &'static Metric)> = self
            .metrics
            .iter()
            .filter_map(|(model, all)| {
                all.iter().find(|metric| metric.name == name).map(|metric| (*model, metric))
            })
            .collect();
        match having.as_slice() {
            [only] => Some(*only),
            _ => models.iter().find_map(|model| having.iter().find(|(name, _)| name == model)).copied(),
        }
    }

    /// The terms in a piece of prose, with their places; of several that begin at one word, the longest.
    fn terms_in(&self, text: &str, piece: &Range<usize>) -> Vec<(Range<usize>, &Term)> {
        let all: Vec<(Range<usize>, String)> = words(&text[piece.clone()])
            .map(|(span, word)| (span.start + piece.start..span.end + piece.start, word))
            .collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < all.len() {
            let longest = (1..=self.longest.min(all.len() - at)).rev();
            let mut candidates = longest.map(|length| &all[at..at + length]);
            let hit = candidates.find_map(|run| {
                let is_one =
                    run.windows(2).all(|pair| text[pair[0].0.end..pair[1].0.start].trim().is_empty());
                let term = is_one.then(|| self.term(run))??;
                let before = at.checked_sub(1).map(|before| all[before].1.as_str());
                is_noun(&term.name, before).then_some((run, term))
            });
            match hit {
                Some((run, term)) => {
                    found.push((run[0].0.start..run[run.len() - 1].0.end, term));
                    at += run.len();
                }
                None => at += 1,
            }
        }
        found
    }

    /// The term that consists of these words, of which the last can be in the plural.
    fn term(&self, run: &[(Range<usize>, String)]) -> Option<&Term> {
        let mut words: Vec<String> = run.iter().map(|(_, word)| word.clone()).collect();
        let last = words.pop()?;
        singular(&last).find_map(|last| {
            words.push(last);
            let found = self.terms.get(&words);
            words.pop();
            found
        })
    }
}

/// The anchor of a metric's entry in the chapter of metrics.
pub(crate) fn metric_id(model: &str, metric: &str) -> String {
    format!("metric-{model}-{metric}")
}

fn term_id(name: &str) -> String {
    format!("term-{}", name.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-"))
}

/// A definition with the unit before it.
fn with_unit(metric: &Metric) -> String {
    let about = metric.about.replace('`', "");
    if metric.unit.is_empty() { about } else { format!("{}: {about}", metric.unit) }
}

fn link(from: &Path, entries: &Path, id: &str, inner: &str, about: &str) -> String {
    let up = "../".repeat(from.components().count().saturating_sub(1));
    let to = entries.to_string_lossy().replace('\\', "/");
    format!("<a class=\"term\" href=\"{up}{to}#{id}\" title=\"{}\">{inner}</a>", markup::text(about))
}

/// The rows of tables of three or more columns with the heading `English`: the term, its offset, and its definition.
fn entries(text: &str) -> Vec<(&str, usize, String)> {
    let mut found = Vec::new();
    let (mut place, mut in_table) = (0, false);
    for line in text.split_inclusive('\n') {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let is_row = line.starts_with('|') && cells.len() >= 3;
        let is_rule = cells[0].chars().all(|c| matches!(c, '-' | ':'));
        if is_row && cells[0] == "English" {
            in_table = true;
        } else if is_row && in_table && !is_rule {
            let offset = line.find(cells[0]).unwrap_or(0);
            found.push((cells[0], place + offset, cells[cells.len() - 1].replace('`', "")));
        } else if !is_row {
            in_table = false;
        }
        place += line.len();
    }
    found
}

/// Words in lower case with their places; a hyphen is part of a word.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let is_inner = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_inner)?;
        let end = text[start..].find(|c| !is_inner(c)).map_or(text.len(), |length| start + length);
        from = end;
        Some((start..end, text[start..end].to_lowercase()))
    })
}

/// A word, and its possible singular forms.
fn singular(word: &str) -> impl Iterator<Item = String> {
    let one = |ending: &str, instead: &str| word.strip_suffix(ending).map(|stem| format!("{stem}{instead}"));
    [Some(word.to_owned()), one("s", ""), one("es", ""), one("ies", "y")].into_iter().flatten()
}

fn is_noun(term: &str, before: Option<&str>) -> bool {
    let rule = NOUNS.iter().find(|(name, _)| *name == term);
    rule.is_none_or(|(_, heads)| before.is_some_and(|before| heads.contains(&before)))
}

/// The models of a chapter: that of its name or folder, and those of the scenarios that it names, in their order.
fn models(chapter: &Path, text: &str) -> Vec<&'static str> {
    let parts = chapter.with_extension("");
    let parts = parts.iter().map(|part| part.to_string_lossy().into_owned());
    let own = parts.filter_map(|part| ModelParameters::NAMES.iter().find(|name| **name == part).copied());
    let named = shipped().filter_map(|scenario| {
        let place = text.find(scenario.name)?;
        Some((place, model_of(scenario.name)?))
    });
    let mut named: Vec<(usize, &'static str)> = named.collect();
    named.sort_unstable();
    own.chain(named.into_iter().map(|(_, model)| model)).collect()
}

/// The model of a shipped scenario, from its text, since the name does not tell it: `reference/mm1` is a queue.
fn model_of(scenario: &str) -> Option<&'static str> {
    let text = Shipped::find(scenario)?.text;
    ModelParameters::NAMES.iter().find(|name| text.contains(&format!("[model.{name}"))).copied()
}

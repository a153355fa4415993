//! Expands one chapter: replaces its directives and formulas by their results.

use std::ops::Range;
use std::path::Path;
use std::slice;
use std::sync::Arc;

use bazaar_scenario::Source;

use super::directive::{self, Place, Reading};
use super::fault::{Fault, Mistake};
use super::glossary::Glossary;
use super::markdown::Structure;
use super::math;
use super::subject::Subject;
use super::syntax::{self, Call};
use super::workshop::{self, Workshop};

/// The chapter with results in place of directives, or every error in it.
///
/// `place` is its path from the folder of chapters, from which words with a definition link to their entries.
pub(crate) fn expand(
    chapter: &Arc<Source>,
    place: Option<&Path>,
    glossary: &Glossary,
    workshop: &mut Workshop,
) -> Result<String, Vec<Mistake>> {
    let text = chapter.text();
    let structure = Structure::of(text);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut faults: Vec<Fault> = Vec::new();
    let mut note = |span: Range<usize>, result: Result<String, Fault>| match result {
        Ok(result) => edits.push((span, result)),
        Err(fault) => faults.push(fault),
    };
    for formula in &structure.formulas {
        note(formula.span.clone(), math::mathml(formula));
    }
    for call in syntax::calls(text, &structure.code) {
        match call {
            Ok(call) => {
                let made = result(&call, workshop);
                let subject = call.words.first().map_or("", |word| word.text.as_str());
                let is_table = call.name.text == "table";
                let made =
                    made.map(|html| if is_table { glossary.tabled(place, &html, subject) } else { html });
                note(call.span.clone(), made);
            }
            Err(fault) => note(fault.span.clone(), Err(fault)),
        }
    }
    if faults.is_empty() {
        let taken: Vec<Range<usize>> = edits.iter().map(|(span, _)| span.clone()).collect();
        edits.extend(glossary.marks(place, text, &taken));
        Ok(applied(text, edits))
    } else {
        faults.sort_by_key(|fault| fault.span.start);
        Err(faults.into_iter().map(|fault| fault.of_chapter(chapter)).collect())
    }
}

/// The result of a directive.
fn result(call: &Call, workshop: &mut Workshop) -> Result<String, Fault> {
    let (directive, reading) = directive::read(call, &workshop.shelf)?;
    let text = match reading {
        Reading::Text(text) => text,
        Reading::Run(subject, render) => {
            let subjects = slice::from_ref(&*subject);
            kept(call, subjects, workshop, |workshop| render(&*workshop.outcome(&subject, &call.span)?))?
        }
        Reading::Runs(subjects, render) => kept(call, &subjects, workshop, |workshop| {
            let outcomes: Result<Vec<_>, Fault> =
                subjects.iter().map(|subject| workshop.outcome(subject, &call.span)).collect();
            render(&outcomes?)
        })?,
        Reading::Checks(subject, render) => {
            let subjects = slice::from_ref(&*subject);
            kept(call, subjects, workshop, |workshop| render(&workshop.verdicts(&subject, &call.span)?))?
        }
        Reading::Made(key, make) => filed(call, &key, workshop, |workshop| {
            workshop.count();
            make()
        })?,
    };
    Ok(match directive.place {
        Place::Line => text,
        Place::Block => format!("\n\n{text}\n\n"),
    })
}

/// The cached result, or one that is computed now and cached.
fn kept(
    call: &Call,
    subjects: &[Subject],
    workshop: &mut Workshop,
    make: impl FnOnce(&mut Workshop) -> Result<String, Fault>,
) -> Result<String, Fault> {
    let runs: Vec<String> = subjects.iter().map(workshop::key).collect();
    filed(call, &runs.join("\n"), workshop, make)
}

/// The same, with everything on which the text depends besides the words.
fn filed(
    call: &Call,
    on: &str,
    workshop: &mut Workshop,
    make: impl FnOnce(&mut Workshop) -> Result<String, Fault>,
) -> Result<String, Fault> {
    let words: Vec<&str> = call.words.iter().map(|word| word.text.as_str()).collect();
    let key = format!("{} {}\n{on}", call.name.text, words.join("\0"));
    if let Some(text) = workshop.cache.get(&key) {
        return Ok(text);
    }
    let text = make(workshop)?;
    workshop.cache.put(&key, &text);
    Ok(text)
}

fn applied(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(span, _)| span.start);
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for (span, replacement) in edits {
        result.push_str(&text[done..span.start]);
        result.push_str(&replacement);
        done = span.end;
    }
    result + &text[done..]
}

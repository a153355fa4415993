//! `study`: the result of a study, as printed by its verb or as one of its figures.

use bazaar_figure::study::{Answer, Asked};
use bazaar_report::identity::Identity;
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Study, did_you_mean, shipped_studies};
use bazaar_study::experiment::Nowhere;
use bazaar_study::{Settings, Silent};

use super::figure::html;
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::Shelf;
use crate::syntax::Word;
use bazaar_report::cause::Cause;

/// The most columns of a table with normal spacing.
const FEW: usize = 6;

pub(super) const DIRECTIVE: Directive = Directive {
    name: "study",
    usage: "{{ study NAME [FIGURE] [--caption TEXT] }}",
    place: Place::Block,
    read,
};

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let caption = arguments.flag("--caption")?;
    let name = arguments.next("a study, such as studies/delay-bound")?;
    let wanted = arguments.optional();
    let study = find(&name, shelf)?;
    let command = format!("bazaar {} {}", study.question.verb(), name.text);
    let settings = Settings::default();
    let key = Identity::of_study(&study, &settings).as_str().to_owned();
    let make = move || {
        let failed = |message: String| Fault::new(name.span.clone(), message, "").because(Cause::Failed);
        let asked = Asked::new(&study, &settings).map_err(|error| failed(error.to_string()))?;
        let answer = asked.answer(&Nowhere, &Silent).map_err(|error| failed(error.to_string()))?;
        match &wanted {
            None => Ok(table(answer.as_ref(), &command)),
            Some(wanted) => {
                let figures = answer.figures().map_err(|error| failed(error.to_string()))?;
                let known = || figures.iter().map(|figure| figure.name.as_str());
                let Some(figure) = figures.iter().find(|figure| figure.name == wanted.text) else {
                    let message = format!("the study has no figure `{}`", wanted.text);
                    let help = format!("it has {}", known().collect::<Vec<_>>().join(", "));
                    return Err(Fault::new(wanted.span.clone(), message, help));
                };
                Ok(html(figure, caption.as_ref(), &command))
            }
        }
    };
    Ok(Reading::Made(key, Box::new(make)))
}

/// The study of this name: one of the book's, or one that comes with the program.
fn find(name: &Word, shelf: &Shelf) -> Result<Study, Fault> {
    let beside = if name.text.ends_with(".toml") {
        Some(shelf.root.join(&name.text))
    } else {
        shelf.folder.as_ref().map(|folder| shelf.root.join(folder).join(format!("{}.toml", name.text)))
    };
    let beside = beside.filter(|path| path.is_file());
    let path = beside.map_or_else(|| name.text.clone(), |path| path.display().to_string());
    if !Study::is_named(&path) {
        let help = did_you_mean(&name.text, shipped_studies().map(|study| study.name)).map_or_else(
            || "`bazaar models` lists the studies that come with the program".to_owned(),
            |known| format!("did you mean `{known}`?"),
        );
        return Err(Fault::new(name.span.clone(), format!("there is no study `{}`", name.text), help));
    }
    Study::load(&path, &[] as &[&str], FORMATS).map_err(|error| {
        Fault::new(name.span.clone(), format!("`{}` is not valid", name.text), "").with_scenario(error)
    })
}

fn table(answer: &dyn Answer, command: &str) -> String {
    let all = answer.rows();
    // Screen readers need a heading.
    let headings: Vec<(&str, bool)> = answer
        .headings()
        .into_iter()
        .map(|(text, right)| (if text.is_empty() { "ending" } else { text }, right))
        .collect();
    let names_metrics = headings.first().is_some_and(|(heading, _)| *heading == "metric");
    // A page is narrow: if all rows have the same metric, it is named once, below the table.
    let is_wide = headings.len() > FEW;
    let only = all
        .first()
        .map(|row| &row[0])
        .filter(|first| is_wide && names_metrics && all.iter().all(|row| row[0] == **first));
    let left_out = usize::from(only.is_some());
    let rows = all.iter().map(|row| {
        let mut cells: Vec<String> = row.iter().map(|cell| markup::text(cell)).collect();
        if names_metrics {
            cells[0] = markup::name(&row[0]);
        }
        cells.split_off(left_out)
    });
    let said = answer.sentences().into_iter().map(|sentence| format!("<p>{}.</p>", markup::text(&sentence)));
    format!(
        "<figure class=\"metrics{}\">{}{}<figcaption>{}{}</figcaption></figure>",
        if is_wide { " wide" } else { "" },
        markup::table(&headings[left_out..], rows),
        said.collect::<String>(),
        only.map(|metric| format!("{}: ", markup::name(metric))).unwrap_or_default(),
        markup::command(command),
    )
}

//! `checks`: the known answers of a scenario, and the simulated results.

use bazaar_figure::printed;
use bazaar_study::Verdict;

use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject};
use bazaar_report::cause::Cause;

pub(super) const DIRECTIVE: Directive =
    Directive { name: "checks", usage: "{{ checks SCENARIO }}", place: Place::Block, read };

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let subject = Subject::read(arguments, shelf)?;
    let span = arguments.span.clone();
    if subject.scenario.checks.is_empty() {
        let message = format!("`{}` states no checks", subject.scenario.name);
        return Err(Fault::new(span, message, "choose a scenario with a [[checks]] table"));
    }
    let source = subject.source.clone();
    let name = subject.scenario.name.clone();
    let render = move |verdicts: &[Verdict]| match verdicts.iter().find(|verdict| !verdict.passes()) {
        Some(failed) => {
            let message = format!("the check `{}` does not hold", failed.check.name);
            let help = format!("see bazaar verify {name}");
            Err(Fault::new(span.clone(), message, help).because(Cause::False).with_run(&source))
        }
        None => Ok(html(&name, verdicts)),
    };
    Ok(Reading::Checks(Box::new(subject), Box::new(render)))
}

fn html(name: &str, verdicts: &[Verdict]) -> String {
    let rows = verdicts.iter().map(|verdict| {
        let mut cells: Vec<String> =
            printed::verdict(verdict).iter().map(|cell| markup::text(cell)).collect();
        cells[0].push_str(&format!("<br><small>{}</small>", markup::prose(&verdict.check.source)));
        cells
    });
    let mut header = printed::VERDICTS;
    // Screen readers need a heading.
    header[header.len() - 1].0 = "finding";
    format!(
        "<figure class=\"metrics\">{}<figcaption>{}</figcaption></figure>",
        markup::table(&header, rows),
        markup::command(&format!("bazaar verify {name}")),
    )
}

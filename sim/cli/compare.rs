//! `bazaar compare`: compares arms with common random numbers.

use bazaar_scenario::Study;
use bazaar_scenario::asking::{self, quoted};

use crate::answering::answer;
use crate::arguments::{Best, Compare};
use crate::asking::ask;
use crate::failure::Failure;

pub(crate) fn compare(arguments: &Compare, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("compare my-study.toml", "")?;
    answer(&study(arguments)?, &arguments.answering, quiet)
}

fn study(arguments: &Compare) -> Result<Study, Failure> {
    let Compare { subjects, arms, control, metrics, select, .. } = arguments;
    let Some(first) = subjects.first() else { return Err(lonely("nothing")) };
    if subjects[1..].iter().any(|subject| Study::is_named(subject)) {
        return Err(Failure::Use {
            message: "a study must be the only subject, since it has its own arms".to_owned(),
            help: "name one study, or scenarios only".to_owned(),
        });
    }
    let given = [
        ("--arm", !arms.is_empty()),
        ("--control", control.is_some()),
        ("--metric", !metrics.is_empty()),
        ("--select", select.is_some()),
        ("a second scenario", subjects.len() > 1),
    ];
    ask(first, &arguments.answering.repeating.edits(), "compare", &given, || {
        let arms = match (subjects.len(), arms.is_empty()) {
            (1, true) => return Err(lonely(first)),
            (1, false) => asking::arms(arms)?,
            (_, true) => named(subjects),
            (_, false) => {
                return Err(Failure::Use {
                    message: format!("--arm requires exactly one scenario, got {}", subjects.len()),
                    help: "name one scenario with --arm, or several without --arm".to_owned(),
                });
            }
        };
        let mut text = asking::compare(metrics, control.as_deref());
        if let (Some(metric), Some(indifference)) = (select, arguments.indifference) {
            let best = if arguments.best == Some(Best::Lowest) { "lowest" } else { "highest" };
            let confidence = arguments.confidence.unwrap_or(0.95);
            text.push_str(&format!(
                "select = {{ metric = {}, best = \"{best}\", indifference = {indifference:?}, confidence = {confidence:?} }}\n",
                quoted(metric)
            ));
        }
        Ok(text + &arms)
    })
}

fn lonely(subject: &str) -> Failure {
    Failure::Use {
        message: format!("a comparison needs two arms, got only {subject}"),
        help: "name a second scenario, or add an arm, as in --arm 'two:model.queue.servers=2'".to_owned(),
    }
}

/// An arm for each scenario, called by the end of its name where that is unique.
fn named(subjects: &[String]) -> String {
    let short = |subject: &str| {
        let end = subject.rsplit(['/', '\\']).next().unwrap_or(subject);
        end.strip_suffix(".toml").unwrap_or(end).to_owned()
    };
    let text = subjects.iter().map(|subject| {
        let unique = subjects.iter().filter(|other| short(other) == short(subject)).count() == 1;
        let name = if unique { short(subject) } else { subject.clone() };
        format!("[[compare.arms]]\nname = {}\nscenario = {}\n", quoted(&name), quoted(subject))
    });
    text.collect()
}

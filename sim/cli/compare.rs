//! `bazaar compare`: arms under common random numbers.

use bazaar_figure::number::counted;
use bazaar_figure::study::Comparison;
use bazaar_figure::told::{Block, Told};
use bazaar_report::study::contents;
use bazaar_report::table;
use bazaar_scenario::asking::{self, quoted};
use bazaar_scenario::{Question, SelectText, Study};
use bazaar_study::answer::Selected;
use bazaar_study::experiment::Task;

use crate::answering::Keeper;
use crate::arguments::{Best, Compare};
use crate::asking::ask;
use crate::failure::Failure;
use crate::output::{conclude, publish};
use crate::progress::Bar;
use crate::table as printed;
use bazaar_figure::result::CompareResult;

pub(crate) fn compare(arguments: &Compare, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("compare my-study.toml", "")?;
    let study = study(arguments)?;
    let Question::Compare(question) = &study.question else { return Ok(()) };
    let settings = arguments.answering.repeating.settings();
    let keeper = Keeper::open(&arguments.answering.keeping, &study, &settings)?;
    if question.select.is_none() {
        let tasks: Vec<Task<'_>> = question.arms.iter().map(|arm| Task::all(&arm.scenario)).collect();
        keeper.announce(&tasks, "arm", &settings, quiet)?;
    }
    let bar = Bar::new(quiet, "pieces");
    let found = bazaar_study::answer::compare(question, &settings, keeper.store(), &bar);
    bar.finish();
    let found = found?;
    let comparison = Comparison { study: &study, question, found: &found };
    let told = told(&comparison);
    let contents = || contents(&study, &settings, &comparison.tables(), comparison.figures());
    let (elapsed, written) = keeper.close(&study, &settings, comparison.about(), &told, contents, quiet);
    let object = || CompareResult::new(&comparison, &settings, elapsed);
    let text = || printed::told(&told, elapsed);
    let shown =
        publish(&arguments.answering.printing, object, text, || table::frame(&comparison.differences()));
    conclude(written, shown, quiet)
}

fn study(arguments: &Compare) -> Result<Study, Failure> {
    let Compare { subjects, arms, control, metrics, select, .. } = arguments;
    let Some(first) = subjects.first() else { return Err(lonely("nothing")) };
    if subjects[1..].iter().any(|subject| Study::is_named(subject)) {
        return Err(Failure::Use {
            message: "a study is compared with nothing: it has its own arms".to_owned(),
            help: "name one study, or scenarios".to_owned(),
        });
    }
    let given = [
        ("--arm", !arms.is_empty()),
        ("--control", control.is_some()),
        ("--metric", !metrics.is_empty()),
        ("--select", select.is_some()),
        ("a second scenario", subjects.len() > 1),
    ];
    ask(first, &arguments.answering.repeating.sets, "compare", &given, || {
        let arms = match (subjects.len(), arms.is_empty()) {
            (1, true) => return Err(lonely(first)),
            (1, false) => asking::arms(arms)?,
            (_, true) => named(subjects),
            (_, false) => {
                return Err(Failure::Use {
                    message: "--arm changes one scenario, and there are several".to_owned(),
                    help: "name one scenario with --arm, or several without".to_owned(),
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
        message: format!("{subject} alone is compared with nothing"),
        help: "name a second scenario, or add an arm, as in --arm 'two:model.queue.servers=2'".to_owned(),
    }
}

/// An arm for each scenario, called by the end of its name where that tells it from the others.
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

fn told(comparison: &Comparison<'_>) -> Told {
    let Comparison { study, question, found } = comparison;
    let replications = found.arms.iter().map(|runs| runs.values.len() as u64).max().unwrap_or(0);
    let verdict = question.select.as_ref().zip(found.selected);
    Told {
        runs: format!(
            "{} of {}, the control is {}",
            counted(question.arms.len() as u64, "arm"),
            counted(replications, "replication"),
            question.arms[question.control].name,
        ),
        events: Some(found.arms.iter().map(|runs| runs.events).sum()),
        blocks: vec![Block::new("", &Comparison::HEADINGS, comparison.rows())],
        sentences: verdict
            .map(|(wanted, selected)| in_words(comparison, wanted, selected))
            .into_iter()
            .collect(),
        ..Told::of_study(study)
    }
}

/// A share in percent.
fn share(share: f64) -> String {
    format!("{}%", (share * 1e6).round() / 1e4)
}

/// Which arm is the best, and how sure that is.
fn in_words(comparison: &Comparison<'_>, wanted: &SelectText, selected: Selected) -> String {
    let best = if wanted.best == bazaar_scenario::Best::Highest { "highest" } else { "lowest" };
    match selected {
        Selected::Best { arm, replications } => format!(
            "{} has the {best} {}, found after {}: with a probability of {} it is the best, if that leads by {} or more",
            comparison.question.arms[arm].name,
            wanted.metric,
            counted(replications as u64, "replication"),
            share(wanted.confidence.canonical()),
            wanted.indifference,
        ),
        Selected::Undecided { left, replications } => format!(
            "{left} arms are left after {}, and none is known to have the {best} {}",
            counted(replications as u64, "replication"),
            wanted.metric,
        ),
    }
}

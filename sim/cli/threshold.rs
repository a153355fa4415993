//! `bazaar threshold`: where an outcome turns.

use bazaar_figure::number::counted;
use bazaar_figure::study;
use bazaar_figure::told::{Block, Told};
use bazaar_report::study::contents;
use bazaar_report::table;
use bazaar_scenario::asking::Search;
use bazaar_scenario::{Question, Study};
use bazaar_study::answer::Ending;

use crate::answering::Keeper;
use crate::arguments::Threshold;
use crate::asking::ask;
use crate::failure::Failure;
use crate::output::{conclude, publish};
use crate::progress::Bar;
use crate::table as printed;
use bazaar_figure::result::ThresholdResult;

pub(crate) fn threshold(arguments: &Threshold, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("threshold my-study.toml", "")?;
    let study = study(arguments)?;
    let Question::Threshold(question) = &study.question else { return Ok(()) };
    let settings = arguments.answering.repeating.settings();
    let keeper = Keeper::open(&arguments.answering.keeping, &study, &settings)?;
    let bar = Bar::new(quiet, "runs");
    let found = bazaar_study::answer::threshold(&study.scenario, question, &settings, keeper.store(), &bar);
    bar.finish();
    let found = found?;
    let answer = study::Threshold { study: &study, question, found: &found };
    let told = told(&answer);
    let contents = || contents(&study, &settings, &answer.tables(), answer.figures());
    let (elapsed, written) = keeper.close(&study, &settings, answer.about(), &told, contents, quiet);
    let object = || ThresholdResult::new(&answer, &settings, elapsed);
    let text = || printed::told(&told, elapsed);
    let shown = publish(&arguments.answering.printing, object, text, || table::frame(&answer.thresholds()));
    conclude(written, shown, quiet)?;
    match found.found.as_slice() {
        [only] if only.ending == Ending::NoTurn => Err(Failure::NoTurn {
            message: format!("{} is {}", question.metric, answer.in_words(only)),
            help: "look along a wider range, or at another level".to_owned(),
        }),
        _ => Ok(()),
    }
}

fn study(arguments: &Threshold) -> Result<Study, Failure> {
    let Threshold { subject, metric, turn, root, along, tolerance, over, .. } = arguments;
    let given = [
        ("--metric", metric.is_some()),
        ("--turn", turn.is_some()),
        ("--root", root.is_some()),
        ("--along", along.is_some()),
        ("--tolerance", tolerance.is_some()),
        ("--over", over.is_some()),
    ];
    ask(subject, &arguments.answering.repeating.sets, "threshold", &given, || {
        let [metric, along, tolerance, over] = [metric, along, tolerance, over].map(Option::as_deref);
        Ok(Search { metric, turn: *turn, root: *root, along, tolerance, over }.text()?)
    })
}

fn told(answer: &study::Threshold<'_>) -> Told {
    let runs = answer.found.found.iter().map(|found| found.readings.len() as u64).sum();
    Told {
        sought: Some(format!("where {}", answer.sought())),
        runs: counted(runs, "run"),
        events: Some(answer.found.events),
        blocks: vec![Block::new("", &answer.headings(), answer.rows())],
        ..Told::of_study(answer.study)
    }
}

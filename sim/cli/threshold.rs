//! `bazaar threshold`: the value of a parameter at which an outcome changes.

use bazaar_scenario::Study;
use bazaar_scenario::asking::Search;

use crate::answering::answer;
use crate::arguments::Threshold;
use crate::asking::ask;
use crate::failure::Failure;

pub(crate) fn threshold(arguments: &Threshold, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("threshold my-study.toml", "")?;
    answer(&study(arguments)?, &arguments.answering, quiet)
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
    ask(subject, &arguments.answering.repeating.edits(), "threshold", &given, || {
        let [metric, along, tolerance, over] = [metric, along, tolerance, over].map(Option::as_deref);
        Ok(Search { metric, turn: *turn, root: *root, along, tolerance, over }.text()?)
    })
}

//! `bazaar sensitivity`: ranks parameters by their effect on a metric.

use bazaar_scenario::Study;
use bazaar_scenario::asking::{factors, listed};

use crate::answering::answer;
use crate::arguments::{Method, Sensitivity};
use crate::asking::ask;
use crate::failure::Failure;

pub(crate) fn sensitivity(arguments: &Sensitivity, quiet: bool) -> Result<(), Failure> {
    arguments.answering.printing.refuse_terminal("sensitivity my-study.toml", "")?;
    answer(&study(arguments)?, &arguments.answering, quiet)
}

fn study(arguments: &Sensitivity) -> Result<Study, Failure> {
    let Sensitivity { subject, metrics, factors: varied, method, size, .. } = arguments;
    let given = [
        ("--factor", !varied.is_empty()),
        ("--metric", !metrics.is_empty()),
        ("--method", method.is_some()),
        ("--size", size.is_some()),
    ];
    ask(subject, &arguments.answering.repeating.edits(), "sensitivity", &given, || {
        let lacking =
            |what: &str, help: &str| Failure::Use { message: what.to_owned(), help: help.to_owned() };
        if metrics.is_empty() {
            return Err(lacking("sensitivity needs at least one --metric", "name one, as in --metric fees"));
        }
        if varied.is_empty() {
            let help = "vary one, as in --factor 'model.queue.servers=1..3'; of a study file, name the file";
            return Err(lacking("sensitivity needs at least one --factor", help));
        }
        let size = |key: &str| size.map_or_else(String::new, |size| format!("{key} = {size}"));
        let method = match method.unwrap_or(Method::Morris) {
            Method::Morris => format!("morris = {{ {} }}", size("trajectories")),
            Method::Sobol => format!("sobol = {{ {} }}", size("points")),
            Method::Tornado => "tornado = {}".to_owned(),
        };
        let factors = factors("--factor", varied)?;
        Ok(format!("[sensitivity]\nmetrics = {}\n{method}\n{factors}", listed(metrics)))
    })
}

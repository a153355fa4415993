//! `bazaar sweep`: one scenario at many values of its parameters.

use bazaar_report::table;
use bazaar_scenario::asking;
use bazaar_scenario::{Scenario, Study};

use crate::answering::answer_with;
use crate::arguments::{Sweep, SweepDesign};
use crate::asking::{ask, design as toml};
use crate::failure::Failure;
use crate::metrics::chosen;

/// The default number of points of a design.
const POINTS: u32 = 64;

pub(crate) fn sweep(arguments: &Sweep, quiet: bool) -> Result<(), Failure> {
    arguments.printing.refuse_terminal("sweep my-scenario.toml", "")?;
    let study = study(arguments)?;
    let settings = arguments.sampling.settings();
    answer_with(&study, &settings, &arguments.keeping, &arguments.printing, quiet)
}

/// A study, flags that make one, or the arrays of a scenario.
fn study(arguments: &Sweep) -> Result<Study, Failure> {
    let Sweep { subject, factors: varied, metrics, design, .. } = arguments;
    let sets = &arguments.sampling.edits();
    if Study::is_named(subject) || !varied.is_empty() {
        let given = [
            ("--factor", !varied.is_empty()),
            ("--metric", !metrics.is_empty()),
            ("--design", design.is_some()),
        ];
        return ask(subject, sets, "sweep", &given, || {
            let points = arguments.points.unwrap_or(POINTS);
            let design = toml(design.unwrap_or(SweepDesign::Grid), points);
            Ok(asking::sweep(metrics, &design, varied)?)
        });
    }
    let scenario = Scenario::load_with(subject, sets, table::FORMATS)?;
    let metrics = if metrics.is_empty() {
        scenario.model.metrics().iter().map(|metric| metric.name).collect()
    } else {
        chosen(&scenario, metrics)?
    };
    Study::of_arrays(&scenario, &metrics)?.ok_or_else(|| Failure::Use {
        message: format!("{} has one value for every parameter", scenario.name),
        help: "give several values to a parameter, for instance with --set study.seed=[1,2,3] or --factor 'study.horizon=10 d..20 d'".to_owned(),
    })
}

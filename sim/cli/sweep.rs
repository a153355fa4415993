//! `bazaar sweep`: one scenario at many values of its parameters.

use bazaar_figure::number::counted;
use bazaar_figure::study::Points;
use bazaar_figure::told::{Block, Told};
use bazaar_report::study::contents;
use bazaar_report::table;
use bazaar_scenario::asking;
use bazaar_scenario::{Question, Scenario, Study, SweepPlan};

use crate::answering::Keeper;
use crate::arguments::{Sweep, SweepDesign};
use crate::asking::{ask, design as toml};
use crate::failure::Failure;
use crate::metrics::chosen;
use crate::output::{conclude, publish};
use crate::progress::Bar;
use crate::table as printed;
use bazaar_figure::result::SweepResult;

/// How many points a design has if nothing is said.
const POINTS: u32 = 64;

pub(crate) fn sweep(arguments: &Sweep, quiet: bool) -> Result<(), Failure> {
    arguments.printing.refuse_terminal("sweep my-scenario.toml", "")?;
    let study = study(arguments)?;
    let Question::Sweep(plan) = &study.question else { return Ok(()) };
    answer(arguments, &study, plan, quiet)
}

fn answer(arguments: &Sweep, study: &Study, plan: &SweepPlan, quiet: bool) -> Result<(), Failure> {
    let settings = arguments.sampling.settings();
    let sweep = bazaar_study::answer::sweep(&study.scenario, plan, &settings)?;
    let keeper = Keeper::open(&arguments.keeping, study, &settings)?;
    keeper.announce(&sweep.tasks(), "point", &settings, quiet)?;
    let bar = Bar::new(quiet, "pieces");
    let runs = sweep.run(&settings, keeper.store(), &bar);
    bar.finish();
    let runs = runs?;
    let points = Points::new(study, plan, &sweep, &runs);
    let told = told(study, &points);
    let contents = || contents(study, &settings, &points.tables(), points.figures());
    let (elapsed, written) = keeper.close(study, &settings, points.about(), &told, contents, quiet);
    let object = || SweepResult::new(study, &settings, &sweep, &points, elapsed);
    let text = || printed::told(&told, elapsed);
    let shown = publish(&arguments.printing, object, text, || table::frame(&points.estimates()));
    conclude(written, shown, quiet)
}

/// A study, flags that make one, or the arrays of a scenario.
fn study(arguments: &Sweep) -> Result<Study, Failure> {
    let Sweep { subject, factors: varied, metrics, design, .. } = arguments;
    let sets = &arguments.sampling.sets;
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
        help: "give several values to one, for instance with --set study.seed=[1,2,3] or --factor 'study.horizon=10 d..20 d'".to_owned(),
    })
}

/// A block of rows for each metric, a row for each point.
fn told(study: &Study, points: &Points<'_>) -> Told {
    Told {
        runs: counted(points.summaries.len() as u64, "point"),
        events: Some(points.summaries.iter().map(|summary| summary.events).sum()),
        blocks: vec![Block::new("", &points.headings(), points.rows())],
        ..Told::of_study(study)
    }
}

//! `bazaar run`: replications of one scenario.

use std::time::{Instant, SystemTime};

use bazaar_figure::told::{Columns, Told, conventions};
use bazaar_report::folder::{Folder, Record};
use bazaar_report::identity::Identity;
use bazaar_report::table;
use bazaar_scenario::Scenario;
use bazaar_study::experiment::Task;
use bazaar_study::{Load, Outcome, Summary};

use crate::arguments::Run;
use crate::failure::Failure;
use crate::forecast;
use crate::metrics::chosen;
use crate::output::{Written, conclude, publish, say};
use crate::progress::Bar;
use crate::table::{block, told};
use bazaar_figure::result::RunResult;

pub(crate) fn run(arguments: &Run, quiet: bool) -> Result<(), Failure> {
    arguments.printing.refuse_terminal("run volunteer/base", ", or write a folder with --out")?;
    let scenario = Scenario::load_with(&arguments.scenario, &arguments.sampling.edits(), table::FORMATS)?;
    let settings = arguments.sampling.settings();
    let metrics = chosen(&scenario, &arguments.metrics)?;
    if scenario.sweeps.is_empty() {
        forecast::announce(&scenario.name, &Load::of(&scenario, &settings), &settings, quiet)?;
    }
    let folder = claim(arguments, Identity::new(&scenario, &settings).until(&metrics), quiet)?;
    let bar = Bar::of_run(quiet, &scenario, &metrics);
    let began = SystemTime::now();
    let clock = Instant::now();
    let outcome = bazaar_study::run_until(&Task::all(&scenario), &settings, &metrics, &bar);
    bar.finish();
    let outcome = outcome?;
    let elapsed = clock.elapsed().as_secs_f64();
    if let Some(relative) = arguments.sampling.precision {
        tell_shortfall(&outcome.summary, &metrics, relative, quiet)?;
    }
    let written = folder.map(|folder| {
        let record = Record {
            began,
            elapsed_seconds: elapsed,
            threads: settings.threads,
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            arguments: &std::env::args_os()
                .skip(1)
                .map(|argument| argument.to_string_lossy().into_owned())
                .collect::<Vec<_>>(),
        };
        let files = folder.write(&outcome, &record)?;
        Ok(Written::new(files, folder.path()))
    });
    let written = written.transpose();
    // Results are printed even if the folder could not be written.
    let shown = show(&outcome, arguments, elapsed);
    conclude(written, shown, quiet)
}

/// The folder of --out, if given. Claimed before the run, which may take long.
fn claim(arguments: &Run, identity: Identity, quiet: bool) -> Result<Option<Folder>, Failure> {
    let Some(path) = &arguments.out else { return Ok(None) };
    let folder = Folder::claim(path, identity, arguments.force)?;
    if folder.was_interrupted() {
        say(quiet, &format!("{} holds an interrupted run, which this one replaces", path.display()))?;
    }
    Ok(Some(folder))
}

fn show(outcome: &Outcome, arguments: &Run, elapsed: f64) -> Result<(), Failure> {
    let text = || as_table(outcome, arguments.describe, elapsed);
    publish(&arguments.printing, || RunResult::new(outcome, elapsed), text, || table::summary(outcome))
}

fn tell_shortfall(summary: &Summary, waited: &[&str], relative: f64, quiet: bool) -> Result<(), Failure> {
    let all = waited.is_empty();
    let short = |rare: bool| {
        let estimates = summary.estimates.iter().filter(|of| all || waited.contains(&of.metric.name));
        let short = estimates.filter(|of| !of.is_within(relative) && (all && of.is_rare()) == rare);
        let names: Vec<&str> = short.map(|estimate| estimate.metric.name).collect();
        names.join(", ")
    };
    let percent = relative * 100.0;
    for (names, why) in [(short(false), ""), (short(true), "; zero in most replications, so not waited for")]
    {
        if !names.is_empty() {
            say(quiet, &format!("not within {percent}%: {names}{why}"))?;
        }
    }
    Ok(())
}

fn as_table(outcome: &Outcome, describe: bool, elapsed: f64) -> String {
    let columns = if describe { Columns::Described } else { Columns::Estimates };
    let text = told(&Told::of_run(outcome, columns), elapsed);
    let Some(conventions) = conventions(outcome) else { return text };
    format!("{text}\n{}\nWith --describe every value has its definition beside it.\n", block(&conventions))
}

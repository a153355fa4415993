//! `bazaar run`: replications of one scenario.

use std::time::{Instant, SystemTime};

use bazaar_figure::number::grouped;
use bazaar_figure::printed;
use bazaar_models::catalogue::Section;
use bazaar_models::metric::Convention;
use bazaar_report::folder::{Folder, Record};
use bazaar_report::identity::Identity;
use bazaar_report::table;
use bazaar_scenario::Scenario;
use bazaar_study::{Estimate, Load, Outcome, Summary};

use crate::arguments::Run;
use crate::failure::Failure;
use crate::forecast;
use crate::metrics::chosen;
use crate::output::{bold, mention, publish, say};
use crate::progress::Bar;
use crate::table::table as aligned;
use bazaar_figure::result::RunResult;

pub(crate) fn run(arguments: &Run, quiet: bool) -> Result<(), Failure> {
    arguments.printing.refuse_terminal("run volunteer/base", ", or write a folder with --out")?;
    let scenario = Scenario::load_with(&arguments.scenario, &arguments.sampling.sets, table::FORMATS)?;
    let settings = arguments.sampling.settings();
    let metrics = chosen(&scenario, &arguments.metrics)?;
    if scenario.sweeps.is_empty() {
        forecast::announce(&scenario.name, &Load::of(&scenario, &settings), &settings, quiet)?;
    }
    let folder = claim(arguments, Identity::new(&scenario, &settings).until(&metrics), quiet)?;
    let bar = Bar::new(quiet, "pieces");
    let began = SystemTime::now();
    let clock = Instant::now();
    let outcome = bazaar_study::run_until(&scenario, &settings, &metrics, &bar);
    bar.finish();
    let outcome = outcome?;
    let elapsed = clock.elapsed().as_secs_f64();
    if let Some(relative) = arguments.sampling.precision {
        tell_shortfall(&outcome.summary, &metrics, relative, quiet)?;
    }
    let written = folder.map_or(Ok(()), |folder| {
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
        Ok(mention(quiet, &format!("wrote {files} files to {}", folder.path().display()))?)
    });
    // What was found is printed even where the folder could not be written.
    let shown = show(&outcome, arguments, elapsed);
    written.and(shown)
}

/// The folder to write to, if there is to be one. Claimed before the run, which may be long.
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
    let Outcome { scenario, plan, summary, .. } = outcome;
    let table = sections(outcome, describe);
    // Those by numbers, such as months, are pictures and files.
    let of_names = summary.matrices.iter().filter(|cells| cells.is_of_names());
    let by_two = of_names.map(|cells| {
        let rows = printed::cells(cells);
        let about = format!("{} by {} and {}", cells.metric.name, cells.rows.label, cells.columns.label);
        if rows.is_empty() {
            return String::new();
        }
        format!("\n{}\n{}", bold(&about), aligned(&printed::cell_headings(cells), rows))
    });
    format!(
        "{}  {}\n{}, seed {}; {} events in {elapsed:.2} s\n{}\n{}{}{}",
        bold(&scenario.name),
        scenario.title,
        printed::runs(outcome),
        plan.seed,
        grouped(&summary.events.to_string()),
        printed::steady(outcome),
        table,
        by_two.collect::<String>(),
        conventions(outcome),
    )
}

/// The estimates. Where the model tells some of its metrics first, section by section, and those of which no
/// replication has a value by name alone.
fn sections(outcome: &Outcome, describe: bool) -> String {
    let model = &outcome.scenario.model;
    let sections = model.sections();
    let has_sections = model.metrics().iter().any(|metric| model.section(metric) != Section::Headline);
    let mut text = String::new();
    let mut without: Vec<String> = Vec::new();
    for section in sections {
        let told = outcome.summary.estimates.iter().filter(|of| model.section(of.metric) == section);
        let (known, unknown): (Vec<&Estimate>, Vec<&Estimate>) =
            told.partition(|of| of.mean.is_some() || !has_sections);
        match section {
            Section::Part(part) if known.is_empty() && !unknown.is_empty() => {
                without.push(format!("all of {part}"));
                continue;
            }
            _ if known.is_empty() => {}
            Section::Headline => {}
            Section::Own => text += &format!("\n{}\n", bold("beside that")),
            Section::Part(part) => text += &format!("\n{}\n", bold(part)),
        }
        without.extend(unknown.into_iter().map(|of| of.metric.name.to_owned()));
        if known.is_empty() {
            continue;
        }
        text += &if describe {
            aligned(&printed::DESCRIBED, known.into_iter().map(printed::described))
        } else {
            aligned(&printed::ESTIMATES, known.into_iter().map(printed::estimate))
        };
    }
    if !without.is_empty() {
        text += &format!("\n{}\n{}\n", bold("without a value in any replication"), without.join(", "));
    }
    text
}

/// Which definitions this scenario has chosen where the trade knows several, of metrics that have a value.
fn conventions(outcome: &Outcome) -> String {
    let model = &outcome.scenario.model;
    let has_value = |name: &&str| outcome.summary.get(name).is_some_and(|estimate| estimate.mean.is_some());
    let rows: Vec<Vec<String>> = model
        .conventions()
        .into_iter()
        .filter(|convention| convention.metrics.iter().any(&has_value))
        .map(|Convention { metrics, text, path }| vec![metrics.join(", "), text, path.to_owned()])
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let headings = [("metric", false), ("as this scenario defines it", false), ("by", false)];
    format!("\n{}\nWith --describe every value has its definition beside it.\n", aligned(&headings, rows))
}

//! `bazaar sweep`: one scenario at several values of its parameters.

use std::time::Instant;

use bazaar_models::metric::Metric;
use bazaar_report::number::grouped;
use bazaar_report::{printed, table};
use bazaar_scenario::{Scenario, did_you_mean};
use bazaar_study::{Estimate, Point, Summary};

use crate::arguments::{Format, Sweep};
use crate::failure::Failure;
use crate::output::{bold, print, print_bytes};
use crate::progress::Bar;
use crate::result::SweepResult;
use crate::table::table as aligned;

/// A point that was run.
pub(crate) struct Found<'a> {
    pub(crate) point: &'a Point,
    pub(crate) summary: Summary,
}

pub(crate) fn sweep(arguments: &Sweep, quiet: bool) -> Result<(), Failure> {
    arguments.printing.refuse_terminal("sweep my-scenario.toml", "")?;
    let scenario = Scenario::load_with(&arguments.scenario, &arguments.sampling.sets, table::FORMATS)?;
    let chosen = chosen(&scenario, &arguments.metrics)?;
    if scenario.sweeps.is_empty() {
        return Err(Failure::Use {
            message: format!("{} has one value for every parameter", scenario.name),
            help: "give several values to one, for instance with --set study.seed=[1,2,3]".to_owned(),
        });
    }
    let sweep = bazaar_study::Sweep::new(&scenario)?;
    let bar = Bar::new(quiet, "pieces");
    let clock = Instant::now();
    let mut found = Vec::with_capacity(sweep.points().len());
    let done = sweep.run(&arguments.sampling.settings(), &bar, |point, outcome| {
        let mut summary = outcome.summary;
        summary.estimates.retain(|estimate| chosen.contains(&estimate.metric.name));
        found.push(Found { point, summary });
        Ok::<_, Failure>(())
    });
    bar.finish();
    done?;
    let elapsed = clock.elapsed().as_secs_f64();
    if arguments.printing.json {
        let result = SweepResult::new(&scenario, sweep.factors(), &found, elapsed);
        let text = serde_json::to_string(&result).map_err(std::io::Error::from)?;
        return Ok(print(&(text + "\n"))?);
    }
    let points = || found.iter().map(|found| (found.point.values.as_slice(), &found.summary));
    let mut bytes = Vec::new();
    match arguments.printing.format {
        Format::Table => return Ok(print(&as_table(&scenario, sweep.factors(), &found, elapsed))?),
        Format::Csv => table::csv(table::points(sweep.factors(), points())?, &mut bytes)?,
        Format::Parquet => table::parquet(table::points(sweep.factors(), points())?, &mut bytes)?,
    }
    Ok(print_bytes(&bytes)?)
}

/// The names of the metrics to show, all of them if none is asked for.
fn chosen(scenario: &Scenario, asked: &[String]) -> Result<Vec<&'static str>, Failure> {
    let metrics: &'static [Metric] = scenario.model.metrics();
    let all = || metrics.iter().map(|metric| metric.name);
    if asked.is_empty() {
        return Ok(all().collect());
    }
    let find = |name: &String| {
        all().find(|metric| metric == name).ok_or_else(|| Failure::Use {
            message: format!("the model {} has no metric `{name}`", scenario.model.name()),
            help: did_you_mean(name, all()).map_or_else(
                || format!("`bazaar models {}` lists them", scenario.model.name()),
                |guess| format!("did you mean `{guess}`?"),
            ),
        })
    };
    asked.iter().map(find).collect()
}

/// A block of rows for each metric, a row for each point.
fn as_table(scenario: &Scenario, factors: &[String], found: &[Found<'_>], elapsed: f64) -> String {
    let short: Vec<&str> = factors.iter().map(|path| path.rsplit('.').next().unwrap_or(path)).collect();
    let [metric, numbers @ ..] = &printed::ESTIMATES;
    let header: Vec<(&str, bool)> = std::iter::once(*metric)
        .chain(short.iter().map(|&name| (name, true)))
        .chain(numbers.iter().copied())
        .collect();
    let metrics = found.first().map_or(0, |found| found.summary.estimates.len());
    let rows = (0..metrics).flat_map(|index| {
        found.iter().filter_map(move |found| {
            let estimate: &Estimate = found.summary.estimates.get(index)?;
            let mut cells = printed::estimate(estimate).into_iter();
            let name = cells.next()?;
            let values = found.point.values.iter().map(|value| value.trim_matches('"').to_owned());
            Some(std::iter::once(name).chain(values).chain(cells).collect::<Vec<String>>())
        })
    });
    let events: u64 = found.iter().map(|found| found.summary.events).sum();
    format!(
        "{}  {}\n{} points; {} events in {elapsed:.2} s\n\n{}",
        bold(&scenario.name),
        scenario.title,
        found.len(),
        grouped(&events.to_string()),
        aligned(&header, rows),
    )
}

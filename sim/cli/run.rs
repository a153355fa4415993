//! `bazaar run`: replications of one scenario.

use std::time::Instant;

use bazaar_models::model::Horizon;
use bazaar_scenario::Scenario;
use bazaar_study::{Generator, Plan, Precision, Summary, precise, replicate};

use crate::arguments::Run;
use crate::failure::Failure;
use crate::number::{Format, grouped};
use crate::output::{bold, print, say};
use crate::progress::Bar;
use crate::result::{Metrics, RunResult};
use crate::table::table;

/// Into how many stretches time series divide a run.
const STRETCHES: usize = 120;

/// The most replications that `--precision` makes.
const MOST_REPLICATIONS: u32 = 100_000;

pub(crate) fn run(arguments: &Run, quiet: bool) -> Result<(), Failure> {
    let scenario = Scenario::load(&arguments.scenario, &arguments.sets)?;
    refuse_sweeps(&scenario)?;
    let study = &scenario.study;
    let plan = Plan {
        horizon: Horizon {
            end: study.horizon.canonical(),
            warm_up: study.warm_up.canonical(),
            stretches: STRETCHES,
        },
        seed: arguments.seed.unwrap_or(study.seed),
        first: 0,
        replications: arguments.replications.unwrap_or(study.replications),
        threads: arguments.threads.into(),
        generator: Generator::default(),
        fingerprint: false,
    };
    let bar = Bar::new(quiet);
    let began = Instant::now();
    let observations = match arguments.precision {
        None => replicate(&scenario.model, &plan, &bar),
        Some(relative) => {
            let precision = Precision { relative, most: MOST_REPLICATIONS.max(plan.replications) };
            precise(&scenario.model, &plan, precision, &bar)
        }
    };
    bar.finish();
    let summary = Summary::new(scenario.model.metrics(), &observations?);
    let elapsed = began.elapsed().as_secs_f64();
    if let Some(relative) = arguments.precision {
        tell_shortfall(&summary, relative, quiet)?;
    }
    if arguments.json {
        print(&as_json(&scenario, &plan, &summary, elapsed)?)?;
    } else {
        print(&as_table(&scenario, &plan, &summary, elapsed))?;
    }
    Ok(())
}

fn refuse_sweeps(scenario: &Scenario) -> Result<(), Failure> {
    let Some(sweep) = scenario.sweeps.first() else { return Ok(()) };
    Err(Failure::Use {
        message: format!("{} has several values for {}, and a run takes one", scenario.name, sweep.path),
        help: format!("pick one, for instance with --set {}={}", sweep.path, sweep.values.join(" or ")),
    })
}

fn tell_shortfall(summary: &Summary, relative: f64, quiet: bool) -> Result<(), Failure> {
    let short: Vec<&str> = summary
        .estimates
        .iter()
        .filter(|estimate| !estimate.is_within(relative))
        .map(|estimate| estimate.metric.name)
        .collect();
    if !short.is_empty() {
        say(quiet, &format!("not yet within {}%: {}", relative * 100.0, short.join(", ")))?;
    }
    Ok(())
}

fn as_json(scenario: &Scenario, plan: &Plan, summary: &Summary, elapsed: f64) -> Result<String, Failure> {
    let result = RunResult {
        schema: 1,
        scenario: &scenario.name,
        model: scenario.model.name(),
        seed: plan.seed,
        replications: summary.replications,
        horizon_days: plan.horizon.end / 24.0,
        events: summary.events,
        elapsed_seconds: elapsed,
        metrics: Metrics(summary),
    };
    let text = serde_json::to_string(&result).map_err(std::io::Error::from)?;
    Ok(text + "\n")
}

fn as_table(scenario: &Scenario, plan: &Plan, summary: &Summary, elapsed: f64) -> String {
    let header = [
        ("metric", false),
        ("mean", true),
        ("± 95%", true),
        ("unit", false),
        ("10%", true),
        ("median", true),
        ("90%", true),
    ];
    let rows = summary.estimates.iter().map(|estimate| {
        let format = Format::new(estimate.mean.unwrap_or(0.0), estimate.half_width, estimate.metric.unit);
        let [low, median, high] = estimate.quantiles.map(|value| format.show(value));
        let name = estimate.metric.name.to_owned();
        vec![
            name,
            format.show(estimate.mean),
            format.show(estimate.half_width),
            format.unit.clone(),
            low,
            median,
            high,
        ]
    });
    format!(
        "{}  {}\n{} replications of {}, seed {}; {} events in {elapsed:.2} s\n\n{}",
        bold(&scenario.name),
        scenario.title,
        grouped(&summary.replications.to_string()),
        scenario.study.horizon,
        plan.seed,
        grouped(&summary.events.to_string()),
        table(&header, rows),
    )
}

//! `bazaar run`: replications of one scenario.

use std::time::Instant;

use bazaar_report::number::{Format, grouped};
use bazaar_scenario::Scenario;
use bazaar_study::{Outcome, Settings, Summary};

use crate::arguments::Run;
use crate::failure::Failure;
use crate::output::{bold, print, say};
use crate::progress::Bar;
use crate::result::{Metrics, RunResult};
use crate::table::table;

pub(crate) fn run(arguments: &Run, quiet: bool) -> Result<(), Failure> {
    let scenario = Scenario::load(&arguments.scenario, &arguments.sets)?;
    let settings = Settings {
        seed: arguments.seed,
        replications: arguments.replications,
        precision: arguments.precision,
        threads: arguments.threads.into(),
        ..Settings::default()
    };
    let bar = Bar::new(quiet, "pieces");
    let began = Instant::now();
    let outcome = bazaar_study::run(&scenario, &settings, &bar);
    bar.finish();
    let outcome = outcome?;
    let elapsed = began.elapsed().as_secs_f64();
    if let Some(relative) = arguments.precision {
        tell_shortfall(&outcome.summary, relative, quiet)?;
    }
    if arguments.json {
        print(&as_json(&outcome, elapsed)?)?;
    } else {
        print(&as_table(&outcome, elapsed))?;
    }
    Ok(())
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

fn as_json(outcome: &Outcome, elapsed: f64) -> Result<String, Failure> {
    let Outcome { scenario, plan, summary, .. } = outcome;
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

fn as_table(outcome: &Outcome, elapsed: f64) -> String {
    let Outcome { scenario, plan, summary, .. } = outcome;
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

//! A scenario whose replications are made a few at a time.

use std::num::NonZeroU32;

use bazaar_figure::column::SUMMARY;
use bazaar_figure::figure::{self, Figure};
use bazaar_figure::forecast::forecast;
use bazaar_figure::observed::{OBSERVATIONS, observed as observations};
use bazaar_figure::printed;
use bazaar_figure::result::RunResult;
use bazaar_models::catalogue::Section;
use bazaar_models::observation::Observation;
use bazaar_scenario::Scenario;
use bazaar_study::experiment::Task;
use bazaar_study::{Load, Outcome, Progress, Settings, StudyError, Summary, observed, run_until};
use serde_json::{Value, json};

use crate::error::PageError;
use crate::hexadecimal;
use crate::page::{UNTIMED, shown};
use crate::question::{Download, Kind};

/// A scenario with the observations of its replications so far.
pub(crate) struct Session {
    scenario: Scenario,
    /// The number of its first replication.
    first: u64,
    /// The intended number of replications, if not the scenario's.
    wanted: Option<u32>,
    outcome: Option<Outcome>,
}

/// Settings for an engine, which is one thread of a page.
pub(crate) const SETTINGS: Settings = Settings::on_threads(1);

impl Session {
    /// Refuses what a run with this number of replications would refuse, before the first of them.
    pub(crate) fn begin(
        scenario: Scenario,
        first: u64,
        replications: Option<NonZeroU32>,
    ) -> Result<Self, PageError> {
        if let Some(sweep) = scenario.sweeps.first() {
            let (path, values) = (sweep.path.clone(), sweep.values.clone());
            return Err(StudyError::Swept { scenario: scenario.name, path, values }.into());
        }
        let session = Session { scenario, first, wanted: replications.map(NonZeroU32::get), outcome: None };
        session.load().check()?;
        Ok(session)
    }

    fn load(&self) -> Load {
        Load::of_task(&self.task(0, self.wanted), &SETTINGS)
    }

    /// The task of further replications, this number or the scenario's.
    fn task(&self, made: u64, replications: Option<u32>) -> Task<'_> {
        Task { scenario: &self.scenario, first: self.first + made, replications }
    }

    /// The description of the run, with a forecast of its duration.
    pub(crate) fn about(&self) -> Value {
        let mut told = about(&self.scenario);
        told["forecast"] = json!(forecast(&self.scenario.name, &self.load(), &SETTINGS));
        told
    }

    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// Whether its replications cannot be made separately: one long run, or a warm-up found from
    /// all replications.
    fn is_whole(&self) -> bool {
        is_whole(&self.scenario)
    }

    /// Adds replications, and returns the estimates over all of them.
    pub(crate) fn more(
        &mut self,
        replications: Option<u32>,
        progress: &dyn Progress,
    ) -> Result<Value, PageError> {
        let outcome = match self.outcome.take() {
            Some(seen) if !self.is_whole() => {
                let task = self.task(seen.observations.len() as u64, replications);
                joined(seen, run_until(&task, &SETTINGS, &[], progress)?.observations)
            }
            _ => run_until(&self.task(0, replications), &SETTINGS, &[], progress)?,
        };
        self.told(outcome)
    }

    /// The observations of the replications of this session, for the worker that joins them after
    /// its own.
    pub(crate) fn made(&self, progress: &dyn Progress) -> Result<String, PageError> {
        if self.is_whole() {
            return Err(PageError::Whole);
        }
        let outcome = run_until(&self.task(0, self.wanted), &SETTINGS, &[], progress)?;
        Ok(hexadecimal::written(&observed::written(&outcome.observations)))
    }

    /// Appends replications from other workers, in order.
    pub(crate) fn join(&mut self, made: &[String]) -> Result<Value, PageError> {
        let seen = self.outcome.as_ref().ok_or(PageError::NotBegun)?;
        let metrics = self.scenario.model.metrics();
        let like = seen.observations.first().ok_or(PageError::NotBegun)?;
        let all: Option<Vec<Vec<Observation>>> =
            made.iter().map(|text| observed::read(metrics, like, &hexadecimal::read(text)?)).collect();
        let all = all.ok_or(PageError::Strange)?;
        let seen = self.outcome.take().ok_or(PageError::NotBegun)?;
        self.told(joined(seen, all.into_iter().flatten().collect()))
    }

    fn told(&mut self, outcome: Outcome) -> Result<Value, PageError> {
        let told = serde_json::to_value(RunResult::new(&outcome, UNTIMED))?;
        self.outcome = Some(outcome);
        Ok(told)
    }

    /// The replications so far as the table that `run` prints, each row with its section.
    pub(crate) fn printed(&self) -> Result<Value, PageError> {
        let outcome = self.outcome.as_ref().ok_or(PageError::NotBegun)?;
        let model = &outcome.scenario.model;
        let rows = outcome.summary.estimates.iter().map(|of| {
            json!({ "section": section(model.section(of.metric)), "label": of.metric.label, "cells": printed::described(of) })
        });
        let headings = printed::DESCRIBED
            .iter()
            .map(|(text, is_number)| json!({ "text": text, "is_number": is_number }));
        Ok(json!({
            "runs": printed::runs(outcome),
            "seed": outcome.plan.seed.to_string(),
            "steady": printed::steady(outcome),
            "headings": headings.collect::<Vec<_>>(),
            "rows": rows.collect::<Vec<_>>(),
        }))
    }

    /// Figures of the replications so far.
    pub(crate) fn figures(&self, kind: Option<Kind>, metrics: &[String]) -> Result<Value, PageError> {
        let outcome = self.outcome.as_ref().ok_or(PageError::NotBegun)?;
        let names: Vec<&str> = metrics.iter().map(String::as_str).collect();
        let name = names.first().copied().unwrap_or_default();
        let figures: Vec<Figure> = match kind {
            None => figure::figures(outcome)?,
            Some(Kind::Series) => vec![figure::series(outcome, name)?],
            Some(Kind::Distribution) => vec![figure::distribution(outcome, name)?],
            Some(Kind::Heat) => vec![figure::heat(outcome, name)?],
            Some(Kind::Together) => vec![figure::together(outcome, &names)?],
        };
        Ok(json!({ "figures": shown(figures) }))
    }

    /// A table of the replications so far.
    pub(crate) fn table(&self, table: Download) -> Result<Value, PageError> {
        let outcome = self.outcome.as_ref().ok_or(PageError::NotBegun)?;
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        match table {
            Download::Summary => {
                let finite = move |value: Option<f64>| number(value.filter(|value| value.is_finite()));
                let rows = outcome.summary.estimates.iter().map(|estimate| {
                    let metric = estimate.metric;
                    let mut row: Vec<String> =
                        [metric.name, metric.label, metric.unit].map(str::to_owned).to_vec();
                    row.extend([finite(estimate.mean), finite(estimate.half_width), estimate.n.to_string()]);
                    row.extend(estimate.quantiles.map(finite));
                    row
                });
                written(SUMMARY.iter().map(|column| column.name), rows)
            }
            Download::Observations => {
                let rows = observations(outcome).map(|row| {
                    let segment = row.segment.unwrap_or_default().to_owned();
                    let whole =
                        [row.replication.to_string(), number(row.time_days), row.metric.to_owned(), segment];
                    whole.into_iter().chain([number(row.value)]).collect()
                });
                written(OBSERVATIONS.iter().map(|column| column.name), rows)
            }
        }
    }
}

/// The description of a scenario, its run, and its metrics.
pub(crate) fn about(scenario: &Scenario) -> Value {
    let model = &scenario.model;
    let metrics = model.metrics().iter().map(|metric| {
        json!({
            "name": metric.name,
            "unit": metric.unit,
            "label": metric.label,
            "about": metric.about,
            "section": section(model.section(metric)),
        })
    });
    json!({
        "scenario": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "model": model.name(),
        // As a text, since JavaScript numbers are not exact from 2^53 on.
        "seed": scenario.study.seed.to_string(),
        "replications": scenario.study.replications,
        "horizon_days": scenario.study.horizon.canonical() / 24.0,
        "is_whole": is_whole(scenario),
        "metrics": metrics.collect::<Vec<_>>(),
    })
}

/// The name of a section of metrics.
pub(crate) fn section(section: Section) -> &'static str {
    match section {
        Section::Headline => "headline",
        Section::Own => "own",
        Section::Part(part) => part,
    }
}

fn is_whole(scenario: &Scenario) -> bool {
    scenario.study.batches.is_some() || scenario.study.warm_up_by.is_some()
}

/// A table as CSV.
fn written<'a>(
    headings: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Value, PageError> {
    let refused = |error: csv::Error| PageError::Table(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headings).map_err(refused)?;
    for row in rows {
        writer.write_record(row).map_err(refused)?;
    }
    let bytes = writer.into_inner().map_err(|error| PageError::Table(error.to_string()))?;
    Ok(json!({ "text": String::from_utf8_lossy(&bytes) }))
}

/// The replications of both, as one outcome.
fn joined(mut seen: Outcome, more: Vec<Observation>) -> Outcome {
    seen.observations.extend(more);
    seen.plan.replications = u32::try_from(seen.observations.len()).unwrap_or(u32::MAX);
    seen.scenario.study.replications = seen.plan.replications;
    seen.summary = Summary::new(seen.scenario.model.metrics(), &seen.observations);
    seen
}

//! What `bazaar evaluate --json` prints.

use crate::study::{Answer, Programme};
use bazaar_study::evaluation::Measured;

use super::Head;

/// What `bazaar evaluate --json` prints.
#[derive(serde::Serialize)]
pub struct EvaluateResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    events: u64,
    outcome: &'static str,
    replications: u64,
    numbers: Vec<NumberResult<'a>>,
    /// The net cash flow of each period, from the outlay on; empty if not requested.
    flows: Vec<f64>,
}

/// What `bazaar evaluate --json` prints of a table.
#[derive(serde::Serialize)]
pub struct SurveyResult<'a> {
    schema: u32,
    table: &'a str,
    numbers: Vec<NumberResult<'a>>,
    /// The effects that cannot be estimated from the given columns, with the reasons.
    not_told: &'a [String],
}

#[derive(serde::Serialize)]
struct NumberResult<'a> {
    /// The metric or the column that it is on; empty if on none.
    outcome: &'a str,
    name: &'a str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    n: u64,
    unit: &'a str,
}

fn numbers(all: &[Measured]) -> Vec<NumberResult<'_>> {
    let finite = |value: f64| Some(value).filter(|value| value.is_finite());
    let each = all.iter().map(|one| NumberResult {
        outcome: &one.outcome,
        name: &one.name,
        value: finite(one.value.value),
        low: finite(one.value.low),
        high: finite(one.value.high),
        n: one.value.n,
        unit: &one.unit,
    });
    each.collect()
}

impl<'a> EvaluateResult<'a> {
    /// The results, with the seconds that they took.
    #[must_use]
    pub fn new(programme: &'a Programme<'_>, elapsed: f64) -> Self {
        let Programme { study, question, found } = programme;
        EvaluateResult {
            head: Head::new(study, elapsed),
            events: programme.events(),
            outcome: question.outcome,
            replications: found.arms.first().map_or(0, |(_, runs)| runs.values.len() as u64),
            numbers: numbers(&found.measured),
            flows: found.flows.iter().map(|flow| flow.value).collect(),
        }
    }
}

impl<'a> SurveyResult<'a> {
    /// The measures, and those that could not be computed.
    #[must_use]
    pub fn new(table: &'a str, all: &'a [Measured], not_told: &'a [String]) -> Self {
        SurveyResult { schema: 1, table, numbers: numbers(all), not_told }
    }
}

//! The object of a sensitivity analysis.

use bazaar_scenario::Method;

use super::Head;
use crate::study::{self, Answer};

/// What `bazaar sensitivity --json` prints.
#[derive(serde::Serialize)]
pub struct SensitivityResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    method: &'static str,
    points: usize,
    events: u64,
    factors: Vec<&'a str>,
    effects: Vec<EffectResult<'a>>,
    /// Metrics that are the same at all points.
    constant: Vec<&'static str>,
}

#[derive(serde::Serialize)]
struct EffectResult<'a> {
    metric: &'static str,
    factor: &'a str,
    effect: &'static str,
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
    n: u64,
}

impl<'a> SensitivityResult<'a> {
    /// The results, with the seconds that they took.
    #[must_use]
    pub fn new(found: &'a study::Sensitivity<'_>, elapsed: f64) -> Self {
        let question = found.question;
        let finite = |value: f64| Some(value).filter(|value| value.is_finite());
        let effects = found.numbers().into_iter().map(|(metric, factor, effect, of)| EffectResult {
            metric: metric.name,
            factor: &factor.path,
            effect,
            value: of.value,
            low: finite(of.low),
            high: finite(of.high),
            n: of.n,
        });
        SensitivityResult {
            head: Head::new(found.study, elapsed),
            method: match question.method {
                Method::Morris(_) => "morris",
                Method::Sobol(_) => "sobol",
                Method::Tornado => "tornado",
            },
            points: found.runs.len(),
            events: found.events(),
            factors: question.factors.iter().map(|factor| factor.path.as_str()).collect(),
            effects: effects.collect(),
            constant: found.constant(),
        }
    }
}

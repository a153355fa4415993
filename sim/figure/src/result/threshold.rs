//! The object of a search for a threshold.

use bazaar_study::answer::Ending;

use super::Head;
use crate::study;

/// What `bazaar threshold --json` prints.
#[derive(serde::Serialize)]
pub struct ThresholdResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    metric: &'a str,
    along: &'a str,
    over: Option<&'a str>,
    unit: String,
    events: u64,
    thresholds: Vec<TurnResult>,
}

#[derive(serde::Serialize)]
struct TurnResult {
    /// The value of the second parameter, as TOML.
    over: Option<String>,
    /// Null if the outcome does not change within the range.
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    n: usize,
    /// Whether the interval has the requested length.
    precise: bool,
}

impl<'a> ThresholdResult<'a> {
    /// The results, with the seconds that they took.
    #[must_use]
    pub fn new(answer: &'a study::Threshold<'_>, elapsed: f64) -> Self {
        let question = answer.question;
        let thresholds = answer.found.found.iter().map(|found| {
            let turn = found.ending.turn();
            let over = question.over.as_ref().zip(found.over);
            TurnResult {
                over: over.map(|(factor, value)| factor.toml(value)),
                value: turn.map(|turn| turn.value),
                low: turn.map(|turn| turn.low),
                high: turn.map(|turn| turn.high),
                n: found.readings.len(),
                precise: matches!(found.ending, Ending::Found(_)),
            }
        });
        ThresholdResult {
            head: Head::new(answer.study, elapsed),
            metric: question.metric,
            along: &question.along.path,
            over: question.over.as_ref().map(|over| over.path.as_str()),
            unit: question.along.unit(),
            events: answer.found.events,
            thresholds: thresholds.collect(),
        }
    }
}

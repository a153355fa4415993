//! The object of a sweep.

use bazaar_scenario::Factor;
use serde::ser::{Serialize, Serializer};

use super::{Head, Metrics};
use crate::study::Points;

/// The object that `bazaar sweep --json` prints.
#[derive(serde::Serialize)]
pub struct SweepResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    factors: Vec<&'a str>,
    points: Vec<PointResult<'a>>,
}

#[derive(serde::Serialize)]
struct PointResult<'a> {
    values: Values<'a>,
    replications: u64,
    events: u64,
    metrics: Metrics<'a>,
}

/// An object with the value of each factor, as TOML.
struct Values<'a> {
    factors: &'a [Factor],
    values: Vec<String>,
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.factors.iter().map(|factor| &factor.path).zip(&self.values))
    }
}

impl<'a> SweepResult<'a> {
    /// The results, with the seconds that they took.
    #[must_use]
    pub fn new(found: &'a Points<'_>, elapsed: f64) -> Self {
        let sweep = found.sweep;
        let points = sweep.points.iter().zip(&found.summaries).map(|(point, summary)| PointResult {
            values: Values { factors: &sweep.factors, values: sweep.written(point) },
            replications: summary.replications,
            events: summary.events,
            metrics: Metrics(summary),
        });
        let factors = sweep.factors.iter().map(|factor| factor.path.as_str()).collect();
        SweepResult { head: Head::new(found.study, elapsed), factors, points: points.collect() }
    }
}

//! What `bazaar stress --json` prints.

use crate::study::{Answer, Stresstest, said};

use super::Head;

/// What `bazaar stress --json` prints.
#[derive(serde::Serialize)]
pub struct StressResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    events: u64,
    /// The conclusion in words, and whether it holds in the scenario as it is; null without one.
    conclusion: Option<String>,
    stands: Option<&'static str>,
    doubts: Vec<DoubtResult<'a>>,
    /// The number of alternatives that are invalid in the scenario.
    refused: usize,
    /// The box in which the conclusion fails; null if none was sought.
    discovery: Option<DiscoveryResult<'a>>,
}

/// One alternative and one metric.
#[derive(serde::Serialize)]
struct DoubtResult<'a> {
    assumption: &'a str,
    kind: &'static str,
    as_it_is: &'a str,
    instead: &'a str,
    metric: &'static str,
    base: Option<f64>,
    difference: Option<f64>,
    half_width: Option<f64>,
    n: u64,
    unit: &'static str,
    conclusion: Option<&'static str>,
}

#[derive(serde::Serialize)]
struct DiscoveryResult<'a> {
    points: usize,
    failures: usize,
    /// Null if the conclusion fails at every point or at none, so that there is no box.
    coverage: Option<f64>,
    density: Option<f64>,
    points_within: Option<usize>,
    sides: Vec<SideResult<'a>>,
}

#[derive(serde::Serialize)]
struct SideResult<'a> {
    factor: &'a str,
    low: Option<String>,
    high: Option<String>,
    p_value: f64,
}

impl<'a> StressResult<'a> {
    /// The results, with the seconds that they took.
    #[must_use]
    pub fn new(test: &'a Stresstest<'_>, elapsed: f64) -> Self {
        let Stresstest { study, question, found, .. } = test;
        let of_metric = |metric: &'static bazaar_models::metric::Metric| {
            question.doubts.iter().enumerate().map(move |(index, doubt)| {
                let gap = found.gap(metric, index);
                let mean = gap.and_then(|gap| gap.difference).map(|difference| difference.mean);
                DoubtResult {
                    assumption: &doubt.path,
                    kind: doubt.aspect.map_or("stated", |aspect| aspect.one()),
                    as_it_is: &doubt.value,
                    instead: &doubt.alternative,
                    metric: metric.name,
                    base: gap.and_then(|gap| gap.control),
                    difference: mean.map(|mean| mean.value),
                    half_width: mean.map(|mean| 0.5 * mean.width()),
                    n: mean.map_or(0, |mean| mean.n),
                    unit: metric.unit,
                    conclusion: found.verdicts.get(index + 1).map(|verdict| said(*verdict)),
                }
            })
        };
        let discovery = found.discovered.as_ref().map(|discovered| {
            let best = discovered.series.as_ref().map(|series| &series.best);
            let sides = test.sides().into_iter().map(|side| SideResult {
                factor: side.factor,
                low: side.low,
                high: side.high,
                p_value: side.p_value,
            });
            DiscoveryResult {
                points: discovered.failures.len(),
                failures: discovered.failures.iter().filter(|fails| **fails).count(),
                coverage: best.map(|best| best.coverage),
                density: best.map(|best| best.density),
                points_within: best.map(|best| best.points),
                sides: sides.collect(),
            }
        });
        StressResult {
            head: Head::new(study, elapsed),
            events: test.events(),
            conclusion: test.conclusion(),
            stands: found.verdicts.first().map(|verdict| said(*verdict)),
            doubts: test.metrics().into_iter().flat_map(of_metric).collect(),
            refused: question.refused,
            discovery,
        }
    }
}

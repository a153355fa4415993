//! Tables of observations: every value of every replication, one per row.

use bazaar_study::Outcome;

use crate::column::Column;

const HOURS_PER_DAY: f64 = 24.0;

/// The columns of a table of observations.
pub const OBSERVATIONS: [Column; 5] = [
    Column { name: "replication", unit: "", about: "The number of the replication, from 1." },
    Column {
        name: "time_days",
        unit: "d",
        about: "The middle of the stretch of simulated time that the value is the mean of; empty if it stands for the whole run after the warm-up.",
    },
    Column { name: "metric", unit: "", about: "The name of the metric." },
    Column {
        name: "segment",
        unit: "",
        about: "The part of the population that the value stands for, as kind:name; empty if it stands for all.",
    },
    Column {
        name: "value",
        unit: "",
        about: "The value in the metric's unit; empty if the replication has none.",
    },
];

/// One row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed<'a> {
    /// The number of the replication, from 1.
    pub replication: u32,
    /// The midpoint of a time bin; `None` for the whole run.
    pub time_days: Option<f64>,
    /// The metric's name.
    pub metric: &'static str,
    /// The segment of the population; `None` for all.
    pub segment: Option<&'a str>,
    /// The value; a finite one.
    pub value: Option<f64>,
}

/// By replication: first the metrics of the whole run, then those of its segments, then those over time.
pub fn observed(outcome: &Outcome) -> impl Iterator<Item = Observed<'_>> {
    let metrics = outcome.scenario.model.metrics();
    (1..).zip(&outcome.observations).flat_map(move |(replication, observation)| {
        let row = move |time_days, metric, segment, value: Option<f64>| Observed {
            replication,
            time_days,
            metric,
            segment,
            value: value.filter(|value| value.is_finite()),
        };
        let whole = metrics
            .iter()
            .zip(&observation.values)
            .map(move |(metric, value)| row(None, metric.name, None, *value));
        let segments = observation.segments.iter();
        let segments = segments.map(move |one| row(None, one.metric, Some(one.segment.as_str()), one.value));
        let series = observation.series.iter().flat_map(move |series| {
            let width = series.width / HOURS_PER_DAY;
            let middle = move |stretch: usize| (stretch as f64 + 0.5) * width;
            let values = series.values.iter().enumerate();
            values.map(move |(stretch, value)| row(Some(middle(stretch)), series.metric, None, Some(*value)))
        });
        whole.chain(segments).chain(series)
    })
}

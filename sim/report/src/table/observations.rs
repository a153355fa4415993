//! Every value of every replication, one to a row.

use bazaar_study::Outcome;
use polars::frame::DataFrame;
use polars::prelude::Column as Values;

use super::TableError;
use bazaar_figure::column::Column;

const HOURS_PER_DAY: f64 = 24.0;

/// What the columns of [`observations`] mean.
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

/// The rows of the table, column by column.
#[derive(Default)]
struct Rows<'a> {
    replication: Vec<u32>,
    time_days: Vec<Option<f64>>,
    metric: Vec<&'a str>,
    segment: Vec<Option<&'a str>>,
    value: Vec<Option<f64>>,
}

impl<'a> Rows<'a> {
    fn add(
        &mut self,
        replication: u32,
        time_days: Option<f64>,
        metric: &'a str,
        segment: Option<&'a str>,
        value: Option<f64>,
    ) {
        self.replication.push(replication);
        self.time_days.push(time_days);
        self.metric.push(metric);
        self.segment.push(segment);
        self.value.push(value.filter(|value| value.is_finite()));
    }
}

/// The table of all observations: replication by replication, first the metrics of
/// the whole run, then those of its segments, then those over time.
///
/// # Errors
/// If the library cannot make the table.
pub fn observations(outcome: &Outcome) -> Result<DataFrame, TableError> {
    let metrics = outcome.scenario.model.metrics();
    let mut rows = Rows::default();
    for (replication, observation) in (1..).zip(&outcome.observations) {
        for (metric, value) in metrics.iter().zip(&observation.values) {
            rows.add(replication, None, metric.name, None, *value);
        }
        for segment in &observation.segments {
            rows.add(replication, None, segment.metric, Some(&segment.segment), segment.value);
        }
        for series in &observation.series {
            let width = series.width / HOURS_PER_DAY;
            for (stretch, value) in series.values.iter().enumerate() {
                let middle = (stretch as f64 + 0.5) * width;
                rows.add(replication, Some(middle), series.metric, None, Some(*value));
            }
        }
    }
    let [replication, time_days, metric, segment, value] = OBSERVATIONS.map(|column| column.name.into());
    let columns = vec![
        Values::new(replication, rows.replication),
        Values::new(time_days, rows.time_days),
        Values::new(metric, rows.metric),
        Values::new(segment, rows.segment),
        Values::new(value, rows.value),
    ];
    Ok(DataFrame::new_infer_height(columns)?)
}

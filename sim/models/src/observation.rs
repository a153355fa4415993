//! The observations of one replication.

use bazaar_numerics::accumulators::Sketch;

/// The outcome of one replication: a value for each metric, and the data of figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observation {
    /// One value per metric, in the order of the model's list. `None` where the run gives none: the mean wait
    /// of customers if none came.
    pub values: Vec<Option<f64>>,
    /// Values of a metric for a part of the population.
    pub segments: Vec<Segment>,
    /// Metrics over time.
    pub series: Vec<Series>,
    /// Metrics as distributions over entities.
    pub distributions: Vec<Distribution>,
    /// Supply and demand by place.
    pub maps: Vec<Map>,
    /// Two-dimensional metrics.
    pub matrices: Vec<Matrix>,
    /// The number of events that were handled.
    pub events: u64,
    /// The fingerprint of the run, if one was requested.
    pub fingerprint: Option<u64>,
}

/// The value of a metric for one segment: a class of hosts, a side of a market.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// The metric's name.
    pub metric: &'static str,
    /// Which part, as `kind:name`, for instance `class:random`.
    pub segment: String,
    /// Its value.
    pub value: Option<f64>,
}

/// A metric by time bin. An event at an instant belongs to the time bin that begins there.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The metric's name.
    pub metric: &'static str,
    /// How the values are related to the metric.
    pub kind: SeriesKind,
    /// The length of a time bin, in hours. The first begins at time zero; the horizon may cut the last one
    /// short.
    pub width: f64,
    /// One value per time bin.
    pub values: Vec<f64>,
}

/// How the time bins of a series are related to its metric over the whole counted time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SeriesKind {
    /// A level, or a quotient: the whole does not follow from the parts.
    Level,
    /// A mean over each time bin, or a quantity per time: the metric is the mean of the bins.
    Mean,
    /// A quantity in each time bin: the metric is their sum.
    Sum,
    /// The same, where the metric is the mean quantity in this many hours.
    SumPer(f64),
    /// A cumulative total since time zero: the metric is its growth.
    Total,
}

impl Series {
    /// The metric as this series gives it, for counted time from `from` to `to` in hours; `None` if it does
    /// not follow, since time bins do not add up to it or `from` lies within one.
    #[must_use]
    pub fn whole(&self, from: f64, to: f64) -> Option<f64> {
        const ROUNDING: f64 = 1e-9;
        let before = (from / self.width).round();
        if (from - before * self.width).abs() > ROUNDING * self.width {
            return None;
        }
        let counted = || (0_u32..).zip(&self.values).filter(|&(stretch, _)| f64::from(stretch) >= before);
        let sum = || counted().map(|(_, value)| value).sum::<f64>();
        let length = |stretch: u32| (to - f64::from(stretch) * self.width).min(self.width);
        match self.kind {
            SeriesKind::Level => None,
            SeriesKind::Sum => Some(sum()),
            SeriesKind::SumPer(hours) => Some(sum() * hours / (to - from)),
            SeriesKind::Mean => {
                let weighed = counted().map(|(stretch, value)| value * length(stretch));
                Some(weighed.sum::<f64>() / (to - from))
            }
            SeriesKind::Total => {
                let until = (0_u32..).zip(&self.values).filter(|&(stretch, _)| f64::from(stretch) < before);
                let first = until.last().map_or(0.0, |(_, &value)| value);
                self.values.last().map(|last| last - first)
            }
        }
    }
}

/// How a metric is distributed over entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// The metric's name.
    pub metric: &'static str,
    /// The distribution.
    pub sketch: Sketch,
}

/// A two-dimensional metric: by cohort and age, by kind and cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// The metric's name.
    pub metric: &'static str,
    /// What rows stand for.
    pub rows: Axis,
    /// What columns stand for.
    pub columns: Axis,
    /// Row by row; `None` where the run gives no value: an age that a cohort has not reached.
    pub values: Vec<Option<f64>>,
}

/// One side of a matrix: numbers, such as months, or names, such as causes.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The title of the axis: `age`.
    pub label: &'static str,
    /// The unit of its numbers, `months`; empty for names.
    pub unit: &'static str,
    /// The name, or the number as text, of each row or column.
    pub names: Vec<String>,
}

impl Matrix {
    /// The values of one row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[Option<f64>] {
        let width = self.columns.names.len();
        self.values.get(row * width..(row + 1) * width).unwrap_or_default()
    }
}

/// Supply and demand by place, in a square cut into equal cells: row by row from the south,
/// each from the west.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// The name of the square.
    pub place: String,
    /// The length of its sides, in kilometres.
    pub width: f64,
    /// The number of cells along each side.
    pub side: usize,
    /// In each cell, the time average of the number of entities that could have served a request.
    pub supply: Vec<f64>,
    /// In each cell, the number of requests that were served,
    pub served: Vec<u64>,
    /// and the number that ended unserved.
    pub unmet: Vec<u64>,
}

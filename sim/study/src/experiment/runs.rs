//! The results of a task, and their serialisation.

use bazaar_models::metric::Metric;

use crate::bytes::{Reader, Writer};
use crate::estimate::Estimate;
use crate::outcome::Outcome;
use crate::summary::Summary;

/// The value of every metric in every replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Runs {
    /// The model's metrics.
    pub metrics: &'static [Metric],
    /// One row per replication, one value per metric; `None` where a replication has none.
    pub values: Vec<Vec<Option<f64>>>,
    /// The number of events over all replications.
    pub events: u64,
}

/// The first bytes of a part; the number is the version of the format.
const HEAD: &[u8] = b"bazaar runs 2\n";

impl Runs {
    /// The values and the number of events of an outcome.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        Runs {
            metrics: outcome.scenario.model.metrics(),
            values: outcome.observations.iter().map(|seen| seen.values.clone()).collect(),
            events: outcome.summary.events,
        }
    }

    /// An estimate of every metric; without two-dimensional metrics.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let estimates = self.metrics.iter().enumerate().map(|(index, metric)| {
            Estimate::new(metric, self.values.iter().map(|row| row.get(index).copied().flatten()))
        });
        Summary {
            estimates: estimates.collect(),
            matrices: Vec::new(),
            replications: self.values.len() as u64,
            events: self.events,
        }
    }

    /// The values of one metric, replication by replication; `None` if the model has no such metric.
    #[must_use]
    pub fn of_metric(&self, name: &str) -> Option<Vec<Option<f64>>> {
        let index = self.metrics.iter().position(|metric| metric.name == name)?;
        Some(self.values.iter().map(|row| row.get(index).copied().flatten()).collect())
    }

    /// With further replications of the same scenario appended.
    pub fn extend(&mut self, more: Runs) {
        self.values.extend(more.values);
        self.events += more.events;
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(HEAD);
        writer.count(self.events);
        writer.all(&self.values, |writer, row| writer.all(row, |writer, value| writer.value(*value)));
        writer.into_bytes()
    }

    /// `None` if the bytes are not runs with this number of metrics.
    pub(super) fn from_bytes(metrics: &'static [Metric], bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(HEAD, bytes)?;
        let events = reader.count()?;
        let values = reader.all(|reader| reader.all(Reader::value))?;
        let fits = reader.is_at_end() && values.iter().all(|row| row.len() == metrics.len());
        fits.then_some(Runs { metrics, values, events })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const METRICS: &[Metric] = &[
        Metric { name: "a", unit: "", label: "A", about: "A metric." },
        Metric { name: "b", unit: "", label: "B", about: "A metric." },
    ];

    #[test]
    fn bytes_read_back_to_the_last_bit() {
        let odd = [Some(0.1 + 0.2), None, Some(-0.0), Some(f64::MIN_POSITIVE / 8.0), None, Some(1e300)];
        let values: Vec<Vec<Option<f64>>> = odd.chunks(2).map(<[Option<f64>]>::to_vec).collect();
        let runs = Runs { metrics: METRICS, values, events: 77 };
        let bytes = runs.to_bytes();
        let read = Runs::from_bytes(METRICS, &bytes).unwrap();
        assert_eq!(read.to_bytes(), bytes);
        assert_eq!(read, runs);
        for cut in 0..bytes.len() {
            assert_eq!(Runs::from_bytes(METRICS, &bytes[..cut]), None, "{cut}");
        }
        assert_eq!(Runs::from_bytes(&METRICS[..1], &bytes), None);
    }
}

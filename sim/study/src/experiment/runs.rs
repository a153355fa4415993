//! What the replications of one task gave, and the same as bytes.

use bazaar_models::metric::Metric;

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
    /// How many events were handled, over all replications.
    pub events: u64,
}

/// How the bytes of a part begin; the number counts forms that were in use.
const HEAD: &[u8] = b"bazaar runs 1\n";

impl Runs {
    /// What an outcome has of them.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        Runs {
            metrics: outcome.scenario.model.metrics(),
            values: outcome.observations.iter().map(|seen| seen.values.clone()).collect(),
            events: outcome.summary.events,
        }
    }

    /// An estimate of every metric. There are none of metrics by two things at once.
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

    /// With further replications of the same scenario behind these.
    pub fn extend(&mut self, more: Runs) {
        self.values.extend(more.values);
        self.events += more.events;
    }

    /// Counts, then values bit by bit, so that reading gives back the very same numbers.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = HEAD.to_vec();
        for count in [self.events, self.metrics.len() as u64, self.values.len() as u64] {
            bytes.extend_from_slice(&count.to_le_bytes());
        }
        for value in self.values.iter().flatten() {
            bytes.push(value.is_some().into());
            bytes.extend_from_slice(&value.unwrap_or_default().to_bits().to_le_bytes());
        }
        bytes
    }

    /// `None` if these are not the bytes of runs with so many metrics.
    pub(super) fn from_bytes(metrics: &'static [Metric], bytes: &[u8]) -> Option<Self> {
        let (counts, rest) = bytes.strip_prefix(HEAD)?.split_at_checked(24)?;
        let [events, width, rows] = [0, 8, 16].map(|at| word(&counts[at..]));
        if width? != metrics.len() as u64 {
            return None;
        }
        let (cells, left) = rest.as_chunks::<9>();
        let rows = usize::try_from(rows?).ok()?;
        if !left.is_empty() || cells.len() != rows.checked_mul(metrics.len())? {
            return None;
        }
        let value = |cell: &[u8; 9]| match cell[0] {
            0 => Some(None),
            1 => Some(Some(f64::from_bits(word(&cell[1..])?))),
            _ => None,
        };
        let all: Option<Vec<Option<f64>>> = cells.iter().map(value).collect();
        let values = all?.chunks(metrics.len().max(1)).map(<[Option<f64>]>::to_vec).collect();
        Some(Runs { metrics, values, events: events? })
    }
}

fn word(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk::<8>().map(|word| u64::from_le_bytes(*word))
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

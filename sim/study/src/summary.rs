//! What a study of one scenario found.

use bazaar_models::metric::Metric;
use bazaar_models::observation::Observation;

use crate::cells::Cells;
use crate::estimate::Estimate;

/// An estimate of every metric, in the order of the model's list.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// One per metric.
    pub estimates: Vec<Estimate>,
    /// An estimate of each cell of the metrics that the model has by two things at once.
    pub matrices: Vec<Cells>,
    /// How many replications were made.
    pub replications: u64,
    /// How many events were handled, over all replications.
    pub events: u64,
}

impl Summary {
    /// Sums up the observations of all replications.
    #[must_use]
    pub fn new(metrics: &'static [Metric], observations: &[Observation]) -> Self {
        let estimates = metrics
            .iter()
            .enumerate()
            .map(|(index, metric)| {
                Estimate::new(
                    metric,
                    observations.iter().map(|observation| observation.values.get(index).copied().flatten()),
                )
            })
            .collect();
        Summary {
            estimates,
            matrices: Cells::all(metrics, observations),
            replications: observations.len() as u64,
            events: observations.iter().map(|observation| observation.events).sum(),
        }
    }

    /// The estimates of the metric with this name by two things at once, if there are any.
    #[must_use]
    pub fn cells(&self, name: &str) -> Option<&Cells> {
        self.matrices.iter().find(|cells| cells.metric.name == name)
    }

    /// The estimate of the metric with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.metric.name == name)
    }
}

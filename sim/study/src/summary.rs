//! The results of one scenario.

use bazaar_models::metric::Metric;
use bazaar_models::observation::Observation;

use crate::cells::Cells;
use crate::estimate::Estimate;

/// An estimate of every metric, in the order of the model's list.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// One per metric.
    pub estimates: Vec<Estimate>,
    /// The estimates of the model's two-dimensional metrics.
    pub matrices: Vec<Cells>,
    /// The number of replications.
    pub replications: u64,
    /// The number of events over all replications.
    pub events: u64,
}

impl Summary {
    /// Summarises the observations of all replications.
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

    /// The estimates of the two-dimensional metric with this name, if it has any.
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

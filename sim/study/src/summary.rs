//! What a study of one scenario found.

use bazaar_models::metric::Metric;
use bazaar_models::observation::Observation;

use crate::estimate::Estimate;

/// An estimate of every metric, in the order of the model's list.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// One per metric.
    pub estimates: Vec<Estimate>,
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
            replications: observations.len() as u64,
            events: observations.iter().map(|observation| observation.events).sum(),
        }
    }

    /// The estimate of the metric with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.metric.name == name)
    }
}

//! Sequential sampling up to a given precision.
//!
//! Stopping as soon as an interval looks short enough would stop at random fluctuations, and the
//! interval would cover less often than its level. So the study looks only at fixed sample sizes,
//! each double the one before (Law 2015, section 9.4.1, on sequential procedures): few looks, and
//! the same ones on every machine.

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::observation::Observation;

use crate::progress::Progress;
use crate::replication::{Plan, StudyError, replicate};
use crate::summary::Summary;

/// The stopping rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// The half-width to reach, as a share of the mean, above 0.
    pub relative: f64,
    /// The maximum number of replications.
    pub most: u32,
}

impl Precision {
    /// The minimum number of replications at the first look.
    pub const FIRST_LOOK: u32 = 10;
}

/// Replicates until the half-width of every selected metric is at most the given share of its mean.
///
/// Without `metrics` all are selected. Name some if others never become precise: the quantile of a
/// distribution with an atom jumps between two values, however many replications there are.
///
/// Looks at `plan.replications` (at least 10), then at twice as many, and so on, up to
/// `precision.most`. Unless it is named, a metric that is zero in more than half of the
/// replications is ignored: it counts a rare event, and might need a thousand times as many
/// replications as all others. If the limit comes first, the observations are still returned: the
/// estimates show which fall short.
///
/// # Errors
/// As [`replicate`].
pub fn precise(
    model: &ModelParameters,
    plan: &Plan,
    precision: Precision,
    metrics: &[&str],
    progress: &dyn Progress,
) -> Result<Vec<Observation>, StudyError> {
    let mut observations = Vec::new();
    let mut made = 0;
    let mut look = plan.replications.max(Precision::FIRST_LOOK);
    loop {
        look = look.min(precision.most);
        let more = Plan { first: plan.first + u64::from(made), replications: look - made, ..*plan };
        observations.extend(replicate(model, &more, progress)?);
        made = look;
        let summary = Summary::new(model.metrics(), &observations);
        let reached = summary
            .estimates
            .iter()
            .filter(|estimate| metrics.is_empty() || metrics.contains(&estimate.metric.name))
            .all(|estimate| {
                (metrics.is_empty() && estimate.is_rare()) || estimate.is_within(precision.relative)
            });
        if reached || look >= precision.most {
            return Ok(observations);
        }
        look = look.saturating_mul(2);
    }
}

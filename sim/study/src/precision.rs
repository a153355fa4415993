//! Going on until the answer is precise enough.
//!
//! Stopping as soon as an interval looks short enough would stop on lucky
//! streaks and promise more than it keeps. So the study looks only at fixed
//! sample sizes, each double the one before (Law 2015, section 9.4.1, on
//! sequential procedures): few looks, and the same ones on every machine.

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::observation::Observation;

use crate::progress::Progress;
use crate::replication::{Plan, StudyError, replicate};
use crate::summary::Summary;

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// The half-width to reach, as a share of the mean, above 0.
    pub relative: f64,
    /// At most so many replications.
    pub most: u32,
}

impl Precision {
    /// The first look is at no fewer replications than this.
    pub const FIRST_LOOK: u32 = 10;
}

/// Replicates until the half-width of every metric that is waited for is at most the wanted share of its mean.
///
/// All metrics are waited for where `metrics` names none. Name some where others never become precise: the
/// quantile of a distribution with an atom jumps between two values, however many replications there are.
///
/// Looks at `plan.replications` (at least 10), then at twice as many, and so on,
/// at most `precision.most`. Unless it is named, a metric that is zero in more than half of the
/// replications is not waited for: it counts what hardly ever happens, and might
/// need a thousand times as many as all others.
/// If the limit comes first, the observations are still worth having: look at
/// the estimates to see which fall short.
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

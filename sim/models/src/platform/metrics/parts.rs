//! Metrics of components, under the component's name.
//!
//! A component has the same metrics in a platform as alone. Its metric `customers` is called
//! `subscription_customers` here, and likewise each value, series and matrix of it.

use std::sync::LazyLock;

use super::definitions;
use crate::marketplace::Marketplace;
use crate::metric::Metric;
use crate::model::Model;
use crate::observation::{Distribution, Matrix, Observation, Segment, Series};
use crate::platform::Platform;
use crate::platform::statistics::Statistics;
use crate::referral::{self, Referral};
use crate::subscription::Subscription;
use crate::volunteer::Volunteer;

/// A component: its metrics, their names in the platform, and how they are read off the statistics of a run.
struct Part {
    own: &'static [Metric],
    named: Vec<Metric>,
    observe: fn(&Platform, &mut Statistics) -> Option<Observation>,
}

impl Part {
    fn new(
        component: &'static str,
        own: &'static [Metric],
        observe: fn(&Platform, &mut Statistics) -> Option<Observation>,
    ) -> Self {
        let name = |metric: &Metric| -> &'static str { format!("{component}_{}", metric.name).leak() };
        let named = own.iter().map(|metric| Metric { name: name(metric), ..*metric }).collect();
        Part { own, named, observe }
    }

    fn name(&self, own: &'static str) -> &'static str {
        let mut both = self.own.iter().zip(&self.named);
        both.find(|(metric, _)| metric.name == own).map_or(own, |(_, named)| named.name)
    }
}

static PARTS: LazyLock<[Part; 4]> = LazyLock::new(|| {
    [
        Part::new(Subscription::NAME, Subscription::metrics(), |platform, sums| {
            Some(platform.subscription.as_ref()?.observe(sums.with.subscription.take()?))
        }),
        Part::new(Marketplace::NAME, Marketplace::metrics(), |platform, sums| {
            Some(platform.marketplace.as_ref()?.observe(sums.with.marketplace.take()?))
        }),
        Part::new(Referral::NAME, Referral::metrics(), |platform, sums| {
            let arms = [sums.with.referral.take()?, sums.without.as_mut()?.referral.take()?];
            Some(platform.referral.as_ref()?.observe(referral::Statistics::of(arms, 0)))
        }),
        Part::new(Volunteer::NAME, Volunteer::metrics(), |platform, sums| {
            Some(platform.volunteer.as_ref()?.observe(sums.with.volunteer.take()?))
        }),
    ]
});

/// The platform's own metrics, and those of all components.
pub(super) static ALL: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    definitions::METRICS.iter().chain(PARTS.iter().flat_map(|part| &part.named)).copied().collect()
});

/// Adds the observations of each component, and empty ones for those that are off.
pub(super) fn add(platform: &Platform, mut sums: Statistics, to: &mut Observation) {
    for part in &*PARTS {
        let Some(seen) = (part.observe)(platform, &mut sums) else {
            to.values.extend(part.own.iter().map(|_| None));
            continue;
        };
        to.values.extend(seen.values);
        to.segments
            .extend(seen.segments.into_iter().map(|one| Segment { metric: part.name(one.metric), ..one }));
        to.series.extend(seen.series.into_iter().map(|one| Series { metric: part.name(one.metric), ..one }));
        to.distributions.extend(
            seen.distributions.into_iter().map(|one| Distribution { metric: part.name(one.metric), ..one }),
        );
        to.maps.extend(seen.maps);
        to.matrices
            .extend(seen.matrices.into_iter().map(|one| Matrix { metric: part.name(one.metric), ..one }));
    }
}

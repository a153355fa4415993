//! Metrics of components, under the component's name.
//!
//! A component measures in company what it measures alone. Its metric `customers` is called
//! `subscription_customers` here, and so is each value, series and matrix of it.

use std::sync::LazyLock;

use super::list;
use crate::marketplace::Marketplace;
use crate::metric::Metric;
use crate::observation::{Distribution, Matrix, Observation, Segment, Series};
use crate::referral::Referral;
use crate::subscription::Subscription;
use crate::volunteer::Volunteer;

/// A component's metrics, and the same under its name.
pub(super) struct Named {
    own: &'static [Metric],
    named: Vec<Metric>,
}

impl Named {
    fn new(component: &'static str, own: &'static [Metric]) -> Self {
        let name = |metric: &Metric| -> &'static str { format!("{component}_{}", metric.name).leak() };
        Named { own, named: own.iter().map(|metric| Metric { name: name(metric), ..*metric }).collect() }
    }

    fn name(&self, own: &'static str) -> &'static str {
        let place = self.own.iter().position(|metric| metric.name == own);
        place.map_or(own, |place| self.named[place].name)
    }

    /// Adds what a component has seen; without it, that it has seen nothing.
    pub(super) fn add(&self, seen: Option<Observation>, to: &mut Observation) {
        let Some(seen) = seen else {
            to.values.extend(self.own.iter().map(|_| None));
            return;
        };
        to.values.extend(seen.values);
        to.segments
            .extend(seen.segments.into_iter().map(|one| Segment { metric: self.name(one.metric), ..one }));
        to.series.extend(seen.series.into_iter().map(|one| Series { metric: self.name(one.metric), ..one }));
        to.distributions.extend(
            seen.distributions.into_iter().map(|one| Distribution { metric: self.name(one.metric), ..one }),
        );
        to.maps.extend(seen.maps);
        to.matrices
            .extend(seen.matrices.into_iter().map(|one| Matrix { metric: self.name(one.metric), ..one }));
    }
}

/// All components, in the order of their metrics.
pub(super) struct Components {
    pub(super) subscription: Named,
    pub(super) marketplace: Named,
    pub(super) referral: Named,
    pub(super) volunteer: Named,
}

pub(super) static COMPONENTS: LazyLock<Components> = LazyLock::new(|| Components {
    subscription: Named::new(Subscription::NAME, Subscription::metrics()),
    marketplace: Named::new(Marketplace::NAME, Marketplace::metrics()),
    referral: Named::new(Referral::NAME, Referral::metrics()),
    volunteer: Named::new(Volunteer::NAME, Volunteer::metrics()),
});

/// The platform's own metrics, and those of all components.
pub(super) static ALL: LazyLock<Vec<Metric>> = LazyLock::new(|| {
    let Components { subscription, marketplace, referral, volunteer } = &*COMPONENTS;
    let named = [subscription, marketplace, referral, volunteer].into_iter().flat_map(|one| &one.named);
    list::METRICS.iter().chain(named).copied().collect()
});

//! The view of the statistics from which metrics are computed, with intermediate results of several metrics.

use bazaar_numerics::accumulators::Sketch;

use super::economics::Costs;
use crate::metrics::ratio;
use crate::volunteer::Volunteer;
use crate::volunteer::client::GroupStatistics;
use crate::volunteer::group::Group;
use crate::volunteer::parameters::Supply;
use crate::volunteer::server::{Fate, ServerStatistics};
use crate::volunteer::statistics::Statistics;

const HOURS_PER_DAY: f64 = 24.0;
pub(super) const HOURS_PER_YEAR: f64 = 365.25 * HOURS_PER_DAY;
pub(super) const HOURS_PER_MONTH: f64 = HOURS_PER_YEAR / 12.0;
pub(super) const SECONDS_PER_HOUR: f64 = 3600.0;

pub(super) struct View<'a> {
    pub(super) sums: &'a Statistics,
    pub(super) volunteer: &'a Volunteer,
    /// Hours that count.
    pub(super) time: f64,
    /// All groups of hosts together.
    pub(super) total: GroupStatistics,
    /// What hosts computed, in operations.
    pub(super) computed: f64,
    /// The servers' statistics; `None` without an application.
    pub(super) server: Option<&'a ServerStatistics>,
    pub(super) batch: Batch,
    /// `None` without an application.
    pub(super) costs: Option<Costs>,
}

impl<'a> View<'a> {
    pub(super) fn new(sums: &'a Statistics, volunteer: &'a Volunteer) -> Self {
        let computes = !volunteer.plan.apps.is_empty();
        let mut view = View {
            sums,
            volunteer,
            time: volunteer.plan.horizon.counted_total(),
            total: add_up(&sums.fleet.groups),
            computed: 0.0,
            server: computes.then_some(&sums.server),
            batch: Batch::new(&sums.server, volunteer),
            costs: None,
        };
        view.computed = view.of_groups(done);
        view.costs = computes.then(|| Costs::new(sums, volunteer, view.time));
        view
    }

    /// The sum of this over all groups of hosts.
    pub(super) fn of_groups(&self, value: fn(&Group, &GroupStatistics) -> f64) -> f64 {
        self.volunteer
            .groups()
            .iter()
            .zip(&self.sums.fleet.groups)
            .map(|(group, sums)| value(group, sums))
            .sum()
    }

    pub(super) fn per_hour(&self, sum: f64) -> Option<f64> {
        ratio(sum, self.time)
    }

    pub(super) fn per_day(&self, sum: f64) -> Option<f64> {
        ratio(sum, self.time / HOURS_PER_DAY)
    }

    pub(super) fn per_year(&self, count: u64) -> Option<f64> {
        ratio(count as f64, self.time / HOURS_PER_YEAR)
    }

    /// Operations, as a speed.
    pub(super) fn flops(&self, operations: f64) -> Option<f64> {
        ratio(operations, self.time * SECONDS_PER_HOUR)
    }

    /// The operations with this outcome.
    pub(super) fn spent(&self, fate: Fate) -> f64 {
        if fate == Fate::Lost { self.sums.fleet.lost } else { self.sums.server.fates[fate as usize] }
    }
}

/// What a group of hosts computed, in operations.
pub(super) fn done(group: &Group, sums: &GroupStatistics) -> f64 {
    group.speed[0] * sums.computing[0] + group.speed[1] * sums.computing[1]
}

pub(super) fn add_up<'a>(groups: impl IntoIterator<Item = &'a GroupStatistics>) -> GroupStatistics {
    groups.into_iter().fold(GroupStatistics::default(), |total, next| GroupStatistics {
        joined: total.joined + next.joined,
        available: total.available + next.available,
        transitions: total.transitions + next.transitions,
        computing: [total.computing[0] + next.computing[0], total.computing[1] + next.computing[1]],
    })
}

/// The mean of a sketch, to within its relative error.
pub(super) fn mean(sketch: &Sketch) -> Option<f64> {
    let total: f64 = sketch.bins().map(|bin| f64::midpoint(bin.low, bin.high) * bin.count as f64).sum();
    ratio(total, sketch.count() as f64)
}

/// The jobs of all batches.
#[derive(Default)]
pub(super) struct Batch {
    jobs: u64,
    completions: Sketch,
    last: f64,
}

impl Batch {
    fn new(server: &ServerStatistics, volunteer: &Volunteer) -> Self {
        let mut all = Batch::default();
        for (index, app) in volunteer.plan.apps.iter().enumerate() {
            if let Supply::Batch(batch) = app.supply {
                all.jobs += u64::from(batch);
                all.completions.merge(&server.completions[index]);
                all.last = all.last.max(server.last_completions[index]);
            }
        }
        all
    }

    /// The share that is done at the end.
    fn share(&self) -> Option<f64> {
        ratio(self.completions.count() as f64, self.jobs as f64)
    }

    /// When this share was completed, if it was.
    pub(super) fn done(&self, share: f64) -> Option<f64> {
        let done = self.share()?;
        if done >= share { self.completions.quantile(share / done) } else { None }
    }

    /// When the last job was completed, if it was.
    pub(super) fn all_done(&self) -> Option<f64> {
        (self.share()? >= 1.0).then_some(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_a_sketch_is_as_good_as_its_bins() {
        let mut sketch = Sketch::default();
        (1..=1000).for_each(|value| sketch.add(f64::from(value)));
        let mean = mean(&sketch).unwrap();
        assert!((mean / 500.5 - 1.0).abs() < Sketch::RELATIVE_ERROR, "{mean}");
        assert_eq!(super::mean(&Sketch::default()), None);
    }
}

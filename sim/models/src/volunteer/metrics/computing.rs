//! What was computed, delivered, wasted, and by whom it was waited for.

use bazaar_engine::accumulators::Sketch;

use super::{HOURS_PER_DAY, SECONDS_PER_HOUR, add_up, computed, ratio};
use crate::volunteer::Volunteer;
use crate::volunteer::parameters::Supply;
use crate::volunteer::server::{Fate, ServerSums};
use crate::volunteer::sums::Sums;

/// From `throughput_computed` to `batch_p100`. Where there is no application there is nothing to tell.
pub(super) fn values(sums: &Sums, volunteer: &Volunteer, time: f64) -> Vec<Option<f64>> {
    let server = &sums.server;
    let computed = computed(sums, volunteer);
    let days = time / HOURS_PER_DAY;
    let flops = |operations: f64| ratio(operations, time * SECONDS_PER_HOUR);
    let per_day = |count: u64| ratio(count as f64, days);
    let completed = server.jobs_completed as f64;
    let running = add_up(&sums.fleet.groups).computing.iter().sum::<f64>();
    let turnaround = |share: f64| server.turnaround.quantile(share);
    let wasted: f64 =
        Fate::ALL.iter().filter(|(fate, _)| *fate != Fate::Valid).map(|(fate, _)| spent(sums, *fate)).sum();
    let mut values = vec![
        flops(computed),
        flops(server.delivered),
        per_day(server.returned),
        per_day(server.jobs_completed),
        per_day(server.jobs_failed),
        mean(&server.turnaround),
        turnaround(0.5),
        turnaround(0.9),
        turnaround(0.99),
        ratio(server.misses as f64, server.sent as f64),
        ratio(server.copies as f64, completed),
        ratio(wasted, computed),
        ratio(server.wrong_accepted as f64, completed),
        ratio(server.credit, days),
        ratio(server.credit_to_cheaters, days),
        unfairness(sums, volunteer),
        per_day(server.sent),
        ratio(running, time),
    ];
    values.extend(batch(server, volunteer));
    if volunteer.plan.apps.is_empty() {
        values.fill(None);
    }
    values
}

/// The mean of what a sketch took in, to within its relative error.
fn mean(sketch: &Sketch) -> Option<f64> {
    let total: f64 = sketch.bins().map(|bin| f64::midpoint(bin.low, bin.high) * bin.count as f64).sum();
    ratio(total, sketch.count() as f64)
}

/// The operations that came to this end.
pub(super) fn spent(sums: &Sums, fate: Fate) -> f64 {
    if fate == Fate::Lost { sums.fleet.lost } else { sums.server.fates[fate as usize] }
}

/// How far the projects' parts of what was computed are from their shares.
fn unfairness(sums: &Sums, volunteer: &Volunteer) -> Option<f64> {
    let projects = &volunteer.plan.projects;
    let all: f64 = sums.fleet.projects.iter().sum();
    let differences = projects.iter().zip(&sums.fleet.projects);
    let differences = differences.map(|(project, &done)| (done / all - project.share).abs());
    (projects.len() > 1 && all > 0.0).then(|| differences.sum::<f64>() / 2.0)
}

/// When 50%, 90%, 99% and all jobs of the batches were completed, as far as they were.
fn batch(server: &ServerSums, volunteer: &Volunteer) -> [Option<f64>; 4] {
    let (mut jobs, mut last) = (0_u64, 0.0_f64);
    let mut completions = Sketch::default();
    for (index, app) in volunteer.plan.apps.iter().enumerate() {
        if let Supply::Batch(batch) = app.supply {
            jobs += u64::from(batch);
            completions.merge(&server.completions[index]);
            last = last.max(server.last_completions[index]);
        }
    }
    if jobs == 0 {
        return [None; 4];
    }
    let done = completions.count() as f64 / jobs as f64;
    let reached = |share: f64| if done >= share { completions.quantile(share / done) } else { None };
    [reached(0.5), reached(0.9), reached(0.99), (done >= 1.0).then_some(last)]
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

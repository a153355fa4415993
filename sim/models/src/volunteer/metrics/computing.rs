//! What was computed, delivered, wasted, and by whom it was waited for.

use bazaar_engine::accumulators::Sketch;

use super::{HOURS_PER_DAY, SECONDS_PER_HOUR, add_up, computed, ratio};
use crate::model::Horizon;
use crate::volunteer::Volunteer;
use crate::volunteer::parameters::Supply;
use crate::volunteer::plan::Project;
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
    let plan = &volunteer.plan;
    let all: f64 = sums.fleet.projects.iter().sum();
    let fair = fair_parts(&plan.projects, plan.horizon);
    let differences = fair.iter().zip(&sums.fleet.projects);
    let differences = differences.map(|(fair, &done)| (done / all - fair).abs());
    let anybody = fair.iter().any(|&part| part > 0.0);
    (plan.projects.len() > 1 && anybody && all > 0.0).then(|| differences.sum::<f64>() / 2.0)
}

/// The part that is fair for each project: at each moment its share among those
/// that have started and not ended, averaged over the time in which there are any.
fn fair_parts(projects: &[Project], horizon: Horizon) -> Vec<f64> {
    let mut changes: Vec<f64> = projects.iter().flat_map(|project| [project.starts, project.ends]).collect();
    changes.extend([horizon.warm_up, horizon.end]);
    changes.retain(|time| (horizon.warm_up..=horizon.end).contains(time));
    changes.sort_by(f64::total_cmp);
    let mut parts = vec![0.0; projects.len()];
    let mut time = 0.0;
    for stretch in changes.windows(2) {
        let (from, length) = (stretch[0], stretch[1] - stretch[0]);
        let is_active = |project: &Project| project.starts <= from && from < project.ends;
        let shares: f64 =
            projects.iter().filter(|project| is_active(project)).map(|project| project.share).sum();
        if shares > 0.0 && length > 0.0 {
            time += length;
            for (part, project) in parts.iter_mut().zip(projects) {
                *part += if is_active(project) { length * project.share / shares } else { 0.0 };
            }
        }
    }
    parts.into_iter().map(|part| if time > 0.0 { part / time } else { part }).collect()
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

    fn project(share: f64, starts: f64, ends: f64) -> Project {
        Project { share, starts, ends, tasks_per_day: None, apps: Vec::new(), uses: [true, false] }
    }

    fn parts(projects: &[Project]) -> Vec<f64> {
        fair_parts(projects, Horizon { end: 100.0, warm_up: 20.0, stretches: 1 })
    }

    #[test]
    fn projects_that_are_always_there_get_their_shares() {
        let parts = parts(&[project(0.25, 0.0, f64::INFINITY), project(0.75, 0.0, 1e6)]);
        assert!((parts[0] - 0.25).abs() < 1e-12 && (parts[1] - 0.75).abs() < 1e-12, "{parts:?}");
    }

    #[test]
    fn one_that_has_not_started_or_has_ended_is_owed_nothing() {
        // From 20 to 60 the first alone, from 60 to 100 both.
        let late = parts(&[project(0.5, 0.0, f64::INFINITY), project(0.5, 60.0, f64::INFINITY)]);
        assert_eq!(late, [0.75, 0.25]);
        // Nobody from 40 to 90: that time does not count.
        let gap = parts(&[project(0.9, 0.0, 40.0), project(0.1, 90.0, f64::INFINITY)]);
        assert_eq!(gap, [20.0 / 30.0, 10.0 / 30.0]);
        assert_eq!(parts(&[project(0.9, 200.0, 300.0), project(0.1, 0.0, 10.0)]), [0.0, 0.0]);
    }

    #[test]
    fn the_mean_of_a_sketch_is_as_good_as_its_bins() {
        let mut sketch = Sketch::default();
        (1..=1000).for_each(|value| sketch.add(f64::from(value)));
        let mean = mean(&sketch).unwrap();
        assert!((mean / 500.5 - 1.0).abs() < Sketch::RELATIVE_ERROR, "{mean}");
        assert_eq!(super::mean(&Sketch::default()), None);
    }
}

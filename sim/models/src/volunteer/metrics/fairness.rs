//! Deviation of the projects' shares of computing from their resource shares.

use crate::model::Horizon;
use crate::volunteer::Volunteer;
use crate::volunteer::resolved::Project;
use crate::volunteer::statistics::Statistics;

/// Half the sum of the differences; `None` if there is nothing to compare.
pub(super) fn unfairness(sums: &Statistics, volunteer: &Volunteer) -> Option<f64> {
    let plan = &volunteer.plan;
    let all: f64 = sums.fleet.projects.iter().sum();
    let fair = fair_parts(&plan.projects, plan.horizon);
    let differences = fair.iter().zip(&sums.fleet.projects);
    let differences = differences.map(|(fair, &done)| (done / all - fair).abs());
    let anybody = fair.iter().any(|&part| part > 0.0);
    (plan.projects.len() > 1 && anybody && all > 0.0).then(|| differences.sum::<f64>() / 2.0)
}

/// The fair share of each project: at each moment its resource share among the projects that have started and
/// not ended, averaged over the time in which there are any.
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
        // No project from 40 to 90: that time does not count.
        let gap = parts(&[project(0.9, 0.0, 40.0), project(0.1, 90.0, f64::INFINITY)]);
        assert_eq!(gap, [20.0 / 30.0, 10.0 / 30.0]);
        assert_eq!(parts(&[project(0.9, 200.0, 300.0), project(0.1, 0.0, 10.0)]), [0.0, 0.0]);
    }
}

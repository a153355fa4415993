//! An audit of the server's books: every count of a job against its results.

use std::collections::BTreeMap;

use crate::volunteer::server::Server;
use crate::volunteer::server::job::{NONE, Progress, State};

impl Server<'_> {
    /// Counts everything again.
    #[track_caller]
    pub(in crate::volunteer) fn audit(&self) {
        let mut waiting = BTreeMap::new();
        for copy in self.desks.iter().flat_map(|desk| desk.unsent.lines()).flatten() {
            *waiting.entry((copy.job, copy.serial)).or_insert(0) += 1;
        }
        // A job that was forgotten has serial zero.
        for (index, job) in (0..).zip(self.jobs.places()).filter(|(_, job)| job.serial != 0) {
            let rules = &self.plan.apps[usize::from(job.app)];
            let mut owners = Vec::new();
            let (mut copies, mut in_progress, mut successes, mut errors, mut open) = (0, 0, 0, 0, 0);
            for (_, result) in self.results_of(index) {
                assert_eq!(result.job, index);
                owners.push(result.owner);
                copies += 1;
                in_progress += u8::from(result.state == State::InProgress);
                successes += u8::from(matches!(result.state, State::Inconclusive | State::Valid));
                errors += u8::from(matches!(result.state, State::ClientError | State::Invalid));
                open += u8::from(result.state == State::InProgress || result.held);
            }
            assert_eq!((in_progress, errors, open), (job.in_progress, job.errors, job.open), "{job:?}");
            if job.progress != Progress::Failed {
                assert_eq!(successes, job.successes, "{job:?}");
            }
            owners.sort_unstable();
            owners.dedup();
            assert_eq!(owners.len(), copies, "a volunteer has two copies of {job:?}");
            assert!(job.total <= rules.max_total, "{job:?}");
            if job.progress == Progress::Undecided {
                assert_eq!(copies + usize::from(job.unsent), usize::from(job.total), "{job:?}");
                assert!(job.unsent + job.in_progress > 0, "{job:?} waits for nothing");
                assert!(job.errors <= rules.max_errors, "{job:?}");
                assert_eq!(waiting.get(&(index, job.serial)).copied().unwrap_or(0), job.unsent, "{job:?}");
            } else {
                assert_eq!(job.unsent, 0, "{job:?}");
                assert!(job.open > 0 && job.first != NONE, "{job:?} should have been forgotten");
            }
        }
    }
}

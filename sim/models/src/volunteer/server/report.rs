//! Reports of results by hosts.

use super::Server;
use super::job::{Answer, JobResult, Progress, State};
use super::statistics::Fate;

/// A result as the host reports it.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Report {
    /// The server's number of the result.
    pub(in crate::volunteer) result: u32,
    /// The answer; `None` if the task ended in an error.
    pub(in crate::volunteer) answer: Option<Answer>,
    /// What the host computed for it, in floating-point operations.
    pub(in crate::volunteer) work: f64,
    /// The credit that it claims.
    pub(in crate::volunteer) claim: f64,
    /// Whether the host made the answer up.
    pub(in crate::volunteer) fabricated: bool,
}

impl Server<'_> {
    /// Takes a result, in time or late.
    #[expect(clippy::cast_possible_truncation, reason = "credit needs no more digits")]
    pub(in crate::volunteer) fn report(&mut self, report: &Report, now: f64) {
        let JobResult { job, host, sent, state, shortened, .. } = self.results[report.result];
        let app = usize::from(self.jobs[job].app);
        let in_time = state == State::InProgress;
        let result = &mut self.results[report.result];
        result.held = false;
        result.work = report.work;
        result.claim = report.claim as f32;
        result.fabricated = report.fabricated;
        if self.sums.counts(now) {
            self.sums.returned += 1;
        }
        self.jobs[job].open -= 1;
        if in_time {
            self.jobs[job].in_progress -= 1;
            self.sums.over_ever += 1;
        }
        match report.answer {
            None => self.take_error(report, job, app, now),
            Some(answer) => {
                self.results[report.result].answer = answer;
                let turnaround = now - sent;
                if self.sums.counts(now) {
                    self.sums.turnaround.add(turnaround);
                }
                let cap = self.plan.apps[app].daily_quota;
                self.standing(host, app).reported(turnaround, cap);
                self.take_success(report, job, in_time, now);
            }
        }
        if in_time {
            self.leave_line(app, shortened);
        }
        self.transition(job, now);
    }

    fn take_error(&mut self, report: &Report, job: u32, app: usize, now: f64) {
        let host = self.results[report.result].host;
        self.results[report.result].state = State::ClientError;
        let entry = &mut self.jobs[job];
        entry.errors = entry.errors.saturating_add(1);
        entry.retried = true;
        if self.sums.counts(now) {
            self.sums.errors += 1;
        }
        self.sums.end(Fate::Error, report.work, now);
        self.standing(host, app).failed();
    }

    /// A late result counts as long as the job is not decided (rule 3).
    fn take_success(&mut self, report: &Report, job: u32, in_time: bool, now: f64) {
        match self.jobs[job].progress {
            Progress::Undecided => {
                self.results[report.result].state = State::Inconclusive;
                let entry = &mut self.jobs[job];
                entry.successes += 1;
                entry.compare = true;
            }
            Progress::Done if in_time => {
                self.jobs[job].successes += 1;
                self.judge(report.result, now);
            }
            Progress::Done | Progress::Failed => {
                self.results[report.result].state = State::TooLate;
                self.sums.end(Fate::Unneeded, report.work, now);
            }
        }
    }

    /// A host has left for good with a copy for which it had computed this much. The server is not notified:
    /// it waits for the deadline.
    pub(in crate::volunteer) fn abandon(&mut self, index: u32, work: f64, now: f64) {
        let result = &mut self.results[index];
        result.held = false;
        let JobResult { job, state, .. } = *result;
        self.sums.end(Fate::Abandoned, work, now);
        if state != State::InProgress {
            self.jobs[job].open -= 1;
            self.transition(job, now);
        }
    }
}

//! The project server: jobs, results, and the rules of dispatch and validation.
//!
//! The rules are those that BOINC documents, under BOINC's names (Anderson
//! 2004, 2020), each in a piece of its own:
//!
//! | rule | where |
//! |---|---|
//! | 1, 2 quorum and copies | [`transitioner`] |
//! | 3 deadlines | [`deadline`] |
//! | 4 validation | [`validator`] |
//! | 5 adaptive replication, 7 quota, 8 reliable hosts | [`standing`] |
//! | 6 homogeneous redundancy, 9 dispatch | [`dispatch`] |
//! | 10 credit | [`credit`] |
//! | 11 capacity, and how many jobs there are | [`supply`] |
//!
//! A server only responds: it acts when a host requests work or reports a result, and when a deadline passes.
//! All projects of a scenario are in one `Server`, application by application, since they share the hosts.

mod credit;
mod deadline;
mod dispatch;
mod job;
mod report;
mod standing;
mod statistics;
mod supply;
#[cfg(test)]
mod tests;
mod transitioner;
mod unsent;
mod validator;

use bazaar_engine::Entities;

use super::resolved::{App, Resolved};
pub(super) use credit::credit;
use deadline::{Deadlines, Due};
pub(super) use dispatch::Caller;
pub(super) use job::{Answer, NONE};
use job::{Job, JobResult, State};
pub(super) use report::Report;
use standing::Standing;
pub(super) use statistics::{Fate, ServerStatistics};
pub(super) use supply::Part;
use supply::{Capacity, Jobs};
use unsent::Unsent;

/// The server's state for one application.
#[derive(Debug)]
struct Desk {
    jobs: Jobs,
    unsent: Unsent,
    /// Copies with the application's delay bound, and those with the shorter one of retries.
    deadlines: [Deadlines; 2],
    sent: u64,
}

/// The servers of all projects, for the hosts of one partition.
#[derive(Debug)]
pub(super) struct Server<'a> {
    plan: &'a Resolved,
    desks: Vec<Desk>,
    capacities: Vec<Option<Capacity>>,
    jobs: Entities<Job>,
    results: Entities<JobResult>,
    /// By host slot and application.
    standings: Vec<Standing>,
    /// The number of hosts that have had each slot.
    incarnations: Vec<u32>,
    serial: u32,
    /// A buffer that is reused: the successful results of a job, their answers and claims.
    compared: Vec<(u32, Answer, f32)>,
    /// Deadlines to be watched, as time and line; the caller schedules them.
    pub(super) alarms: Vec<(f64, u32)>,
    pub(super) sums: ServerStatistics,
}

impl<'a> Server<'a> {
    /// Servers without jobs, and with room for the records of this number of hosts.
    pub(super) fn new(plan: &'a Resolved, part: Part, room: usize) -> Self {
        let desk = |app: &App| Desk {
            jobs: Jobs::new(app.supply, part, plan.projects[app.project].starts),
            unsent: Unsent::new(plan.groups.numeric_classes()),
            deadlines: [Deadlines::default(), Deadlines::default()],
            sent: 0,
        };
        let capacity = |tasks_per_day: Option<u32>| tasks_per_day.map(|tasks| Capacity::new(tasks, part));
        Server {
            plan,
            desks: plan.apps.iter().map(desk).collect(),
            capacities: plan.projects.iter().map(|project| capacity(project.tasks_per_day)).collect(),
            jobs: Entities::with_capacity(room),
            results: Entities::with_capacity(room),
            standings: Vec::with_capacity(room * plan.apps.len()),
            incarnations: Vec::with_capacity(room),
            serial: 0,
            compared: Vec::new(),
            alarms: Vec::new(),
            sums: ServerStatistics::new(plan),
        }
    }

    /// A host has registered in this slot.
    pub(super) fn join(&mut self, slot: u32) {
        let (slot, apps) = (slot as usize, self.plan.apps.len());
        if self.incarnations.len() <= slot {
            self.incarnations.resize(slot + 1, 0);
            let nobody = Standing::new(1, 0);
            self.standings.resize((slot + 1) * apps, nobody);
        }
        self.incarnations[slot] = self.incarnations[slot].wrapping_add(1);
        for (standing, app) in self.standings[slot * apps..].iter_mut().zip(&self.plan.apps) {
            *standing = Standing::new(app.daily_quota, app.initial_run);
        }
    }

    /// A deadline has passed in this line.
    pub(super) fn alarm(&mut self, line: u32, now: f64) {
        let (app, shortened) = (line as usize / 2, line % 2 == 1);
        self.desks[app].deadlines[usize::from(shortened)].watched = false;
        loop {
            let results = &self.results;
            let waits = |due: &Due| is_waiting(results, due);
            let Some(due) = self.desks[app].deadlines[usize::from(shortened)].pop(now, waits) else { break };
            self.no_reply(due.result, now);
        }
        self.watch(app, shortened);
    }

    /// Rule 3: the host has not reported in time.
    fn no_reply(&mut self, index: u32, now: f64) {
        let result = &mut self.results[index];
        result.state = State::NoReply;
        let JobResult { job, host, incarnation, held, .. } = *result;
        let app = self.jobs[job].app as usize;
        if self.sums.counts(now) {
            self.sums.misses += 1;
        }
        if self.incarnations[host as usize] == incarnation {
            let delay_bound = self.plan.apps[app].delay_bound;
            self.standing(host, app).missed(delay_bound);
        }
        let entry = &mut self.jobs[job];
        entry.in_progress -= 1;
        entry.retried = true;
        self.sums.over_ever += 1;
        entry.open -= u8::from(!held);
        self.transition(job, now);
    }

    /// Ensures that an event is scheduled for the head of a line of deadlines.
    #[inline]
    fn watch(&mut self, app: usize, shortened: bool) {
        let line = &mut self.desks[app].deadlines[usize::from(shortened)];
        if let (false, Some(deadline)) = (line.watched, line.next()) {
            line.watched = true;
            let number = u32::try_from(app).unwrap_or(NONE) * 2 + u32::from(shortened);
            self.alarms.push((deadline, number));
        }
    }

    #[inline]
    fn standing(&mut self, host: u32, app: usize) -> &mut Standing {
        &mut self.standings[host as usize * self.plan.apps.len() + app]
    }

    fn next_serial(&mut self) -> u32 {
        self.serial = self.serial.wrapping_add(1);
        self.serial
    }

    /// The results of a job.
    fn results_of(&self, job: u32) -> impl Iterator<Item = (u32, &JobResult)> {
        let first = self.jobs[job].first;
        let entry = |index: u32| (index != NONE).then(|| (index, &self.results[index]));
        std::iter::successors(entry(first), move |(_, result)| entry(result.next))
    }

    /// The statistics at the end of the run, and the work of results that wait to be compared.
    pub(super) fn close(mut self) -> (ServerStatistics, f64) {
        let in_state = |state: State| self.results.places().filter(move |result| result.state == state);
        self.sums.in_progress = in_state(State::InProgress).count() as u64;
        let waiting = in_state(State::Inconclusive).map(|result| result.work).sum();
        (self.sums, waiting)
    }
}

/// Whether a result is still with its host, before its deadline.
#[inline]
fn is_waiting(results: &Entities<JobResult>, due: &Due) -> bool {
    let result = &results[due.result];
    result.serial == due.serial && result.state == State::InProgress
}

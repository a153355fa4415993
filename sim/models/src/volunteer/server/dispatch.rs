//! Dispatch (rules 6 and 9): which copy of which job a host gets.

use std::collections::VecDeque;

use bazaar_engine::{Entities, Rng};

use super::deadline::Due;
use super::job::{ANY_CLASS, Answer, Job, JobResult, NONE, State};
use super::unsent::Waiting;
use super::{Server, is_waiting};

/// The number of waiting copies that are examined for one that the host may have, as many as BOINC's feeder
/// holds.
const LOOKED_AT: usize = 100;

/// A host that asks for work.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Caller {
    pub(in crate::volunteer) slot: u32,
    pub(in crate::volunteer) owner: u32,
    /// Its kind of machine.
    pub(in crate::volunteer) numeric_class: u16,
    /// Cores and graphics processors.
    pub(in crate::volunteer) processors: [u32; 2],
    /// In bytes.
    pub(in crate::volunteer) memory: f64,
    /// In bytes.
    pub(in crate::volunteer) disk: f64,
    /// How long a new job would wait for its turn and then run, in h.
    pub(in crate::volunteer) takes: f64,
}

/// A copy of a job on its way to a host.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Assignment {
    /// The server's number of the result.
    pub(in crate::volunteer) result: u32,
    pub(in crate::volunteer) deadline: f64,
}

impl Server<'_> {
    /// The applications of a project, the one that has sent the fewest jobs first.
    pub(in crate::volunteer) fn fewest_sent_first(&self, project: usize, apps: &mut Vec<usize>) {
        apps.clear();
        apps.extend_from_slice(&self.plan.projects[project].apps);
        apps.sort_by_key(|&app| self.desks[app].sent);
    }

    /// Hands out a copy of a job of this application, if there is one that the host may have.
    pub(in crate::volunteer) fn request<R: Rng + ?Sized>(
        &mut self,
        app: usize,
        caller: &Caller,
        now: f64,
        trust: &mut R,
    ) -> Option<Assignment> {
        let rules = &self.plan.apps[app];
        let fits = caller.memory >= rules.memory && caller.disk >= rules.disk;
        let standing = self.standing(caller.slot, app);
        let may = standing.may_have_more(
            now,
            caller.processors[usize::from(rules.resource)].saturating_mul(rules.quota_times),
        );
        let reliable = standing.is_reliable(rules.reliable_turnaround, rules.daily_quota);
        if !fits || !may || caller.takes > rules.delay_bound {
            return None;
        }
        if let Some(capacity) = &mut self.capacities[rules.project]
            && !capacity.has_one(now)
        {
            return None;
        }
        // Rule 8: reliable hosts first, but jobs do not wait for them. A host that is too slow for a retry's
        // deadline gets it with that of the application.
        let in_time = caller.takes <= rules.retry_bound;
        let first_choice = if reliable && in_time { self.take_retry(app, caller) } else { None };
        let (job, shortened) = if let Some(job) = first_choice {
            (job, true)
        } else if let Some(job) = self.take_waiting(app, caller) {
            (job, false)
        } else if let Some(job) = self.take_retry(app, caller) {
            (job, in_time)
        } else {
            (self.take_new(app, now)?, false)
        };
        Some(self.send(app, job, shortened, caller, now, trust))
    }

    fn take_retry(&mut self, app: usize, caller: &Caller) -> Option<u32> {
        let Server { desks, jobs, results, .. } = self;
        let line = &mut desks[app].unsent.retries;
        let class = |job: &Job| job.class == ANY_CLASS || job.class == caller.numeric_class;
        take_from(line, jobs, results, caller.owner, class)
    }

    fn take_waiting(&mut self, app: usize, caller: &Caller) -> Option<u32> {
        let Server { desks, jobs, results, .. } = self;
        let unsent = &mut desks[app].unsent;
        [caller.numeric_class, ANY_CLASS]
            .into_iter()
            .find_map(|class| take_from(unsent.line(class), jobs, results, caller.owner, |_| true))
    }

    fn take_new(&mut self, app: usize, now: f64) -> Option<u32> {
        self.desks[app].jobs.take(now).then(|| self.create(app))
    }

    fn send<R: Rng + ?Sized>(
        &mut self,
        app: usize,
        index: u32,
        shortened: bool,
        caller: &Caller,
        now: f64,
        trust: &mut R,
    ) -> Assignment {
        let rules = &self.plan.apps[app];
        // Rule 5: sent to a host that is not trusted, a single copy is not enough.
        let single = rules.adaptive && self.jobs[index].quorum == 1 && rules.min_quorum > 1;
        let grows = single && !self.standing(caller.slot, app).is_trusted(trust);
        if grows {
            let job = &mut self.jobs[index];
            job.quorum = rules.min_quorum;
            job.target = job.target.max(rules.target);
        }
        let is_first = self.jobs[index].first == NONE;
        let serial = self.next_serial();
        let deadline = now + if shortened { rules.retry_bound } else { rules.delay_bound };
        let result = self.results.insert(JobResult {
            job: index,
            next: self.jobs[index].first,
            host: caller.slot,
            incarnation: self.incarnations[caller.slot as usize],
            owner: caller.owner,
            serial,
            sent: now,
            work: 0.0,
            answer: Answer::RIGHT,
            claim: 0.0,
            state: State::InProgress,
            held: true,
            fabricated: false,
            shortened,
        });
        let job = &mut self.jobs[index];
        job.first = result;
        job.unsent -= 1;
        job.in_progress += 1;
        job.open += 1;
        if is_first {
            // Rule 6: the first send fixes the numeric class.
            if rules.homogeneous {
                job.class = caller.numeric_class;
            }
            let (waiting, class) = (Waiting { job: index, serial: job.serial }, job.class);
            for _ in 0..job.unsent {
                self.desks[app].unsent.push(waiting, class);
            }
        }
        if let Some(capacity) = &mut self.capacities[rules.project] {
            capacity.spend();
        }
        self.standing(caller.slot, app).sent();
        self.desks[app].sent += 1;
        self.sums.sent_ever += 1;
        if self.sums.counts(now) {
            self.sums.sent += 1;
        }
        self.desks[app].deadlines[usize::from(shortened)].push(Due { deadline, result, serial });
        self.watch(app, shortened);
        if grows {
            self.transition(index, now);
        }
        Assignment { result, deadline }
    }

    /// A result is no longer in line for its deadline.
    pub(super) fn leave_line(&mut self, app: usize, shortened: bool) {
        let results = &self.results;
        self.desks[app].deadlines[usize::from(shortened)].reported(|due| is_waiting(results, due));
    }
}

/// Takes the first copy in line that the volunteer may have: no volunteer gets two copies of a job.
fn take_from(
    line: &mut VecDeque<Waiting>,
    jobs: &Entities<Job>,
    results: &Entities<JobResult>,
    owner: u32,
    fits: impl Fn(&Job) -> bool,
) -> Option<u32> {
    let mut place = 0;
    while place < line.len().min(LOOKED_AT) {
        let Waiting { job: index, serial } = line[place];
        let job = &jobs[index];
        if job.serial != serial || job.unsent == 0 {
            line.remove(place);
            continue;
        }
        if fits(job) && !has_copy(job, results, owner) {
            line.remove(place);
            return Some(index);
        }
        place += 1;
    }
    None
}

fn has_copy(job: &Job, results: &Entities<JobResult>, owner: u32) -> bool {
    let mut next = job.first;
    while next != NONE {
        let result = &results[next];
        if result.owner == owner {
            return true;
        }
        next = result.next;
    }
    false
}

//! The transitioner (rules 1, 2): after any change of a job, determines what it needs.

use super::job::{ANY_CLASS, Answer, Job, JobResult, Progress, State};
use super::statistics::Fate;
use super::unsent::Waiting;
use super::{Server, credit, validator};
use crate::volunteer::resolved::App;

/// The number of further copies that are needed: the target, less copies that are successful or still may be.
fn needed_copies(job: &Job) -> u8 {
    let expected = job.unsent + job.in_progress + job.successes;
    job.target.saturating_sub(expected)
}

impl Server<'_> {
    /// A job for a host that has asked, before its first copy is sent.
    pub(super) fn create(&mut self, app: usize) -> u32 {
        let serial = self.next_serial();
        let rules = &self.plan.apps[app];
        let (quorum, target) = if rules.adaptive { (1, 1) } else { (rules.min_quorum, rules.target) };
        let job = self.jobs.insert(Job {
            app: u16::try_from(app).unwrap_or(u16::MAX),
            class: ANY_CLASS,
            quorum,
            target,
            total: 0,
            unsent: 0,
            in_progress: 0,
            successes: 0,
            errors: 0,
            open: 0,
            progress: Progress::Undecided,
            compare: false,
            retried: false,
            answer: Answer::RIGHT,
            granted: 0.0,
            first: super::NONE,
            serial,
        });
        let entry = &mut self.jobs[job];
        entry.unsent = needed_copies(entry);
        entry.total = entry.unsent;
        job
    }

    /// Does what the job needs: validation, more copies, or failure.
    pub(super) fn transition(&mut self, index: u32, now: f64) {
        let job = self.jobs[index];
        let app = usize::from(job.app);
        let rules = &self.plan.apps[app];
        if job.progress == Progress::Undecided {
            if job.errors > rules.max_errors {
                self.fail(index, now);
            } else if job.compare && job.successes >= job.quorum {
                self.jobs[index].compare = false;
                self.validate(index, rules, now);
            }
        }
        if self.jobs[index].progress == Progress::Undecided {
            let job = &self.jobs[index];
            let more = needed_copies(job);
            if more > rules.max_total - job.total {
                self.fail(index, now);
            } else {
                self.replace(index, app, more);
            }
        }
        let job = &self.jobs[index];
        if job.progress != Progress::Undecided && job.open == 0 {
            self.forget(index);
        }
    }

    /// Rule 2: makes the copies that are needed.
    fn replace(&mut self, index: u32, app: usize, more: u8) {
        let job = &mut self.jobs[index];
        job.unsent += more;
        job.total += more;
        let (waiting, class) = (Waiting { job: index, serial: job.serial }, job.class);
        let unsent = &mut self.desks[app].unsent;
        let is_retry = job.retried && self.plan.apps[app].has_retries();
        for _ in 0..more {
            if is_retry {
                unsent.retries.push_back(waiting);
            } else {
                unsent.push(waiting, class);
            }
        }
    }

    /// Rule 4: compares the successful results.
    fn validate(&mut self, index: u32, rules: &App, now: f64) {
        let job = self.jobs[index];
        let mut compared = std::mem::take(&mut self.compared);
        compared.clear();
        let successes = self.results_of(index).filter(|(_, result)| result.state == State::Inconclusive);
        compared.extend(successes.map(|(found, result)| (found, result.answer, result.claim)));
        self.decide(index, job, rules, &compared, now);
        self.compared = compared;
    }

    fn decide(&mut self, index: u32, job: Job, rules: &App, compared: &[(u32, Answer, f32)], now: f64) {
        let Some(answer) = validator::canonical(compared.iter().map(|&(_, answer, _)| answer), job.quorum)
        else {
            let job = &mut self.jobs[index];
            if job.successes > rules.max_success {
                self.fail(index, now);
            } else {
                job.target = job.target.max(job.successes.saturating_add(1));
            }
            return;
        };
        let claims = compared.iter().filter(|(_, given, _)| *given == answer).map(|&(_, _, claim)| claim);
        let entry = &mut self.jobs[index];
        entry.granted = credit::agreed(claims);
        entry.answer = answer;
        entry.progress = Progress::Done;
        entry.unsent = 0;
        if self.sums.counts(now) {
            self.sums.jobs_completed += 1;
            self.sums.copies += self.results_of(index).count() as u64;
            self.sums.wrong_accepted += u64::from(!answer.is_right());
            self.sums.delivered += rules.flops;
        }
        if let Some(over_time) = &mut self.sums.delivered_over_time {
            over_time.add(now, rules.flops);
        }
        let since_start = now - self.plan.projects[rules.project].starts;
        let app = usize::from(job.app);
        self.sums.completions[app].add(since_start);
        self.sums.last_completions[app] = since_start;
        for &(result, _, _) in compared {
            self.judge(result, now);
        }
    }

    /// Compares a successful result with the canonical one.
    pub(super) fn judge(&mut self, index: u32, now: f64) {
        let JobResult { job, host, owner, incarnation, answer, work, fabricated, .. } = self.results[index];
        let Job { app, answer: canonical, granted, .. } = self.jobs[job];
        let replicated = self.jobs[job].quorum > 1;
        let known = self.incarnations[host as usize] == incarnation;
        if answer == canonical {
            self.results[index].state = State::Valid;
            self.sums.end(Fate::Valid, work, now);
            if self.sums.counts(now) {
                self.sums.credit += f64::from(granted);
                self.sums.credit_of_teams.grant(owner, granted.into());
                self.sums.credit_to_cheaters += if fabricated { f64::from(granted) } else { 0.0 };
            }
            if known && replicated {
                self.standing(host, app.into()).validated();
            }
        } else {
            self.results[index].state = State::Invalid;
            let entry = &mut self.jobs[job];
            entry.successes -= 1;
            entry.errors = entry.errors.saturating_add(1);
            self.sums.end(Fate::Invalid, work, now);
            if known {
                self.standing(host, app.into()).failed();
            }
        }
    }

    /// There will be no canonical result.
    fn fail(&mut self, index: u32, now: f64) {
        let job = &mut self.jobs[index];
        job.progress = Progress::Failed;
        job.unsent = 0;
        if self.sums.counts(now) {
            self.sums.jobs_failed += 1;
        }
        let waiting: Vec<u32> = self
            .results_of(index)
            .filter(|(_, result)| result.state == State::Inconclusive)
            .map(|(found, _)| found)
            .collect();
        for result in waiting {
            self.results[result].state = State::TooLate;
            let work = self.results[result].work;
            self.sums.end(Fate::Unneeded, work, now);
        }
    }

    /// Frees a job that is decided and its results, none of which is with a host.
    fn forget(&mut self, index: u32) {
        let mut next = self.jobs[index].first;
        while next != super::NONE {
            let result = next;
            next = self.results[result].next;
            self.results.remove(result);
        }
        self.jobs[index].serial = 0;
        self.jobs.remove(index);
    }
}

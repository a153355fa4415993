//! The server alone, rule by rule.

mod audit;
mod rules;
mod trust;

use bazaar_engine::{Key, Stream, Streams};

use super::dispatch::Assignment;
use super::{Answer, Caller, Part, Report, Server, State};
use crate::model::Horizon;
use crate::volunteer::Parameters;
use crate::volunteer::parameters::Application;
use crate::volunteer::resolved::Resolved;

/// A server with one application, and hosts whose results the test gives.
struct Bench {
    server: Server<'static>,
    rng: Stream,
    now: f64,
}

impl Bench {
    /// Twenty hosts, each of a volunteer of its own.
    fn new(change: impl FnOnce(&mut Application)) -> Self {
        let mut parameters = Parameters::default();
        change(parameters.applications.values_mut().next().unwrap());
        Bench::with(&parameters)
    }

    fn with(parameters: &Parameters) -> Self {
        let horizon = Horizon { end: 1e4, warm_up: 0.0, stretches: 1 };
        let plan: &'static Resolved = Box::leak(Box::new(Resolved::new(parameters, horizon).unwrap()));
        let mut server = Server::new(plan, Part { partition: 0, of: 1 }, 0);
        (0..20).for_each(|slot| server.join(slot));
        Bench { server, rng: Streams::new(1).component("bench").stream(0, Key::SINGLE), now: 0.0 }
    }

    fn caller(host: u32) -> Caller {
        Caller {
            slot: host,
            owner: host,
            numeric_class: 0,
            processors: [1, 1],
            memory: 1e12,
            disk: 1e12,
            takes: 1.0,
        }
    }

    /// A host asks for a job.
    fn ask(&mut self, host: u32) -> Option<Assignment> {
        self.ask_as(Bench::caller(host))
    }

    fn ask_as(&mut self, caller: Caller) -> Option<Assignment> {
        let assignment = self.server.request(0, &caller, self.now, &mut self.rng);
        self.server.audit();
        assignment
    }

    fn report(&mut self, result: u32, answer: Option<Answer>, claim: f64) {
        let report = Report { result, answer, work: 1.0, claim, fabricated: false };
        self.server.report(&report, self.now);
        self.server.audit();
    }

    fn right(&mut self, result: u32) {
        self.report(result, Some(Answer::RIGHT), 10.0);
    }

    fn wrong(&mut self, result: u32) {
        self.report(result, Some(Answer::wrong(result)), 10.0);
    }

    fn error(&mut self, result: u32) {
        self.report(result, None, 0.0);
    }

    /// Time passes, and deadlines with it.
    fn wait_until(&mut self, now: f64) {
        let mut alarms = std::mem::take(&mut self.server.alarms);
        while let Some(next) =
            (0..alarms.len()).min_by(|&one, &other| alarms[one].0.total_cmp(&alarms[other].0))
        {
            if alarms[next].0 > now {
                break;
            }
            let (time, line) = alarms.swap_remove(next);
            self.server.alarm(line, time);
            alarms.append(&mut self.server.alarms);
            self.server.audit();
        }
        self.server.alarms = alarms;
        self.now = now;
    }

    fn state(&self, result: u32) -> State {
        self.server.results[result].state
    }

    fn completed(&self) -> u64 {
        self.server.sums.jobs_completed
    }

    fn failed(&self) -> u64 {
        self.server.sums.jobs_failed
    }
}

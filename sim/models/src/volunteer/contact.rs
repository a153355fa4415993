//! A contact between a host and the servers: it reports results, and requests work.

use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::unit;

use super::client::{Ending, Honesty, Life, Need, Stage, Step, Task};
use super::server::{Answer, Caller, Report, Server, credit};

/// A host and the servers that it contacts.
pub(super) struct Contact<'c, 'l, 'a, G> {
    pub(super) slot: u32,
    pub(super) now: f64,
    pub(super) life: &'c mut Life<'l, G>,
    pub(super) server: &'c mut Server<'a>,
    /// A buffer that is reused: the applications to request work from, in order.
    pub(super) apps: &'c mut Vec<usize>,
}

impl<G: Generator> Contact<'_, '_, '_, G> {
    /// Performs the contact.
    #[inline]
    pub(super) fn hold(mut self) {
        self.report();
        if self.life.has_enough() {
            return self.life.schedule();
        }
        for of in self.life.plan.resources.clone() {
            let need = self.life.need(of).filter(Need::is_due);
            if let (Some(need), Some(project)) = (need, self.life.project_to_ask(of)) {
                self.ask(project, of, need);
            }
        }
        self.life.settle();
    }

    /// Reports completed tasks.
    #[inline]
    pub(super) fn report(&mut self) {
        self.life.take(self.now, Step::Contact);
        while let Some(task) = self.life.take_done() {
            let report = self.report_of(&task);
            self.server.report(&report, self.now);
        }
    }

    fn report_of(&self, task: &Task) -> Report {
        let Life { plan, group, host, .. } = &*self.life;
        let app = &plan.apps[usize::from(task.app)];
        let faults = &plan.character.faults;
        let fabricated = task.ending == Ending::Fabricated;
        let answer = match task.ending {
            Ending::Error => None,
            Ending::Right if app.platform_dependent => Some(Answer::right_for(group.machine)),
            Ending::Right => Some(Answer::RIGHT),
            Ending::Fabricated if faults.collusion => Some(Answer::AGREED_ON),
            Ending::Wrong | Ending::Fabricated => Some(Answer::wrong(task.result)),
        };
        let honest_claim = credit(app.flops);
        Report {
            result: task.result,
            answer,
            work: task.work(group.speed[task.of()], host.up()),
            claim: if fabricated { honest_claim * faults.claims.canonical() } else { honest_claim },
            fabricated,
        }
    }

    /// Requests work from a project until the need is met or there is none.
    fn ask(&mut self, project: usize, of: usize, mut need: Need) {
        let mut got_some = false;
        while need.is_unmet() {
            let Some((task, estimate)) = self.request_any(project, of, &need) else { break };
            need.tasks += 1;
            need.expected += estimate;
            self.life.add_task(task);
            got_some = true;
        }
        let attachment = &mut self.life.attachments[project];
        if got_some {
            attachment.succeed(of);
        } else {
            attachment.back_off(of, self.now);
        }
    }

    /// Requests one task of any of the project's applications that use this resource.
    fn request_any(&mut self, project: usize, of: usize, need: &Need) -> Option<(Task, f64)> {
        let plan = self.life.plan;
        if let [only] = plan.projects[project].apps[..] {
            return self.request(only, need);
        }
        let mut apps = std::mem::take(self.apps);
        self.server.fewest_sent_first(project, &mut apps);
        let mut usable = apps.iter().copied().filter(|&app| usize::from(plan.apps[app].resource) == of);
        let found = usable.find_map(|app| self.request(app, need));
        *self.apps = apps;
        found
    }

    /// Requests one task; returns it with the time that the client expects it to run.
    fn request(&mut self, app: usize, need: &Need) -> Option<(Task, f64)> {
        let Life { plan, group, host, .. } = &mut *self.life;
        let rules = &plan.apps[app];
        let estimate = rules.flops * group.pace[usize::from(rules.resource)];
        let waits = need.expected / f64::from(need.slots);
        let caller = Caller {
            slot: self.slot,
            owner: host.owner,
            numeric_class: group.machine,
            processors: group.slots,
            memory: group.memory,
            disk: group.disk,
            takes: (waits + estimate) / group.availability,
        };
        let assignment = self.server.request(app, &caller, self.now, &mut host.luck)?;
        let (fate, how_far) = (unit(&mut host.luck), unit(&mut host.luck));
        let (errors, wrong) = (f64::from(host.client_errors), f64::from(host.wrong_results));
        let faults = &plan.character.faults;
        let (ending, length) = match host.honesty {
            Honesty::Fabricator => (Ending::Fabricated, faults.fabrication.canonical()),
            Honesty::Failing => (Ending::Error, faults.fails_after.canonical().min(estimate)),
            Honesty::Honest if fate < errors => (Ending::Error, estimate * how_far),
            Honesty::Honest if fate < errors + wrong => (Ending::Wrong, estimate),
            Honesty::Honest => (Ending::Right, estimate),
        };
        let task = Task {
            result: assignment.result,
            app: u16::try_from(app).unwrap_or(u16::MAX),
            resource: rules.resource,
            stage: Stage::Download,
            ending,
            goes_on: false,
            when: rules.input / group.download,
            length,
            deadline: assignment.deadline,
        };
        Some((task, estimate))
    }
}

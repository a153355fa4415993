//! A host's life, step by step.

use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::exp;

use super::{Ending, Life, Stage};

/// The next step of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) enum Step {
    /// It becomes available or unavailable.
    Change,
    /// It leaves for good.
    Leave,
    /// The run ends.
    End,
    /// The stage of the task at this place ends.
    Task(u32),
    /// Another project's task gets its turn.
    Turn,
    /// It contacts servers.
    Contact,
}

/// The half-life of a project's recent use of a host: 7 d.
const HALF_LIFE: f64 = 168.0;
const LN_2: f64 = core::f64::consts::LN_2;

impl<G: Generator> Life<'_, G> {
    /// The time and the kind of the next step.
    #[inline]
    pub(in crate::volunteer) fn next_step(&self) -> (f64, Step) {
        let (next, end) = (self.next_before_end(), self.plan.horizon.end);
        // Events at the very end are beyond it.
        if end <= next.0 { (end, Step::End) } else { next }
    }

    #[inline]
    fn next_before_end(&self) -> (f64, Step) {
        let host = &*self.host;
        let mut next = (host.until, Step::Change);
        if host.leaves < next.0 {
            next = (host.leaves, Step::Leave);
        }
        if !host.available {
            return next;
        }
        let outlook = &host.outlook;
        let task_ends = outlook.task_ends + host.clock;
        if task_ends <= next.0 {
            next = (task_ends, Step::Task(outlook.task));
        }
        if outlook.takes_turns && host.slice_ends < next.0 {
            next = (host.slice_ends, Step::Turn);
        }
        let contact = outlook.contact(host.clock);
        if contact < next.0 {
            next = (contact, Step::Contact);
        }
        (if next.0 > host.now { next.0 } else { host.now }, next.1)
    }

    /// Takes a step that concerns only the host.
    #[inline]
    pub(in crate::volunteer) fn take(&mut self, time: f64, step: Step) {
        self.advance(time);
        if self.host.available && self.host.outlook.transfers {
            self.catch_up();
        }
        match step {
            Step::Change => self.change(),
            Step::Task(place) => self.end_stage(place),
            Step::Turn => self.settle(),
            Step::Leave | Step::End => self.stop(),
            Step::Contact => {}
        }
    }

    /// Lets time pass for all activities in progress.
    #[inline]
    fn advance(&mut self, to: f64) {
        let host = &mut *self.host;
        let (from, passed) = (host.now, to - host.now);
        host.now = to;
        if !host.available || passed <= 0.0 {
            return;
        }
        let counted = self.plan.horizon.counted(from, to);
        let sums = &mut self.sums.groups[host.group as usize];
        for (hours, busy) in sums.computing.iter_mut().zip(host.busy) {
            *hours += counted * f64::from(busy);
        }
        match self.sums.projects.as_mut_slice() {
            [only] => *only += counted * host.speed,
            _ => self.advance_projects(passed, counted),
        }
    }

    /// Credits each project with the work computed for it; recent use decays exponentially.
    fn advance_projects(&mut self, passed: f64, counted: f64) {
        let kept = exp(-passed * LN_2 / HALF_LIFE);
        self.attachments.iter_mut().for_each(|attachment| attachment.recent *= kept);
        for task in self.tasks.iter().filter(|task| task.is_running()) {
            let app = &self.plan.apps[usize::from(task.app)];
            let speed = task.speed(self.group.speed[task.of()]);
            self.sums.projects[app.project] += counted * speed;
            self.attachments[app.project].recent += passed * speed;
        }
    }

    #[inline]
    fn change(&mut self) {
        let host = &mut *self.host;
        let now = host.now;
        if host.available {
            self.sums.groups[host.group as usize].available += self.plan.horizon.counted(host.since, now);
        }
        host.since = now;
        // The host's clock stands still while it is unavailable.
        host.clock = now - host.clock;
        host.available = !host.available;
        let available = host.available;
        let offset = self.plan.offsets[self.group.region];
        let process = &self.plan.processes[self.group.class];
        host.until = process.next(available, now, offset, host.key, &mut host.availability);
        if now >= self.plan.horizon.warm_up {
            self.sums.groups[host.group as usize].transitions += 1;
            self.sums.intervals[usize::from(available)].add(host.until - now);
        }
        if let Some(over_time) = &mut self.sums.over_time {
            over_time.change(now, available, host.speed);
        }
        if !available {
            self.interrupt();
        } else if !host.outlook.lasts {
            self.settle();
        }
    }

    /// Work since the last checkpoint is lost.
    #[inline]
    fn interrupt(&mut self) {
        let (now, up) = (self.host.now, self.host.clock);
        let outlook = &mut self.host.outlook;
        let mut lost = 0.0;
        outlook.task_ends = f64::INFINITY;
        for (place, task) in (0..).zip(self.tasks.iter_mut()) {
            if task.stage == Stage::Ready {
                let unsaved = task.unsaved(self.plan.habits.checkpoint, up);
                task.when += unsaved;
                let of = task.of();
                outlook.due += unsaved / f64::from(self.group.slots[of]);
                lost += task.speed(self.group.speed[of]) * unsaved;
                if task.goes_on {
                    outlook.expect(place, task.when);
                }
            }
            // The time of its arrival, by the world's clock, is unknown again.
            outlook.lasts &= !task.is_transferred();
        }
        if now >= self.plan.horizon.warm_up {
            self.sums.lost += lost;
        }
    }

    #[inline]
    fn end_stage(&mut self, place: u32) {
        let task = &mut self.tasks[place as usize];
        // A task that has just arrived is ready as well, and has yet to run.
        if task.is_running() {
            let output = self.plan.apps[usize::from(task.app)].output;
            let is_error = task.ending == Ending::Error;
            task.enter(Stage::Upload, if is_error { 0.0 } else { output / self.group.upload });
            self.settle();
        } else {
            // A transfer has ended, and there is as much to compute as before.
            self.schedule();
        }
    }

    /// The host has left, or the run is over.
    fn stop(&mut self) {
        let host = &mut *self.host;
        if host.available {
            self.sums.groups[host.group as usize].available +=
                self.plan.horizon.counted(host.since, host.now);
            host.clock = host.up();
            host.available = false;
            if let Some(over_time) = &mut self.sums.over_time {
                over_time.change(host.now, false, host.speed);
            }
        }
    }
}

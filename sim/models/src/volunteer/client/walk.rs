//! A host's life, step by step.

use bazaar_engine::stream::Generator;
use bazaar_engine::variates::exp;

use super::task::resource;
use super::{Fleet, Stage};

/// What happens next on a host.
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

/// A result is reported within this after it is done, in h.
const REPORT_WITHIN: f64 = 1.0;
/// A result whose deadline is nearer than this is reported at once, in h.
const NEAR_DEADLINE: f64 = 24.0;
/// In this time, in h, what a project was given recently comes to count half: 7 d.
const HALF_LIFE: f64 = 168.0;
const LN_2: f64 = core::f64::consts::LN_2;

impl<G: Generator> Fleet<'_, G> {
    /// When the next step is, and which.
    #[inline]
    pub(in crate::volunteer) fn next_step(&self, slot: u32) -> (f64, Step) {
        let host = &self.hosts[slot];
        let mut next = (host.until, Step::Change);
        if host.leaves < next.0 {
            next = (host.leaves, Step::Leave);
        }
        if self.plan.horizon.end < next.0 {
            next = (self.plan.horizon.end, Step::End);
        }
        if !host.available {
            return next;
        }
        let outlook = host.outlook;
        if outlook.task_ends <= next.0 {
            next = (outlook.task_ends, Step::Task(outlook.task));
        }
        if outlook.takes_turns && host.slice_ends < next.0 {
            next = (host.slice_ends.max(host.now), Step::Turn);
        }
        if outlook.contact < next.0 {
            next = (outlook.contact.max(host.now), Step::Contact);
        }
        next
    }

    /// Takes a step that concerns nobody else.
    #[inline]
    pub(in crate::volunteer) fn take(&mut self, slot: u32, time: f64, step: Step) {
        self.advance(slot, time);
        match step {
            Step::Change => self.change(slot),
            Step::Task(place) => self.end_stage(slot, place),
            Step::Turn => self.settle(slot),
            Step::Leave | Step::End => self.stop(slot),
            Step::Contact => {}
        }
    }

    /// Lets time pass: whatever goes on goes on.
    #[inline]
    fn advance(&mut self, slot: u32, to: f64) {
        let host = &mut self.hosts[slot];
        let (from, passed) = (host.now, to - host.now);
        host.now = to;
        if !host.available || passed <= 0.0 {
            return;
        }
        let counted = self.plan.horizon.counted(from, to);
        let group = self.plan.groups.get(host.group);
        let sums = &mut self.sums.groups[host.group as usize];
        let projects = self.plan.projects.len();
        let attachments = &mut self.attachments[slot as usize * projects..][..projects];
        if projects > 1 {
            let kept = exp(-passed * LN_2 / HALF_LIFE);
            attachments.iter_mut().for_each(|attachment| attachment.recent *= kept);
        }
        let (mut downlink, mut uplink) = (true, true);
        for task in &mut self.tasks[slot as usize] {
            match task.stage {
                Stage::Download if downlink => {
                    downlink = false;
                    task.left -= passed;
                }
                Stage::Upload if uplink => {
                    uplink = false;
                    task.left -= passed;
                }
                Stage::Ready if task.running => {
                    task.left -= passed;
                    if task.ending != super::Ending::Fabricated {
                        let app = &self.plan.apps[usize::from(task.app)];
                        let of = resource(app);
                        sums.computing[of] += counted;
                        self.sums.projects[app.project] += counted * group.speed[of];
                        attachments[app.project].recent += passed * group.speed[of];
                    }
                }
                _ => {}
            }
        }
    }

    #[inline]
    fn change(&mut self, slot: u32) {
        let host = &mut self.hosts[slot];
        let now = host.now;
        let group = self.plan.groups.get(host.group);
        let sums = &mut self.sums.groups[host.group as usize];
        if host.available {
            sums.available += self.plan.horizon.counted(host.since, now);
        }
        host.since = now;
        host.available = !host.available;
        let available = host.available;
        let offset = self.plan.offsets[group.region];
        let process = &self.plan.processes[group.class];
        host.until = process.next(available, now, offset, host.key, &mut host.availability);
        if now >= self.plan.horizon.warm_up {
            sums.transitions += 1;
            self.sums.intervals[usize::from(available)].add(host.until - now);
        }
        if let Some(over_time) = &mut self.sums.over_time {
            let place = over_time.place(now);
            over_time.available.rise(place, if available { 1.0 } else { -1.0 });
        }
        if available {
            self.settle(slot);
        } else {
            self.interrupt(slot);
        }
    }

    /// What was not saved is lost.
    #[inline]
    fn interrupt(&mut self, slot: u32) {
        let host = &self.hosts[slot];
        let speed = self.plan.groups.get(host.group).speed;
        let counts = host.now >= self.plan.horizon.warm_up;
        let checkpoint = self.plan.habits.checkpoint;
        for task in &mut self.tasks[slot as usize] {
            if task.stage == Stage::Ready {
                let unsaved = task.unsaved(checkpoint);
                task.left += unsaved;
                if counts {
                    let of = resource(&self.plan.apps[usize::from(task.app)]);
                    self.sums.lost += task.speed(speed[of]) * unsaved;
                }
            }
        }
        self.set_speed(slot, 0.0);
    }

    #[inline]
    fn end_stage(&mut self, slot: u32, place: u32) {
        let host = &self.hosts[slot];
        let upload = self.plan.groups.get(host.group).upload;
        let task = &mut self.tasks[slot as usize][place as usize];
        task.left = 0.0;
        match task.stage {
            Stage::Download => {
                task.stage = Stage::Ready;
                task.left = task.length;
            }
            Stage::Ready => {
                task.running = false;
                task.stage = Stage::Upload;
                task.left = match task.ending {
                    super::Ending::Error => 0.0,
                    _ => self.plan.apps[usize::from(task.app)].output / upload,
                };
            }
            Stage::Upload | Stage::Done => {
                task.stage = Stage::Done;
                let is_near = task.deadline - host.now < NEAR_DEADLINE;
                task.left = host.now + if is_near { 0.0 } else { REPORT_WITHIN };
            }
        }
        self.settle(slot);
    }

    /// The host's life, or the run, is over.
    fn stop(&mut self, slot: u32) {
        let host = &mut self.hosts[slot];
        let now = host.now;
        if host.available {
            let available = self.plan.horizon.counted(host.since, now);
            self.sums.groups[host.group as usize].available += available;
            host.available = false;
            if let Some(over_time) = &mut self.sums.over_time {
                let place = over_time.place(now);
                over_time.available.rise(place, -1.0);
            }
        }
        self.set_speed(slot, 0.0);
    }
}

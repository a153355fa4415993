//! Which tasks run.
//!
//! Tasks of one project run in the order in which they came. Projects take
//! turns, a time slice each, the one that is furthest behind its share first.
//! But a task that would miss its deadline that way goes before all others, and
//! of several such the one with the earliest deadline (earliest deadline first;
//! Liu & Layland 1973).

use super::host::Outlook;
use super::task::resource;
use super::{Fleet, Stage, Task};

/// Why a task goes before another; smaller goes first.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Urgency {
    /// The deadline of a task in danger; infinite for others.
    deadline: f64,
    /// How far its project is ahead of its share.
    ahead: f64,
    /// Whether it has not begun.
    fresh: bool,
    /// Its place in line.
    place: usize,
}

impl<G> Fleet<'_, G> {
    /// Decides anew which tasks run, and looks ahead to what comes next.
    ///
    /// Called whenever a task has come, gone or reached another stage, and when
    /// the host has become available; in between everything goes on as it does.
    pub(in crate::volunteer) fn settle(&mut self, slot: u32) {
        let host = &self.hosts[slot];
        let group = self.plan.groups.get(host.group);
        let by_urgency = self.plan.projects.len() > 1 || self.is_out_of_order(slot);
        if by_urgency {
            self.schedule_by_urgency(slot, group.slots);
        }
        let now = self.hosts[slot].now;
        let apps = &self.plan.apps;
        let pace = group.pace;
        let mut free = group.slots;
        let mut outlook = Outlook::NOTHING;
        let mut report = f64::INFINITY;
        let mut needs = [(0, 0.0); 2];
        let mut speed = 0.0;
        // One download and one upload at a time have the link.
        let (mut downlink, mut uplink) = (true, true);
        for (place, task) in (0..).zip(&mut self.tasks[slot as usize]) {
            let app = &apps[usize::from(task.app)];
            let of = resource(app);
            let goes_on = match task.stage {
                Stage::Download => std::mem::replace(&mut downlink, false),
                Stage::Upload => std::mem::replace(&mut uplink, false),
                Stage::Ready => {
                    if !by_urgency {
                        // First come, first served.
                        task.running = free[of] > 0;
                        free[of] -= u32::from(task.running);
                    }
                    outlook.takes_turns |= by_urgency && !task.running;
                    speed += if task.running { task.speed(group.speed[of]) } else { 0.0 };
                    task.running
                }
                Stage::Done => {
                    report = report.min(task.left);
                    false
                }
            };
            if task.is_unfinished() {
                needs[of].0 += 1;
                needs[of].1 += task.expected(app.flops * pace[of]);
            }
            let ends = now + task.left.max(0.0);
            if goes_on && ends < outlook.task_ends {
                outlook.task_ends = ends;
                outlook.task = place;
            }
        }
        outlook.contact = self.contact_time(slot, report, needs);
        self.hosts[slot].outlook = outlook;
        self.set_speed(slot, speed);
    }

    /// Whether a task has an earlier deadline than one that came before it.
    #[inline]
    fn is_out_of_order(&self, slot: u32) -> bool {
        self.tasks(slot).windows(2).any(|pair| pair[1].deadline < pair[0].deadline)
    }

    fn schedule_by_urgency(&mut self, slot: u32, slots: [u32; 2]) {
        for (of, &slots) in slots.iter().enumerate() {
            let mut line: Vec<Urgency> = self.urgencies(slot, of, slots);
            line.sort_by(|one, other| {
                one.deadline
                    .total_cmp(&other.deadline)
                    .then(one.ahead.total_cmp(&other.ahead))
                    .then(one.fresh.cmp(&other.fresh))
                    .then(one.place.cmp(&other.place))
            });
            for (rank, urgency) in line.iter().enumerate() {
                self.tasks[slot as usize][urgency.place].running = rank < slots as usize;
            }
        }
        let now = self.hosts[slot].now;
        self.hosts[slot].slice_ends = now + self.plan.habits.time_slice;
    }

    /// The tasks that could run, with what speaks for each.
    fn urgencies(&self, slot: u32, of: usize, slots: u32) -> Vec<Urgency> {
        let host = &self.hosts[slot];
        let group = self.plan.groups.get(host.group);
        let attachments = self.attachments(slot);
        let is_ready = |task: &Task| {
            task.stage == Stage::Ready && resource(&self.plan.apps[usize::from(task.app)]) == of
        };
        // If all went on in order, the last of those before it would be through by then.
        let mut before = 0.0;
        let ready = self.tasks(slot).iter().enumerate().filter(|(_, task)| is_ready(task));
        ready
            .map(|(place, task)| {
                let app = &self.plan.apps[usize::from(task.app)];
                before += task.expected(app.flops * group.pace[of]);
                let through = host.now + before / f64::from(slots).max(1.0) / group.availability;
                let project = app.project;
                Urgency {
                    deadline: if through > task.deadline { task.deadline } else { f64::INFINITY },
                    ahead: attachments[project].recent / self.plan.projects[project].share,
                    fresh: task.hours() <= 0.0,
                    place,
                }
            })
            .collect()
    }

    /// The host computes so much from now on, in operations per hour.
    #[inline]
    pub(super) fn set_speed(&mut self, slot: u32, speed: f64) {
        let host = &mut self.hosts[slot];
        let change = speed - host.speed;
        if change != 0.0 {
            host.speed = speed;
            if let Some(over_time) = &mut self.sums.over_time {
                let place = over_time.place(host.now);
                over_time.computing.rise(place, change);
            }
        }
    }
}

//! Which tasks run.
//!
//! Tasks of one project run in the order in which they came. Projects take
//! turns, a time slice each, the one that is furthest behind its share first.
//! But a task that would miss its deadline that way goes before all others, and
//! of several such the one with the earliest deadline (earliest deadline first;
//! Liu & Layland 1973).

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
    /// Decides anew which tasks run, and how fast the host computes.
    pub(super) fn schedule(&mut self, slot: u32) {
        let group = self.plan.groups.get(self.hosts[slot].group);
        let (slots, speed) = (group.slots, group.speed);
        if self.plan.projects.len() > 1 || self.is_out_of_order(slot) {
            self.schedule_by_urgency(slot, slots);
        } else {
            self.schedule_in_order(slot, slots);
        }
        let running = self.tasks(slot).iter().filter(|task| task.running && task.ending != super::Ending::Fabricated);
        let total = running.map(|task| speed[resource(&self.plan.apps[usize::from(task.app)])]).sum();
        self.set_speed(slot, total);
    }

    /// Whether a task has an earlier deadline than one that came before it.
    fn is_out_of_order(&self, slot: u32) -> bool {
        self.tasks(slot).windows(2).any(|pair| pair[1].deadline < pair[0].deadline)
    }

    /// Those that have begun go on; then first come, first served.
    fn schedule_in_order(&mut self, slot: u32, slots: [u32; 2]) {
        let mut free = slots;
        let apps = &self.plan.apps;
        let tasks = &mut self.tasks[slot as usize];
        for task in tasks.iter_mut() {
            task.running = false;
        }
        for begun in [true, false] {
            for task in tasks.iter_mut().filter(|task| task.stage == Stage::Ready) {
                let free = &mut free[resource(&apps[usize::from(task.app)])];
                if (task.hours > 0.0) == begun && *free > 0 && !task.running {
                    task.running = true;
                    *free -= 1;
                }
            }
        }
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
        let is_ready =
            |task: &Task| task.stage == Stage::Ready && resource(&self.plan.apps[usize::from(task.app)]) == of;
        // If all went on in order, the last of those before it would be through by then.
        let mut before = 0.0;
        let ready = self.tasks(slot).iter().enumerate().filter(|(_, task)| is_ready(task));
        ready
            .map(|(place, task)| {
                before += task.expected();
                let through = host.now + before / f64::from(slots).max(1.0) / group.availability;
                let project = self.plan.apps[usize::from(task.app)].project;
                Urgency {
                    deadline: if through > task.deadline { task.deadline } else { f64::INFINITY },
                    ahead: attachments[project].recent / self.plan.projects[project].share,
                    fresh: task.hours <= 0.0,
                    place,
                }
            })
            .collect()
    }

    /// Whether tasks of several projects wait for their turn.
    pub(super) fn takes_turns(&self, slot: u32) -> bool {
        let waits = |task: &Task| task.stage == Stage::Ready && !task.running;
        self.plan.projects.len() > 1 && self.tasks(slot).iter().any(waits)
    }

    /// The host computes so much from now on, in operations per hour.
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

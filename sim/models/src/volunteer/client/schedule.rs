//! The scheduler of a host: which tasks run.
//!
//! Tasks of one project run in order of arrival. Projects take turns, a time slice each, the one with the
//! largest deficit against its resource share first. But a task that would miss its deadline in this order
//! takes precedence, and of several such tasks the one with the earliest deadline (earliest deadline first;
//! Liu & Layland 1973).

use super::{Ending, Life, Outlook, Stage, Task};

/// The priority of a task; smaller is first.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Urgency {
    /// The deadline of a task in danger; infinite for others.
    deadline: f64,
    /// How far its project exceeds its share.
    ahead: f64,
    /// Whether it has not started.
    fresh: bool,
    /// Its place in line.
    place: usize,
}

impl<G> Life<'_, G> {
    /// Decides again which tasks run, and computes the next step.
    ///
    /// Called when there is more or less to compute, and when the host becomes available unless nothing else
    /// can have changed; in between the decision holds.
    #[inline]
    pub(in crate::volunteer) fn settle(&mut self) {
        self.schedule();
        self.look_ahead();
    }

    /// Whether more than the order of arrival matters.
    #[inline]
    pub(super) fn goes_by_urgency(&self) -> bool {
        self.plan.projects.len() > 1 || !self.host.in_order
    }

    /// Decides which tasks run and use the link, and computes the next step.
    pub(in crate::volunteer) fn schedule(&mut self) {
        let by_urgency = self.goes_by_urgency();
        if by_urgency {
            self.schedule_by_urgency();
        }
        let up = self.host.up();
        let Outlook { due, allowed, lasts, .. } = self.host.outlook;
        let mut outlook = Outlook { due, allowed, lasts, ..Outlook::NOTHING };
        let mut free = self.group.slots;
        let (mut speed, mut busy) = (0.0, [0; 2]);
        let (mut downlink, mut uplink) = (true, true);
        for (place, task) in (0..).zip(self.tasks.iter_mut()) {
            match task.stage {
                Stage::Ready => {
                    let of = task.of();
                    if !by_urgency {
                        // First come, first served.
                        let runs = free[of] > 0;
                        free[of] -= u32::from(runs);
                        task.go_on(runs, up);
                    }
                    outlook.takes_turns |= by_urgency && !task.goes_on;
                    if task.goes_on {
                        outlook.expect(place, task.when);
                        if task.ending != Ending::Fabricated {
                            busy[of] += 1;
                            speed += self.group.speed[of];
                        }
                    }
                }
                Stage::Download => {
                    task.go_on(std::mem::replace(&mut downlink, false), up);
                    outlook.transfers = true;
                }
                Stage::Upload => {
                    task.go_on(std::mem::replace(&mut uplink, false), up);
                    outlook.transfers = true;
                }
                Stage::Done => outlook.report_by(task.when),
            }
        }
        if outlook.transfers {
            self.expect_transfers(free, by_urgency, &mut outlook);
        }
        let host = &mut *self.host;
        let change = speed - host.speed;
        host.speed = speed;
        host.busy = busy;
        if let (true, Some(over_time)) = (change != 0.0, &mut self.sums.over_time) {
            over_time.accelerate(host.now, change);
        }
        host.outlook = outlook;
    }

    fn schedule_by_urgency(&mut self) {
        let (now, up) = (self.host.now, self.host.up());
        for (of, &slots) in self.group.slots.iter().enumerate() {
            let mut line: Vec<Urgency> = self.urgencies(of, slots);
            line.sort_by(|one, other| {
                one.deadline
                    .total_cmp(&other.deadline)
                    .then(one.ahead.total_cmp(&other.ahead))
                    .then(one.fresh.cmp(&other.fresh))
                    .then(one.place.cmp(&other.place))
            });
            for (rank, urgency) in line.iter().enumerate() {
                self.tasks[urgency.place].go_on(rank < slots as usize, up);
            }
        }
        self.host.slice_ends = now + self.plan.habits.time_slice;
    }

    /// The tasks that could run, with their priorities.
    fn urgencies(&self, of: usize, slots: u32) -> Vec<Urgency> {
        let (now, up) = (self.host.now, self.host.up());
        let app_of = |task: &Task| &self.plan.apps[usize::from(task.app)];
        let is_ready = |task: &Task| task.stage == Stage::Ready && task.of() == of;
        // The latest time at which the tasks before it would be complete, in order.
        let mut before = 0.0;
        let ready = self.tasks.iter().enumerate().filter(|(_, task)| is_ready(task));
        ready
            .map(|(place, task)| {
                let app = app_of(task);
                before += task.expected(app.flops * self.group.pace[of], up);
                let through = now + before / f64::from(slots).max(1.0) / self.group.availability;
                let recent = self.attachments[app.project].recent;
                Urgency {
                    deadline: if through > task.deadline { task.deadline } else { f64::INFINITY },
                    ahead: recent / self.plan.projects[app.project].share,
                    fresh: task.hours(up) <= 0.0,
                    place,
                }
            })
            .collect()
    }
}

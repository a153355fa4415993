//! The work buffer: when a host contacts a server, and how much work it requests.
//!
//! A client keeps work for some time ahead, so that it goes on computing while a server or the link is down.
//! It requests work when its queue would last less than `min_buffer`, and then for `additional_buffer` more.
//! It estimates how long work lasts from its share of time available.

use super::{Life, Outlook};

/// A time by which a host has run down to its minimum is known to within this, in h.
const ROUNDING: f64 = 1e-9;

/// The need of a host for work for its cores or its graphics processor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::volunteer) struct Need {
    /// Tasks that are still to be computed.
    pub(in crate::volunteer) tasks: u32,
    /// How long they are expected to run, added up, in h.
    pub(in crate::volunteer) expected: f64,
    /// How many run at once.
    pub(in crate::volunteer) slots: u32,
    /// It asks when `expected` falls to this.
    least: f64,
    /// It then asks for as much as makes it this.
    full: f64,
}

impl Need {
    /// Whether it is time to ask.
    #[inline]
    pub(in crate::volunteer) fn is_due(&self) -> bool {
        self.tasks < self.slots || self.expected <= self.least + ROUNDING * f64::from(self.slots)
    }

    /// Whether more should be asked for.
    #[inline]
    pub(in crate::volunteer) fn is_unmet(&self) -> bool {
        self.is_due() || self.expected < self.full
    }

    /// How long until it is time to ask, if all that can run runs, in hours of being
    /// available; negative if it was time before.
    #[inline]
    fn due_in(&self) -> f64 {
        if self.tasks < self.slots {
            f64::NEG_INFINITY
        } else {
            (self.expected - self.least) / f64::from(self.slots)
        }
    }
}

impl<G> Life<'_, G> {
    /// What the host needs for one resource; `None` if it has none.
    #[inline]
    pub(in crate::volunteer) fn need(&self, of: usize) -> Option<Need> {
        let slots = self.group.slots[of];
        if slots == 0 {
            return None;
        }
        let (up, pace) = (self.host.up(), self.group.pace[of]);
        let (mut tasks, mut expected) = (0, 0.0);
        for task in self.tasks.iter().filter(|task| task.is_unfinished()) {
            if task.of() == of {
                let estimate = self.plan.apps[usize::from(task.app)].flops * pace;
                tasks += 1;
                expected += task.expected(estimate, up);
            }
        }
        let habits = &self.plan.habits;
        let hours = f64::from(slots) * self.group.availability;
        let (least, full) = (hours * habits.min_buffer, hours * habits.full_buffer);
        Some(Need { tasks, expected, slots, least, full })
    }

    /// Whether the host certainly needs no work yet.
    #[inline]
    pub(in crate::volunteer) fn has_enough(&self) -> bool {
        self.host.outlook.lasts && self.host.outlook.due > self.host.up() + ROUNDING
    }

    /// When the host, which is available, should ask for work if all goes as expected.
    #[inline]
    pub(super) fn look_ahead(&mut self) {
        let (now, up) = (self.host.now, self.host.up());
        let (mut kinds, mut first) = (0, f64::INFINITY);
        let (mut due, mut allowed) = (f64::INFINITY, f64::INFINITY);
        for of in self.plan.resources.clone() {
            let Some(need) = self.need(of) else { continue };
            kinds += 1;
            let (due_in, allowed_from) = (need.due_in(), self.allowed_from(of));
            let due_at = now + due_in;
            let contact = if due_at > allowed_from { due_at } else { allowed_from };
            if contact < first {
                first = contact;
                due = up + due_in;
                allowed = allowed_from;
            }
        }
        let lasts = kinds <= 1 && self.plan.never_ends && !self.goes_by_urgency();
        self.host.outlook = Outlook { due, allowed, lasts, ..self.host.outlook };
    }

    /// When a project may be asked for work of this kind; never if all have ended.
    #[inline]
    fn allowed_from(&self, of: usize) -> f64 {
        let now = self.host.now;
        let mut first = f64::INFINITY;
        for (project, attachment) in self.plan.projects.iter().zip(self.attachments.iter()) {
            let allowed = attachment.allowed_from[of];
            let ends_before = allowed >= project.ends || now >= project.ends;
            if project.uses[of] && !ends_before && allowed < first {
                first = allowed;
            }
        }
        first
    }

    /// The project to ask for work of this kind: the one whose recent computing is
    /// furthest below its resource share.
    pub(in crate::volunteer) fn project_to_ask(&self, of: usize) -> Option<usize> {
        let now = self.host.now;
        let all: f64 = self.attachments.iter().map(|attachment| attachment.recent).sum();
        let behind = |project: usize| {
            let done = if all > 0.0 { self.attachments[project].recent / all } else { 0.0 };
            self.plan.projects[project].share - done
        };
        (0..self.attachments.len())
            .filter(|&project| {
                let allowed = self.attachments[project].allowed_from[of] <= now;
                allowed && now < self.plan.projects[project].ends && self.plan.projects[project].uses[of]
            })
            .fold(None, |best: Option<usize>, project| match best {
                Some(best) if behind(best) >= behind(project) => Some(best),
                _ => Some(project),
            })
    }
}

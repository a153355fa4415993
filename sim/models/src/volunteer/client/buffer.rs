//! The work buffer: when does a host need a server, and how much work does it ask for?
//!
//! A client keeps work for some time ahead, so that it goes on computing while a
//! server or the link is down. It asks when what it has would last less than
//! `min_buffer`, and then for `additional_buffer` more. How long work lasts it
//! judges by how much of the time it is available.

use super::Fleet;
use super::task::resource;

/// A time by which a host has run down to its minimum is known to within this, in h.
const ROUNDING: f64 = 1e-9;

/// What a host needs for its cores or its graphics processor.
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

    /// How long until it is time to ask, if all that can run runs, in hours of being available.
    #[inline]
    fn due_in(&self) -> f64 {
        if self.is_due() { 0.0 } else { (self.expected - self.least) / f64::from(self.slots) }
    }
}

impl<G> Fleet<'_, G> {
    /// What the host needs for one resource; `None` if it has none, or no application uses it.
    pub(in crate::volunteer) fn need(&self, slot: u32, of: usize) -> Option<Need> {
        let pace = self.plan.groups.get(self.hosts[slot].group).pace[of];
        let (mut tasks, mut expected) = (0, 0.0);
        for task in self.tasks(slot) {
            let app = &self.plan.apps[usize::from(task.app)];
            if task.is_unfinished() && resource(app) == of {
                tasks += 1;
                expected += task.expected(app.flops * pace);
            }
        }
        self.need_of(slot, of, tasks, expected)
    }

    #[inline]
    fn need_of(&self, slot: u32, of: usize, tasks: u32, expected: f64) -> Option<Need> {
        let group = self.plan.groups.get(self.hosts[slot].group);
        let slots = group.slots[of];
        if slots == 0 || !self.plan.is_used[of] {
            return None;
        }
        let habits = &self.plan.habits;
        let hours = f64::from(slots) * group.availability;
        Some(Need {
            tasks,
            expected,
            slots,
            least: hours * habits.min_buffer,
            full: hours * habits.full_buffer,
        })
    }

    /// When the host, which is available, should contact servers if all goes as
    /// expected: `report` is when a result is to be reported, `needs` are the tasks
    /// it has for cores and graphics processors, and how long they will run.
    #[inline]
    pub(super) fn contact_time(&self, slot: u32, report: f64, needs: [(u32, f64); 2]) -> f64 {
        let now = self.hosts[slot].now;
        let mut contact = report;
        for (of, (tasks, expected)) in needs.into_iter().enumerate() {
            if let Some(need) = self.need_of(slot, of, tasks, expected) {
                contact = contact.min((now + need.due_in()).max(self.allowed_from(slot, of)));
            }
        }
        contact
    }

    /// When a project may be asked for work of this kind; never if all have ended.
    #[inline]
    fn allowed_from(&self, slot: u32, of: usize) -> f64 {
        let now = self.hosts[slot].now;
        let projects = self.plan.projects.iter().zip(self.attachments(slot));
        projects
            .filter(|(project, attachment)| {
                project.uses[of] && attachment.allowed_from[of].max(now) < project.ends
            })
            .map(|(_, attachment)| attachment.allowed_from[of])
            .fold(f64::INFINITY, f64::min)
    }

    /// The project to ask for work of this kind: the one whose recent computing is
    /// furthest below its resource share.
    pub(in crate::volunteer) fn project_to_ask(&self, slot: u32, of: usize) -> Option<usize> {
        let now = self.hosts[slot].now;
        let attachments = self.attachments(slot);
        let all: f64 = attachments.iter().map(|attachment| attachment.recent).sum();
        let behind = |project: usize| {
            let done = if all > 0.0 { attachments[project].recent / all } else { 0.0 };
            self.plan.projects[project].share - done
        };
        (0..attachments.len())
            .filter(|&project| {
                let allowed = attachments[project].allowed_from[of] <= now;
                allowed && now < self.plan.projects[project].ends && self.plan.projects[project].uses[of]
            })
            .fold(None, |best: Option<usize>, project| match best {
                Some(best) if behind(best) >= behind(project) => Some(best),
                _ => Some(project),
            })
    }
}

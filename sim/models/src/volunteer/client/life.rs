//! One host with all the state for simulating it.

use super::{Attachment, Fleet, FleetStatistics, Host, Lending, Stage, Task, Tasks};
use crate::volunteer::group::Group;
use crate::volunteer::resolved::Resolved;

/// A host that is being simulated.
#[derive(Debug)]
pub(in crate::volunteer) struct Life<'a, G> {
    pub(in crate::volunteer) plan: &'a Resolved,
    pub(in crate::volunteer) group: &'a Group,
    pub(in crate::volunteer) host: &'a mut Host<G>,
    /// In the order in which they came.
    pub(super) tasks: &'a mut Tasks,
    /// By project.
    pub(in crate::volunteer) attachments: &'a mut [Attachment],
    pub(in crate::volunteer) sums: &'a mut FleetStatistics,
}

impl<G> Fleet<'_, G> {
    /// The host in this slot.
    #[inline]
    pub(in crate::volunteer) fn life(&mut self, slot: u32) -> Life<'_, G> {
        let host = &mut self.hosts[slot];
        let projects = self.plan.projects.len();
        let sums = match (&mut self.lent, host.lending) {
            (Some(lent), Lending::Lent) => lent,
            _ => &mut self.sums,
        };
        Life {
            plan: self.plan,
            group: self.plan.groups.get(host.group),
            host,
            tasks: &mut self.tasks[slot as usize],
            attachments: &mut self.attachments[slot as usize * projects..][..projects],
            sums,
        }
    }
}

impl<G> Life<'_, G> {
    /// Takes the first task that waits to be reported.
    #[inline]
    pub(in crate::volunteer) fn take_done(&mut self) -> Option<Task> {
        let place = self.tasks.iter().position(|task| task.stage == Stage::Done)?;
        let task = self.tasks.remove(place);
        self.host.in_order = self.host.in_order || self.tasks.is_sorted_by_key(|task| task.deadline);
        Some(task)
    }

    /// A task arrives.
    pub(in crate::volunteer) fn add_task(&mut self, task: Task) {
        self.host.in_order &= self.tasks.last().is_none_or(|last| last.deadline <= task.deadline);
        self.tasks.push(task);
    }
}

//! The client: what happens on a host between two contacts with a server.
//!
//! A host's availability does not depend on servers, and servers only respond to requests. So a host's life
//! between two contacts can be simulated at once, without a queue of events: its intervals, downloads,
//! checkpoints, losses and uploads, up to the instant at which it next needs a server. Only that instant is
//! an event. What would be thousands of events of a host in a year costs as much as a few hundred.
//!
//! | piece | what it does |
//! |---|---|
//! | [`life`] | a host with all that it takes to follow it |
//! | [`walk`] | takes the next step of a host's life |
//! | [`link`] | gives the link to one download and one upload at a time |
//! | [`schedule`] | decides which tasks run |
//! | [`buffer`] | decides when to contact a server, and how much work to ask for |
//! | [`task`], [`host`] | what is kept of each |
//!
//! Times on a host are hours of being available; while it is unavailable all activity stops.

mod buffer;
mod host;
mod life;
mod link;
mod schedule;
mod statistics;
mod task;
#[cfg(test)]
mod tests;
mod walk;

use bazaar_engine::Entities;

use super::resolved::Resolved;
pub(super) use buffer::Need;
pub(super) use host::{Attachment, Honesty, Host, Lending, Outlook};
pub(super) use life::Life;
pub(super) use statistics::{FleetStatistics, GroupStatistics};
pub(super) use task::{Ending, Stage, Task, Tasks};
pub(super) use walk::Step;

/// The hosts of one partition, and their tasks.
#[derive(Debug)]
pub(super) struct Fleet<'a, G> {
    plan: &'a Resolved,
    pub(super) hosts: Entities<Host<G>>,
    /// By slot.
    tasks: Vec<Tasks>,
    /// By slot and project.
    attachments: Vec<Attachment>,
    pub(super) sums: FleetStatistics,
    /// Statistics of the time in which other components have hosts, if that is possible.
    pub(super) lent: Option<FleetStatistics>,
}

impl<'a, G> Fleet<'a, G> {
    /// An empty fleet with room for this number of hosts.
    pub(super) fn new(plan: &'a Resolved, room: usize) -> Self {
        Fleet {
            plan,
            hosts: Entities::with_capacity(room),
            tasks: Vec::with_capacity(room),
            attachments: Vec::with_capacity(room * plan.projects.len()),
            sums: FleetStatistics::new(plan),
            lent: None,
        }
    }

    /// Adds a host.
    pub(super) fn join(&mut self, host: Host<G>) -> u32 {
        let slot = self.hosts.insert(host);
        let (place, projects) = (slot as usize, self.plan.projects.len());
        if self.tasks.len() <= place {
            self.tasks.resize_with(place + 1, Tasks::new);
            self.attachments.resize((place + 1) * projects, Attachment::default());
        }
        for (attachment, project) in self.attachments[place * projects..].iter_mut().zip(&self.plan.projects)
        {
            *attachment = Attachment { allowed_from: [project.starts; 2], ..Attachment::default() };
        }
        slot
    }

    /// The tasks of the host in this slot.
    pub(super) fn tasks(&self, slot: u32) -> &[Task] {
        &self.tasks[slot as usize]
    }

    /// Takes all tasks away, as when the host leaves.
    pub(super) fn take_tasks(&mut self, slot: u32) -> Tasks {
        std::mem::take(&mut self.tasks[slot as usize])
    }

    /// What was computed for all tasks that hosts still have, in operations.
    pub(super) fn work_in_progress(&self) -> f64 {
        let of_host = |(host, tasks): (&Host<G>, &Tasks)| -> f64 {
            let speed = self.plan.groups.get(host.group).speed;
            tasks.iter().map(|task| task.work(speed[task.of()], host.up())).sum()
        };
        self.hosts.places().zip(&self.tasks).map(of_host).sum()
    }
}

//! One host, in little memory: a run visits a million of them.

use bazaar_engine::{Key, Stream};

/// Whether a host computes honestly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) enum Honesty {
    Honest,
    /// Makes results up.
    Fabricator,
    /// Fails at every task.
    Failing,
}

/// The user of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) enum Lending {
    /// The projects.
    Given,
    /// The projects, until its next contact; then another component.
    Wanted,
    /// Another component.
    Lent,
    /// The projects, until its next contact; then it leaves for good.
    Dropped,
}

/// A host that has joined.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Host<G> {
    /// The stream of its availability.
    pub(in crate::volunteer) availability: Stream<G>,
    /// The stream of its errors.
    pub(in crate::volunteer) luck: Stream<G>,
    /// The key of the host.
    pub(in crate::volunteer) key: Key,
    /// The time up to which it has been simulated.
    pub(in crate::volunteer) now: f64,
    /// Its own clock, which counts hours of being available: what it shows while the
    /// host is unavailable, and how far it is behind the world's while it is available.
    pub(in crate::volunteer) clock: f64,
    /// Since when it has been in the state it is in.
    pub(in crate::volunteer) since: f64,
    /// When that state ends.
    pub(in crate::volunteer) until: f64,
    /// When it leaves for good.
    pub(in crate::volunteer) leaves: f64,
    /// When tasks of other projects get their turn.
    pub(in crate::volunteer) slice_ends: f64,
    /// What comes next if it stays available.
    pub(in crate::volunteer) outlook: Outlook,
    /// What its running tasks compute while it is available, in operations per hour.
    pub(in crate::volunteer) speed: f64,
    /// How many of its cores and graphics processors compute then.
    pub(in crate::volunteer) busy: [u32; 2],
    /// The probability that a task ends in an error, and that its result is wrong.
    pub(in crate::volunteer) client_errors: f32,
    pub(in crate::volunteer) wrong_results: f32,
    /// Index of its group.
    pub(in crate::volunteer) group: u32,
    /// Number of the volunteer who owns it.
    pub(in crate::volunteer) owner: u32,
    pub(in crate::volunteer) honesty: Honesty,
    pub(in crate::volunteer) lending: Lending,
    /// Whether it is available.
    pub(in crate::volunteer) available: bool,
    /// Whether it has not left; a slot is read after its host has left.
    pub(in crate::volunteer) joined: bool,
    /// Whether its tasks stand in the order of their deadlines.
    pub(in crate::volunteer) in_order: bool,
}

impl<G> Host<G> {
    /// What its own clock shows now.
    #[inline]
    pub(in crate::volunteer) fn up(&self) -> f64 {
        if self.available { self.now - self.clock } else { self.clock }
    }
}

/// What comes next on a host while it is available.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Outlook {
    /// When the stage of a task ends, by the host's clock.
    pub(super) task_ends: f64,
    /// When its work has run down to the minimum, by the host's clock.
    pub(super) due: f64,
    /// From when on it may then ask for more, by the world's clock.
    pub(super) allowed: f64,
    /// When a result is to be reported, by the world's clock.
    pub(super) report: f64,
    /// The place of the task whose stage ends.
    pub(super) task: u32,
    /// Whether tasks of several projects wait for their turn.
    pub(super) takes_turns: bool,
    /// Whether anything is on the link, or waits for it.
    pub(super) transfers: bool,
    /// Whether all this stays true while the host is unavailable.
    pub(super) lasts: bool,
}

impl Outlook {
    /// No events.
    pub(in crate::volunteer) const NOTHING: Outlook = Outlook {
        task_ends: f64::INFINITY,
        due: f64::INFINITY,
        allowed: f64::INFINITY,
        report: f64::INFINITY,
        task: 0,
        takes_turns: false,
        transfers: false,
        lasts: false,
    };

    /// The same, while another component has the host.
    pub(in crate::volunteer) const AWAY: Outlook = Outlook { lasts: true, ..Outlook::NOTHING };

    /// The stage of the task at this place ends at this time, by the host's clock.
    #[inline]
    pub(super) fn expect(&mut self, place: u32, ends: f64) {
        if ends < self.task_ends {
            self.task_ends = ends;
            self.task = place;
        }
    }

    /// A result is to be reported by this time, by the world's clock.
    #[inline]
    pub(super) fn report_by(&mut self, time: f64) {
        if time < self.report {
            self.report = time;
        }
    }

    /// When the host should contact servers; its clock is this far behind the world's.
    #[inline]
    pub(super) fn contact(&self, behind: f64) -> f64 {
        let due = self.due + behind;
        let ask = if due > self.allowed { due } else { self.allowed };
        if ask < self.report { ask } else { self.report }
    }
}

/// A host's record of a project.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::volunteer) struct Attachment {
    /// When it may be asked again for work for cores, and for graphics processors.
    pub(in crate::volunteer) allowed_from: [f64; 2],
    /// What was computed for it recently, in operations; older ones count less.
    pub(in crate::volunteer) recent: f64,
    /// The number of consecutive refusals.
    pub(in crate::volunteer) refusals: [u8; 2],
}

impl Attachment {
    /// The first wait after a request without success: 10 minutes; it doubles each time.
    const FIRST_WAIT: f64 = 1.0 / 6.0;
    const LONGEST_WAIT: f64 = 24.0;

    /// The project had no work of this kind.
    pub(in crate::volunteer) fn back_off(&mut self, of: usize, now: f64) {
        let refusals = &mut self.refusals[of];
        let wait = (Self::FIRST_WAIT * f64::from(1_u32 << (*refusals).min(8))).min(Self::LONGEST_WAIT);
        *refusals = refusals.saturating_add(1);
        self.allowed_from[of] = now + wait;
    }

    /// The project had work of this kind.
    pub(in crate::volunteer) fn succeed(&mut self, of: usize) {
        self.refusals[of] = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_ten_minutes_to_a_day() {
        let mut attachment = Attachment::default();
        let mut waits = Vec::new();
        for _ in 0..10 {
            attachment.back_off(0, 5.0);
            waits.push(((attachment.allowed_from[0] - 5.0) * 60.0).round());
        }
        assert_eq!(waits, [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1280.0, 1440.0, 1440.0]);
        attachment.succeed(0);
        attachment.back_off(0, 0.0);
        assert!((attachment.allowed_from[0] - 1.0 / 6.0).abs() < 1e-12);
        assert_eq!(attachment.allowed_from[1], 0.0);
    }
}

//! One host, as small as it can be: a million of them are walked through.

use bazaar_engine::{Key, Stream};

/// What kind of host it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) enum Honesty {
    Honest,
    /// Makes results up.
    Fabricator,
    /// Fails at every task.
    Failing,
}

/// A host that has joined.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Host<G> {
    /// What its availability is drawn from.
    pub(in crate::volunteer) availability: Stream<G>,
    /// What goes wrong is drawn from.
    pub(in crate::volunteer) luck: Stream<G>,
    /// Where it comes from.
    pub(in crate::volunteer) key: Key,
    /// Up to when its life has been followed.
    pub(in crate::volunteer) now: f64,
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
    /// What its running tasks compute, in operations per hour.
    pub(in crate::volunteer) speed: f64,
    /// The probability that a task ends in an error, and that its answer is wrong.
    pub(in crate::volunteer) client_errors: f32,
    pub(in crate::volunteer) wrong_results: f32,
    /// Index of its group.
    pub(in crate::volunteer) group: u32,
    /// Number of the volunteer who owns it.
    pub(in crate::volunteer) owner: u32,
    pub(in crate::volunteer) honesty: Honesty,
    /// Whether it is available.
    pub(in crate::volunteer) available: bool,
    /// Whether it is still there; a slot is read after its host has left.
    pub(in crate::volunteer) joined: bool,
}

/// What comes next on a host while it is available.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Outlook {
    /// When the stage of a task ends.
    pub(in crate::volunteer) task_ends: f64,
    /// Which.
    pub(in crate::volunteer) task: u32,
    /// When it should contact servers.
    pub(in crate::volunteer) contact: f64,
    /// Whether tasks of several projects wait for their turn.
    pub(in crate::volunteer) takes_turns: bool,
}

impl Outlook {
    /// Nothing to do, and nobody to ask.
    pub(in crate::volunteer) const NOTHING: Outlook =
        Outlook { task_ends: f64::INFINITY, task: 0, contact: f64::INFINITY, takes_turns: false };
}

/// What a host remembers of a project.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::volunteer) struct Attachment {
    /// When it may be asked again for work for cores, and for graphics processors.
    pub(in crate::volunteer) allowed_from: [f64; 2],
    /// What was computed for it recently, in operations; older ones count less.
    pub(in crate::volunteer) recent: f64,
    /// How often in a row it had none for them.
    pub(in crate::volunteer) refusals: [u8; 2],
}

impl Attachment {
    /// The first wait after a request that got nothing: 10 minutes; then twice that, and so on.
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

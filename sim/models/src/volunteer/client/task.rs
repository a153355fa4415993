//! A task: a copy of a job on a host.

use smallvec::SmallVec;

/// The stage of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) enum Stage {
    /// Its input is on its way, or waits for the link.
    Download,
    /// It can run.
    Ready,
    /// Its output is on its way, or waits for the link.
    Upload,
    /// It waits to be reported.
    Done,
}

/// How a task will end, which is hidden from its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) enum Ending {
    Right,
    /// With a wrong result that is not noticed.
    Wrong,
    /// With an error that the client notices.
    Error,
    /// With a made-up result.
    Fabricated,
}

/// A task. Lengths are in hours of being available, and `up` is what the host's
/// own clock shows, which counts them: while a stage goes on nothing here changes.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Task {
    /// When the stage ends by the host's clock, if it goes on; how much of it is left,
    /// if it waits; when to report at the latest (by the world's clock), if all is done.
    pub(in crate::volunteer) when: f64,
    /// How long it runs.
    pub(in crate::volunteer) length: f64,
    /// When the server stops waiting, by the world's clock.
    pub(in crate::volunteer) deadline: f64,
    /// The server's number of the result.
    pub(in crate::volunteer) result: u32,
    pub(in crate::volunteer) app: u16,
    /// What it runs on: cores are 0, graphics processors 1.
    pub(in crate::volunteer) resource: u8,
    pub(in crate::volunteer) stage: Stage,
    pub(in crate::volunteer) ending: Ending,
    /// Whether its stage goes on when the host is available: it runs, or has the link.
    pub(in crate::volunteer) goes_on: bool,
}

/// The tasks of one host. Most hosts have one or two, which then lie beside one another
/// without a detour through the heap.
pub(in crate::volunteer) type Tasks = SmallVec<[Task; 2]>;

impl Task {
    /// What it runs on, as an index.
    #[inline]
    pub(in crate::volunteer) fn of(&self) -> usize {
        usize::from(self.resource)
    }

    /// Whether it is still to be computed.
    #[inline]
    pub(super) fn is_unfinished(&self) -> bool {
        matches!(self.stage, Stage::Download | Stage::Ready)
    }

    /// Whether it has the link, or waits for it.
    #[inline]
    pub(super) fn is_transferred(&self) -> bool {
        matches!(self.stage, Stage::Download | Stage::Upload)
    }

    /// Whether it runs when the host is available.
    #[inline]
    pub(super) fn is_running(&self) -> bool {
        self.goes_on && self.stage == Stage::Ready
    }

    /// Its stage proceeds from now on, or waits.
    #[inline]
    pub(super) fn go_on(&mut self, goes_on: bool, up: f64) {
        if goes_on != self.goes_on {
            self.goes_on = goes_on;
            self.when += if goes_on { up } else { -up };
        }
    }

    /// It enters a stage of this length, and waits.
    #[inline]
    pub(super) fn enter(&mut self, stage: Stage, length: f64) {
        self.stage = stage;
        self.when = length;
        self.goes_on = false;
    }

    /// The remaining time of its stage.
    #[inline]
    pub(super) fn left(&self, up: f64) -> f64 {
        if self.goes_on { self.when - up } else { self.when }
    }

    /// How long it has run, without what was lost.
    #[inline]
    pub(in crate::volunteer) fn hours(&self, up: f64) -> f64 {
        match self.stage {
            Stage::Download => 0.0,
            Stage::Ready => self.length - self.left(up),
            Stage::Upload | Stage::Done => self.length,
        }
    }

    /// The remaining time that the client expects, given its `estimate` of the total.
    #[inline]
    pub(super) fn expected(&self, estimate: f64, up: f64) -> f64 {
        (estimate - self.hours(up)).max(0.0)
    }

    /// How long it has run since its state was saved for the last time.
    #[inline]
    pub(super) fn unsaved(&self, checkpoint: f64, up: f64) -> f64 {
        // By rounding, hours may lie just below the checkpoint that they were set back to.
        const ROUNDING: f64 = 1e-9;
        let hours = self.hours(up);
        if checkpoint > 0.0 {
            (hours - (hours / checkpoint + ROUNDING).floor() * checkpoint).max(0.0)
        } else {
            0.0
        }
    }

    /// Operations per hour, on a host of this speed: made-up results take only time.
    #[inline]
    pub(super) fn speed(&self, speed: f64) -> f64 {
        if self.ending == Ending::Fabricated { 0.0 } else { speed }
    }

    /// What was computed for it, in operations.
    #[inline]
    pub(in crate::volunteer) fn work(&self, speed: f64, up: f64) -> f64 {
        self.hours(up) * self.speed(speed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_not_lost_again() {
        const CHECKPOINT: f64 = 300.0 / 3600.0;
        for step in 1..1000 {
            let mut task = Task {
                when: 8.0,
                length: 8.0,
                deadline: 168.0,
                result: 0,
                app: 0,
                resource: 0,
                stage: Stage::Ready,
                ending: Ending::Right,
                goes_on: true,
            };
            let up = f64::from(step) * 0.0078;
            let unsaved = task.unsaved(CHECKPOINT, up);
            assert!((0.0..CHECKPOINT).contains(&unsaved), "{unsaved}");
            task.when += unsaved;
            assert!(task.unsaved(CHECKPOINT, up) < 1e-12, "after {up} h");
        }
    }
}

//! A task: a copy of a job on its way through a host.

use crate::volunteer::plan::App;

/// How far a task has come.
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

/// How a task will end, which its host does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) enum Ending {
    Right,
    /// With a wrong answer that nobody notices.
    Wrong,
    /// With an error that the client notices.
    Error,
    /// With an answer that the host makes up.
    Fabricated,
}

/// A task. Times are in hours of being available. A host goes through its tasks at
/// every step, so there is nothing here that can be worked out.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Task {
    /// What is left of the stage; of a task that is done, when to report it at the
    /// latest (by the clock).
    pub(in crate::volunteer) left: f64,
    /// How long it runs.
    pub(in crate::volunteer) length: f64,
    /// When the server stops waiting, by the clock.
    pub(in crate::volunteer) deadline: f64,
    /// The server's number of the result.
    pub(in crate::volunteer) result: u32,
    pub(in crate::volunteer) app: u16,
    pub(in crate::volunteer) stage: Stage,
    pub(in crate::volunteer) ending: Ending,
    /// Whether it runs when the host is available.
    pub(in crate::volunteer) running: bool,
}

impl Task {
    /// Whether it is still to be computed.
    #[inline]
    pub(super) fn is_unfinished(&self) -> bool {
        matches!(self.stage, Stage::Download | Stage::Ready)
    }

    /// How long it has run, what was lost not counted.
    #[inline]
    pub(in crate::volunteer) fn hours(&self) -> f64 {
        match self.stage {
            Stage::Download => 0.0,
            Stage::Ready => self.length - self.left,
            Stage::Upload | Stage::Done => self.length,
        }
    }

    /// How much longer the client expects it to run, if it expects `estimate` in all.
    #[inline]
    pub(super) fn expected(&self, estimate: f64) -> f64 {
        (estimate - self.hours()).max(0.0)
    }

    /// How long it has run since its state was saved for the last time.
    #[inline]
    pub(super) fn unsaved(&self, checkpoint: f64) -> f64 {
        // By rounding, hours may lie just below the checkpoint that they were set back to.
        const ROUNDING: f64 = 1e-9;
        let hours = self.hours();
        if checkpoint > 0.0 {
            (hours - (hours / checkpoint + ROUNDING).floor() * checkpoint).max(0.0)
        } else {
            0.0
        }
    }

    /// What it computes in an hour, of what the host could: made-up results take time only.
    #[inline]
    pub(super) fn speed(&self, speed: f64) -> f64 {
        if self.ending == Ending::Fabricated { 0.0 } else { speed }
    }

    /// What was computed for it, in operations.
    #[inline]
    pub(in crate::volunteer) fn work(&self, speed: f64) -> f64 {
        self.hours() * self.speed(speed)
    }
}

/// Cores are 0, graphics processors 1.
#[inline]
pub(super) fn resource(app: &App) -> usize {
    usize::from(app.gpu)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_not_lost_again() {
        const CHECKPOINT: f64 = 300.0 / 3600.0;
        for step in 1..1000 {
            let mut task = Task {
                left: 8.0,
                length: 8.0,
                deadline: 168.0,
                result: 0,
                app: 0,
                stage: Stage::Ready,
                ending: Ending::Right,
                running: true,
            };
            task.left -= f64::from(step) * 0.0078;
            let unsaved = task.unsaved(CHECKPOINT);
            assert!((0.0..CHECKPOINT).contains(&unsaved), "{unsaved}");
            task.left += unsaved;
            assert!(task.unsaved(CHECKPOINT) < 1e-12, "after {} h", f64::from(step) * 0.0078);
        }
    }
}

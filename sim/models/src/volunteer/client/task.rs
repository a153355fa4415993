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

/// A task. Times are in hours of being available.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Task {
    /// The server's number of the result.
    pub(in crate::volunteer) result: u32,
    /// The result's number among all of the partition.
    pub(in crate::volunteer) serial: u32,
    pub(in crate::volunteer) app: u16,
    pub(in crate::volunteer) stage: Stage,
    pub(in crate::volunteer) ending: Ending,
    /// Whether it runs when the host is available.
    pub(in crate::volunteer) running: bool,
    /// What is left of the stage; of a task that is done, when to report it at the
    /// latest (by the clock).
    pub(in crate::volunteer) left: f64,
    /// How long it will run.
    pub(in crate::volunteer) length: f64,
    /// How long the client expects it to run in all.
    pub(in crate::volunteer) estimate: f64,
    /// How long it has run, what was lost not counted.
    pub(in crate::volunteer) hours: f64,
    /// How long of that is not saved yet.
    pub(in crate::volunteer) unsaved: f64,
    /// When the server stops waiting, by the clock.
    pub(in crate::volunteer) deadline: f64,
}

impl Task {
    /// Whether it is still to be computed.
    #[inline]
    pub(super) fn is_unfinished(&self) -> bool {
        matches!(self.stage, Stage::Download | Stage::Ready)
    }

    /// How much longer the client expects it to run.
    #[inline]
    pub(super) fn expected(&self) -> f64 {
        (self.estimate - self.hours).max(0.0)
    }

    /// What it computes in an hour, of what the host could: made-up results take time only.
    #[inline]
    pub(super) fn speed(&self, speed: f64) -> f64 {
        if self.ending == Ending::Fabricated { 0.0 } else { speed }
    }

    /// What was computed for it, in operations.
    #[inline]
    pub(in crate::volunteer) fn work(&self, speed: f64) -> f64 {
        self.hours * self.speed(speed)
    }
}

/// Cores are 0, graphics processors 1.
#[inline]
pub(super) fn resource(app: &App) -> usize {
    usize::from(app.gpu)
}

//! The contenders: one simulation in one library, ready to be timed.

use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;

use crate::case::Case;
use crate::workloads::{Run, Work, kernel, plain};
use crate::{on_simcore, on_simpy, on_simrs};

/// The libraries, in the order of the table. The first is the one that ratios refer to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Library {
    Bazaar,
    BinaryHeap,
    Simcore,
    Simrs,
    Simpy,
}

impl Library {
    pub(crate) const ALL: [Library; 5] =
        [Library::Bazaar, Library::BinaryHeap, Library::Simcore, Library::Simrs, Library::Simpy];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Library::Bazaar => "Bazaar",
            Library::BinaryHeap => "BinaryHeap",
            Library::Simcore => "simcore 0.1",
            Library::Simrs => "simrs 0.2",
            Library::Simpy => "SimPy 4.1",
        }
    }

    /// Whether its model draws the streams that all Rust libraries share.
    pub(crate) fn shares_streams(self) -> bool {
        self != Library::Simpy
    }

    /// A simulation at time zero.
    ///
    /// # Errors
    /// Why there is none: a sentence for the reader of the table.
    pub(crate) fn start(
        self,
        case: Case,
        python: &Result<impl AsRef<Path>, String>,
    ) -> Result<Box<dyn Contender>, String> {
        Ok(match (self, case) {
            (Library::Bazaar, Case::Queue) => timed(kernel::queue()),
            (Library::BinaryHeap, Case::Queue) => timed(plain::queue()),
            (Library::Simcore, Case::Queue) => timed(on_simcore::queue()),
            (Library::Simrs, Case::Queue) => timed(on_simrs::queue()),
            (Library::Bazaar, Case::Hosts { class, hosts }) => {
                timed(kernel::hosts(&class.intervals(), hosts))
            }
            (Library::BinaryHeap, Case::Hosts { class, hosts }) => {
                timed(plain::hosts(&class.intervals(), hosts))
            }
            (Library::Simcore, Case::Hosts { class, hosts }) => {
                timed(on_simcore::hosts(&class.intervals(), hosts))
            }
            (Library::Simrs, Case::Hosts { class, hosts }) => {
                timed(on_simrs::hosts(&class.intervals(), hosts))
            }
            (Library::Simpy, case) => on_simpy::start(case, python)?,
        })
    }
}

/// A simulation that says how long it computed.
pub(crate) trait Contender {
    /// Handles every event up to time `end`, in hours; CPU time that took.
    ///
    /// # Errors
    /// If another process runs it, and that process fails.
    fn run_until(&mut self, end: f64) -> Result<Duration, String>;

    fn work(&self) -> Work;

    /// The number of events handled: the library's own count if it keeps one.
    fn handled(&self) -> u64;
}

struct Timed<R>(R);

fn timed<R: Run + 'static>(run: R) -> Box<dyn Contender> {
    Box::new(Timed(run))
}

impl<R: Run> Contender for Timed<R> {
    fn run_until(&mut self, end: f64) -> Result<Duration, String> {
        let begin = ThreadTime::now();
        self.0.run_until(end);
        Ok(begin.elapsed())
    }

    fn work(&self) -> Work {
        self.0.work()
    }

    fn handled(&self) -> u64 {
        self.0.handled()
    }
}

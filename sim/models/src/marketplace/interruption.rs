//! Interruptions: a seller stops in the middle of a job, as a machine does that its owner needs back.
//!
//! What becomes of the job is decided by the component that interrupts it: the job *pauses*, and continues
//! where it stopped when the seller is back, or it is *lost*, and the work done is not paid for. An
//! interrupted seller is neither at work nor idle. A market without interruptions does not record which job a
//! seller is working on.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;

use super::market::{Kind, Market};
use super::people::NONE;

/// A job that was interrupted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Interruption {
    /// How long it had been worked on, in hours.
    pub(crate) done: f64,
    /// Whether it is lost.
    pub(crate) is_lost: bool,
}

impl<G: Generator> Market<'_, G> {
    /// Sellers may be interrupted from now on, which requires a record of the job of each seller.
    pub(crate) fn with_interruptions(mut self) -> Self {
        self.at_work = vec![NONE; self.sellers_potential()];
        self
    }

    /// A seller stops for a while: the current job pauses, or is lost.
    pub(crate) fn interrupt(&mut self, seller: u32, loses: bool, now: f64) -> Option<Interruption> {
        let interruption = self.job_of(seller).map(|slot| {
            self.requests.be_patient(slot);
            let request = self.requests.get_mut(slot);
            let left = request.ends - now;
            request.left = Some(left);
            self.sums.busy.add(now, -1.0);
            self.sums.working.add(now, -1.0);
            Interruption { done: request.done(left), is_lost: loses }
        });
        self.suspend(seller, now);
        if interruption.is_some() && loses {
            self.loses_job(seller);
        }
        interruption
    }

    /// A seller is gone, and the current job, running or paused, is lost.
    pub(crate) fn breaks_off(&mut self, seller: u32, now: f64) -> Option<Interruption> {
        let request = self.noted(seller).map(|slot| self.requests.get(slot));
        let paused = request.and_then(|request| request.left.map(|left| request.done(left)));
        let interruption = match paused {
            Some(done) => Some(Interruption { done, is_lost: true }),
            None => self.interrupt(seller, false, now).map(|one| Interruption { is_lost: true, ..one }),
        };
        if interruption.is_some() {
            self.loses_job(seller);
        }
        interruption
    }

    /// A seller who is back continues the paused job.
    pub(super) fn carries_on(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let Some(slot) = self.noted(seller) else { return };
        let request = self.requests.get_mut(slot);
        let Some(left) = request.left.take() else { return };
        request.ends = now + left;
        self.sums.working.add(now, 1.0);
        self.sums.busy.add(now, 1.0);
        context.after_generation(left, Kind::Complete, slot, self.requests.patience(slot));
    }

    /// The number of sellers who are in now, at work or idle, and the number at work.
    pub(crate) fn busy_of_working(&self) -> [f64; 2] {
        [self.sums.busy.value(), self.sums.working.value()]
    }

    /// Whether a seller is in and idle.
    pub(crate) fn has_nothing_to_do(&self, seller: u32) -> bool {
        self.is_idle(seller)
    }

    /// Records the job of a seller, if interruptions are possible.
    pub(super) fn notes_work(&mut self, seller: u32, slot: u32) {
        let record = self.record_of(seller);
        if let Some(note) = self.at_work.get_mut(record) {
            *note = slot;
        }
    }

    /// The request that a seller works on, or has paused.
    fn noted(&self, seller: u32) -> Option<u32> {
        self.at_work.get(self.record_of(seller)).copied().filter(|&slot| slot != NONE)
    }

    /// The request that a seller works on.
    fn job_of(&self, seller: u32) -> Option<u32> {
        self.noted(seller).filter(|&slot| self.requests.get(slot).left.is_none())
    }

    /// A job that had stopped is lost and not paid for.
    fn loses_job(&mut self, seller: u32) {
        let Some(slot) = self.noted(seller) else { return };
        self.notes_work(seller, NONE);
        self.face_mut(seller).jobs = 0;
        self.sums.counts.lost += 1;
        self.requests.close(slot);
    }
}

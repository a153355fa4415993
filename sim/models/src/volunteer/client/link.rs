//! The link: one download and one upload at a time use it, in the order of the tasks.
//!
//! The end of most transfers has no immediate effect. A task that has arrived waits for a core, and one that
//! was sent waits for the next report. Such an end is not a step of its own: it is recorded, with its own
//! time, before the next step.

use super::{Life, Outlook, Stage};

/// A result is reported within this after it was sent, in h.
const REPORT_WITHIN: f64 = 1.0;
/// A result whose deadline is nearer than this is reported at once, in h.
const NEAR_DEADLINE: f64 = 24.0;
/// The host's clock and the world's agree within this, in h.
const ROUNDING: f64 = 1e-9;

/// When a result that is sent at this time is to be reported.
#[inline]
fn report_by(sent: f64, deadline: f64) -> f64 {
    if deadline - sent < NEAR_DEADLINE { sent } else { sent + REPORT_WITHIN }
}

impl<G> Life<'_, G> {
    /// Records the transfers that have ended since the last step; the host is available.
    #[inline]
    pub(super) fn catch_up(&mut self) {
        let up = self.host.up() + ROUNDING;
        while let Some(place) =
            self.tasks.iter().position(|task| task.goes_on && task.when <= up && task.is_transferred())
        {
            self.end_transfer(place);
        }
    }

    fn end_transfer(&mut self, place: usize) {
        let task = &mut self.tasks[place];
        let (ended, stage) = (task.when, task.stage);
        if stage == Stage::Download {
            task.enter(Stage::Ready, task.length);
        } else {
            task.enter(Stage::Done, report_by(ended + self.host.clock, task.deadline));
        }
        if let Some(next) = self.tasks.iter_mut().find(|task| task.stage == stage) {
            next.go_on(true, ended);
        }
    }

    /// Computes which end of a transfer is a step, and when results that are sent must be reported.
    #[inline]
    pub(super) fn expect_transfers(&self, free: [u32; 2], by_urgency: bool, outlook: &mut Outlook) {
        let mut uploads = 0_u32;
        let mut upload = (0, f64::INFINITY, 0.0);
        for (place, task) in (0..).zip(self.tasks.iter()) {
            match task.stage {
                Stage::Download if task.goes_on && (by_urgency || free[task.of()] > 0) => {
                    outlook.expect(place, task.when);
                }
                Stage::Upload => {
                    uploads += 1;
                    if task.goes_on {
                        upload = (place, task.when, task.deadline);
                    }
                }
                _ => {}
            }
        }
        let (place, ends, deadline) = upload;
        match uploads {
            0 => {}
            1 => outlook.report_by(report_by(ends + self.host.clock, deadline)),
            _ => outlook.expect(place, ends),
        }
    }
}

//! The view of the statistics from which the platform's own metrics are computed.

use crate::platform::Platform;
use crate::platform::help_desk::DeskStatistics;
use crate::platform::money::General;
use crate::platform::statistics::{Closing, Idle, Own, Run};

pub(super) struct View<'a> {
    pub(super) platform: &'a Platform,
    pub(super) run: &'a Run,
    /// The same run without the programme, if there is one.
    pub(super) without: Option<&'a Run>,
    pub(super) own: &'a Own,
    pub(super) months: &'a [Closing],
    /// `None` if there are no incidents.
    pub(super) desk: Option<&'a DeskStatistics>,
    /// `None` if owners cannot sell.
    pub(super) idle: Option<&'a Idle>,
    /// Where the run ends.
    pub(super) end: f64,
}

impl<'a> View<'a> {
    pub(super) fn new(run: &'a Run, without: Option<&'a Run>, platform: &'a Platform) -> Self {
        View {
            platform,
            run,
            without,
            own: &run.own,
            months: &run.own.months,
            desk: run.help_desk.as_ref(),
            idle: run.idle.as_ref(),
            end: platform.plan.horizon.end,
        }
    }

    /// When the first of the milestones was reached.
    pub(super) fn first_reached(&self) -> Option<f64> {
        self.own.reached.into_iter().flatten().reduce(f64::min)
    }

    /// Whether it is before the deadline: 1 or 0. `None` if the run ends before the deadline.
    pub(super) fn in_time(&self, reached: Option<f64>) -> Option<f64> {
        let deadline = self.platform.plan.milestones.deadline;
        let is_in_time = reached.is_some_and(|at| at <= deadline);
        (self.end >= deadline || is_in_time).then(|| f64::from(u8::from(is_in_time)))
    }

    /// The state of accounts, if there are any and a month is over.
    pub(super) fn accounts(&self) -> Option<&'a Own> {
        (self.run.subscription.is_some() && !self.months.is_empty()).then_some(self.own)
    }

    /// The general ledger, if no entry was refused.
    pub(super) fn books(&self) -> Option<&'a General> {
        self.run.general.is_complete().then_some(&self.run.general)
    }

    /// The effect of the programme.
    pub(super) fn difference(&self, of: fn(&Run) -> Option<f64>) -> Option<f64> {
        Some(of(self.run)? - of(self.without?)?)
    }
}

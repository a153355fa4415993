//! MRR and its rates, all from the ledger of movements.

use crate::books::dollars;
use crate::metrics::ratio;
use crate::subscription::movements::Movement;
use crate::subscription::parameters::ChurnOver;
use crate::subscription::resolved::Resolved;
use crate::subscription::statistics::Month;

/// Statistics of movements over months, in dollars, and of MRR at their starts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Moved {
    pub(super) start: f64,
    pub(super) grown: f64,
    pub(super) new: f64,
    pub(super) expansion: f64,
    pub(super) reactivation: f64,
    pub(super) contraction: f64,
    pub(super) churn: f64,
}

impl Moved {
    pub(super) fn of(months: &[Month]) -> Self {
        let of = |movement: Movement| -> f64 {
            dollars(months.iter().map(|month| month.moved[movement as usize]).sum::<i64>())
        };
        Moved {
            start: dollars(months.iter().map(|month| month.mrr_start).sum::<i64>()),
            grown: dollars(months.iter().map(|month| month.mrr_end - month.mrr_start).sum::<i64>()),
            new: of(Movement::New),
            expansion: of(Movement::Expansion),
            reactivation: of(Movement::Reactivation),
            contraction: of(Movement::Contraction),
            churn: of(Movement::Churn),
        }
    }

    pub(super) fn growth(&self) -> Option<f64> {
        ratio(self.grown, self.start)
    }

    pub(super) fn gross_churn(&self) -> Option<f64> {
        ratio(self.churn + self.contraction, self.start)
    }

    pub(super) fn net_churn(&self) -> Option<f64> {
        ratio(self.churn + self.contraction - self.expansion - self.reactivation, self.start)
    }

    pub(super) fn quick_ratio(&self) -> Option<f64> {
        ratio(self.new + self.expansion + self.reactivation, self.churn + self.contraction)
    }

    /// Net revenue retention, with reactivation or without.
    pub(super) fn nrr(&self, with_reactivation: bool) -> Option<f64> {
        let back = if with_reactivation { self.reactivation } else { 0.0 };
        ratio(self.start + self.expansion + back - self.contraction - self.churn, self.start)
    }

    pub(super) fn grr(&self) -> Option<f64> {
        ratio(self.start - self.contraction - self.churn, self.start)
    }
}

/// Customers lost in a month, as a share.
pub(super) fn customer_churn(months: &[Month], plan: &Resolved) -> Option<f64> {
    let lost: u64 = months.iter().map(|month| month.lost).sum();
    let at = |month: &Month| match plan.parameters.kpi.churn_over {
        ChurnOver::Start => month.customers_start as f64,
        ChurnOver::Average => 0.5 * (month.customers_start + month.customers_end) as f64,
    };
    ratio(lost as f64, months.iter().map(at).sum())
}

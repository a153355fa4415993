//! MRR and the rates at which it moves, all from the ledger of movements.

use super::{View, dollars, ratio};
use crate::subscription::Subscription;
use crate::subscription::movements::Movement;
use crate::subscription::parameters::ChurnOver;
use crate::subscription::sums::Month;

/// Sums of movements over months, in dollars, and of MRR at their starts.
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
            dollars(months.iter().map(|month| month.moved[movement as usize]).sum())
        };
        Moved {
            start: dollars(months.iter().map(|month| month.mrr_start).sum()),
            grown: dollars(months.iter().map(|month| month.mrr_end - month.mrr_start).sum()),
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

    /// Net revenue retention, with what comes back or without.
    pub(super) fn nrr(&self, with_reactivation: bool) -> Option<f64> {
        let back = if with_reactivation { self.reactivation } else { 0.0 };
        ratio(self.start + self.expansion + back - self.contraction - self.churn, self.start)
    }

    pub(super) fn grr(&self) -> Option<f64> {
        ratio(self.start - self.contraction - self.churn, self.start)
    }
}

pub(super) fn values(view: &View<'_>) -> Vec<Option<f64>> {
    let sums = view.sums;
    let moved = Moved::of(view.counted);
    let totals = sums.movements.totals();
    let mut values = vec![Some(dollars(sums.movements.mrr()))];
    values.extend(
        totals.iter().zip(sums.moved_before).map(|(now, before)| ratio(dollars(now - before), view.months)),
    );
    let kpi = &view.subscription.plan.parameters.kpi;
    values.extend([
        moved.growth(),
        moved.gross_churn(),
        moved.net_churn(),
        ratio(moved.expansion, moved.start),
        moved.quick_ratio(),
        moved.nrr(kpi.nrr_with_reactivation),
        moved.grr(),
        sums.year.and_then(|year| ratio(year.now as f64, year.then as f64)),
        sums.year.and_then(|year| ratio(year.kept as f64, year.then as f64)),
        view.arpa,
    ]);
    values
}

/// Customers lost in a month, of those there were.
pub(super) fn customer_churn(months: &[Month], subscription: &Subscription) -> Option<f64> {
    let lost: u64 = months.iter().map(|month| month.lost).sum();
    let at = |month: &Month| match subscription.plan.parameters.kpi.churn_over {
        ChurnOver::Start => month.customers_start as f64,
        ChurnOver::Average => 0.5 * (month.customers_start + month.customers_end) as f64,
    };
    ratio(lost as f64, months.iter().map(at).sum())
}

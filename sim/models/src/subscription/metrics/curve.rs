//! Survival by renewals, as observed and as fitted.

use bazaar_numerics::variates::exp;

use crate::metrics::ratio;
use crate::subscription::fit::Fitted;
use crate::subscription::resolved::MONTH;
use crate::subscription::statistics::Counts;

/// The longest time that is extrapolated, in months.
const MOST_MONTHS: u32 = 1200;

/// Survival by the number of renewals.
pub(super) struct Curve {
    /// The share left after each number of renewals (Kaplan & Meier 1958), beginning with 1.
    pub(super) observed: Vec<f64>,
    pub(super) fitted: Option<Fitted>,
    /// The mean length of a contract in months.
    pub(super) term: Option<f64>,
}

impl Curve {
    pub(super) fn new(counts: &Counts) -> Self {
        let mut left = 1.0;
        let mut observed = vec![left];
        for (&due, &gone) in counts.due.iter().zip(&counts.left) {
            if due == 0 {
                break;
            }
            left *= 1.0 - gone as f64 / due as f64;
            observed.push(left);
        }
        Curve {
            observed,
            fitted: Fitted::new(&counts.due, &counts.left),
            term: ratio(counts.contract_hours / MONTH, counts.contracts as f64),
        }
    }

    /// The fitted survival from 0 to this number of renewals.
    pub(super) fn fitted(&self, renewals: usize) -> Option<Vec<f64>> {
        Some(self.fitted?.survival(renewals))
    }

    /// The number of renewals before a month.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 1200 months of an hour"
    )]
    fn renewals(&self, month: u32) -> usize {
        let term = self.term.unwrap_or(1.0);
        (f64::from(month) / term + 1e-9) as usize
    }

    /// The present value of a monthly margin over this many months under the fitted survival, discounted at a
    /// rate given as `ln(1 + d)`.
    pub(super) fn fitted_value(&self, margin: f64, months: f64, discount: f64) -> Option<f64> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 1200")]
        let months = months.min(f64::from(MOST_MONTHS)) as u32;
        let survival = self.fitted(self.renewals(months))?;
        let worth = |month: u32| survival[self.renewals(month)] * exp(-discount * f64::from(month));
        Some(margin * (0..months).map(worth).sum::<f64>())
    }

    /// The number of monthly margins that make up a cost, the first at month 0, each weighted by survival: as
    /// observed, then as fitted.
    pub(super) fn payback(&self, margin: f64, cost: f64) -> Option<f64> {
        if cost <= 0.0 {
            return Some(0.0);
        }
        let mut earned = 0.0;
        let (mut left, mut renewals) = (1.0, 0);
        for month in 0..MOST_MONTHS {
            while renewals < self.renewals(month) {
                let stays = match (self.observed.get(renewals..renewals + 2), self.fitted) {
                    (Some(&[from, to]), _) if from > 0.0 => to / from,
                    (_, Some(fitted)) => 1.0 - fitted.hazard(renewals),
                    // No account has left yet.
                    _ => 1.0,
                };
                left *= stays;
                renewals += 1;
            }
            earned += margin * left;
            if earned >= cost {
                return Some(f64::from(month + 1));
            }
        }
        None
    }
}

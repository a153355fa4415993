//! Hires: how many stay, with the programme and without, and what one costs who does.

use super::money::dollars;
use super::ratio;
use crate::referral::money::Account;
use crate::referral::plan::Plan;
use crate::referral::sums::{ArmSums, Hires};

/// Hires of both kinds together.
fn all(arm: &ArmSums) -> Hires {
    let [market, referred] = arm.hires;
    Hires {
        applied: market.applied + referred.applied,
        hired: market.hired + referred.hired,
        judged: market.judged + referred.judged,
        retained: market.retained + referred.retained,
    }
}

pub(super) fn values(with: &ArmSums, without: &ArmSums, plan: &Plan) -> [Option<f64>; 8] {
    let (hires, control) = (all(with), all(without));
    let job_hours = f64::from(plan.recruiting.jobs) * plan.horizon.end;
    let paid = with.sources.last().map_or(0, |recruiters| recruiters.paid);
    let costs = with.books.total(Account::Hiring).map(|hiring| dollars(hiring + paid));
    let is_on = plan.recruiting.jobs > 0;
    let retained = |hires: &Hires| ratio(hires.retained as f64, hires.judged as f64);
    [
        is_on.then_some(hires.hired as f64),
        ratio(with.hires[1].hired as f64, hires.hired as f64),
        retained(&hires),
        retained(&with.hires[0]),
        retained(&control),
        costs.and_then(|costs| ratio(costs, hires.retained as f64)),
        ratio(with.filled, job_hours),
        ratio(without.filled, job_hours),
    ]
}

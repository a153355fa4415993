//! The events and memory that a run of the subscription business takes.

use super::resolved::MONTH;
use super::{Parameters, Repeat};
use crate::footprint::{Footprint, grown};
use crate::quantity::Quantity;

/// An account with its pending events, in bytes.
const ACCOUNT: f64 = 400.0;

impl Parameters {
    /// The footprint of a replication of this many hours.
    #[must_use]
    pub fn footprint(&self, hours: f64) -> Footprint {
        let leads = &self.leads;
        let opens = leads.qualified.canonical() * leads.sign_up.canonical();
        let until = leads.until.map_or(hours, |until| until.canonical().min(hours));
        let growth = pxfm::f_log1p(leads.growth) / MONTH;
        let (_, come) = grown(leads.rate.canonical(), 0.0, growth, until);
        let come = if leads.counts.is_empty() {
            come * (1.0 + leads.season.canonical())
        } else {
            leads.counts.iter().copied().map(f64::from).sum()
        };
        let initial = self.initial.values().copied().map(f64::from).sum();
        let brings = leads.word_of_mouth.canonical();
        let inflow = if hours > 0.0 { come * opens / hours } else { 0.0 };
        // Without word of mouth: the number of accounts ever, and their lifetimes.
        let (alone, _) = grown(initial, inflow, 0.0, hours);
        let (accounts, account_hours) = grown(initial, inflow, brings * opens, hours);
        let brought = (accounts - alone).max(0.0);
        let renews =
            self.plans.values().map(|plan| 1.0 / plan.period.canonical()).fold(1.0 / MONTH, f64::max);
        let buys =
            self.plans.values().filter_map(|plan| plan.repeat.as_ref()).map(purchases).fold(0.0, f64::max);
        let changes = &self.changes;
        let pauses = changes.pause.canonical().min(changes.resume.canonical());
        let moves = changes.upgrade.canonical() + changes.downgrade.canonical() + 2.0 * pauses;
        let seats = &self.seats;
        let (_, seat_hours) = grown(seats.mean, 0.0, seats.grow.canonical(), hours);
        let seat_changes = (seats.grow.canonical() + seats.shrink.canonical()) * accounts * seat_hours;
        let months = hours / MONTH;
        // Events until an account leaves are attributed to the way by which it came.
        let lives = account_hours * (renews + buys + moves) / accounts.max(1.0);
        let came = (alone - initial).max(0.0);
        Footprint::new(1.0)
            .and("leads.rate", 2.0 * come + lives * came, ACCOUNT * came)
            .and("initial", initial + lives * initial, ACCOUNT * initial)
            .and("leads.word_of_mouth", (2.0 + lives) * brought, ACCOUNT * brought)
            .and("seats.grow", seat_changes, 0.0)
            // Retention by cohort and age.
            .and("study.horizon", months, 16.0 * months * months)
    }
}

/// The rate of purchases of a buyer without a contract, per hour.
fn purchases(repeat: &Repeat) -> f64 {
    let (r, alpha): (f64, Quantity<crate::quantity::Duration>) = match *repeat {
        Repeat::BgNbd { r, alpha, .. } | Repeat::ParetoNbd { r, alpha, .. } => (r, alpha),
    };
    r / alpha.canonical()
}

//! The statistics of a run.

use bazaar_numerics::accumulators::{Level, Sketch};

use super::cause::Changes;
use super::cohorts::Cohorts;
use super::money::Books;
use super::movements::Movements;

/// Counts since the warm-up.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    pub(super) leads: u64,
    pub(super) qualified: u64,
    pub(super) signed_up: u64,
    pub(super) trials: u64,
    pub(super) trials_ended: u64,
    pub(super) trials_converted: u64,
    pub(super) sales_ended: u64,
    pub(super) sales_won: u64,
    /// Accounts that began as free at least a year before the end, and those that paid within a year.
    pub(super) free_a_year: u64,
    pub(super) paid_in_a_year: u64,
    pub(super) new_customers: u64,
    /// Customers whose payments are followed from the first on: those, and initial customers if they count.
    pub(super) followed: u64,
    pub(super) charges_failed: u64,
    pub(super) charges_recovered: u64,
    pub(super) cap_periods: u64,
    pub(super) caps_exceeded: u64,
    pub(super) prompts: u64,
    pub(super) accepted: u64,
    /// Prompts by which free accounts became customers.
    pub(super) upgraded_from_free: u64,
    pub(super) tickets: u64,
    pub(super) repeats: u64,
    /// Contracts begun, and their length in hours.
    pub(super) contracts: u64,
    pub(super) contract_hours: f64,
    /// What new customers have paid, in cents; of that what those with a contract have, discounted.
    pub(super) paid_by_new: i64,
    pub(super) discounted_by_new: f64,
    /// By feature: periods with a cap on it, those in which it was exceeded, prompts, and those accepted.
    pub(super) features: Vec<[u64; 4]>,
    /// By channel, word of mouth last: new customers, and cents spent on leads.
    pub(super) channels: Vec<(u64, i64)>,
    /// New customers by plan and by region.
    pub(super) new_by_offer: Vec<u64>,
    pub(super) new_by_region: Vec<u64>,
    /// Integrals over time of the number of paying accounts, of paused ones, and of MRR in cents.
    pub(super) customer_hours: f64,
    pub(super) paused_hours: f64,
    pub(super) mrr_hours: f64,
    /// Renewals due and not made, by the number of renewals before.
    pub(super) due: Vec<u64>,
    pub(super) left: Vec<u64>,
}

/// A month that is over.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Month {
    pub(super) mrr_start: i64,
    pub(super) mrr_end: i64,
    /// In the order of `Movement::ALL`, in cents.
    pub(super) moved: [i64; 5],
    pub(super) customers_start: u64,
    pub(super) customers_end: u64,
    pub(super) lost: u64,
    pub(super) new_customers: u64,
    pub(super) acquired: u64,
    pub(super) qualified: u64,
    pub(super) free: u64,
    pub(super) revenue: i64,
    pub(super) spend: i64,
    pub(super) cash: i64,
    pub(super) tickets: u64,
    pub(super) repeats: u64,
    /// The MRR of all cohorts when the month ended.
    #[cfg(test)]
    pub(super) cohort_mrr: i64,
}

/// The state at the end of the last month, from which the current month's part follows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    pub(super) mrr: i64,
    pub(super) moved: [i64; 5],
    pub(super) customers: u64,
    pub(super) lost: u64,
    pub(super) new_customers: u64,
    pub(super) acquired: u64,
    pub(super) qualified: u64,
    pub(super) revenue: i64,
    pub(super) spend: i64,
    pub(super) tickets: u64,
    pub(super) repeats: u64,
}

/// Integrals over time of the current numbers since costs were last booked.
#[derive(Clone, Debug)]
pub(super) struct Levels {
    /// By plan: accounts that use it, free or paying.
    pub(super) on: Vec<Level>,
    pub(super) trials: Level,
    pub(super) customers: Level,
    pub(super) paused: Level,
    pub(super) mrr: Level,
}

/// Accounts at the end, by state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Census {
    pub(super) free: u64,
    pub(super) trials: u64,
    pub(super) sales: u64,
    pub(super) customers: u64,
    pub(super) paused: u64,
    pub(super) churned: u64,
    pub(super) buying: u64,
    pub(super) gone: u64,
    pub(super) seats: u64,
    pub(super) mrr: i64,
    /// Of those who became customers since the warm-up: the number who are still.
    pub(super) still: u64,
    /// Customers and their MRR by plan, region and channel.
    pub(super) by_offer: Vec<(u64, i64)>,
    pub(super) by_region: Vec<(u64, i64)>,
    pub(super) by_channel: Vec<(u64, i64)>,
}

/// Customers twelve months before the end of the last whole month: their MRR then and now, and what is left
/// of it without offsetting losses of some by gains of others, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) then: i64,
    pub(super) now: i64,
    pub(super) kept: i64,
}

/// The statistics of a run.
#[derive(Clone, Debug)]
pub struct Statistics {
    pub(super) counts: Counts,
    pub(super) changes: Changes,
    pub(super) movements: Movements,
    /// Movements before counting began.
    pub(super) moved_before: [i64; 5],
    pub(super) books: Books,
    pub(super) cohorts: Cohorts,
    pub(super) months: Vec<Month>,
    /// The part of the last month that the horizon cuts off.
    pub(super) rest: Option<Month>,
    /// The last twelve months, if that many are counted.
    pub(super) year: Option<Year>,
    pub(super) levels: Levels,
    /// What customers had paid when they were gone, or at the end, in dollars.
    pub(super) paid: Sketch,
    pub(super) census: Census,
    /// All accounts ever, and those whose slot is free again, whenever that was.
    pub(super) ever: u64,
    pub(super) gone: u64,
    /// Buyers without a contract, and those of them who are gone.
    pub(super) buyers: u64,
    pub(super) buyers_gone: u64,
    /// Churns on contracts of several periods, or of a year, that did not fall on an anniversary.
    #[cfg(test)]
    pub(super) off_anniversary: u64,
    pub(super) events: u64,
    pub(super) fingerprint: Option<u64>,
}

impl Counts {
    pub(super) fn new(offers: usize, regions: usize, channels: usize, features: usize) -> Self {
        Counts {
            features: vec![[0; 4]; features],
            channels: vec![(0, 0); channels + 1],
            new_by_offer: vec![0; offers],
            new_by_region: vec![0; regions],
            ..Counts::default()
        }
    }

    /// The same statistics without counts.
    pub(super) fn forget(&mut self) {
        *self = Counts::new(
            self.new_by_offer.len(),
            self.new_by_region.len(),
            self.channels.len() - 1,
            self.features.len(),
        );
    }

    /// Accounts counted so far are initial ones, not new.
    pub(super) fn nobody_has_come(&mut self) {
        self.new_customers = 0;
        self.new_by_offer.fill(0);
        self.new_by_region.fill(0);
        self.channels.fill((0, 0));
    }

    /// Counts a renewal that is due, by the number of renewals before, and whether it is made.
    pub(super) fn renewal(&mut self, before: u16, left: bool) {
        let before = usize::from(before);
        while self.due.len() <= before {
            self.due.push(0);
            self.left.push(0);
        }
        self.due[before] += 1;
        self.left[before] += u64::from(left);
    }
}

impl Levels {
    pub(super) fn new(offers: usize) -> Self {
        let none = Level::new(0.0, 0.0);
        Levels { on: vec![none; offers], trials: none, customers: none, paused: none, mrr: none }
    }

    pub(super) fn reset(&mut self, now: f64) {
        self.on.iter_mut().for_each(|level| level.reset(now));
        for level in [&mut self.trials, &mut self.customers, &mut self.paused, &mut self.mrr] {
            level.reset(now);
        }
    }
}

impl Statistics {
    /// All books.
    pub(crate) fn ledger(&self) -> &crate::ledger::Ledger {
        self.books.ledger()
    }
}

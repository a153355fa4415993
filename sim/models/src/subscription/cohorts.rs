//! Cohorts: customers by the month of their first payment, followed from month to month.

use super::resolved::MONTH;

/// The number of cohorts and ages that are kept: ten years of months. Later cohorts are counted, not
/// followed.
pub(super) const MOST: usize = 121;

/// The customers who began in one month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cohort {
    /// The number of customers who ever belonged to it, and their initial MRR in cents.
    pub(super) size: u64,
    pub(super) began_with: i64,
    /// The number of paying customers now, and their MRR.
    pub(super) customers: u64,
    pub(super) mrr: i64,
    /// The same at the end of each month from that in which it began, by age.
    pub(super) ages: Vec<(u64, i64)>,
}

/// All cohorts. Number 0 are the initial customers; number `k` began in the `k`-th month.
#[derive(Clone, Debug, Default)]
pub(super) struct Cohorts(pub(super) Vec<Cohort>);

impl Cohorts {
    /// The cohort of initial customers.
    pub(super) const OPENING: u32 = 0;

    /// The cohort of customers who begin now: at the very end of a month, in the next.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most MOST")]
    pub(super) fn of(now: f64) -> u32 {
        ((now / MONTH).floor() + 1.0).min(MOST as f64) as u32
    }

    pub(super) fn get(&mut self, cohort: u32) -> &mut Cohort {
        let cohort = cohort as usize;
        while self.0.len() <= cohort {
            self.0.push(Cohort::default());
        }
        &mut self.0[cohort]
    }

    /// The `month`-th month ends.
    pub(super) fn month_ends(&mut self, month: usize) {
        // The cohort of a month without new customers is empty, but exists.
        self.get(u32::try_from(month.min(MOST)).unwrap_or(0));
        for (number, cohort) in self.0.iter_mut().enumerate().take(MOST) {
            if number <= month && cohort.ages.len() < MOST {
                cohort.ages.push((cohort.customers, cohort.mrr));
            }
        }
    }

    /// The MRR of all cohorts, in cents.
    #[cfg(test)]
    pub(super) fn mrr(&self) -> i64 {
        self.0.iter().map(|cohort| cohort.mrr).sum()
    }
}

//! The end of a month: costs are booked, and movements are closed.

use crate::ledger::share_of;
use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::accumulators::Level;

use super::account::{Account, State};
use super::business::{Business, Kind};
use super::money::Account as Book;
use super::parameters::FreeAccounts;
use super::resolved::{MONTH, cents};
use super::statistics::{Mark, Month, Year};
use super::usage::count;

impl<G: Generator> Business<'_, G> {
    pub(super) fn expect_month(&mut self, context: &mut Context<'_, Self>) {
        if MONTH <= self.plan.horizon.end {
            context.at(MONTH, Kind::Month, 1);
        }
    }

    /// The `number`-th month ends.
    pub(super) fn month_ends(&mut self, number: u32, context: &mut Context<'_, Self>) {
        self.settle(context.now());
        self.looks_back(number);
        self.sums.cohorts.month_ends(number as usize);
        let now = self.reading();
        let month = self.month_since(self.mark, now);
        self.sums.months.push(month);
        self.mark = Mark { new_customers: 0, qualified: 0, tickets: 0, repeats: 0, ..now };
        let next = f64::from(number + 1) * MONTH;
        if next <= self.plan.horizon.end {
            context.at(next, Kind::Month, number + 1);
        }
    }

    /// The part of a month since the last whole one, if the horizon lies within a month.
    pub(super) fn rest_of_month(&self) -> Option<Month> {
        let closed = self.sums.months.len() as f64 * MONTH;
        (closed < self.plan.horizon.end).then(|| self.month_since(self.mark, self.reading()))
    }

    fn month_since(&self, then: Mark, now: Mark) -> Month {
        let mut moved = now.moved;
        moved.iter_mut().zip(then.moved).for_each(|(now, then)| *now -= then);
        Month {
            mrr_start: then.mrr,
            mrr_end: now.mrr,
            moved,
            customers_start: then.customers,
            customers_end: now.customers,
            lost: now.lost - then.lost,
            new_customers: now.new_customers,
            acquired: now.acquired - then.acquired,
            qualified: now.qualified,
            free: self.free,
            revenue: now.revenue - then.revenue,
            spend: now.spend - then.spend,
            cash: self.sums.books.balance(Book::Cash),
            tickets: now.tickets,
            repeats: now.repeats,
            #[cfg(test)]
            cohort_mrr: self.sums.cohorts.mrr(),
        }
    }

    /// Twelve months before the last whole month ends, each customer's MRR is recorded; when it ends, the MRR
    /// that is left of it. A month is the last if the next does not end within the horizon, which is known
    /// from the plan.
    pub(super) fn looks_back(&mut self, number: u32) {
        const TWELVE: u32 = 12;
        let horizon = &self.plan.horizon;
        let ends = |number: u32| f64::from(number) * MONTH;
        let is_last = |number: u32| ends(number) <= horizon.end && ends(number + 1) > horizon.end;
        let is_counted = ends(number) >= horizon.warm_up - 1e-6;
        let returns_count = self.plan.parameters.kpi.nrr_with_reactivation;
        let mrr = |account: &Account<G>| if account.state == State::Paying { account.mrr } else { 0 };
        if is_last(number + TWELVE) && is_counted {
            let mut then = 0;
            for (account, origin) in self.accounts.places().zip(&mut self.origins) {
                (origin.mrr_then, origin.has_left) = (mrr(account), false);
                then += origin.mrr_then;
            }
            self.sums.year = Some(Year { then, ..Year::default() });
        } else if let (Some(year), true) = (&mut self.sums.year, is_last(number)) {
            for (account, origin) in self.accounts.places().zip(&self.origins) {
                if origin.mrr_then > 0 && (returns_count || !origin.has_left) {
                    year.now += mrr(account);
                }
                if !origin.has_left {
                    year.kept += mrr(account).min(origin.mrr_then);
                }
            }
        }
    }

    /// The current state. Counts of new customers, leads, tickets and repeats are those since the last mark.
    pub(super) fn reading(&self) -> Mark {
        let books = &self.sums.books;
        let spend: i64 = Book::SPEND.iter().map(|&account| books.balance(account)).sum();
        let free = match self.plan.parameters.kpi.free_accounts_are {
            FreeAccounts::Marketing => books.balance(Book::ServingFree),
            FreeAccounts::Margin => 0,
        };
        Mark {
            mrr: self.sums.movements.mrr(),
            moved: self.sums.movements.totals(),
            customers: self.customers,
            lost: self.lost,
            acquired: self.acquired,
            revenue: books.income(),
            spend: spend + free,
            ..self.mark
        }
    }

    /// Books costs since they were last booked.
    pub(super) fn settle(&mut self, now: f64) {
        let plan = self.plan;
        let costs = &plan.parameters.costs;
        let months = |level: &Level| level.integral(now) / MONTH;
        let of = |cents: i64, months: f64| share_of(cents, months).unwrap_or(0);
        let (mut free, mut paying) = (0, 0);
        let mut free_hours = self.sums.levels.trials.integral(now);
        for (offer, level) in plan.offers.iter().zip(&self.sums.levels.on) {
            let cost = of(offer.cost, months(level));
            if offer.is_free {
                free += cost;
                free_hours += level.integral(now);
            } else {
                paying += cost;
            }
        }
        free += of(cents(costs.free_account), months(&self.sums.levels.trials));
        let customer_hours = self.sums.levels.customers.integral(now);
        // The tickets of all accounts together: a sum of Poisson numbers is Poisson. In an interval of length
        // zero there are none, and nothing may be drawn.
        let has_passed = now > self.settled;
        let [free_tickets, paying_tickets] =
            [(costs.free_tickets, free_hours), (costs.paying_tickets, customer_hours)].map(
                |(rate, hours)| {
                    if has_passed { count(&mut self.support, rate.canonical(), hours) } else { 0 }
                },
            );
        let ticket = |tickets: u64| of(cents(costs.ticket), tickets as f64);
        self.sums.counts.tickets += free_tickets + paying_tickets;
        self.mark.tickets += free_tickets + paying_tickets;
        let elapsed = (now - self.settled) / MONTH;
        let books = &mut self.sums.books;
        books.spend(Book::ServingFree, free + ticket(free_tickets));
        books.spend(Book::ServingPaying, paying + ticket(paying_tickets));
        books.spend(Book::Marketing, of(cents(costs.marketing), elapsed));
        books.spend(Book::Operations, of(cents(costs.monthly), elapsed));
        let income = books.income();
        let fees = share_of(income - self.income, costs.payments.canonical()).unwrap_or(0);
        books.spend(Book::PaymentFees, fees);
        self.income = income;
        self.settled = now;
        let counts = &mut self.sums.counts;
        counts.customer_hours += customer_hours;
        counts.paused_hours += self.sums.levels.paused.integral(now);
        counts.mrr_hours += self.sums.levels.mrr.integral(now);
        self.sums.levels.reset(now);
    }

    /// Counts restart; months, cohorts and cash continue.
    pub(super) fn warm_up_ends(&mut self, now: f64) {
        self.settle(now);
        self.sums.counts.forget();
        self.sums.changes = super::cause::Changes::new(self.plan.usage.features());
        self.sums.moved_before = self.sums.movements.totals();
        self.sums.books.forget();
    }
}

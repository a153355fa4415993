//! Changes from outside at a date, and monthly payments.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;

use super::market::{Incumbent, Kind, Market};
use super::money::Account;
use super::people::Role;
use super::resolved::{MONTH, cents};

/// A change that takes effect once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    SubsidiesEnd,
    LawComesIntoForce,
    IncumbentIsCheaper,
}

impl Turn {
    pub(super) const fn slot(self) -> u32 {
        self as u32
    }

    pub(super) const fn from_slot(slot: u32) -> Turn {
        match slot {
            0 => Turn::SubsidiesEnd,
            1 => Turn::LawComesIntoForce,
            _ => Turn::IncumbentIsCheaper,
        }
    }
}

impl<G: Generator> Market<'_, G> {
    /// The changes whose date is known.
    pub(super) fn expect_turns(&mut self, context: &mut Context<'_, Self>) {
        let parameters = &self.plan.parameters;
        let dates = [
            (parameters.launch.subsidies_end, Turn::SubsidiesEnd),
            (parameters.regulation.from, Turn::LawComesIntoForce),
        ];
        for (date, turn) in dates {
            if let Some(date) = date {
                context.at(date.canonical(), Kind::Turn, turn.slot());
            }
        }
    }

    pub(super) fn turn(&mut self, turn: Turn) {
        match turn {
            Turn::SubsidiesEnd => self.is_subsidised = false,
            Turn::LawComesIntoForce => {
                self.is_regulated = true;
                self.is_banned = self.plan.parameters.regulation.ban;
            }
            Turn::IncumbentIsCheaper => self.incumbent = Incumbent::Cheaper,
        }
    }

    /// The end of the first month, if anything is paid by the month.
    pub(super) fn expect_payments(&mut self, context: &mut Context<'_, Self>) {
        let costs = &self.plan.parameters.costs;
        let sides = self.plan.sides.iter().map(|side| side.price + side.subsidy).sum::<i64>();
        if sides + cents(costs.per_member) + cents(costs.monthly) > 0 {
            context.after(MONTH, Kind::Pay, 0);
        }
    }

    /// At the end of a month all members pay the price and get the subsidy.
    pub(super) fn pay(&mut self, context: &mut Context<'_, Self>) {
        context.after(MONTH, Kind::Pay, 0);
        let costs = &self.plan.parameters.costs;
        self.owed(Account::Operations, 1, cents(costs.monthly));
        for role in Role::BOTH {
            let members = self.cities.iter().map(|city| i64::from(city.members[role.index()])).sum();
            let side = self.plan.side(role);
            let (price, subsidy) = (side.price, side.subsidy);
            if let Some(amount) = self.times(members, price) {
                self.sums.books.earn(Account::Memberships, amount);
            }
            if self.is_subsidised {
                self.owed(Account::Subsidies, members, subsidy);
            }
            self.owed(Account::Operations, members, cents(costs.per_member));
        }
    }

    fn owed(&mut self, account: Account, members: i64, each: i64) {
        if let Some(amount) = self.times(members, each) {
            self.sums.books.spend(account, amount);
        }
    }

    /// An amount for each member; a sum that the books cannot hold is recorded as refused.
    fn times(&mut self, members: i64, each: i64) -> Option<i64> {
        let product = members.checked_mul(each);
        if product.is_none() {
            self.sums.books.note_missing();
        }
        product.filter(|&amount| amount > 0)
    }
}

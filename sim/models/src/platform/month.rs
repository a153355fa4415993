//! The end of a month: books are closed, milestones are checked, and suspended members trade again.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{chance, exp};

use super::Platform;
use super::composition::{Composition, own};
use super::money::{Account, General};
use super::owners::Owners;
use super::resolved::MONTH;
use super::statistics::{Closing, Own, Revenue, Stages};
use super::streams::{Purpose, stream};
use crate::marketplace::Marketplace;
use crate::referral::Referral;
use crate::subscription::Subscription;

impl<G: Generator> Composition<'_, G> {
    /// The `number`-th month ends.
    pub(super) fn month_ends(&mut self, number: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        self.pays_its_costs(1.0);
        self.consolidates();
        self.looks_at_milestones(number, now);
        self.resumes(context);
        if let (None, Some(market)) = (&self.parts.business, &self.parts.market) {
            self.members = market.members();
            if let Some(desk) = &mut self.parts.desk {
                desk.has_members(self.members, &mut context.lens(&mut self.told.desk));
            }
        }
        self.trust_changes(now);
        self.own.months.push(closing(&self.general, &self.own, self.members, self.owners.as_ref()));
        self.month = number;
        context.at(f64::from(number + 1) * MONTH, own::Kind::Month.into(), number + 1);
    }

    /// Books the costs of this many months beyond those that components book themselves.
    pub(super) fn pays_its_costs(&mut self, months: f64) {
        let of = |cents: i64| crate::ledger::share_of(cents, months).unwrap_or(cents);
        if self.plan.desk.wages > 0 {
            self.books.spend(Account::HelpDesk, of(self.plan.desk.wages));
        }
        self.books.spend(Account::Operations, of(self.plan.monthly));
    }

    /// Posts the changes in the books of all components to the general ledger.
    fn consolidates(&mut self) {
        let general = &mut self.general;
        if let Some(business) = &self.parts.business {
            general.consolidate(Subscription::NAME, business.ledger());
        }
        if let Some(market) = &self.parts.market {
            general.consolidate(Marketplace::NAME, market.ledger());
        }
        if let Some(programme) = &self.parts.programme {
            general.consolidate(Referral::NAME, programme.ledger());
            general.eliminate(Referral::NAME, "revenue", programme.mirrored());
        }
        general.consolidate(Platform::NAME, self.books.ledger());
    }

    /// Investors pay in, if the milestone of the round has been reached.
    pub(super) fn is_funded(&mut self, number: u32) {
        let Some(round) = self.plan.rounds.get(number as usize) else { return };
        let has_reached = self.own.reached.iter().any(Option::is_some);
        if has_reached || !round.needs_milestone {
            self.books.earn(Account::Funding, round.amount);
        }
    }

    /// The number of small accounts that were active, and the number of enterprise clients.
    ///
    /// Uses of an account are a Poisson process, so it was active within a time w with probability 1 -
    /// exp(-rate w), independent of its past.
    fn looks_at_milestones(&mut self, number: u32, now: f64) {
        let Some(business) = &self.parts.business else { return };
        let wanted = self.plan.milestones;
        let (mut active, mut enterprise) = (0_u64, 0_u64);
        let mut stages = Stages::default();
        for account in business.in_use() {
            let kin = self.ids.of(account.slot);
            stages.retained += u64::from(number > 1 && kin.low_value_at == number - 1);
            if account.mrr >= wanted.high_value {
                stages.high_value += 1;
            } else {
                stages.low_value += 1;
                kin.low_value_at = number;
            }
            if self.plan.is_enterprise(account.offer) {
                enterprise += u64::from(account.is_paying);
                continue;
            }
            let within = wanted.active_within.min(now - account.since);
            let has_used = 1.0 - exp(-account.usage * within);
            let mut rng = stream(self.streams, Purpose::Activity, account.key.child(number));
            active += u64::from(chance(&mut rng, has_used));
        }
        (self.own.active_users, self.own.enterprise_clients) = (active, enterprise);
        self.own.stages = stages;
        let reached = [(0, active >= wanted.active_users), (2, enterprise >= wanted.enterprise_clients)];
        for (milestone, is_reached) in reached {
            if is_reached && self.own.reached[milestone].is_none() {
                self.own.reached[milestone] = Some(now);
            }
        }
    }

    /// Sellers and buyers who were suspended trade again.
    fn resumes(&mut self, context: &mut Context<'_, Self>) {
        for account in self.ids.suspended() {
            let kin = self.ids.of(account);
            let [sellers, buyers] = core::mem::take(&mut kin.is_suspended);
            let Some(market) = &mut self.parts.market else { continue };
            for &member in kin.seller.iter().filter(|_| sellers).chain(kin.buyers.iter().filter(|_| buyers)) {
                market.resume(member, &mut context.lens(&mut self.told.market));
            }
        }
    }
}

/// The closing figures of a month, or of the run.
pub(super) fn closing<G>(
    general: &General,
    own: &Own,
    members: u64,
    owners: Option<&Owners<'_, G>>,
) -> Closing {
    Closing {
        cash: general.cash(),
        funding: general.funding(),
        revenue: Revenue::of(general),
        active_users: own.active_users,
        enterprise_clients: own.enterprise_clients,
        stages: own.stages,
        transactions: own.transactions,
        members,
        hosts: owners.map(|owners| [owners.sums.alive - owners.sums.selling, owners.sums.selling]),
    }
}

//! Routing: what the effects of one component do to the others. This is the only coupling between them.
//!
//! ```text
//!  referral ──lead────> subscription ──users, publishers──> marketplace
//!     ^  ^────payment────────┘   ^──────use against a cap───────┘ │
//!     └──────────────────────sale─────────────────────────────────┘
//!  help desk <──members, sales── all;   help desk ──trust──> hiring and renewals
//! ```
//!
//! `people` routes the effects of the programme, `idle` those between volunteers and the marketplace.

mod idle;
mod people;

use bazaar_engine::stream::Generator;
use bazaar_engine::{Context, Key};
use bazaar_numerics::variates::chance;

use super::composition::Composition;
use super::help_desk;
use super::money::Account;
use super::statistics::Flow;
use super::streams::{Purpose, stream};
use crate::marketplace::{self, Role, Sale};
use crate::subscription;
use crate::subscription::News;

/// Of accounts with more users than this, only this many decide whether they learn.
const MOST_USERS: u32 = 10_000;

impl<G: Generator> Composition<'_, G> {
    /// Routes the effects that components have emitted, in their order, until there are no more.
    pub(super) fn route(&mut self, context: &mut Context<'_, Self>) {
        loop {
            let business = core::mem::take(&mut self.told.business);
            let market = core::mem::take(&mut self.told.market);
            let programme = core::mem::take(&mut self.told.programme);
            let desk = core::mem::take(&mut self.told.desk);
            let population = core::mem::take(&mut self.told.population);
            let is_quiet = business.is_empty() && market.is_empty() && programme.is_empty();
            if is_quiet && desk.is_empty() && population.is_empty() {
                // Their memory is reused.
                (self.told.business, self.told.market) = (business, market);
                (self.told.programme, self.told.desk) = (programme, desk);
                self.told.population = population;
                return;
            }
            business.into_iter().for_each(|effect| self.hears_of_account(effect, context));
            market.into_iter().for_each(|effect| match effect {
                marketplace::Effect::Sale(sale) => self.hears_of_sale(sale, context),
                marketplace::Effect::Quit { seller } => self.hears_of_quit(seller, context),
            });
            programme.into_iter().for_each(|effect| self.hears_of_person(effect, context));
            desk.into_iter().for_each(|effect| self.hears_of_incident(effect, context));
            population.into_iter().for_each(|effect| self.hears_of_host(effect, context));
        }
    }

    fn hears_of_account(&mut self, effect: subscription::Effect, context: &mut Context<'_, Self>) {
        let slot = effect.slot;
        match effect.news {
            News::SignedUp => {
                self.members_change(1, context);
                self.is_somebody(slot, effect.account, context.now());
                self.settles_in(slot, effect.account, context);
            }
            News::Converted | News::Returned => {
                if let (Some(programme), Some(person)) = (&mut self.parts.programme, self.ids.person_of(slot))
                {
                    programme.converts(person, &mut context.lens(&mut self.told.programme));
                }
                self.settles_in(slot, effect.account, context);
            }
            News::Paid(cents) => {
                self.brings(Flow::Payment, slot, cents, context);
                self.settles_in(slot, effect.account, context);
            }
            News::Churned => {
                self.person_leaves(slot, context);
                self.leaves_market(slot, context);
            }
            News::Gone => {
                self.members_change(-1, context);
                self.person_leaves(slot, context);
                self.leaves_market(slot, context);
                self.ids.forgets(slot);
            }
        }
    }

    /// An account belongs to the person whom the programme has brought, or else to a person of the pool.
    fn is_somebody(&mut self, account: u32, key: Key, now: f64) {
        if let Some(programme) = &mut self.parts.programme {
            let person = programme.named(key).unwrap_or_else(|| programme.admit(key, now));
            self.ids.of(account).person = Some(person);
            self.ids.links_person(person, account);
        }
    }

    fn person_leaves(&mut self, account: u32, context: &mut Context<'_, Self>) {
        if let (Some(programme), Some(person)) = (&mut self.parts.programme, self.ids.person_of(account)) {
            programme.leaves(person, &mut context.lens(&mut self.told.programme));
        }
    }

    /// An account, or its part in a sale, earns the platform this many cents.
    fn brings(&mut self, flow: Flow, account: u32, cents: i64, context: &mut Context<'_, Self>) {
        if cents <= 0 {
            return;
        }
        if let (Some(programme), Some(person)) = (&mut self.parts.programme, self.ids.person_of(account)) {
            programme.pays(person, cents, &mut context.lens(&mut self.told.programme));
            self.flows.note(flow, 1);
        }
    }

    /// An account that uses the platform may publish, and its users may learn.
    fn settles_in(&mut self, account: u32, key: Key, context: &mut Context<'_, Self>) {
        if self.is_fake(account) {
            return;
        }
        let (Some(business), Some(market)) = (&self.parts.business, &mut self.parts.market) else { return };
        let Some(users) = business.users(account) else { return };
        let rng = |key: Key| stream(self.streams, Purpose::Members, key);
        let kin = self.ids.of(account);
        let mut came: Vec<u32> = Vec::new();
        if kin.users == 0 && chance(&mut rng(key), self.plan.publish) {
            kin.seller = market.invite(Role::Seller, &mut context.lens(&mut self.told.market));
            came.extend(kin.seller);
            self.flows.note(Flow::Publisher, 1);
            self.own.turned_away += u64::from(kin.seller.is_none());
        }
        for user in kin.users..users.min(MOST_USERS) {
            if chance(&mut rng(key.child(user)), self.plan.learn) {
                let buyer = market.invite(Role::Buyer, &mut context.lens(&mut self.told.market));
                kin.buyers.extend(buyer);
                came.extend(buyer);
                self.flows.note(Flow::Learner, 1);
                self.own.turned_away += u64::from(buyer.is_none());
            }
        }
        kin.users = kin.users.max(users.min(MOST_USERS));
        for member in came {
            self.ids.links_member(member, account);
        }
    }

    /// Publishers and learners of an account leave the marketplace.
    fn leaves_market(&mut self, account: u32, context: &mut Context<'_, Self>) {
        let Some(market) = &mut self.parts.market else { return };
        let person = self.ids.person_of(account);
        let kin = self.ids.forgets(account);
        for member in kin.seller.into_iter().chain(kin.buyers) {
            market.withdraw(member, &mut context.lens(&mut self.told.market));
        }
        // The account may come back, and is the same person then.
        if let Some(person) = person {
            self.ids.of(account).person = Some(person);
            self.ids.links_person(person, account);
        }
    }

    fn hears_of_sale(&mut self, sale: Sale, context: &mut Context<'_, Self>) {
        self.own.transactions += 1;
        if self.own.transactions == self.plan.milestones.transactions {
            self.own.reached[1] = Some(context.now());
        }
        let parties = [
            (sale.seller, sale.seller_fee, self.plan.sale_takes, 0),
            (sale.buyer, sale.buyer_fee, self.plan.purchase_takes, 1),
        ];
        for (member, fee, feature, which) in parties {
            let Some(account) = self.ids.account_of_member(member) else { continue };
            if self.parts.business.is_some() {
                self.brings(Flow::Sale, account, fee, context);
                if let Some(feature) = feature {
                    self.takes_use(account, feature, which, context);
                }
            } else if let Some(programme) = &mut self.parts.programme {
                // Without accounts, members are people of the programme.
                if fee > 0 {
                    programme.pays(account, fee, &mut context.lens(&mut self.told.programme));
                    self.flows.note(Flow::Sale, 1);
                }
            }
        }
        if let (Some(owners), Some(host)) = (&mut self.owners, self.ids.host_of_member(sale.seller)) {
            owners.earns(host, &sale);
        }
        if let Some(desk) = &mut self.parts.desk {
            desk.sees_sale(&mut context.lens(&mut self.told.desk));
        }
    }

    /// A sale or a purchase takes one use of a feature. With the last use that its cap allows, the account is
    /// asked to move up; if it does not, its members sell or buy nothing more until the end of the month. So
    /// trade never exceeds the cap, except for jobs in progress.
    fn takes_use(&mut self, account: u32, feature: u8, which: usize, context: &mut Context<'_, Self>) {
        let Some(business) = &mut self.parts.business else { return };
        self.flows.note(Flow::Use, 1);
        let kin = self.ids.of(account);
        if kin.month != self.month {
            (kin.month, kin.uses, kin.is_asked) = (self.month, [0; 2], [false; 2]);
        }
        kin.uses[which] = kin.uses[which].saturating_add(1);
        let uses = kin.uses[which];
        let has_used_up = |cap: u32| uses >= cap;
        if !business.cap(account, feature).is_some_and(has_used_up) {
            return;
        }
        if !core::mem::replace(&mut kin.is_asked[which], true) {
            self.flows.note(Flow::Prompt, 1);
            business.outgrows(account, feature, &mut context.lens(&mut self.told.business));
        }
        if business.cap(account, feature).is_some_and(has_used_up) {
            self.trades_no_more(account, which, context.now());
        }
    }

    /// The seller of an account, or its buyers, are suspended until the end of the month.
    fn trades_no_more(&mut self, account: u32, which: usize, now: f64) {
        let Some(market) = &mut self.parts.market else { return };
        let kin = self.ids.of(account);
        kin.is_suspended[which] = true;
        if which == 0 {
            kin.seller.into_iter().for_each(|seller| market.suspend(seller, now));
        } else {
            kin.buyers.iter().for_each(|&buyer| market.suspend(buyer, now));
        }
    }

    fn hears_of_incident(&mut self, effect: help_desk::Effect, context: &mut Context<'_, Self>) {
        if let help_desk::Effect::Came(cost) = effect {
            self.flows.note(Flow::Incident, 1);
            self.books.spend(Account::Incidents, cost);
        }
        self.trust_changes(context.now());
    }

    /// Trust affects hiring and renewals.
    pub(super) fn trust_changes(&mut self, now: f64) {
        let Some(desk) = &self.parts.desk else { return };
        let trust = desk.trust(now);
        self.own.trust.set(now, trust);
        if let Some(market) = &mut self.parts.market {
            market.trusts(1.0 - self.plan.distrust_hires * (1.0 - trust));
        }
        if let Some(business) = &mut self.parts.business {
            business.unsettle(1.0 + self.plan.distrust_churns * (1.0 - trust));
        }
    }

    fn members_change(&mut self, change: i64, context: &mut Context<'_, Self>) {
        self.members = self.members.saturating_add_signed(change);
        if let Some(desk) = &mut self.parts.desk {
            desk.has_members(self.members, &mut context.lens(&mut self.told.desk));
        }
    }
}

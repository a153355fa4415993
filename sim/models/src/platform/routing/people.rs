//! Effects of the programme on the other components: leads, fakes and, without accounts, customers.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::chance;

use crate::marketplace::Role;
use crate::platform::composition::Composition;
use crate::platform::statistics::Flow;
use crate::platform::streams::{Purpose, stream};
use crate::subscription::News;
use crate::{referral, subscription};

impl<G: Generator> Composition<'_, G> {
    pub(super) fn hears_of_person(&mut self, effect: referral::Effect, context: &mut Context<'_, Self>) {
        match effect {
            referral::Effect::Lead { person } => self.hears_of_lead(person, context),
            referral::Effect::Fake { person } => self.hears_of_fake(person, context),
            referral::Effect::Customer { person } if self.parts.business.is_none() => {
                self.customer_joins(person, context);
            }
            referral::Effect::Left { person } if self.parts.business.is_none() => {
                if let (Some(market), Some(member)) = (&mut self.parts.market, self.ids.of_person(person)) {
                    market.withdraw(member, &mut context.lens(&mut self.told.market));
                    self.ids.parts(person, member);
                }
            }
            referral::Effect::Customer { .. } | referral::Effect::Left { .. } => {}
        }
    }

    /// A person has accepted an invitation: a lead with a referrer, if accounts are sold.
    fn hears_of_lead(&mut self, person: u32, context: &mut Context<'_, Self>) {
        let (Some(business), Some(programme)) = (&mut self.parts.business, &mut self.parts.programme) else {
            return;
        };
        self.flows.note(Flow::Lead, 1);
        let key = programme.name_of(person);
        let told = self.told.business.len();
        business.qualified_lead(key, Some(key), &mut context.lens(&mut self.told.business));
        let is_told = |effect: &subscription::Effect| effect.account == key && effect.news == News::SignedUp;
        if !self.told.business[told..].iter().any(is_told) {
            programme.leaves(person, &mut context.lens(&mut self.told.programme));
        }
    }

    /// A referrer opens an account under another name, for the reward.
    fn hears_of_fake(&mut self, person: u32, context: &mut Context<'_, Self>) {
        let (Some(business), Some(programme)) = (&mut self.parts.business, &mut self.parts.programme) else {
            return;
        };
        let Some((price, stays)) = business.costs_once(context.now()) else { return };
        if !programme.is_worth_it(person, price, stays) {
            return;
        }
        let (key, charge_back) = (programme.name_of(person), programme.charge_back());
        business.buys_once((key, Some(key)), charge_back, &mut context.lens(&mut self.told.business));
    }

    /// Whether an account is a referrer's under another name: it does not trade.
    pub(super) fn is_fake(&self, account: u32) -> bool {
        let person = self.ids.person_of(account);
        self.parts.programme.as_ref().zip(person).is_some_and(|(programme, person)| programme.is_fake(person))
    }

    /// Without accounts, a customer whom the programme has brought joins one side of the marketplace.
    fn customer_joins(&mut self, person: u32, context: &mut Context<'_, Self>) {
        let (Some(market), Some(programme)) = (&mut self.parts.market, &self.parts.programme) else { return };
        let mut rng = stream(self.streams, Purpose::Joining, programme.name_of(person));
        let role = if chance(&mut rng, self.plan.referred_sell) { Role::Seller } else { Role::Buyer };
        self.flows.note(Flow::Joiner, 1);
        match market.invite(role, &mut context.lens(&mut self.told.market)) {
            Some(member) => {
                self.ids.links_person(person, member);
                self.ids.links_member(member, person);
            }
            None => self.own.turned_away += 1,
        }
    }
}

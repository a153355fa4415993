//! The programme as a part of a larger business, which says who converts, pays and leaves.

use bazaar_engine::{Component, Context, Event, Key, Nothing, Simulation, Streams, kinds};

use super::{MONTH, dollars, horizon, inviting};
use crate::quantity::Quantity;
use crate::referral::Referral;
use crate::referral::effect::Effect;
use crate::referral::money::Account;
use crate::referral::programme::{self, Arm, Programme};
use crate::referral::resolved::Resolved;

/// A shop in which people who sign up pay three times, a week apart, and then leave.
mod shop {
    bazaar_engine::kinds! {
        pub(super) enum Kind { Visit }
    }
}

kinds! {
    /// The shop goes first.
    enum Kind { Shop(shop::Kind), Programme(programme::Kind) }
}

struct Shop;

/// The number of its customers at the beginning.
const FIRST: u32 = 20;

impl Component for Shop {
    type Kind = shop::Kind;
    type Effect = Nothing;
    fn start(&mut self, _: &mut Context<'_, Self>) {}
    fn handle(&mut self, _: Event<shop::Kind>, _: &mut Context<'_, Self>) {}
}

struct Business<'a> {
    programme: Programme<'a, bazaar_engine::stream::Squares>,
    visits: Vec<u32>,
    heard: Vec<Effect>,
    nothing: Vec<Nothing>,
    told: [u32; 3],
}

impl Business<'_> {
    /// Passes on the effects of the programme until there are no more.
    fn route(&mut self, context: &mut Context<'_, Self>) {
        while !self.heard.is_empty() {
            for effect in std::mem::take(&mut self.heard) {
                match effect {
                    Effect::Lead { person } => {
                        self.told[0] += 1;
                        self.programme.converts(person, &mut context.lens(&mut self.heard));
                    }
                    Effect::Customer { person } => {
                        self.told[1] += 1;
                        let mut shop: Context<'_, Shop> = context.lens(&mut self.nothing);
                        shop.after(168.0, shop::Kind::Visit, person);
                    }
                    Effect::Left { .. } => self.told[2] += 1,
                    Effect::Fake { .. } => unreachable!("without fraud there are none"),
                }
            }
        }
    }
}

impl Component for Business<'_> {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        self.programme.start(&mut context.lens(&mut self.heard));
        for number in 0..FIRST {
            let person = self.programme.admit(Key::arrival(1, number), context.now());
            self.programme.converts(person, &mut context.lens(&mut self.heard));
        }
        self.route(context);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::Shop(shop::Kind::Visit) => {
                let person = event.slot;
                self.visits.resize(self.visits.len().max(person as usize + 1), 0);
                self.visits[person as usize] += 1;
                if self.visits[person as usize] > 3 {
                    self.programme.leaves(person, &mut context.lens(&mut self.heard));
                } else {
                    self.programme.pays(person, 1_000, &mut context.lens(&mut self.heard));
                    let mut shop: Context<'_, Shop> = context.lens(&mut self.nothing);
                    shop.after(168.0, shop::Kind::Visit, person);
                }
            }
            Kind::Programme(kind) => {
                self.programme.handle(event.of(kind), &mut context.lens(&mut self.heard));
            }
        }
        self.route(context);
    }

    fn key(&self, event: &Event<Kind>) -> Key {
        match event.kind {
            Kind::Shop(_) => Key::initial(u64::from(event.slot)),
            Kind::Programme(kind) => self.programme.key(&event.of(kind)),
        }
    }

    fn is_current(&self, event: &Event<Kind>) -> bool {
        match event.kind {
            Kind::Shop(_) => true,
            Kind::Programme(kind) => self.programme.is_current(&event.of(kind)),
        }
    }
}

#[test]
fn a_business_tells_the_programme_who_converts_pays_and_leaves() {
    let mut parameters = inviting(2, 1.0);
    parameters.contract.share = super::quantity(0.1);
    parameters.contract.paid_after = Quantity::ZERO;
    parameters.contract.fixed = dollars(2);
    parameters.fraud = Quantity::ZERO;
    let plan = Resolved::new(&parameters, horizon(12.0 * MONTH)).unwrap();
    let streams = Streams::new(1).replication(0).component(Referral::NAME);
    let programme = Programme::new(&plan, streams, None, Arm::Programme).in_company();
    let business =
        Business { programme, visits: Vec::new(), heard: Vec::new(), nothing: Vec::new(), told: [0; 3] };
    let mut simulation = Simulation::new(business);
    simulation.run_until(12.0 * MONTH).unwrap();
    let Business { programme, told: [leads, customers, left], .. } = simulation.component();
    assert!(*leads > 500 && *customers == *leads + FIRST, "{leads} {customers}");
    assert_eq!(left, customers, "everybody leaves after four weeks");
    let total = |account: Account| programme.books.total(account).unwrap();
    assert_eq!(total(Account::Revenue), i64::from(*customers) * 3_000);
    assert_eq!(programme.mirrored(), total(Account::Revenue));
    assert_eq!(total(Account::Payouts), i64::from(*leads) * (200 + 3 * 100));
}

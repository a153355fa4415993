//! What a film of a subscription business shows: accounts by plan and state, and MRR.

use bazaar_engine::stream::Generator;

use super::account::{Custom, State};
use super::business::{Business, Kind};
use super::money::Account as Book;
use crate::books::dollars;
use crate::look::{About, Dial, Eye, Layout, Scene, Stage, Told, Tone, Watch, called};

/// States of accounts, in the order in which they are reached; accounts that are gone are not shown.
const STATES: [(&str, Tone); 7] = [
    ("free", Tone::Plain),
    ("on trial", Tone::Waiting),
    ("being sold to", Tone::Waiting),
    ("pays", Tone::Active),
    ("buys without a contract", Tone::Strong),
    ("paused", Tone::Faint),
    ("churned", Tone::Lost),
];

fn place(state: State) -> Option<usize> {
    match state {
        State::Free => Some(0),
        State::Trial => Some(1),
        State::Sale => Some(2),
        State::Paying => Some(3),
        State::Buying => Some(4),
        State::Paused => Some(5),
        State::Churned => Some(6),
        State::Gone => None,
    }
}

impl<G: Generator> Business<'_, G> {
    fn about(&self, slot: u32) -> About {
        let (account, origin) = (&self.accounts[slot], &self.origins[slot as usize]);
        let parameters = &self.plan.parameters;
        let region = parameters.regions.keys().nth(account.region.into()).cloned();
        let channel = parameters.channels.keys().nth(account.channel.into()).cloned();
        let by_word = origin.referrer.map(|_| "word of mouth".to_owned());
        About {
            kind: 0,
            name: called(account.key),
            facts: vec![
                origin.born.into(),
                (account.custom != Custom::Never).then_some(account.began).into(),
                account.seats.into(),
                (account.state == State::Paying).then(|| dollars(account.mrr)).into(),
                dollars(account.paid).into(),
                region.into(),
                channel.or(by_word).into(),
            ],
            ..About::default()
        }
    }
}

impl<G: Generator> Watch for Business<'_, G> {
    fn stage(&self) -> Stage {
        let facts = [
            ("signed up", "at"),
            ("first paid", "at"),
            ("users", ""),
            ("MRR", "$"),
            ("paid so far", "$"),
            ("region", ""),
            ("came by", ""),
        ];
        Stage {
            dials: vec![
                Dial::new("mrr", "MRR", "$"),
                Dial::new("customers", "Customers", "customers"),
                Dial::new("free_accounts", "Accounts on free plans", "accounts"),
                Dial::new("lost", "Customers who stopped paying so far", "customers"),
                Dial::new("revenue_so_far", "Revenue since the warm-up", "$"),
                Dial::new("cash_at_month", "Cash, costs booked up to the last month", "$"),
            ],
            scenes: vec![
                Scene::new("Accounts by plan", Layout::Groups)
                    .rows(self.plan.parameters.plans.keys().cloned())
                    .states(&STATES)
                    .kind("account", &facts),
            ],
        }
    }

    fn look(&self, _: f64, eye: &mut Eye) {
        let books = &self.sums.books;
        eye.dial(dollars(self.sums.movements.mrr()));
        eye.dial(self.customers as f64);
        eye.dial(self.free as f64);
        eye.dial(self.lost as f64);
        eye.dial(dollars(books.income()));
        eye.dial(dollars(books.balance(Book::Cash)));
        let scene = eye.scene();
        for (slot, account) in (0..).zip(self.accounts.places()) {
            if let Some(state) = place(account.state) {
                scene.see(account.key.bits(), account.offer.into(), state, || self.about(slot));
            }
        }
    }

    fn told(&self, kind: Kind) -> Told {
        match kind {
            Kind::Uses => Told::of("an account pays for what it used").within(0),
            Kind::Month => Told::of("a month ends, and costs are booked"),
            Kind::WarmedUp => Told::of("the warm-up ends, and counting begins"),
            Kind::Account => Told::of("an account's period ends, or it changes its mind").within(0),
            Kind::Move => Told::of("the business changes its price list"),
            Kind::Lead => Told::of("a lead comes in"),
        }
    }
}

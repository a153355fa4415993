//! What a film of a referral programme shows: who was referred by whom.

use bazaar_engine::stream::Generator;

use super::money::Account as Book;
use super::people::{NONE, Person, State, Who};
use super::programme::{Kind, Programme};
use crate::look::{About, Dial, Eye, Fact, Layout, Scene, Stage, Told, Tone, Watch, called};

impl<G: Generator> Programme<'_, G> {
    /// The people who are in, with tree and generation: referred people after their referrers, and trees that
    /// have grown before those that have not.
    fn members(&self) -> Vec<(bool, u32, u32, u32)> {
        let people = (0..).zip(&self.people).filter(|(_, person)| person.is_in());
        let mut members: Vec<_> = people
            .map(|(slot, person): (u32, &Person<G>)| {
                // A person who is not a customer yet is in no tree, but may join their referrer's.
                let (tree, generation) = match (person.tree, self.referrer(person)) {
                    (NONE, Some(other)) => (other.tree, u32::from(other.generation) + 1),
                    (tree, _) => (tree, u32::from(person.generation)),
                };
                let has_grown = self.trees.get(tree as usize).is_some_and(|tree| tree.size > 1);
                (!has_grown, tree, generation, slot)
            })
            .collect();
        members.sort_unstable();
        members
    }

    /// The referrer of a person, if that is a person.
    fn referrer(&self, person: &Person<G>) -> Option<&Person<G>> {
        match person.referrer.who() {
            Who::Person(other) => self.people.get(other as usize),
            Who::Nobody | Who::Partner(_) => None,
        }
    }

    fn about(&self, slot: u32) -> About {
        let person = &self.people[slot as usize];
        let account = self.accounts.get(slot as usize).copied().unwrap_or_default();
        let is_customer = person.tree != NONE;
        let came = match person.referrer.who() {
            Who::Nobody => "by themselves",
            Who::Partner(_) => "through a partner",
            Who::Person(_) if person.is_fake => "as the referrer under another name",
            Who::Person(_) if person.is_invited => "by an invitation",
            Who::Person(_) => "on their own, after an invitation",
        };
        About {
            kind: 0,
            name: called(person.key),
            at: None,
            parent: self.referrer(person).map(|other| other.key.bits()),
            facts: vec![
                came.into(),
                is_customer.then_some(person.joined).into(),
                if is_customer { Fact::Number(person.generation.into()) } else { Fact::None },
                f64::from(person.payments).into(),
                account.referrals.into(),
                (account.earned as f64 / 100.0).into(),
            ],
        }
    }
}

impl<G: Generator> Watch for Programme<'_, G> {
    fn stage(&self) -> Stage {
        let facts = [
            ("came", ""),
            ("customer since", "at"),
            ("generation", ""),
            ("payments", ""),
            ("referrals that earned something", ""),
            ("earned by them", "$"),
        ];
        Stage {
            dials: vec![
                Dial::new("customers_now", "Customers now", "people"),
                Dial::new("customers", "Customers so far", "people"),
                Dial::new("fakes", "Referrers under other names so far", "people"),
                Dial::new("attributed", "Customers attributed to the programme so far", "people"),
                Dial::new("trees", "Trees", "trees"),
                Dial::new("largest_tree", "Largest tree", "people"),
                Dial::new("revenue", "Revenue so far", "$"),
                Dial::new("paid_out", "Paid out so far", "$"),
            ],
            scenes: vec![
                Scene::new("Who came through whom", Layout::Tree)
                    .states(&[("tries", Tone::Waiting), ("pays", Tone::Active), ("has left", Tone::Lost)])
                    .kind("person", &facts),
            ],
        }
    }

    fn look(&self, _: f64, eye: &mut Eye) {
        let paying = self.people.iter().filter(|person| person.state == State::Paying).count();
        eye.dial(paying as f64);
        eye.dial(self.sums.counts.customers as f64);
        eye.dial(self.sums.counts.fakes as f64);
        eye.dial(self.sums.attributed() as f64);
        eye.dial(self.trees.len() as f64);
        eye.dial(f64::from(self.trees.iter().map(|tree| tree.size).max().unwrap_or(0)));
        eye.dial(self.books.total(Book::Revenue).map(|cents| cents as f64 / 100.0));
        eye.dial(self.books.paid().map(|cents| cents as f64 / 100.0));
        let scene = eye.scene();
        for (.., slot) in self.members() {
            let person = &self.people[slot as usize];
            let state = match person.state {
                State::Paying => 1,
                State::Churned => 2,
                State::Outside | State::Clicked | State::SignedUp => 0,
            };
            scene.see(person.key.bits(), 0, state, || self.about(slot));
        }
    }

    fn told(&self, kind: Kind) -> Told {
        let of_person = |words| Told::of(words).within(0);
        match kind {
            Kind::Vest => of_person("a reward vests"),
            Kind::PayOut => of_person("a reward is paid"),
            Kind::Expire => of_person("an unclaimed reward expires"),
            Kind::Leave => Told::of("a hire leaves the job"),
            Kind::Bill => of_person("a customer pays for another month, or leaves"),
            Kind::Qualify => of_person("a trial ends"),
            Kind::Come => of_person("a person comes without an invitation"),
            Kind::Invite => Told::of("a customer invites a person"),
            Kind::Lead => Told::of("a partner brings a lead"),
            Kind::ApplyMarket => Told::of("a person from the market applies for a job"),
            Kind::ApplyReferred => Told::of("a referred person applies for a job"),
        }
    }
}

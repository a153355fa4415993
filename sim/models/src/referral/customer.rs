//! The life of a customer: signing up, converting, paying, leaving.
//!
//! In a composition these events come from the rest of the business. A programme alone generates them itself:
//! a person comes, signs up, converts or declines, pays, leaves.

use bazaar_engine::Context;
use bazaar_engine::stream::{Generator, Stream};
use bazaar_numerics::variates::{Variate, chance, unit};

use super::effect::Effect;
use super::money::Account;
use super::people::{NONE, Referrer, State, Tree, Who};
use super::programme::{Kind, Programme};
use super::resolved::{MONTH, OF_CUSTOMERS};
use super::streams::{Purpose, stream};

impl<G: Generator> Programme<'_, G> {
    /// A person comes without an invitation.
    pub(super) fn come(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        self.people[slot as usize].is_determined = true;
        if self.people[slot as usize].is_in() {
            // People who would come anyway are not lost to a trial.
            return;
        }
        self.attribute(slot, context.now());
        let mut rng = stream(self.streams, Purpose::Coming, self.people[slot as usize].key.child(0));
        self.sign_up(slot, &mut rng, context);
    }

    /// A person who comes without an invitation, but has recently clicked on one, is attributed to its
    /// sender.
    pub(super) fn attribute(&mut self, slot: u32, now: f64) {
        let person = &self.people[slot as usize];
        let window = self.terms_of(person.referrer).map(|terms| self.plan.terms[terms].attribution);
        let is_referred = window.is_some_and(|window| now - person.clicked <= window);
        let person = &mut self.people[slot as usize];
        if !is_referred {
            person.referrer = Referrer::NOBODY;
        }
        person.is_invited = false;
    }

    /// A person signs up and begins the trial.
    pub(super) fn sign_up(&mut self, slot: u32, rng: &mut Stream<G>, context: &mut Context<'_, Self>) {
        self.enter(slot);
        context.emit(Effect::Lead { person: slot });
        if !self.is_alone {
            return;
        }
        let trial = self.plan.trial.sample(rng);
        if trial > 0.0 {
            context.after(trial, Kind::Qualify, slot);
        } else {
            self.qualify(slot, context);
        }
    }

    /// A person is in, and may become a customer.
    pub(super) fn enter(&mut self, slot: u32) {
        let person = &mut self.people[slot as usize];
        person.state = State::SignedUp;
        let referrer = person.referrer;
        if let Some(tree) = self.tree_of(referrer) {
            self.trees[tree as usize].pending += 1;
        }
    }

    /// The trial is over.
    pub(super) fn qualify(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        if self.people[slot as usize].is_determined {
            self.convert(slot, context);
            let price = self.price(slot, 0.0);
            self.pay(slot, price, context);
        } else {
            self.decline(slot);
        }
    }

    /// The tree of a referrer who is a person.
    fn tree_of(&self, referrer: Referrer) -> Option<u32> {
        match referrer.who() {
            Who::Person(person) => Some(self.people[person as usize].tree),
            Who::Nobody | Who::Partner(_) => None,
        }
    }

    /// A person who had signed up declines.
    pub(super) fn decline(&mut self, slot: u32) {
        let person = &mut self.people[slot as usize];
        person.state = State::Clicked;
        let (referrer, is_invited) = (person.referrer, person.is_invited);
        if let Some(tree) = self.tree_of(referrer) {
            self.trees[tree as usize].pending -= 1;
        }
        if let Who::Person(inviter) = referrer.who()
            && is_invited
        {
            let generation = self.people[inviter as usize].generation;
            self.sums.of_generation(generation).decided += 1;
        }
    }

    /// A person who had signed up becomes a customer.
    pub(super) fn convert(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let referrer = self.people[slot as usize].referrer;
        match referrer.who() {
            Who::Person(inviter) => {
                let (tree, generation) =
                    (self.people[inviter as usize].tree, self.people[inviter as usize].generation);
                self.trees[tree as usize].pending -= 1;
                if self.people[slot as usize].is_invited {
                    let sums = self.sums.of_generation(generation);
                    sums.decided += 1;
                    sums.converted += 1;
                }
                self.join(slot, tree, generation.saturating_add(1), context);
            }
            Who::Nobody | Who::Partner(_) => {
                let tree = self.new_tree();
                self.join(slot, tree, 0, context);
            }
        }
        if referrer == Referrer::NOBODY {
            self.books.post(Account::Acquisition, Account::Cash, self.plan.acquisition);
            self.sums.counts.acquired += 1;
        }
        self.reward(slot, context);
        if matches!(referrer.who(), Who::Person(_)) {
            self.may_cheat(slot, referrer, context);
        }
        self.plan_invitations(slot, context);
    }

    pub(super) fn new_tree(&mut self) -> u32 {
        let tree = u32::try_from(self.trees.len()).unwrap_or(NONE);
        self.trees.push(Tree::default());
        tree
    }

    fn join(&mut self, slot: u32, tree: u32, generation: u16, context: &mut Context<'_, Self>) {
        let now = context.now();
        let person = &mut self.people[slot as usize];
        (person.state, person.joined) = (State::Paying, now);
        (person.tree, person.generation) = (tree, generation);
        let tree = &mut self.trees[tree as usize];
        tree.size += 1;
        tree.progeny += u32::from(generation > 0);
        self.sums.counts.customers += 1;
        self.sums.of_generation(generation).customers += 1;
        self.sums.rise(|over_time| &mut over_time.customers, now, 1.0);
        context.emit(Effect::Customer { person: slot });
    }

    /// The referrer may also refer himself under another name, if that pays.
    fn may_cheat(&mut self, slot: u32, referrer: Referrer, context: &mut Context<'_, Self>) {
        if !self.is_on(context.now()) || !self.plan.terms[OF_CUSTOMERS].gives_something() {
            return;
        }
        let key = self.people[slot as usize].key;
        let mut rng = stream(self.streams, Purpose::Fraud, key);
        let mut fakes = self.plan.fakes;
        let mut number = 0;
        while chance(&mut rng, fakes) {
            fakes -= 1.0;
            number += 1;
            if self.is_alone && !self.is_worth_faking(referrer, self.plan.price, MONTH) {
                continue;
            }
            let fake = self.add_person(key.child(u32::MAX - (number - 1)));
            let person = &mut self.people[fake as usize];
            (person.is_fake, person.referrer) = (true, referrer);
            if self.is_alone {
                self.fake_counts(fake, context);
                self.pay(fake, self.plan.price, context);
            } else {
                // Other components decide what an account costs.
                person.state = State::SignedUp;
                context.emit(Effect::Fake { person: fake });
            }
        }
    }

    /// Whether the rewards for a fake that pays this many cents once and leaves after this many hours exceed
    /// the payment. A payment that is charged back costs the referrer nothing.
    fn is_worth_faking(&mut self, referrer: Referrer, price: i64, stays: f64) -> bool {
        let costs = if self.plan.charge_back.is_some() { 0 } else { price };
        self.gain_of_leaving(referrer, price, stays) > costs
    }

    /// The same, for a fake that has signed up in another component.
    pub(crate) fn is_worth_it(&mut self, fake: u32, price: i64, stays: f64) -> bool {
        self.is_worth_faking(self.people[fake as usize].referrer, price, stays)
    }

    /// A fake becomes a customer in the books: it counts as attributed, and in no other way.
    pub(super) fn fake_counts(&mut self, fake: u32, context: &mut Context<'_, Self>) {
        let person = &mut self.people[fake as usize];
        (person.state, person.joined) = (State::Paying, context.now());
        self.sums.counts.fakes += 1;
        self.reward(fake, context);
    }

    /// The payment of a customer at this age in hours.
    fn price(&self, slot: u32, age: f64) -> i64 {
        let plan = self.plan;
        let is_referred = self.people[slot as usize].referrer != Referrer::NOBODY;
        if !is_referred || plan.premium <= 0.0 || age >= plan.premium_lasts {
            return plan.price;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most a hundred times the price")]
        let more = (plan.premium * (1.0 - age / plan.premium_lasts)).round_ties_even() as i64;
        plan.price + more
    }

    /// A customer pays this many cents.
    pub(super) fn pay(&mut self, slot: u32, amount: i64, context: &mut Context<'_, Self>) {
        self.brings(slot, amount, context);
        if let (Some(fee), true) = (self.plan.charge_back, self.people[slot as usize].is_fake) {
            self.books.spend(Account::ChargeBacks, fee);
        }
        let person = &mut self.people[slot as usize];
        person.payments = person.payments.saturating_add(1);
        if self.is_alone {
            context.at(person.joined + MONTH * f64::from(person.payments), Kind::Bill, slot);
        }
    }

    /// A customer brings the business this many cents, of which the referrer may have a share: also of a
    /// payment that is charged back, since that is known only later.
    pub(super) fn brings(&mut self, slot: u32, amount: i64, context: &mut Context<'_, Self>) {
        let is_charged_back = self.plan.charge_back.is_some() && self.people[slot as usize].is_fake;
        if !is_charged_back {
            self.books.post(Account::Cash, Account::Revenue, amount);
        }
        self.share(slot, amount, context);
    }

    /// A month is over: a customer leaves, or pays for the next.
    pub(super) fn bill(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let person = &self.people[slot as usize];
        let stays = match person.referrer.who() {
            Who::Nobody => false,
            Who::Partner(_) => true,
            Who::Person(referrer) => self.people[referrer as usize].state == State::Paying,
        };
        let person = &mut self.people[slot as usize];
        let leaves = unit(&mut person.rng) < self.plan.churn[usize::from(stays)] || person.is_fake;
        let age = context.now() - person.joined;
        if !person.is_fake {
            let is_referred = usize::from(person.referrer != Referrer::NOBODY);
            self.sums.months[is_referred] += 1;
            self.sums.left[is_referred] += u64::from(leaves);
        }
        if leaves {
            self.leave(slot, context);
        } else {
            let price = self.price(slot, age);
            self.pay(slot, price, context);
        }
    }

    /// A customer leaves for good.
    pub(super) fn leave(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let person = &mut self.people[slot as usize];
        person.state = State::Churned;
        let payouts = person.payouts;
        self.take_back(payouts, now);
        context.emit(Effect::Left { person: slot });
    }
}

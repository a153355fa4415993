//! The component: one arm of the experiment, with the programme or without it.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Component, Context, Entities, Event, Key, Streams, kinds};
use bazaar_numerics::variates::{Variate, below, chance};

use super::effect::Effect;
use super::invitation::Invitation;
use super::money::Books;
use super::network::Network;
use super::partner::Partner;
use super::payout::{Hangs, Payout, Standing};
use super::people::{Person, Tree};
use super::recruiting::Job;
use super::resolved::Resolved;
use super::rewards::Account;
use super::statistics::ArmStatistics;
use super::streams::{Purpose, stream};

kinds! {
    /// Of simultaneous events, vesting and payment of rewards come before departures, and those before new
    /// activity.
    pub(crate) enum Kind {
        Vest, PayOut, Expire, Leave, Bill, Qualify, Come, Invite, Lead, ApplyMarket, ApplyReferred
    }
}

/// Which arm of the experiment this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arm {
    /// With the programme.
    Programme,
    /// Without it.
    Control,
}

impl Arm {
    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

/// A referral programme as a component. Other components may bring people to it, and report what becomes of
/// them.
pub(crate) struct Programme<'a, G> {
    pub(super) plan: &'a Resolved,
    pub(super) streams: Streams<G>,
    pub(super) arm: Arm,
    /// Whether no other component decides who converts, pays and leaves.
    pub(super) is_alone: bool,
    /// What other components have reported as paid, in cents.
    pub(super) mirrored: i64,
    pub(super) network: Option<&'a Network>,
    /// The pool, followed by people who do not belong to it.
    pub(super) people: Vec<Person<G>>,
    /// The account of each person with the programme.
    pub(super) accounts: Vec<Account>,
    pub(super) trees: Vec<Tree>,
    pub(super) invitations: Entities<Invitation<G>>,
    pub(super) partners: Vec<Partner<G>>,
    pub(super) jobs: Vec<Job<G>>,
    pub(super) payouts: Vec<Payout>,
    pub(super) books: Books,
    pub(super) sums: ArmStatistics,
}

impl<'a, G: Generator> Programme<'a, G> {
    pub(super) fn new(
        plan: &'a Resolved,
        streams: Streams<G>,
        network: Option<&'a Network>,
        arm: Arm,
    ) -> Self {
        let pool = if plan.is_strangers { 0 } else { plan.parameters.pool };
        let person = |slot: u32| {
            let key = Key::initial(u64::from(slot));
            Person::new(key, stream(streams, Purpose::Leaving, key))
        };
        Programme {
            plan,
            streams,
            arm,
            is_alone: true,
            mirrored: 0,
            network,
            people: (0..pool).map(person).collect(),
            accounts: vec![Account::default(); pool as usize],
            trees: Vec::new(),
            invitations: Entities::new(),
            partners: Vec::new(),
            jobs: Vec::new(),
            payouts: Vec::new(),
            books: Books::new(),
            sums: ArmStatistics::new(&plan.horizon, plan.terms.len()),
        }
    }

    /// Creates the initial customers, unless other components do.
    fn seed(&mut self, context: &mut Context<'_, Self>) {
        if !self.is_alone {
            return;
        }
        let mut rng = stream(self.streams, Purpose::Seeds, Key::SINGLE);
        let pool = u64::from(self.plan.parameters.pool);
        for number in 0..self.plan.parameters.seeds {
            let slot = if self.plan.is_strangers {
                self.add_person(Key::initial(u64::from(number)))
            } else {
                loop {
                    #[expect(clippy::cast_possible_truncation, reason = "below the number of people")]
                    let slot = below(&mut rng, pool) as u32;
                    if !self.people[slot as usize].is_in() {
                        break slot;
                    }
                }
            };
            self.people[slot as usize].is_determined = true;
            self.qualify(slot, context);
        }
    }

    /// Schedules the people of the pool who come without an invitation.
    fn expect_others(&mut self, context: &mut Context<'_, Self>) {
        let share = self.plan.parameters.organic.share.canonical();
        if share <= 0.0 || self.plan.is_strangers || !self.is_alone {
            return;
        }
        for slot in 0..self.plan.parameters.pool {
            let mut rng = stream(self.streams, Purpose::Coming, self.people[slot as usize].key);
            if chance(&mut rng, share) {
                let delay = self.plan.coming.sample(&mut rng);
                if delay < self.plan.horizon.end {
                    context.after(delay, Kind::Come, slot);
                }
            }
        }
    }

    /// Whether there is a programme at a time: in the arm that has one, since it began.
    pub(super) fn is_on(&self, time: f64) -> bool {
        self.arm == Arm::Programme && time >= self.plan.from
    }

    pub(super) fn key_of(&self, hangs: Hangs) -> Key {
        match hangs {
            Hangs::OnPerson(person) => self.people[person as usize].key,
            Hangs::OnJob(job) => self.jobs[job as usize].key,
        }
    }

    /// The statistics at the end of the run.
    pub(crate) fn close(mut self) -> ArmStatistics {
        self.sums.filled += self.still_filled();
        for tree in &self.trees {
            let limit = self.plan.parameters.tree_limit;
            self.sums.trees.add(tree, self.plan.is_strangers && tree.size >= limit);
        }
        self.sums.books = self.books;
        self.sums
    }
}

impl<G: Generator> Component for Programme<'_, G> {
    type Kind = Kind;
    type Effect = Effect;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        self.seed(context);
        self.expect_others(context);
        self.engage_partners(context);
        self.open_jobs(context);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::Vest => self.vest(event.slot, context),
            Kind::PayOut => self.pay_out(event.slot, event.time),
            Kind::Expire => self.expire(event.slot),
            Kind::Leave => self.vacate(event.slot, context),
            Kind::Bill => self.bill(event.slot, context),
            Kind::Qualify => self.qualify(event.slot, context),
            Kind::Come => self.come(event.slot, context),
            Kind::Invite => self.invite(event.slot, context),
            Kind::Lead => self.lead(event.slot, context),
            Kind::ApplyMarket | Kind::ApplyReferred => self.apply(event.slot, event.kind, context),
        }
    }

    fn key(&self, event: &Event<Kind>) -> Key {
        match event.kind {
            Kind::Vest | Kind::PayOut | Kind::Expire => self.key_of(self.payouts[event.slot as usize].hangs),
            Kind::Bill | Kind::Qualify | Kind::Come => self.people[event.slot as usize].key,
            Kind::Invite => {
                let invitation = &self.invitations[event.slot];
                self.people[invitation.inviter as usize].key.child(invitation.number)
            }
            Kind::Lead => self.partners[event.slot as usize].key,
            Kind::Leave | Kind::ApplyMarket | Kind::ApplyReferred => self.jobs[event.slot as usize].key,
        }
    }

    #[inline]
    fn soon(&self, event: &Event<Kind>) {
        if event.kind == Kind::Invite {
            self.invitations.prefetch(event.slot);
        }
    }

    #[inline]
    fn is_current(&self, event: &Event<Kind>) -> bool {
        match event.kind {
            Kind::Vest => self.payouts[event.slot as usize].standing == Standing::Accrued,
            Kind::PayOut | Kind::Expire => self.payouts[event.slot as usize].standing == Standing::Vested,
            Kind::Leave | Kind::ApplyMarket | Kind::ApplyReferred => {
                self.jobs[event.slot as usize].plans == event.generation
            }
            Kind::Bill | Kind::Qualify | Kind::Come | Kind::Invite | Kind::Lead => true,
        }
    }
}

//! The component: all accounts, the price list they are on, and the business behind it.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Component, Context, Entities, Event, Generation, Key, Stream, Streams, kinds, prefetch};
use bazaar_numerics::accumulators::Sketch;

use super::account::{Account, Custom, Due, NONE, Origin, State};
use super::cause::{Cause, Changes};
use super::cohorts::Cohorts;
use super::effect::{Effect, News};
use super::money::{Account as Book, Books};
use super::movements::Movements;
use super::parameters::CHURNED;
use super::resolved::{Resolved, cents, number};
use super::statistics::{Census, Counts, Levels, Mark, Statistics};
use super::streams::{Purpose, stream};

kinds! {
    /// Uses of a period are paid for when it ends; then the month ends, and then the warm-up, before all
    /// other events of that instant. Of simultaneous events, renewals and churn of accounts come before
    /// moves, and those before new leads.
    pub enum Kind { Uses, Month, WarmedUp; Account, Move, Lead }
}

/// A subscription business as a component. Other components may send it leads ([`qualified_lead`]) and
/// receive its events ([`Effect`]).
///
/// [`qualified_lead`]: Business::qualified_lead
pub struct Business<'a, G> {
    pub(super) plan: &'a Resolved,
    pub(super) streams: Streams<G>,
    pub(super) accounts: Entities<Account<G>>,
    pub(super) origins: Vec<Origin>,
    /// By account: the stream for its uses; and its rates of use, one for each feature.
    pub(super) uses: Vec<Stream<G>>,
    pub(super) rates: Vec<f64>,
    pub(super) leads: Stream<G>,
    pub(super) support: Stream<G>,
    /// The number of leads from channels, and the fraction of one that a month has left over.
    pub(super) arrivals: u32,
    pub(super) carried: f64,
    /// Raised whenever plans of accounts are cancelled.
    pub(super) era: Generation,
    pub(super) keeps_churned: bool,
    /// Whether the initial accounts have been created.
    pub(super) has_opened: bool,
    pub(super) customers: u64,
    pub(super) free: u64,
    /// Customers who stopped paying, since time zero.
    pub(super) lost: u64,
    pub(super) acquired: u64,
    pub(super) mark: Mark,
    /// The multiple of each account's own probability of leaving at a renewal.
    pub(super) unease: f64,
    /// When costs were last booked, and the income until then.
    pub(super) settled: f64,
    pub(super) income: i64,
    pub(super) sums: Statistics,
}

impl<'a, G: Generator> Business<'a, G> {
    pub(super) fn new(plan: &'a Resolved, streams: Streams<G>) -> Self {
        let parameters = &plan.parameters;
        let (offers, features) = (plan.offers.len(), plan.usage.features());
        let counts = Counts::new(offers, plan.region.len(), plan.channel.len(), features);
        let renewal = &parameters.renewal;
        let comes_back = renewal.win_back.canonical() > 0.0;
        let leads_to_free = |name: &str| plan.offers.get(usize::from(number(&parameters.plans, name)));
        let is_moved = parameters
            .moves
            .iter()
            .any(|step| step.from == CHURNED || leads_to_free(&step.to).is_some_and(|offer| offer.is_free));
        let initial: u32 = parameters.initial.values().copied().fold(0, u32::saturating_add);
        let capacity = initial as usize;
        Business {
            plan,
            streams,
            accounts: Entities::with_capacity(capacity),
            origins: Vec::with_capacity(capacity),
            uses: Vec::with_capacity(capacity),
            rates: Vec::with_capacity(capacity * features),
            leads: stream(streams, Purpose::Leads, Key::SINGLE),
            support: stream(streams, Purpose::Support, Key::SINGLE),
            arrivals: 0,
            carried: 0.0,
            era: Generation::default(),
            keeps_churned: (comes_back || is_moved) && renewal.win_back_for.canonical() > 0.0,
            has_opened: false,
            customers: 0,
            free: 0,
            lost: 0,
            acquired: 0,
            mark: Mark::default(),
            unease: 1.0,
            settled: 0.0,
            income: 0,
            sums: Statistics {
                counts,
                changes: Changes::new(features),
                movements: Movements::new(),
                moved_before: [0; 5],
                books: Books::new(),
                cohorts: Cohorts::default(),
                months: Vec::new(),
                rest: None,
                year: None,
                levels: Levels::new(offers),
                paid: Sketch::default(),
                census: Census::default(),
                ever: 0,
                gone: 0,
                buyers: 0,
                buyers_gone: 0,
                #[cfg(test)]
                off_anniversary: 0,
                events: 0,
                fingerprint: None,
            },
        }
    }

    /// Reports an event, if there are recipients.
    pub(super) fn tell(&self, slot: u32, news: News, context: &mut Context<'_, Self>) {
        let referrer = self.origins[slot as usize].referrer;
        context.emit(Effect { account: self.accounts[slot].key, slot, referrer, news });
    }

    /// A stream of an account, from its beginning.
    pub(super) fn fresh(&self, purpose: Purpose, slot: u32) -> Stream<G> {
        stream(self.streams, purpose, self.accounts[slot].key)
    }

    /// Cancels all events that are planned for an account.
    pub(super) fn cancel(&mut self, slot: u32) {
        self.era.cancel();
        self.accounts[slot].plans = self.era;
    }

    /// An account is gone for good, and its slot is free.
    pub(super) fn remove(&mut self, slot: u32) {
        self.accounts[slot].state = State::Gone;
        self.sums.gone += 1;
        self.note_paid(slot);
        self.accounts.remove(slot);
    }

    fn note_paid(&mut self, slot: u32) {
        let account = &self.accounts[slot];
        if account.custom == Custom::Counted {
            self.sums.paid.add(account.paid as f64 / 100.0);
        }
    }

    fn populate(&mut self, context: &mut Context<'_, Self>) {
        let mut index = 0;
        let plan = self.plan;
        for (name, &accounts) in &plan.parameters.initial {
            let offer = number(&plan.parameters.plans, name);
            for _ in 0..accounts {
                let slot = self.open_account(Key::initial(index), NONE, None, Some(offer), 0.0);
                index += 1;
                self.tell(slot, News::SignedUp, context);
                let terms = plan.offer(offer);
                if terms.is_free || terms.repeat.is_some() {
                    self.starts(slot, offer, Cause::SignUp, context);
                } else {
                    self.converts(slot, offer, Cause::SignUp, context);
                }
                self.expect(slot, context);
            }
        }
    }

    /// Initial accounts are the opening balance: they are not new, and their MRR is no movement. Their first
    /// payment is part of the first month.
    fn opens(&mut self) {
        self.has_opened = true;
        self.sums.counts.nobody_has_come();
        self.sums.changes = Changes::new(self.plan.usage.features());
        self.sums.moved_before = self.sums.movements.totals();
        self.mark = Mark { new_customers: 0, qualified: 0, revenue: 0, spend: 0, ..self.reading() };
    }

    /// The statistics at the end of the run.
    pub(crate) fn close(mut self, events: u64, fingerprint: Option<u64>) -> Statistics {
        self.settle(self.plan.horizon.end);
        self.sums.rest = self.rest_of_month();
        self.count_everybody();
        self.sums.events = events;
        self.sums.fingerprint = fingerprint;
        self.sums
    }

    fn count_everybody(&mut self) {
        let plan = self.plan;
        let mut census = Census {
            gone: self.sums.gone,
            by_offer: vec![(0, 0); plan.offers.len()],
            by_region: vec![(0, 0); plan.region.len()],
            by_channel: vec![(0, 0); plan.channel.len() + 1],
            ..Census::default()
        };
        for account in self.accounts.places() {
            let count = match account.state {
                State::Gone => continue,
                State::Free => &mut census.free,
                State::Trial => &mut census.trials,
                State::Sale => &mut census.sales,
                State::Paying => &mut census.customers,
                State::Paused => &mut census.paused,
                State::Churned => &mut census.churned,
                State::Buying => &mut census.buying,
            };
            *count += 1;
            if account.custom == Custom::Counted {
                self.sums.paid.add(account.paid as f64 / 100.0);
            }
            if account.state != State::Paying {
                continue;
            }
            census.still += u64::from(account.custom == Custom::Counted);
            census.seats += u64::from(account.seats);
            census.mrr += account.mrr;
            let channel = usize::from(account.channel).min(plan.channel.len());
            for (count, mrr) in [
                &mut census.by_offer[usize::from(account.offer)],
                &mut census.by_region[usize::from(account.region)],
                &mut census.by_channel[channel],
            ] {
                *count += 1;
                *mrr += account.mrr;
            }
        }
        self.sums.census = census;
    }
}

impl<G: Generator> Component for Business<'_, G> {
    type Kind = Kind;
    type Effect = Effect;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        let plan = self.plan;
        if plan.horizon.warm_up > 0.0 {
            context.at(plan.horizon.warm_up, Kind::WarmedUp, 0);
        }
        let funding = cents(plan.parameters.costs.funding);
        self.sums.books.earn(Book::Funding, funding);
        self.populate(context);
        self.opens();
        self.looks_back(0);
        self.expect_moves(context);
        self.expect_lead(context);
        self.expect_month(context);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::Uses => self.pays_for_uses(event.slot, context),
            Kind::Account => self.account_turns(event.slot, context),
            Kind::Move => self.moves(event.slot, context),
            Kind::Lead => self.leads_come(event.slot, context),
            Kind::Month => self.month_ends(event.slot, context),
            Kind::WarmedUp => self.warm_up_ends(event.time),
        }
    }

    #[inline]
    fn key(&self, event: &Event<Kind>) -> Key {
        match event.kind {
            Kind::Uses | Kind::Account => self.accounts[event.slot].key,
            Kind::Move | Kind::Lead | Kind::Month | Kind::WarmedUp => Key::initial(u64::from(event.slot)),
        }
    }

    #[inline]
    fn soon(&self, event: &Event<Kind>) {
        if matches!(event.kind, Kind::Account) {
            let slot = event.slot as usize;
            let features = self.plan.usage.features();
            self.accounts.prefetch(event.slot);
            if let (Some(uses), Some(rates)) =
                (self.uses.get(slot), self.rates.get(slot * features..(slot + 1) * features))
            {
                prefetch(uses);
                prefetch(rates);
            }
        }
    }

    #[inline]
    fn is_current(&self, event: &Event<Kind>) -> bool {
        !matches!(event.kind, Kind::Uses | Kind::Account)
            || self.accounts[event.slot].plans == event.generation
    }
}

impl<G: Generator> Business<'_, G> {
    /// An account's next event: a boundary, a cap or one of its hazards, whichever is first.
    pub(super) fn expect(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let total = self.hazards(slot).total();
        let account = &mut self.accounts[slot];
        let (mut at, mut due) = (account.boundary, Due::Boundary);
        if account.cap_at < at && account.state != State::Buying {
            (at, due) = (account.cap_at, Due::Cap);
        }
        if total > 0.0 {
            let hazard = now + bazaar_numerics::variates::standard_exponential(&mut account.life) / total;
            if hazard < at {
                (at, due) = (hazard, Due::Hazard);
            }
        }
        account.due = due;
        let plans = account.plans;
        let owes =
            due == Due::Boundary && account.state == State::Paying && self.origins[slot as usize].uses > 0;
        if owes && at <= self.plan.horizon.end {
            context.at_generation(at, Kind::Uses, slot, plans);
        }
        // Events beyond the horizon need not be scheduled.
        if at < self.plan.horizon.end {
            context.at_generation(at, Kind::Account, slot, plans);
        }
    }

    fn account_turns(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let state = self.accounts[slot].state;
        match (self.accounts[slot].due, state) {
            (Due::Cap, _) => self.reaches_cap(slot, context),
            (Due::Hazard, _) => self.changes(slot, context),
            (Due::Boundary, State::Free) => self.period_begins(slot, context.now()),
            (Due::Boundary, State::Trial) => self.trial_ends(slot, context),
            (Due::Boundary, State::Sale) => self.sale_ends(slot, context),
            (Due::Boundary, State::Paying) => self.period_ends(slot, context),
            (Due::Boundary, State::Buying) => self.buys(slot, context),
            (Due::Boundary, State::Churned) => self.remove(slot),
            (Due::Boundary, State::Paused | State::Gone) => {}
        }
        self.goes_on(slot, context);
    }

    /// Schedules the next event of an account that has changed, unless it is gone.
    pub(super) fn goes_on(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        if self.accounts[slot].state == State::Gone {
            self.tell(slot, News::Gone, context);
        } else {
            self.expect(slot, context);
        }
    }
}

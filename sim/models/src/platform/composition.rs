//! The composition: all components on one clock.
//!
//! It owns the components that are on, hands each its own events, and passes on what they emit (`routing`).
//! Its own events are those that belong to no component: the end of a month, a round of funding and decisions
//! of owners. Components that are off take no time and no memory.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Component, Context, Event, Key, Nothing, Streams, kinds};

use super::Platform;
use super::help_desk::{self, Desk};
use super::ids::IdMapping;
use super::money::{Account, Books, General};
use super::month::closing;
use super::owners::Owners;
use super::resolved::{MONTH, Resolved};
use super::statistics::{Flows, Idle, Own, Run};
use crate::marketplace::{self, Market, Marketplace};
use crate::referral::{self, Programme, Referral};
use crate::subscription::{self, Business, Subscription};
use crate::volunteer::{self, Population};

/// Events of the platform itself.
pub(super) mod own {
    bazaar_engine::kinds! {
        /// A month is closed before anything else at that instant. Of simultaneous events, funding comes
        /// before decisions of owners.
        pub(in crate::platform) enum Kind { Month; Round, Decide }
    }
}

kinds! {
    /// At the end of a month components close their books before the platform does, and both come before all
    /// other events of that instant. Of simultaneous events, changes of accounts come before trade, and trade
    /// before invitations; the help desk comes last.
    pub(super) enum Kind {
        Subscription(subscription::Kind),
        Marketplace(marketplace::Kind),
        Referral(referral::Kind),
        Volunteer(volunteer::Kind),
        HelpDesk(help_desk::Kind),
        Own(own::Kind),
    }
}

/// The components that are on.
pub(super) struct Parts<'a, G> {
    pub(super) business: Option<Business<'a, G>>,
    pub(super) market: Option<Market<'a, G>>,
    pub(super) programme: Option<Programme<'a, G>>,
    pub(super) population: Option<Population<'a, G>>,
    pub(super) desk: Option<Desk<'a, G>>,
}

/// Effects that components have emitted and that are not routed yet.
#[derive(Default)]
pub(super) struct Outboxes {
    pub(super) business: Vec<subscription::Effect>,
    pub(super) market: Vec<marketplace::Effect>,
    pub(super) programme: Vec<referral::Effect>,
    pub(super) population: Vec<volunteer::Effect>,
    pub(super) desk: Vec<help_desk::Effect>,
}

/// The platform.
pub(super) struct Composition<'a, G> {
    pub(super) plan: &'a Resolved,
    pub(super) streams: Streams<G>,
    pub(super) parts: Parts<'a, G>,
    pub(super) told: Outboxes,
    pub(super) ids: IdMapping,
    /// Owners of hosts, if any of them may sell their time.
    pub(super) owners: Option<Owners<'a, G>>,
    /// The month that has begun, counted from 0.
    pub(super) month: u32,
    /// Accounts that use the platform, or, without accounts, members of the marketplace.
    pub(super) members: u64,
    pub(super) books: Books,
    pub(super) general: General,
    pub(super) flows: Flows,
    pub(super) own: Own,
}

impl<'a, G: Generator> Composition<'a, G> {
    pub(super) fn new(plan: &'a Resolved, streams: Streams<G>, parts: Parts<'a, G>) -> Self {
        Composition {
            plan,
            streams,
            parts,
            told: Outboxes::default(),
            ids: IdMapping::default(),
            owners: plan.idle.as_ref().map(|plan| Owners::new(plan, streams)),
            month: 0,
            members: 0,
            books: Books::new(),
            general: General::default(),
            flows: Flows::default(),
            own: Own::default(),
        }
    }
}

impl<G: Generator> Composition<'_, G> {
    /// The statistics at the end of the run.
    pub(super) fn close(mut self, events: u64, fingerprint: Option<u64>) -> Run {
        let end = self.plan.horizon.end;
        let closed = f64::from(self.month) * MONTH;
        self.pays_its_costs((end - closed) / MONTH);
        let is_within = closed < end;
        let idle = self.closes_idle();
        let Parts { business, market, programme, population, desk } = self.parts;
        let general = &mut self.general;
        let subscription = business.map(|part| part.close(0, None));
        if let Some(sums) = &subscription {
            general.consolidate(Subscription::NAME, sums.ledger());
        }
        let marketplace = market.map(|part| part.close(0, None));
        if let Some(sums) = &marketplace {
            general.consolidate(Marketplace::NAME, sums.ledger());
        }
        let mirrored = programme.as_ref().map_or(0, Programme::mirrored);
        let referral = programme.map(Programme::close);
        if let Some(sums) = &referral {
            general.consolidate(Referral::NAME, sums.ledger());
            general.eliminate(Referral::NAME, "revenue", mirrored);
        }
        general.consolidate(Platform::NAME, self.books.ledger());
        self.own.rest =
            is_within.then(|| closing(&self.general, &self.own, self.members, self.owners.as_ref()));
        Run {
            own: self.own,
            flows: self.flows,
            general: self.general,
            subscription,
            marketplace,
            referral,
            volunteer: population.map(|part| part.close(0, None)),
            help_desk: desk.map(Desk::close),
            idle,
            events,
            fingerprint,
        }
    }
}

impl<G: Generator> Composition<'_, G> {
    /// The computing that owners of hosts have given and sold.
    fn closes_idle(&self) -> Option<Idle> {
        let (owners, population) = (self.owners.as_ref()?, self.parts.population.as_ref()?);
        Some(Idle {
            owners: owners.sums,
            core_hours_given: population.core_hours_given(),
            core_hours_offered: population.core_hours_lent(),
        })
    }
}

impl<G: Generator> Component for Composition<'_, G> {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        if let Some(business) = &mut self.parts.business {
            business.start(&mut context.lens(&mut self.told.business));
        }
        if let Some(market) = &mut self.parts.market {
            market.start(&mut context.lens(&mut self.told.market));
        }
        if let Some(programme) = &mut self.parts.programme {
            programme.start(&mut context.lens(&mut self.told.programme));
        }
        if let Some(population) = &mut self.parts.population {
            population.start(&mut context.lens(&mut self.told.population));
        }
        if let Some(desk) = &mut self.parts.desk {
            desk.start(&mut context.lens(&mut self.told.desk));
        }
        self.books.earn(Account::Funding, self.plan.cash);
        for (number, round) in (0..).zip(&self.plan.rounds) {
            context.at(round.at, Kind::Own(own::Kind::Round), number);
        }
        context.at(MONTH, Kind::Own(own::Kind::Month), 1);
        self.route(context);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::Subscription(kind) => {
                if let Some(business) = &mut self.parts.business {
                    business.handle(event.of(kind), &mut context.lens(&mut self.told.business));
                }
            }
            Kind::Marketplace(kind) => {
                if let Some(market) = &mut self.parts.market {
                    market.handle(event.of(kind), &mut context.lens(&mut self.told.market));
                }
            }
            Kind::Referral(kind) => {
                if let Some(programme) = &mut self.parts.programme {
                    programme.handle(event.of(kind), &mut context.lens(&mut self.told.programme));
                }
            }
            Kind::Volunteer(kind) => {
                if let Some(population) = &mut self.parts.population {
                    population.handle(event.of(kind), &mut context.lens(&mut self.told.population));
                }
            }
            Kind::HelpDesk(kind) => {
                if let Some(desk) = &mut self.parts.desk {
                    desk.handle(event.of(kind), &mut context.lens(&mut self.told.desk));
                }
            }
            Kind::Own(own::Kind::Round) => self.is_funded(event.slot),
            Kind::Own(own::Kind::Month) => self.month_ends(event.slot, context),
            Kind::Own(own::Kind::Decide) => self.owner_decides(event.slot, context),
        }
        self.route(context);
    }

    fn key(&self, event: &Event<Kind>) -> Key {
        let parts = &self.parts;
        let key = match event.kind {
            Kind::Subscription(kind) => parts.business.as_ref().map(|part| part.key(&event.of(kind))),
            Kind::Marketplace(kind) => parts.market.as_ref().map(|part| part.key(&event.of(kind))),
            Kind::Referral(kind) => parts.programme.as_ref().map(|part| part.key(&event.of(kind))),
            Kind::Volunteer(kind) => parts.population.as_ref().map(|part| part.key(&event.of(kind))),
            Kind::HelpDesk(kind) => parts.desk.as_ref().map(|part| part.key(&event.of(kind))),
            Kind::Own(own::Kind::Decide) => self.owners.as_ref().and_then(|owners| owners.key(event.slot)),
            Kind::Own(_) => None,
        };
        key.unwrap_or(Key::initial(u64::from(event.slot)))
    }

    #[inline]
    fn soon(&self, event: &Event<Kind>) {
        let parts = &self.parts;
        match event.kind {
            Kind::Subscription(kind) => parts.business.as_ref().map(|part| part.soon(&event.of(kind))),
            Kind::Marketplace(kind) => parts.market.as_ref().map(|part| part.soon(&event.of(kind))),
            Kind::Referral(kind) => parts.programme.as_ref().map(|part| part.soon(&event.of(kind))),
            Kind::Volunteer(kind) => parts.population.as_ref().map(|part| part.soon(&event.of(kind))),
            Kind::HelpDesk(_) | Kind::Own(_) => None,
        };
    }

    #[inline]
    fn is_current(&self, event: &Event<Kind>) -> bool {
        let parts = &self.parts;
        let is_current = match event.kind {
            Kind::Subscription(kind) => parts.business.as_ref().map(|part| part.is_current(&event.of(kind))),
            Kind::Marketplace(kind) => parts.market.as_ref().map(|part| part.is_current(&event.of(kind))),
            Kind::Referral(kind) => parts.programme.as_ref().map(|part| part.is_current(&event.of(kind))),
            Kind::Volunteer(kind) => parts.population.as_ref().map(|part| part.is_current(&event.of(kind))),
            Kind::HelpDesk(kind) => parts.desk.as_ref().map(|part| part.is_current(&event.of(kind))),
            Kind::Own(own::Kind::Decide) => {
                self.owners.as_ref().map(|owners| owners.means_to(event.slot, event.generation))
            }
            Kind::Own(_) => None,
        };
        is_current.unwrap_or(true)
    }
}

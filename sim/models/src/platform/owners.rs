//! Owners who sell idle computing instead of giving it (fact M3).
//!
//! An owner who considers selling compares the price in the marketplace for an hour of the host, less the
//! platform's fee and the cost of power, with a *reservation price*: the least for which they would rather
//! sell than give. Reservation prices differ between owners, so a higher offer attracts more sellers, and the
//! share that sells is the distribution of reservation prices at the offer: a supply curve.
//!
//! A price is not an income, though: an offered machine is idle until a buyer comes. An owner who looks at
//! income observes the recent utilisation of sellers, expects the price for that part of the time, and
//! reconsiders repeatedly: with excess supply utilisation falls, and some find the income too small and give
//! again. At full utilisation price and income are the same.
//!
//! An offer may also crowd out gifts: some who find the offer too small stop giving (Titmuss 1970 on blood;
//! Gneezy & Rustichini 2000).

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Generation, Key, Streams};
use bazaar_numerics::accumulators::Level;
use bazaar_numerics::variates::{Exponential, Variate, chance, exp};

use super::ids::NOBODY;
use super::resolved::{IdlePlan, MONTH};
use super::streams::{Purpose, stream};
use crate::marketplace::{Interruption, Sale};
use crate::volunteer::Seen;

/// The state of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Gone,
    Gives,
    Sells,
}

/// An owner's decision about a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// It computes for research, as before.
    Gives,
    /// Its time is sold.
    Sells,
    /// It is no longer sold, and computes for research again.
    GivesAgain,
    /// It stops both.
    Leaves,
}

/// A host and its owner's state.
#[derive(Clone, Copy, Debug)]
struct Owned<G> {
    key: Key,
    rng: Stream<G>,
    cores: f64,
    /// The cost of power for an hour of computing, in dollars, beyond that of an idle machine.
    power: f64,
    /// The least that the owner would sell an hour for, in dollars.
    asks: f64,
    doing: Doing,
    /// Its place in the marketplace.
    place: u32,
    /// Whether the owner has looked at an offer before.
    has_looked: bool,
    plans: Generation,
}

/// The statistics of owners.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct OwnersStatistics {
    /// Hosts that have not left.
    pub(super) alive: u64,
    /// Those of them whose time is sold.
    pub(super) selling: u64,
    /// Hosts that are given, and sold, over time.
    pub(super) levels: [Level; 2],
    pub(super) core_hours_sold: f64,
    /// Payouts to owners, in cents.
    pub(super) revenue: i64,
    /// The platform's fees on those sales, in cents.
    pub(super) fees: i64,
    /// The cost of power of those sales, in dollars.
    pub(super) power: f64,
    /// Jobs that hosts have done, pauses of jobs, and jobs that were lost.
    pub(super) jobs: u64,
    pub(super) pauses: u64,
    pub(super) lost: u64,
    /// Core-hours of work on lost jobs.
    pub(super) core_hours_lost: f64,
}

impl OwnersStatistics {
    /// Changes the numbers of hosts that are alive and that sell.
    fn change(&mut self, now: f64, alive: i64, selling: i64) {
        self.alive = self.alive.saturating_add_signed(alive);
        self.selling = self.selling.saturating_add_signed(selling);
        let [given, sold] = &mut self.levels;
        if alive != selling {
            given.add(now, (alive - selling) as f64);
        }
        if selling != 0 {
            sold.add(now, selling as f64);
        }
    }
}

/// Recent utilisation of sellers: a moving average of those at work over one of those present.
#[derive(Clone, Copy, Debug, Default)]
struct Busyness {
    busy: f64,
    working: f64,
    seen: f64,
}

impl Busyness {
    fn sees(&mut self, [busy, working]: [f64; 2], looks_back: f64, now: f64) {
        let kept = exp((self.seen - now) / looks_back);
        self.busy = self.busy * kept + busy * (1.0 - kept);
        self.working = self.working * kept + working * (1.0 - kept);
        self.seen = now;
    }

    /// The share of the offered time that is sold. Without any sellers the first would be always busy.
    fn share(&self) -> f64 {
        if self.working > 0.0 { self.busy / self.working } else { 1.0 }
    }
}

/// All owners.
pub(super) struct Owners<'a, G> {
    plan: &'a IdlePlan,
    streams: Streams<G>,
    /// By slot of the host.
    hosts: Vec<Owned<G>>,
    busyness: Busyness,
    pub(super) sums: OwnersStatistics,
}

impl<'a, G: Generator> Owners<'a, G> {
    pub(super) fn new(plan: &'a IdlePlan, streams: Streams<G>) -> Self {
        Owners {
            plan,
            streams,
            hosts: Vec::new(),
            busyness: Busyness::default(),
            sums: OwnersStatistics::default(),
        }
    }

    /// A host has joined.
    pub(super) fn joins(&mut self, host: u32, seen: Seen, owner: Key, now: f64) {
        let mut rng = stream(self.streams, Purpose::Reservation, owner);
        let considers = chance(&mut rng, self.plan.considers);
        let asks = self.plan.reservation.sample(&mut rng) / MONTH;
        let place = host as usize;
        let plans = self.hosts.get(place).map_or_else(Generation::default, |before| before.plans);
        let owned = Owned {
            key: seen.key,
            rng: stream(self.streams, Purpose::Deciding, seen.key),
            cores: f64::from(seen.cores),
            power: self.plan.kilowatts * seen.power_price,
            asks: if considers { asks } else { f64::INFINITY },
            doing: Doing::Gives,
            place: NOBODY,
            has_looked: false,
            plans,
        };
        match self.hosts.get_mut(place) {
            Some(vacant) => *vacant = owned,
            // Slots are given in order.
            None => self.hosts.push(owned),
        }
        self.sums.change(now, 1, 0);
    }

    /// The time until the owner decides, and the version of that plan.
    pub(super) fn thinks(&mut self, host: u32) -> (f64, Generation) {
        let owned = &mut self.hosts[host as usize];
        if self.plan.looks_back.is_some() {
            // A new decision replaces the pending one.
            owned.plans.cancel();
        }
        let after = Exponential::new(self.plan.decides_after).map(|time| time.sample(&mut owned.rng));
        (after.unwrap_or(0.0), owned.plans)
    }

    /// Whether a pending decision is still valid.
    pub(super) fn means_to(&self, host: u32, plans: Generation) -> bool {
        self.hosts.get(host as usize).is_some_and(|owned| owned.plans == plans)
    }

    pub(super) fn key(&self, host: u32) -> Option<Key> {
        self.hosts.get(host as usize).map(|owned| owned.key)
    }

    /// Owners who look at income observe how many sellers are at work, and how many there are.
    pub(super) fn see(&mut self, busy_of_working: [f64; 2], now: f64) {
        if let Some(looks_back) = self.plan.looks_back {
            self.busyness.sees(busy_of_working, looks_back, now);
        }
    }

    /// Whether owners reconsider their decisions.
    pub(super) fn think_again(&self) -> bool {
        self.plan.looks_back.is_some()
    }

    /// The owner of a host decides.
    pub(super) fn decides(&mut self, host: u32) -> Decision {
        let plan = self.plan;
        let sold = if plan.looks_back.is_some() { self.busyness.share() } else { 1.0 };
        let owned = &mut self.hosts[host as usize];
        let is_first = !core::mem::replace(&mut owned.has_looked, true);
        let is_worth_it = (plan.offered - owned.power) * sold >= owned.asks;
        // A small offer crowds out only owners who would sell at all and, if they reconsider, only at their
        // first decision.
        let is_spoilt = |owned: &mut Owned<G>| {
            plan.crowds_out > 0.0
                && owned.asks.is_finite()
                && (is_first || plan.looks_back.is_none())
                && chance(&mut owned.rng, plan.crowds_out)
        };
        match (owned.doing, is_worth_it) {
            (_, true) => Decision::Sells,
            (Doing::Sells, false) => Decision::GivesAgain,
            (Doing::Gives | Doing::Gone, false) if is_spoilt(owned) => Decision::Leaves,
            (Doing::Gives | Doing::Gone, false) => Decision::Gives,
        }
    }

    /// A host's time is sold from now on, at this place.
    pub(super) fn sells(&mut self, host: u32, place: u32, now: f64) {
        let owned = &mut self.hosts[host as usize];
        (owned.doing, owned.place) = (Doing::Sells, place);
        self.sums.change(now, 0, 1);
    }

    /// A host's time is no longer sold.
    pub(super) fn stops(&mut self, host: u32, now: f64) {
        let owned = &mut self.hosts[host as usize];
        if owned.doing == Doing::Sells {
            (owned.doing, owned.place) = (Doing::Gives, NOBODY);
            self.sums.change(now, 0, -1);
        }
    }

    /// A host is gone; returns its place in the marketplace, if it had one.
    pub(super) fn leaves(&mut self, host: u32, now: f64) -> Option<u32> {
        let place = self.place_of(host);
        self.stops(host, now);
        let owned = &mut self.hosts[host as usize];
        owned.doing = Doing::Gone;
        owned.plans.cancel();
        self.sums.change(now, -1, 0);
        place
    }

    /// The place of a host in the marketplace, if its time is sold.
    pub(super) fn place_of(&self, host: u32) -> Option<u32> {
        let owned = self.hosts.get(host as usize)?;
        (owned.doing == Doing::Sells).then_some(owned.place)
    }

    /// A job has been done on a host.
    pub(super) fn earns(&mut self, host: u32, sale: &Sale) {
        let owned = &self.hosts[host as usize];
        let sums = &mut self.sums;
        sums.core_hours_sold += sale.hours * owned.cores;
        sums.power += sale.hours * owned.power;
        sums.revenue += sale.payout;
        sums.fees += sale.seller_fee + sale.buyer_fee;
        sums.jobs += 1;
    }

    /// A job on a host has stopped.
    pub(super) fn is_interrupted(&mut self, host: u32, interruption: Interruption) {
        let owned = &self.hosts[host as usize];
        let sums = &mut self.sums;
        if interruption.is_lost {
            sums.lost += 1;
            sums.core_hours_lost += interruption.done * owned.cores;
            sums.power += interruption.done * owned.power;
        } else {
            sums.pauses += 1;
        }
    }
}

//! The statistics of a run.

use bazaar_numerics::accumulators::{Level, Sketch, Tally, TimeBuckets};

use super::map::CityMap;
use super::money::{Bill, Books};
use crate::model::Horizon;

/// Counts since the warm-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Requests: asked for, and what became of them. Withdrawn ones are among the abandoned.
    pub(super) asked: u64,
    pub(super) completed: u64,
    pub(super) expired: u64,
    pub(super) abandoned: u64,
    pub(super) withdrawn: u64,
    pub(super) matched: u64,
    /// Jobs that were lost when the seller was interrupted.
    pub(super) lost: u64,
    /// Needs that a free alternative served.
    pub(super) served_elsewhere: u64,
    /// Jobs of pairs who had met: on the platform, off it, and offered on it.
    pub(super) repeats: u64,
    pub(super) leaked: u64,
    pub(super) offered: u64,
    /// Fees that were agreed on at such a repeat, in cents.
    pub(super) repeat_fees: i64,
    /// Who joined for the first time, buyers and sellers.
    pub(super) joins: [u64; 2],
    /// Sellers who left for good.
    pub(super) quits: u64,
}

/// Levels over time.
#[derive(Clone, Debug)]
pub(super) struct OverTime {
    /// Members of both sides, integrated over time.
    pub(super) members: [TimeBuckets; 2],
    pub(super) idle: TimeBuckets,
    pub(super) waiting: TimeBuckets,
    /// Events: first joins of both sides, requests, jobs.
    pub(super) joins: [TimeBuckets; 2],
    pub(super) requests: TimeBuckets,
    pub(super) jobs: TimeBuckets,
}

impl OverTime {
    fn new(horizon: &Horizon) -> Option<Self> {
        let buckets = TimeBuckets::new(horizon.end, horizon.stretches).ok()?;
        let new = || buckets.clone();
        Some(OverTime {
            members: [new(), new()],
            idle: new(),
            waiting: new(),
            joins: [new(), new()],
            requests: new(),
            jobs: new(),
        })
    }
}

/// What happened in one city.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CityStatistics {
    pub(super) members: [u32; 2],
    pub(super) potential: [u32; 2],
    pub(super) matched: u64,
    pub(super) given_up: u64,
}

/// Requests and sales of one category of goods, in cents, since the warm-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CategoryStatistics {
    pub(super) asked: u64,
    pub(super) sold: u64,
    /// Sellers' prices, what the platform kept, what of that sellers paid, and what buyers got back.
    pub(super) prices: i64,
    pub(super) fees: i64,
    pub(super) seller_fees: i64,
    pub(super) refunds: i64,
}

impl CategoryStatistics {
    /// A job is done and paid for.
    pub(super) fn sells(&mut self, bill: &Bill) {
        let add = |sum: &mut i64, amount: i64| *sum = sum.saturating_add(amount);
        self.sold += 1;
        add(&mut self.prices, bill.price);
        add(&mut self.fees, bill.fees());
        add(&mut self.seller_fees, bill.seller_fee);
        add(&mut self.refunds, bill.refund);
    }
}

/// The statistics of a run.
#[derive(Clone, Debug)]
pub struct Statistics {
    pub(super) counts: Counts,
    pub(super) books: Books,
    pub(super) waits: Tally,
    pub(super) wait_sketch: Sketch,
    pub(super) distances: Tally,
    pub(super) distance_sketch: Sketch,
    /// From a seller's joining to the first job.
    pub(super) first_jobs: Sketch,
    /// When people of both sides first heard of the platform.
    pub(super) heard: [Tally; 2],
    pub(super) members: [Level; 2],
    pub(super) working: Level,
    pub(super) busy: Level,
    pub(super) waiting: Level,
    pub(super) cities: Vec<CityStatistics>,
    /// One for each category of goods.
    pub(super) categories: Vec<CategoryStatistics>,
    /// One for each city, if there is space in it.
    pub(super) maps: Vec<CityMap>,
    pub(super) knowing: [u64; 2],
    /// Requests that are open at the end.
    pub(super) open: u64,
    /// The sum of sellers' payouts in cents, and that of their squares.
    pub(super) paid: f64,
    pub(super) paid_squared: f64,
    pub(super) over_time: Option<OverTime>,
    pub(super) events: u64,
    pub(super) fingerprint: Option<u64>,
}

impl Statistics {
    pub(super) fn new(horizon: &Horizon, cities: usize, categories: usize) -> Self {
        Statistics {
            counts: Counts::default(),
            books: Books::new(),
            waits: Tally::default(),
            wait_sketch: Sketch::default(),
            distances: Tally::default(),
            distance_sketch: Sketch::default(),
            first_jobs: Sketch::default(),
            heard: [Tally::default(); 2],
            members: [Level::new(0.0, 0.0); 2],
            working: Level::new(0.0, 0.0),
            busy: Level::new(0.0, 0.0),
            waiting: Level::new(0.0, 0.0),
            cities: vec![CityStatistics::default(); cities],
            categories: vec![CategoryStatistics::default(); categories],
            maps: Vec::new(),
            knowing: [0; 2],
            open: 0,
            paid: 0.0,
            paid_squared: 0.0,
            over_time: OverTime::new(horizon),
            events: 0,
            fingerprint: None,
        }
    }

    /// The warm-up is over: averages and counts restart; time series continue.
    pub(super) fn forget(&mut self, now: f64) {
        self.counts = Counts::default();
        self.books.forget();
        self.waits = Tally::default();
        self.wait_sketch = Sketch::default();
        self.distances = Tally::default();
        self.distance_sketch = Sketch::default();
        self.first_jobs = Sketch::default();
        self.members.iter_mut().for_each(|level| level.reset(now));
        self.working.reset(now);
        self.busy.reset(now);
        self.waiting.reset(now);
        (self.paid, self.paid_squared) = (0.0, 0.0);
        self.categories.fill(CategoryStatistics::default());
        self.maps.iter_mut().for_each(|map| map.forget(now));
        for city in &mut self.cities {
            (city.matched, city.given_up) = (0, 0);
        }
    }

    /// Updates the map of a city, if it has one.
    pub(super) fn mark(&mut self, city: usize, note: impl FnOnce(&mut CityMap)) {
        if let Some(map) = self.maps.get_mut(city) {
            note(map);
        }
    }

    /// Raises or lowers a level over time.
    pub(super) fn rise(&mut self, of: impl Fn(&mut OverTime) -> &mut TimeBuckets, now: f64, change: f64) {
        if let Some(over_time) = &mut self.over_time {
            let buckets = of(over_time);
            buckets.rise(buckets.place(now), change);
        }
    }

    /// Counts an event over time.
    pub(super) fn happen(&mut self, what: impl Fn(&mut OverTime) -> &mut TimeBuckets, now: f64) {
        if let Some(over_time) = &mut self.over_time {
            what(over_time).add(now, 1.0);
        }
    }
}

impl Statistics {
    /// All books.
    pub(crate) fn ledger(&self) -> &crate::ledger::Ledger {
        self.books.ledger()
    }
}

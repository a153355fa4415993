//! The statistics of a run, the same for each arm.

use bazaar_numerics::accumulators::{Sketch, Tally, TimeBuckets};

use super::money::Books;
use super::people::Tree;
use crate::model::Horizon;

/// Counts over the whole run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// All customers so far, and those without a referrer.
    pub(super) customers: u64,
    pub(super) acquired: u64,
    /// Referrers under other names.
    pub(super) fakes: u64,
    /// Invitations sent and leads, and those that reached people who were in already.
    pub(super) sent: u64,
    pub(super) wasted: u64,
    /// Payouts due to vest within the run, and those that have.
    pub(super) due: u64,
    pub(super) vested: u64,
}

/// Customers of one generation and their invitations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Generation {
    pub(super) customers: u64,
    /// Invitations that they will send if they stay; without the programme, those that are sent without one.
    pub(super) drawn: u64,
    /// Those with a known outcome, and those that made a customer.
    pub(super) decided: u64,
    pub(super) converted: u64,
}

impl Generation {
    /// The reproduction number: invitations times conversion. So customers whose invitations are still to
    /// come do not count as people who bring no one.
    pub(super) fn reproduction(&self) -> Option<f64> {
        if self.customers == 0 {
            return None;
        }
        if self.drawn == 0 {
            return Some(0.0);
        }
        let conversion = crate::metrics::share(self.converted, self.decided)?;
        Some(self.drawn as f64 / self.customers as f64 * conversion)
    }

    fn add(&mut self, other: &Generation) {
        self.customers += other.customers;
        self.drawn += other.drawn;
        self.decided += other.decided;
        self.converted += other.converted;
    }
}

/// The results of referrers of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) attributed: u64,
    /// In cents: what was paid out and not recovered.
    pub(super) paid: i64,
}

/// Hires from the market, or through recruiters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hires {
    pub(super) applied: u64,
    pub(super) hired: u64,
    /// Hired early enough to be judged, and those who stayed.
    pub(super) judged: u64,
    pub(super) retained: u64,
}

/// Sizes of trees up to this one are counted separately.
pub(super) const SIZES: usize = 40;

/// The trees at the end.
#[derive(Clone, Debug)]
pub(super) struct Trees {
    pub(super) sizes: Tally,
    pub(super) sketch: Sketch,
    /// Of extinct trees.
    pub(super) extinct: Tally,
    /// The number with 1, 2, ... members.
    pub(super) by_size: [u64; SIZES],
    pub(super) progeny: u64,
}

impl Default for Trees {
    fn default() -> Self {
        let (sizes, extinct) = (Tally::default(), Tally::default());
        Trees { sizes, sketch: Sketch::default(), extinct, by_size: [0; SIZES], progeny: 0 }
    }
}

impl Trees {
    pub(super) fn add(&mut self, tree: &Tree, has_got_away: bool) {
        let size = f64::from(tree.size);
        self.sizes.add(size);
        self.sketch.add(size);
        if tree.pending == 0 && !has_got_away {
            self.extinct.add(size);
        }
        if let Some(number) = self.by_size.get_mut((tree.size as usize).wrapping_sub(1)) {
            *number += 1;
        }
        self.progeny += u64::from(tree.progeny);
    }
}

/// Cumulative totals over time.
#[derive(Clone, Debug)]
pub(super) struct OverTime {
    pub(super) customers: TimeBuckets,
    pub(super) attributed: TimeBuckets,
    /// In cents.
    pub(super) paid: TimeBuckets,
}

/// The number of generations counted separately; the last includes all later ones.
pub(super) const GENERATIONS: usize = 32;

/// The statistics of one arm.
#[derive(Clone, Debug)]
pub(crate) struct ArmStatistics {
    pub(super) counts: Counts,
    pub(super) generations: Vec<Generation>,
    /// By contract: that of customers, those of partners, that of recruiters.
    pub(super) sources: Vec<Source>,
    pub(super) trees: Trees,
    /// Months at whose end customers could leave, and those at whose end they did: without a referrer, and
    /// with one.
    pub(super) months: [u64; 2],
    pub(super) left: [u64; 2],
    /// From the market, and through recruiters.
    pub(super) hires: [Hires; 2],
    /// Hours for which jobs were filled.
    pub(super) filled: f64,
    pub(super) books: Books,
    pub(super) over_time: Option<OverTime>,
}

impl ArmStatistics {
    pub(super) fn new(horizon: &Horizon, contracts: usize) -> Self {
        let over_time = TimeBuckets::new(horizon.end, horizon.stretches).ok().map(|buckets| OverTime {
            customers: buckets.clone(),
            attributed: buckets.clone(),
            paid: buckets,
        });
        ArmStatistics {
            counts: Counts::default(),
            generations: vec![Generation::default(); GENERATIONS],
            sources: vec![Source::default(); contracts],
            trees: Trees::default(),
            months: [0; 2],
            left: [0; 2],
            hires: [Hires::default(); 2],
            filled: 0.0,
            books: Books::new(),
            over_time,
        }
    }

    pub(super) fn of_generation(&mut self, generation: u16) -> &mut Generation {
        &mut self.generations[usize::from(generation).min(GENERATIONS - 1)]
    }

    /// All generations together.
    pub(super) fn everybody(&self) -> Generation {
        let mut all = Generation::default();
        self.generations.iter().for_each(|generation| all.add(generation));
        all
    }

    /// What was paid out and not recovered, in cents.
    pub(crate) fn paid(&self) -> Option<i64> {
        self.books.paid()
    }

    /// All books.
    pub(crate) fn ledger(&self) -> &crate::ledger::Ledger {
        self.books.ledger()
    }

    pub(super) fn attributed(&self) -> u64 {
        self.sources.iter().map(|source| source.attributed).sum()
    }

    /// Raises or lowers a total over time.
    pub(super) fn rise(&mut self, of: impl Fn(&mut OverTime) -> &mut TimeBuckets, now: f64, change: f64) {
        if let Some(over_time) = &mut self.over_time {
            let buckets = of(over_time);
            buckets.rise(buckets.place(now), change);
        }
    }
}

/// The statistics of a run: with the programme, and without it.
#[derive(Clone, Debug)]
pub struct Statistics {
    pub(super) arms: [ArmStatistics; 2],
    pub(super) fingerprints: [Option<u64>; 2],
    pub(super) events: u64,
}

impl Statistics {
    /// The statistics of an arm with the programme and one without, which took this many events.
    pub(crate) fn of(arms: [ArmStatistics; 2], events: u64) -> Self {
        Statistics { arms, fingerprints: [None; 2], events }
    }
}

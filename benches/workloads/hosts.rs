//! On/off hosts, each with a random stream of its own.

use bazaar_engine::{Key, Stream, Streams};
use bazaar_numerics::variates::{Distribution, Exponential, LogNormal, Variate, VariateError, Weibull};

use super::Work;

/// Mean hours on and off where both are exponential.
pub(crate) const MEANS: [f64; 2] = [67.01, 16.49];

/// The distributions of on and off intervals, in hours.
#[derive(Clone)]
pub(crate) struct Intervals {
    on: Distribution,
    off: Distribution,
}

impl Intervals {
    pub(crate) fn exponential() -> Self {
        let [on, off] = MEANS.map(Exponential::new);
        Intervals { on: legal(on), off: legal(off) }
    }

    /// SETI@home's truly random class, after Javadi et al.: the hard case.
    pub(crate) fn random_class() -> Self {
        let (on, off) = (Weibull::new(0.393, 2.964), LogNormal::new(-0.586, 2.844));
        Intervals { on: legal(on), off: legal(off) }
    }

    /// Mean hours from one change of a host to its next.
    pub(crate) fn between_changes(&self) -> f64 {
        (self.on.mean() + self.off.mean()) / 2.0
    }
}

fn legal<V: Into<Distribution>>(variate: Result<V, VariateError>) -> Distribution {
    variate.unwrap_or_else(|error| panic!("{error}")).into()
}

/// As large as the hot part of a host in the volunteer model.
pub(crate) struct Host {
    dice: Stream,
    hours_on: f64,
    changes: u64,
}

impl Host {
    /// Switches on, and returns for how many hours.
    #[inline]
    pub(crate) fn switch_on(&mut self, intervals: &Intervals) -> f64 {
        self.changes += 1;
        let hours = self.first(intervals);
        self.hours_on += hours;
        hours
    }

    /// Switches off, and returns for how many hours.
    #[inline]
    pub(crate) fn switch_off(&mut self, intervals: &Intervals) -> f64 {
        self.changes += 1;
        intervals.off.sample(&mut self.dice)
    }

    /// The number of changes so far.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// All hosts begin switched on; returns for how many hours.
    #[inline]
    pub(crate) fn first(&mut self, intervals: &Intervals) -> f64 {
        intervals.on.sample(&mut self.dice)
    }
}

pub(crate) fn population(hosts: u32) -> impl Iterator<Item = Host> {
    let streams = Streams::new(1).component("hosts");
    (0..hosts).map(move |host| Host {
        dice: streams.stream(0, Key::initial(host.into())),
        hours_on: 0.0,
        changes: 0,
    })
}

/// Statistics over the hosts, which are independent of one another.
pub(crate) fn work(changes: impl Iterator<Item = u64>) -> Work {
    let (mut hosts, mut events, mut squares, mut on) = (0_u64, 0, 0, 0_u64);
    for changes in changes {
        hosts += 1;
        events += changes;
        squares += changes * changes;
        on += u64::from(changes.is_multiple_of(2));
    }
    let variance = squares as f64 - events as f64 * (events as f64 / hosts as f64);
    Work { events, deviation: variance.sqrt(), level: on as f64 / hosts as f64 }
}

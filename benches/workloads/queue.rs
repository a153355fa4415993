//! An M/M/1 queue with utilisation 0.9: at most two events are pending.

use bazaar_engine::{Key, Stream, Streams};
use bazaar_numerics::variates::{Exponential, Variate};

use super::Work;

/// Mean hours of service; a customer arrives every hour. So this is the server's load, too.
pub(crate) const SERVICE: f64 = 0.9;

/// Events per hour: each customer arrives and departs.
pub(crate) const RATE: f64 = 2.0;

/// Customers who wait for one server.
pub(crate) struct Queue {
    between_arrivals: Exponential,
    service: Exponential,
    dice: Stream,
    events: u64,
    present: f64,
    since: f64,
    /// Customers times hours, up to the last event.
    area: f64,
}

impl Queue {
    pub(crate) fn new() -> Self {
        let legal = |mean| Exponential::new(mean).unwrap_or_else(|error| panic!("{error}"));
        Queue {
            between_arrivals: legal(1.0),
            service: legal(SERVICE),
            dice: Streams::new(1).component("queue").stream(0, Key::SINGLE),
            events: 0,
            present: 0.0,
            since: 0.0,
            area: 0.0,
        }
    }

    /// Hours until the next customer arrives.
    #[inline]
    pub(crate) fn next_arrival(&mut self) -> f64 {
        self.between_arrivals.sample(&mut self.dice)
    }

    /// A customer arrives; hours of service if it begins at once.
    #[inline]
    pub(crate) fn arrive(&mut self, now: f64) -> Option<f64> {
        self.change(now, 1.0);
        (self.present < 2.0).then(|| self.service.sample(&mut self.dice))
    }

    /// A customer departs; hours of service of the next in the queue, if there is one.
    #[inline]
    pub(crate) fn depart(&mut self, now: f64) -> Option<f64> {
        self.change(now, -1.0);
        (self.present > 0.0).then(|| self.service.sample(&mut self.dice))
    }

    #[inline]
    fn change(&mut self, now: f64, by: f64) {
        self.area += self.present * (now - self.since);
        self.since = now;
        self.present += by;
        self.events += 1;
    }

    pub(crate) fn work(&self, now: f64) -> Work {
        let area = self.area + self.present * (now - self.since);
        // As many leave as arrive, all but a few, and arrivals are Poisson.
        Work { events: self.events, deviation: RATE * now.sqrt(), level: area / now }
    }
}

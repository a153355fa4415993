//! The component: a line of customers before a row of servers.

use std::collections::VecDeque;

use bazaar_engine::stream::Generator;
use bazaar_engine::{Component, Context, Event, Key, Nothing, Stream, Streams, kinds};
use bazaar_numerics::accumulators::{Level, Sketch, Tally, TimeBuckets};
use bazaar_numerics::variates::Variate;

use super::{Queue, Sums};

kinds! {
    /// At equal times customers leave before others arrive.
    pub(super) enum Kind { WarmedUp; Departure, Arrival }
}

/// What the queue draws random numbers for.
#[derive(Clone, Copy)]
enum Purpose {
    Arrivals,
    Services,
}

pub(super) struct Line<'a, G> {
    pub(super) queue: &'a Queue,
    arrivals: Stream<G>,
    services: Stream<G>,
    /// When those who wait arrived, the first in line first.
    pub(super) waiting: VecDeque<f64>,
    free: u32,
    pub(super) waits: Tally,
    wait_sketch: Sketch,
    pub(super) waiting_level: Level,
    pub(super) busy_level: Level,
    present_over_time: Option<TimeBuckets>,
    pub(super) served: u64,
}

impl<'a, G: Generator> Line<'a, G> {
    pub(super) fn new(queue: &'a Queue, streams: Streams<G>) -> Self {
        let stream = |purpose: Purpose| streams.stream(purpose as u8, Key::SINGLE);
        Line {
            queue,
            arrivals: stream(Purpose::Arrivals),
            services: stream(Purpose::Services),
            waiting: VecDeque::new(),
            free: queue.servers,
            waits: Tally::default(),
            wait_sketch: Sketch::default(),
            waiting_level: Level::new(0.0, 0.0),
            busy_level: Level::new(0.0, 0.0),
            present_over_time: TimeBuckets::new(queue.horizon.end, queue.horizon.stretches).ok(),
            served: 0,
        }
    }

    /// The sums at the end of the run.
    pub(super) fn close(self, events: u64, fingerprint: Option<u64>) -> Sums {
        Sums {
            waits: self.waits,
            wait_sketch: self.wait_sketch,
            waiting: self.waiting_level,
            busy: self.busy_level,
            present_over_time: self.present_over_time,
            served: self.served,
            events,
            fingerprint,
        }
    }

    /// How many servers serve.
    pub(super) fn busy(&self) -> u32 {
        self.queue.servers - self.free
    }

    /// One more is present from now on, or one less.
    fn count(&mut self, now: f64, change: f64) {
        if let Some(buckets) = &mut self.present_over_time {
            buckets.rise(buckets.place(now), change);
        }
    }

    fn serve(&mut self, arrived: f64, context: &mut Context<'_, Self>) {
        let now = context.now();
        if arrived >= self.queue.horizon.warm_up {
            self.waits.add(now - arrived);
            self.wait_sketch.add(now - arrived);
        }
        let duration = self.queue.service.sample(&mut self.services);
        context.after(duration, Kind::Departure, 0);
    }

    fn expect_arrival(&mut self, context: &mut Context<'_, Self>) {
        let gap = self.queue.between_arrivals.sample(&mut self.arrivals);
        context.after(gap, Kind::Arrival, 0);
    }
}

impl<G: Generator> Component for Line<'_, G> {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        if self.queue.horizon.warm_up > 0.0 {
            context.at(self.queue.horizon.warm_up, Kind::WarmedUp, 0);
        }
        self.expect_arrival(context);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        let now = event.time;
        match event.kind {
            Kind::WarmedUp => {
                self.waiting_level.reset(now);
                self.busy_level.reset(now);
                self.served = 0;
            }
            Kind::Arrival => {
                self.count(now, 1.0);
                self.expect_arrival(context);
                if self.free > 0 {
                    self.free -= 1;
                    self.busy_level.add(now, 1.0);
                    self.serve(now, context);
                } else {
                    self.waiting.push_back(now);
                    self.waiting_level.add(now, 1.0);
                }
            }
            Kind::Departure => {
                self.count(now, -1.0);
                self.served += 1;
                if let Some(arrived) = self.waiting.pop_front() {
                    self.waiting_level.add(now, -1.0);
                    self.serve(arrived, context);
                } else {
                    self.free += 1;
                    self.busy_level.add(now, -1.0);
                }
            }
        }
    }
}

//! A queue with several servers: the smallest model, and the first to read.
//!
//! Customers arrive, wait in one queue for a free server, are served and leave. With exponential intervals
//! this is the M/M/c queue (Kendall 1953), whose mean wait Erlang published in 1917: with one server,
//! arrivals at the rate `λ` and services at the rate `μ` it is `ρ / (μ - λ)`, where `ρ = λ / μ` is the
//! utilisation. With other distributions it is the G/G/c queue, whose mean wait has no closed form. The
//! unknown case is what simulation is for; the known case validates it.
//!
//! ```text
//!             ┌───────── Line: a component ──────────┐
//!  Arrival ─> │ customers in line ─> servers (c)     │ ─> Departure
//!             │ └────────── a Resource ────────┘     │
//!             └──────────────────────────────────────┘
//! ```
//!
//! Every model has the six parts of this file, in this order; in larger ones each is a file of its own:
//!
//! 1. [`Parameters`](struct@Parameters): what a scenario may set;
//! 2. [`Queue`]: the model with its parameters set, as the catalogue knows it;
//! 3. `Line`: the *component*, to which events happen. This is the simulation proper;
//! 4. [`Statistics`], and the run that returns them: the trait [`Model`];
//! 5. the metrics, each a definition beside its formula;
//! 6. what a film of it shows, and the footprint of a run.

use bazaar_engine::stream::Generator;
use bazaar_engine::{
    Access, Component, Context, Event, Key, Nothing, Resource, Stalled, Stream, Streams, kinds,
};
use bazaar_macros::Parameters;
use bazaar_numerics::accumulators::{Level, Sketch, Tally, TimeBuckets};
use bazaar_numerics::variates::{self, Variate, VariateError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution as Interval;
use crate::footprint::{Footprint, intervals_within};
use crate::look::{About, Dial, Eye, Layout, Scene, Stage, Told, Tone, Watch};
use crate::metric::Metric;
use crate::metrics::metrics;
use crate::model::{Driver, Finished, Horizon, Model};
use crate::observation::{Distribution, Observation, Series, SeriesKind};
use crate::quantity::Quantity;
use crate::shape::Shown;
use crate::violation::Violation;

// 1. What a scenario may set. A field has its unit in its type; default and range are data, from which come errors, the
// schema and the documentation. What holds across values is a rule.

/// A queue: customers arrive, wait for a free server, are served and leave.
///
/// With exponential intervals it is the M/M/c queue (Kendall 1953).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "QueueParameters", transform = Self::annotate)]
#[params(rules = Self::rules)]
pub struct Parameters {
    /// The time between two arrivals.
    #[param(default = Interval::Exponential { mean: Quantity::hours(1) })]
    pub arrivals: Interval,
    /// The time a service takes.
    #[param(default = Interval::Exponential { mean: Quantity::constant(0.9) })]
    pub service: Interval,
    /// How many servers there are.
    #[param(default = 1, range = 1.., because = "a queue without a server serves nobody")]
    pub servers: u32,
}

impl Parameters {
    fn rules(&self) -> Option<Violation> {
        self.arrivals.takes_no_time().then(|| {
            Violation::new(
                "arrivals",
                "the time between two arrivals must be above zero, or the clock stands still",
                "type { deterministic = \"1 h\" }, or another duration above zero",
            )
        })
    }
}

// 2. The resolved model: distributions to draw from, times in hours.

/// The queue with its parameters set.
#[derive(Clone, Debug)]
pub struct Queue {
    between_arrivals: variates::Distribution,
    service: variates::Distribution,
    servers: u32,
    horizon: Horizon,
}

impl Queue {
    /// The name of the model and of its component.
    pub const NAME: &'static str = "queue";
    /// Headline metrics; empty if all are shown equally.
    pub const HEADLINES: &'static [&'static str] = &[];
    /// The models that it is composed of, whose names prefix their metrics.
    pub const PARTS: &'static [&'static str] = &[];
    /// The model's question, in one line.
    pub const QUESTION: &'static str = "how long do customers wait in line?";
    /// The model's description by the ODD protocol, in Markdown.
    pub const DESCRIPTION: &'static str = include_str!("README.md");

    /// The metrics of the model.
    #[must_use]
    pub fn metrics() -> &'static [Metric] {
        METRICS
    }

    /// Makes the model.
    ///
    /// # Errors
    /// If a distribution's parameters are out of range.
    pub fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        Ok(Queue {
            between_arrivals: parameters.arrivals.variate()?,
            service: parameters.service.variate()?,
            servers: parameters.servers,
            horizon,
        })
    }
}

// 3. The component. A waiting customer is represented by the time of arrival, one in service by the event at
// its end.

kinds! {
    /// The warm-up ends before all other events of its instant, and simultaneous departures come before
    /// arrivals.
    enum Kind { WarmedUp; Departure, Arrival }
}

/// The purposes of random numbers. Each has a stream of its own, so that the arrivals do not depend on the
/// services.
#[derive(Clone, Copy)]
enum Purpose {
    Arrivals,
    Services,
}

/// One queue of customers with several servers.
struct Line<'a, G> {
    queue: &'a Queue,
    arrivals: Stream<G>,
    services: Stream<G>,
    /// Waiting customers, by time of arrival.
    desk: Resource<f64>,
    waits: Tally,
    wait_sketch: Sketch,
    present_over_time: Option<TimeBuckets>,
}

impl<'a, G: Generator> Line<'a, G> {
    fn new(queue: &'a Queue, streams: Streams<G>) -> Self {
        let stream = |purpose: Purpose| streams.stream(purpose as u8, Key::SINGLE);
        Line {
            queue,
            arrivals: stream(Purpose::Arrivals),
            services: stream(Purpose::Services),
            desk: Resource::new(queue.servers),
            waits: Tally::default(),
            wait_sketch: Sketch::default(),
            present_over_time: TimeBuckets::new(queue.horizon.end, queue.horizon.stretches).ok(),
        }
    }

    fn expect_arrival(&mut self, context: &mut Context<'_, Self>) {
        let gap = self.queue.between_arrivals.sample(&mut self.arrivals);
        context.after(gap, Kind::Arrival, 0);
    }

    /// A service begins, of a customer who arrived at this time.
    fn serve(&mut self, arrived: f64, context: &mut Context<'_, Self>) {
        let now = context.now();
        if arrived >= self.queue.horizon.warm_up {
            self.waits.add(now - arrived);
            self.wait_sketch.add(now - arrived);
        }
        let duration = self.queue.service.sample(&mut self.services);
        context.after(duration, Kind::Departure, 0);
    }

    /// Changes the number of customers present.
    fn count(&mut self, now: f64, change: f64) {
        if let Some(buckets) = &mut self.present_over_time {
            buckets.rise(buckets.place(now), change);
        }
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
            Kind::WarmedUp => self.desk.reset(now),
            Kind::Arrival => {
                self.count(now, 1.0);
                self.expect_arrival(context);
                if let Access::Begins(arrived) = self.desk.request(now, now) {
                    self.serve(arrived, context);
                }
            }
            Kind::Departure => {
                self.count(now, -1.0);
                if let Some(arrived) = self.desk.release(now) {
                    self.serve(arrived, context);
                }
            }
        }
    }
}

// 4. A run: from time zero to the horizon, of which only the statistics are kept.

/// The statistics of a run of the queue.
#[derive(Debug)]
pub struct Statistics {
    waits: Tally,
    wait_sketch: Sketch,
    waiting: Level,
    busy: Level,
    served: u64,
    present_over_time: Option<TimeBuckets>,
    events: u64,
    fingerprint: Option<u64>,
}

impl Model for Queue {
    type Statistics = Statistics;

    fn run_by<D: Driver, G: Generator>(
        &self,
        driver: &mut D,
        streams: Streams<G>,
        _: u32,
    ) -> Result<Statistics, Stalled> {
        let line = Line::new(self, streams.component(Self::NAME));
        let Finished { component: line, events, fingerprint } = driver.drive(line, self.horizon.end)?;
        Ok(Statistics {
            waits: line.waits,
            wait_sketch: line.wait_sketch,
            waiting: *line.desk.line_length(),
            busy: *line.desk.occupancy(),
            served: line.desk.served(),
            present_over_time: line.present_over_time,
            events,
            fingerprint,
        })
    }

    /// There is one queue, so one partition and nothing to merge.
    fn merge(&self, _: &mut Statistics, _: Statistics) {}

    fn observe(&self, sums: Statistics) -> Observation {
        let end = self.horizon.end;
        let (waiting, busy) = (sums.waiting.mean(end), sums.busy.mean(end));
        let over_time = sums.present_over_time.iter().map(|buckets| Series {
            metric: NAME.customers_present,
            kind: SeriesKind::Mean,
            width: buckets.width(),
            values: buckets.rates(),
        });
        Observation {
            values: values(&View { sums: &sums, servers: f64::from(self.servers), waiting, busy }),
            series: over_time.collect(),
            distributions: vec![Distribution { metric: NAME.wait, sketch: sums.wait_sketch.clone() }],
            events: sums.events,
            fingerprint: sums.fingerprint,
            ..Observation::default()
        }
    }
}

// 5. Metrics. A definition is what users read; a formula reads the view.

/// The statistics, and intermediate results of several metrics.
pub(super) struct View<'a> {
    sums: &'a Statistics,
    servers: f64,
    /// Time averages of the number that waits and of the number of busy servers.
    waiting: Option<f64>,
    busy: Option<f64>,
}

metrics! { |view: &View<'_>|

    /// Mean time from arrival to the start of service, over customers who arrived after the warm-up and whose
    /// service has begun.
    wait: "h", "Wait in line" => view.sums.waits.mean();

    /// Half of the customers wait no longer than this.
    wait_p50: "h", "Median wait" => view.sums.wait_sketch.quantile(0.5);

    /// Nine in ten customers wait no longer than this.
    wait_p90: "h", "Wait, ninth decile" => view.sums.wait_sketch.quantile(0.9);

    /// Time average of the number who wait; those in service do not count.
    customers_waiting: "customers", "Customers in line" => view.waiting;

    /// Time average of the number who wait or are in service.
    customers_present: "customers", "Customers present" => Some(view.waiting? + view.busy?);

    /// Share of the servers' time spent serving.
    utilisation: "share", "Utilisation" => view.busy.map(|busy| busy / view.servers);

    /// Services completed after the warm-up.
    customers_served: "customers", "Customers served" => Some(view.sums.served as f64);
}

// 6. What a film shows, and the footprint of a run.

const SERVER: usize = 0;
const CUSTOMER: usize = 1;
const IDLE: usize = 0;
const BUSY: usize = 1;
const WAITS: usize = 2;

/// This bit distinguishes servers from customers, who are numbered by time of arrival, which is below it.
const SERVERS: u64 = 1 << 63;

impl Shown for Parameters {}

impl<G: Generator> Watch for Line<'_, G> {
    fn stage(&self) -> Stage {
        Stage {
            dials: vec![
                Dial::new("in_line", "Customers in line now", "customers"),
                Dial::new("present", "Customers present now", "customers"),
                Dial::new("customers_waiting", "Customers in line so far, on average", "customers"),
                Dial::new("utilisation", "Utilisation so far", "share"),
                Dial::new("wait", "Wait in line so far, on average", "h"),
                Dial::new("customers_served", "Customers served so far", "customers"),
            ],
            scenes: vec![
                Scene::new("The line", Layout::Line)
                    .states(&[("idle", Tone::Plain), ("serves", Tone::Active), ("waits", Tone::Waiting)])
                    .kind("server", &[])
                    .kind("customer", &[("came", "at")]),
            ],
        }
    }

    fn look(&self, now: f64, eye: &mut Eye) {
        let (busy, waiting) = (self.desk.busy(), self.desk.waiting() as f64);
        eye.dial(waiting);
        eye.dial(waiting + f64::from(busy));
        eye.dial(self.desk.line_length().mean(now));
        eye.dial(self.desk.utilisation(now));
        eye.dial(self.waits.mean());
        eye.dial(self.desk.served() as f64);
        let scene = eye.scene();
        for server in 0..self.desk.capacity() {
            // Servers are identical: busy ones are shown first.
            let state = if server < busy { BUSY } else { IDLE };
            let tell = || About { kind: SERVER, name: (server + 1).to_string(), ..About::default() };
            scene.see(SERVERS | u64::from(server), 0, state, tell);
        }
        let mut before = 0;
        for &came in self.desk.line() {
            // Of simultaneous arrivals each gets a number above the one before.
            let id = came.to_bits().max(before);
            before = id + 1;
            let tell = || About { kind: CUSTOMER, facts: vec![came.into()], ..About::default() };
            scene.see(id, 0, WAITS, tell);
        }
    }

    fn told(&self, kind: Kind) -> Told {
        Told::of(match kind {
            Kind::WarmedUp => "the warm-up ends, and counting begins",
            Kind::Departure => "a customer has been served and leaves",
            Kind::Arrival => "a customer arrives",
        })
    }
}

impl Parameters {
    /// The footprint of a replication of this many hours.
    #[must_use]
    pub fn footprint(&self, hours: f64) -> Footprint {
        let arrivals = intervals_within(&[&self.arrivals], hours);
        let served = f64::from(self.servers) * intervals_within(&[&self.service], hours);
        // A waiting customer is a time with its place in the queue, a customer in service is an event.
        let waiting = (arrivals - served).max(0.0);
        Footprint::new(1.0).and("arrivals", 2.0 * arrivals, 24.0 * waiting).and(
            "servers",
            0.0,
            16.0 * arrivals.min(self.servers.into()),
        )
    }
}

//! A queue with several servers: the smallest model there is, and the first to read.
//!
//! Customers arrive, wait in one line for a free server, are served and leave. With exponential intervals this is the
//! M/M/c queue (Kendall 1953), whose mean wait Erlang knew in 1917; with other distributions it is the G/G/c
//! queue, whose mean wait nobody knows in closed form. That is what simulation is for, and the known case is
//! how one comes to trust it.
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
//! 1. [`Parameters`]: what a scenario may set;
//! 2. [`Queue`]: the model with its parameters set, as the catalogue knows it;
//! 3. `Line`: the *component*, to which events happen. This is the simulation proper;
//! 4. [`Statistics`], and how a run leaves them behind: what [`Model`] asks for;
//! 5. the metrics, each a definition beside its formula;
//! 6. what there is to see of it in a film, and what a run of it takes.

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
                "with no time between two arrivals the clock stands still",
                "type { deterministic = \"1 h\" }, or another duration above zero",
            )
        })
    }
}

// 2. The model with its parameters set: distributions that can be drawn from, times in hours.

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
    /// The metrics that are told first; none, where all are told alike.
    pub const HEADLINES: &'static [&'static str] = &[];
    /// The models that it is put together from, whose metrics have their name in front.
    pub const PARTS: &'static [&'static str] = &[];
    /// What the model is asked, in a line.
    pub const QUESTION: &'static str = "how long do customers wait in line?";
    /// The model's description by the ODD protocol, in Markdown.
    pub const DESCRIPTION: &'static str = include_str!("README.md");

    /// What the model measures.
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

// 3. The component. A customer who waits is the time of arrival, and one who is served the end of the service.

kinds! {
    /// The warm-up ends before all else of its instant, and at equal times customers leave before others arrive.
    enum Kind { WarmedUp; Departure, Arrival }
}

/// What the queue draws random numbers for. Each has a stream of its own, so that other services meet the same arrivals.
#[derive(Clone, Copy)]
enum Purpose {
    Arrivals,
    Services,
}

/// A line of customers before a row of servers.
struct Line<'a, G> {
    queue: &'a Queue,
    arrivals: Stream<G>,
    services: Stream<G>,
    /// Those who wait are the times at which they arrived.
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

    /// One more is present from now on, or one less.
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

// 4. A run: from time zero to the horizon, and then only the sums are kept.

/// What a run of the queue leaves behind.
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

    /// There is one line and so one partition: nothing is ever merged.
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

/// The sums, and what several metrics are made of.
pub(super) struct View<'a> {
    sums: &'a Statistics,
    servers: f64,
    /// How many wait and how many servers are busy, time averages.
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

// 6. What there is to see in a film, and what a run takes.

const SERVER: usize = 0;
const CUSTOMER: usize = 1;
const IDLE: usize = 0;
const BUSY: usize = 1;
const WAITS: usize = 2;

/// Servers are told apart from customers, who are numbered by when they came, which is below this bit.
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
            // Servers are alike: those who serve are shown first.
            let state = if server < busy { BUSY } else { IDLE };
            let tell = || About { kind: SERVER, name: (server + 1).to_string(), ..About::default() };
            scene.see(SERVERS | u64::from(server), 0, state, tell);
        }
        let mut before = 0;
        for &came in self.desk.line() {
            // Whoever came at the same instant as another is a little later.
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
    /// What a replication of so many hours takes.
    #[must_use]
    pub fn footprint(&self, hours: f64) -> Footprint {
        let arrivals = intervals_within(&[&self.arrivals], hours);
        let served = f64::from(self.servers) * intervals_within(&[&self.service], hours);
        // Somebody who waits is a time with its place in line, and somebody who is served an event.
        let waiting = (arrivals - served).max(0.0);
        Footprint::new(1.0).and("arrivals", 2.0 * arrivals, 24.0 * waiting).and(
            "servers",
            0.0,
            16.0 * arrivals.min(self.servers.into()),
        )
    }
}

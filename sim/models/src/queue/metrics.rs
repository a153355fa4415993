//! What the queue measures.

use super::{Queue, Sums};
use crate::metrics::metrics;
use crate::observation::{Distribution, Observation, Series, SeriesKind};

/// The sums, and what several metrics are made of.
pub(super) struct View<'a> {
    sums: &'a Sums,
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

pub(super) fn observe(sums: &Sums, queue: &Queue) -> Observation {
    let end = queue.horizon.end;
    let (waiting, busy) = (sums.waiting.mean(end), sums.busy.mean(end));
    let over_time = sums.present_over_time.iter().map(|buckets| Series {
        metric: NAME.customers_present,
        kind: SeriesKind::Mean,
        width: buckets.width(),
        values: buckets.rates(),
    });
    Observation {
        values: values(&View { sums, servers: f64::from(queue.servers), waiting, busy }),
        series: over_time.collect(),
        distributions: vec![Distribution { metric: NAME.wait, sketch: sums.wait_sketch.clone() }],
        events: sums.events,
        fingerprint: sums.fingerprint,
        ..Observation::default()
    }
}

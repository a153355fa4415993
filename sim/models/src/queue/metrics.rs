//! What the queue measures.

use super::{Queue, Sums};
use crate::metric::Metric;
use crate::observation::{Distribution, Observation, Series, SeriesKind};

const WAIT: &str = "wait";
const PRESENT: &str = "customers_present";

pub(super) const METRICS: &[Metric] = &[
    Metric {
        name: WAIT,
        unit: "h",
        label: "Wait in line",
        about: "Mean time from arrival to the start of service, over customers who arrived after the warm-up and whose service has begun.",
    },
    Metric {
        name: "wait_p50",
        unit: "h",
        label: "Median wait",
        about: "Half of the customers wait no longer than this.",
    },
    Metric {
        name: "wait_p90",
        unit: "h",
        label: "Wait, ninth decile",
        about: "Nine in ten customers wait no longer than this.",
    },
    Metric {
        name: "customers_waiting",
        unit: "customers",
        label: "Customers in line",
        about: "Time average of the number who wait; those in service do not count.",
    },
    Metric {
        name: PRESENT,
        unit: "customers",
        label: "Customers present",
        about: "Time average of the number who wait or are in service.",
    },
    Metric {
        name: "utilisation",
        unit: "share",
        label: "Utilisation",
        about: "Share of the servers' time spent serving.",
    },
    Metric {
        name: "customers_served",
        unit: "customers",
        label: "Customers served",
        about: "Services completed after the warm-up.",
    },
];

pub(super) fn observe(sums: &Sums, queue: &Queue) -> Observation {
    let end = queue.horizon.end;
    let waiting = sums.waiting.mean(end);
    let busy = sums.busy.mean(end);
    let present = waiting.zip(busy).map(|(waiting, busy)| waiting + busy);
    Observation {
        values: vec![
            sums.waits.mean(),
            sums.wait_sketch.quantile(0.5),
            sums.wait_sketch.quantile(0.9),
            waiting,
            present,
            busy.map(|busy| busy / f64::from(queue.servers)),
            Some(sums.served as f64),
        ],
        segments: Vec::new(),
        series: sums
            .present_over_time
            .iter()
            .map(|buckets| Series {
                metric: PRESENT,
                kind: SeriesKind::Mean,
                width: buckets.width(),
                values: buckets.rates(),
            })
            .collect(),
        distributions: vec![Distribution { metric: WAIT, sketch: sums.wait_sketch.clone() }],
        maps: Vec::new(),
        matrices: Vec::new(),
        events: sums.events,
        fingerprint: sums.fingerprint,
    }
}

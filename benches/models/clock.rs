//! The processor time of this thread, as a measurement of criterion.

use std::fs;
use std::sync::LazyLock;
use std::time::Instant;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// Seconds of processor time of this thread, or of wall-clock time if the system does not report it.
pub(crate) fn now() -> f64 {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    worked().unwrap_or_else(|| BEGIN.elapsed().as_secs_f64())
}

/// Linux counts nanoseconds.
fn worked() -> Option<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? * 1e-9)
}

pub(crate) struct ProcessorTime;

impl Measurement for ProcessorTime {
    type Intermediate = f64;
    type Value = f64;

    fn start(&self) -> f64 {
        now()
    }

    fn end(&self, begin: f64) -> f64 {
        now() - begin
    }

    fn add(&self, one: &f64, other: &f64) -> f64 {
        one + other
    }

    fn zero(&self) -> f64 {
        0.0
    }

    fn to_f64(&self, seconds: &f64) -> f64 {
        seconds * 1e9
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

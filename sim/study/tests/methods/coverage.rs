//! The coverage of intervals of means: nominal, and where it fails.

use bazaar_engine::{Key, Stream, Streams};
use bazaar_models::metric::Metric;
use bazaar_numerics::variates::{standard_exponential, standard_normal};
use bazaar_study::Estimate;

const METRIC: &Metric = &Metric { name: "m", unit: "", label: "M", about: "A metric." };

const EXPERIMENTS: u64 = 2000;

/// In what share of 2,000 experiments the 95% interval from `n` draws covers the mean.
fn coverage(n: usize, mean: f64, draw: impl Fn(&mut Stream) -> f64) -> f64 {
    let streams = Streams::new(95).component("coverage");
    let covers = (0..EXPERIMENTS).filter(|&experiment| {
        let mut stream = streams.stream(0, Key::initial(experiment));
        let estimate = Estimate::new(METRIC, (0..n).map(|_| Some(draw(&mut stream))));
        (estimate.mean.unwrap() - mean).abs() <= estimate.half_width.unwrap()
    });
    covers.count() as f64 / EXPERIMENTS as f64
}

/// The standard deviation of the share is .0049, so a right interval leaves 95 +- 1.5% once in 480 seeds.
#[test]
fn ten_normal_values_are_enough() {
    let share = coverage(10, 0.0, standard_normal);
    assert!((share - 0.95).abs() <= 0.015, "{share}");
}

/// As above.
#[test]
fn five_hundred_exponential_values_are_enough() {
    let share = coverage(500, 1.0, standard_exponential);
    assert!((share - 0.95).abs() <= 0.015, "{share}");
}

/// Skew lowers the coverage for few values: about 90% instead of 95%, which is 10 standard
/// deviations of the share away from it.
#[test]
fn ten_exponential_values_fall_short() {
    let share = coverage(10, 1.0, standard_exponential);
    assert!((0.88..0.92).contains(&share), "{share}");
}

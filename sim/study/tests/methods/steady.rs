//! The steady state of an autoregression, whose mean and correlations are known.

use bazaar_engine::{Key, Streams};
use bazaar_numerics::variates::standard_normal;
use bazaar_study::steady::{batch_means, mser5};

/// x' = .9 x + normal noise: mean 0 in the long run, correlation .9 between neighbours.
fn autoregression(start: f64, n: usize, experiment: u64) -> Vec<f64> {
    let mut stream = Streams::new(5).component("autoregression").stream(0, Key::initial(experiment));
    let mut x = start;
    (0..n)
        .map(|_| {
            x = 0.9 * x + standard_normal(&mut stream);
            x
        })
        .collect()
}

/// Bias 50 (.9 + .81 + ...) / 2,000 = .225 without truncation. A mean varies by .22, so over 2,000
/// runs the mean of means is known to .005: a rule of bias below 1% fails 10% once in 2e5 seeds.
#[test]
fn mser5_removes_nine_tenths_of_the_bias() {
    let runs = 2000;
    let (mut plain, mut truncated) = (0.0, 0.0);
    for experiment in 0..runs {
        let run = autoregression(50.0, 2000, experiment);
        plain += run.iter().sum::<f64>() / 2000.0 / runs as f64;
        let cut = mser5(&run).unwrap();
        truncated += cut.mean / runs as f64;
    }
    assert!((plain - 0.225).abs() < 0.02, "{plain}");
    assert!(truncated.abs() < 0.1 * plain, "{truncated} of {plain}");
}

/// 20 batches of 1,000 correlate by about .005, so that their interval covers 95%; of 2,000
/// experiments the share has standard deviation .0049, and leaves +- 1.5% once in 480 seeds.
#[test]
fn the_interval_of_batch_means_covers() {
    let (mut covers, mut suspect) = (0, 0);
    for experiment in 0..2000 {
        // In the long run from the start: drawn from the stationary distribution, nearly.
        let run = autoregression(0.0, 20_100, experiment);
        let batches = batch_means(&run[100..], 20, 0.95).unwrap();
        covers += u32::from(batches.mean.covers(0.0));
        suspect += u32::from(batches.independence < 0.05);
    }
    assert!((f64::from(covers) / 2000.0 - 0.95).abs() <= 0.015, "{covers}");
    assert!((f64::from(suspect) / 2000.0 - 0.05).abs() <= 0.025, "{suspect}");
}

/// Batches of 10 are strongly autocorrelated: the interval is far too short, and the ratio detects
/// it.
#[test]
fn batches_that_are_too_short_are_found_out() {
    let (mut covers, mut suspect) = (0, 0);
    for experiment in 0..200 {
        let run = autoregression(0.0, 400, experiment);
        let batches = batch_means(&run[100..], 30, 0.95).unwrap();
        covers += u32::from(batches.mean.covers(0.0));
        suspect += u32::from(batches.independence < 0.05);
    }
    assert!(covers < 160, "{covers} of 200");
    assert!(suspect > 140, "{suspect} of 200");
}

//! Goodness-of-fit tests, each with error probability `ALPHA`.

use statrs::function::gamma::gamma_ur;

use super::ALPHA;

/// The standardised Kolmogorov distance beyond which the fit is rejected (Smirnov 1948, first term).
fn critical_distance() -> f64 {
    (-0.5 * (ALPHA / 2.0).ln()).sqrt()
}

/// The Kolmogorov-Smirnov test against a continuous distribution function.
pub(crate) fn follows(name: &str, mut draws: Vec<f64>, cdf: impl Fn(f64) -> f64) {
    draws.sort_by(f64::total_cmp);
    let expected = draws.iter().map(|&x| cdf(x)).collect::<Vec<_>>();
    shares_agree(name, &expected);
}

/// The same, given the distribution function at the draws in ascending order.
pub(crate) fn shares_agree(name: &str, expected: &[f64]) {
    let n = expected.len() as f64;
    let distance = expected
        .iter()
        .enumerate()
        .map(|(i, &p)| (p - i as f64 / n).max((i + 1) as f64 / n - p))
        .fold(0.0, f64::max);
    let statistic = distance * n.sqrt();
    assert!(statistic < critical_distance(), "{name}: distance {distance}, standardised {statistic}");
}

/// The two-sample test. Ties, as in counts, make it conservative.
pub(crate) fn come_from_one_source(name: &str, mut a: Vec<f64>, mut b: Vec<f64>) {
    a.sort_by(f64::total_cmp);
    b.sort_by(f64::total_cmp);
    let (n, m) = (a.len() as f64, b.len() as f64);
    let distance = a
        .iter()
        .chain(&b)
        .map(|&x| {
            let in_a = a.partition_point(|&y| y <= x) as f64 / n;
            let in_b = b.partition_point(|&y| y <= x) as f64 / m;
            (in_a - in_b).abs()
        })
        .fold(0.0, f64::max);
    let statistic = distance * (n * m / (n + m)).sqrt();
    assert!(statistic < critical_distance(), "{name}: distance {distance}, standardised {statistic}");
}

/// Pearson's chi-square test of counts against a probability mass.
///
/// Neighbouring counts are pooled until 25 draws are expected.
pub(crate) fn counts_follow(name: &str, draws: &[u64], mass: impl Fn(u64) -> f64) {
    let largest = draws.iter().max().copied().unwrap_or(0);
    let mut observed = vec![0_u32; usize::try_from(largest).unwrap() + 1];
    for &draw in draws {
        observed[usize::try_from(draw).unwrap()] += 1;
    }
    let n = draws.len() as f64;
    let (mut statistic, mut bins, mut left) = (0.0, 0, n);
    let (mut seen, mut expected) = (0.0, 0.0);
    let mut remaining = n;
    for (k, &count) in observed.iter().enumerate() {
        seen += f64::from(count);
        expected += n * mass(k as u64);
        if expected >= 25.0 && left - expected >= 25.0 {
            statistic += (seen - expected) * (seen - expected) / expected;
            left -= expected;
            remaining -= seen;
            bins += 1;
            (seen, expected) = (0.0, 0.0);
        }
    }
    // The last bin is the rest of the distribution.
    statistic += (remaining - left) * (remaining - left) / left;
    let freedom = f64::from(bins);
    assert!(freedom > 0.0, "{name}: nothing to compare");
    let p = gamma_ur(0.5 * freedom, 0.5 * statistic);
    assert!(p > ALPHA, "{name}: chi-square {statistic} with {freedom} degrees of freedom");
}

/// Is the sample's mean within four standard errors of the true one (error probability 6e-5)?
/// And its variance, with the standard error estimated from the sample?
pub(crate) fn moments_agree(name: &str, draws: &[f64], mean: f64, variance: f64) {
    let n = draws.len() as f64;
    let seen = draws.iter().sum::<f64>() / n;
    let error = (variance / n).sqrt();
    assert!((seen - mean).abs() < 4.0 * error, "{name}: mean {seen} instead of {mean} +- {error}");

    let central = |power: i32| draws.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / n;
    let (second, fourth) = (central(2), central(4));
    let error = ((fourth - second * second) / n).sqrt();
    assert!(
        (second - variance).abs() < 4.0 * error,
        "{name}: variance {second} instead of {variance} +- {error}"
    );
}

/// Is the frequency of an event within four standard errors of its probability?
pub(crate) fn share_agrees(name: &str, seen: usize, draws: usize, probability: f64) {
    let n = draws as f64;
    let share = seen as f64 / n;
    let error = (probability * (1.0 - probability) / n).sqrt();
    assert!(
        (share - probability).abs() < 4.0 * error,
        "{name}: share {share} instead of {probability} +- {error}"
    );
}

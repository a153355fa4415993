//! Sensitivity indices of two functions with known indices.

use core::f64::consts::PI;

use bazaar_engine::Streams;
use bazaar_study::Estimated;
use bazaar_study::sensitivity::{Saltelli, Shares};

fn shares_of(
    (count, seed): (usize, u64),
    dimensions: usize,
    both_ways: bool,
    f: impl Fn(&[f64]) -> f64,
) -> Vec<Shares> {
    let streams = Streams::new(seed).component("sensitivity");
    let design = Saltelli::new(count, dimensions, both_ways, streams).unwrap();
    let outputs: Vec<f64> = design.points().rows().map(f).collect();
    design.shares(&outputs, 0.95).unwrap().unwrap()
}

fn shares(dimensions: usize, both_ways: bool, f: impl Fn(&[f64]) -> f64) -> Vec<Shares> {
    shares_of((1 << 14, 20), dimensions, both_ways, f)
}

fn ishigami(u: &[f64]) -> f64 {
    let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
    x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
}

/// Of 200 seeds an interval of 95% covers fewer than 178 times once in 2,300 cases; five of six indices are looked
/// at, the sixth being known exactly. Student's interval of 16 nets is 4.26 standard deviations long.
#[test]
fn intervals_of_shares_cover_and_are_no_longer_than_that_takes() {
    let exact = [(0.313_905, 0.557_589), (0.442_411, 0.442_411), (0.0, 0.243_684)];
    let found: Vec<Vec<Shares>> =
        (0..200).map(|seed| shares_of((512, 100 + seed), 3, false, ishigami)).collect();
    for (factor, (first, total)) in exact.into_iter().enumerate() {
        let all: [(Vec<Estimated>, f64); 2] = [
            (found.iter().map(|shares| shares[factor].first).collect(), first),
            (found.iter().map(|shares| shares[factor].total).collect(), total),
        ];
        for (index, exact) in all {
            let covers = index.iter().filter(|one| one.covers(exact)).count();
            assert!(covers >= 178, "factor {factor}: {covers} of 200 cover {exact}");
            let n = index.len() as f64;
            let mean = index.iter().map(|one| one.value).sum::<f64>() / n;
            let deviation =
                (index.iter().map(|one| (one.value - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
            let length = index.iter().map(Estimated::width).sum::<f64>() / n;
            assert!((3.6..5.0).contains(&(length / deviation)), "factor {factor}: {}", length / deviation);
        }
    }
}

/// One seed, so that the probability of missing one of the indices is bounded by the 5% of each; the
/// widths are those that the runs allow for.
fn agrees(found: Estimated, exact: f64, widest: f64) {
    assert!(found.covers(exact), "{exact} is not in {found:?}");
    assert!(found.width() <= widest, "{found:?} is wider than {widest}");
}

/// Ishigami & Homma (1990) with a = 7, b = .1; closed forms by Homma & Saltelli (1996).
#[test]
fn ishigami_has_the_shares_of_its_closed_form() {
    let found = shares(3, true, ishigami);
    for (found, (first, total)) in
        found.iter().zip([(0.313_905, 0.557_589), (0.442_411, 0.442_411), (0.0, 0.243_684)])
    {
        agrees(found.first, first, 0.008);
        agrees(found.total, total, 0.008);
    }
}

/// Saltelli & Sobol (1995): the product of (|4x - 2| + a) / (1 + a), whose partial variances
/// are 1 / (3 (1 + a)^2).
#[test]
fn the_g_function_has_the_shares_of_its_closed_form() {
    let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0];
    let parts = a.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let all = parts.iter().map(|part| 1.0 + part).product::<f64>() - 1.0;
    // One way only, with a little more than half as many runs, intervals are up to .021 wide.
    for (both_ways, widest) in [(true, 0.02), (false, 0.025)] {
        let found = shares(6, both_ways, |u| {
            u.iter().zip(a).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product()
        });
        for (found, part) in found.iter().zip(parts) {
            let others = (all + 1.0) / (1.0 + part);
            agrees(found.first, part / all, widest);
            agrees(found.total, part * others / all, widest);
        }
    }
}

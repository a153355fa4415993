//! Shares of variance of two functions whose shares are known.

use core::f64::consts::PI;

use bazaar_engine::Streams;
use bazaar_study::Estimated;
use bazaar_study::sensitivity::{Saltelli, Shares};

fn shares(dimensions: usize, both_ways: bool, f: impl Fn(&[f64]) -> f64) -> Vec<Shares> {
    let streams = Streams::new(20).component("sensitivity");
    let design = Saltelli::new(1 << 14, dimensions, both_ways, streams).unwrap();
    let outputs: Vec<f64> = design.points().rows().map(f).collect();
    design.shares(&outputs, 0.95, 500, streams.component("bootstrap")).unwrap().unwrap()
}

/// Scrambled Sobol points err by much less than the bootstrap allows for, so that the exact
/// value lies inside for practically every seed.
fn agrees(found: Estimated, exact: f64, widest: f64) {
    assert!(found.covers(exact), "{exact} is not in {found:?}");
    assert!(found.width() <= widest, "{found:?} is wider than {widest}");
}

/// Ishigami & Homma (1990) with a = 7, b = .1; closed forms by Homma & Saltelli (1996).
#[test]
fn ishigami_has_the_shares_of_its_closed_form() {
    let found = shares(3, true, |u| {
        let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
        x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
    });
    for (found, (first, total)) in found.iter().zip([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)]) {
        assert!((found.first.value - first).abs() < 0.002, "{found:?}, not {first}");
        assert!((found.total.value - total).abs() < 0.002, "{found:?}, not {total}");
        agrees(found.first, first, 0.04);
        agrees(found.total, total, 0.04);
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

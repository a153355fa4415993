//! Scenario discovery recovers a box of cases.

use bazaar_engine::{Key, Streams};
use bazaar_numerics::variates::{chance, unit};
use bazaar_study::discovery::{Patience, Range, peel};

const PATIENCE: Patience = Patience { peel: 0.05, smallest: 0.05, significance: 0.05 };

/// 5,000 uniform points of five factors; the first and the third have bounds.
fn dig(seed: u64, inside: f64, outside: f64) {
    let streams = Streams::new(seed).component("planted");
    let mut place = streams.stream(0, Key::SINGLE);
    let mut luck = streams.stream(1, Key::SINGLE);
    let planted = [Range { low: 0.2, high: 0.6 }, Range { low: 0.5, high: 1.0 }];
    let points: Vec<Vec<f64>> = (0..5000).map(|_| (0..5).map(|_| unit(&mut place)).collect()).collect();
    let cases: Vec<bool> = points
        .iter()
        .map(|point| {
            let within = planted[0].holds(point[0]) && planted[1].holds(point[2]);
            chance(&mut luck, if within { inside } else { outside })
        })
        .collect();
    let found = peel(&points, &cases, &PATIENCE).unwrap().best;
    let ranges = &found.ranges;
    for (found, planted) in [(ranges[0].low, 0.2), (ranges[0].high, 0.6), (ranges[2].low, 0.5)] {
        assert!((found - planted).abs() < 0.05, "{found}, not {planted}, from seed {seed}: {ranges:?}");
    }
    assert!(ranges[2].high > 0.95, "{ranges:?}");
    for other in [1, 3, 4] {
        assert!(!ranges[other].is_restricted(), "{other} from seed {seed}: {ranges:?}");
    }
    assert!(found.density > 0.95 * inside, "{found:?}");
}

#[test]
fn a_clean_box_is_recovered() {
    (0..5).for_each(|seed| dig(seed, 1.0, 0.0));
}

/// A case in ten inside is missing and one point in twenty outside is a case by accident.
#[test]
fn a_noisy_box_is_recovered() {
    (0..5).for_each(|seed| dig(seed, 0.9, 0.05));
}

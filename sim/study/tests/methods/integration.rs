//! How fast the error of a mean falls over a design.

use bazaar_engine::Streams;
use bazaar_numerics::variates::open_unit;
use bazaar_study::design::{Points, latin_hypercube, scrambled_sobol};

/// A smooth function of five factors whose mean over the cube is 1: a product of 1 + (u - 1/2).
fn product(row: &[f64]) -> f64 {
    row.iter().map(|u| 0.5 + u).product()
}

/// The root mean squared error of the mean over `seeds` designs.
fn error(seeds: u64, design: impl Fn(Streams) -> Points, f: impl Fn(&[f64]) -> f64, mean: f64) -> f64 {
    let squares = (0..seeds).map(|seed| {
        let points = design(Streams::new(seed).component("error"));
        let found = points.rows().map(&f).sum::<f64>() / points.len() as f64;
        (found - mean) * (found - mean)
    });
    (squares.sum::<f64>() / seeds as f64).sqrt()
}

/// The error of a random sample of the product is known: its variance is (13/12)^5 - 1.
fn random(count: usize) -> f64 {
    (((13.0_f64 / 12.0).powi(5) - 1.0) / count as f64).sqrt()
}

#[test]
fn the_error_over_sobol_points_falls_faster_than_one_over_n() {
    let at = |count| error(40, |streams| scrambled_sobol(count, 5, streams).unwrap(), product, 1.0);
    let (few, many) = (at(256), at(4096));
    // 16 times the points: a random sample gains a factor of 4, these more than 16.
    assert!(few / many > 16.0, "{few} to {many}");
    assert!(many < random(4096) / 50.0, "{many} beside {}", random(4096));
}

#[test]
fn a_latin_hypercube_removes_what_factors_do_one_by_one() {
    // Of a sum nothing but the scatter within slices is left: 1/n as large as that of a random sample.
    let sum = |row: &[f64]| row.iter().sum::<f64>();
    let found = error(200, |streams| latin_hypercube(64, 5, streams).unwrap(), sum, 2.5);
    let expected = (5.0 / 12.0_f64).sqrt() / 64.0 / 8.0;
    // The error of an error from 200 designs is 5%: 4 of these are passed once in 16,000 seeds.
    assert!((found / expected - 1.0).abs() < 0.2, "{found}, not {expected}");
    let product = error(200, |streams| latin_hypercube(64, 5, streams).unwrap(), product, 1.0);
    assert!(product < 0.5 * random(64), "{product} beside {}", random(64));
}

#[test]
fn the_reference_error_is_that_of_a_random_sample() {
    use bazaar_engine::Key;
    let squares = (0..400).map(|seed| {
        let mut stream = Streams::new(seed).stream(0, Key::SINGLE);
        let values = (0..64).map(|_| product(&[(); 5].map(|()| open_unit(&mut stream))));
        let found = values.sum::<f64>() / 64.0;
        (found - 1.0) * (found - 1.0)
    });
    let found = (squares.sum::<f64>() / 400.0).sqrt();
    // The error of an error from 400 samples is 3.5%.
    assert!((found / random(64) - 1.0).abs() < 0.15, "{found} beside {}", random(64));
}

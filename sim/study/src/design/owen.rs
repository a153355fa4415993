//! Scrambled Sobol points: random, and as even as plain ones (Owen 1995).
//!
//! Nested uniform scrambling: the unit interval is halved, and a fair coin decides whether the
//! halves change places; so is each half, with its own coin, and so on. Boxes that contained one
//! point each still do, while every point is uniformly distributed over the cube. Means are
//! therefore unbiased, several scrambles estimate the error, and the error falls faster than
//! without scrambling: like n^-1.5, up to logarithms, if the response is smooth (Owen 1997).
//!
//! The coins of a coordinate are a stream each, identified by the node in the tree of halves, so
//! any point can be scrambled without the others.

use bazaar_engine::{Key, Rng, Streams};
use bazaar_numerics::variates::open_unit;

use super::sobol::{directions, word};
use super::{DesignError, Points};

const COIN: u8 = 0;
const BELOW: u8 = 1;

/// The first `count` Sobol points after a nested uniform scramble; no coordinate is 0 or 1.
///
/// Best where `count` is a power of two.
///
/// # Errors
/// If there is no point, no dimension, or more than
/// [`MOST_DIMENSIONS`](super::MOST_DIMENSIONS).
pub fn scrambled_sobol(count: usize, dimensions: usize, streams: Streams) -> Result<Points, DesignError> {
    let directions = directions(count, dimensions)?;
    let trees: Vec<Streams> =
        (0..dimensions).map(|dimension| streams.replication(dimension as u64)).collect();
    let mut coordinates = Vec::with_capacity(count * dimensions);
    for index in 0..count {
        let scrambled =
            directions.iter().zip(&trees).map(|(numbers, tree)| scramble(word(numbers, index), tree));
        coordinates.extend(scrambled);
    }
    Ok(Points::new(dimensions, coordinates))
}

/// Each bit is flipped by the coin of its node: the bits above it, below a leading one.
fn scramble(word: u32, tree: &Streams) -> f64 {
    let mut node: u64 = 1;
    let mut scrambled: u32 = 0;
    for level in (0..32).rev() {
        let bit = word >> level & 1;
        let coin = tree.stream(COIN, Key::initial(node)).next_u32() >> 31;
        scrambled = scrambled << 1 | bit ^ coin;
        node = node << 1 | u64::from(bit);
    }
    // Below the last bit of the table a point lies anywhere.
    let within = open_unit(&mut tree.stream(BELOW, Key::initial(node)));
    ((f64::from(scrambled) + within) / 2_f64.powi(32)).min(1.0 - f64::EPSILON)
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a small grid")]
mod tests {
    use super::*;
    use crate::design::sobol;

    /// The number of points in each box of 2^-k by 2^-l for a net of quality t.
    fn is_net(points: &Points, pair: [usize; 2], m: u32, t: u32) -> bool {
        (0..=m - t).all(|k| {
            let l = m - t - k;
            let mut boxes = vec![0_u32; 1 << (m - t)];
            for row in points.rows() {
                let cell = |u: f64, bits: u32| (u * f64::from(1 << bits)) as usize;
                boxes[cell(row[pair[0]], k) << l | cell(row[pair[1]], l)] += 1;
            }
            boxes.iter().all(|&count| count == 1 << t)
        })
    }

    #[test]
    fn scrambling_keeps_the_net() {
        // The first two coordinates are a (0, m, 2)-net: every box of volume 2^-m holds one point.
        let plain = sobol(1024, 8).unwrap();
        let points = scrambled_sobol(1024, 8, Streams::new(5)).unwrap();
        assert!(is_net(&plain, [0, 1], 10, 0) && is_net(&points, [0, 1], 10, 0));
        // A random sample would fail this by far; other pairs are nets with some t, here unchanged.
        for pair in [[0, 2], [1, 5], [3, 7], [6, 7]] {
            let quality = |points: &Points| (0..10).find(|&t| is_net(points, pair, 10, t));
            assert_eq!(quality(&plain), quality(&points), "{pair:?}");
            assert!(quality(&points).is_some_and(|t| t <= 4), "{pair:?}");
        }
    }

    #[test]
    fn points_are_inside_and_uniform_one_by_one() {
        // The first point is the origin in the plain sequence. Over 4,000 scrambles its mean is
        // normal with standard deviation 1 / sqrt(12 * 4,000); 4 of them are an error of 6e-5.
        let firsts = (0..4000).map(|seed| scrambled_sobol(1, 1, Streams::new(seed)).unwrap().column(0)[0]);
        let firsts: Vec<f64> = firsts.collect();
        assert!(firsts.iter().all(|&u| u > 0.0 && u < 1.0));
        let mean = firsts.iter().sum::<f64>() / 4000.0;
        assert!((mean - 0.5).abs() < 4.0 / (12.0 * 4000.0_f64).sqrt(), "{mean}");
    }

    #[test]
    fn coordinates_are_scrambled_independently() {
        let points = scrambled_sobol(2, 2, Streams::new(3)).unwrap();
        assert_ne!(points.column(0)[0], points.column(1)[0]);
    }
}

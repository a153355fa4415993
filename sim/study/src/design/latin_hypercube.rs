//! The Latin hypercube: one point in each stratum of every factor (McKay, Beckman & Conover 1979).

use bazaar_engine::{Key, Streams};
use bazaar_numerics::variates::{below, open_unit};

use super::{DesignError, Points};

const ORDER: u8 = 0;
const WITHIN: u8 = 1;

/// `count` points: each coordinate falls once into each of `count` equal strata, in random order
/// and uniformly within the stratum.
///
/// # Errors
/// If there is no point or no dimension.
pub fn latin_hypercube(count: usize, dimensions: usize, streams: Streams) -> Result<Points, DesignError> {
    if count == 0 || dimensions == 0 {
        return Err(DesignError::Empty);
    }
    let mut points = Points::new(dimensions, vec![0.0; count * dimensions]);
    for dimension in 0..dimensions {
        let factor = Key::initial(dimension as u64);
        let mut order = streams.stream(ORDER, factor);
        let mut within = streams.stream(WITHIN, factor);
        let mut slices: Vec<usize> = (0..count).collect();
        for place in (1..count).rev() {
            #[expect(clippy::cast_possible_truncation, reason = "at most a place")]
            slices.swap(place, below(&mut order, place as u64 + 1) as usize);
        }
        for (point, slice) in slices.into_iter().enumerate() {
            let coordinate = (slice as f64 + open_unit(&mut within)) / count as f64;
            points.set(point, dimension, coordinate.min(1.0 - f64::EPSILON));
        }
    }
    Ok(points)
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a small grid")]
mod tests {
    use super::*;

    #[test]
    fn every_slice_of_every_factor_holds_one_point() {
        let points = latin_hypercube(97, 5, Streams::new(1)).unwrap();
        for dimension in 0..5 {
            let mut slices: Vec<usize> =
                points.column(dimension).iter().map(|u| (u * 97.0) as usize).collect();
            assert!(!slices.is_sorted());
            slices.sort_unstable();
            assert!(slices.into_iter().eq(0..97));
        }
    }

    #[test]
    fn another_factor_leaves_the_first_ones_alone() {
        let two = latin_hypercube(10, 2, Streams::new(1)).unwrap();
        let three = latin_hypercube(10, 3, Streams::new(1)).unwrap();
        assert_eq!(two.column(1), three.column(1));
        assert_ne!(two.column(0), two.column(1));
    }

    #[test]
    fn a_design_of_nothing_is_refused() {
        assert_eq!(latin_hypercube(0, 2, Streams::new(1)), Err(DesignError::Empty));
        assert_eq!(latin_hypercube(2, 0, Streams::new(1)), Err(DesignError::Empty));
    }
}

//! Sobol's sequence: points that fill the cube evenly (Sobol 1967).
//!
//! Each coordinate is an integer of 32 bits, made by combining one *direction number* for each bit
//! of the point's index. The direction numbers are those of Joe & Kuo (2008), chosen for even
//! two-dimensional projections. The first 2^m points lie one in each of 2^m strata of every
//! coordinate, and evenly in boxes of several coordinates.

use super::directions::DIRECTIONS;
use super::{DesignError, Points};

/// The largest number of coordinates of a Sobol point.
pub const MOST_DIMENSIONS: usize = DIRECTIONS.len() + 1;

const BITS: usize = 32;

/// The first `count` points, in the order of their index; the very first is the origin.
///
/// The plain sequence is for comparisons: its coordinates may be 0, and it gives no estimate of its
/// error. Studies use [`scrambled_sobol`](super::scrambled_sobol).
///
/// # Errors
/// If there is no point, no dimension, or more than [`MOST_DIMENSIONS`].
pub fn sobol(count: usize, dimensions: usize) -> Result<Points, DesignError> {
    let directions = directions(count, dimensions)?;
    let mut coordinates = Vec::with_capacity(count * dimensions);
    for index in 0..count {
        coordinates.extend(directions.iter().map(|numbers| f64::from(word(numbers, index)) / 2_f64.powi(32)));
    }
    Ok(Points::new(dimensions, coordinates))
}

/// The direction numbers of each coordinate: the k-th belongs to the k-th lowest bit of the index.
pub(super) fn directions(count: usize, dimensions: usize) -> Result<Vec<[u32; BITS]>, DesignError> {
    if count == 0 || dimensions == 0 {
        return Err(DesignError::Empty);
    }
    if dimensions > MOST_DIMENSIONS {
        return Err(DesignError::Dimensions { asked: dimensions, most: MOST_DIMENSIONS });
    }
    let most = u32::MAX as usize;
    if count > most {
        return Err(DesignError::TooManyPoints { most });
    }
    Ok((0..dimensions).map(direction_numbers).collect())
}

/// The coordinate of the point with this index, as a fraction of 2^32.
pub(super) fn word(numbers: &[u32; BITS], index: usize) -> u32 {
    numbers
        .iter()
        .enumerate()
        .filter(|(bit, _)| index >> bit & 1 == 1)
        .fold(0, |word, (_, number)| word ^ number)
}

/// By the recurrence of the dimension's primitive polynomial (Joe & Kuo 2008, section 2).
fn direction_numbers(dimension: usize) -> [u32; BITS] {
    let mut numbers = [0; BITS];
    let Some((degree, polynomial, initial)) = dimension.checked_sub(1).map(|row| DIRECTIONS[row]) else {
        for (bit, number) in numbers.iter_mut().enumerate() {
            *number = 1 << (BITS - 1 - bit);
        }
        return numbers;
    };
    let degree = degree as usize;
    for bit in 0..BITS {
        numbers[bit] = match initial.get(bit) {
            Some(m) => m << (BITS - 1 - bit),
            None => {
                let start = numbers[bit - degree] ^ numbers[bit - degree] >> degree;
                (1..degree)
                    .filter(|k| polynomial >> (degree - 1 - k) & 1 == 1)
                    .fold(start, |number, k| number ^ numbers[bit - k])
            }
        };
    }
    numbers
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a small grid")]
mod tests {
    use super::*;

    #[test]
    fn the_first_points_are_those_that_are_printed() {
        // Bratley & Fox (1988) in the order of the index, by Joe & Kuo's numbers.
        let points = sobol(8, 3).unwrap();
        let rows: Vec<&[f64]> = points.rows().collect();
        assert_eq!(rows[0], [0.0, 0.0, 0.0]);
        assert_eq!(rows[1], [0.5, 0.5, 0.5]);
        assert_eq!(rows[2], [0.25, 0.75, 0.75]);
        assert_eq!(rows[3], [0.75, 0.25, 0.25]);
        assert_eq!(rows[4], [0.125, 0.625, 0.375]);
        assert_eq!(rows[5], [0.625, 0.125, 0.875]);
    }

    #[test]
    fn every_dimension_is_stratified() {
        let points = sobol(256, MOST_DIMENSIONS).unwrap();
        for dimension in 0..MOST_DIMENSIONS {
            let mut slices: Vec<u32> = points.column(dimension).iter().map(|u| (u * 256.0) as u32).collect();
            slices.sort_unstable();
            assert!(slices.into_iter().eq(0..256), "dimension {dimension}");
        }
    }

    #[test]
    fn more_dimensions_than_the_table_has_are_refused() {
        let error = sobol(4, MOST_DIMENSIONS + 1).unwrap_err();
        assert_eq!(error, DesignError::Dimensions { asked: 257, most: 256 });
        assert_eq!(sobol(0, 1), Err(DesignError::Empty));
    }
}

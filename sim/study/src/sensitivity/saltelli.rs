//! The design for variance-based sensitivity indices (Saltelli 2002; Saltelli et al. 2010).
//!
//! Two points A and B that share no coordinate, and hybrids: AB_i is A with its i-th coordinate
//! from B. A and AB_i differ in factor i alone, B and AB_i agree in factor i alone, so their
//! products over many such points measure the effect of factor i with and without the others. BA_i,
//! the reverse, costs d more runs per point and makes every index more precise.
//!
//! The order of rows is that of SALib's `sobol.sample` (and `saltelli.sample`): for each base point
//! A, AB_1, ..., AB_d, then BA_1, ..., BA_d if they are requested, then B. Its `sobol.analyze`
//! therefore reads the outputs of these runs, with `calc_second_order` true exactly if there are
//! BA.
//!
//! The base points are several nets, each scrambled independently. Points of one net are more even
//! than a random sample, so their variance overestimates the error of their mean; the variance
//! between nets does not (Owen 1997).

use std::ops::Range;

use bazaar_engine::Streams;

use super::SensitivityError;
use crate::design::{DesignError, Points, scrambled_sobol};

/// The number of nets of base points, if there are at least two points for each.
const NETS: usize = 16;

/// A design for variance-based sensitivity indices.
#[derive(Clone, Debug, PartialEq)]
pub struct Saltelli {
    points: Points,
    nets: Vec<Range<usize>>,
    both_ways: bool,
}

impl Saltelli {
    /// `count` base points of `dimensions` factors, in up to 16 nets of scrambled Sobol points of
    /// twice as many coordinates; best if `count` is a power of two. With `both_ways`, BA are
    /// included.
    ///
    /// # Errors
    /// If there is no factor, there are more than 128 of them, or there are fewer than two points,
    /// whose error cannot be estimated.
    pub fn new(
        count: usize,
        dimensions: usize,
        both_ways: bool,
        streams: Streams,
    ) -> Result<Self, SensitivityError> {
        let twice = dimensions.checked_mul(2).ok_or(DesignError::Empty)?;
        let nets = nets(count)?;
        let hybrids = if both_ways { twice } else { dimensions };
        let mut coordinates = Vec::with_capacity(count * (hybrids + 2) * dimensions);
        for (number, net) in (0..).zip(&nets) {
            for row in scrambled_sobol(net.len(), twice, streams.replication(number))?.rows() {
                let (a, b) = row.split_at(dimensions);
                coordinates.extend_from_slice(a);
                hybrids_of(a, b, &mut coordinates);
                if both_ways {
                    hybrids_of(b, a, &mut coordinates);
                }
                coordinates.extend_from_slice(b);
            }
        }
        Ok(Saltelli { points: Points::new(dimensions, coordinates), nets, both_ways })
    }

    /// The base points of each net.
    pub(super) fn nets(&self) -> &[Range<usize>] {
        &self.nets
    }

    /// The runs in order.
    #[must_use]
    pub fn points(&self) -> &Points {
        &self.points
    }

    /// The number of factors.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.points.dimensions()
    }

    /// Whether BA are among the runs.
    #[must_use]
    pub fn both_ways(&self) -> bool {
        self.both_ways
    }

    /// The number of runs of one base point.
    #[must_use]
    pub fn runs_per_point(&self) -> usize {
        self.dimensions() * if self.both_ways { 2 } else { 1 } + 2
    }
}

/// Base points by net; sizes differ by at most one point.
fn nets(count: usize) -> Result<Vec<Range<usize>>, DesignError> {
    if count < 2 {
        return Err(DesignError::Empty);
    }
    let nets = NETS.min(count / 2).max(2);
    let begin = |net: usize| net * count / nets;
    Ok((0..nets).map(|net| begin(net)..begin(net + 1)).collect())
}

/// Hybrids of `of` with one coordinate after the other from `with`.
fn hybrids_of(of: &[f64], with: &[f64], coordinates: &mut Vec<f64>) {
    for factor in 0..of.len() {
        coordinates.extend_from_slice(&of[..factor]);
        coordinates.push(with[factor]);
        coordinates.extend_from_slice(&of[factor + 1..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_salib() {
        let design = Saltelli::new(4, 2, true, Streams::new(1)).unwrap();
        let rows: Vec<&[f64]> = design.points().rows().collect();
        for (number, rows) in (0..2).zip(rows.chunks(12)) {
            let base = scrambled_sobol(2, 4, Streams::new(1).replication(number)).unwrap();
            for (rows, base) in rows.chunks(6).zip(base.rows()) {
                let [a1, a2, b1, b2] = base.try_into().unwrap();
                assert_eq!(rows, [[a1, a2], [b1, a2], [a1, b2], [a1, b2], [b1, a2], [b1, b2]]);
            }
        }
        let one_way = Saltelli::new(2, 3, false, Streams::new(1)).unwrap();
        assert_eq!((one_way.points().len(), one_way.runs_per_point()), (10, 5));
    }

    #[test]
    fn nets_take_every_base_point_once() {
        for (count, expected) in [(2, 2), (3, 2), (8, 4), (40, 16), (256, 16)] {
            let found = nets(count).unwrap();
            assert_eq!(found.len(), expected);
            assert!(found.windows(2).all(|two| two[0].end == two[1].start));
            assert_eq!((found[0].start, found[expected - 1].end), (0, count));
        }
        assert_eq!(nets(1), Err(DesignError::Empty));
    }

    #[test]
    fn more_factors_than_sobol_points_have_coordinates_are_refused() {
        let error = Saltelli::new(4, 129, false, Streams::new(1)).unwrap_err();
        assert_eq!(error, DesignError::Dimensions { asked: 258, most: 256 }.into());
    }
}

//! Correlated factors: a rank correlation by reordering (Iman & Conover 1982).
//!
//! Only the order of each coordinate's values changes, so every factor keeps its own distribution
//! and a Latin hypercube stays one. The ranks are turned into normal scores, the scores are
//! combined linearly to have the given correlations, and the coordinates take the order of the
//! result.

use bazaar_numerics::Matrix;
use bazaar_numerics::normal_quantile;

use super::{DesignError, Points};

/// Reorders each coordinate so that the scores of ranks have these `correlations`.
///
/// The rank correlation itself comes out a little smaller, as it does for normal variables:
/// 6 / pi asin(r / 2), which is .683 for .7 (Pearson 1907).
///
/// # Errors
/// If the matrix is not one of correlations, or there are not more than twice as many points as factors.
pub fn correlate(points: &mut Points, correlations: &Matrix) -> Result<(), DesignError> {
    let (count, dimensions) = (points.len(), points.dimensions());
    let diagonal = (0..correlations.size()).all(|k| (correlations.at(k, k) - 1.0).abs() < 1e-12);
    let symmetric = (0..correlations.size())
        .all(|row| (0..row).all(|k| (correlations.at(row, k) - correlations.at(k, row)).abs() < 1e-12));
    if correlations.size() != dimensions || !diagonal || !symmetric {
        return Err(DesignError::Correlations);
    }
    let wanted = correlations.cholesky().ok_or(DesignError::Correlations)?;
    let too_few =
        DesignError::TooFewPoints { factors: dimensions, needed: 2 * dimensions + 1, points: count };
    if count <= 2 * dimensions {
        return Err(too_few);
    }
    let columns: Vec<Vec<f64>> = (0..dimensions).map(|dimension| points.column(dimension)).collect();
    let scores: Vec<Vec<f64>> = columns.iter().map(|column| scores(column)).collect();
    // The accidental correlation of the scores is removed first.
    let present = Matrix::new(dimensions, |a, b| correlation(&scores[a], &scores[b]));
    let present = present.cholesky().ok_or(too_few)?;
    let mut mixed = vec![Vec::with_capacity(count); dimensions];
    for point in 0..count {
        let row: Vec<f64> = scores.iter().map(|column| column[point]).collect();
        let independent = present.forward(&row);
        for (dimension, column) in mixed.iter_mut().enumerate() {
            let mixture = independent[..=dimension].iter().enumerate();
            column.push(mixture.map(|(k, score)| wanted.at(dimension, k) * score).sum());
        }
    }
    for (dimension, (mut values, mixture)) in columns.into_iter().zip(&mixed).enumerate() {
        values.sort_by(f64::total_cmp);
        for (point, rank) in ranks(mixture).into_iter().enumerate() {
            points.set(point, dimension, values[rank]);
        }
    }
    Ok(())
}

/// The rank correlation of two lists of equal length (Spearman 1904), from -1 to 1; NaN below two values.
#[must_use]
pub fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    let as_floats = |ranks: Vec<usize>| ranks.into_iter().map(|rank| rank as f64).collect::<Vec<_>>();
    correlation(&as_floats(ranks(a)), &as_floats(ranks(b)))
}

/// The scores of van der Waerden (1952): normal quantiles of the ranks.
fn scores(column: &[f64]) -> Vec<f64> {
    let count = column.len() as f64;
    ranks(column).into_iter().map(|rank| normal_quantile((rank + 1) as f64 / (count + 1.0))).collect()
}

/// From 0; ties rank in order of occurrence.
fn ranks(column: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..column.len()).collect();
    order.sort_by(|&a, &b| column[a].total_cmp(&column[b]));
    let mut ranks = vec![0; column.len()];
    for (rank, point) in order.into_iter().enumerate() {
        ranks[point] = rank;
    }
    ranks
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (of_a, of_b) = (mean(a), mean(b));
    let product = |x: &[f64], of_x: f64, y: &[f64], of_y: f64| {
        x.iter().zip(y).map(|(x, y)| (x - of_x) * (y - of_y)).sum::<f64>()
    };
    product(a, of_a, b, of_b) / (product(a, of_a, a, of_a) * product(b, of_b, b, of_b)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::latin_hypercube;
    use bazaar_engine::Streams;

    const WANTED: [[f64; 3]; 3] = [[1.0, 0.7, -0.4], [0.7, 1.0, 0.0], [-0.4, 0.0, 1.0]];

    #[test]
    fn the_rank_correlation_is_reached_and_slices_stay() {
        let mut points = latin_hypercube(500, 3, Streams::new(2)).unwrap();
        let before = points.clone();
        correlate(&mut points, &Matrix::new(3, |a, b| WANTED[a][b])).unwrap();
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            let found = rank_correlation(&points.column(a), &points.column(b));
            let expected = 6.0 / core::f64::consts::PI * (WANTED[a][b] / 2.0).asin();
            assert!((found - expected).abs() < 0.02, "{a} and {b}: {found}, not {expected}");
        }
        for dimension in 0..3 {
            let sorted = |points: &Points| {
                let mut column = points.column(dimension);
                column.sort_by(f64::total_cmp);
                column
            };
            assert_eq!(sorted(&points), sorted(&before));
        }
    }

    #[test]
    fn correlations_that_cannot_be_are_refused() {
        let mut points = latin_hypercube(50, 3, Streams::new(2)).unwrap();
        let impossible = [[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]];
        let refused = correlate(&mut points, &Matrix::new(3, |a, b| impossible[a][b]));
        assert_eq!(refused, Err(DesignError::Correlations));
        assert_eq!(correlate(&mut points, &Matrix::new(2, |_, _| 1.0)), Err(DesignError::Correlations));
        let mut few = latin_hypercube(6, 3, Streams::new(2)).unwrap();
        assert!(correlate(&mut few, &Matrix::new(3, |a, b| WANTED[a][b])).is_err());
    }
}

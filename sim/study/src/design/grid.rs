//! The full factorial design: every value of every factor with every value of all others (Fisher 1935).

use super::{DesignError, Points};

/// The limit on runs.
const MOST: usize = 1 << 24;

/// All combinations of factors that have `levels[0]`, `levels[1]`, ... values each; the last one changes fastest.
///
/// The coordinate of the i-th of k values is the midpoint of the i-th of k strata, so a
/// [choice](super::Factor::choice) of k turns it into i.
///
/// # Errors
/// If there is no factor, one has no value, or there are more than 16,777,216 combinations.
pub fn grid(levels: &[usize]) -> Result<Points, DesignError> {
    let product = levels.iter().try_fold(1_usize, |product, &count| product.checked_mul(count));
    let count = product.filter(|&count| count <= MOST).ok_or(DesignError::TooManyPoints { most: MOST })?;
    if levels.is_empty() || count == 0 {
        return Err(DesignError::Empty);
    }
    let mut coordinates = Vec::with_capacity(count * levels.len());
    for point in 0..count {
        let mut period = count;
        for &level in levels {
            let within = point % period;
            period /= level;
            coordinates.push(((within / period) as f64 + 0.5) / level as f64);
        }
    }
    Ok(Points::new(levels.len(), coordinates))
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a small grid")]
mod tests {
    use super::*;

    #[test]
    fn every_combination_comes_once_and_the_last_factor_changes_fastest() {
        let points = grid(&[2, 3]).unwrap();
        let rows: Vec<[usize; 2]> =
            points.rows().map(|row| [(row[0] * 2.0) as usize, (row[1] * 3.0) as usize]).collect();
        assert_eq!(rows, [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]]);
    }

    #[test]
    fn a_design_that_nobody_could_run_is_refused() {
        assert_eq!(grid(&[10; 30]), Err(DesignError::TooManyPoints { most: MOST }));
        assert_eq!(grid(&[3, 0]), Err(DesignError::Empty));
        assert_eq!(grid(&[]), Err(DesignError::Empty));
    }
}

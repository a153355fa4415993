//! The tornado diagram: one factor at a time, from a base case to the ends of its range.
//!
//! Replications share their random streams between runs, so the effect of a factor is a paired
//! difference with common random numbers.

use super::SensitivityError;
use crate::interval::Estimated;

/// The effect of one factor between the ends of its range, with all others at the base case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// The factor's index.
    pub factor: usize,
    /// The outcome at the factor's low end minus that of the base case.
    pub at_low: Estimated,
    /// The outcome at the factor's high end minus that of the base case.
    pub at_high: Estimated,
    /// The outcome at the high end minus that at the low end.
    pub swing: Estimated,
}

/// The runs, as rows of values: the base case, then each factor in turn at its low and its high
/// end.
///
/// A factor whose range is missing in one of the lists stays at its base.
#[must_use]
pub fn one_at_a_time(base: &[f64], low: &[f64], high: &[f64]) -> Vec<Vec<f64>> {
    let mut rows = vec![base.to_vec()];
    for factor in 0..base.len() {
        for end in [low, high] {
            let mut row = base.to_vec();
            row[factor] = end.get(factor).copied().unwrap_or(base[factor]);
            rows.push(row);
        }
    }
    rows
}

/// Bars in order of swing, the widest first; ties in the order of the factors.
///
/// `outputs` has one row per run of [`one_at_a_time`], and in it one value per
/// replication, in the same order in every row.
///
/// # Errors
/// If there are not two runs for each factor and one more, replications do not pair or
/// are fewer than two, or an output is not finite.
pub fn tornado(outputs: &[Vec<f64>], confidence: f64) -> Result<Vec<Bar>, SensitivityError> {
    let factors = outputs.len().saturating_sub(1) / 2;
    let expected = 2 * factors + 1;
    if outputs.len() != expected {
        return Err(SensitivityError::Outputs { expected, found: outputs.len() });
    }
    let replications = outputs[0].len().max(2);
    if let Some(run) = outputs.iter().position(|run| run.len() != replications) {
        let found = outputs[run].len();
        return Err(SensitivityError::Replications { run, expected: replications, found });
    }
    let difference = |of: usize, from: usize| {
        let differences: Vec<f64> = outputs[of].iter().zip(&outputs[from]).map(|(a, b)| a - b).collect();
        Estimated::mean(&differences, confidence).ok_or(SensitivityError::NotFinite { run: of })
    };
    let mut bars = (0..factors)
        .map(|factor| {
            let (low, high) = (2 * factor + 1, 2 * factor + 2);
            Ok(Bar {
                factor,
                at_low: difference(low, 0)?,
                at_high: difference(high, 0)?,
                swing: difference(high, low)?,
            })
        })
        .collect::<Result<Vec<_>, SensitivityError>>()?;
    bars.sort_by(|a, b| b.swing.value.abs().total_cmp(&a.swing.value.abs()));
    Ok(bars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_bar_comes_first_and_shared_weather_cancels() {
        let rows = one_at_a_time(&[1.0, 1.0], &[0.0, 0.5], &[2.0, 4.0]);
        assert_eq!(rows, [[1.0, 1.0], [0.0, 1.0], [2.0, 1.0], [1.0, 0.5], [1.0, 4.0]]);
        let weather = [100.0, -30.0, 7.0];
        let outputs: Vec<Vec<f64>> =
            rows.iter().map(|row| weather.iter().map(|w| row[0] - 2.0 * row[1] + w).collect()).collect();
        let bars = tornado(&outputs, 0.95).unwrap();
        assert_eq!([bars[0].factor, bars[1].factor], [1, 0]);
        assert!((bars[0].swing.value + 7.0).abs() < 1e-12 && bars[0].swing.width() < 1e-10);
        assert!((bars[0].at_low.value - 1.0).abs() < 1e-12 && (bars[1].at_high.value - 1.0).abs() < 1e-12);
    }

    #[test]
    fn runs_that_do_not_pair_are_refused() {
        let even = tornado(&[vec![1.0; 3], vec![1.0; 3]], 0.95);
        assert_eq!(even, Err(SensitivityError::Outputs { expected: 1, found: 2 }));
        let ragged = tornado(&[vec![1.0; 3], vec![1.0; 2], vec![1.0; 3]], 0.95);
        assert_eq!(ragged, Err(SensitivityError::Replications { run: 1, expected: 3, found: 2 }));
        assert_eq!(tornado(&[], 0.95), Err(SensitivityError::Outputs { expected: 1, found: 0 }));
    }
}

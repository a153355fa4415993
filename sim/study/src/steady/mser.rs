//! The length of the initial transient: MSER-5 (White, Cobb & Spratt 2000).
//!
//! Deleting more reduces bias but discards data. The marginal standard error rule balances the two:
//! observations are averaged in batches of five, and of all truncation points it takes the one that
//! minimises the sum of squared deviations of the remainder over the square of its length, that is,
//! the one with the shortest naive interval for the mean. Averaging makes the rule robust against a
//! few accidental neighbours.

/// The number of observations in a batch.
const FIVE: usize = 5;

/// The truncation point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truncation {
    /// The number of observations to delete: a multiple of five.
    pub delete: usize,
    /// The mean of the remainder, up to the last whole batch.
    pub mean: f64,
    /// Whether the rule found a minimum within the first half. If not, the run is too short to
    /// identify its transient, and the mean may be biased.
    pub settled: bool,
}

/// The truncation point of a run's observations; `None` for fewer than ten or if one is not finite.
#[must_use]
pub fn mser5(observations: &[f64]) -> Option<Truncation> {
    if observations.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let means: Vec<f64> =
        observations.chunks_exact(FIVE).map(|five| five.iter().sum::<f64>() / FIVE as f64).collect();
    if means.len() < 2 {
        return None;
    }
    // From the end backwards, mean and squared deviations grow by one value at a time (Welford 1962).
    let (mut mean, mut squares) = (0.0, 0.0);
    let mut best: Option<(f64, usize, f64)> = None;
    for (cut, value) in means.iter().enumerate().rev() {
        let kept = (means.len() - cut) as f64;
        let deviation = value - mean;
        mean += deviation / kept;
        squares += deviation * (value - mean);
        let error = squares / (kept * kept);
        // Among the last few the error is small by chance, so only the first half counts: a minimum
        // at its very end means that the rule has not converged.
        let counts = cut <= means.len() / 2;
        if counts && best.is_none_or(|(least, _, _)| error <= least) {
            best = Some((error, cut, mean));
        }
    }
    let (_, cut, mean) = best?;
    Some(Truncation { delete: cut * FIVE, mean, settled: cut < means.len() / 2 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_cut_where_it_ends() {
        let run: Vec<f64> = (0..200).map(|k| if k < 20 { 50.0 } else { f64::from(k % 2) }).collect();
        let cut = mser5(&run).unwrap();
        assert_eq!((cut.delete, cut.settled), (20, true));
        assert!((cut.mean - 0.5).abs() < 0.01);
    }

    #[test]
    fn a_run_that_starts_as_it_goes_on_keeps_all() {
        let run: Vec<f64> = (0..100).map(|k| f64::from(k % 5)).collect();
        assert_eq!(mser5(&run), Some(Truncation { delete: 0, mean: 2.0, settled: true }));
    }

    #[test]
    fn a_run_that_only_rises_has_not_settled() {
        let run: Vec<f64> = (0..100).map(f64::from).collect();
        assert!(!mser5(&run).unwrap().settled);
        assert_eq!((mser5(&run[..9]), mser5(&[f64::NAN; 20])), (None, None));
    }
}

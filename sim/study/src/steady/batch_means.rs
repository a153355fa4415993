//! An interval from one long run: batch means (Conway 1963; Law & Kelton 1984).
//!
//! The run, without its initial transient, is cut into a few long batches. Their means are nearly
//! independent and nearly normal, so Student's interval holds. From 10 to 30 batches are enough
//! (Schmeiser 1982): more are not more precise, only shorter and less independent. Von Neumann's
//! ratio (1941) tests whether they are too short.

use crate::interval::Estimated;
use bazaar_numerics::normal_cdf;

/// The result of batch means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Batches {
    /// The mean with its interval; n counts batches.
    pub mean: Estimated,
    /// The number of observations of each batch.
    pub length: usize,
    /// The lag-1 autocorrelation of the batches, by von Neumann's ratio: from -1 to 1, ideally
    /// about 0.
    pub correlation: f64,
    /// The p-value of independence: the probability that independent batches are at least as
    /// correlated. Below .05 the batches are too short and the interval is too narrow: run longer.
    pub independence: f64,
}

/// Cuts a run into `count` equal batches; a remainder is omitted at the beginning.
///
/// `None` for fewer than three batches, fewer observations than batches, or one that is not finite.
#[must_use]
pub fn batch_means(observations: &[f64], count: usize, confidence: f64) -> Option<Batches> {
    let length = observations.len().checked_div(count)?;
    if count < 3 || length == 0 {
        return None;
    }
    let kept = &observations[observations.len() - length * count..];
    let means: Vec<f64> =
        kept.chunks_exact(length).map(|batch| batch.iter().sum::<f64>() / length as f64).collect();
    let mean = Estimated::mean(&means, confidence)?;
    let squares: f64 = means.iter().map(|value| (value - mean.value) * (value - mean.value)).sum();
    let steps: f64 = means.windows(2).map(|pair| (pair[1] - pair[0]) * (pair[1] - pair[0])).sum();
    let n = count as f64;
    let correlation = if squares > 0.0 { 1.0 - steps / (2.0 * squares) } else { 0.0 };
    // For independent normal batches of variance (n - 2) / (n^2 - 1) and mean 0 (Fishman 1978).
    let independence = 1.0 - normal_cdf(correlation * ((n * n - 1.0) / (n - 2.0)).sqrt());
    Some(Batches { mean, length, correlation, independence })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_cut_from_the_end() {
        let run: Vec<f64> = (0..11).map(f64::from).collect();
        let batches = batch_means(&run, 5, 0.95).unwrap();
        // 1 and 2, ..., 9 and 10: means 1.5, 3.5, ..., 9.5.
        assert_eq!((batches.length, batches.mean.value, batches.mean.n), (2, 5.5, 5));
        // Steps of 2 and deviations -4, -2, 0, 2, 4: 1 - 16 / 80.
        assert!((batches.correlation - 0.8).abs() < 1e-14);
        assert!(batches.independence < 0.02);
    }

    #[test]
    fn a_run_that_is_too_short_has_no_interval() {
        assert_eq!(batch_means(&[1.0, 2.0], 3, 0.95), None);
        assert_eq!(batch_means(&[1.0; 10], 2, 0.95), None);
        assert_eq!(batch_means(&[1.0; 10], 0, 0.95), None);
    }
}

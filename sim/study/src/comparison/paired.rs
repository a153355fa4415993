//! Paired differences of two arms, replication by replication (Law 2015, sections 10.2.1 and 11.2).

use bazaar_numerics::accumulators::Tally;

use crate::interval::Estimated;

/// The difference between two arms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The mean difference with Student's interval for pairs.
    pub mean: Estimated,
    /// The variance reduction by common random numbers: the sum of the arms' variances over the
    /// variance of their differences. Above 1 they helped. Infinite if the difference never varies.
    pub variance_reduction: f64,
}

/// `arm` minus `control`, whose values are of the same replications in the same order.
///
/// `None` if the lengths differ, there are fewer than two pairs, or a value is not finite.
#[must_use]
pub fn paired(arm: &[f64], control: &[f64], confidence: f64) -> Option<Difference> {
    if arm.len() != control.len() {
        return None;
    }
    let differences: Vec<f64> = arm.iter().zip(control).map(|(a, b)| a - b).collect();
    let mean = Estimated::mean(&differences, confidence)?;
    let apart = variance(arm)? + variance(control)?;
    Some(Difference { mean, variance_reduction: apart / variance(&differences)? })
}

fn variance(values: &[f64]) -> Option<f64> {
    let mut tally = Tally::default();
    values.iter().for_each(|&value| tally.add(value));
    tally.variance()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_arms_share_cancels() {
        // Differences 1, 2, 3: mean 2, t(.975, 2) / sqrt(3); variances of 1,012.3, 1,001.3 and 1.
        let difference = paired(&[11.0, 22.0, 73.0], &[10.0, 20.0, 70.0], 0.95).unwrap();
        assert_eq!(difference.mean.value, 2.0);
        assert!((difference.mean.width() - 2.0 * 4.302_652_730 / 3.0_f64.sqrt()).abs() < 1e-8);
        assert!(difference.variance_reduction > 2000.0);
    }

    #[test]
    fn arms_of_different_lengths_do_not_pair() {
        assert_eq!(paired(&[1.0, 2.0], &[1.0, 2.0, 3.0], 0.95), None);
        assert_eq!(paired(&[1.0], &[1.0], 0.95), None);
    }
}

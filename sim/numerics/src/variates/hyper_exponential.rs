//! The hyper-exponential distribution: a mixture of exponentials, for highly variable intervals.

use core::ops::RangeInclusive;
use std::sync::Arc;

use super::range::{POSITIVE, check};
use super::{Residual, Variate, VariateError, standard_exponential, unit};
use rand::Rng;

const PROBABILITY: RangeInclusive<f64> = 0.0..=1.0;

/// The tolerance for the sum of probabilities that were published with three digits.
const ROUNDING: f64 = 2e-3;

/// Hyper-exponential: with probability `p_i`, an exponential of rate `r_i`.
///
/// Its coefficient of variation is at least 1. A clone shares the branches.
#[derive(Clone, Debug, PartialEq)]
pub struct HyperExponential {
    branches: Arc<[Branch]>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Branch {
    probability: f64,
    mean: f64,
    /// The cumulative probability of the branches up to this one: for a fresh interval.
    up_to: f64,
    /// The same, weighted by the mean: for the residual of the current interval.
    residual_up_to: f64,
}

impl HyperExponential {
    /// One probability, from 0 to 1, and one rate, from 1e-30 to 1e30, for each branch.
    ///
    /// The probabilities must add up to 1 to within 0.002, and are divided by
    /// their sum.
    ///
    /// # Errors
    /// If a parameter is outside its range, the lists differ in length or are
    /// empty, or the probabilities do not add up.
    pub fn new(probabilities: &[f64], rates: &[f64]) -> Result<Self, VariateError> {
        if probabilities.is_empty() || probabilities.len() != rates.len() {
            return Err(VariateError::BranchesDoNotPair {
                probabilities: probabilities.len(),
                rates: rates.len(),
            });
        }
        let mut branches = Vec::with_capacity(rates.len());
        let (mut sum, mut weighted) = (0.0, 0.0);
        for (&probability, &rate) in probabilities.iter().zip(rates) {
            let probability = check("a hyper-exponential", "probability", probability, &PROBABILITY)?;
            let mean = 1.0 / check("a hyper-exponential", "rate", rate, &POSITIVE)?;
            sum += probability;
            weighted += probability * mean;
            branches.push(Branch { probability, mean, up_to: sum, residual_up_to: weighted });
        }
        if (sum - 1.0).abs() > ROUNDING {
            return Err(VariateError::ProbabilitiesDoNotSumToOne { sum });
        }
        for branch in &mut branches {
            branch.probability /= sum;
            branch.up_to /= sum;
            branch.residual_up_to /= weighted;
        }
        Ok(HyperExponential { branches: branches.into() })
    }

    /// Probability and rate of each branch, the probabilities adding up to 1.
    pub fn branches(&self) -> impl ExactSizeIterator<Item = (f64, f64)> {
        self.branches.iter().map(|branch| (branch.probability, 1.0 / branch.mean))
    }

    /// The mean of the first branch whose cumulative share exceeds a uniform draw.
    fn choose<R: Rng + ?Sized>(&self, rng: &mut R, share: impl Fn(&Branch) -> f64) -> f64 {
        let u = unit(rng);
        let chosen = self.branches.iter().find(|branch| u < share(branch));
        // The last share is x / x, which is exactly 1, so a branch is always
        // found, and the fallback is never used.
        chosen.map_or(0.0, |branch| branch.mean)
    }
}

impl Variate for HyperExponential {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let mean = self.choose(rng, |branch| branch.up_to);
        mean * standard_exponential(rng)
    }

    /// `Σ p_i / r_i`.
    fn mean(&self) -> f64 {
        self.branches.iter().map(|branch| branch.probability * branch.mean).sum()
    }

    /// `2 Σ p_i / r_i^2 - mean^2`.
    fn variance(&self) -> f64 {
        let mean = self.mean();
        self.second_moment() - mean * mean
    }
}

impl HyperExponential {
    fn second_moment(&self) -> f64 {
        let half: f64 =
            self.branches.iter().map(|branch| branch.probability * branch.mean * branch.mean).sum();
        2.0 * half
    }
}

impl Residual for HyperExponential {
    /// The current interval is of branch `i` with probability proportional to
    /// `p_i / r_i`; its residual is exponential, since exponentials are memoryless.
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let mean = self.choose(rng, |branch| branch.residual_up_to);
        mean * standard_exponential(rng)
    }

    fn residual_mean(&self) -> f64 {
        0.5 * self.second_moment() / self.mean()
    }
}

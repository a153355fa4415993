//! The empirical distribution: draws with replacement from measured values.

use std::sync::Arc;

use super::range::{NOT_NEGATIVE, check};
use super::{Residual, Variate, VariateError, below, unit};
use rand::Rng;

/// Empirical: one of a list of measured values, with equal probabilities.
///
/// The order of the list does not matter: values are kept in ascending order,
/// so the same data give the same draws. A clone shares the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Empirical {
    points: Arc<[Point]>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    value: f64,
    /// For each value, the sum of it and all smaller ones.
    sum: f64,
}

impl Empirical {
    /// Values from 0 to 1e30, at least one of them above 0.
    ///
    /// # Errors
    /// If a value is outside that range, or none is above 0.
    pub fn new(values: &[f64]) -> Result<Self, VariateError> {
        let mut sorted = values
            .iter()
            .map(|&value| check("an empirical", "value", value, &NOT_NEGATIVE))
            .collect::<Result<Vec<_>, _>>()?;
        sorted.sort_by(f64::total_cmp);
        if sorted.last().is_none_or(|&largest| largest == 0.0) {
            return Err(VariateError::NothingPositive);
        }
        let mut sum = Sum::default();
        let points = sorted.into_iter().map(|value| Point { value, sum: sum.add(value) }).collect();
        Ok(Empirical { points })
    }

    /// The values in ascending order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = f64> {
        self.points.iter().map(|point| point.value)
    }

    /// The median: the middle value, or the mean of the two in the middle.
    #[must_use]
    pub fn median(&self) -> f64 {
        let count = self.points.len();
        0.5 * (self.value((count - 1) / 2) + self.value(count / 2))
    }

    fn value(&self, index: usize) -> f64 {
        self.points[index].value
    }

    fn count(&self) -> f64 {
        self.points.len() as f64
    }

    /// The sum of all values: positive by construction.
    fn total(&self) -> f64 {
        self.points[self.points.len() - 1].sum
    }

    fn sum_of(&self, term: impl Fn(f64) -> f64) -> f64 {
        let mut sum = Sum::default();
        self.values().fold(0.0, |_, value| sum.add(term(value)))
    }
}

impl Variate for Empirical {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        #[expect(clippy::cast_possible_truncation, reason = "smaller than a slice is long")]
        let index = below(rng, self.points.len() as u64) as usize;
        self.value(index)
    }

    fn mean(&self) -> f64 {
        self.total() / self.count()
    }

    /// The variance of the list as a population: the divisor is its length.
    fn variance(&self) -> f64 {
        let mean = self.mean();
        self.sum_of(|value| (value - mean) * (value - mean)) / self.count()
    }
}

impl Residual for Empirical {
    /// The current interval is one of the list with probability
    /// proportional to its value; the residual is a uniform share of it.
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let target = unit(rng) * self.total();
        let index = self.points.partition_point(|point| point.sum <= target);
        // If rounding makes the product equal to the total, the largest value is drawn.
        let biased = self.value(index.min(self.points.len() - 1));
        unit(rng) * biased
    }

    fn residual_mean(&self) -> f64 {
        0.5 * self.sum_of(|value| value * value) / self.total()
    }
}

/// Compensated summation: a running sum with its rounding error (Kahan 1965).
#[derive(Default)]
struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, term: f64) -> f64 {
        let term = term - self.lost;
        let sum = self.sum + term;
        self.lost = (sum - self.sum) - term;
        self.sum = sum;
        sum
    }
}

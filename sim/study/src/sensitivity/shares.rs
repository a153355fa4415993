//! Variance-based sensitivity indices: first-order and total indices (Sobol 1993) with intervals.
//!
//! B and AB_i agree in factor i alone, so their correlation is the first-order index; A and AB_i
//! agree in all but factor i, so one minus theirs is the total index. As covariance over the mean
//! square of both columns, that is the estimator of Janon et al. (2014), and for the total index
//! exactly that of Jansen (1999): half the mean square of A - AB_i over the variance.
//!
//! A and B agree in no factor: the mean of their product is known to be 0 and serves as a control
//! variate. Subtracted with a coefficient of 1, it makes the first-order index that of Saltelli et
//! al. (2010), which is precise if the index is small and not if it is large. Here each index has
//! its optimal coefficient (Law 2015, section 11.4), so that large and small ones are precise. If
//! BA_i were run, the pairs A with BA_i and B with BA_i count too.
//!
//! Intervals: the jackknife over groups (Miller 1974) computes the index without each net of base
//! points in turn, with Student's quantile for the number of nets. A bootstrap over single points
//! would ignore that points of a net are more even than a random sample: its intervals are nearly
//! twice as long as necessary.

use bazaar_numerics::accumulators::Tally;

use super::error::{SensitivityError, check};
use super::saltelli::Saltelli;
use crate::interval::Estimated;
use bazaar_numerics::student_quantile;

/// The sensitivity indices of one factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// First-order index: the reduction of the variance if the factor alone were known.
    pub first: Estimated,
    /// Total index: the share that would remain if all but the factor were known.
    pub total: Estimated,
}

impl Saltelli {
    /// The indices of each factor, in order; `None` if the outcome never varies.
    ///
    /// Intervals at `confidence`.
    ///
    /// # Errors
    /// If outputs and runs do not pair or an output is not finite.
    pub fn shares(&self, outputs: &[f64], confidence: f64) -> Result<Option<Vec<Shares>>, SensitivityError> {
        check(outputs, self.points().len())?;
        let runs = self.runs_per_point();
        let mean = outputs.iter().sum::<f64>() / outputs.len() as f64;
        let centred: Vec<f64> = outputs.iter().map(|output| output - mean).collect();
        // 2d correlations of each base point: first and total of each factor.
        let indices = 2 * self.dimensions();
        let mut terms: Vec<Term> = centred.chunks(runs).flat_map(|runs| self.terms(runs)).collect();
        for index in 0..indices {
            steady(&mut terms[index..], indices);
        }
        let points = terms.len() / indices;
        let Some(values) = correlations(&terms, indices, 0..points) else { return Ok(None) };

        let nets = self.nets().len() as f64;
        let mut moved = vec![Tally::default(); indices];
        for net in self.nets() {
            let rest = (0..points).filter(|point| !net.contains(point));
            let without = correlations(&terms, indices, rest);
            for (moved, value) in moved.iter_mut().zip(without.into_iter().flatten()) {
                moved.add(value);
            }
        }
        let t = student_quantile(0.5 + 0.5 * confidence, nets - 1.0);
        let estimated = |index: usize| {
            // Values without a net are nets - 1 times as close to one another as those of single
            // nets.
            let half = moved[index].half_width(t).unwrap_or(0.0) * (nets - 1.0);
            Estimated::around(values[index], half, points as u64)
        };
        let shares = (0..self.dimensions()).map(|factor| {
            let agree = estimated(2 * factor + 1);
            let total =
                Estimated { value: 1.0 - agree.value, low: 1.0 - agree.high, high: 1.0 - agree.low, ..agree };
            Shares { first: estimated(2 * factor), total }
        });
        Ok(Some(shares.collect()))
    }

    /// Pairs of runs of one base point: for each factor those that agree in it alone, and in all
    /// others.
    fn terms(&self, runs: &[f64]) -> Vec<Term> {
        let (d, a, b) = (self.dimensions(), runs[0], runs[runs.len() - 1]);
        let of_factor = |factor: usize| {
            let ab = runs[1 + factor];
            if self.both_ways() {
                let ba = runs[1 + d + factor];
                let control = 0.5 * (a * b + ab * ba);
                [Term::pooled([(b, ab), (a, ba)], control), Term::pooled([(a, ab), (b, ba)], control)]
            } else {
                [Term::pooled([(b, ab); 2], a * b), Term::pooled([(a, ab); 2], a * b)]
            }
        };
        (0..d).flat_map(of_factor).collect()
    }
}

/// The contribution of one base point to a correlation.
#[derive(Clone, Copy, Debug)]
struct Term {
    product: f64,
    square: f64,
    /// Of expectation zero.
    control: f64,
}

impl Term {
    fn pooled(pairs: [(f64, f64); 2], control: f64) -> Self {
        let [(a, b), (c, d)] = pairs;
        Term { product: 0.5 * (a * b + c * d), square: 0.25 * (a * a + b * b + c * c + d * d), control }
    }
}

/// Subtracts the control variate from one index's products, with the coefficient of least variance.
fn steady(terms: &mut [Term], stride: usize) {
    let mine = || (0..terms.len()).step_by(stride);
    let (product, square) = mine().fold((0.0, 0.0), |(p, s), k| (p + terms[k].product, s + terms[k].square));
    if square <= 0.0 {
        return;
    }
    let rest = |term: Term| term.product - product / square * term.square;
    let mean = mine().map(|k| terms[k].control).sum::<f64>() / mine().len() as f64;
    let (with, own) = mine().fold((0.0, 0.0), |(with, own), k| {
        let control = terms[k].control - mean;
        (with + control * rest(terms[k]), own + control * control)
    });
    let coefficient = if own > 0.0 { with / own } else { 0.0 };
    for term in terms.iter_mut().step_by(stride) {
        term.product -= coefficient * term.control;
    }
}

/// All correlations over some base points; `None` if the outcome does not vary.
fn correlations(terms: &[Term], indices: usize, points: impl Iterator<Item = usize>) -> Option<Vec<f64>> {
    let mut sums = vec![(0.0, 0.0); indices];
    for point in points {
        for (sum, term) in sums.iter_mut().zip(&terms[point * indices..]) {
            *sum = (sum.0 + term.product, sum.1 + term.square);
        }
    }
    sums.into_iter().map(|(product, square)| (square > 0.0).then(|| product / square)).collect()
}

#[cfg(test)]
mod tests {
    use bazaar_engine::Streams;

    use super::*;

    #[test]
    fn a_sum_has_shares_by_its_squared_coefficients_and_no_interactions() {
        // Variances 9 and 16 twelfths: shares .36 and .64.
        let design = Saltelli::new(1024, 3, false, Streams::new(1)).unwrap();
        let outputs: Vec<f64> = design.points().rows().map(|row| 3.0 * row[0] - 4.0 * row[1]).collect();
        let shares = design.shares(&outputs, 0.95).unwrap().unwrap();
        for (share, expected) in shares.iter().zip([0.36, 0.64, 0.0]) {
            assert!((share.first.value - expected).abs() < 0.01, "{share:?}");
            assert!((share.total.value - expected).abs() < 0.01, "{share:?}");
        }
        assert!(shares[2].total.value.abs() < 1e-12);
    }

    #[test]
    fn what_never_varies_has_no_shares() {
        let design = Saltelli::new(8, 2, true, Streams::new(1)).unwrap();
        let constant = vec![4.0; design.points().len()];
        assert_eq!(design.shares(&constant, 0.95), Ok(None));
        let short = design.shares(&[1.0], 0.95);
        assert_eq!(short, Err(SensitivityError::Outputs { expected: 48, found: 1 }));
    }
}

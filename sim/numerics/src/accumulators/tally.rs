//! Mean and variance of observations: the [`Tally`].
//!
//! The textbook formula, mean of the squares minus square of the mean,
//! subtracts two large numbers that are nearly equal: for values around 1e9
//! that differ by 1 no digit of the variance is right. Welford's update
//! (1962) keeps the mean and the sum of squared *deviations* from it instead.
//! Chan, Golub & LeVeque (1979) gave the corresponding update for two samples,
//! so that the tallies of partitions can be merged.

/// Count, mean, variance, minimum and maximum of a sequence of observations.
///
/// A statistic that is undefined (the mean of no observations, the variance of
/// one) or overflows a float is `None`, never NaN.
///
/// ```
/// use bazaar_numerics::accumulators::Tally;
/// let mut waits = Tally::default();
/// for wait in [2.0, 4.0, 9.0] {
///     waits.add(wait);
/// }
/// assert_eq!(waits.mean(), Some(5.0));
/// assert_eq!(waits.variance(), Some(13.0));
/// assert_eq!(Tally::default().mean(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    count: u64,
    refused: u64,
    mean: f64,
    squares: f64,
    min: f64,
    max: f64,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { count: 0, refused: 0, mean: 0.0, squares: 0.0, min: f64::INFINITY, max: f64::NEG_INFINITY }
    }
}

impl Tally {
    /// Adds one observation (Welford 1962). NaN and infinities are refused.
    #[inline]
    pub fn add(&mut self, value: f64) {
        if !value.is_finite() {
            self.refused += 1;
            return;
        }
        self.count += 1;
        let deviation = value - self.mean;
        self.mean += deviation / self.count as f64;
        self.squares += deviation * (value - self.mean);
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }

    /// Adds the observations of another tally (Chan, Golub & LeVeque 1979).
    ///
    /// Equal to adding one observation after the other, up to rounding; for
    /// identical bits, merge in the order of the partitions.
    pub fn merge(&mut self, other: &Tally) {
        self.refused += other.refused;
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = Tally { refused: self.refused, ..*other };
            return;
        }
        let (ours, theirs) = (self.count as f64, other.count as f64);
        let share = theirs / (ours + theirs);
        let deviation = other.mean - self.mean;
        self.count += other.count;
        self.mean += deviation * share;
        self.squares += other.squares + deviation * deviation * ours * share;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// The number of observations.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The number of observations that were refused because they were not finite.
    #[must_use]
    pub const fn refused(&self) -> u64 {
        self.refused
    }

    /// The mean, in the observations' unit; `None` without observations.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0 && self.mean.is_finite()).then_some(self.mean)
    }

    /// The sample variance, with n - 1 in the denominator; `None` for fewer than two.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        if self.count < 2 {
            return None;
        }
        let variance = self.squares / (self.count - 1) as f64;
        variance.is_finite().then_some(variance)
    }

    /// The square root of the variance, in the observations' unit.
    #[must_use]
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// The standard error of the mean: standard deviation / √n.
    ///
    /// Valid for *independent* observations. Successive waits in a queue are
    /// not: they are positively autocorrelated, and the true error is larger,
    /// often several times. Means of replications are independent.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.variance().map(|variance| (variance / self.count as f64).sqrt())
    }

    /// The half-width of a confidence interval for the mean: `t` standard errors.
    ///
    /// `t` is Student's quantile with n - 1 degrees of freedom, for example
    /// 2.262 for 95 % confidence from ten replications (Student 1908). `None`
    /// for fewer than two observations or if `t` is not finite.
    #[must_use]
    pub fn half_width(&self, t: f64) -> Option<f64> {
        self.standard_error().map(|error| error * t).filter(|width| width.is_finite())
    }

    /// The smallest observation.
    #[must_use]
    pub fn min(&self) -> Option<f64> {
        (self.count > 0).then_some(self.min)
    }

    /// The largest observation.
    #[must_use]
    pub fn max(&self) -> Option<f64> {
        (self.count > 0).then_some(self.max)
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the expected values are exact in binary")]
mod tests {
    use super::Tally;

    fn tally(values: &[f64]) -> Tally {
        let mut tally = Tally::default();
        values.iter().for_each(|&value| tally.add(value));
        tally
    }

    #[test]
    fn nothing_has_no_mean_and_one_has_no_variance() {
        let nothing = Tally::default();
        assert_eq!((nothing.mean(), nothing.min(), nothing.max()), (None, None, None));
        let one = tally(&[3.0]);
        assert_eq!((one.mean(), one.min(), one.max()), (Some(3.0), Some(3.0), Some(3.0)));
        assert_eq!((one.variance(), one.standard_error(), one.half_width(2.0)), (None, None, None));
    }

    #[test]
    fn the_half_width_of_a_known_sample_is_exact() {
        // Deviations ±1 and ±3 from 5: variance 20/3, error √(5/3).
        let sample = tally(&[2.0, 4.0, 6.0, 8.0]);
        assert_eq!(sample.variance(), Some(20.0 / 3.0));
        let error = (5.0_f64 / 3.0).sqrt();
        assert!((sample.standard_error().unwrap_or(0.0) - error).abs() < 1e-15);
        assert!((sample.half_width(3.182).unwrap_or(0.0) - 3.182 * error).abs() < 1e-14);
        assert_eq!(sample.half_width(f64::NAN), None);
    }

    #[test]
    fn a_large_offset_does_not_drown_the_variance() {
        assert_eq!(tally(&[1e9, 1e9 + 1.0, 1e9 + 2.0]).variance(), Some(1.0));
    }

    #[test]
    fn values_that_are_not_finite_are_refused_and_counted() {
        let sample = tally(&[1.0, f64::NAN, f64::INFINITY, 3.0]);
        assert_eq!((sample.count(), sample.refused(), sample.mean()), (2, 2, Some(2.0)));
        let mut merged = Tally::default();
        merged.merge(&sample);
        assert_eq!(merged, sample);
    }

    #[test]
    fn what_overflows_is_none_and_not_a_number_that_is_none() {
        let sample = tally(&[f64::MAX, f64::MIN, 0.0]);
        assert_eq!((sample.mean(), sample.variance()), (None, None));
        assert_eq!(sample.max(), Some(f64::MAX));
    }

    #[test]
    fn merging_nothing_changes_nothing() {
        let mut sample = tally(&[1.0, 2.5]);
        sample.merge(&Tally::default());
        assert_eq!(sample, tally(&[1.0, 2.5]));
    }
}

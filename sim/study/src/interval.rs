//! An estimate with its confidence interval.

use bazaar_numerics::accumulators::Tally;

use bazaar_numerics::student_quantile;

/// An estimate, the interval of its method, and the sample size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    /// The point estimate.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The number of independent values.
    pub n: u64,
}

impl Estimated {
    /// `value` ± `half_width`.
    #[must_use]
    pub fn around(value: f64, half_width: f64, n: u64) -> Self {
        Estimated { value, low: value - half_width, high: value + half_width, n }
    }

    /// The mean of independent values with Student's interval (Student 1908) that covers it with
    /// probability `confidence`, between 0 and 1; `None` below two values or if one is not finite.
    #[must_use]
    pub fn mean(values: &[f64], confidence: f64) -> Option<Self> {
        let mut tally = Tally::default();
        values.iter().for_each(|&value| tally.add(value));
        if tally.refused() > 0 || tally.count() < 2 {
            return None;
        }
        let t = student_quantile(0.5 + 0.5 * confidence, (tally.count() - 1) as f64);
        Some(Self::around(tally.mean()?, tally.half_width(t)?, tally.count()))
    }

    /// The length of the interval.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Whether `value` lies in the interval, ends included.
    #[must_use]
    pub fn covers(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

#[cfg(test)]
mod tests {
    use super::Estimated;

    #[test]
    fn the_interval_of_a_mean_is_students() {
        let mean = Estimated::mean(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95).unwrap();
        assert_eq!((mean.value, mean.n), (3.0, 5));
        assert!((mean.width() - 2.0 * 2.776_445_105 * 0.5_f64.sqrt()).abs() < 1e-8);
        assert!(mean.covers(1.1) && !mean.covers(1.0));
    }

    #[test]
    fn one_value_or_an_infinite_one_has_no_interval() {
        assert_eq!(Estimated::mean(&[1.0], 0.95), None);
        assert_eq!(Estimated::mean(&[1.0, f64::INFINITY, 2.0], 0.95), None);
    }
}

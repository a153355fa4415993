//! What replications tell about one metric.

use bazaar_models::metric::Metric;
use bazaar_numerics::accumulators::Tally;

use bazaar_numerics::quantile;
use bazaar_numerics::student_quantile;

/// An estimate is never a bare number: it has an interval and a sample size.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// What was measured.
    pub metric: &'static Metric,
    /// The mean over replications; `None` if no replication had a value.
    pub mean: Option<f64>,
    /// Half the length of the 95% confidence interval around the mean, by
    /// Student's t with n - 1 degrees of freedom; `None` below two replications.
    pub half_width: Option<f64>,
    /// How many replications had a value.
    pub n: u64,
    /// The tenth, fiftieth and ninetieth percentile over replications.
    pub quantiles: [Option<f64>; 3],
}

impl Estimate {
    /// The probability with which the interval covers the mean, if replications are about normal.
    pub const CONFIDENCE: f64 = 0.95;

    /// The percentiles that are reported.
    pub const QUANTILES: [f64; 3] = [0.1, 0.5, 0.9];

    /// The estimate from the values of a metric in each replication.
    pub fn new(metric: &'static Metric, values: impl Iterator<Item = Option<f64>>) -> Self {
        let mut values: Vec<f64> = values.flatten().collect();
        let mut tally = Tally::default();
        for &value in &values {
            tally.add(value);
        }
        values.sort_by(f64::total_cmp);
        let n = tally.count();
        let half_width = (n >= 2).then(|| student_quantile(0.5 + 0.5 * Self::CONFIDENCE, (n - 1) as f64));
        Estimate {
            metric,
            mean: tally.mean(),
            half_width: half_width.and_then(|t| tally.half_width(t)),
            n,
            quantiles: Self::QUANTILES.map(|p| quantile(&values, p)),
        }
    }

    /// Whether the half-width is at most the share `relative` of the true mean.
    ///
    /// The mean is known only to within the half-width, hence the correction
    /// (Law 2015, section 9.4.1): h / |mean| <= relative / (1 + relative).
    #[must_use]
    pub fn is_within(&self, relative: f64) -> bool {
        match (self.mean, self.half_width) {
            (Some(mean), Some(half_width)) => half_width <= mean.abs() * relative / (1.0 + relative),
            (None, _) => true,
            (Some(_), None) => false,
        }
    }

    /// Whether the metric is zero in more than half of the replications: what it
    /// counts hardly ever happens, and a share of its mean is no measure of how well
    /// it is known.
    #[must_use]
    pub fn is_rare(&self) -> bool {
        let [_, median, _] = self.quantiles;
        median.is_some_and(|median| median.abs() <= 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const METRIC: &Metric = &Metric { name: "m", unit: "", label: "M", about: "A metric." };

    #[test]
    fn the_interval_is_students() {
        // 1..5: mean 3, standard deviation sqrt(2.5), t(.975, 4) = 2.776445.
        let estimate = Estimate::new(METRIC, (1..=5).map(|value| Some(f64::from(value))));
        let expected = 2.776_445_105 * (2.5_f64 / 5.0).sqrt();
        assert_eq!(estimate.mean, Some(3.0));
        assert!((estimate.half_width.unwrap() - expected).abs() < 1e-8);
        assert_eq!(estimate.quantiles[1], Some(3.0));
    }

    #[test]
    fn one_replication_has_no_interval_and_none_no_mean() {
        let one = Estimate::new(METRIC, [Some(4.0), None].into_iter());
        assert_eq!((one.mean, one.half_width, one.n), (Some(4.0), None, 1));
        let none = Estimate::new(METRIC, [None].into_iter());
        assert_eq!((none.mean, none.half_width, none.n), (None, None, 0));
    }

    #[test]
    fn what_is_zero_in_more_than_half_of_the_replications_is_rare() {
        let rare = |values: &[f64]| Estimate::new(METRIC, values.iter().map(|&value| Some(value))).is_rare();
        assert!(rare(&[0.0, 0.0, 3.0]) && rare(&[-1.0, 0.0, 3.0]) && rare(&[0.0]));
        assert!(!rare(&[0.0, 0.0, 1.0, 3.0]) && !rare(&[0.0, 2.0, 3.0]));
        assert!(!Estimate::new(METRIC, [None].into_iter()).is_rare());
    }

    #[test]
    fn precision_is_relative_to_the_mean() {
        let estimate = Estimate::new(METRIC, [Some(99.0), Some(101.0), Some(100.0)].into_iter());
        assert!(!estimate.is_within(0.01));
        assert!(estimate.is_within(0.05));
    }
}

//! The estimate of a metric from replications.

use bazaar_models::metric::Metric;
use bazaar_numerics::accumulators::Tally;

use bazaar_numerics::quantile;
use bazaar_numerics::student_quantile;

/// A mean over replications with its confidence interval and sample size.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The metric.
    pub metric: &'static Metric,
    /// The mean over replications; `None` if no replication had a value.
    pub mean: Option<f64>,
    /// Half the length of the 95% confidence interval of the mean, by Student's t with n - 1
    /// degrees of freedom; `None` below two replications.
    pub half_width: Option<f64>,
    /// The number of replications that have a value.
    pub n: u64,
    /// The 10th, 50th and 90th percentile over replications.
    pub quantiles: [Option<f64>; 3],
}

impl Estimate {
    /// The confidence level, if replications are about normal.
    pub const CONFIDENCE: f64 = 0.95;

    /// The reported percentiles.
    pub const QUANTILES: [f64; 3] = [0.1, 0.5, 0.9];

    /// The estimate from the values of a metric in each replication.
    pub fn new(metric: &'static Metric, values: impl Iterator<Item = Option<f64>>) -> Self {
        let mut values: Vec<f64> = values.flatten().collect();
        let mut tally = Tally::default();
        for &value in &values {
            tally.add(value);
        }
        values.sort_by(f64::total_cmp);
        let quantiles = Self::QUANTILES.map(|p| quantile(&values, p));
        Estimate { quantiles, ..Self::of_tally(metric, &tally) }
    }

    /// The same from a running tally of the values, without percentiles.
    fn of_tally(metric: &'static Metric, tally: &Tally) -> Self {
        let n = tally.count();
        let half_width = (n >= 2).then(|| student_quantile(0.5 + 0.5 * Self::CONFIDENCE, (n - 1) as f64));
        Estimate {
            metric,
            mean: tally.mean(),
            half_width: half_width.and_then(|t| tally.half_width(t)),
            n,
            quantiles: [None; 3],
        }
    }

    /// Whether the half-width is at most the share `relative` of the true mean.
    ///
    /// The mean is known only up to the half-width, hence the correction (Law 2015, section 9.4.1):
    /// h / |mean| <= relative / (1 + relative).
    #[must_use]
    pub fn is_within(&self, relative: f64) -> bool {
        match (self.mean, self.half_width) {
            (Some(mean), Some(half_width)) => half_width <= mean.abs() * relative / (1.0 + relative),
            (None, _) => true,
            (Some(_), None) => false,
        }
    }

    /// Whether the metric is zero in more than half of the replications: it counts a rare event,
    /// and a relative precision is no measure of its error.
    #[must_use]
    pub fn is_rare(&self) -> bool {
        let [_, median, _] = self.quantiles;
        median.is_some_and(|median| median.abs() <= 0.0)
    }
}

/// A running estimate over replications, in constant memory and so without percentiles.
#[derive(Clone, Debug)]
pub struct GrowingEstimate {
    metric: &'static Metric,
    tally: Tally,
}

impl GrowingEstimate {
    /// An estimate without replications.
    #[must_use]
    pub fn new(metric: &'static Metric) -> Self {
        GrowingEstimate { metric, tally: Tally::default() }
    }

    /// Adds the metric's value in another replication, if it has one.
    pub fn add(&mut self, value: Option<f64>) {
        value.into_iter().for_each(|value| self.tally.add(value));
    }

    /// The estimate so far.
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        Estimate::of_tally(self.metric, &self.tally)
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

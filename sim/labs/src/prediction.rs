//! The tolerance of an honest estimate: prediction intervals.

use bazaar_numerics::student_quantile;

/// The mean of some numbers; `None` if there are none.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The prediction of the next mean from the key's replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Prediction {
    pub(super) mean: f64,
    /// The standard error of the next mean around the key's.
    pub(super) error: f64,
    degrees: f64,
    /// The number of units of the last requested digit in one.
    scale: f64,
}

impl Prediction {
    /// From the values of the key's replications, for a mean of `next`; `None` below two values.
    /// `count` is their number, or what it would be with all that the lab asks for and the same
    /// variance.
    pub(super) fn new(values: &[f64], count: f64, next: u32, decimals: u32) -> Option<Self> {
        let mean = mean(values)?;
        if values.len() < 2 {
            return None;
        }
        let free = values.len() as f64 - 1.0;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / free;
        let error = (variance * (1.0 / f64::from(next) + 1.0 / count)).sqrt();
        Some(Prediction {
            mean,
            error,
            degrees: count - 1.0,
            scale: 10_f64.powi(i32::try_from(decimals).unwrap_or(0)),
        })
    }

    /// The half-width of the prediction interval with this error probability.
    pub(super) fn half(&self, miss: f64) -> f64 {
        if self.error > 0.0 { student_quantile(1.0 - 0.5 * miss, self.degrees) * self.error } else { 0.0 }
    }

    /// The prediction interval, with the requested decimals; rounded outwards, so that a mean in it
    /// stays there when it is rounded.
    pub(super) fn bounds(&self, miss: f64) -> (f64, f64) {
        // A number such as 0.3 may be a last bit off in binary.
        const SLIP: f64 = 1e-6;
        let half = self.half(miss);
        let low = ((self.mean - half) * self.scale + SLIP).floor();
        let high = ((self.mean + half) * self.scale - SLIP).ceil();
        (low / self.scale, high / self.scale)
    }

    /// One unit of the last requested digit.
    pub(super) fn unit(&self) -> f64 {
        1.0 / self.scale
    }

    /// Whether a number lies in the prediction interval.
    pub(super) fn covers(&self, number: f64, miss: f64) -> bool {
        let (low, high) = self.bounds(miss);
        let slip = 1e-6 * self.unit();
        low - slip <= number && number <= high + slip
    }

    /// Whether this mean falls into the range of `right` with a probability below one in twenty.
    pub(super) fn is_apart_from(&self, right: &Prediction, miss: f64) -> bool {
        let (low, high) = right.bounds(miss);
        let edge = (low - self.mean).max(self.mean - high);
        edge > student_quantile(0.95, self.degrees) * self.error + self.unit()
    }
}

/// A number as a student would write it, rounded to these decimals.
pub(super) fn written(number: f64, decimals: u32) -> String {
    let text = format!("{number:.*}", decimals as usize);
    if text.trim_start_matches(['-', '0', '.']).is_empty() {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_a_future_mean() {
        // 1..5: mean 3, standard deviation sqrt(2.5); t(.975, 4) = 2.776445; the next mean of 5.
        let prediction = Prediction::new(&[1.0, 2.0, 3.0, 4.0, 5.0], 5.0, 5, 9).unwrap();
        let expected = 2.776_445_105 * (2.5_f64 * (0.2 + 0.2)).sqrt();
        assert!((prediction.half(0.05) - expected).abs() < 1e-8, "{}", prediction.half(0.05));
    }

    #[test]
    fn what_never_varies_is_right_as_it_is_rounded() {
        let prediction = Prediction::new(&[2.53, 2.53], 2.0, 1, 1).unwrap();
        assert_eq!(prediction.bounds(0.01), (2.5, 2.6));
        assert!(prediction.covers(2.5, 0.01) && !prediction.covers(2.7, 0.01));
        let exact = Prediction::new(&[0.3, 0.3], 2.0, 1, 1).unwrap();
        assert_eq!(exact.bounds(0.01), (0.3, 0.3));
    }

    #[test]
    fn a_number_is_rounded_as_it_is_shown() {
        assert_eq!((written(0.1249, 2), written(-0.001, 2)), ("0.12".to_owned(), "0.00".to_owned()));
    }

    #[test]
    fn a_far_mistake_is_told_apart_and_a_near_one_is_not() {
        let right = Prediction::new(&[1.0, 2.0, 3.0], 3.0, 3, 3).unwrap();
        let far = Prediction::new(&[101.0, 102.0, 103.0], 3.0, 3, 3).unwrap();
        assert!(far.is_apart_from(&right, 0.01) && !right.is_apart_from(&right, 0.01));
    }
}

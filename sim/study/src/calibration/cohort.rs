//! Customers lost at each renewal: the shifted beta-geometric model (Fader & Hardie 2007).
//!
//! Each customer leaves at each renewal with a probability of their own, and these
//! differ between customers by a beta distribution. The law is that of the subscription model, which fits it to its own renewals
//! without standard errors. Those who leave easily leave first, so that
//! retention rises with age though nobody becomes more loyal.

use bazaar_models::subscription::Fitted;

use super::maximum::{Scale, maximum};
use super::{CalibrationError, Fit};

/// Fits `alpha` and `beta` to one cohort: how many were `lost` at the first, second, ... renewal,
/// and how many were `kept` after the last of these.
///
/// # Errors
/// If there are fewer than two renewals, nobody was lost, or the data do not tell the parameters.
pub fn cohort(lost: &[u64], kept: u64) -> Result<Fit, CalibrationError> {
    let all = lost.iter().sum::<u64>() + kept;
    if lost.len() < 2 || all == kept {
        let reason = "there must be two renewals and somebody who was lost";
        return Err(CalibrationError::Data { data: "a cohort", reason });
    }
    let parameters = [("alpha", Scale::Positive, 1.0), ("beta", Scale::Positive, 1.0)];
    let due: Vec<u64> = (0..lost.len()).map(|renewal| kept + lost[renewal..].iter().sum::<u64>()).collect();
    maximum("the shifted beta-geometric model", &parameters, all, |p| {
        Fitted { a: p[0], b: p[1] }.log_likelihood(&due, lost)
    })
}

/// The share that is left after 0, 1, ... renewals, with these parameters.
#[must_use]
pub fn cohort_left(alpha: f64, beta: f64, renewals: usize) -> Vec<f64> {
    Fitted { a: alpha, b: beta }.survival(renewals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cohort_that_loses_nobody_cannot_be_fitted() {
        assert!(cohort(&[0, 0, 0], 100).is_err());
        assert!(cohort(&[10], 90).is_err());
    }

    #[test]
    fn what_is_left_of_the_regular_cohort_is_as_published() {
        let left = cohort_left(0.704, 1.182, 3);
        for (found, published) in left.iter().zip([1.0, 0.6267, 0.4738, 0.3880]) {
            assert!((found - published).abs() < 5e-5, "{found} {published}");
        }
    }

    #[test]
    fn an_even_chance_each_year_has_no_spread_to_tell() {
        // Exactly geometric: the beta distribution would be a point, with parameters without bounds.
        assert!(cohort(&[512, 256, 128, 64], 64).is_err());
    }
}

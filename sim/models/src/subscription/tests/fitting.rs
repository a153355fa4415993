//! The fit of the shifted beta-geometric, and quantiles at normal scores.

use bazaar_numerics::portable::{beta_cdf, gamma_cdf, normal_cdf};
use bazaar_numerics::variates::exp;

use crate::subscription::fit::Fitted;
use crate::subscription::quantiles::Quantiles;

/// Renewals of a large cohort without chance.
fn cohort(hazard: impl Fn(usize) -> f64, renewals: usize) -> (Vec<u64>, Vec<u64>) {
    let mut left = 1e12;
    let (mut due, mut gone) = (Vec::new(), Vec::new());
    for renewal in 0..renewals {
        let leaves = left * hazard(renewal);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 1e12")]
        {
            due.push(left as u64);
            gone.push(leaves as u64);
        }
        left -= leaves;
    }
    (due, gone)
}

#[test]
fn the_parameters_of_an_exact_cohort_are_found() {
    for (a, b) in [(0.704, 1.182), (0.668, 3.806), (5.0, 20.0), (0.05, 0.9)] {
        let (due, gone) = cohort(|renewal| a / (a + b + renewal as f64), 12);
        let fitted = Fitted::new(&due, &gone).unwrap();
        assert!((fitted.a / a - 1.0).abs() < 1e-4 && (fitted.b / b - 1.0).abs() < 1e-4, "{a} {b} {fitted:?}");
        assert!(Fitted::has_maximum(&due, &gone) && fitted.gain(&due, &gone) > 1.0);
    }
}

/// The "Regular" cohort as counted: what Fader & Hardie (2007) fitted to its first seven years.
#[test]
fn the_published_cohort_has_the_published_parameters() {
    let percent = [1000, 631, 468, 382, 326, 289, 262, 241];
    let due = &percent[..7];
    let gone: Vec<u64> = percent.windows(2).map(|two| two[0] - two[1]).collect();
    let fitted = Fitted::new(due, &gone).unwrap();
    assert!((fitted.a - 0.704).abs() < 0.002 && (fitted.b - 1.182).abs() < 0.004, "{fitted:?}");
}

#[test]
fn a_risk_that_is_the_same_for_all_is_fitted_as_such() {
    let (due, gone) = cohort(|_| 0.05, 12);
    let fitted = Fitted::new(&due, &gone).unwrap();
    for renewal in [0, 5, 11, 40] {
        assert!((fitted.hazard(renewal) - 0.05).abs() < 1e-4, "{fitted:?}");
    }
    assert!(!Fitted::has_maximum(&due, &gone) || fitted.gain(&due, &gone) < 1.0, "{fitted:?}");
    // And so is one that rises with age.
    let (due, gone) = cohort(|renewal| 0.05 + 0.01 * renewal as f64, 12);
    assert!(!Fitted::has_maximum(&due, &gone));
}

#[test]
fn nothing_is_fitted_where_nobody_left_or_nobody_stayed() {
    assert_eq!(Fitted::new(&[10, 10], &[0, 0]), None);
    assert_eq!(Fitted::new(&[10], &[10]), None);
    assert_eq!(Fitted::new(&[], &[]), None);
}

#[test]
fn quantiles_at_scores_turn_back_into_them() {
    let (gamma, beta) = (Quantiles::log_gamma(0.8), Quantiles::logit_beta(0.6, 9.4));
    for score in [-3.1, -1.0, 0.0, 0.77, 2.5, 4.0] {
        let p = normal_cdf(score);
        assert!((gamma_cdf(exp(gamma.at(score)), 0.8) - p).abs() < 1e-4, "{score}");
        let share = 1.0 / (1.0 + exp(-beta.at(score)));
        assert!((beta_cdf(share, 0.6, 9.4) - p).abs() < 1e-4, "{score}");
    }
}

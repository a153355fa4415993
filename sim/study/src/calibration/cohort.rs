//! Customers lost at each renewal: a constant risk, and the shifted beta-geometric model (Fader &
//! Hardie 2007).
//!
//! Each customer has a constant probability of leaving at a renewal; between customers it has a
//! beta distribution. The distribution and its maximum are those of the subscription model; here
//! the estimates get their standard errors. Customers with a high risk leave first, so retention
//! rises with age although no single customer becomes more loyal. If retention does not rise, a
//! constant risk describes the data as well.

use bazaar_models::subscription::Fitted as Law;
use pxfm::{f_log, f_log1p};

use super::maximum::{Parameter, Scale, known};
use super::{CalibrationError, Fit, Fitted};

fn wrong(reason: &'static str) -> CalibrationError {
    CalibrationError::Data { data: "a cohort", reason }
}

/// The number of renewals that were due each time, if the data identify a risk.
fn due(lost: &[u64], kept: u64) -> Result<Vec<u64>, CalibrationError> {
    let due: Vec<u64> = (0..lost.len()).map(|renewal| kept + lost[renewal..].iter().sum::<u64>()).collect();
    match due.first() {
        None => Err(wrong("there must be at least one renewal")),
        Some(0) => Err(wrong("there must be at least one customer")),
        Some(all) if *all == kept => {
            Err(wrong("no customer was lost, so the risk cannot be estimated: take more renewals"))
        }
        Some(all) if lost.first() == Some(all) => {
            Err(wrong("all customers were lost at the first renewal: at least one must renew"))
        }
        Some(_) => Ok(due),
    }
}

/// Fits `alpha` and `beta` to one cohort: the number `lost` at the first, second, ... renewal, and
/// the number `kept` after the last.
///
/// # Errors
/// If no customer was lost, all were lost at the first renewal, there are fewer than two renewals,
/// or the risks of customers do not have a beta distribution.
pub fn cohort(lost: &[u64], kept: u64) -> Result<Fit, CalibrationError> {
    const PARAMETERS: [Parameter; 2] = [("alpha", Scale::Positive), ("beta", Scale::Positive)];
    let due = due(lost, kept)?;
    let edge = |reason| CalibrationError::Edge { model: "the shifted beta-geometric model", reason };
    if lost.len() < 2 {
        return Err(edge("there must be at least two renewals"));
    }
    let later: u64 = lost[1..].iter().sum();
    if later == 0 {
        return Err(edge(
            "all losses were at the first renewal: customers are of two kinds, without a spread",
        ));
    }
    let alike = edge("retention does not rise with age: a constant risk describes the data as well");
    let top = Law::new(&due, lost).filter(|_| Law::has_maximum(&due, lost));
    let Some(top) = top else { return Err(alike) };
    let likelihood = |p: &[f64]| Law { a: p[0], b: p[1] }.log_likelihood(&due, lost);
    known(&PARAMETERS, &[top.a, top.b], due[0], likelihood).map_err(|_| alike)
}

/// Fits one constant `risk`: the share of due renewals that was not made.
///
/// # Errors
/// If no customer was lost, or all were at the first renewal.
pub fn constant_risk(lost: &[u64], kept: u64) -> Result<Fit, CalibrationError> {
    let due = due(lost, kept)?;
    let (all, gone) = (due.iter().sum::<u64>() as f64, lost.iter().sum::<u64>() as f64);
    let risk = gone / all;
    let standard_error = (risk * (1.0 - risk) / all).sqrt();
    Ok(Fit {
        parameters: vec![Fitted { name: "risk", value: risk, standard_error }],
        log_likelihood: gone * f_log(risk) + (all - gone) * f_log1p(-risk),
        n: due[0],
    })
}

/// The survival curve after 0, 1, ... renewals, with these parameters.
#[must_use]
pub fn cohort_left(alpha: f64, beta: f64, renewals: usize) -> Vec<f64> {
    Law { a: alpha, b: beta }.survival(renewals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<T: core::fmt::Debug>(found: Result<T, CalibrationError>) -> String {
        found.unwrap_err().to_string()
    }

    #[test]
    fn a_cohort_that_tells_nothing_says_why() {
        for (lost, kept, why) in [
            (&[0, 0, 0][..], 100, "no customer was lost"),
            (&[0, 0], 0, "at least one customer"),
            (&[10, 0, 0], 0, "all customers were lost"),
            (&[], 10, "must be at least one renewal"),
        ] {
            assert!(told(cohort(lost, kept)).contains(why), "{lost:?}");
            assert!(told(constant_risk(lost, kept)).contains(why), "{lost:?}");
        }
        assert!(told(cohort(&[10], 90)).contains("two renewals"));
        assert!(told(cohort(&[999, 0, 0, 0], 1)).contains("two kinds"));
        assert!((constant_risk(&[10], 90).unwrap().parameters[0].value - 0.1).abs() < 1e-15);
    }

    #[test]
    fn what_is_left_of_the_regular_cohort_is_as_published() {
        let left = cohort_left(0.704, 1.182, 3);
        for (found, published) in left.iter().zip([1.0, 0.6267, 0.4738, 0.3880]) {
            assert!((found - published).abs() < 5e-5, "{found} {published}");
        }
    }

    #[test]
    fn an_even_chance_each_year_has_no_spread_to_tell_but_a_risk() {
        // Exactly geometric: the beta distribution would be a point, with parameters without bounds.
        let (lost, kept) = ([512, 256, 128, 64], 64);
        assert!(told(cohort(&lost, kept)).contains("constant risk"));
        let Fitted { value, standard_error, .. } = constant_risk(&lost, kept).unwrap().parameters[0];
        assert!((value - 0.5).abs() < 1e-15 && (standard_error - (0.25_f64 / 1920.0).sqrt()).abs() < 1e-12);
        // Retention that falls with age has none either.
        assert!(told(cohort(&[100, 200, 300, 250], 150)).contains("constant risk"));
    }
}

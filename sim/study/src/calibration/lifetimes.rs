//! Lengths of intervals: how long something lasts before it ends (Lawless 2003).
//!
//! An interval that was not over when observation stopped still tells that it was
//! at least so long (right-censored). To leave such ones out would make everything
//! look shorter than it is.

use core::f64::consts::{FRAC_1_SQRT_2, PI};

use bazaar_engine::variates::exp;
use bazaar_models::distribution::Family;
use pxfm::{f_erfc, f_lgamma, f_log};

use super::kaplan_meier::distance;
use super::maximum::{Parameter, Scale, maximum};
use super::{CalibrationError, Fit};
use crate::gamma::gamma_survival;

/// One interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lifetime {
    /// How long it lasted, or has lasted so far; above 0, in any unit.
    pub length: f64,
    /// Whether it was over.
    pub ended: bool,
}

/// The families that are fitted to intervals.
pub const FAMILIES: [Family; 5] =
    [Family::Exponential, Family::Weibull, Family::LogNormal, Family::Gamma, Family::HyperExponential];

/// What a family is called in a sentence.
fn called(family: Family) -> &'static str {
    match family {
        Family::Exponential => "the exponential distribution",
        Family::Weibull => "the Weibull distribution",
        Family::LogNormal => "the log-normal distribution",
        Family::Gamma => "the gamma distribution",
        Family::HyperExponential => "the hyper-exponential distribution",
        Family::Deterministic => "a length that is always the same",
    }
}

/// The parameters of a family, in their order, with first guesses that suit intervals with this mean. Of the two branches
/// of a hyper-exponential: the share of the short one, its mean, the mean of the long one.
fn parameters(family: Family, mean: f64) -> Vec<Parameter> {
    match family {
        Family::Exponential => vec![("mean", Scale::Positive, mean)],
        Family::Weibull | Family::Gamma => {
            vec![("shape", Scale::Positive, 1.0), ("scale", Scale::Positive, mean)]
        }
        Family::LogNormal => {
            vec![("mu", Scale::Real, f_log(mean) - 0.5), ("sigma", Scale::Positive, 1.0)]
        }
        Family::HyperExponential => vec![
            ("share", Scale::Share, 0.5),
            ("short", Scale::Positive, 0.3 * mean),
            ("long", Scale::Positive, 1.7 * mean),
        ],
        Family::Deterministic => Vec::new(),
    }
}

/// The logarithm of the density; what is always the same has none.
fn log_density(family: Family, t: f64, p: &[f64]) -> f64 {
    match family {
        Family::Exponential => -f_log(p[0]) - t / p[0],
        Family::Weibull => {
            let log = f_log(t / p[1]);
            f_log(p[0] / t) + p[0] * log - exp(p[0] * log)
        }
        Family::LogNormal => {
            let z = (f_log(t) - p[0]) / p[1];
            -f_log(t * p[1]) - 0.5 * f_log(2.0 * PI) - 0.5 * z * z
        }
        Family::Gamma => (p[0] - 1.0) * f_log(t) - t / p[1] - p[0] * f_log(p[1]) - f_lgamma(p[0]),
        Family::HyperExponential => {
            f_log(p[0] / p[1] * exp(-t / p[1]) + (1.0 - p[0]) / p[2] * exp(-t / p[2]))
        }
        Family::Deterministic => f64::NEG_INFINITY,
    }
}

/// The probability of lasting longer than `t`, with the family's parameters in their order; of what is always the same
/// the only one is how long.
pub(super) fn survival(family: Family, t: f64, p: &[f64]) -> f64 {
    match family {
        Family::Exponential => exp(-t / p[0]),
        Family::Weibull => exp(-exp(p[0] * f_log(t / p[1]))),
        Family::LogNormal => 0.5 * f_erfc((f_log(t) - p[0]) / p[1] * FRAC_1_SQRT_2),
        Family::Gamma => gamma_survival(t / p[1], p[0]),
        Family::HyperExponential => p[0] * exp(-t / p[1]) + (1.0 - p[0]) * exp(-t / p[2]),
        Family::Deterministic => f64::from(u8::from(t < p[0])),
    }
}

/// A family's parameters, and how far it is from the data.
#[derive(Clone, Debug, PartialEq)]
pub struct LifetimeFit {
    /// Which family.
    pub family: Family,
    /// Its parameters.
    pub fit: Fit,
    /// The largest distance between the share that lasted longer and what the fit says: from 0 to 1.
    pub distance: f64,
}

/// Fits a family to intervals.
///
/// # Errors
/// If the family is none of [`FAMILIES`], fewer than two intervals ended, a length is not above 0, or the data do not tell the
/// parameters: two branches of a hyper-exponential where there is one, for example.
pub fn lifetimes(data: &[Lifetime], family: Family) -> Result<LifetimeFit, CalibrationError> {
    let wrong = |reason| CalibrationError::Data { data: "intervals", reason };
    if !FAMILIES.contains(&family) {
        return Err(wrong("a length that is always the same is no law to fit to them"));
    }
    if data.iter().any(|one| !(one.length > 0.0 && one.length.is_finite())) {
        return Err(wrong("each needs a length above 0"));
    }
    let ended = data.iter().filter(|one| one.ended).count();
    if ended < 2 {
        return Err(wrong("at least two must have ended"));
    }
    let mean = data.iter().map(|one| one.length).sum::<f64>() / ended as f64;
    let mut fit = maximum(called(family), &parameters(family, mean), data.len() as u64, |p| {
        let term = |one: &Lifetime| match one.ended {
            true => log_density(family, one.length, p),
            false => f_log(survival(family, one.length, p)),
        };
        data.iter().map(term).sum()
    })?;
    if let (Family::HyperExponential, [share, short, long]) = (family, &mut fit.parameters[..])
        && short.value > long.value
    {
        // The branches have no order of their own.
        share.value = 1.0 - share.value;
        core::mem::swap(&mut short.value, &mut long.value);
        core::mem::swap(&mut short.standard_error, &mut long.standard_error);
    }
    let values: Vec<f64> = fit.parameters.iter().map(|parameter| parameter.value).collect();
    let distance = distance(data, |t| survival(family, t, &values));
    Ok(LifetimeFit { family, fit, distance })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_mean_is_time_at_risk_over_endings() {
        let ends = [(2.0, true), (3.0, true), (5.0, false), (1.0, true), (7.0, false)];
        let data = ends.map(|(length, ended)| Lifetime { length, ended });
        let fit = lifetimes(&data, Family::Exponential).unwrap().fit;
        assert!((fit.parameters[0].value - 6.0).abs() < 1e-6);
        assert!((fit.parameters[0].standard_error - 6.0 / 3.0_f64.sqrt()).abs() < 1e-4);
        assert!((fit.log_likelihood - (-3.0 * 6.0_f64.ln() - 3.0)).abs() < 1e-9);
    }

    #[test]
    fn the_log_normal_has_the_moments_of_the_logarithms() {
        let data = [1.0, 2.0, 4.0, 8.0].map(|length| Lifetime { length, ended: true });
        let fit = lifetimes(&data, Family::LogNormal).unwrap().fit;
        let ln2 = 2.0_f64.ln();
        assert!((fit.value("mu").unwrap() - 1.5 * ln2).abs() < 1e-6);
        assert!((fit.value("sigma").unwrap() - 1.25_f64.sqrt() * ln2).abs() < 1e-6);
    }

    #[test]
    fn intervals_that_tell_nothing_are_refused() {
        let unfinished = [Lifetime { length: 1.0, ended: false }; 5];
        assert!(lifetimes(&unfinished, Family::Weibull).is_err());
        let negative = [Lifetime { length: -1.0, ended: true }; 5];
        assert!(lifetimes(&negative, Family::Exponential).is_err());
        let ended = [Lifetime { length: 1.0, ended: true }, Lifetime { length: 2.0, ended: true }];
        assert!(lifetimes(&ended, Family::Deterministic).is_err());
        let same = [Lifetime { length: 1.0, ended: true }; 5];
        assert!(lifetimes(&same, Family::LogNormal).is_err());
    }
}

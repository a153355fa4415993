//! How something new spreads: Bass's curve through adopters per period (Bass 1969).
//!
//! Of a potential M, those who have not adopted do so at the rate p + q F, where F is
//! the share that has: p on their own account, q by example. Fitted by nonlinear
//! least squares (Srinivasan & Mason 1986), with standard errors from the slopes of the curve
//! at the fit. Given p and q the best M is a ratio, so that two parameters are searched for.

use bazaar_engine::variates::exp;
use pxfm::f_log;

use super::maximum::minimum;
use super::{CalibrationError, Fitted};
use crate::matrix::Matrix;

/// What a figure for a period stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Adopters within the period: M times what the share gained. What counts are.
    Counts,
    /// The rate at the period's end, as many published fits take it.
    Rate,
}

/// Bass's parameters, and how well they fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Adoption {
    /// `M` in adopters, `p` and `q` per period.
    pub parameters: [Fitted; 3],
    /// The residual standard error: the root of the squares left, over n - 3.
    pub residual: f64,
    /// How many periods.
    pub n: usize,
}

/// Fits M, p and q to the adopters in the first, second, ... period.
///
/// # Errors
/// If there are fewer than four periods, a figure is negative, or the curve cannot be told.
pub fn adoption(adopters: &[f64], reading: Reading) -> Result<Adoption, CalibrationError> {
    let n = adopters.len();
    if n < 4 || adopters.iter().any(|count| !(*count >= 0.0 && count.is_finite())) {
        let reason = "there must be four periods, and no figure below 0";
        return Err(CalibrationError::Data { data: "adopters", reason });
    }
    let flat = CalibrationError::Flat { model: "Bass's model" };
    let cost = |free: &[f64]| {
        let (p, q) = (exp(free[0]), exp(free[1]));
        squares(adopters, &shares(n, p, q, reading)).0
    };
    let start = vec![f_log(0.01), f_log(0.4)];
    // Squares of large figures: only their ratio to the whole matters.
    let whole: f64 = adopters.iter().map(|count| count * count).sum();
    if whole <= 0.0 {
        return Err(flat);
    }
    let free = minimum(
        &|free: &[f64]| {
            let cost = cost(free) / whole;
            if cost.is_nan() { f64::INFINITY } else { cost }
        },
        start,
    );
    let (p, q) = (exp(free[0]), exp(free[1]));
    let curve = shares(n, p, q, reading);
    let (rest, potential) = squares(adopters, &curve);
    let residual = (rest / (n - 3) as f64).sqrt();
    // Slopes of the curve with respect to M, ln p and ln q.
    let step = 1e-5;
    let slope = |by_p: f64, by_q: f64| {
        let up = shares(n, p * exp(by_p), q * exp(by_q), reading);
        let down = shares(n, p * exp(-by_p), q * exp(-by_q), reading);
        up.iter().zip(&down).map(|(up, down)| potential * (up - down) / (2.0 * step)).collect::<Vec<_>>()
    };
    let scaled: Vec<f64> = curve.iter().map(|share| share * potential).collect();
    let slopes = [scaled, slope(step, 0.0), slope(0.0, step)];
    let products = Matrix::new(3, |a, b| slopes[a].iter().zip(&slopes[b]).map(|(a, b)| a * b).sum());
    let covariance = products.inverse().ok_or(flat.clone())?;
    let fitted = |k: usize, name: &'static str, value: f64| Fitted {
        name,
        value,
        standard_error: residual * covariance.at(k, k).sqrt() * value,
    };
    let parameters = [fitted(0, "M", potential), fitted(1, "p", p), fitted(2, "q", q)];
    let finite = parameters.iter().all(|one| one.value.is_finite() && one.standard_error.is_finite());
    if finite { Ok(Adoption { parameters, residual, n }) } else { Err(flat) }
}

/// The adopters in the first, second, ... of `n` periods, with these `M`, `p` and `q`.
#[must_use]
pub fn adopters([potential, p, q]: [f64; 3], n: usize, reading: Reading) -> Vec<f64> {
    shares(n, p, q, reading).iter().map(|share| potential * share).collect()
}

/// What share of the potential each period has.
fn shares(n: usize, p: f64, q: f64, reading: Reading) -> Vec<f64> {
    let share = |t: f64| {
        let fading = exp(-(p + q) * t);
        (1.0 - fading) / (1.0 + q / p * fading)
    };
    let rate = |t: f64| (p + q * share(t)) * (1.0 - share(t));
    let period = |k: usize| {
        let end = k as f64;
        match reading {
            Reading::Counts => share(end) - share(end - 1.0),
            Reading::Rate => rate(end),
        }
    };
    (1..=n).map(period).collect()
}

/// The squares left by the best potential, and that potential.
fn squares(adopters: &[f64], shares: &[f64]) -> (f64, f64) {
    let (with, own) = adopters
        .iter()
        .zip(shares)
        .fold((0.0, 0.0), |(with, own), (count, share)| (with + count * share, own + share * share));
    let potential = with / own;
    let rest = adopters
        .iter()
        .zip(shares)
        .map(|(count, share)| (count - potential * share) * (count - potential * share));
    (rest.sum(), potential)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_without_noise_is_recovered() {
        for reading in [Reading::Counts, Reading::Rate] {
            let adopters: Vec<f64> =
                shares(12, 0.01, 0.5, reading).iter().map(|share| 5000.0 * share).collect();
            let [potential, p, q] = adoption(&adopters, reading).unwrap().parameters;
            assert!((potential.value - 5000.0).abs() < 1e-2, "{potential:?}");
            assert!((p.value - 0.01).abs() < 1e-6 && (q.value - 0.5).abs() < 1e-6, "{p:?} {q:?}");
        }
    }

    #[test]
    fn three_periods_are_too_few() {
        assert!(adoption(&[1.0, 2.0, 3.0], Reading::Counts).is_err());
        assert!(adoption(&[0.0; 8], Reading::Counts).is_err());
    }
}

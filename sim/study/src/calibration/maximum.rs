//! The top of a likelihood, and how sharp it is.
//!
//! Found by the simplex method of Nelder & Mead (1965), started again where it ended until
//! that brings nothing. Parameters are moved on a scale without bounds. At the
//! top the slope is zero, so that the curvature on that scale tells standard errors on the natural one.

use bazaar_engine::variates::exp;
use pxfm::f_log;

use super::{CalibrationError, Fit, Fitted};
use crate::matrix::Matrix;

/// Which numbers a parameter can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scale {
    /// Any.
    Real,
    /// Above 0.
    Positive,
    /// Between 0 and 1.
    Share,
}

impl Scale {
    fn natural(self, free: f64) -> f64 {
        match self {
            Scale::Real => free,
            Scale::Positive => exp(free.clamp(-300.0, 300.0)),
            Scale::Share => 1.0 / (1.0 + exp(-free)),
        }
    }

    fn free(self, natural: f64) -> f64 {
        match self {
            Scale::Real => natural,
            Scale::Positive => f_log(natural),
            Scale::Share => f_log(natural / (1.0 - natural)),
        }
    }

    /// How the natural value moves with the free one.
    fn slope(self, natural: f64) -> f64 {
        match self {
            Scale::Real => 1.0,
            Scale::Positive => natural,
            Scale::Share => natural * (1.0 - natural),
        }
    }
}

/// One parameter: its name, where it may lie, and a first guess.
pub(super) type Parameter = (&'static str, Scale, f64);

/// Where the likelihood of `n` observations is largest.
pub(super) fn maximum(
    model: &'static str,
    parameters: &[Parameter],
    n: u64,
    log_likelihood: impl Fn(&[f64]) -> f64,
) -> Result<Fit, CalibrationError> {
    let natural = |free: &[f64]| -> Vec<f64> {
        parameters.iter().zip(free).map(|((_, scale, _), &free)| scale.natural(free)).collect()
    };
    let cost = |free: &[f64]| {
        let value = log_likelihood(&natural(free));
        if value.is_nan() { f64::INFINITY } else { -value }
    };
    let start: Vec<f64> = parameters.iter().map(|(_, scale, guess)| scale.free(*guess)).collect();
    let top = minimum(&cost, start);
    let flat = CalibrationError::Flat { model };
    let covariance = information(&cost, &top).inverse().ok_or(flat.clone())?;
    // An error by a factor of e^10 either way is no estimate.
    let vague = |(k, one): (usize, &Parameter)| one.1 != Scale::Real && covariance.at(k, k) > 100.0;
    if parameters.iter().enumerate().any(vague) {
        return Err(flat);
    }
    let values = natural(&top);
    let fitted = parameters.iter().zip(&values).enumerate().map(|(k, (&(name, scale, _), &value))| {
        let standard_error = covariance.at(k, k).sqrt() * scale.slope(value);
        Fitted { name, value, standard_error }
    });
    let fit = Fit { parameters: fitted.collect(), log_likelihood: -cost(&top), n };
    let finite = fit.parameters.iter().all(|one| one.value.is_finite() && one.standard_error.is_finite());
    if finite && fit.log_likelihood.is_finite() { Ok(fit) } else { Err(flat) }
}

/// Minus the second derivatives of the log-likelihood, by central differences.
fn information(cost: &impl Fn(&[f64]) -> f64, top: &[f64]) -> Matrix {
    const STEP: f64 = 1e-3;
    let at = |moves: &[(usize, f64)]| {
        let mut place = top.to_vec();
        for &(k, by) in moves {
            place[k] += by * STEP;
        }
        cost(&place)
    };
    Matrix::new(top.len(), |a, b| {
        let corner = |up: f64, right: f64| at(&[(a, up), (b, right)]);
        if a == b {
            return (at(&[(a, 1.0)]) - 2.0 * cost(top) + at(&[(a, -1.0)])) / (STEP * STEP);
        }
        let crossed = corner(1.0, 1.0) - corner(1.0, -1.0) - corner(-1.0, 1.0) + corner(-1.0, -1.0);
        crossed / (4.0 * STEP * STEP)
    })
}

/// Where a function is smallest, near `start`.
pub(super) fn minimum(cost: &impl Fn(&[f64]) -> f64, start: Vec<f64>) -> Vec<f64> {
    let mut best = start;
    let mut size = 0.5;
    for _ in 0..12 {
        let before = cost(&best);
        best = simplex(cost, &best, size);
        size *= 0.5;
        // The first restarts are made in any case: a simplex may have collapsed too early.
        if before - cost(&best) <= 1e-12 * before.abs() && size < 0.1 {
            break;
        }
    }
    best
}

fn simplex(cost: &impl Fn(&[f64]) -> f64, start: &[f64], size: f64) -> Vec<f64> {
    let n = start.len();
    let mut corners: Vec<(f64, Vec<f64>)> = vec![(cost(start), start.to_vec())];
    for k in 0..n {
        let mut corner = start.to_vec();
        corner[k] += size;
        corners.push((cost(&corner), corner));
    }
    for _ in 0..400 * n {
        corners.sort_by(|a, b| a.0.total_cmp(&b.0));
        let spread = (0..n)
            .map(|k| corners.iter().map(|corner| (corner.1[k] - corners[0].1[k]).abs()).fold(0.0, f64::max))
            .fold(0.0, f64::max);
        if spread < 1e-9 {
            break;
        }
        let worst = corners[n].clone();
        let middle: Vec<f64> =
            (0..n).map(|k| corners[..n].iter().map(|corner| corner.1[k]).sum::<f64>() / n as f64).collect();
        let along = |by: f64| {
            let place: Vec<f64> = middle.iter().zip(&worst.1).map(|(m, w)| m + by * (m - w)).collect();
            (cost(&place), place)
        };
        let reflected = along(1.0);
        if reflected.0 < corners[0].0 {
            let further = along(2.0);
            corners[n] = if further.0 < reflected.0 { further } else { reflected };
        } else if reflected.0 < corners[n - 1].0 {
            corners[n] = reflected;
        } else {
            let nearer = if reflected.0 < worst.0 { along(0.5) } else { along(-0.5) };
            if nearer.0 < worst.0.min(reflected.0) {
                corners[n] = nearer;
            } else {
                let best = corners[0].1.clone();
                for corner in &mut corners[1..] {
                    let place: Vec<f64> = best.iter().zip(&corner.1).map(|(b, c)| 0.5 * (b + c)).collect();
                    *corner = (cost(&place), place);
                }
            }
        }
    }
    corners.sort_by(|a, b| a.0.total_cmp(&b.0));
    corners.swap_remove(0).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_valley_of_rosenbrock_is_followed_to_its_end() {
        let cost = |x: &[f64]| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2);
        let found = minimum(&cost, vec![-1.2, 1.0]);
        assert!((found[0] - 1.0).abs() < 1e-6 && (found[1] - 1.0).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn a_coin_has_the_share_and_the_error_of_the_textbook() {
        let fit = maximum("a coin", &[("p", Scale::Share, 0.5)], 100, |p| {
            30.0 * p[0].ln() + 70.0 * (1.0 - p[0]).ln()
        });
        let Fitted { value, standard_error, .. } = fit.unwrap().parameters[0];
        assert!((value - 0.3).abs() < 1e-7);
        assert!((standard_error - (0.3_f64 * 0.7 / 100.0).sqrt()).abs() < 1e-6, "{standard_error}");
    }

    #[test]
    fn what_the_data_do_not_tell_is_refused() {
        let flat = maximum("nothing", &[("x", Scale::Real, 0.0)], 1, |_| 0.0);
        assert_eq!(flat, Err(CalibrationError::Flat { model: "nothing" }));
    }
}

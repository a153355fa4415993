//! The maximum of a likelihood, and its curvature.
//!
//! The simplex method of Nelder & Mead (1965) runs from several starts, and restarts at its result
//! until that brings no improvement. Parameters are transformed to an unbounded scale. The gradient
//! is zero at the maximum, so the curvature on that scale gives standard errors on the natural one.

use bazaar_numerics::variates::exp;
use pxfm::f_log;

use super::{Fit, Fitted};
use bazaar_numerics::Matrix;

/// The domain of a parameter.
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

    /// The derivative of the natural value with respect to the transformed one.
    fn slope(self, natural: f64) -> f64 {
        match self {
            Scale::Real => 1.0,
            Scale::Positive => natural,
            Scale::Share => natural * (1.0 - natural),
        }
    }
}

/// One parameter: its name and its domain.
pub(super) type Parameter = (&'static str, Scale);

/// The maximum of a likelihood of `n` observations, searched for from several `starts` on the
/// natural scale: each is refined briefly, and the best of them fully.
///
/// # Errors
/// If the maximum is not distinct from its surroundings: the place reached, on the natural scale.
pub(super) fn maximum(
    parameters: &[Parameter],
    starts: &[Vec<f64>],
    n: u64,
    log_likelihood: impl Fn(&[f64]) -> f64,
) -> Result<Fit, Vec<f64>> {
    let natural = |free: &[f64]| -> Vec<f64> {
        parameters.iter().zip(free).map(|((_, scale), &free)| scale.natural(free)).collect()
    };
    let cost = |free: &[f64]| {
        let value = log_likelihood(&natural(free));
        if value.is_nan() { f64::INFINITY } else { -value }
    };
    let free = |start: &Vec<f64>| -> Vec<f64> {
        parameters.iter().zip(start).map(|((_, scale), &value)| scale.free(value)).collect()
    };
    let top = lowest(&cost, starts.iter().map(free).collect());
    at(parameters, n, &cost, &top).ok_or_else(|| natural(&top))
}

/// The fit at a known maximum, on the natural scale.
///
/// # Errors
/// If the maximum is not distinct from its surroundings: the same place.
pub(super) fn known(
    parameters: &[Parameter],
    top: &[f64],
    n: u64,
    log_likelihood: impl Fn(&[f64]) -> f64,
) -> Result<Fit, Vec<f64>> {
    let cost = |free: &[f64]| {
        let place: Vec<f64> =
            parameters.iter().zip(free).map(|((_, scale), &free)| scale.natural(free)).collect();
        -log_likelihood(&place)
    };
    let free: Vec<f64> = parameters.iter().zip(top).map(|((_, scale), &value)| scale.free(value)).collect();
    at(parameters, n, &cost, &free).ok_or_else(|| top.to_vec())
}

/// The fit at a maximum; `None` if the likelihood is flat there.
fn at(parameters: &[Parameter], n: u64, cost: &impl Fn(&[f64]) -> f64, top: &[f64]) -> Option<Fit> {
    // A standard error of a factor of e^5 is too large for an estimate.
    let told = |covariance: &Matrix| {
        parameters.iter().enumerate().all(|(k, (_, scale))| {
            let variance = covariance.at(k, k);
            variance > 0.0 && (*scale == Scale::Real || variance < VAGUE * VAGUE)
        })
    };
    let covariance = covariance(cost, top, told)?;
    let fitted = parameters.iter().zip(top).enumerate().map(|(k, (&(name, scale), &free))| {
        let value = scale.natural(free);
        let standard_error = covariance.at(k, k).sqrt() * scale.slope(value);
        Fitted { name, value, standard_error }
    });
    let fit = Fit { parameters: fitted.collect(), log_likelihood: -cost(top), n };
    let finite = fit.parameters.iter().all(|one| one.value.is_finite() && one.standard_error.is_finite());
    (finite && fit.log_likelihood.is_finite()).then_some(fit)
}

/// The largest acceptable standard error of a logarithm.
const VAGUE: f64 = 5.0;

/// The number of starts that are refined fully.
const FOLLOWED: usize = 2;

/// The minimum of a function, from the best of several starts.
pub(super) fn lowest(cost: &impl Fn(&[f64]) -> f64, starts: Vec<Vec<f64>>) -> Vec<f64> {
    let walk = |start: Vec<f64>| {
        let place = simplex(cost, &start, 0.5, 25);
        (cost(&place), place)
    };
    let alone = starts.len() == 1;
    let mut walked: Vec<(f64, Vec<f64>)> = if alone {
        starts.into_iter().map(|start| (0.0, start)).collect()
    } else {
        starts.into_iter().map(walk).collect()
    };
    walked.sort_by(|one, other| one.0.total_cmp(&other.0));
    let ends = walked.into_iter().take(FOLLOWED).map(|(_, place)| {
        let end = minimum(cost, place);
        (cost(&end), end)
    });
    let best = ends.reduce(|best, next| if next.0 < best.0 { next } else { best });
    best.map_or_else(Vec::new, |(_, place)| place)
}

/// The covariance of the parameters: the inverse of minus the second derivatives of the
/// log-likelihood, by differences.
///
/// Two parameters of which only a combination is well identified form a ridge, along which
/// differences of a fixed step carry no information. The first steps, along the axes, are so short
/// that the likelihood falls by less than [`STEEP`]; further ones follow the ridge, a fiftieth of a
/// standard error long. `None` if the place is not a maximum, or if the parameters are not `told`.
fn covariance(cost: &impl Fn(&[f64]) -> f64, top: &[f64], told: impl Fn(&Matrix) -> bool) -> Option<Matrix> {
    const STEEP: f64 = 0.5;
    const FURTHER: u32 = 2;
    const PART: f64 = 0.02;
    let size = top.len();
    let along = |ways: &[(&Vec<f64>, f64)]| {
        let mut place = top.to_vec();
        for (way, by) in ways {
            place.iter_mut().zip(*way).for_each(|(value, step)| *value += by * step);
        }
        cost(&place)
    };
    let axis = |k: usize| {
        let step = |length: f64| (0..size).map(|j| if j == k { length } else { 0.0 }).collect::<Vec<f64>>();
        let falls = |length: f64| {
            let way = step(length);
            0.5 * (along(&[(&way, 1.0)]) + along(&[(&way, -1.0)])) - cost(top)
        };
        let mut length = 1e-3;
        while falls(length) > STEEP && length > 1e-12 {
            length *= 0.25;
        }
        step(length)
    };
    let within = |ways: &[Vec<f64>]| {
        let inverse = Matrix::new(size, |a, b| {
            let corner = |up: f64, right: f64| along(&[(&ways[a], up), (&ways[b], right)]);
            if a == b {
                return along(&[(&ways[a], 1.0)]) - 2.0 * cost(top) + along(&[(&ways[a], -1.0)]);
            }
            0.25 * (corner(1.0, 1.0) - corner(1.0, -1.0) - corner(-1.0, 1.0) + corner(-1.0, -1.0))
        })
        .inverse()?;
        let pairs = || (0..size).flat_map(|a| (0..size).map(move |b| (a, b)));
        let found =
            Matrix::new(size, |j, k| pairs().map(|(a, b)| ways[a][j] * inverse.at(a, b) * ways[b][k]).sum());
        told(&found).then_some(found)
    };
    let mut found = within(&(0..size).map(axis).collect::<Vec<_>>())?;
    for _ in 0..FURTHER {
        let triangle = found.cholesky()?;
        let ways: Vec<Vec<f64>> =
            (0..size).map(|way| (0..size).map(|k| PART * triangle.at(k, way)).collect()).collect();
        found = within(&ways)?;
    }
    Some(found)
}

/// The minimum of a function near `start`.
fn minimum(cost: &impl Fn(&[f64]) -> f64, start: Vec<f64>) -> Vec<f64> {
    let mut best = start;
    let mut size = 0.5;
    for _ in 0..12 {
        let before = cost(&best);
        best = simplex(cost, &best, size, 400);
        size *= 0.5;
        // The first restarts are always made: a simplex may have collapsed too early.
        if before - cost(&best) <= 1e-12 * before.abs() && size < 0.1 {
            break;
        }
    }
    best
}

fn simplex(cost: &impl Fn(&[f64]) -> f64, start: &[f64], size: f64, steps: usize) -> Vec<f64> {
    let n = start.len();
    let mut corners: Vec<(f64, Vec<f64>)> = vec![(cost(start), start.to_vec())];
    for k in 0..n {
        let mut corner = start.to_vec();
        corner[k] += size;
        corners.push((cost(&corner), corner));
    }
    for _ in 0..steps * n {
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
        let fit = maximum(&[("p", Scale::Share)], &[vec![0.5]], 100, |p| {
            30.0 * p[0].ln() + 70.0 * (1.0 - p[0]).ln()
        });
        let Fitted { value, standard_error, .. } = fit.unwrap().parameters[0];
        assert!((value - 0.3).abs() < 1e-7);
        assert!((standard_error - (0.3_f64 * 0.7 / 100.0).sqrt()).abs() < 1e-6, "{standard_error}");
    }

    /// The sum of two numbers is known to 1e-6 and the difference to .3: no step along an axis
    /// suits both.
    #[test]
    fn a_narrow_ridge_has_the_errors_of_its_length() {
        let height = |p: &[f64]| {
            let (sum, difference) = (p[0] + p[1] - 3.0, p[0] - p[1]);
            -0.5 * (sum / 1e-6).powi(2) - 0.5 * (difference / 0.3).powi(2)
        };
        let parameters = [("x", Scale::Real), ("y", Scale::Real)];
        let fit = known(&parameters, &[1.5, 1.5], 1, height).unwrap();
        for one in &fit.parameters {
            assert!((one.standard_error / 0.15 - 1.0).abs() < 1e-3, "{one:?}");
        }
    }

    #[test]
    fn what_the_data_do_not_tell_is_refused() {
        let flat = maximum(&[("x", Scale::Real)], &[vec![0.0]], 1, |_| 0.0);
        assert!(flat.is_err(), "{flat:?}");
    }

    #[test]
    fn the_higher_of_two_tops_is_found_from_the_better_start() {
        // A low and wide maximum at 0, a high and narrow one at 20.
        let height = |x: &[f64]| {
            ((-x[0] * x[0] / 50.0).exp() + 3.0 * (-(x[0] - 20.0) * (x[0] - 20.0) * 2.0).exp()).ln()
        };
        let fit = maximum(&[("x", Scale::Real)], &[vec![-3.0], vec![19.0], vec![40.0]], 1, height).unwrap();
        // The slope of the low one moves it by that over three times a curvature of 4.
        let top = 20.0 - 0.8 * (-8.0_f64).exp() / 12.0;
        assert!((fit.parameters[0].value - top).abs() < 1e-7, "{fit:?}");
    }
}

//! The spread of an innovation: the Bass model, fitted to adopters per period (Bass 1969).
//!
//! Of a potential M, those who have not adopted do so at the rate p + q F, where F is the share of
//! adopters: p by innovation, q by imitation. Fitted by nonlinear least squares (Srinivasan & Mason
//! 1986), with standard errors from the derivatives of the curve at the fit. Given p and q the best
//! M is a ratio, so the search has two parameters. It starts from Bass's ordinary least squares,
//! and from curves of several shapes with their peak where the data have it, later, or never.
//!
//! Purely exponential growth does not identify M, and data that a constant describes as well have
//! no curve to fit. Tests at the level of 5% refuse both.

use bazaar_numerics::variates::exp;
use pxfm::{f_expm1, f_log};

use super::maximum::lowest;
use super::{CalibrationError, Fitted};
use bazaar_numerics::Matrix;

/// The meaning of a figure for a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Adopters within the period: M times the increase of the share. Counts are of this kind.
    Counts,
    /// The adoption rate at the period's end, as in many published fits.
    Rate,
}

/// The parameters of the Bass model, and their fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Adoption {
    /// `M` in adopters, `p` and `q` per period.
    pub parameters: [Fitted; 3],
    /// The residual standard error: the root of the residual sum of squares over n - 3.
    pub residual: f64,
    /// The number of periods.
    pub n: usize,
}

/// The critical value of chi-squared at 5% with one degree of freedom, by which the residual sum of
/// squares must shrink for a parameter.
const ONE_MORE: f64 = 3.841;
/// The same with two degrees of freedom.
const TWO_MORE: f64 = 5.991;

/// Residuals below this share of the total sum of squares are rounding errors.
const ROUNDING: f64 = 1e-14;

/// Fits M, p and q to the adopters in the first, second, ... period.
///
/// # Errors
/// If there are fewer than four periods, a figure is negative, all are 0, they grow exponentially,
/// a constant describes them as well, or the parameters are not identified.
pub fn adoption(adopters: &[f64], reading: Reading) -> Result<Adoption, CalibrationError> {
    let n = adopters.len();
    if n < 4 || adopters.iter().any(|count| !(*count >= 0.0 && count.is_finite())) {
        let reason = "there must be at least four periods, and no figure below 0";
        return Err(CalibrationError::Data { data: "adopters", reason });
    }
    let most = adopters.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return Err(CalibrationError::Data { data: "adopters", reason: "all figures are 0" });
    }
    // In units of the largest figure, so that squares neither vanish nor overflow.
    let scaled: Vec<f64> = adopters.iter().map(|count| count / most).collect();
    let whole: f64 = scaled.iter().map(|count| count * count).sum();
    let [p, q] = best(&scaled, reading);
    let curve = shares(n, p, q, reading);
    let (rest, potential) = squares(&scaled, &curve);
    let edge = |reason| CalibrationError::Edge { model: "Bass's model", reason };
    // The reduction against fewer parameters, in units of the residual variance.
    let floor = ROUNDING * whole;
    let better = |other: f64| (other - rest) / (rest.max(floor) / (n - 3) as f64);
    let mean = scaled.iter().sum::<f64>() / n as f64;
    let constant: f64 = scaled.iter().map(|count| (count - mean) * (count - mean)).sum();
    if constant <= floor || better(constant) < TWO_MORE {
        return Err(edge("a constant number of adopters describes them as well"));
    }
    if better(exponential(&scaled)) < ONE_MORE {
        return Err(edge(
            "they grow exponentially, so they do not identify the potential; take figures up to the peak, and of \
             totals the differences",
        ));
    }
    let residual = (rest / (n - 3) as f64).sqrt();
    // Derivatives of the curve with respect to M, p and q, relative to M, p and p + q: q alone may
    // be 0.
    let step = 1e-5;
    let slope = |by_p: f64, by_q: f64| {
        let up = shares(n, p + by_p, q + by_q, reading);
        let down = shares(n, p - by_p, q - by_q, reading);
        up.iter().zip(&down).map(|(up, down)| potential * (up - down) / (2.0 * step)).collect::<Vec<_>>()
    };
    let expected: Vec<f64> = curve.iter().map(|share| share * potential).collect();
    let slopes = [expected, slope(step * p, 0.0), slope(0.0, step * (p + q))];
    let products = Matrix::new(3, |a, b| slopes[a].iter().zip(&slopes[b]).map(|(a, b)| a * b).sum());
    let flat = || edge("very different curves fit equally well: take more periods");
    let covariance = products.inverse().ok_or_else(flat)?;
    let fitted = |k: usize, name: &'static str, value: f64, scale: f64| Fitted {
        name,
        value,
        standard_error: residual * covariance.at(k, k).sqrt() * scale,
    };
    let potential = potential * most;
    let parameters = [fitted(0, "M", potential, potential), fitted(1, "p", p, p), fitted(2, "q", q, p + q)];
    let residual = residual * most;
    // Without significance: a potential whose interval includes zero or twice its value.
    let told = parameters[0].standard_error < parameters[0].value;
    let finite = parameters.iter().all(|one| one.value.is_finite() && one.standard_error.is_finite());
    if finite && told { Ok(Adoption { parameters, residual, n }) } else { Err(flat()) }
}

/// The p and q with the smallest residual sum of squares.
fn best(adopters: &[f64], reading: Reading) -> [f64; 2] {
    let n = adopters.len();
    let rest = |p: f64, q: f64| {
        let rest = squares(adopters, &shares(n, p, q, reading)).0;
        if rest.is_nan() { f64::INFINITY } else { rest }
    };
    let of = |free: &[f64]| [exp(free[0].clamp(-600.0, 300.0)), exp(free[1].clamp(-600.0, 300.0))];
    let cost = |free: &[f64]| {
        let [p, q] = of(free);
        rest(p, q)
    };
    let mut starts: Vec<Vec<f64>> =
        starts(adopters).into_iter().map(|[p, q]| vec![f_log(p), f_log(q)]).collect();
    // Only the best few starts are refined.
    starts.sort_by(|one, other| cost(one).total_cmp(&cost(other)));
    starts.truncate(8);
    let [p, q] = of(&lowest(&cost, starts));
    // Without imitation the logarithm of q has no lower bound.
    let alone = |free: &[f64]| rest(exp(free[0].clamp(-600.0, 300.0)), 0.0);
    let periods = n as f64;
    let only = lowest(&alone, [0.1, 1.0, 5.0].map(|by| vec![f_log(by / periods)]).to_vec());
    let only = exp(only[0].clamp(-600.0, 300.0));
    if rest(only, 0.0) <= rest(p, q) * (1.0 + 1e-9) { [only, 0.0] } else { [p, q] }
}

/// Starting values of p and q.
fn starts(adopters: &[f64]) -> Vec<[f64; 2]> {
    let periods = adopters.len() as f64;
    let highest = (0_u32..)
        .zip(adopters)
        .fold((0, 0.0), |best, (at, &count)| if count > best.1 { (at, count) } else { best });
    let peak = f64::from(highest.0) + 0.5;
    let mut starts: Vec<[f64; 2]> = ordinary(adopters).into_iter().collect();
    // At the peak (p + q) t = ln (q / p).
    for peak in [peak, 0.5 * periods, 0.8 * periods, 1.2 * periods, 1.6 * periods] {
        for ratio in [1.5, 5.0, 20.0, 100.0, 1e3, 1e4, 1e6, 1e9] {
            let sum = f_log(ratio) / peak;
            starts.push([sum / (1.0 + ratio), sum * ratio / (1.0 + ratio)]);
        }
    }
    for sum in [0.3, 1.0, 3.0, 10.0, 30.0].map(|by| by / periods) {
        for ratio in [0.01, 0.5, 1.0] {
            starts.push([sum / (1.0 + ratio), sum * ratio / (1.0 + ratio)]);
        }
    }
    starts
}

/// Bass's ordinary least squares: adopters are quadratic in the cumulative number Y,
/// p M + (q - p) Y - (q / M) Y^2.
fn ordinary(adopters: &[f64]) -> Option<[f64; 2]> {
    let whole: f64 = adopters.iter().sum();
    let before = adopters.iter().scan(0.0, |sum, count| {
        let before = *sum;
        *sum += count;
        Some((before + 0.5 * count) / whole)
    });
    let rows: Vec<[f64; 3]> = before.map(|y| [1.0, y, y * y]).collect();
    let products = Matrix::new(3, |a, b| rows.iter().map(|row| row[a] * row[b]).sum());
    let inverse = products.inverse()?;
    let right: Vec<f64> =
        (0..3).map(|a| rows.iter().zip(adopters).map(|(row, count)| row[a] * count / whole).sum()).collect();
    let [constant, linear, square] =
        [0, 1, 2].map(|a| (0..3).map(|b| inverse.at(a, b) * right[b]).sum::<f64>());
    let root = (linear * linear - 4.0 * square * constant).sqrt();
    let potential = (-linear - root) / (2.0 * square);
    let (p, q) = (constant / potential, -square * potential);
    (p > 0.0 && q > 0.0 && p.is_finite() && q.is_finite()).then_some([p, q])
}

/// The residual sum of squares of the best exponential.
fn exponential(adopters: &[f64]) -> f64 {
    let periods = adopters.len() as f64;
    let curve = |rate: f64| -> Vec<f64> {
        // From the last one backwards, so that nothing is too large.
        let from = if rate > 0.0 { periods } else { 0.0 };
        (0_u32..).zip(adopters).map(|(at, _)| exp(rate * (f64::from(at) - from))).collect()
    };
    let cost = |free: &[f64]| {
        let rest = squares(adopters, &curve(free[0])).0;
        if rest.is_nan() { f64::INFINITY } else { rest }
    };
    let best = lowest(&cost, [0.05, 0.5, 1.0, 3.0, 10.0, 50.0].map(|by| vec![by / periods]).to_vec());
    // A decreasing one is a Bass curve without imitation.
    if best[0] > 0.0 { cost(&best) } else { f64::INFINITY }
}

/// The adopters in the first, second, ... of `n` periods, with these `M`, `p` and `q`.
#[must_use]
pub fn adopters([potential, p, q]: [f64; 3], n: usize, reading: Reading) -> Vec<f64> {
    shares(n, p, q, reading).iter().map(|share| potential * share).collect()
}

/// The share of the potential in each period.
fn shares(n: usize, p: f64, q: f64, reading: Reading) -> Vec<f64> {
    let (sum, ratio) = (p + q, q / p);
    let fading = |t: f64| exp(-sum * t);
    let period = |k: usize| {
        let (before, after) = (fading(k as f64 - 1.0), fading(k as f64));
        match reading {
            // The difference of two shares, without cancellation.
            Reading::Counts => {
                let gained = -f_expm1(-sum) * before;
                gained * (1.0 + ratio) / (1.0 + ratio * before) / (1.0 + ratio * after)
            }
            Reading::Rate => {
                let left = after * (1.0 + ratio) / (1.0 + ratio * after);
                sum / (1.0 + ratio * after) * left
            }
        }
    };
    (1..=n).map(period).collect()
}

/// The residual sum of squares with the best potential, and that potential.
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

    fn refused(adopters: &[f64]) -> String {
        adoption(adopters, Reading::Counts).unwrap_err().to_string()
    }

    #[test]
    fn a_curve_is_recovered_in_any_unit_of_time_and_any_size() {
        for scale in [1.0, 12.0, 52.0, 365.0] {
            for (p, q, potential, peaks) in [
                (0.01, 0.5, 5e3, 2.0),
                (0.001, 0.4, 1e9, 1.4),
                (3e-6, 0.7, 20.0, 1.6),
                (0.03, 0.3, 1e-3, 2.5),
            ] {
                let (p, q) = (p / scale, q / scale);
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
                let n = (f_log(q / p) / (p + q) * peaks) as usize;
                let counts = adopters([potential, p, q], n, Reading::Counts);
                let found = adoption(&counts, Reading::Counts).unwrap().parameters.map(|one| one.value);
                for (found, truth) in found.into_iter().zip([potential, p, q]) {
                    assert!((found / truth - 1.0).abs() < 1e-4, "{found} {truth} {scale}");
                }
            }
        }
    }

    #[test]
    fn without_imitation_q_is_0_and_the_others_are_told() {
        let counts = adopters([4_000.0, 0.06, 0.0], 24, Reading::Counts)
            .iter()
            .map(|count| count.round())
            .collect::<Vec<_>>();
        let [potential, p, q] = adoption(&counts, Reading::Counts).unwrap().parameters;
        assert!((potential.value - 4_000.0).abs() < 3.0 * potential.standard_error, "{potential:?}");
        assert!((p.value - 0.06).abs() < 3.0 * p.standard_error, "{p:?}");
        assert!(q.value.abs() < 3.0 * q.standard_error && q.standard_error < 0.01, "{q:?}");
    }

    #[test]
    fn growth_without_a_peak_is_refused_by_name_with_and_without_rounding() {
        for growth in [1.02_f64, 1.3, 2.0, 5.0] {
            let exact: Vec<f64> = (0..14).map(|k| 200.0 * growth.powi(k)).collect();
            assert!(refused(&exact).contains("grow exponentially"), "{growth}");
            let counted: Vec<f64> = exact.iter().map(|count| count.round()).collect();
            assert!(refused(&counted).contains("grow exponentially"), "{growth}");
        }
    }

    #[test]
    fn what_a_constant_describes_as_well_is_refused() {
        assert!(refused(&[7.0; 9]).contains("constant"));
        assert!(refused(&[70.0, 72.0, 69.0, 71.0, 68.0, 72.0, 70.0, 69.0]).contains("constant"));
    }
}

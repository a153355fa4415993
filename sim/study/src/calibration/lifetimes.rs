//! Survival analysis: how long intervals last (Lawless 2003).
//!
//! An interval that had not ended when observation stopped is known to be at least so long
//! (right-censored). Leaving such intervals out would bias the lengths downwards.

use core::f64::consts::{FRAC_1_SQRT_2, PI};

use bazaar_models::distribution::Family;
use bazaar_numerics::variates::exp;
use pxfm::{f_erfc, f_erfcx, f_log, f_log1p};

use super::kaplan_meier::distance;
use super::maximum::{Parameter, Scale, maximum};
use super::{CalibrationError, Fit};
use bazaar_numerics::{gamma_log_front, gamma_log_survival, gamma_survival};

/// One interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lifetime {
    /// Its length, or its length so far; above 0, in any unit.
    pub length: f64,
    /// Whether it ended; otherwise it is censored.
    pub ended: bool,
}

/// The families that are fitted to intervals.
pub const FAMILIES: [Family; 5] =
    [Family::Exponential, Family::Weibull, Family::LogNormal, Family::Gamma, Family::HyperExponential];

/// The name of a family in a sentence.
fn called(family: Family) -> &'static str {
    match family {
        Family::Exponential => "the exponential distribution",
        Family::Weibull => "the Weibull distribution",
        Family::LogNormal => "the log-normal distribution",
        Family::Gamma => "the gamma distribution",
        Family::HyperExponential => "the hyper-exponential distribution",
        Family::Deterministic => "a constant length",
    }
}

/// The parameters of a family, in order. Of the two branches of a hyper-exponential: the share of
/// the short one, its mean, the mean of the long one.
const fn parameters(family: Family) -> &'static [Parameter] {
    match family {
        Family::Exponential => &[("mean", Scale::Positive)],
        Family::Weibull | Family::Gamma => &[("shape", Scale::Positive), ("scale", Scale::Positive)],
        Family::LogNormal => &[("mu", Scale::Real), ("sigma", Scale::Positive)],
        Family::HyperExponential => {
            &[("share", Scale::Share), ("short", Scale::Positive), ("long", Scale::Positive)]
        }
        Family::Deterministic => &[],
    }
}

/// Starting values for the maximum, from moments of the data.
fn starts(family: Family, data: &[Lifetime]) -> Vec<Vec<f64>> {
    let ended: Vec<f64> = data.iter().filter(|one| one.ended).map(|one| one.length).collect();
    let n = ended.len() as f64;
    let at_risk = data.iter().map(|one| one.length).sum::<f64>();
    let mean = at_risk / n;
    let log_mean = ended.iter().map(|length| f_log(*length)).sum::<f64>() / n;
    let spread = ended.iter().map(|length| (f_log(*length) - log_mean) * (f_log(*length) - log_mean));
    let sigma = (spread.sum::<f64>() / n).sqrt().max(1e-6);
    match family {
        Family::Exponential => vec![vec![mean]],
        // The standard deviation of the logarithm of a Weibull length is pi / (sqrt 6 shape).
        Family::Weibull => vec![vec![1.28 / sigma, exp(log_mean + 0.45 * sigma)], vec![1.0, mean]],
        Family::Gamma => {
            // The variance of the logarithm of a gamma length is about 1 / (shape (1 - 1 / (2
            // shape))).
            let shape = 0.5 + 1.0 / (sigma * sigma);
            let known = ended.iter().sum::<f64>() / n;
            vec![vec![shape, known / shape], vec![1.0, mean]]
        }
        Family::LogNormal => vec![vec![log_mean, sigma], vec![f_log(mean) - 0.5, 1.0]],
        Family::HyperExponential => halves(data),
        Family::Deterministic => Vec::new(),
    }
}

/// Two branches, cut at several places: the share of the short one, and both means.
fn halves(data: &[Lifetime]) -> Vec<Vec<f64>> {
    let mut sorted = data.to_vec();
    sorted.sort_by(|one, other| one.length.total_cmp(&other.length));
    let mean = |part: &[Lifetime]| {
        let ended = part.iter().filter(|one| one.ended).count().max(1);
        part.iter().map(|one| one.length).sum::<f64>() / ended as f64
    };
    let cut = |share: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among them")]
        let at = ((share * sorted.len() as f64) as usize).clamp(1, sorted.len() - 1);
        let (short, long) = sorted.split_at(at);
        vec![share, mean(short), mean(long)]
    };
    [0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99].map(cut).to_vec()
}

/// The logarithm of the density; a constant length has none.
fn log_density(family: Family, t: f64, p: &[f64]) -> f64 {
    match family {
        Family::Exponential => -f_log(p[0]) - t / p[0],
        Family::Weibull => {
            let log = f_log(t / p[1]);
            f_log(p[0] / t) + p[0] * log - exp(p[0] * log)
        }
        Family::LogNormal => {
            let z = (f_log(t) - p[0]) / p[1];
            -f_log(t) - f_log(p[1]) - 0.5 * f_log(2.0 * PI) - 0.5 * z * z
        }
        Family::Gamma => gamma_log_front(t / p[1], p[0]) - f_log(t),
        Family::HyperExponential => {
            log_sum(f_log(p[0]) - f_log(p[1]) - t / p[1], f_log(1.0 - p[0]) - f_log(p[2]) - t / p[2])
        }
        Family::Deterministic => f64::NEG_INFINITY,
    }
}

/// The log-survival function at `t`, accurate in the far tail, where the probability itself
/// underflows.
fn log_survival(family: Family, t: f64, p: &[f64]) -> f64 {
    match family {
        Family::Exponential => -t / p[0],
        Family::Weibull => -exp(p[0] * f_log(t / p[1])),
        Family::LogNormal => {
            let z = (f_log(t) - p[0]) / p[1] * FRAC_1_SQRT_2;
            if z < 0.0 { f_log(0.5 * f_erfc(z)) } else { f_log(0.5 * f_erfcx(z)) - z * z }
        }
        Family::Gamma => gamma_log_survival(t / p[1], p[0]),
        Family::HyperExponential => log_sum(f_log(p[0]) - t / p[1], f_log(1.0 - p[0]) - t / p[2]),
        Family::Deterministic => {
            if t < p[0] {
                0.0
            } else {
                f64::NEG_INFINITY
            }
        }
    }
}

/// The logarithm of the sum of two numbers that are given by their logarithms.
fn log_sum(one: f64, other: f64) -> f64 {
    let (small, large) = if one < other { (one, other) } else { (other, one) };
    if large == f64::NEG_INFINITY { large } else { large + f_log1p(exp(small - large)) }
}

/// The survival function at `t`, with the family's parameters in order; a constant has one, its
/// length.
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

/// The fit of a family and its distance from the data.
#[derive(Clone, Debug, PartialEq)]
pub struct LifetimeFit {
    /// The family.
    pub family: Family,
    /// Its parameters.
    pub fit: Fit,
    /// The largest distance between the observed and the fitted survival function: from 0 to 1.
    pub distance: f64,
}

/// Lengths that differ by less than this share of the longest count as equal.
const EQUAL: f64 = 1e-6;

/// The least increase of the log-likelihood for a second branch.
const NO_GAIN: f64 = 1e-4;

/// Fits a family to intervals. They are rescaled first, so that the estimate does not depend on
/// their unit.
///
/// # Errors
/// If the family is not in [`FAMILIES`], fewer than two intervals ended, a length is not above 0,
/// all lengths are equal, or the parameters are not identified: two branches of a hyper-exponential
/// where there is one, for example.
pub fn lifetimes(data: &[Lifetime], family: Family) -> Result<LifetimeFit, CalibrationError> {
    let wrong = |reason| CalibrationError::Data { data: "intervals", reason };
    if !FAMILIES.contains(&family) {
        return Err(wrong("a constant length cannot be fitted: choose another family"));
    }
    if data.iter().any(|one| !(one.length > 0.0 && one.length.is_finite())) {
        return Err(wrong("each length must be above 0"));
    }
    let ended: Vec<f64> = data.iter().filter(|one| one.ended).map(|one| one.length).collect();
    if ended.len() < 2 {
        return Err(wrong("at least two intervals must have ended"));
    }
    let [least, most] = [f64::min, f64::max].map(|of| ended.iter().copied().reduce(of).unwrap_or(1.0));
    let longest = data.iter().map(|one| one.length).fold(0.0, f64::max);
    if longest - least <= EQUAL * longest || (most - least <= EQUAL * most && longest <= most) {
        return Err(wrong("all lengths are equal: deterministic"));
    }
    let logs: f64 = ended.iter().map(|length| f_log(*length)).sum();
    let unit = exp(logs / ended.len() as f64);
    let scaled: Vec<Lifetime> =
        data.iter().map(|one| Lifetime { length: one.length / unit, ended: one.ended }).collect();
    let likelihood = |p: &[f64]| {
        let term = |one: &Lifetime| match one.ended {
            true => log_density(family, one.length, p),
            false => log_survival(family, one.length, p),
        };
        scaled.iter().map(term).sum::<f64>()
    };
    let found = maximum(parameters(family), &starts(family, &scaled), data.len() as u64, likelihood);
    let mut fit = found.map_err(|place| edge(family, never_ends(family, &place, longest / unit)))?;
    if family == Family::HyperExponential {
        one_branch(&scaled, &fit)?;
    }
    for parameter in &mut fit.parameters {
        match parameter.name {
            "mean" | "scale" | "short" | "long" => {
                parameter.value *= unit;
                parameter.standard_error *= unit;
            }
            "mu" => parameter.value += f_log(unit),
            _ => {}
        }
    }
    fit.log_likelihood -= ended.len() as f64 * f_log(unit);
    if let (Family::HyperExponential, [share, short, long]) = (family, &mut fit.parameters[..])
        && short.value > long.value
    {
        // The order of the branches is arbitrary.
        share.value = 1.0 - share.value;
        core::mem::swap(&mut short.value, &mut long.value);
        core::mem::swap(&mut short.standard_error, &mut long.standard_error);
    }
    let values: Vec<f64> = fit.parameters.iter().map(|parameter| parameter.value).collect();
    let distance = distance(data, |t| survival(family, t, &values));
    Ok(LifetimeFit { family, fit, distance })
}

/// Refuses a hyper-exponential that is no better than the exponential with the same time at risk
/// per ending.
fn one_branch(data: &[Lifetime], fit: &Fit) -> Result<(), CalibrationError> {
    let ended = data.iter().filter(|one| one.ended).count() as f64;
    let mean = data.iter().map(|one| one.length).sum::<f64>() / ended;
    if fit.log_likelihood > -ended * (f_log(mean) + 1.0) + NO_GAIN {
        Ok(())
    } else {
        Err(edge(Family::HyperExponential, false))
    }
}

/// Whether the search for two branches was on the way to an infinite mean: the data do not bound
/// the mean of the long branch.
fn never_ends(family: Family, place: &[f64], longest: f64) -> bool {
    const BEYOND: f64 = 1e3;
    family == Family::HyperExponential && place[1].max(place[2]) > BEYOND * longest
}

/// The property of the data for which a family has no maximum.
fn edge(family: Family, never_ends: bool) -> CalibrationError {
    let reason = match family {
        Family::HyperExponential if never_ends => {
            "all intervals of the long branch are censored, so it may last for any time or never end"
        }
        Family::HyperExponential => "they show no second branch, so the likelihood is flat",
        Family::Exponential | Family::Deterministic => "the likelihood is flat",
        Family::Weibull | Family::LogNormal | Family::Gamma => {
            "the likelihood is largest at a limit of the parameters, where all lengths are equal or their variance is infinite"
        }
    };
    CalibrationError::Edge { model: called(family), reason }
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
    }

    /// In any family and unit, with censored intervals as long as the others, and nearly equal
    /// ones.
    #[test]
    fn equal_lengths_are_named() {
        for length in [1e-9, 1.0, 5.0, 1e12] {
            for family in FAMILIES {
                let mut same = vec![Lifetime { length, ended: true }; 40];
                same.push(Lifetime { length: length * (1.0 + 2e-8), ended: true });
                let named = |data: &[Lifetime]| match lifetimes(data, family) {
                    Err(CalibrationError::Data { reason, .. }) => {
                        reason == "all lengths are equal: deterministic"
                    }
                    _ => false,
                };
                assert!(named(&same[..8]) && named(&same), "{family:?} {length}");
                same.push(Lifetime { length: 0.5 * length, ended: false });
                assert!(named(&same), "{family:?} {length}");
            }
        }
    }

    /// The logarithm of a gamma length of large shape is normal with variance 1 / shape, which has
    /// the usual relative error of a variance, the root of 2 / n.
    #[test]
    fn nearly_equal_lengths_have_the_errors_of_a_normal_law() {
        let normal = [-1.6, -1.1, -0.8, -0.5, -0.2, 0.1, 0.3, 0.6, 0.9, 1.2, 1.1];
        for spread in [1e-2, 1e-3, 1e-4, 1e-5] {
            let data = normal.map(|z| Lifetime { length: 7.0 * exp(spread * z), ended: true });
            let relative = |family, name: &str| {
                let fit = lifetimes(&data, family).unwrap().fit;
                let one = fit.parameters.into_iter().find(|one| one.name == name).unwrap();
                (one.value, one.standard_error / one.value)
            };
            let (sigma, _) = relative(Family::LogNormal, "sigma");
            let (shape, error) = relative(Family::Gamma, "shape");
            assert!((shape * sigma * sigma - 1.0).abs() < 0.02, "{spread}: {shape} {sigma}");
            assert!((error - (2.0_f64 / 11.0).sqrt()).abs() < 1e-3, "{spread}: {error}");
            // Of a Weibull law the shape's variance is 6 / (pi^2 n) of its square.
            let (_, error) = relative(Family::Weibull, "shape");
            assert!((error - 0.78 / 11.0_f64.sqrt()).abs() < 0.03, "{spread}: {error}");
        }
    }

    /// Twenty that end within about two days and five that are censored do not come from a single
    /// branch.
    #[test]
    fn a_branch_of_which_nobody_saw_an_end_is_named() {
        let short = (1..=20).map(|k| Lifetime { length: 0.1 * f64::from(k), ended: true });
        let long = (1..=5).map(|k| Lifetime { length: 200.0 * f64::from(k), ended: false });
        let data: Vec<Lifetime> = short.chain(long).collect();
        let told = lifetimes(&data, Family::HyperExponential).unwrap_err().to_string();
        assert!(told.contains("never end"), "{told}");
        let alike: Vec<Lifetime> =
            (1..=40).map(|k| Lifetime { length: 1.0 + 0.01 * f64::from(k), ended: true }).collect();
        let told = lifetimes(&alike, Family::HyperExponential).unwrap_err().to_string();
        assert!(told.contains("no second branch"), "{told}");
    }

    #[test]
    fn a_fit_is_the_same_in_any_unit() {
        let lengths = [0.3, 0.5, 0.9, 1.4, 1.5, 2.2, 3.6, 3.9, 7.0, 16.0, 40.0, 41.0];
        let in_unit = |unit: f64, family| {
            let data: Vec<Lifetime> = (0..)
                .zip(lengths)
                .map(|(k, length)| Lifetime { length: length * unit, ended: k % 5 != 4 })
                .collect();
            lifetimes(&data, family).unwrap().fit
        };
        for family in FAMILIES {
            let hours = in_unit(1.0, family);
            for unit in [1e-9, 1.0 / 720.0, 3600.0, 3.6e6, 1e12] {
                let other = in_unit(unit, family);
                let expected = hours.log_likelihood - 10.0 * unit.ln();
                assert!((other.log_likelihood - expected).abs() < 1e-6, "{family:?} {unit}");
                for (one, here) in hours.parameters.iter().zip(&other.parameters) {
                    let expected = match one.name {
                        "mu" => one.value + unit.ln(),
                        "mean" | "scale" | "short" | "long" => one.value * unit,
                        _ => one.value,
                    };
                    assert!((here.value / expected - 1.0).abs() < 1e-4, "{family:?} {unit} {one:?} {here:?}");
                }
            }
        }
    }

    #[test]
    fn the_logarithm_of_what_survives_has_digits_where_the_share_has_none() {
        // Far out: Mills's ratio for the log-normal, x^(k-1) e^-x / Gamma(k) for the gamma with a whole shape.
        let p = [0.0, 1.0];
        let z: f64 = 60.0;
        let mills = -0.5 * z * z - (z * (2.0 * PI).sqrt()).ln() - 1.0 / (z * z);
        assert!((log_survival(Family::LogNormal, z.exp(), &p) - mills).abs() < 1e-5);
        let x: f64 = 2_000.0;
        assert!((log_survival(Family::Gamma, x, &[2.0, 1.0]) - (-x + (1.0 + x).ln())).abs() < 1e-9);
        let two = log_survival(Family::HyperExponential, 3_000.0, &[0.5, 1.0, 2.0]);
        assert!((two - (0.5_f64.ln() - 1_500.0)).abs() < 1e-9);
    }
}

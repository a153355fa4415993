//! Equilibrium residuals against the integral of the survival function.

use bazaar_numerics::variates::{
    Deterministic, Distribution, Empirical, Exponential, Gamma, HyperExponential, LogNormal, Residual,
    Uniform, Variate, Weibull,
};
use statrs::function::gamma::gamma_ur;

use super::fit::phi;
use super::goodness::{moments_agree, shares_agree};
use super::{DRAWS, stream};

/// Draws residuals and compares them with `integral of survival / mean`.
///
/// The integral is taken from each draw to the next (in ascending order) by
/// Gauss and Legendre's rule with three points, and divided by the mean that
/// the variate itself states, so that a wrong mean fails too.
fn follows_equilibrium(name: &'static str, distribution: &Distribution, survival: impl Fn(f64) -> f64) {
    let mut rng = stream(name);
    let mut draws = (0..DRAWS).map(|_| distribution.sample_residual(&mut rng)).collect::<Vec<_>>();
    draws.sort_by(f64::total_cmp);
    let (mut from, mut integral) = (0.0, 0.0);
    let shares = draws
        .iter()
        .map(|&to| {
            let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
            let off = half * 0.6_f64.sqrt();
            let sides = survival(middle - off) + survival(middle + off);
            integral += half * (5.0 * sides + 8.0 * survival(middle)) / 9.0;
            from = to;
            integral / distribution.mean()
        })
        .collect::<Vec<_>>();
    shares_agree(name, &shares);
}

/// The sample mean of residuals against `residual_mean`, where the third moment allows it.
fn has_its_mean(name: &'static str, distribution: &Distribution, third_moment: f64) {
    let mut rng = stream(name);
    let draws = (0..DRAWS).map(|_| distribution.sample_residual(&mut rng)).collect::<Vec<_>>();
    let mean = distribution.residual_mean();
    // E[residual^2] = E[X^3] / (3 E[X]) (Cox 1962, section 5.4).
    let variance = third_moment / (3.0 * distribution.mean()) - mean * mean;
    moments_agree(name, &draws, mean, variance);
}

#[test]
fn weibull_residuals_follow_the_equilibrium() {
    for (name, shape, scale) in [
        ("weibull residual random", 0.393, 2.964),
        ("weibull residual desktop", 0.55, 35.30),
        ("weibull residual wearing out", 3.0, 10.0),
    ] {
        let distribution = Weibull::new(shape, scale).unwrap().into();
        follows_equilibrium(name, &distribution, |x| (-(x / scale).powf(shape)).exp());
        let third = scale.powi(3) * statrs::function::gamma::gamma(1.0 + 3.0 / shape);
        has_its_mean(name, &distribution, third);
    }
}

#[test]
fn log_normal_residuals_follow_the_equilibrium() {
    for (name, mu, sigma) in [
        ("log-normal residual random", -0.586, 2.844),
        ("log-normal residual desktop", 1.42, 1.54),
        ("log-normal residual narrow", 1.0, 0.3),
    ] {
        let distribution = LogNormal::new(mu, sigma).unwrap().into();
        follows_equilibrium(name, &distribution, |x| phi(-(x.ln() - mu) / sigma));
        if sigma < 1.0 {
            let third = (3.0 * mu + 4.5 * sigma * sigma).exp();
            has_its_mean(name, &distribution, third);
        }
    }
}

#[test]
fn log_normal_residuals_have_the_moments_of_their_logarithm() {
    // ln(U L) = ln U + ln L: mean -1 + mu + sigma^2, variance 1 + sigma^2. With
    // sigma 2.844 the sample mean of the residuals themselves would not be informative.
    let (mu, sigma) = (-0.586, 2.844);
    let variate = LogNormal::new(mu, sigma).unwrap();
    let mut rng = stream("log-normal residual logarithm");
    let logs = (0..DRAWS).map(|_| variate.sample_residual(&mut rng).ln()).collect::<Vec<_>>();
    moments_agree("logarithm", &logs, mu + sigma * sigma - 1.0, sigma * sigma + 1.0);
}

#[test]
fn gamma_residuals_follow_the_equilibrium() {
    for (name, shape, scale) in
        [("gamma residual availability", 0.357, 43.652), ("gamma residual 2.5", 2.5, 4.0)]
    {
        let distribution = Gamma::new(shape, scale).unwrap().into();
        let survival = |x: f64| {
            if x > 0.0 { gamma_ur(shape, x / scale) } else { 1.0 }
        };
        follows_equilibrium(name, &distribution, survival);
        has_its_mean(name, &distribution, scale.powi(3) * shape * (shape + 1.0) * (shape + 2.0));
    }
}

#[test]
fn hyper_exponential_residuals_follow_the_equilibrium() {
    let (p, rates) = ([0.338, 0.390, 0.272], [0.029, 30.121, 1.069]);
    let distribution = HyperExponential::new(&p, &rates).unwrap().into();
    let sum = |term: &dyn Fn(f64, f64) -> f64| p.iter().zip(rates).map(|(&p, r)| term(p, r)).sum();
    follows_equilibrium("hyper-exponential residual", &distribution, |x| {
        sum(&|p, rate| p * (-rate * x).exp())
    });
    let third = 6.0 * sum(&|p, rate| p / rate.powi(3));
    has_its_mean("hyper-exponential residual", &distribution, third);
}

#[test]
fn exponential_residuals_are_fresh_draws() {
    let distribution = Exponential::new(91.0).unwrap().into();
    follows_equilibrium("exponential residual", &distribution, |x| (-x / 91.0).exp());
    has_its_mean("exponential residual", &distribution, 6.0 * 91_f64.powi(3));
}

#[test]
fn uniform_residuals_follow_the_equilibrium() {
    let distribution = Uniform::new(2.0, 5.0).unwrap().into();
    follows_equilibrium("uniform residual", &distribution, |x| ((5.0 - x) / 3.0).min(1.0));
    has_its_mean("uniform residual", &distribution, (625.0 - 16.0) / 12.0);
}

#[test]
fn deterministic_residuals_are_uniform() {
    let distribution = Deterministic::new(7.0).unwrap().into();
    follows_equilibrium("deterministic residual", &distribution, |x| if x < 7.0 { 1.0 } else { 0.0 });
    has_its_mean("deterministic residual", &distribution, 343.0);
}

#[test]
fn empirical_residuals_follow_the_equilibrium() {
    let values = [5.0, 1.0, 3.0, 1.0, 0.0, 40.0, 7.0];
    let distribution = Empirical::new(&values).unwrap().into();
    let survival = |x: f64| values.iter().filter(|&&value| value > x).count() as f64 / 7.0;
    follows_equilibrium("empirical residual", &distribution, survival);
    let third = values.iter().map(|x| x.powi(3)).sum::<f64>() / 7.0;
    has_its_mean("empirical residual", &distribution, third);
}

#[test]
fn nothing_is_left_of_an_interval_of_length_zero() {
    let nothing = Deterministic::new(0.0).unwrap();
    assert_eq!(nothing.sample_residual(&mut stream("zero")), 0.0);
    assert_eq!(nothing.residual_mean(), 0.0);
}

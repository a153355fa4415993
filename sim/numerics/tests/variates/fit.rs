//! Each continuous family against its distribution function and its moments.

use bazaar_numerics::variates::{
    Beta, Deterministic, Empirical, Exponential, Gamma, HyperExponential, LogNormal, Normal, Uniform,
    Variate, Weibull,
};
use statrs::function::beta::beta_reg;
use statrs::function::erf::erfc;
use statrs::function::gamma::{digamma, gamma_lr};

use super::goodness::{follows, moments_agree, share_agrees};
use super::{DRAWS, stream};

fn draws(test: &'static str, variate: &impl Variate) -> Vec<f64> {
    let mut rng = stream(test);
    (0..DRAWS).map(|_| variate.sample(&mut rng)).collect()
}

/// The distribution function of the standard normal.
pub(crate) fn phi(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// The sample against the closed form, without logarithms: for tails that are light enough.
fn moments(name: &str, variate: &impl Variate, draws: &[f64]) {
    moments_agree(name, draws, variate.mean(), variate.variance());
}

/// The moments of the logarithm: for tails so heavy that a sample variance is not informative.
fn log_moments(name: &str, draws: &[f64], mean: f64, variance: f64) {
    let logs = draws.iter().map(|x| x.ln()).collect::<Vec<_>>();
    moments_agree(name, &logs, mean, variance);
}

/// The trigamma function, by recurrence and the asymptotic series (Abramowitz & Stegun 1964, 6.4.12).
fn trigamma(x: f64) -> f64 {
    if x < 20.0 {
        return trigamma(x + 1.0) + 1.0 / (x * x);
    }
    let square = x * x;
    (1.0 + (0.5 + (1.0 / 6.0 - (1.0 / 30.0 - 1.0 / 42.0 / square) / square) / x) / x) / x
}

#[test]
fn exponential_follows_its_distribution() {
    for (name, mean) in [("exponential 1", 1.0), ("exponential 91 d", 91.0)] {
        let variate = Exponential::new(mean).unwrap();
        let draws = draws(name, &variate);
        moments(name, &variate, &draws);
        log_moments(name, &draws, mean.ln() + digamma(1.0), trigamma(1.0));
        follows(name, draws, |x| -(-x / mean).exp_m1());
    }
}

#[test]
fn normal_follows_its_distribution() {
    for (name, mean, sd) in [("normal", 0.0, 1.0), ("normal 3.5 2", 3.5, 2.0)] {
        let variate = Normal::new(mean, sd).unwrap();
        let draws = draws(name, &variate);
        moments(name, &variate, &draws);
        follows(name, draws, |x| phi((x - mean) / sd));
    }
}

#[test]
fn weibull_follows_its_distribution() {
    for (name, shape, scale) in [
        ("weibull random", 0.393, 2.964),
        ("weibull desktop", 0.55, 35.30),
        ("weibull 1", 1.0, 2.0),
        ("weibull wearing out", 4.5, 10.0),
        ("weibull very small shape", 0.05, 1.0),
    ] {
        let variate = Weibull::new(shape, scale).unwrap();
        let draws = draws(name, &variate);
        if shape > 0.3 {
            moments(name, &variate, &draws);
        }
        let euler = -digamma(1.0);
        log_moments(name, &draws, scale.ln() - euler / shape, trigamma(1.0) / (shape * shape));
        follows(name, draws, |x| -(-(x / scale).powf(shape)).exp_m1());
    }
}

#[test]
fn log_normal_follows_its_distribution() {
    for (name, mu, sigma) in [
        ("log-normal random", -0.586, 2.844),
        ("log-normal desktop", 1.42, 1.54),
        ("log-normal narrow", 3.0, 0.1),
    ] {
        let variate = LogNormal::new(mu, sigma).unwrap();
        let draws = draws(name, &variate);
        log_moments(name, &draws, mu, sigma * sigma);
        follows(name, draws, |x| phi((x.ln() - mu) / sigma));
    }
}

#[test]
fn gamma_follows_its_distribution() {
    for (name, shape, scale) in [
        ("gamma availability", 0.357, 43.652),
        ("gamma usage", 0.8, 25.0),
        ("gamma tiny shape", 0.02, 1.0),
        ("gamma 1", 1.0, 3.0),
        ("gamma 2.5", 2.5, 0.4),
        ("gamma 100", 100.0, 1.0),
    ] {
        let variate = Gamma::new(shape, scale).unwrap();
        let draws = draws(name, &variate);
        moments(name, &variate, &draws);
        if shape > 0.1 {
            log_moments(name, &draws, digamma(shape) + scale.ln(), trigamma(shape));
        }
        follows(name, draws, |x| if x > 0.0 { gamma_lr(shape, x / scale) } else { 0.0 });
    }
}

#[test]
fn hyper_exponential_follows_its_distribution() {
    let (p, rates) = ([0.338, 0.390, 0.272], [0.029, 30.121, 1.069]);
    let variate = HyperExponential::new(&p, &rates).unwrap();
    let draws = draws("hyper-exponential", &variate);
    moments("hyper-exponential", &variate, &draws);
    follows("hyper-exponential", draws, |x| {
        p.iter().zip(rates).map(|(p, rate)| -p * (-rate * x).exp_m1()).sum()
    });
}

#[test]
fn beta_follows_its_distribution() {
    for (name, a, b) in [
        ("beta renewal", 0.704, 1.182),
        ("beta small", 0.05, 0.02),
        ("beta 2 5", 2.0, 5.0),
        ("beta large", 300.0, 40.0),
    ] {
        let variate = Beta::new(a, b).unwrap();
        let draws = draws(name, &variate);
        moments(name, &variate, &draws);
        // Where nearly all draws are close to 1, they are rounded to 1: this corner is omitted.
        let corner = 1.0 - 1e-6;
        let rest = draws.into_iter().filter(|&x| x < corner).collect();
        follows(name, rest, |x| beta_reg(a, b, x) / beta_reg(a, b, corner));
    }
}

#[test]
fn uniform_follows_its_distribution() {
    let variate = Uniform::new(2.0, 5.0).unwrap();
    let draws = draws("uniform", &variate);
    moments("uniform", &variate, &draws);
    follows("uniform", draws, |x| (x - 2.0) / 3.0);
}

#[test]
fn deterministic_is_always_the_same() {
    let draws = draws("deterministic", &Deterministic::new(2.5).unwrap());
    assert!(draws.iter().all(|&x| x == 2.5));
}

#[test]
fn empirical_draws_each_value_equally_often() {
    let values = [5.0, 1.0, 3.0, 1.0, 0.0, 40.0, 7.0];
    let variate = Empirical::new(&values).unwrap();
    let draws = draws("empirical", &variate);
    moments("empirical", &variate, &draws);
    for (value, probability) in [(0.0, 1.0), (1.0, 2.0), (3.0, 1.0), (5.0, 1.0), (7.0, 1.0), (40.0, 1.0)] {
        let seen = draws.iter().filter(|&&x| x == value).count();
        share_agrees("empirical", seen, draws.len(), probability / 7.0);
    }
}

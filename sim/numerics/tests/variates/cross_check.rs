//! Against `rand_distr`, an independent implementation.
//!
//! Only the distributions can agree, never the draws: the algorithms differ, and
//! `rand_distr`'s last bits depend on the build.

use bazaar_numerics::variates::{Beta, Exponential, Gamma, LogNormal, Normal, Poisson, Variate, Weibull};
use rand_distr::Distribution;

use super::goodness::come_from_one_source;
use super::stream;

const DRAWS: usize = 100_000;

fn agree(name: &'static str, ours: &impl Variate, theirs: &impl Distribution<f64>) {
    // Both draw from one stream, one after the other, so that the samples are independent.
    let mut rng = stream(name);
    let a = (0..DRAWS).map(|_| ours.sample(&mut rng)).collect();
    let b = (0..DRAWS).map(|_| theirs.sample(&mut rng)).collect();
    come_from_one_source(name, a, b);
}

#[test]
fn two_implementations_agree() {
    agree("cross exponential", &Exponential::new(0.5).unwrap(), &rand_distr::Exp::new(2.0).unwrap());
    agree("cross normal", &Normal::new(1.0, 2.0).unwrap(), &rand_distr::Normal::new(1.0, 2.0).unwrap());
    agree(
        "cross weibull",
        &Weibull::new(0.393, 2.964).unwrap(),
        &rand_distr::Weibull::new(2.964, 0.393).unwrap(),
    );
    agree(
        "cross log-normal",
        &LogNormal::new(-0.586, 2.844).unwrap(),
        &rand_distr::LogNormal::new(-0.586, 2.844).unwrap(),
    );
    agree(
        "cross gamma",
        &Gamma::new(0.357, 43.652).unwrap(),
        &rand_distr::Gamma::new(0.357, 43.652).unwrap(),
    );
    agree("cross gamma 7", &Gamma::new(7.0, 2.0).unwrap(), &rand_distr::Gamma::new(7.0, 2.0).unwrap());
    agree("cross beta", &Beta::new(0.704, 1.182).unwrap(), &rand_distr::Beta::new(0.704, 1.182).unwrap());
    agree("cross poisson", &Poisson::new(80.0).unwrap(), &rand_distr::Poisson::new(80.0).unwrap());
}

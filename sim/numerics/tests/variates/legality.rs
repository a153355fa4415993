//! Constructors refuse illegal parameters, and accepted ones give legal draws.

use bazaar_engine::{Rng, Stream};
use bazaar_numerics::variates::{
    Beta, Deterministic, Distribution, Empirical, Exponential, Gamma, HyperExponential, LogNormal,
    NegativeBinomial, Normal, Poisson, Residual, Uniform, Variate, VariateError, Weibull, below, chance,
    unit,
};
use rand::TryRng;

use super::stream;

#[test]
fn a_parameter_out_of_range_is_refused_with_the_range() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e31, 1e-31] {
        assert!(Exponential::new(bad).is_err(), "{bad}");
        assert!(Exponential::from_rate(bad).is_err(), "{bad}");
        assert!(Weibull::new(bad, 1.0).is_err(), "{bad}");
        assert!(Weibull::new(1.0, bad).is_err(), "{bad}");
        assert!(Gamma::new(bad, 1.0).is_err(), "{bad}");
        assert!(Gamma::new(1.0, bad).is_err(), "{bad}");
        assert!(HyperExponential::new(&[1.0], &[bad]).is_err(), "{bad}");
        assert!(LogNormal::from_mean_cv(bad, 1.0).is_err(), "{bad}");
        assert!(NegativeBinomial::new(1.0, bad).is_err(), "{bad}");
        assert!(Beta::new(bad, 1.0).is_err(), "{bad}");
        assert!(Beta::new(1.0, bad).is_err(), "{bad}");
    }
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e31] {
        assert!(Uniform::new(0.0, bad).is_err(), "{bad}");
        assert!(Uniform::new(bad, 1.0).is_err(), "{bad}");
        assert!(Deterministic::new(bad).is_err(), "{bad}");
        assert!(Empirical::new(&[1.0, bad]).is_err(), "{bad}");
        assert!(HyperExponential::new(&[bad], &[1.0]).is_err(), "{bad}");
        assert!(LogNormal::new(0.0, bad).is_err(), "{bad}");
        assert!(LogNormal::from_mean_cv(1.0, bad).is_err(), "{bad}");
        assert!(Normal::new(0.0, bad).is_err(), "{bad}");
        assert!(Poisson::new(bad).is_err(), "{bad}");
        assert!(NegativeBinomial::new(bad, 1.0).is_err(), "{bad}");
    }
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1e31, 1e31] {
        assert!(LogNormal::new(bad, 1.0).is_err(), "{bad}");
        assert!(Normal::new(bad, 1.0).is_err(), "{bad}");
    }
}

#[test]
fn an_error_says_what_would_be_legal() {
    let message = |error: VariateError| error.to_string();
    assert_eq!(
        message(Weibull::new(-1.0, 2.0).unwrap_err()),
        "the shape of a Weibull distribution cannot be -1: it must be a number from 0.02 to 1000.0"
    );
    assert_eq!(
        message(Exponential::new(f64::NAN).unwrap_err()),
        "the mean of an exponential distribution cannot be NaN: it must be a number from 1e-30 to 1e30"
    );
    assert_eq!(
        message(Uniform::new(3.0, 3.0).unwrap_err()),
        "a uniform distribution cannot go from 3 to 3: its low bound must lie below its high bound"
    );
    assert_eq!(
        message(HyperExponential::new(&[0.5, 0.4], &[1.0, 2.0]).unwrap_err()),
        "the probabilities of a hyper-exponential distribution add up to 0.9: they must add up to 1 (to within 0.002, for published fits are rounded)"
    );
    assert_eq!(
        message(HyperExponential::new(&[1.0], &[1.0, 2.0]).unwrap_err()),
        "a hyper-exponential distribution cannot have 1 probabilities and 2 rates: it must have as many of one as of the other, and at least one"
    );
    assert_eq!(
        message(Empirical::new(&[0.0, 0.0]).unwrap_err()),
        "an empirical distribution must have at least one value above 0"
    );
}

#[test]
fn lists_may_not_be_empty() {
    assert_eq!(Empirical::new(&[]), Err(VariateError::NothingPositive));
    let empty = VariateError::BranchesDoNotPair { probabilities: 0, rates: 0 };
    assert_eq!(HyperExponential::new(&[], &[]), Err(empty));
}

#[test]
fn probabilities_that_miss_one_by_rounding_are_divided_out() {
    let rounded = HyperExponential::new(&[0.333, 0.333, 0.333], &[1.0, 2.0, 4.0]).unwrap();
    for (probability, _) in rounded.branches() {
        assert!((probability - 1.0 / 3.0).abs() < 1e-15);
    }
}

#[test]
fn the_order_of_measured_values_does_not_matter() {
    let one = Empirical::new(&[3.0, 1.0, 2.0]).unwrap();
    let other = Empirical::new(&[2.0, 3.0, 1.0]).unwrap();
    assert_eq!(one, other);
    assert!(one.values().eq([1.0, 2.0, 3.0]));
}

#[test]
fn a_distribution_is_half_a_cache_line() {
    assert!(size_of::<Distribution>() <= 32, "{}", size_of::<Distribution>());
}

/// The smallest and largest words, mixed with ordinary ones.
struct Nasty(Stream);

impl TryRng for Nasty {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.try_next_u64().map(|word| (word >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let ordinary = self.0.next_u64();
        Ok(match self.0.next_u64() % 16 {
            0 => 0,
            1 => u64::MAX,
            2 => 0xff,
            3 => !0xff,
            4 => 1 << 63,
            5 => (1 << 63) - 1,
            6 => ordinary << 56 >> 56,
            7 => ordinary | !0xff,
            _ => ordinary,
        })
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

/// Log-uniform between two positive bounds, and sometimes a bound itself.
fn anywhere(rng: &mut Stream, low: f64, high: f64) -> f64 {
    match below(rng, 10) {
        0 => low,
        1 => high,
        _ => (low.ln() + (high.ln() - low.ln()) * unit(rng)).exp().clamp(low, high),
    }
}

/// The same, or 0.
fn anywhere_or_zero(rng: &mut Stream, low: f64, high: f64) -> f64 {
    if chance(rng, 0.1) { 0.0 } else { anywhere(rng, low, high) }
}

fn any_distribution(rng: &mut Stream) -> Result<Distribution, VariateError> {
    Ok(match below(rng, 9) {
        0 => Exponential::new(anywhere(rng, 1e-30, 1e30))?.into(),
        1 => Weibull::new(anywhere(rng, 0.02, 1e3), anywhere(rng, 1e-30, 1e30))?.into(),
        2 => LogNormal::new(200.0 * unit(rng) - 100.0, anywhere_or_zero(rng, 1e-9, 15.0))?.into(),
        3 => LogNormal::from_mean_cv(anywhere(rng, 1e-30, 1e30), anywhere_or_zero(rng, 1e-9, 1e6))?.into(),
        4 => Gamma::new(anywhere(rng, 1e-3, 1e9), anywhere(rng, 1e-30, 1e30))?.into(),
        5 => {
            let p = unit(rng);
            let rates = [anywhere(rng, 1e-30, 1e30), anywhere(rng, 1e-30, 1e30)];
            HyperExponential::new(&[p, 1.0 - p], &rates)?.into()
        }
        6 => {
            let high = anywhere(rng, 1e-30, 1e30);
            Uniform::new(high * (1.0 - anywhere(rng, 1e-15, 1.0)), high)?.into()
        }
        7 => Deterministic::new(anywhere_or_zero(rng, 1e-30, 1e30))?.into(),
        _ => {
            let mut values = vec![anywhere(rng, 1e-30, 1e30)];
            values.extend((0..below(rng, 20)).map(|_| anywhere_or_zero(rng, 1e-30, 1e30)));
            Empirical::new(&values)?.into()
        }
    })
}

#[test]
fn no_interval_is_negative_or_infinite_or_not_a_number() {
    let mut rng = stream("legal intervals");
    let mut nasty = Nasty(stream("nasty words for intervals"));
    for _ in 0..20_000 {
        let distribution = any_distribution(&mut rng).unwrap();
        let moments = [distribution.mean(), distribution.variance(), distribution.residual_mean()];
        assert!(moments.iter().all(|x| x.is_finite() && *x >= 0.0), "{distribution:?}: {moments:?}");
        for _ in 0..20 {
            let draws = [
                distribution.sample(&mut rng),
                distribution.sample(&mut nasty),
                distribution.sample_residual(&mut rng),
                distribution.sample_residual(&mut nasty),
            ];
            assert!(draws.iter().all(|x| x.is_finite() && *x >= 0.0), "{distribution:?}: {draws:?}");
        }
    }
}

#[test]
fn uniform_and_empirical_draws_stay_within_their_bounds() {
    let mut rng = stream("bounds");
    let mut nasty = Nasty(stream("nasty words for bounds"));
    for _ in 0..20_000 {
        let high = anywhere(&mut rng, 1e-30, 1e30);
        let low = high * unit(&mut rng);
        let uniform = Uniform::new(low, high).unwrap();
        let draw = uniform.sample(&mut nasty);
        assert!((low..=high).contains(&draw), "{uniform:?}: {draw}");
        assert!(uniform.sample_residual(&mut nasty) <= high);
        let empirical = Empirical::new(&[low, high, 0.0]).unwrap();
        assert!([0.0, low, high].contains(&empirical.sample(&mut nasty)));
        assert!(empirical.sample_residual(&mut nasty) <= high);
    }
}

#[test]
fn traits_and_counts_are_legal_too() {
    let mut rng = stream("legal traits");
    let mut nasty = Nasty(stream("nasty words for traits"));
    for _ in 0..20_000 {
        let mean = anywhere_or_zero(&mut rng, 1e-30, 1e12);
        let poisson = Poisson::new(mean).unwrap();
        let usage = NegativeBinomial::new(mean.min(1e9), anywhere(&mut rng, 1e-3, 1e9)).unwrap();
        let beta = Beta::new(anywhere(&mut rng, 1e-3, 1e9), anywhere(&mut rng, 1e-3, 1e9)).unwrap();
        let normal = Normal::new(1e30, anywhere_or_zero(&mut rng, 1e-30, 1e30)).unwrap();
        for _ in 0..5 {
            // Beyond any correct draw, however improbable, and below what a faulty formula would give.
            let limit = mean + 50.0 * mean.sqrt() + 500.0;
            let count = poisson.sample(&mut nasty);
            assert!(count <= limit, "{poisson:?}: {count}");
            assert!(usage.sample_count(&mut nasty) < 1 << 53, "{usage:?}");
            let probability = beta.sample(&mut nasty);
            assert!((0.0..=1.0).contains(&probability), "{beta:?}: {probability}");
            assert!(normal.sample(&mut nasty).is_finite(), "{normal:?}");
        }
    }
}

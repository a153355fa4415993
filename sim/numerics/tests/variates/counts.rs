//! The counting families against their probability mass.

use bazaar_numerics::variates::{NegativeBinomial, Poisson, Variate};
use pxfm::f_lgamma;

use super::fit::phi;
use super::goodness::{counts_follow, follows, moments_agree, share_agrees};
use super::{DRAWS, stream};

#[test]
fn poisson_follows_its_mass() {
    for (name, mean) in [
        ("poisson .3", 0.3),
        ("poisson 5", 5.0),
        ("poisson 9.99", 9.99),
        ("poisson 10", 10.0),
        ("poisson 80", 80.0),
        ("poisson 1e4", 1e4),
    ] {
        let variate = Poisson::new(mean).unwrap();
        let mut rng = stream(name);
        let draws = (0..DRAWS).map(|_| variate.sample_count(&mut rng)).collect::<Vec<_>>();
        let values = draws.iter().map(|&k| k as f64).collect::<Vec<_>>();
        moments_agree(name, &values, mean, mean);
        counts_follow(name, &draws, |k| {
            let k = k as f64;
            (k * mean.ln() - mean - f_lgamma(k + 1.0)).exp()
        });
    }
}

#[test]
fn a_huge_poisson_is_nearly_normal() {
    // The error of the normal approximation, 0.07 / sqrt(mean), is far below the resolution of the test.
    for (name, mean) in [("poisson 1e9", 1e9), ("poisson 1e12", 1e12)] {
        let variate = Poisson::new(mean).unwrap();
        let mut rng = stream(name);
        let draws = (0..DRAWS).map(|_| variate.sample(&mut rng)).collect::<Vec<_>>();
        moments_agree(name, &draws, mean, mean);
        follows(name, draws, |k| phi((k - mean) / f64::sqrt(mean)));
    }
}

#[test]
fn no_events_come_where_none_are_expected() {
    let mut rng = stream("poisson 0");
    let none = Poisson::new(0.0).unwrap();
    let nobody = NegativeBinomial::new(0.0, 0.8).unwrap();
    assert!((0..1000).all(|_| none.sample_count(&mut rng) == 0));
    assert!((0..1000).all(|_| nobody.sample_count(&mut rng) == 0));
}

#[test]
fn with_the_same_draw_a_larger_mean_gives_no_smaller_count() {
    let mut rng = stream("poisson monotone");
    for _ in 0..20_000 {
        let counts =
            [0.1, 0.5, 2.0, 5.0, 9.9].map(|mean| Poisson::new(mean).unwrap().sample_count(&mut rng.clone()));
        assert!(counts.is_sorted(), "{counts:?}");
        let _ = Poisson::new(1.0).unwrap().sample_count(&mut rng);
    }
}

fn negative_binomial_mass(mean: f64, r: f64) -> impl Fn(u64) -> f64 {
    move |k| {
        let k = k as f64;
        let ways = f_lgamma(k + r) - f_lgamma(r) - f_lgamma(k + 1.0);
        (ways + r * (r / (r + mean)).ln() + k * (mean / (r + mean)).ln()).exp()
    }
}

#[test]
fn negative_binomial_follows_its_mass() {
    for (name, mean, r) in [
        ("negative binomial usage", 20.0, 0.8),
        ("negative binomial rare", 0.4, 0.1),
        ("negative binomial nearly poisson", 30.0, 1e4),
    ] {
        let variate = NegativeBinomial::new(mean, r).unwrap();
        let mut rng = stream(name);
        let draws = (0..DRAWS).map(|_| variate.sample_count(&mut rng)).collect::<Vec<_>>();
        let values = draws.iter().map(|&k| k as f64).collect::<Vec<_>>();
        moments_agree(name, &values, mean, variate.variance());
        counts_follow(name, &draws, negative_binomial_mass(mean, r));
    }
}

#[test]
fn monthly_usage_exceeds_the_caps_as_often_as_computed() {
    let variate = NegativeBinomial::new(20.0, 0.8).unwrap();
    let mut rng = stream("negative binomial caps");
    let draws = (0..DRAWS).map(|_| variate.sample_count(&mut rng)).collect::<Vec<_>>();
    let mass = negative_binomial_mass(20.0, 0.8);
    for (cap, probability) in [(10, 0.546_46), (25, 0.276_47), (50, 0.094_66), (100, 0.011_97)] {
        let exact = 1.0 - (0..=cap).map(&mass).sum::<f64>();
        assert!((exact - probability).abs() < 5e-6, "{cap}: {exact}");
        let over = draws.iter().filter(|&&k| k > cap).count();
        share_agrees("over the cap", over, draws.len(), exact);
    }
}

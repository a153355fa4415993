//! Quantile functions: closed forms where they exist, otherwise bisection.

use super::{
    Beta, Deterministic, Distribution, Empirical, Exponential, Gamma, HyperExponential, LogNormal, Normal,
    Uniform, Variate, Weibull, exp,
};
use pxfm::{f_log, f_log1p};

use crate::{beta_quantile, gamma_quantile, normal_quantile, rising_root};

/// A distribution with a quantile function.
pub trait Quantile {
    /// The `p`-quantile, for 0 < p < 1, in the unit of the draws.
    fn quantile(&self, p: f64) -> f64;
}

impl Quantile for Exponential {
    fn quantile(&self, p: f64) -> f64 {
        -self.mean() * f_log1p(-p)
    }
}

impl Quantile for Weibull {
    fn quantile(&self, p: f64) -> f64 {
        self.scale() * exp(f_log(-f_log1p(-p)) / self.shape())
    }
}

impl Quantile for LogNormal {
    fn quantile(&self, p: f64) -> f64 {
        exp(self.mu() + self.sigma() * normal_quantile(p))
    }
}

impl Quantile for Gamma {
    fn quantile(&self, p: f64) -> f64 {
        self.scale() * gamma_quantile(p, self.shape())
    }
}

impl Quantile for HyperExponential {
    fn quantile(&self, p: f64) -> f64 {
        let above = |t: f64| self.branches().map(|(share, rate)| share * exp(-rate * t)).sum::<f64>();
        let longest = self.branches().map(|(_, rate)| 1.0 / rate).fold(0.0, f64::max);
        let high = -longest * f_log1p(-p) * (1.0 + 1e-12);
        rising_root(|t| 1.0 - p - above(t), 0.0, high)
    }
}

impl Quantile for Uniform {
    fn quantile(&self, p: f64) -> f64 {
        self.low() * (1.0 - p) + self.high() * p
    }
}

impl Quantile for Deterministic {
    fn quantile(&self, _: f64) -> f64 {
        self.mean()
    }
}

impl Quantile for Empirical {
    fn quantile(&self, p: f64) -> f64 {
        let mut values = self.values();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
        let place = (p * values.len() as f64) as usize;
        let place = place.min(values.len() - 1);
        values.nth(place).unwrap_or(0.0)
    }
}

impl Quantile for Normal {
    fn quantile(&self, p: f64) -> f64 {
        self.mean() + self.sd() * normal_quantile(p)
    }
}

impl Quantile for Beta {
    fn quantile(&self, p: f64) -> f64 {
        beta_quantile(p, self.a(), self.b())
    }
}

impl Quantile for Distribution {
    fn quantile(&self, p: f64) -> f64 {
        match self {
            Distribution::Exponential(family) => family.quantile(p),
            Distribution::Weibull(family) => family.quantile(p),
            Distribution::LogNormal(family) => family.quantile(p),
            Distribution::Gamma(family) => family.quantile(p),
            Distribution::HyperExponential(family) => family.quantile(p),
            Distribution::Uniform(family) => family.quantile(p),
            Distribution::Deterministic(family) => family.quantile(p),
            Distribution::Empirical(family) => family.quantile(p),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean of a distribution is the integral of its quantile function: midpoint rule with
    /// 200,000 steps.
    fn mean(distribution: &impl Quantile, slices: u32) -> f64 {
        (0..slices).map(|k| distribution.quantile((f64::from(k) + 0.5) / f64::from(slices))).sum::<f64>()
            / f64::from(slices)
    }

    #[test]
    fn the_mean_over_all_quantiles_is_the_mean() {
        let families: [Distribution; 8] = [
            Exponential::new(3.0).unwrap().into(),
            Weibull::new(1.7, 2.0).unwrap().into(),
            LogNormal::new(0.3, 0.5).unwrap().into(),
            Gamma::new(2.2, 0.7).unwrap().into(),
            HyperExponential::new(&[0.3, 0.7], &[0.5, 4.0]).unwrap().into(),
            Uniform::new(1.0, 4.0).unwrap().into(),
            Deterministic::new(5.0).unwrap().into(),
            Empirical::new(&[1.0, 2.0, 7.0]).unwrap().into(),
        ];
        for family in families {
            let found = mean(&family, 30_000);
            assert!((found / family.mean() - 1.0).abs() < 1e-4, "{family:?}: {found}");
        }
        let share = Beta::new(0.7, 1.2).unwrap();
        assert!((mean(&share, 10_000) / share.mean() - 1.0).abs() < 1e-4);
        assert!(mean(&Normal::new(0.0, 1.0).unwrap(), 10_000).abs() < 1e-12);
    }

    #[test]
    fn medians_agree_with_the_closed_form() {
        let weibull: Distribution = Weibull::new(0.393, 2.964).unwrap().into();
        assert!((weibull.quantile(0.5) / weibull.median().unwrap() - 1.0).abs() < 1e-13);
    }
}

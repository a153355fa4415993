//! Quantiles of gamma and beta distributions at normal scores, for correlated traits.
//!
//! Correlated traits are drawn from a Gaussian copula: three correlated standard normals, each of which is
//! transformed to the trait whose distribution function has the same value. A table between normal scores -6
//! and 6 makes this cheap.

use bazaar_numerics::portable::{beta_cdf, gamma_cdf, normal_cdf};
use bazaar_numerics::variates::exp;
use bazaar_numerics::{halvings, turn};

const REACH: f64 = 6.0;
const STEPS: usize = 512;
/// The number of bisections, enough for all bits.
const HALVINGS: u32 = 64;

/// A quantile function by normal score, interpolated.
#[derive(Clone, Debug)]
pub(super) struct Quantiles(Vec<f64>);

impl Quantiles {
    /// Of the gamma distribution with this shape and scale 1; in logarithms, since it spans many decades.
    pub(super) fn log_gamma(shape: f64) -> Self {
        Self::of(|p| turn(|log| gamma_cdf(exp(log), shape) < p, -700.0, 30.0, halvings(HALVINGS)))
    }

    /// Of the logit of a beta distributed share.
    pub(super) fn logit_beta(a: f64, b: f64) -> Self {
        let below = |logit: f64| beta_cdf(1.0 / (1.0 + exp(-logit)), a, b);
        Self::of(|p| turn(|logit| below(logit) < p, -700.0, 700.0, halvings(HALVINGS)))
    }

    fn of(quantile: impl Fn(f64) -> f64) -> Self {
        let score = |step: usize| REACH * (2.0 * step as f64 / STEPS as f64 - 1.0);
        Self((0..=STEPS).map(|step| quantile(normal_cdf(score(step)))).collect())
    }

    /// The quantile at a normal score; scores beyond -6 and 6 are truncated.
    pub(super) fn at(&self, score: f64) -> f64 {
        let place = (score.clamp(-REACH, REACH) + REACH) / (2.0 * REACH) * STEPS as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the table")]
        let below = (place as usize).min(STEPS - 1);
        let part = place - below as f64;
        self.0[below] * (1.0 - part) + self.0[below + 1] * part
    }
}

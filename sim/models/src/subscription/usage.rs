//! How much accounts use, and when they reach a cap.
//!
//! An account's use of a feature is a Poisson process whose rate is gamma distributed over
//! accounts, so a month's count over accounts is negative binomial. Counts are drawn when a period begins: with `n`
//! uses in it and a cap of `c`, the cap is passed at the `(c + 1)`-th of `n` moments spread
//! evenly over the period, a beta distributed part of it. That is the same process, with a draw for
//! each feature and none for each use.

use bazaar_engine::Rng;
use bazaar_engine::variates::{Beta, Gamma, Poisson, Variate, VariateError, exp, standard_normal};

use super::parameters::{Parameters, Willingness};
use super::plan::MONTH;
use super::quantiles::Quantiles;

/// A feature that counts on a plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meter {
    pub(super) feature: u8,
    pub(super) cap: Option<u32>,
    /// What a use costs, in cents.
    pub(super) price: i64,
    pub(super) cap_below: Option<u32>,
}

/// How rates of use are distributed over accounts.
#[derive(Clone, Debug)]
pub(super) struct Usage {
    /// Uses in an hour, for each feature; none for a feature that nobody uses.
    rates: Vec<Option<Gamma>>,
    /// Where traits go together: the first feature's rate by normal score.
    first: Option<Quantiles>,
    /// The lower triangle of the correlations' square root (Cholesky), row by row.
    together: Option<[f64; 6]>,
}

impl Willingness {
    /// Whether usage, willingness and risk are drawn together.
    pub(super) fn goes_together(&self) -> bool {
        [self.with_usage, self.with_risk, self.usage_with_risk].iter().any(|&value| value.abs() > 0.0)
    }
}

/// Normal scores of usage, willingness and risk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scores {
    pub(super) usage: f64,
    pub(super) willingness: f64,
    pub(super) risk: f64,
}

impl Usage {
    pub(super) fn new(parameters: &Parameters) -> Result<Self, VariateError> {
        let rates: Result<Vec<Option<Gamma>>, VariateError> = parameters
            .features
            .values()
            .map(|feature| {
                let scale = feature.mean / feature.shape / MONTH;
                if feature.mean > 0.0 { Gamma::new(feature.shape, scale).map(Some) } else { Ok(None) }
            })
            .collect();
        let together = parameters.willingness.goes_together();
        let shape = parameters.features.values().next().filter(|_| together).map(|feature| feature.shape);
        Ok(Usage {
            rates: rates?,
            first: shape.map(Quantiles::log_gamma),
            together: together.then(|| cholesky(&parameters.willingness)),
        })
    }

    pub(super) fn features(&self) -> usize {
        self.rates.len()
    }

    /// An account's scores, the same whenever they are asked for.
    pub(super) fn scores<R: Rng>(&self, dice: &mut R) -> Option<Scores> {
        let [aa, ba, bb, ca, cb, cc] = self.together?;
        let (x, y, z) = (standard_normal(dice), standard_normal(dice), standard_normal(dice));
        Some(Scores { usage: aa * x, willingness: ba * x + bb * y, risk: ca * x + cb * y + cc * z })
    }

    /// The rates of an account, one for each feature, in uses an hour.
    pub(super) fn draw<R: Rng>(&self, dice: &mut R, scores: Option<Scores>, rates: &mut [f64]) {
        for (index, (rate, gamma)) in rates.iter_mut().zip(&self.rates).enumerate() {
            let scored = scores.zip(self.first.as_ref()).filter(|_| index == 0);
            *rate = match (gamma, scored) {
                (None, _) => 0.0,
                (Some(gamma), Some((scores, quantiles))) => gamma.scale() * exp(quantiles.at(scores.usage)),
                (Some(gamma), None) => gamma.sample(dice),
            };
        }
    }
}

/// The square root of the correlations of usage, willingness and risk.
fn cholesky(willingness: &Willingness) -> [f64; 6] {
    let (wu, wr, ur) = (willingness.with_usage, willingness.with_risk, willingness.usage_with_risk);
    let bb = (1.0 - wu * wu).sqrt();
    let cb = (wr - ur * wu) / bb;
    [1.0, wu, bb, ur, cb, (1.0 - ur * ur - cb * cb).max(0.0).sqrt()]
}

/// How often a feature is used in a time, at a rate in uses an hour.
pub(super) fn count<R: Rng>(dice: &mut R, rate: f64, time: f64) -> u64 {
    Poisson::new((rate * time).min(1e12)).map_or(0, |poisson| poisson.sample_count(dice))
}

/// Which part of the period has passed when use number `cap + 1` of `uses` comes.
pub(super) fn passes<R: Rng>(dice: &mut R, uses: u64, cap: u32) -> f64 {
    let before = u64::from(cap);
    let after = (uses - before) as f64;
    Beta::new(before as f64 + 1.0, after).map_or(0.0, |beta| beta.sample(dice))
}

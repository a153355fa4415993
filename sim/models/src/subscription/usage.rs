//! Use of features, and when caps are reached.
//!
//! An account's use of a feature is a Poisson process whose rate is gamma distributed over accounts, so a
//! month's count over accounts is negative binomial. The time until use number `c + 1` is gamma distributed
//! with that shape: a cap of `c` is exceeded in a period if that time is shorter, so one draw gives both
//! whether and when. Where each use has a price the count itself is drawn, and the cap is exceeded at the
//! `(c + 1)`-th of `n` uniform times in the period, which is beta distributed.

use bazaar_engine::Rng;
use bazaar_numerics::variates::{Beta, Gamma, Poisson, Variate, VariateError, exp, standard_normal};

use super::parameters::{Parameters, Willingness};
use super::quantiles::Quantiles;
use super::resolved::MONTH;

/// A feature that matters on a plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meter {
    pub(super) feature: u8,
    pub(super) cap: Option<u32>,
    /// The time until the cap is exceeded, at one use per hour.
    pub(super) wait: Option<Gamma>,
    /// What a use costs, in cents.
    pub(super) price: i64,
    pub(super) cap_below: Option<u32>,
}

/// The distribution of rates of use over accounts.
#[derive(Clone, Debug)]
pub(super) struct Usage {
    /// Uses per hour, for each feature; `None` for a feature without use.
    rates: Vec<Option<Gamma>>,
    /// With correlated traits: the first feature's rate by normal score.
    first: Option<Quantiles>,
    /// The Cholesky factor of the correlations: a lower triangle, row by row.
    together: Option<[f64; 6]>,
}

impl Willingness {
    /// Whether usage, willingness and risk are correlated.
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

    /// An account's normal scores, the same at each call.
    pub(super) fn scores<R: Rng>(&self, rng: &mut R) -> Option<Scores> {
        let [aa, ba, bb, ca, cb, cc] = self.together?;
        let (x, y, z) = (standard_normal(rng), standard_normal(rng), standard_normal(rng));
        Some(Scores { usage: aa * x, willingness: ba * x + bb * y, risk: ca * x + cb * y + cc * z })
    }

    /// The rates of an account, one for each feature, in uses an hour.
    pub(super) fn draw<R: Rng>(&self, rng: &mut R, scores: Option<Scores>, rates: &mut [f64]) {
        for (index, (rate, gamma)) in rates.iter_mut().zip(&self.rates).enumerate() {
            let scored = scores.zip(self.first.as_ref()).filter(|_| index == 0);
            *rate = match (gamma, scored) {
                (None, _) => 0.0,
                (Some(gamma), Some((scores, quantiles))) => gamma.scale() * exp(quantiles.at(scores.usage)),
                (Some(gamma), None) => gamma.sample(rng),
            };
        }
    }
}

/// The Cholesky factor of the correlations of usage, willingness and risk.
fn cholesky(willingness: &Willingness) -> [f64; 6] {
    let (wu, wr, ur) = (willingness.with_usage, willingness.with_risk, willingness.usage_with_risk);
    let bb = (1.0 - wu * wu).sqrt();
    let cb = (wr - ur * wu) / bb;
    [1.0, wu, bb, ur, cb, (1.0 - ur * ur - cb * cb).max(0.0).sqrt()]
}

impl Meter {
    /// How a feature is metered on a plan; `None` if it is not.
    pub(super) fn new(feature: u8, cap: Option<u32>, price: i64, cap_below: Option<u32>) -> Option<Self> {
        // Beyond the shapes that a gamma distribution takes, a cap has no effect.
        let wait = cap.and_then(|cap| Gamma::new(f64::from(cap) + 1.0, 1.0).ok());
        let cap = cap.filter(|_| wait.is_some());
        let counts = cap.is_some() || price > 0 || cap_below.is_some();
        counts.then_some(Meter { feature, cap, wait, price, cap_below })
    }

    /// Whether only the cap matters, and not the number of uses.
    pub(super) fn is_only_capped(&self) -> bool {
        self.price == 0 && self.cap_below.is_none()
    }
}

/// How often a feature is used in a time, at a rate in uses an hour.
pub(super) fn count<R: Rng>(rng: &mut R, rate: f64, time: f64) -> u64 {
    Poisson::new((rate * time).min(1e12)).map_or(0, |poisson| poisson.sample_count(rng))
}

/// The part of the period that has passed at use number `cap + 1` of `uses`.
pub(super) fn passes<R: Rng>(rng: &mut R, uses: u64, cap: u32) -> f64 {
    let before = u64::from(cap);
    let after = (uses - before) as f64;
    Beta::new(before as f64 + 1.0, after).map_or(0.0, |beta| beta.sample(rng))
}

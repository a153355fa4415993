//! The probability that an account leaves at a renewal.

use bazaar_engine::Rng;
use bazaar_numerics::portable::normal_cdf;
use bazaar_numerics::variates::{Beta, Variate, VariateError, exp, unit};

use super::parameters::Risk;
use super::quantiles::Quantiles;

/// The distribution of the risk over accounts.
#[derive(Clone, Debug)]
pub(super) enum RiskPlan {
    Same(f64),
    Each(Beta),
    /// By normal score, if the risk is correlated with other traits.
    Scored(Quantiles),
    /// Groups, from the safest: cumulative shares, and risks.
    Groups(Vec<(f64, f64)>),
}

impl RiskPlan {
    pub(super) fn new(risk: &Risk, goes_together: bool) -> Result<Self, VariateError> {
        Ok(match risk {
            Risk::Constant(risk) => Self::Same(risk.canonical()),
            Risk::Beta { a, b } if goes_together => {
                let _ = Beta::new(*a, *b)?;
                Self::Scored(Quantiles::logit_beta(*a, *b))
            }
            Risk::Beta { a, b } => Self::Each(Beta::new(*a, *b)?),
            Risk::Groups(groups) => {
                let mut groups: Vec<(f64, f64)> =
                    groups.values().map(|group| (group.share.canonical(), group.risk.canonical())).collect();
                groups.sort_by(|one, other| one.1.total_cmp(&other.1));
                let mut up_to = 0.0;
                for group in &mut groups {
                    up_to += group.0;
                    group.0 = up_to;
                }
                Self::Groups(groups)
            }
        })
    }

    /// The risk of an account, from a stream of its own and its normal score, if it has one.
    pub(super) fn draw<R: Rng>(&self, rng: &mut R, score: Option<f64>) -> f64 {
        match self {
            Self::Same(risk) => *risk,
            Self::Each(beta) => beta.sample(rng),
            Self::Scored(quantiles) => 1.0 / (1.0 + exp(-quantiles.at(score.unwrap_or(0.0)))),
            Self::Groups(groups) => {
                let draw = score.map_or_else(|| unit(rng), normal_cdf);
                let group = groups.iter().find(|(up_to, _)| draw < *up_to).or(groups.last());
                group.map_or(0.0, |(_, risk)| *risk)
            }
        }
    }
}

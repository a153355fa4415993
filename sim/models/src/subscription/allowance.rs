//! The share of use that a free plan allows, and its effect on sign-ups and word of mouth.
//!
//! A month's use of a feature over all accounts is negative binomial, with shape `r` and mean `m`. Of it,
//! `E[min(N, c)]` fits under a cap of `c`. With `p = r / (r + m)`, and since `n` times the probability of `n` is `m` times
//! that of `n - 1` for a shape one larger,
//!
//! ```text
//! E[min(N, c)] = m I_p(r + 1, c - 1) + c (1 - I_p(r, c))
//! ```
//!
//! where `I` is the regularised incomplete beta function, and the first term is zero below `c = 2`.

use bazaar_numerics::portable::beta_cdf;
use bazaar_numerics::variates::exp;
use pxfm::f_log;

use super::parameters::{Feature, Offer, Parameters};
use super::resolved::MONTH;

/// The factors on the rates at which leads sign up for a plan, and accounts on it refer others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Appeal {
    pub(super) sign_up: f64,
    pub(super) word_of_mouth: f64,
}

impl Appeal {
    /// The factors of a plan without such effects.
    const USUAL: Appeal = Appeal { sign_up: 1.0, word_of_mouth: 1.0 };

    pub(super) fn of(offer: &Offer, parameters: &Parameters) -> Self {
        let generosity = &parameters.generosity;
        let Some(usual) = generosity.usual.filter(|_| offer.is_free()) else { return Appeal::USUAL };
        let ratio = given(offer, parameters) / usual.canonical();
        Appeal {
            sign_up: power(ratio, generosity.sign_up),
            word_of_mouth: power(ratio, generosity.word_of_mouth),
        }
    }
}

fn power(ratio: f64, elasticity: f64) -> f64 {
    if elasticity > 0.0 { exp(elasticity * f_log(ratio)) } else { 1.0 }
}

/// The share of all use that a plan allows; all of it if there is no use.
fn given(offer: &Offer, parameters: &Parameters) -> f64 {
    let months = offer.period.canonical() / MONTH;
    let [mut used, mut allowed] = [0.0; 2];
    for (name, feature) in &parameters.features {
        let mean = feature.mean * months;
        used += mean;
        allowed += match offer.caps.get(name) {
            Some(&cap) => under_cap(&Feature { mean, ..*feature }, cap),
            None => mean,
        };
    }
    if used > 0.0 { (allowed / used).clamp(0.0, 1.0) } else { 1.0 }
}

/// The mean use that fits under a cap.
fn under_cap(feature: &Feature, cap: u32) -> f64 {
    let Feature { mean, shape } = *feature;
    if mean <= 0.0 || cap == 0 {
        return 0.0;
    }
    let p = shape / (shape + mean);
    let cap = f64::from(cap);
    let below = if cap < 2.0 { 0.0 } else { mean * beta_cdf(p, shape + 1.0, cap - 1.0) };
    below + cap * (1.0 - beta_cdf(p, shape, cap))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `E[min(N, c)]` is the sum of the probabilities of more than 0, 1, ... c - 1, and the negative
    /// binomial's probabilities follow from one another by recursion.
    #[test]
    fn what_fits_under_a_cap_is_the_sum_of_tails() {
        for (mean, shape) in [(20.0, 0.8), (3.0, 0.8), (0.5, 2.0), (400.0, 0.05), (10.0, 1e6)] {
            let p = shape / (shape + mean);
            let (mut term, mut below, mut sum) = (exp(shape * f_log(p)), 0.0, 0.0);
            for cap in 0..200_u32 {
                let found = under_cap(&Feature { mean, shape }, cap);
                assert!((found - sum).abs() < 1e-7 * sum.max(1.0), "{mean} {shape} {cap}: {found} {sum}");
                below += term;
                sum += 1.0 - below;
                let k = f64::from(cap);
                term *= (k + shape) / (k + 1.0) * (1.0 - p);
            }
        }
    }
}

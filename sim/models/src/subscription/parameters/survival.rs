//! How long customers would stay by the parameters alone.
//!
//! With a risk `theta` of leaving at each renewal that is beta distributed over accounts, the share left after
//! `t` renewals is the product of `(b + i) / (a + b + i)` for `i` below `t`: the shifted beta-geometric
//! (Fader & Hardie 2007). Where the risk is the same for all it is `(1 - theta)^t`, and for groups a mixture of those.

use super::{Parameters, Risk};

impl Parameters {
    /// The share of new customers that is left after each number of renewals from 0 to this one, if renewals alone
    /// decide. None where they do not: if cards fail, accounts pause, come back or are moved, if who pays goes with
    /// who stays, or if the risks of paid plans differ.
    #[must_use]
    pub fn survival(&self, renewals: usize) -> Option<Vec<f64>> {
        let renewal = &self.renewal;
        let other =
            [renewal.card_fails.canonical(), renewal.win_back.canonical(), self.changes.pause.canonical()];
        let together = [self.willingness.with_risk, self.willingness.usage_with_risk];
        if other.iter().chain(&together).any(|value| value.abs() > 0.0) || !self.moves.is_empty() {
            return None;
        }
        let paid = self.plans.values().filter(|offer| !offer.is_free() && offer.repeat.is_none());
        let mut risks = paid.map(|offer| offer.risk.as_ref().unwrap_or(&renewal.risk));
        let risk = risks.next()?;
        if risks.any(|other| other != risk) {
            return None;
        }
        let groups = match risk {
            Risk::Beta { a, b } => return Some(shifted_beta_geometric(*a, *b, renewals)),
            Risk::Constant(risk) => vec![(1.0, risk.canonical())],
            Risk::Groups(groups) => {
                groups.values().map(|group| (group.share.canonical(), group.risk.canonical())).collect()
            }
        };
        let mut left: Vec<f64> = groups.iter().map(|(share, _)| *share).collect();
        let mut survival = vec![left.iter().sum()];
        for _ in 0..renewals {
            for (left, (_, risk)) in left.iter_mut().zip(&groups) {
                *left *= 1.0 - risk;
            }
            survival.push(left.iter().sum());
        }
        Some(survival)
    }
}

fn shifted_beta_geometric(a: f64, b: f64, renewals: usize) -> Vec<f64> {
    let mut left = 1.0;
    let mut survival = vec![left];
    for renewal in 0..renewals {
        let renewal = renewal as f64;
        left *= (b + renewal) / (a + b + renewal);
        survival.push(left);
    }
    survival
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::quantity::Quantity;
    use crate::subscription::{Offer, RiskGroup};

    fn with(risk: Risk) -> Parameters {
        let mut parameters = Parameters::default();
        parameters.renewal.risk = risk;
        parameters
    }

    #[test]
    fn the_shifted_beta_geometric_is_that_of_fader_and_hardie() {
        // Fader & Hardie (2007), the "Regular" cohort.
        const PUBLISHED: [f64; 12] =
            [0.6267, 0.4738, 0.3880, 0.3321, 0.2924, 0.2625, 0.2391, 0.2201, 0.2044, 0.1912, 0.1799, 0.1701];
        let survival = with(Risk::Beta { a: 0.704, b: 1.182 }).survival(12).unwrap();
        assert_eq!(survival.len(), 13);
        for (found, published) in survival[1..].iter().zip(PUBLISHED) {
            assert!((found - published).abs() < 5e-5, "{found} {published}");
        }
    }

    #[test]
    fn one_risk_is_geometric_and_groups_are_a_mixture() {
        let survival = with(Risk::Constant(Quantity::constant(0.1))).survival(2).unwrap();
        assert!((survival[2] - 0.81).abs() < 1e-12);
        let half = |risk| RiskGroup { share: Quantity::constant(0.5), risk: Quantity::constant(risk) };
        let groups = BTreeMap::from([("loyal".to_owned(), half(0.02)), ("fickle".to_owned(), half(0.1))]);
        let survival = with(Risk::Groups(groups)).survival(2).unwrap();
        assert!((survival[1] - 0.94).abs() < 1e-12);
        assert!((survival[2] - 0.5 * (0.98 * 0.98 + 0.81)).abs() < 1e-12);
    }

    #[test]
    fn where_more_than_renewals_decides_there_is_no_formula() {
        let mut cards = Parameters::default();
        cards.renewal.card_fails = Quantity::constant(0.01);
        assert_eq!(cards.survival(3), None);
        let mut chosen = Parameters::default();
        chosen.willingness.with_risk = -0.5;
        assert_eq!(chosen.survival(3), None);
        let mut differing = Parameters::default();
        let other = differing.plans["paid"].clone();
        let other = Offer { risk: Some(Risk::Constant(Quantity::ZERO)), ..other };
        differing.plans.insert("dear".to_owned(), other);
        assert_eq!(differing.survival(3), None);
    }
}

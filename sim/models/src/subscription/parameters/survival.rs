//! The survival of customers as the parameters give it.
//!
//! With a risk `theta` of leaving at each renewal that is beta distributed over accounts, the share left after
//! `t` renewals is the product of `(b + i) / (a + b + i)` for `i` below `t`: the shifted beta-geometric
//! (Fader & Hardie 2007). Where the risk is the same for all it is `(1 - theta)^t`, and for groups a mixture of those.

use super::{Parameters, Risk};

/// Survival by formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    /// The share of new customers that is left after each number of renewals, from 0.
    pub left: Vec<f64>,
    /// Whether the model has this survival exactly: renewals alone decide. If cards fail, accounts pause,
    /// come back or are moved, or willingness is correlated with risk, it is an approximation without these
    /// effects.
    pub is_exact: bool,
}

impl Parameters {
    /// The share of new customers that is left after each number of renewals from 0 to this one, if renewals
    /// alone decide. `None` if no plan has paid contracts, or the risks of the paid plans differ.
    #[must_use]
    pub fn survival(&self, renewals: usize) -> Option<Survival> {
        let renewal = &self.renewal;
        let paid = self.plans.values().filter(|offer| !offer.is_free() && offer.repeat.is_none());
        let mut risks = paid.map(|offer| offer.risk.as_ref().unwrap_or(&renewal.risk));
        let risk = risks.next()?;
        if risks.any(|other| other != risk) {
            return None;
        }
        let left = match risk {
            Risk::Beta { a, b } => shifted_beta_geometric(*a, *b, renewals),
            Risk::Constant(risk) => mixture(vec![(1.0, risk.canonical())], renewals),
            Risk::Groups(groups) => {
                let groups = groups.values().map(|group| (group.share.canonical(), group.risk.canonical()));
                mixture(groups.collect(), renewals)
            }
        };
        let rates = [renewal.win_back.canonical(), self.changes.pause.canonical()];
        let together = [self.willingness.with_risk, self.willingness.usage_with_risk];
        let decide = [renewal.card_fails.canonical()].into_iter().chain(rates).chain(together);
        let is_exact = decide.map(f64::abs).all(|value| value <= 0.0) && self.moves.is_empty();
        Some(Survival { left, is_exact })
    }
}

/// Survival of groups, each with its share and its risk.
fn mixture(mut groups: Vec<(f64, f64)>, renewals: usize) -> Vec<f64> {
    let sum = |groups: &[(f64, f64)]| groups.iter().map(|(left, _)| *left).sum();
    let mut survival = vec![sum(&groups)];
    for _ in 0..renewals {
        for (left, risk) in &mut groups {
            *left *= 1.0 - *risk;
        }
        survival.push(sum(&groups));
    }
    survival
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
        let survival = with(Risk::Beta { a: 0.704, b: 1.182 }).survival(12).unwrap().left;
        assert_eq!(survival.len(), 13);
        for (found, published) in survival[1..].iter().zip(PUBLISHED) {
            assert!((found - published).abs() < 5e-5, "{found} {published}");
        }
    }

    #[test]
    fn one_risk_is_geometric_and_groups_are_a_mixture() {
        let survival = with(Risk::Constant(Quantity::constant(0.1))).survival(2).unwrap().left;
        assert!((survival[2] - 0.81).abs() < 1e-12);
        let half = |risk| RiskGroup { share: Quantity::constant(0.5), risk: Quantity::constant(risk) };
        let groups = BTreeMap::from([("loyal".to_owned(), half(0.02)), ("fickle".to_owned(), half(0.1))]);
        let survival = with(Risk::Groups(groups)).survival(2).unwrap().left;
        assert!((survival[1] - 0.94).abs() < 1e-12);
        assert!((survival[2] - 0.5 * (0.98 * 0.98 + 0.81)).abs() < 1e-12);
    }

    #[test]
    fn where_more_than_renewals_decides_the_formula_is_not_the_models() {
        let is_exact = |change: fn(&mut Parameters)| {
            let mut parameters = Parameters::default();
            change(&mut parameters);
            parameters.survival(3).unwrap().is_exact
        };
        assert!(is_exact(|_| {}));
        assert!(!is_exact(|parameters| parameters.renewal.card_fails = Quantity::constant(0.01)));
        assert!(!is_exact(|parameters| parameters.changes.pause = Quantity::constant(0.01)));
        assert!(!is_exact(|parameters| parameters.willingness.with_risk = -0.5));
        assert!(is_exact(|parameters| parameters.willingness.with_usage = 0.5));
    }

    #[test]
    fn risks_that_differ_between_paid_plans_have_no_one_formula() {
        let mut parameters = Parameters::default();
        let risk = Some(Risk::Constant(Quantity::ZERO));
        let dear = Offer { risk, ..parameters.plans["paid"].clone() };
        parameters.plans.insert("dear".to_owned(), dear);
        assert_eq!(parameters.survival(3), None);
        parameters.plans.remove("paid");
        assert_eq!(parameters.survival(1).unwrap().left, [1.0, 1.0]);
    }
}

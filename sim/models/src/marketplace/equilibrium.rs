//! The equilibria of a market in the limit of a large population (mean field), where random variation cancels
//! out.
//!
//! With `b` and `s` the shares of both sides that are in, and `p_b` and `p_s` the relative costs of being in,
//! a share `1 - p_b / s` of the buyers wants to be in, and a share `1 - p_s / b` of the sellers. Each side
//! moves towards the share that wants to be in, at the rate at which its people reconsider:
//!
//! ```text
//! db/dt = r_b (max(0, 1 - p_b/s) - b)        ds/dt = r_s (max(0, 1 - p_s/b) - s)
//! ```
//!
//! In equilibrium `b^2 - (1 + p_s - p_b) b + p_s = 0`, which has two solutions. The larger is the *mature
//! market*, which is stable. The smaller is the *critical mass*, a saddle point: it attracts along one curve
//! only, the *frontier*, and repels on either side of it. Above the frontier a market grows to maturity;
//! below it, it shrinks to nothing (Evans & Schmalensee 2010). A side with same-side network effects rests
//! where `n (1 - n) = p` (Rohlfs 1974).

use super::metrics::PARTICIPATION;
use super::parameters::{Network, Parameters, Participation, Side};

/// An equilibrium of a market.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equilibrium {
    /// Its name: `critical mass`.
    pub name: &'static str,
    /// The shares of buyers and of sellers that are in; `None` for a side without people.
    pub shares: [Option<f64>; 2],
    /// Whether it attracts nearby states.
    pub is_stable: bool,
}

impl Equilibrium {
    /// The value of a metric there, if the metric is the participation of a side.
    #[must_use]
    pub fn value(&self, metric: &str) -> Option<f64> {
        self.shares[PARTICIPATION.iter().position(|name| *name == metric)?]
    }
}

impl Parameters {
    /// The equilibria once all people know the platform and temporary subsidies have ended: the empty market,
    /// the critical mass and the mature market. Empty where there is no formula: without network effects,
    /// with `gamma` other than 1, with sellers who look at earnings, with rivals or regulation, if being in
    /// costs nothing, or if it costs more than any market is worth.
    #[must_use]
    pub fn equilibria(&self) -> Vec<Equilibrium> {
        let found = match self.costs_of_being_in() {
            [Some((buyers, Network::CrossSide)), Some((sellers, Network::CrossSide))] => {
                two_sides([buyers, sellers]).map(|both| both.map(|shares| shares.map(Some)))
            }
            [Some((cost, Network::SameSide)), None] => {
                one_side(cost).map(|both| both.map(|n| [Some(n), None]))
            }
            [None, Some((cost, Network::SameSide))] => {
                one_side(cost).map(|both| both.map(|n| [None, Some(n)]))
            }
            _ => None,
        };
        let Some([critical, mature]) = found else { return Vec::new() };
        let nobody = mature.map(|share| share.map(|_| 0.0));
        vec![
            Equilibrium { name: "nobody", shares: nobody, is_stable: true },
            Equilibrium { name: "critical mass", shares: critical, is_stable: false },
            Equilibrium { name: "mature market", shares: mature, is_stable: true },
        ]
    }

    /// The final cost of being in for each side, over its value scale; `None` for a side without people.
    pub(super) fn costs_of_being_in(&self) -> [Option<(f64, Network)>; 2] {
        let rivals =
            self.rivals.free_alternative.canonical() > 0.0 || self.rivals.incumbent_reacts_at.is_some();
        let earnings = self.supply.reservation.is_some();
        if self.participation != Participation::Network
            || rivals
            || earnings
            || self.regulation.from.is_some()
        {
            return [None; 2];
        }
        let cost = |side: &Side| (side.cost(self.launch.subsidies_end.is_none()), side.network);
        let linear = |side: &&Side| (1.0..=1.0).contains(&side.gamma);
        [&self.buyers, &self.sellers]
            .map(|side| Some(side).filter(|side| side.potential > 0).filter(linear).map(cost))
    }
}

/// The critical mass and the mature market, each as buyers and sellers.
fn two_sides([buyers, sellers]: [f64; 2]) -> Option<[[f64; 2]; 2]> {
    let roots = roots(1.0 + sellers - buyers, sellers).filter(|_| buyers > 0.0 && sellers > 0.0)?;
    let both = roots.map(|b| [b, 1.0 - sellers / b]);
    both.iter().flatten().all(|share| (0.0..=1.0).contains(share)).then_some(both)
}

/// The threshold and the size of a network with one side.
fn one_side(cost: f64) -> Option<[f64; 2]> {
    roots(1.0, cost).filter(|_| cost > 0.0)
}

/// The solutions of `x^2 - sum x + product = 0`, the smaller first.
fn roots(sum: f64, product: f64) -> Option<[f64; 2]> {
    let apart = sum * sum - 4.0 * product;
    (apart > 0.0).then(|| [-1.0, 1.0].map(|sign| 0.5 * (sum + sign * apart.sqrt())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Currency, Money, Quantity};

    /// A market in which being in costs these shares of the value scale, in percent.
    fn market(buyers: u64, sellers: u64) -> Parameters {
        let mut parameters = Parameters::default();
        parameters.buyers.price = Money::new(buyers * 100, Currency::Usd);
        parameters.sellers.price = Money::new(sellers * 100, Currency::Usd);
        parameters
    }

    /// The values of the specification have five digits.
    fn assert_near(found: Option<f64>, expected: f64) {
        assert!((found.unwrap() - expected).abs() < 6e-6, "{found:?} is not {expected}");
    }

    #[test]
    fn two_sides_have_a_critical_mass_and_a_mature_market() {
        let found = market(5, 20).equilibria();
        let names: Vec<&str> = found.iter().map(|one| one.name).collect();
        assert_eq!(names, ["nobody", "critical mass", "mature market"]);
        assert_near(found[1].value("participation_buyers"), 0.21358);
        assert_near(found[1].value("participation_sellers"), 0.06358);
        assert_near(found[2].value("participation_buyers"), 0.93642);
        assert_near(found[2].value("participation_sellers"), 0.78642);
        assert!(found[0].is_stable && !found[1].is_stable && found[2].is_stable);
        assert_eq!(found[1].value("fees"), None);
    }

    #[test]
    fn one_side_has_a_threshold() {
        let mut parameters = market(21, 0);
        parameters.buyers.network = Network::SameSide;
        parameters.sellers.potential = 0;
        let found = parameters.equilibria();
        assert_near(found[1].value("participation_buyers"), 0.3);
        assert_near(found[2].value("participation_buyers"), 0.7);
        assert_eq!(found[1].value("participation_sellers"), None);
        assert_eq!(parameters.frontier(), Vec::<[f64; 2]>::new());
    }

    #[test]
    fn where_there_is_no_formula_there_is_no_equilibrium() {
        let mut curved = market(5, 20);
        curved.buyers.gamma = 2.0;
        let mut always = market(5, 20);
        always.participation = Participation::Always;
        let mut rival = market(5, 20);
        rival.rivals.free_alternative = Quantity::new(0.1).unwrap();
        for parameters in [curved, always, rival, market(60, 60), market(0, 20)] {
            assert_eq!(parameters.equilibria(), []);
            assert_eq!(parameters.frontier(), Vec::<[f64; 2]>::new());
        }
    }

    #[test]
    fn subsidies_that_end_do_not_count() {
        let mut parameters = market(5, 20);
        parameters.buyers.subsidy = Money::new(500, Currency::Usd);
        assert_eq!(parameters.equilibria(), []);
        parameters.launch.subsidies_end = Some(Quantity::days(30));
        assert_near(parameters.equilibria()[1].value("participation_buyers"), 0.21358);
    }
}

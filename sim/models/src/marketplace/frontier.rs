//! The frontier of critical mass: which starts grow, and which shrink.
//!
//! Around the critical mass, a saddle point, the dynamics of [`equilibrium`](super::equilibrium) have one
//! curve that leads to it, the stable manifold. On one side of this curve every market grows to maturity, on
//! the other it shrinks.

use super::parameters::Parameters;

/// The distance between computed points of a frontier.
const STEP: f64 = 0.001;

/// One in this number of points is kept.
const KEPT: usize = 5;

/// The most points of a frontier.
const MOST: usize = 20_000;

impl Parameters {
    /// The frontier of critical mass: shares of buyers and of sellers, from few buyers to many, from which a
    /// very large market in which all people know the platform would come to the critical mass itself. Empty
    /// if there are no such two-sided [`equilibria`](Self::equilibria).
    ///
    /// It is the stable manifold of the saddle point, followed backwards in time (Runge & Kutta's
    /// fourth-order method) to the edges of the unit square.
    #[must_use]
    pub fn frontier(&self) -> Vec<[f64; 2]> {
        let costs = self.costs_of_being_in();
        let critical = self.equilibria().into_iter().find(|equilibrium| !equilibrium.is_stable);
        let ([Some((buyers, _)), Some((sellers, _))], Some([Some(b), Some(s)])) =
            (costs, critical.map(|critical| critical.shares))
        else {
            return Vec::new();
        };
        let rates = [&self.buyers, &self.sellers].map(|side| side.reconsider.canonical());
        if rates.iter().any(|rate| *rate <= 0.0) {
            return Vec::new();
        }
        let flow = Flow { costs: [buyers, sellers], rates };
        let [across, up] = flow.stable_direction([b, s]);
        let mut frontier = flow.back([b, s], [-across, -up]);
        frontier.reverse();
        frontier.push([b, s]);
        frontier.extend(flow.back([b, s], [across, up]));
        frontier
    }
}

/// The dynamics of a very large market.
struct Flow {
    costs: [f64; 2],
    rates: [f64; 2],
}

impl Flow {
    /// The direction in which shares move, of length one.
    fn direction(&self, [b, s]: [f64; 2]) -> [f64; 2] {
        let wanted = |cost: f64, others: f64| if others > cost { 1.0 - cost / others } else { 0.0 };
        let [buyers, sellers] = self.costs;
        unit([self.rates[0] * (wanted(buyers, s) - b), self.rates[1] * (wanted(sellers, b) - s)])
    }

    /// The direction along which the saddle attracts: that of the eigenvector of the smaller eigenvalue.
    fn stable_direction(&self, [b, s]: [f64; 2]) -> [f64; 2] {
        let [of_buyers, of_sellers] = self.rates;
        let across = of_buyers * self.costs[0] / (s * s);
        let up = of_sellers * self.costs[1] / (b * b);
        let apart = of_buyers - of_sellers;
        unit([across, 0.5 * (apart - (apart * apart + 4.0 * across * up).sqrt())])
    }

    /// The points on the trajectory that reaches the saddle from this side.
    fn back(&self, saddle: [f64; 2], direction: [f64; 2]) -> Vec<[f64; 2]> {
        let mut at = moved(saddle, direction, STEP);
        let mut points = Vec::new();
        for step in 0..MOST {
            let one = self.direction(at);
            let two = self.direction(moved(at, one, -0.5 * STEP));
            let three = self.direction(moved(at, two, -0.5 * STEP));
            let four = self.direction(moved(at, three, -STEP));
            let mean = [0, 1].map(|side| (one[side] + 2.0 * (two[side] + three[side]) + four[side]) / 6.0);
            let next = moved(at, mean, -STEP);
            if step % KEPT == 0 {
                points.push(at);
            }
            if let Some(edge) = edge(at, next) {
                points.push(edge);
                break;
            }
            at = next;
        }
        points
    }
}

fn moved(from: [f64; 2], direction: [f64; 2], by: f64) -> [f64; 2] {
    [from[0] + by * direction[0], from[1] + by * direction[1]]
}

fn unit([across, up]: [f64; 2]) -> [f64; 2] {
    let length = (across * across + up * up).sqrt();
    if length > 0.0 { [across / length, up / length] } else { [0.0, 0.0] }
}

/// Where a step leaves the unit square, if it does.
fn edge(from: [f64; 2], to: [f64; 2]) -> Option<[f64; 2]> {
    let crossings = [0, 1].into_iter().filter_map(|side| {
        let wall = if to[side] < 0.0 { 0.0 } else { 1.0 };
        let leaves = to[side] < 0.0 || to[side] > 1.0;
        leaves.then(|| (wall - from[side]) / (to[side] - from[side]))
    });
    let first = crossings.min_by(f64::total_cmp)?;
    Some([0, 1].map(|side| (from[side] + first * (to[side] - from[side])).clamp(0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Currency, Money, Quantity};

    /// A market in which being in costs each side a tenth of the value scale.
    fn market() -> Parameters {
        let mut parameters = Parameters::default();
        for side in [&mut parameters.buyers, &mut parameters.sellers] {
            side.price = Money::new(1_000, Currency::Usd);
        }
        parameters
    }

    /// The share of buyers that the frontier requires at this share of sellers.
    fn buyers_beside(frontier: &[[f64; 2]], sellers: f64) -> Option<f64> {
        frontier.windows(2).find_map(|pair| {
            let ([b, s], [to_b, to_s]) = (pair[0], pair[1]);
            let share = (sellers - s) / (to_s - s);
            (0.0..=1.0).contains(&share).then_some(b + share * (to_b - b))
        })
    }

    #[test]
    fn the_frontier_is_that_of_two_equal_sides() {
        // Least starting buyers for starting sellers at p = .1, to .01 (after Evans & Schmalensee 2010).
        let frontier = market().frontier();
        for (sellers, buyers) in
            [(0.05, 0.15949), (0.10, 0.12639), (0.112_702, 0.11270), (0.15, 0.06805), (0.18, 0.00388)]
        {
            let found = buyers_beside(&frontier, sellers).unwrap();
            assert!((found - buyers).abs() < 1e-3, "{found} beside {sellers}, not {buyers}");
        }
        assert_eq!(buyers_beside(&frontier, 0.20), None);
    }

    #[test]
    fn slow_sellers_move_the_frontier() {
        let mut parameters = market();
        parameters.sellers.reconsider = Quantity::new(0.25 / 168.0).unwrap();
        let frontier = parameters.frontier();
        for (sellers, buyers) in [(0.05, 0.24357), (0.10, 0.14424), (0.112_702, 0.11270)] {
            let found = buyers_beside(&frontier, sellers).unwrap();
            assert!((found - buyers).abs() < 1e-3, "{found} beside {sellers}, not {buyers}");
        }
        assert_eq!(buyers_beside(&frontier, 0.15), None);
    }
}

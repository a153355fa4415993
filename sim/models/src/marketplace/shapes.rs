//! The figures of a marketplace: its equilibria, and maps of idle sellers and unserved requests.

use super::Parameters;
use super::metrics::{NAME, PARTICIPATION};
use crate::shape::{Arrival, Frontier, Map, Phase, Rest, Shape, Shown};

/// The map of a city.
pub(crate) const MAP: Shape = Shape::Map(Map { idle: "sellers", unmet: "requests" });

impl Shown for Parameters {
    fn shapes(&self, _: u32) -> Vec<Shape> {
        let rests = self.equilibria().into_iter().map(|equilibrium| {
            let values = PARTICIPATION.into_iter().zip(equilibrium.shares);
            Rest {
                name: equilibrium.name,
                values: values.filter_map(|(metric, share)| Some((metric, share?))).collect(),
                is_stable: equilibrium.is_stable,
            }
        });
        let frontier = Frontier {
            name: "frontier of critical mass, for very many people",
            metrics: PARTICIPATION,
            points: self.frontier(),
        };
        let phase = Phase {
            rests: rests.collect(),
            frontier: Some(frontier).filter(|frontier| !frontier.points.is_empty()),
            arrival: Some(Arrival { metric: NAME.launched, word: "launched" }),
        };
        vec![Shape::Phase(phase), MAP]
    }
}

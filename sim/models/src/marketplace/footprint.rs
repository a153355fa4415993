//! The events and memory that a run of the marketplace takes.

use super::{Matching, Parameters, Participation, Side};
use crate::footprint::Footprint;

/// A person, what a side knows of them, and their pending events, in bytes.
const PERSON: f64 = 250.0;

impl Parameters {
    /// The footprint of a replication of this many hours.
    #[must_use]
    pub fn footprint(&self, hours: f64) -> Footprint {
        let [buyers, sellers] = [&self.buyers, &self.sellers].map(|side| f64::from(side.potential));
        let knowing = |side: &Side| {
            let hears = (side.innovation.canonical() + side.imitation.canonical()) * hours;
            (side.aware.canonical() + side.seeded.canonical() + hears).min(1.0)
        };
        let thinks = |side: &Side| match self.participation {
            Participation::Always => 0.0,
            _ => f64::from(side.potential) * knowing(side) * side.reconsider.canonical() * hours,
        };
        // Candidates for hearing come at the highest rate there can be, until one counts.
        let hears = |side: &Side| {
            let [alone, others] = [side.innovation, side.imitation].map(crate::quantity::Quantity::canonical);
            let all = (alone + others) * hours;
            let until = if alone > 0.0 { (alone + others) / alone } else { f64::INFINITY };
            f64::from(side.potential) * all.min(until)
        };
        let asks = match self.matching {
            // A need, the end of patience, a job.
            Matching::Search => 3.0 * buyers * knowing(&self.buyers) * self.requests.rate.canonical() * hours,
            Matching::Function => {
                let pairs = (buyers * sellers).sqrt().max(1.0);
                self.function.rate.canonical() * hours * pairs
            }
        };
        let asked = if self.matching == Matching::Search { "requests.rate" } else { "function.rate" };
        let leaves = sellers * self.churn.rate.canonical() * hours;
        Footprint::new(1.0)
            .and("buyers.potential", buyers, PERSON * buyers)
            .and("sellers.potential", sellers, PERSON * sellers)
            .and("buyers.reconsider", thinks(&self.buyers), 0.0)
            .and("sellers.reconsider", thinks(&self.sellers), 0.0)
            .and("buyers.imitation", hears(&self.buyers), 0.0)
            .and("sellers.imitation", hears(&self.sellers), 0.0)
            .and(asked, asks, 0.0)
            .and("churn.rate", leaves, 4.0 * leaves)
    }
}

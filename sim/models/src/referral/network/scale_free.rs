//! The scale-free network by preferential attachment: people come one by one and connect to others in
//! proportion to their degree (Barabási & Albert 1999).
//!
//! A random end of a random tie is a person drawn in proportion to degree (Batagelj & Brandes 2005).

use bazaar_engine::stream::{Generator, Stream};
use bazaar_numerics::variates::below;

use super::Pairs;

pub(super) fn pairs<G: Generator>(people: u32, links: u32, rng: &mut Stream<G>) -> Pairs {
    let mut pairs: Pairs = Vec::with_capacity(people as usize * links as usize);
    // The first few are all connected.
    for one in 1..=links {
        pairs.extend((0..one).map(|other| (one, other)));
    }
    let mut known: Vec<u32> = Vec::with_capacity(links as usize);
    for newcomer in links + 1..people {
        let ends = 2 * pairs.len() as u64;
        known.clear();
        while known.len() < links as usize {
            let end = below(rng, ends);
            let (one, other) = pairs[(end / 2) as usize];
            let person = if end.is_multiple_of(2) { one } else { other };
            if !known.contains(&person) {
                known.push(person);
            }
        }
        pairs.extend(known.iter().map(|&person| (newcomer, person)));
    }
    pairs
}

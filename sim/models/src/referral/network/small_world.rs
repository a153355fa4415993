//! The small world: a ring in which people know their neighbours, and some ties are rewired to distant people
//! (Watts & Strogatz 1998).

use std::collections::BTreeSet;

use bazaar_engine::stream::{Generator, Stream};
use bazaar_numerics::variates::{below, chance};

use super::Pairs;

pub(super) fn pairs<G: Generator>(people: u32, degree: u32, rewired: f64, rng: &mut Stream<G>) -> Pairs {
    let ordered = |one: u32, other: u32| (one.min(other), one.max(other));
    let ahead = |one: u32, steps: u32| {
        #[expect(clippy::cast_possible_truncation, reason = "a remainder of the number of people")]
        let other = ((u64::from(one) + u64::from(steps)) % u64::from(people)) as u32;
        other
    };
    let mut ties: BTreeSet<(u32, u32)> = (1..=degree / 2)
        .flat_map(|steps| (0..people).map(move |one| ordered(one, ahead(one, steps))))
        .collect();
    if rewired > 0.0 {
        for steps in 1..=degree / 2 {
            for one in 0..people {
                if chance(rng, rewired) {
                    rewire(&mut ties, one, ordered(one, ahead(one, steps)), people, rng);
                }
            }
        }
    }
    ties.into_iter().collect()
}

/// One end of a tie is moved to a random person whom `one` does not know yet. In a small ring there may be
/// none, so the number of attempts is limited to the number of people.
fn rewire<G: Generator>(
    ties: &mut BTreeSet<(u32, u32)>,
    one: u32,
    tie: (u32, u32),
    people: u32,
    rng: &mut Stream<G>,
) {
    if !ties.contains(&tie) {
        return;
    }
    for _ in 0..people {
        #[expect(clippy::cast_possible_truncation, reason = "below the number of people")]
        let other = below(rng, u64::from(people)) as u32;
        let new = (one.min(other), one.max(other));
        if other != one && ties.insert(new) {
            ties.remove(&tie);
            return;
        }
    }
}

//! Pairs who have met: a list for each buyer. Pairs who never met take no memory.
//!
//! Most buyers meet a few sellers again and again, so the first few pairs are stored with the buyer, in the
//! same cache lines; further pairs are stored elsewhere, in chunks of seven.

use super::people::NONE;

/// A buyer and a seller who have met. Sellers are identified by a number that is never reused.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pair {
    pub(super) who: u32,
    /// Twice the number of jobs on the platform, plus one if the pair bypasses it.
    record: u32,
}

impl Pair {
    /// Jobs on the platform.
    pub(super) const fn jobs(self) -> u32 {
        self.record >> 1
    }

    /// One more job.
    pub(super) fn works(&mut self) {
        self.record = self.record.checked_add(2).unwrap_or(self.record);
    }

    /// Whether the pair bypasses the platform.
    pub(super) const fn has_leaked(self) -> bool {
        self.record & 1 == 1
    }
}

const AT_HAND: usize = 4;
const TOGETHER: usize = 7;

/// A buyer's list of pairs: its beginning, and where the rest is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Acquaintances {
    at_hand: [Pair; AT_HAND],
    rest: u32,
    len: u8,
    /// Whether one of the pairs bypasses the platform.
    has_leaked: bool,
}

impl Acquaintances {
    pub(super) const NOBODY: Acquaintances = Acquaintances {
        at_hand: [Pair { who: NONE, record: 0 }; AT_HAND],
        rest: NONE,
        len: 0,
        has_leaked: false,
    };

    /// Whether the buyer bypasses the platform with at least one seller.
    pub(super) const fn has_leaked(&self) -> bool {
        self.has_leaked
    }
}

/// Pairs of one buyer, of whom this many are there, and where the others are.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Chunk {
    pairs: [Pair; TOGETHER],
    len: u32,
    next: u32,
}

/// All pairs that are not stored with their buyer. A pair's number counts those stored with the buyer first
/// and then all of these; it has no meaning without the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    chunks: Vec<Chunk>,
}

/// The number of the first pair in a chunk.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "a chunk is only added while its pairs have numbers")]
fn first_of(chunk: u32) -> u32 {
    (AT_HAND + chunk as usize * TOGETHER) as u32
}

impl Pairs {
    /// The number of the pair of this seller in the list.
    #[inline]
    pub(super) fn find(&self, list: &Acquaintances, who: u32) -> Option<u32> {
        #[expect(clippy::cast_possible_truncation, reason = "below four or seven")]
        let place = |pairs: &[Pair]| pairs.iter().position(|pair| pair.who == who).map(|place| place as u32);
        // No seller has the number of an empty place.
        if let Some(place) = place(&list.at_hand) {
            return Some(place);
        }
        let mut number = list.rest;
        while let Some(chunk) = self.chunks.get(number as usize) {
            if let Some(place) = place(&chunk.pairs[..chunk.len as usize]) {
                return Some(first_of(number) + place);
            }
            number = chunk.next;
        }
        None
    }

    /// A pair that has met, and its number.
    pub(super) fn meet(&mut self, list: &mut Acquaintances, who: u32) -> u32 {
        let pair = Pair { who, record: 0 };
        if let Some(place) = list.at_hand.get_mut(list.len as usize) {
            *place = pair;
            list.len += 1;
            return u32::from(list.len) - 1;
        }
        let is_full = self.chunks.get(list.rest as usize).is_none_or(|chunk| chunk.len as usize == TOGETHER);
        if is_full {
            // Beyond 2^32 - 1 meetings pairs are forgotten; no run gets there.
            let fits = AT_HAND + (self.chunks.len() + 1) * TOGETHER < NONE as usize;
            let Some(chunk) = u32::try_from(self.chunks.len()).ok().filter(|_| fits) else { return NONE };
            self.chunks.push(Chunk { pairs: [Pair::default(); TOGETHER], len: 0, next: list.rest });
            list.rest = chunk;
        }
        let chunk = &mut self.chunks[list.rest as usize];
        chunk.pairs[chunk.len as usize] = pair;
        chunk.len += 1;
        first_of(list.rest) + chunk.len - 1
    }

    #[inline]
    pub(super) fn get(&self, list: &Acquaintances, number: u32) -> Option<Pair> {
        match (number as usize).checked_sub(AT_HAND) {
            None => list.at_hand.get(number as usize).copied(),
            Some(place) => Some(self.chunks.get(place / TOGETHER)?.pairs[place % TOGETHER]),
        }
    }

    /// All pairs of a list.
    pub(super) fn of<'a>(&'a self, list: &'a Acquaintances) -> impl Iterator<Item = Pair> + 'a {
        let mut next = list.rest;
        let chunks = std::iter::from_fn(move || {
            let chunk = self.chunks.get(next as usize)?;
            next = chunk.next;
            Some(&chunk.pairs[..chunk.len as usize])
        });
        list.at_hand[..usize::from(list.len)].iter().chain(chunks.flatten()).copied()
    }

    /// The pair bypasses the platform from now on.
    pub(super) fn leaks(&mut self, list: &mut Acquaintances, number: u32) {
        list.has_leaked = true;
        if let Some(pair) = self.get_mut(list, number) {
            pair.record |= 1;
        }
    }

    #[inline]
    pub(super) fn get_mut<'a>(
        &'a mut self,
        list: &'a mut Acquaintances,
        number: u32,
    ) -> Option<&'a mut Pair> {
        match (number as usize).checked_sub(AT_HAND) {
            None => list.at_hand.get_mut(number as usize),
            Some(place) => Some(&mut self.chunks.get_mut(place / TOGETHER)?.pairs[place % TOGETHER]),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Compared with a map, for two buyers who meet the same people.
        #[test]
        fn whoever_was_met_is_found_and_nobody_else(meetings in prop::collection::vec((0..2_usize, 0..40_u32), 0..150)) {
            let mut pairs = Pairs::default();
            let mut lists = [Acquaintances::NOBODY; 2];
            let mut known = std::collections::BTreeMap::new();
            for (buyer, who) in meetings {
                let list = &mut lists[buyer];
                let number = pairs.find(list, who).unwrap_or_else(|| pairs.meet(list, who));
                pairs.get_mut(list, number).unwrap().works();
                let (jobs, has_leaked) = known.entry((buyer, who)).or_insert((0, false));
                *jobs += 1;
                if *jobs == 3 {
                    pairs.leaks(list, number);
                    *has_leaked = true;
                }
            }
            for (buyer, list) in lists.iter().enumerate() {
                for who in 0..40 {
                    let found = pairs.find(list, who).and_then(|number| pairs.get(list, number));
                    let found = found.map(|pair| (pair.jobs(), pair.has_leaked()));
                    prop_assert_eq!(found, known.get(&(buyer, who)).copied());
                }
                let all: std::collections::BTreeMap<u32, (u32, bool)> =
                    pairs.of(list).map(|pair| (pair.who, (pair.jobs(), pair.has_leaked()))).collect();
                let expected = known.iter().filter(|((of, _), _)| *of == buyer);
                prop_assert_eq!(all, expected.map(|((_, who), record)| (*who, *record)).collect());
                let any = known.iter().any(|((of, _), (_, has_leaked))| *of == buyer && *has_leaked);
                prop_assert_eq!(list.has_leaked(), any);
            }
        }
    }
}

//! Who has met whom: a list of pairs for each buyer, and nothing for those who never met.

use super::people::NONE;

/// A buyer and a seller who have met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) seller: u32,
    /// Which of the people who have had the seller's place.
    life: u32,
    next: u32,
    /// Jobs on the platform.
    pub(super) jobs: u32,
    /// They do without the platform.
    pub(super) has_leaked: bool,
}

/// All pairs.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    all: Vec<Pair>,
}

impl Pairs {
    /// The number of the pair of this seller in the list that begins with `first`.
    pub(super) fn find(&self, first: u32, seller: u32, life: u32) -> Option<u32> {
        let mut number = first;
        while let Some(pair) = self.get(number) {
            if pair.seller == seller && pair.life == life {
                return Some(number);
            }
            number = pair.next;
        }
        None
    }

    /// A pair that has met; `first` becomes its number.
    pub(super) fn meet(&mut self, first: &mut u32, seller: u32, life: u32) -> u32 {
        let pair = Pair { seller, life, next: *first, jobs: 0, has_leaked: false };
        // Beyond 2^32 - 1 meetings people forget; nobody runs that.
        let Some(number) = u32::try_from(self.all.len()).ok().filter(|&number| number < NONE) else {
            return *first;
        };
        self.all.push(pair);
        *first = number;
        number
    }

    pub(super) fn get(&self, number: u32) -> Option<&Pair> {
        self.all.get(number as usize)
    }

    pub(super) fn get_mut(&mut self, number: u32) -> Option<&mut Pair> {
        self.all.get_mut(number as usize)
    }

    /// The pair, if the seller is still the one it met.
    pub(super) fn still(&self, number: u32, lives: impl Fn(u32) -> u32) -> Option<&Pair> {
        self.get(number).filter(|pair| lives(pair.seller) == pair.life)
    }
}

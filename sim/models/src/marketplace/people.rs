//! The people: what each side could hold, and what the model knows of everyone.
//!
//! A side's potential is a number of *places*, each with a person. A seller who
//! leaves for good is replaced by a newcomer, with another key and so with
//! traits of their own, who has yet to hear of the platform.

use bazaar_engine::stream::Stream;
use bazaar_engine::{Generation, Key};

use super::space::Point;

/// Nobody, or nothing, where a slot or a number is expected.
pub(super) const NONE: u32 = u32::MAX;

/// A side of the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Buyer,
    Seller,
}

impl Role {
    pub(super) const BOTH: [Role; 2] = [Role::Buyer, Role::Seller];

    pub(super) const fn index(self) -> usize {
        self as usize
    }

    pub(super) const fn other(self) -> Role {
        match self {
            Role::Buyer => Role::Seller,
            Role::Seller => Role::Buyer,
        }
    }
}

/// What every event of a person needs: 64 bytes.
#[derive(Clone, Debug)]
pub(super) struct Person<G> {
    pub(super) key: Key,
    /// For hearing of the platform, and then for thinking again.
    pub(super) thoughts: Stream<G>,
    /// For a buyer's needs, or a seller's thoughts of leaving for good.
    pub(super) needs: Stream<G>,
    /// How much the platform is worth to this person, from 0 to 1.
    pub(super) theta: f64,
    pub(super) city: u32,
    /// Raised when a newcomer takes the place.
    pub(super) plans: Generation,
    pub(super) knows: bool,
    pub(super) is_in: bool,
    /// Has been in before.
    pub(super) has_joined: bool,
    /// An event of `needs` is pending.
    pub(super) is_expecting: bool,
    /// Has the other role as well.
    pub(super) has_both_roles: bool,
}

/// What only a buyer has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Buyer {
    pub(super) home: Point,
    /// How many needs there have been: the number of the next request.
    pub(super) needs: u32,
    /// The first in the list of pairs.
    pub(super) pairs: u32,
    /// The pair with whom the buyer was satisfied last.
    pub(super) regular: u32,
    /// Does without the platform with one seller at least.
    pub(super) has_leaked: bool,
}

/// What only a seller has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seller {
    pub(super) at: Point,
    /// Which share of full marks this seller deserves.
    pub(super) quality: f64,
    /// Good and bad marks, with one of each to begin with: the parameters of a beta distribution.
    pub(super) marks: [f64; 2],
    /// Raised when a newcomer takes the place.
    pub(super) life: u32,
    /// Jobs at hand: one at most, unless a matching function hands them out.
    pub(super) jobs: u32,
    pub(super) has_worked: bool,
    pub(super) joined: f64,
    /// What was paid out since the warm-up, in cents.
    pub(super) paid: i64,
    /// The moving average of earnings, in cents an hour, and when it was last brought up to date.
    pub(super) earnings: f64,
    pub(super) earned_at: f64,
}

impl Seller {
    /// Somebody of whom nothing is known.
    pub(super) fn newcomer(at: Point, quality: f64, life: u32) -> Self {
        Seller {
            at,
            quality,
            marks: [1.0, 1.0],
            life,
            jobs: 0,
            has_worked: false,
            joined: 0.0,
            paid: 0,
            earnings: 0.0,
            earned_at: 0.0,
        }
    }

    /// The mean of what is believed about this seller: the share of good marks.
    pub(super) fn reputation(&self) -> f64 {
        let [good, bad] = self.marks;
        good / (good + bad)
    }
}

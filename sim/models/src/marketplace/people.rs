//! The people: the places of each side, and the state of each person.
//!
//! A side's potential is a number of *places*, each with a person. A seller who leaves for good is replaced
//! by a newcomer, who has another key, and so other traits, and does not know the platform yet.

use bazaar_engine::stream::Stream;
use bazaar_engine::{Generation, Key};

use super::pairs::Acquaintances;
use super::space::Point;

/// Stands for no slot or no number.
pub(super) const NONE: u32 = u32::MAX;

/// A side of the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Buyer,
    Seller,
}

impl Role {
    pub(crate) const BOTH: [Role; 2] = [Role::Buyer, Role::Seller];

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

/// What every event of a person needs, in one line of the processor's cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(super) struct Person<G> {
    pub(super) key: Key,
    /// For hearing of the platform, and then for reconsidering.
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

/// What only a buyer has, in one line as well.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Buyer {
    pub(super) home: Point,
    pub(super) pairs: Acquaintances,
    /// How many needs there have been: the number of the next request.
    pub(super) needs: u32,
    /// The number of the pair with whom the buyer was satisfied last.
    pub(super) regular: u32,
}

/// What others see of a seller: little enough for all sellers to stay in the processor's cache, since
/// every request looks at several.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    /// The mean of what is believed about this seller: the share of good marks.
    pub(super) reputation: f64,
    /// A number that is never reused.
    pub(super) who: u32,
    /// Jobs in progress: at most one, except with a matching function.
    pub(super) jobs: u32,
    pub(super) city: u32,
    pub(super) is_in: bool,
}

impl Face {
    /// A newcomer, who is out, and of whom nothing is known.
    pub(super) fn newcomer(who: u32, city: u32) -> Self {
        Face { reputation: share(BELIEF), who, jobs: 0, city, is_in: false }
    }
}

/// What only a seller has.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub(super) struct Seller {
    pub(super) at: Point,
    /// Which share of full marks this seller deserves.
    pub(super) quality: f64,
    /// Good and bad marks, with one of each to begin with: the parameters of a beta distribution.
    marks: [f64; 2],
    pub(super) joined: f64,
    /// What was paid out since the warm-up, in cents.
    pub(super) paid: i64,
    /// The moving average of earnings, in cents an hour, and when it was last brought up to date.
    pub(super) earnings: f64,
    pub(super) earned_at: f64,
    /// The rate of the next candidate for leaving; `None` if only the end of a watch is pending.
    pub(super) most: Option<f64>,
    /// How many have had the place before.
    pub(super) life: u32,
    pub(super) has_worked: bool,
}

/// The prior belief about a newcomer.
const BELIEF: [f64; 2] = [1.0, 1.0];

impl Seller {
    /// A newcomer, of whom nothing is known.
    pub(super) fn newcomer(at: Point, quality: f64, life: u32) -> Self {
        Seller {
            at,
            quality,
            marks: BELIEF,
            joined: 0.0,
            paid: 0,
            earnings: 0.0,
            earned_at: 0.0,
            most: None,
            life,
            has_worked: false,
        }
    }

    /// A buyer leaves a rating, a share of full marks; returns the new reputation.
    pub(super) fn is_rated(&mut self, mark: f64) -> f64 {
        let [good, bad] = &mut self.marks;
        *good += mark;
        *bad += 1.0 - mark;
        share(self.marks)
    }
}

/// The share of good marks.
fn share([good, bad]: [f64; 2]) -> f64 {
    good / (good + bad)
}

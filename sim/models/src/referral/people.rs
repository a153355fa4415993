//! People: who could become a customer, who is one, and who referred whom.

use bazaar_engine::Key;
use bazaar_engine::stream::Stream;

/// Nobody, or nothing, where a slot or a number is expected.
pub(super) const NONE: u32 = u32::MAX;

/// Who referred somebody: another person, a partner, or nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Referrer(u32);

/// A referrer, looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Nobody,
    Person(u32),
    Partner(u32),
}

impl Referrer {
    pub(super) const NOBODY: Referrer = Referrer(NONE);
    const PARTNER: u32 = 1 << 31;

    pub(super) const fn person(slot: u32) -> Self {
        Referrer(slot)
    }

    pub(super) const fn partner(number: u32) -> Self {
        Referrer(Self::PARTNER | number)
    }

    pub(super) const fn who(self) -> Who {
        match self.0 {
            NONE => Who::Nobody,
            partner if partner & Self::PARTNER != 0 => Who::Partner(partner & !Self::PARTNER),
            person => Who::Person(person),
        }
    }
}

/// What a person is to the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Has not been reached, or has not clicked.
    Outside,
    /// Has clicked on an invitation, and done nothing more.
    Clicked,
    /// Has signed up, and tries it out.
    SignedUp,
    /// A customer.
    Paying,
    /// Was a customer.
    Churned,
}

/// What every event of a person needs: 64 bytes.
#[derive(Clone, Debug)]
pub(super) struct Person<G> {
    pub(super) key: Key,
    /// For leaving.
    pub(super) rng: Stream<G>,
    /// When the person last clicked on an invitation.
    pub(super) clicked: f64,
    /// When the person became a customer.
    pub(super) joined: f64,
    /// Whose invitation that last click, or the signing up, was on.
    pub(super) referrer: Referrer,
    pub(super) tree: u32,
    /// How many referrals lie between the root of the tree and this person.
    pub(super) generation: u16,
    /// How many payments there have been.
    pub(super) payments: u16,
    /// The first in the list of payouts that hang on this person.
    pub(super) payouts: u32,
    pub(super) state: State,
    /// Will pay after the trial, whatever happens.
    pub(super) is_determined: bool,
    /// The referrer under another name.
    pub(super) is_fake: bool,
    /// Signed up on the invitation of another customer.
    pub(super) is_invited: bool,
    /// Counts as attributed to the referrer.
    pub(super) is_attributed: bool,
}

impl<G> Person<G> {
    pub(super) const fn new(key: Key, rng: Stream<G>) -> Self {
        Person {
            key,
            rng,
            clicked: f64::NEG_INFINITY,
            joined: 0.0,
            referrer: Referrer::NOBODY,
            tree: NONE,
            generation: 0,
            payments: 0,
            payouts: NONE,
            state: State::Outside,
            is_determined: false,
            is_fake: false,
            is_invited: false,
            is_attributed: false,
        }
    }

    /// Whether an invitation to this person is wasted.
    pub(super) const fn is_in(&self) -> bool {
        matches!(self.state, State::SignedUp | State::Paying | State::Churned)
    }
}

/// A root and all who came through it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tree {
    pub(super) size: u32,
    /// Invitations and trials of which it may still grow.
    pub(super) pending: u32,
    /// How many of its members came through a referral of another member.
    pub(super) progeny: u32,
}

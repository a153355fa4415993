//! People: potential and actual customers, and their referrers.

use bazaar_engine::Key;
use bazaar_engine::stream::Stream;

/// Stands for no slot or no number.
pub(super) const NONE: u32 = u32::MAX;

/// The referrer of a person: another person, a partner, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Referrer(u32);

/// A referrer by kind.
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

/// The state of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Has not been reached, or has not clicked.
    Outside,
    /// Has clicked on an invitation, and done nothing more.
    Clicked,
    /// Has signed up, and is on trial.
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
    /// The sender of the invitation of that last click, or of the sign-up.
    pub(super) referrer: Referrer,
    pub(super) tree: u32,
    /// The number of referrals between the root of the tree and this person.
    pub(super) generation: u16,
    /// The number of payments so far.
    pub(super) payments: u16,
    /// The first in the list of payouts that depend on this person.
    pub(super) payouts: u32,
    pub(super) state: State,
    /// Will pay after the trial in any case.
    pub(super) is_determined: bool,
    /// Is the referrer under another name.
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

/// A root and all customers referred directly or indirectly by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tree {
    pub(super) size: u32,
    /// Open invitations and trials through which it may still grow.
    pub(super) pending: u32,
    /// The number of members who were referred by another member.
    pub(super) progeny: u32,
}

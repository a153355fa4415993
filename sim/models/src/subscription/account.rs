//! An account: what the model knows of everybody who has signed up.

use bazaar_engine::stream::Stream;
use bazaar_engine::{Generation, Key};

/// No plan, channel or feature, where the number of one is expected.
pub(super) const NONE: u8 = u8::MAX;

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Uses a plan that costs nothing.
    Free,
    /// Uses a plan without paying yet.
    Trial,
    /// Is being sold to.
    Sale,
    /// Pays by contract.
    Paying,
    /// Neither pays nor has left.
    Paused,
    /// Has left, and may come back.
    Churned,
    /// Buys without a contract, and may buy again.
    Buying,
    /// Is gone for good.
    Gone,
}

/// What an account's next event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// A period, trial, sale or time limit ends, or a purchase is made.
    Boundary,
    /// A cap is reached.
    Cap,
    /// One of the competing hazards.
    Hazard,
}

/// What an account has decided to do at its next renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    Renew,
    Downgrade,
    Pause,
    /// Its card is dead: it leaves when the contract ends.
    Leave,
}

/// What every event of an account needs: 128 bytes, two lines of a processor's cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(super) struct Account<G> {
    pub(super) key: Key,
    /// For hazards and renewals.
    pub(super) life: Stream<G>,
    /// For answers to prompts.
    pub(super) choices: Stream<G>,
    /// What each of its users is worth to it: what it would pay for one in a month at most, in cents. A buyer
    /// without a contract has the rate of buying here.
    pub(super) willingness: f64,
    /// With which probability it leaves at a renewal, or, without a contract, after a purchase.
    pub(super) risk: f64,
    /// Its prices over those of the list.
    pub(super) factor: f64,
    /// When the period, or whatever else the state has, ends.
    pub(super) boundary: f64,
    /// When a cap is reached in this period; infinite if none is. A buyer without a contract is
    /// gone then.
    pub(super) cap_at: f64,
    /// When it first paid.
    pub(super) began: f64,
    /// Its monthly recurring revenue, in cents; of one on pause, what it will be again.
    pub(super) mrr: i64,
    /// All that it has paid, in cents.
    pub(super) paid: i64,
    pub(super) seats: u32,
    pub(super) plans: Generation,
    /// The month of its first payment.
    pub(super) cohort: u32,
    /// Renewals due so far; they stay at the largest number.
    pub(super) renewals: u16,
    /// Periods of this contract that have ended.
    pub(super) periods: u16,
    pub(super) offer: u8,
    pub(super) state: State,
    pub(super) due: Due,
    pub(super) intent: Intent,
    pub(super) channel: u8,
    pub(super) region: u8,
    /// The feature whose cap is reached at `cap_at`.
    pub(super) feature: u8,
    /// Whether it has ever paid, and whether since the warm-up.
    pub(super) custom: Custom,
}

/// Whether an account was ever a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Custom {
    Never,
    /// First before the warm-up ended.
    Before,
    /// First after it.
    Counted,
}

/// What is seldom needed of an account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    /// When it signed up.
    pub(super) born: f64,
    /// Who brought it.
    pub(super) referrer: Option<Key>,
    /// How many leads it has brought.
    pub(super) leads: u32,
    /// Whether it began on a free plan.
    pub(super) began_free: bool,
    /// What it owes for uses in this period, in cents.
    pub(super) uses: i64,
    /// Its MRR twelve months before the end, in cents; and whether it has stopped paying since.
    pub(super) mrr_then: i64,
    pub(super) has_left: bool,
    /// Whether its uses in this period fit the lower plan.
    pub(super) fits_below: bool,
}

impl<G> Account<G> {
    /// What it would pay in a month at most with so many users, in whole cents.
    pub(super) fn would_pay(&self, users: u32) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "a conversion that stays at the largest amount")]
        let cents = (self.willingness * f64::from(users)).round() as i64;
        cents
    }

    /// Whether nobody uses it, and whoever opened it means to leave, which is then certain.
    pub(super) fn is_hollow(&self) -> bool {
        self.risk.is_infinite()
    }
}

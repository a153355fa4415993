//! An account: the state of each customer or user who has signed up.

use bazaar_engine::stream::Stream;
use bazaar_engine::{Generation, Key};

/// Stands for no plan, channel or feature.
pub(super) const NONE: u8 = u8::MAX;

/// The state of an account.
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

/// The kind of an account's next event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// A period, trial, sale or time limit ends, or a purchase is made.
    Boundary,
    /// A cap is reached.
    Cap,
    /// One of the competing hazards.
    Hazard,
}

/// The decision of an account for its next renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    Renew,
    Downgrade,
    Pause,
    /// Its card is no longer valid: it leaves when the contract ends.
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
    /// Willingness to pay: the most that it would pay for a user in a month, in cents. For a buyer without a
    /// contract, the rate of buying.
    pub(super) willingness: f64,
    /// The probability that it leaves at a renewal, or, without a contract, after a purchase.
    pub(super) risk: f64,
    /// Its prices as a ratio to the list.
    pub(super) factor: f64,
    /// The end of the period, or of whatever else the state has.
    pub(super) boundary: f64,
    /// When a cap is reached in this period; infinite if none is. For a buyer without a contract, when the
    /// buyer is gone.
    pub(super) cap_at: f64,
    /// When it first paid.
    pub(super) began: f64,
    /// Its monthly recurring revenue, in cents; for a paused account, what it will be again.
    pub(super) mrr: i64,
    /// All that it has paid, in cents.
    pub(super) paid: i64,
    pub(super) seats: u32,
    pub(super) plans: Generation,
    /// The month of its first payment.
    pub(super) cohort: u32,
    /// Renewals due so far; the counter saturates.
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

/// Whether an account has ever been a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Custom {
    Never,
    /// First before the warm-up ended.
    Before,
    /// First after it.
    Counted,
}

/// The parts of an account that are seldom needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    /// When it signed up.
    pub(super) born: f64,
    /// The account that referred it.
    pub(super) referrer: Option<Key>,
    /// The number of leads that it has brought.
    pub(super) leads: u32,
    /// Whether it began on a free plan.
    pub(super) began_free: bool,
    /// Charges for uses in this period, in cents.
    pub(super) uses: i64,
    /// Its MRR twelve months before the end, in cents; and whether it has stopped paying since.
    pub(super) mrr_then: i64,
    pub(super) has_left: bool,
    /// Whether its uses in this period fit the lower plan.
    pub(super) fits_below: bool,
}

impl<G> Account<G> {
    /// The most that it would pay in a month with this number of users, in whole cents.
    pub(super) fn would_pay(&self, users: u32) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "a conversion that stays at the largest amount")]
        let cents = (self.willingness * f64::from(users)).round() as i64;
        cents
    }

    /// Whether it is a fake: it is not used, and leaves with certainty.
    pub(super) fn is_hollow(&self) -> bool {
        self.risk.is_infinite()
    }
}

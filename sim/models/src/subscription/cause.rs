//! Changes and their triggers: the table that answers fact P12's questions.

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Conversion,
    Upgrade,
    SeatsAdded,
    Reactivation,
    Resumption,
    Downgrade,
    SeatsRemoved,
    Pause,
    Churn,
    /// A free account is abandoned.
    Abandonment,
    /// A trial or a sale is lost.
    Loss,
}

impl Change {
    pub(super) const NAMES: [&'static str; 11] = [
        "conversion",
        "upgrade",
        "users added",
        "reactivation",
        "resumption",
        "downgrade",
        "users removed",
        "pause",
        "churn",
        "abandonment",
        "loss",
    ];
}

/// The trigger of a change. Caps on features follow, by the feature's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Signing up for a plan that is paid for at once.
    SignUp,
    /// The end of a trial.
    Trial,
    /// The end of a sale by people.
    Sale,
    /// The cap on users.
    Users,
    /// A spontaneous decision of the account.
    Thought,
    /// Unused capacity of the plan.
    Unused,
    /// A renewal.
    Renewal,
    /// A card that failed.
    Card,
    /// A prompt that was declined.
    Declined,
    /// A move by the business.
    Moved,
    /// The cap on a feature.
    Feature(u8),
}

impl Cause {
    pub(super) const NAMES: [&'static str; 10] = [
        "sign-up",
        "trial",
        "sale",
        "cap on users",
        "own thought",
        "unused",
        "renewal",
        "card",
        "declined prompt",
        "moved",
    ];

    pub(super) fn index(self) -> usize {
        match self {
            Cause::SignUp => 0,
            Cause::Trial => 1,
            Cause::Sale => 2,
            Cause::Users => 3,
            Cause::Thought => 4,
            Cause::Unused => 5,
            Cause::Renewal => 6,
            Cause::Card => 7,
            Cause::Declined => 8,
            Cause::Moved => 9,
            Cause::Feature(feature) => Self::NAMES.len() + usize::from(feature),
        }
    }
}

/// The number of changes by kind and cause, and the MRR that they moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Changes {
    causes: usize,
    counts: Vec<u64>,
    cents: Vec<i64>,
}

impl Changes {
    pub(super) fn new(features: usize) -> Self {
        let causes = Cause::NAMES.len() + features;
        let cells = Change::NAMES.len() * causes;
        Changes { causes, counts: vec![0; cells], cents: vec![0; cells] }
    }

    #[inline]
    pub(super) fn note(&mut self, change: Change, cause: Cause, cents: i64) {
        let cell = change as usize * self.causes + cause.index();
        self.counts[cell] += 1;
        self.cents[cell] = self.cents[cell].saturating_add(cents);
    }

    pub(super) fn counts(&self) -> &[u64] {
        &self.counts
    }

    pub(super) fn cents(&self) -> &[i64] {
        &self.cents
    }

    /// The number of changes of one kind.
    pub(super) fn of(&self, change: Change) -> u64 {
        self.counts.chunks(self.causes).nth(change as usize).map_or(0, |row| row.iter().sum())
    }

    /// The number of changes of one kind by one cause.
    pub(super) fn by(&self, change: Change, cause: Cause) -> u64 {
        self.counts[change as usize * self.causes + cause.index()]
    }
}

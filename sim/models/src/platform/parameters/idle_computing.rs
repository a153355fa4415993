//! Volunteers who become sellers: computing that is sold instead of given (fact M3: find an idle asset).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::On;
use crate::quantity::{Currency, Duration, Money, Quantity, Ratio, Share};
use crate::rules::{dollars, factor, within};
use crate::violation::Violation;
use crate::{marketplace, volunteer};

/// Idle computing: owners of hosts that volunteers lend to research may sell their time in the marketplace
/// instead, where a job takes a whole host. Nobody does by default.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct IdleComputing {
    /// Which share of owners would sell at all, if it paid enough; none by default, and then volunteers and the
    /// marketplace do not touch.
    pub considers: Quantity<Share>,
    /// What owners ask at least for a month (730.5 h) of a host that works, its power paid, or, where they look at
    /// income, of one that is offered: what giving is worth to them, and the trouble of selling.
    pub reservation: Reservation,
    /// What they compare that with: `"price"` (the default), as if every hour on offer were sold, or `"income"`, the price
    /// times how busy sellers are. Who looks at income thinks again and again, and gives again if it is too little.
    pub looks_at: LooksAt,
    /// With `looks_at = "income"`: over how long owners look back at how busy sellers were; 30 d by default (assumption).
    pub looks_back: Quantity<Duration>,
    /// How long after joining, or after having stopped selling, an owner decides, on average (exponential), and, looking
    /// at income, between two thoughts; 7 d by default (assumption: as often as people in the marketplace think again).
    pub decides_after: Quantity<Duration>,
    /// What becomes of a job whose host becomes unavailable: it `"pauses"` (the default), and goes on when the host is
    /// available again, or it `"is_lost"`, and nobody pays. With a host that is gone for good it is lost.
    pub interrupted: Interrupted,
    /// Which share of owners who find an offer too small gives nothing more after that: a price where
    /// there was a gift crowds the gift out (Titmuss 1970; Gneezy & Rustichini 2000). None by default.
    pub crowds_out: Quantity<Share>,
}

impl Default for IdleComputing {
    fn default() -> Self {
        Self {
            considers: Quantity::ZERO,
            reservation: Reservation::default(),
            looks_at: LooksAt::Price,
            looks_back: Quantity::days(30),
            decides_after: Quantity::days(7),
            interrupted: Interrupted::Pauses,
            crowds_out: Quantity::ZERO,
        }
    }
}

/// What owners look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LooksAt {
    /// What an hour of work brings.
    Price,
    /// What an hour on offer brings.
    Income,
}

/// What becomes of a job whose host becomes unavailable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Interrupted {
    /// It goes on when the host is available again.
    Pauses,
    /// Nobody gets it, and nobody pays.
    IsLost,
}

/// Reservation prices: log-normal over owners, as reservation wages are in search models of labour
/// (Lancaster & Chesher 1983).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reservation {
    /// The mean, above $0; $20 a month by default (assumption).
    pub mean: Money,
    /// The standard deviation over the mean, up to 100; 1 by default (assumption).
    pub cv: Quantity<Ratio>,
}

impl Default for Reservation {
    fn default() -> Self {
        const CV: Quantity<Ratio> = Quantity::constant(1.0);
        Self { mean: Money::new(2_000, Currency::Usd), cv: CV }
    }
}

impl Reservation {
    fn validate(&self) -> Vec<Violation> {
        let mut violations = dollars(&[("mean", self.mean)]);
        if self.mean.minor() == 0 {
            violations.push(Violation::new(
                "mean",
                "a mean of nothing makes no distribution",
                "type an amount such as \"$20\"",
            ));
        }
        violations.extend(factor("cv", self.cv));
        violations
    }
}

impl IdleComputing {
    /// Whether anybody sells, with these components on.
    pub(in crate::platform) fn is_on(&self, on: On) -> bool {
        on.volunteer && on.marketplace && self.considers.canonical() > 0.0
    }

    pub(super) fn validate(
        &self,
        on: On,
        volunteer: &volunteer::Parameters,
        marketplace: &marketplace::Parameters,
    ) -> Vec<Violation> {
        let mut violations: Vec<Violation> = within("reservation", self.reservation.validate()).collect();
        if self.is_on(on) && marketplace.matching == marketplace::Matching::Function {
            violations.push(Violation::new(
                "considers",
                "a matching function gives a host several jobs at once",
                "type matching = \"search\" for the marketplace",
            ));
        }
        let recalls = [("looks_back", self.looks_back), ("decides_after", self.decides_after)];
        for (name, time) in recalls {
            if self.looks_at == LooksAt::Income && time.canonical() <= 0.0 {
                violations.push(Violation::new(
                    name,
                    "nobody looks at income at every instant",
                    "type a duration above zero, such as \"7 d\"",
                ));
            }
        }
        if self.is_on(on) && volunteer.applications.is_empty() {
            violations.push(Violation::new(
                "considers",
                "hosts that compute for nobody are heard of by nobody, so nobody can ask for them",
                "give volunteers an application, such as [model.platform.volunteer.applications.application]",
            ));
        }
        violations
    }
}

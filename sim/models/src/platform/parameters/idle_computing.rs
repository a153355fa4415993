//! Volunteers who become sellers: computing that is sold instead of given (fact M3: find an idle asset).

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::On;
use crate::quantity::{Duration, Money, Quantity, Ratio, Share};
use crate::violation::Violation;
use crate::{marketplace, volunteer};

/// Idle computing: owners of hosts that volunteers lend to research may sell their time in the marketplace
/// instead, where a job takes a whole host. By default no owner does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct IdleComputing {
    /// Share of owners who would sell at all, at a sufficient price. With 0 volunteers and the marketplace
    /// are independent.
    pub considers: Quantity<Share>,
    /// The least that owners ask for a month (730.5 h) of a host at work, net of power, or, with
    /// `looks_at = "income"`, of an offered host: what giving is worth to them, and the trouble of selling.
    pub reservation: Reservation,
    /// What owners compare their reservation price with: `"price"`, as if every hour on offer were sold, or
    /// `"income"`, the price times the utilisation of sellers. With `"income"` owners reconsider repeatedly,
    /// and give again if it is too little.
    #[param(default = LooksAt::Price)]
    pub looks_at: LooksAt,
    /// With `looks_at = "income"`: the period over which owners observe the utilisation of sellers (default
    /// assumed).
    #[param(default = "30 d", above = "0 h", when = self.looks_at == LooksAt::Income, because = "owners do not look at income at every instant")]
    pub looks_back: Quantity<Duration>,
    /// How long after joining, or after having stopped selling, an owner decides, on average (exponential),
    /// and, with `looks_at = "income"`, the mean time between two decisions (default assumed: as often as
    /// people in the marketplace reconsider).
    #[param(default = "7 d", above = "0 h", when = self.looks_at == LooksAt::Income, because = "owners do not look at income at every instant")]
    pub decides_after: Quantity<Duration>,
    /// What becomes of a job whose host becomes unavailable: it `"pauses"`, and continues when the host is
    /// available again, or it `"is_lost"` and not paid for. With a host that is gone for good it is lost.
    #[param(default = Interrupted::Pauses)]
    pub interrupted: Interrupted,
    /// Of the owners who find an offer too small, the share that then stops giving: crowding out of a gift by
    /// a price (Titmuss 1970; Gneezy & Rustichini 2000).
    pub crowds_out: Quantity<Share>,
}

/// What owners look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum LooksAt {
    /// What an hour of work brings.
    Price,
    /// What an hour on offer brings.
    Income,
}

/// What becomes of a job whose host becomes unavailable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Interrupted {
    /// It continues when the host is available again.
    Pauses,
    /// It is lost, and not paid for.
    IsLost,
}

/// Reservation prices: log-normal over owners, as reservation wages are in search models of labour
/// (Lancaster & Chesher 1983).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Reservation {
    /// The mean over owners, of whom it is log-normal, as reservation wages are (Lancaster & Chesher 1983) (default
    /// assumed).
    #[param(default = "$20", above = "$0")]
    pub mean: Money,
    /// The standard deviation over the mean (default assumed).
    #[param(default = 1, range = ..=100)]
    pub cv: Quantity<Ratio>,
}

impl IdleComputing {
    /// Whether owners may sell, with these components on.
    pub(in crate::platform) fn is_on(&self, on: On) -> bool {
        on.volunteer && on.marketplace && self.considers.canonical() > 0.0
    }

    /// Its requirements on the components that it links.
    pub(super) fn between(
        &self,
        on: On,
        volunteer: &volunteer::Parameters,
        marketplace: &marketplace::Parameters,
    ) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.is_on(on) && marketplace.matching == marketplace::Matching::Function {
            violations.push(Violation::new(
                "considers",
                "a host does one job at a time, and a matching function would give it several",
                "type matching = \"search\" for the marketplace",
            ));
        }
        if self.is_on(on) && volunteer.applications.is_empty() {
            violations.push(Violation::new(
                "considers",
                "idle computing requires volunteers to have at least one application",
                "give volunteers an application, such as [model.platform.volunteer.applications.application]",
            ));
        }
        violations
    }
}

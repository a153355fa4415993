//! Volunteers who become sellers: computing that is sold instead of given (fact M3: find an idle asset).

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::On;
use crate::quantity::{Duration, Money, Quantity, Ratio, Share};
use crate::violation::Violation;
use crate::{marketplace, volunteer};

/// Idle computing: owners of hosts that volunteers lend to research may sell their time in the marketplace
/// instead, where a job takes a whole host. Nobody does by default.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct IdleComputing {
    /// Which share of owners would sell at all, if it paid enough. Where nobody would, volunteers and the
    /// marketplace do not touch.
    pub considers: Quantity<Share>,
    /// What owners ask at least for a month (730.5 h) of a host that works, its power paid, or, where they look at
    /// income, of one that is offered: what giving is worth to them, and the trouble of selling.
    pub reservation: Reservation,
    /// What owners compare their reservation price with: `"price"`, as if every hour on offer were sold, or `"income"`, the price times
    /// how busy sellers are. Who looks at income thinks again and again, and gives again if it is too little.
    #[param(default = LooksAt::Price)]
    pub looks_at: LooksAt,
    /// With `looks_at = "income"`: over how long owners look back at how busy sellers were (default assumed).
    #[param(default = "30 d", above = "0 h", when = self.looks_at == LooksAt::Income, because = "nobody looks at income at every instant")]
    pub looks_back: Quantity<Duration>,
    /// How long after joining, or after having stopped selling, an owner decides, on average (exponential), and,
    /// looking at income, between two thoughts (default assumed: as often as people in the marketplace think
    /// again).
    #[param(default = "7 d", above = "0 h", when = self.looks_at == LooksAt::Income, because = "nobody looks at income at every instant")]
    pub decides_after: Quantity<Duration>,
    /// What becomes of a job whose host becomes unavailable: it `"pauses"`, and goes on when the host is available
    /// again, or it `"is_lost"`, and nobody pays. With a host that is gone for good it is lost.
    #[param(default = Interrupted::Pauses)]
    pub interrupted: Interrupted,
    /// Which share of owners who find an offer too small gives nothing more after that: a price where there was a
    /// gift crowds the gift out (Titmuss 1970; Gneezy & Rustichini 2000).
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
    /// It goes on when the host is available again.
    Pauses,
    /// Nobody gets it, and nobody pays.
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
    /// Whether anybody sells, with these components on.
    pub(in crate::platform) fn is_on(&self, on: On) -> bool {
        on.volunteer && on.marketplace && self.considers.canonical() > 0.0
    }

    /// What it asks of the components that it links.
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
                "a matching function gives a host several jobs at once",
                "type matching = \"search\" for the marketplace",
            ));
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

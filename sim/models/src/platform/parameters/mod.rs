//! Parameters of the platform: its components, the links between them, and shared milestones and finance.

mod finance;
mod help_desk;
mod idle_computing;
mod links;
mod milestones;
mod phases;

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::within;
use crate::violation::Violation;
use crate::{marketplace, referral, subscription, volunteer};

pub use finance::{Finance, Round};
pub use help_desk::{HelpDesk, Incident};
pub use idle_computing::{IdleComputing, Interrupted, LooksAt, Reservation};
pub use links::Links;
pub use milestones::Milestones;
pub use phases::Phase;

/// Which components are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct On {
    /// Whether accounts are sold.
    #[param(default = true)]
    pub subscription: bool,
    /// Whether accounts trade.
    #[param(default = true)]
    pub marketplace: bool,
    /// Whether there is a referral programme.
    #[param(default = true)]
    pub referral: bool,
    /// Whether volunteers compute.
    pub volunteer: bool,
    /// Whether there are trust events (fact P13).
    #[param(default = true)]
    pub incidents: bool,
    /// Whether there is a help desk that handles incidents. Without one they occur all the same, and stay open.
    #[param(default = true)]
    pub help_desk: bool,
}

/// A platform: subscriptions, a marketplace and a partner network at once.
///
/// Every component has the parameters of its own model; those of components that are off have no effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "PlatformParameters")]
#[params(rules = Self::rules)]
pub struct Parameters {
    /// Which components are on.
    pub on: On,
    /// The subscription business.
    #[param(when = self.on.subscription)]
    pub subscription: subscription::Parameters,
    /// The marketplace.
    #[param(when = self.on.marketplace)]
    pub marketplace: marketplace::Parameters,
    /// The referral programme. If the subscription business is on, it decides who comes, pays and leaves: the
    /// programme's `seeds`, `organic` and `customers` then have no effect.
    #[param(when = self.on.referral)]
    pub referral: referral::Parameters,
    /// Volunteer computing. On one clock with others all hosts are in one partition, whatever its size would be alone.
    #[param(when = self.on.volunteer)]
    pub volunteer: volunteer::Parameters,
    /// The phases of the strategy, by name: what opens when (P1). None by default, and then all is open from the
    /// beginning.
    pub phases: BTreeMap<String, Phase>,
    /// How the components feed each other.
    pub links: Links,
    /// Volunteers who sell computing instead of giving it.
    pub idle_computing: IdleComputing,
    /// Trust events, and the help desk.
    pub help_desk: HelpDesk,
    /// The milestones of the platform, and their deadline.
    pub milestones: Milestones,
    /// Funding, and costs that belong to no component.
    pub finance: Finance,
}

impl Parameters {
    fn rules(&self) -> Vec<Violation> {
        let on = self.on;
        let mut violations = Vec::new();
        if !(on.subscription || on.marketplace || on.referral || on.volunteer) {
            violations.push(Violation::new(
                "on",
                "at least one component must be on",
                "switch a component on, such as subscription = true",
            ));
        }
        violations.extend(self.phase_rules());
        violations.extend(within("links", self.links.unknown(&self.subscription)));
        let idle = self.idle_computing.between(on, &self.volunteer, &self.marketplace);
        violations.extend(within("idle_computing", idle));
        violations.extend(within("milestones", self.milestones.unknown(&self.subscription)));
        violations
    }
}

//! Parameters of the platform: its components, how they feed each other, and what is asked of them together.

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
/// Every component has the parameters of its own model; whatever is off is not there.
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
    /// The referral programme. Who comes, pays and leaves is the subscription business's to say, if that
    /// is on: the programme's `seeds`, `organic` and `customers` then count for nothing.
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
    /// Volunteers who sell what they gave.
    pub idle_computing: IdleComputing,
    /// Trust events, and who handles them.
    pub help_desk: HelpDesk,
    /// What the platform is to reach, and by when.
    pub milestones: Milestones,
    /// Money that comes from nobody's trade.
    pub finance: Finance,
}

impl Parameters {
    fn rules(&self) -> Vec<Violation> {
        let on = self.on;
        let mut violations = Vec::new();
        if !(on.subscription || on.marketplace || on.referral || on.volunteer) {
            violations.push(Violation::new(
                "on",
                "nothing is on, and so nothing happens",
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

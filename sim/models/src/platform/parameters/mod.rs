//! Parameters of the platform: its components, how they feed each other, and what is asked of them together.

mod finance;
mod help_desk;
mod idle_computing;
mod links;
mod milestones;
mod phases;

use std::collections::BTreeMap;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct On {
    /// Whether accounts are sold; true by default.
    pub subscription: bool,
    /// Whether accounts trade; true by default.
    pub marketplace: bool,
    /// Whether there is a referral programme; true by default.
    pub referral: bool,
    /// Whether volunteers compute; false by default.
    pub volunteer: bool,
    /// Whether there are trust events (fact P13); true by default.
    pub incidents: bool,
    /// Whether there is a help desk that handles them; true by default. Without one they come all the same, and
    /// stay open.
    pub help_desk: bool,
}

impl Default for On {
    fn default() -> Self {
        Self {
            subscription: true,
            marketplace: true,
            referral: true,
            volunteer: false,
            incidents: true,
            help_desk: true,
        }
    }
}

/// A platform: subscriptions, a marketplace and a partner network at once.
///
/// Every component has the parameters of its own model; whatever is off is not there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "PlatformParameters")]
pub struct Parameters {
    /// Which components are on: `subscription`, `marketplace`, `referral`, `incidents` and `help_desk` by default.
    pub on: On,
    /// The subscription business.
    pub subscription: subscription::Parameters,
    /// The marketplace.
    pub marketplace: marketplace::Parameters,
    /// The referral programme. Who comes, pays and leaves is the subscription business's to say, if that
    /// is on: the programme's `seeds`, `organic` and `customers` then count for nothing.
    pub referral: referral::Parameters,
    /// Volunteer computing. On one clock with others all hosts are in one partition, whatever its size would be alone.
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
    /// The rules across parameters that these break.
    #[must_use]
    pub fn validate(&self) -> Vec<Violation> {
        let on = self.on;
        let mut violations = Vec::new();
        if !(on.subscription || on.marketplace || on.referral || on.volunteer) {
            violations.push(Violation::new(
                "on",
                "nothing is on, and so nothing happens",
                "switch a component on, such as subscription = true",
            ));
        }
        if on.subscription {
            violations.extend(within("subscription", self.subscription.validate()));
        }
        if on.marketplace {
            violations.extend(within("marketplace", self.marketplace.validate()));
        }
        if on.referral {
            violations.extend(within("referral", self.referral.validate()));
        }
        if on.volunteer {
            violations.extend(within("volunteer", self.volunteer.validate()));
        }
        violations.extend(self.validate_phases());
        violations.extend(within("links", self.links.validate(&self.subscription)));
        let idle = self.idle_computing.validate(on, &self.volunteer, &self.marketplace);
        violations.extend(within("idle_computing", idle));
        violations.extend(within("help_desk", self.help_desk.validate()));
        violations.extend(within("milestones", self.milestones.validate(&self.subscription)));
        violations.extend(within("finance", self.finance.validate()));
        violations
    }
}

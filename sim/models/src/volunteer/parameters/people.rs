//! Who owns the hosts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Rate, Share};
use crate::rules::drawable;
use crate::violation::Violation;

use super::Teams;

/// Volunteers: how many hosts each brings, whom they recruit, when they give up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct People {
    /// How many hosts a volunteer brings, on average, from 1: a geometric number,
    /// so that most bring few. 1 by default; V6 has 2.
    pub hosts_each: f64,
    /// Which share of the volunteers may recruit others; .21 by default: 48 % think
    /// that friends and family would not be interested, and 31 % have not thought
    /// of it (V11).
    pub willing: Quantity<Share>,
    /// How many volunteers a willing one brings in, as long as a host of theirs is
    /// joined; none by default.
    pub recruits: Quantity<Rate>,
    /// How long a volunteer bears a machine that computes, on average: the time for
    /// which their hosts have computed, added up, until they give up and take all
    /// hosts away (V11: people stop mostly because of the impact on their
    /// computer). `arrivals = "steady"` replaces those whose lifetime ends and not
    /// those who give up, so the crowd shrinks; give a rate of arrivals if it must not.
    /// Left out, the default, nobody gives up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patience: Option<Quantity<Duration>>,
    /// The teams that volunteers are in; nobody is in any by default.
    pub teams: Teams,
}

impl Default for People {
    fn default() -> Self {
        const WILLING: Quantity<Share> = Quantity::constant(0.21);
        Self {
            hosts_each: 1.0,
            willing: WILLING,
            recruits: Quantity::ZERO,
            patience: None,
            teams: Teams::default(),
        }
    }
}

impl People {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if !(1.0..=1000.0).contains(&self.hosts_each) {
            violations.push(Violation::new(
                "hosts_each",
                format!("a volunteer brings at least one host, not {}", self.hosts_each),
                "type a number from 1 to 1000, such as 2",
            ));
        }
        if self.patience == Some(Quantity::ZERO) {
            violations.push(Violation::new(
                "patience",
                "volunteers without patience never join",
                "type a duration such as \"1 year\", or leave it out",
            ));
        }
        violations.extend(drawable("recruits", self.recruits));
        violations.extend(self.teams.validate().into_iter().map(|violation| violation.within("teams")));
        violations
    }
}

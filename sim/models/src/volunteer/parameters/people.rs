//! Who owns the hosts.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Rate, Share};

use super::Teams;

/// Volunteers: how many hosts each brings, whether they recruit others, when they give up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct People {
    /// How many hosts a volunteer brings, on average: a geometric number, so that most bring few (V6: 2).
    #[param(default = 1.0, range = 1..=1000)]
    pub hosts_each: f64,
    /// Share of the volunteers who may recruit others (default: 48 % think that friends and family would not
    /// be interested, and 31 % have not thought of it, V11).
    #[param(default = 0.21)]
    pub willing: Quantity<Share>,
    /// How many volunteers a willing volunteer recruits, while at least one of their hosts is joined.
    pub recruits: Quantity<Rate>,
    /// The mean patience of a volunteer: the total time for which their hosts have computed until they give
    /// up and remove all hosts (V11: people stop mostly because of the impact on their computer).
    /// `arrivals = "steady"` replaces hosts whose lifetime ends and not those of volunteers who give up, so
    /// the population shrinks; give a rate of arrivals if it must not. By default volunteers do not give up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(above = "0 h", because = "volunteers without patience never join")]
    pub patience: Option<Quantity<Duration>>,
    /// The teams that volunteers are in.
    pub teams: Teams,
}

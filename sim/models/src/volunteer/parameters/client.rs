//! What the client on a host does: how much work it keeps, and how it runs it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Share};
use crate::violation::Violation;

/// The client's settings, BOINC's unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Client {
    /// Which share of the time that a host is available its owner lets it compute;
    /// 1 by default, since the classes' traces already tell availability for
    /// computing (Anderson & Fedak 2006 measured .84 of the time switched on).
    pub active: Quantity<Share>,
    /// Which share of a processor an active host gives; 1 by default (Anderson &
    /// Fedak 2006 measured .90).
    pub efficiency: Quantity<Share>,
    /// It asks for work when what it has lasts less than this; 0.1 d by default.
    pub min_buffer: Quantity<Duration>,
    /// It then asks for so much more; 0.5 d by default.
    pub additional_buffer: Quantity<Duration>,
    /// A task's state is saved whenever it has run for so long; what came after is
    /// lost when the host becomes unavailable. 300 s by default; zero saves all the time.
    pub checkpoint: Quantity<Duration>,
    /// How long a task runs before a task of another project gets its turn,
    /// from 1 s; 60 min by default.
    pub time_slice: Quantity<Duration>,
}

impl Default for Client {
    fn default() -> Self {
        const ALL: Quantity<Share> = Quantity::constant(1.0);
        const TENTH_OF_A_DAY: Quantity<Duration> = Quantity::constant(2.4);
        const FIVE_MINUTES: Quantity<Duration> = Quantity::constant(300.0 / 3600.0);
        Self {
            active: ALL,
            efficiency: ALL,
            min_buffer: TENTH_OF_A_DAY,
            additional_buffer: Quantity::hours(12),
            checkpoint: FIVE_MINUTES,
            time_slice: Quantity::hours(1),
        }
    }
}

impl Client {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let nothing = [("active", self.active), ("efficiency", self.efficiency)]
            .into_iter()
            .filter(|(_, share)| *share == Quantity::ZERO)
            .map(|(key, _)| Violation::new(key, "such a host computes nothing", "type a share above zero"));
        const SECOND: f64 = 1.0 / 3600.0;
        let slice = (self.time_slice.canonical() < SECOND).then(|| {
            Violation::new(
                "time_slice",
                "a turn lasts a second at least",
                "type a duration such as \"60 min\"",
            )
        });
        nothing.chain(slice).collect()
    }
}

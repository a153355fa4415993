//! What a run of the queue takes.

use super::Parameters;
use crate::footprint::{Footprint, intervals_within};

impl Parameters {
    /// What a replication of so many hours takes.
    #[must_use]
    pub fn footprint(&self, hours: f64) -> Footprint {
        let arrivals = intervals_within(&[&self.arrivals], hours);
        let served = f64::from(self.servers) * intervals_within(&[&self.service], hours);
        // Somebody who waits is a time, and somebody who is served an event.
        let waiting = (arrivals - served).max(0.0);
        Footprint::new(1.0).and("arrivals", 2.0 * arrivals, 8.0 * waiting).and(
            "servers",
            0.0,
            16.0 * arrivals.min(self.servers.into()),
        )
    }
}

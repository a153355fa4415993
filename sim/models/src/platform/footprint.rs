//! The events and memory that a run of the platform takes.

use super::Parameters;
use crate::footprint::Footprint;
use crate::volunteer;

impl Parameters {
    /// The footprint of a replication of this many hours: that of its components, twice if there is a
    /// programme to compare with none.
    #[must_use]
    pub fn footprint(&self, hours: f64) -> Footprint {
        let on = self.on;
        let arms = if on.referral { 2.0 } else { 1.0 };
        // On one clock with others there is one partition.
        let hosts = volunteer::Parameters { hosts_per_partition: u32::MAX, ..self.volunteer.clone() };
        let mut all = Footprint::new(1.0);
        let mut members = 0.0;
        if on.subscription {
            let accounts = self.subscription.footprint(hours);
            members += accounts.events() / (1.0 + hours / 730.5);
            all = all.with("subscription", accounts, arms);
        }
        if on.marketplace {
            members +=
                f64::from(self.marketplace.buyers.potential) + f64::from(self.marketplace.sellers.potential);
            all = all.with("marketplace", self.marketplace.footprint(hours), arms);
        }
        if on.referral {
            // Its footprint includes both arms.
            all = all.with("referral", self.referral.footprint(hours), 1.0);
        }
        if on.volunteer {
            all = all.with("volunteer", hosts.footprint(hours), arms);
        }
        if on.incidents {
            let each: f64 =
                self.help_desk.incidents.values().map(|incident| incident.per_member.canonical()).sum();
            let incidents = each * members * hours * arms;
            all = all.and("help_desk.incidents", 2.0 * incidents, 24.0 * incidents);
        }
        all
    }
}

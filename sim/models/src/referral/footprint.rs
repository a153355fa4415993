//! What a run of the referral programme takes.

use super::plan::MONTH;
use super::{Contacts, Count, Parameters};
use crate::footprint::Footprint;

/// A person of the pool with their pending events, in bytes.
const PERSON: f64 = 150.0;

impl Parameters {
    /// What a replication of so many hours takes: with the programme, and without.
    #[must_use]
    pub fn footprint(&self, hours: f64) -> Footprint {
        let invitations = &self.invitations;
        let mean = match invitations.count {
            Count::NegativeBinomial { mean, .. } | Count::Poisson(mean) => mean.canonical(),
            Count::Fixed(number) => f64::from(number),
        };
        let shares = [invitations.clicks, invitations.signs_up, invitations.qualifies];
        let k = mean * shares.iter().map(|share| share.canonical()).product::<f64>();
        let seeds = f64::from(self.seeds);
        let (people, most) = if self.contacts == Contacts::Strangers {
            (0.0, seeds * f64::from(self.tree_limit))
        } else {
            (f64::from(self.pool), f64::from(self.pool))
        };
        let leads: f64 = self
            .partners
            .values()
            .map(|partners| f64::from(partners.number) * partners.leads.canonical() * hours)
            .sum();
        let organic = self.organic.share.canonical() * people;
        let first = (seeds + organic + leads).min(most);
        let customers = if k < 1.0 { (first / (1.0 - k)).min(most) } else { most };
        let degree = match self.contacts {
            Contacts::Random { degree } => degree,
            Contacts::SmallWorld { degree, .. } => f64::from(degree),
            Contacts::ScaleFree { links } => 2.0 * f64::from(links),
            _ => 0.0,
        };
        let stays = (hours / MONTH).min(1.0 / self.customers.churn.canonical());
        let recruiting = &self.recruiting;
        let applies = recruiting.market.canonical() + recruiting.referred.canonical();
        Footprint::new(1.0)
            .and("pool", 0.0, (PERSON + 16.0 * degree) * people)
            .and("customers", 2.0 * customers * (2.0 + stays), PERSON * customers)
            .and("invitations.count", 4.0 * customers * mean, 16.0 * customers * mean)
            .and("partners", 2.0 * leads, 0.0)
            .and("recruiting.jobs", 2.0 * f64::from(recruiting.jobs) * applies * hours, 0.0)
    }
}

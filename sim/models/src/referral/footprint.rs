//! The events and memory that a run of the referral programme takes.

use bazaar_numerics::variates::exp;
use pxfm::f_log;

use super::resolved::MONTH;
use super::{Contacts, Count, Parameters};
use crate::distribution::Distribution;
use crate::footprint::Footprint;

/// A person of the pool with their pending events, in bytes.
const PERSON: f64 = 150.0;

impl Parameters {
    /// The footprint of a replication of this many hours: with the programme, and without.
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
        let customers = (first * self.descendants(k, hours)).min(most);
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

    /// The mean number of descendants of a root: as many generations as fit, each k times as large. With
    /// random delays the short ones dominate, and growth is exponential (Harris 1963).
    fn descendants(&self, k: f64, hours: f64) -> f64 {
        let mean = self.invitations.delay.moments().map_or(0.0, |(mean, _)| mean);
        let generations = hours / mean.max(f64::MIN_POSITIVE);
        let last = if matches!(self.invitations.delay, Distribution::Deterministic(_)) {
            exp(f_log(k.max(f64::MIN_POSITIVE)) * generations)
        } else {
            exp((k - 1.0) * generations)
        };
        let all = if (k - 1.0).abs() < 1e-6 { 1.0 + generations } else { (k * last - 1.0) / (k - 1.0) };
        if k < 1.0 { all.min(1.0 / (1.0 - k)) } else { all }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// U(t) = U0 (K^(t / ct + 1) - 1) / (K - 1): for one who comes first, 15 cycles and K = 1.2.
    #[test]
    fn a_viral_cycle_has_as_many_as_its_formula() {
        let mut programme = Parameters::default();
        programme.invitations.delay = Distribution::Deterministic(crate::quantity::Quantity::days(2));
        let all = programme.descendants(1.2, 30.0 * 24.0);
        assert!((all - 87.442).abs() < 1e-3, "{all}");
        assert_eq!(programme.descendants(1.0, 96.0), 3.0);
        assert!((programme.descendants(0.5, 1e6) - 2.0).abs() < 1e-12);
    }
}

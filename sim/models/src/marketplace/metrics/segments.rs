//! Metrics of one city, or of one side.

use super::list::{FEES, LAUNCHED, LIQUIDITY, PARTICIPATION};
use super::ratio;
use crate::marketplace::Marketplace;
use crate::marketplace::money::Account;
use crate::marketplace::people::Role;
use crate::marketplace::sums::Sums;
use crate::observation::Segment;

pub(super) fn segments(sums: &Sums, marketplace: &Marketplace) -> Vec<Segment> {
    let threshold = marketplace.plan.parameters.launch_threshold.canonical();
    let mut segments = Vec::new();
    for (name, city) in marketplace.plan.parameters.cities.keys().zip(&sums.cities) {
        let shares = Role::BOTH.map(|role| city.participation(role));
        let launched = shares.iter().flatten().all(|&share| share >= threshold);
        let served = city.matched as f64;
        let values = [
            (PARTICIPATION[0], shares[0]),
            (PARTICIPATION[1], shares[1]),
            (LAUNCHED, Some(f64::from(u8::from(launched)))),
            (LIQUIDITY, ratio(served, served + city.given_up as f64)),
        ];
        let segment = format!("city:{name}");
        segments.extend(values.map(|(metric, value)| Segment { metric, segment: segment.clone(), value }));
    }
    for (side, account) in [("buyers", Account::BuyerFees), ("sellers", Account::SellerFees)] {
        let value = sums.books.total(account).map(|cents| cents as f64 / 100.0);
        segments.push(Segment { metric: FEES, segment: format!("side:{side}"), value });
    }
    segments
}

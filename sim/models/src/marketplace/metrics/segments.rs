//! Metrics of one city, or of one side.

use super::view::View;
use super::{NAME, PARTICIPATION};
use crate::marketplace::money::Account;
use crate::marketplace::people::Role;
use crate::metrics::share;
use crate::observation::Segment;

pub(super) fn segments(view: &View<'_>) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (name, city) in view.marketplace.plan.parameters.cities.keys().zip(&view.sums.cities) {
        let shares = Role::BOTH.map(|role| city.participation(role));
        let values = [
            (PARTICIPATION[0], shares[0]),
            (PARTICIPATION[1], shares[1]),
            (NAME.launched, Some(view.is_launched(shares))),
            (NAME.liquidity, share(city.matched, city.matched + city.given_up)),
        ];
        let segment = format!("city:{name}");
        segments.extend(values.map(|(metric, value)| Segment { metric, segment: segment.clone(), value }));
    }
    for (side, account) in [("buyers", Account::BuyerFees), ("sellers", Account::SellerFees)] {
        let segment = format!("side:{side}");
        segments.push(Segment { metric: NAME.fees, segment, value: view.total(account) });
    }
    segments
}

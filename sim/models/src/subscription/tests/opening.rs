//! Plans and regions that are sold from some date on.

use super::{MONTH, dollars, on, quantity, run};
use crate::quantity::Quantity;
use crate::subscription::parameters::{Offer, Parameters, Region};

/// Half of the leads start on `small`, half on `large`, which is above it; half live in `here`, half in `there`.
fn two_plans() -> Parameters {
    let price = |dollars: u64| Offer { price: super::dollars(dollars), ..Offer::default() };
    let mut business = on("small", price(5), 0);
    business.plans.insert("large".to_owned(), price(20));
    business.plans.get_mut("small").unwrap().upgrade = Some("large".to_owned());
    business.start = [("small".to_owned(), quantity(0.5)), ("large".to_owned(), quantity(0.5))].into();
    business.initial.clear();
    let region = || Region { share: quantity(0.5), ..Region::default() };
    business.regions = [("here".to_owned(), region()), ("there".to_owned(), region())].into();
    business.leads.rate = quantity(200.0 / MONTH);
    business.willingness.mean = dollars(1_000);
    business.changes.upgrade = quantity(1.0 / MONTH);
    business
}

#[test]
fn a_plan_that_is_not_sold_yet_has_nobody() {
    let mut business = two_plans();
    let all = run(&business, 6.0 * MONTH, 1);
    business.plans.get_mut("large").unwrap().from = Some(quantity(3.0 * MONTH));
    let early = run(&business, 3.0 * MONTH, 1);
    // In the order of names: large, small.
    assert_eq!(early.census.by_offer[0].0, 0, "nobody starts on it, and nobody moves up to it");
    assert!(early.census.by_offer[1].0 > 100);
    let late = run(&business, 6.0 * MONTH, 1);
    assert!(late.census.by_offer[0].0 > 100);
    assert_eq!(late.counts.leads, all.counts.leads, "leads are what they were");
    assert!(late.counts.signed_up < all.counts.signed_up);
    business.plans.get_mut("large").unwrap().from = Some(Quantity::ZERO);
    assert_eq!(run(&business, 6.0 * MONTH, 1).fingerprint, all.fingerprint);
}

#[test]
fn a_region_that_is_not_open_yet_has_nobody() {
    let mut business = two_plans();
    let all = run(&business, 6.0 * MONTH, 1);
    business.regions.get_mut("there").unwrap().from = Some(quantity(3.0 * MONTH));
    let early = run(&business, 3.0 * MONTH, 1);
    assert_eq!(early.census.by_region[1].0, 0);
    assert!(early.census.by_region[0].0 > 100);
    assert!(run(&business, 6.0 * MONTH, 1).census.by_region[1].0 > 100);
    business.regions.get_mut("there").unwrap().from = Some(Quantity::ZERO);
    assert_eq!(run(&business, 6.0 * MONTH, 1).fingerprint, all.fingerprint);
}

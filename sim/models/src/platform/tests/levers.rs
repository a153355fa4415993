//! Levers of the components act on the platform as well.

use super::{dollars, observe, share, small};
use crate::platform::{Parameters, Platform};

fn value(parameters: &Parameters, metric: &str) -> f64 {
    let index = Platform::metrics().iter().position(|one| one.name == metric).unwrap();
    observe(parameters, 12.0, 1).values[index].unwrap()
}

#[test]
fn the_platform_passes_on_what_prices_fees_and_caps_do() {
    let plain = small();
    let mut dear = plain.clone();
    dear.marketplace.demand.usual_price = Some(dollars(15));
    let requests = |parameters: &Parameters| value(parameters, "marketplace_requests");
    assert!(
        requests(&dear) < 0.5 * requests(&plain),
        "exp(-1.5) of the needs are left at four times the price"
    );

    let mut greedy = plain.clone();
    greedy.marketplace.participation = crate::marketplace::Participation::Network;
    greedy.marketplace.take_rate.sellers = share(1.0);
    let sellers = |parameters: &Parameters| value(parameters, "marketplace_participation_sellers");
    let before = sellers(&greedy);
    greedy.marketplace.supply.reservation = Some(dollars(100));
    assert!(before > 0.0, "somebody sells");
    assert_eq!(sellers(&greedy), 0.0);

    let mut mean = plain.clone();
    for plan in mean.subscription.plans.values_mut().filter(|plan| plan.price.minor() == 0) {
        plan.caps = mean.subscription.features.keys().map(|feature| (feature.clone(), 0)).collect();
    }
    let sign_ups = |parameters: &Parameters| value(parameters, "subscription_sign_ups");
    assert!(sign_ups(&mean) > 50.0);
    mean.subscription.generosity.usual = Some(share(0.7));
    assert_eq!(sign_ups(&mean), 0.0);
}

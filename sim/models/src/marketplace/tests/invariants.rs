//! What no combination of parameters may break.

use proptest::prelude::*;

use super::{MONTH, dollars, everybody_in, observe, quantity, run};
use crate::distribution::Distribution;
use crate::marketplace::Marketplace;
use crate::marketplace::money::Account;
use crate::marketplace::parameters::{Matching, Network, Order, Parameters, Participation, Space};
use crate::quantity::Quantity;

/// Small markets in which everything that can be switched on is, or is not.
fn any_market() -> impl Strategy<Value = Parameters> {
    let sides = (0_u32..120, 0_u32..40, 0.0..=1.0, 0.0..=1.0, 0_u64..60, 0_u64..60);
    let kind = (0..3_usize, 0..3_usize, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let rates = (0.0..=0.3, 0.0..=0.3, 0.0..=1.0, 0.0..=1.0, 0.0..=1.0);
    let money = (0_u64..40, 0_u64..20, 0_u64..10, 0_u64..5_000);
    (sides, kind, rates, money).prop_map(|(sides, kind, rates, money)| {
        let (buyers, sellers, aware, seeded, price, subsidy) = sides;
        let (participation, space, function, one_by_one, rides, same_side) = kind;
        let mut market = everybody_in(buyers + 1, sellers);
        market.participation =
            [Participation::Network, Participation::Additive, Participation::Always][participation];
        for side in [&mut market.buyers, &mut market.sellers] {
            side.aware = quantity(aware);
            side.seeded = quantity(seeded);
            side.innovation = quantity(0.002);
            side.imitation = quantity(0.01);
            side.reconsider = quantity(1.0 / 48.0);
            side.price = dollars(price);
            side.subsidy = dollars(subsidy);
            side.joining_bonus = dollars(1);
        }
        if same_side {
            market.buyers.network = Network::SameSide;
        }
        let city = market.cities["city"];
        market.cities.insert("second".to_owned(), city);
        market.search.space = [Space::None, Space::Plane, Space::Torus][space];
        market.search.choices = 3;
        market.search.travel_per_km = quantity(0.05);
        market.search.rides = rides;
        market.matching = if function { Matching::Function } else { Matching::Search };
        market.both_roles = quantity(0.3);
        let (buyer_rate, seller_rate, refund, trust, loyalty) = rates;
        market.take_rate.buyers = quantity(buyer_rate);
        market.take_rate.sellers = quantity(seller_rate);
        market.leakage.refund = quantity(refund);
        market.ratings.trust = quantity(trust);
        market.requests.loyalty = quantity(loyalty);
        market.requests.rate = quantity(20.0 / MONTH);
        market.requests.patience = Distribution::Exponential { mean: Quantity::hours(6) };
        market.requests.expires = Some(Quantity::hours(10));
        let (trouble, benefit, monitoring, budget) = money;
        market.leakage.cost_up_to = Some(dollars(trouble));
        market.leakage.benefit = dollars(benefit);
        market.leakage.monitoring = dollars(monitoring);
        market.launch.budget = dollars(budget);
        if one_by_one {
            market.launch.order = Order::CityByCity;
        }
        market.churn.rate = quantity(0.2 / MONTH);
        market.rivals.incumbent_reacts_at = Some(quantity(0.5));
        market.regulation.from = Some(quantity(MONTH));
        market.regulation.per_job = dollars(1);
        market.regulation.licence = dollars(5);
        market
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_request_is_completed_expired_abandoned_or_open(market in any_market(), seed: u64) {
        let sums = run(&market, 2.0 * MONTH, seed);
        let counts = sums.counts;
        prop_assert_eq!(counts.asked, counts.completed + counts.expired + counts.abandoned + sums.open);
        prop_assert!(counts.withdrawn <= counts.abandoned && counts.withdrawn <= counts.offered);
        prop_assert!(counts.completed <= counts.matched);
    }

    #[test]
    fn what_buyers_pay_is_payouts_fees_and_refunds_to_the_cent(market in any_market(), seed: u64) {
        let sums = run(&market, 2.0 * MONTH, seed);
        let total = |account: Account| sums.books.total(account).unwrap();
        let fees = total(Account::BuyerFees) + total(Account::SellerFees);
        prop_assert_eq!(total(Account::Payments), total(Account::Payouts) + fees + total(Account::Refunds));
        prop_assert_eq!(sums.books.ledger().trial_balance().difference(), 0);
        let paid: f64 = total(Account::Payouts) as f64;
        prop_assert_eq!(sums.paid, paid, "what sellers count is what the books say");
        let spent = total(Account::BuyerAcquisition) + total(Account::SellerAcquisition);
        let bonuses: u64 = sums.counts.joins.iter().sum();
        let budget = market.launch.budget.minor() + 100 * bonuses;
        prop_assert!(spent as u64 <= budget, "{} of {}", spent, budget);
    }

    #[test]
    fn shares_are_shares_and_levels_are_not_negative(market in any_market(), seed: u64) {
        let observation = observe(&market, 2.0 * MONTH, seed);
        prop_assert_eq!(observation.values.len(), Marketplace::metrics().len());
        for (metric, value) in Marketplace::metrics().iter().zip(&observation.values) {
            let Some(value) = *value else { continue };
            prop_assert!(value.is_finite(), "{} is {}", metric.name, value);
            prop_assert!(value >= -1e-9 || metric.name == "net_revenue", "{} is {}", metric.name, value);
            prop_assert!(metric.unit != "share" || value <= 1.0 + 1e-9, "{} is {}", metric.name, value);
        }
        for series in &observation.series {
            prop_assert!(series.values.iter().all(|value| *value > -1e-6), "{:?}", series);
        }
    }

    #[test]
    fn without_a_fee_nobody_leaks(mut market in any_market(), seed: u64) {
        market.take_rate.buyers = Quantity::ZERO;
        market.take_rate.sellers = Quantity::ZERO;
        prop_assert_eq!(run(&market, 2.0 * MONTH, seed).counts.leaked, 0);
    }
}

//! Money on the platform.

use proptest::prelude::*;

use super::{dollars, observe, segment, share, small, value};
use crate::model::Model;

#[test]
fn the_general_ledger_explains_every_cent() {
    let seen = observe(&small(), 24.0, 1);
    assert_eq!(value(&seen, "cash_unexplained"), Some(0.0));
    assert!(value(&seen, "revenue").unwrap() > 1_000.0);
}

#[test]
fn a_warm_up_is_not_counted_but_its_money_is_there() {
    let whole = observe(&small(), 12.0, 1);
    let counted = super::observe_after(&small(), 12.0, 6.0, 1);
    for metric in ["cash", "cash_trough", "cash_unexplained", "revenue", "burn"] {
        assert_eq!(value(&counted, metric), value(&whole, metric), "{metric}");
    }
    let jobs = |seen| value(seen, "marketplace_fees").unwrap();
    assert!(jobs(&counted) < 0.95 * jobs(&whole), "{} {}", jobs(&counted), jobs(&whole));
}

#[test]
fn revenue_of_which_a_referrer_has_a_share_counts_once() {
    let seen = observe(&small(), 24.0, 1);
    let streams =
        ["subscriptions", "fees"].map(|stream| segment(&seen, "revenue", &format!("stream:{stream}")));
    let sum: f64 = streams.iter().sum();
    assert!((value(&seen, "revenue").unwrap() - sum).abs() < 0.005, "{streams:?}");
    let programme = value(&seen, "referral_revenue").unwrap();
    assert!(programme > 0.0 && programme <= sum, "the programme hears of {programme} of {sum}");
    assert!(value(&seen, "rewards_paid").unwrap() > 0.0);
}

#[test]
fn a_round_that_needs_a_milestone_waits_for_it() {
    let mut parameters = small();
    parameters.finance.rounds.insert(
        "a".to_owned(),
        crate::platform::Round {
            at: crate::quantity::Quantity::days(300),
            amount: dollars(1_000_000),
            needs_milestone: true,
        },
    );
    let refused = observe(&parameters, 12.0, 1);
    parameters.milestones.active_users = 1;
    let funded = observe(&parameters, 12.0, 1);
    let difference = value(&funded, "cash").unwrap() - value(&refused, "cash").unwrap();
    assert_eq!(difference, 1_000_000.0);
    assert_eq!(value(&funded, "burn"), value(&refused, "burn"), "funding is no trade");
    // A year is over before the deadline is: it can say yes, but not no.
    assert_eq!((value(&funded, "smb_in_time"), value(&refused, "smb_in_time")), (Some(1.0), None));
}

#[test]
fn what_a_month_costs_is_burnt_and_cash_lasts_accordingly() {
    let mut parameters = super::nothing();
    parameters.on.marketplace = true;
    parameters.marketplace.requests.rate = crate::quantity::Quantity::ZERO;
    parameters.finance.cash = dollars(100_000);
    parameters.finance.monthly = dollars(5_000);
    let seen = observe(&parameters, 12.0, 1);
    assert_eq!(value(&seen, "cash"), Some(40_000.0));
    assert_eq!((value(&seen, "burn"), value(&seen, "runway")), (Some(5_000.0), Some(8.0)));
    assert_eq!((value(&seen, "cash_trough_month"), value(&seen, "insolvent")), (Some(12.0), Some(0.0)));
    let broke = observe(&parameters, 24.0, 1);
    assert_eq!(value(&broke, "insolvent_after"), Some(21.0));
    assert_eq!(value(&broke, "runway"), None, "nothing is left");
}

/// Accounts are counted after a year, and the round comes a fortnight later. Of all milestones around what the platform has reached
/// by then, some are reached with the programme only; what their round brings is not its earnings.
#[test]
fn equity_that_one_arm_raises_is_no_cash_that_the_programme_earned() {
    let mut parameters = small();
    let at_a_year = observe(&parameters, 12.0, 1);
    let without_round = observe(&parameters, 13.0, 1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let [active, members] =
        ["active_users", "incremental_members"].map(|metric| value(&at_a_year, metric).unwrap() as u32);
    assert!(members > 0, "{members}");
    parameters.finance.rounds.insert(
        "a".to_owned(),
        crate::platform::Round {
            at: crate::quantity::Quantity::days(380),
            amount: dollars(1_000_000),
            needs_milestone: true,
        },
    );
    let raised: Vec<f64> = (active - 2 * members..=active + 2)
        .map(|milestone| {
            parameters.milestones.active_users = milestone;
            let seen = observe(&parameters, 13.0, 1);
            assert_eq!(value(&seen, "incremental_cash"), value(&without_round, "incremental_cash"));
            assert_eq!(value(&seen, "profit"), value(&without_round, "profit"));
            value(&seen, "incremental_funding").unwrap()
        })
        .collect();
    assert!(raised.contains(&1_000_000.0), "some milestone is reached with the programme only: {raised:?}");
    assert!(raised.ends_with(&[0.0]), "and none that nobody reaches: {raised:?}");
}

/// Every expense account in any chart is in one class of costs, and in one only.
#[test]
fn no_cost_is_in_no_margin() {
    let mut parameters = small();
    parameters.subscription.costs.monthly = dollars(10);
    let platform = super::Platform::new(&parameters, super::horizon(6.0)).unwrap();
    let streams = super::Streams::<super::Squares>::with_generator(1).replication(0);
    let sums = platform.run::<_, super::Untraced>(streams, 0);
    sums.unwrap().with.general.check_classes();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_books_close_whatever_is_on(
        on in prop::array::uniform5(any::<bool>()),
        seed in 0_u64..1_000,
        fees in 0.0_f64..0.4,
        rewards in 0.0_f64..0.5,
        fakes in 0.0_f64..0.9,
        months in 1.0_f64..14.0,
    ) {
        let mut parameters = small();
        let switches = &mut parameters.on;
        [switches.subscription, switches.marketplace, switches.referral, switches.incidents, switches.help_desk] = on;
        prop_assume!(on[..3].contains(&true));
        parameters.marketplace.take_rate.sellers = share(fees);
        parameters.marketplace.take_rate.buyers = share(fees / 2.0);
        parameters.referral.contract.share = share(rewards);
        parameters.referral.fraud = share(fakes);
        parameters.links.sale_takes = Some("courses".to_owned());
        parameters.links.purchase_takes = Some("verifications".to_owned());
        let seen = observe(&parameters, months, seed);
        prop_assert_eq!(value(&seen, "cash_unexplained"), Some(0.0));
        prop_assert_eq!(seen.values.len(), super::Platform::metrics().len());
    }
}

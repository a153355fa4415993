//! Contracts, one by one, where what must be paid can be counted.

use std::collections::BTreeMap;

use super::{MONTH, dollars, inviting, observe, quantity, run, value, with_arm};
use crate::distribution::Distribution;
use crate::quantity::Quantity;
use crate::referral::money::Account;
use crate::referral::parameters::{FraudPayment, Parameters, Tier};
use crate::referral::payout::Standing;
use crate::referral::programme::Arm;

/// Twenty customers who stay, each of whom brings four others at once, who bring none in turn since
/// the run is over: 80 referrals.
fn eighty() -> Parameters {
    let mut parameters = inviting(4, 1.0);
    parameters.pool = 1_000_000;
    parameters.invitations.delay = Distribution::Deterministic(Quantity::days(100));
    parameters.customers.churn = Quantity::ZERO;
    parameters.fraud = Quantity::ZERO;
    parameters.contract.paid_after = Quantity::ZERO;
    parameters
}

/// Until shortly before the eighty bring others.
const END: f64 = 199.0 * 24.0;

fn paid(parameters: &Parameters) -> f64 {
    let seen = observe(parameters, END, 1);
    assert_eq!(value(&seen, "attributed"), Some(80.0));
    value(&seen, "payout_total").unwrap()
}

#[test]
fn a_fixed_reward_is_paid_once_for_each() {
    let mut parameters = eighty();
    parameters.contract.fixed = dollars(20);
    assert_eq!(paid(&parameters), 1_600.0);
    parameters.contract.to_referred = dollars(5);
    assert_eq!(paid(&parameters), 2_000.0, "two-sided");
}

#[test]
fn a_share_is_paid_of_each_payment_within_its_window() {
    let mut parameters = eighty();
    parameters.contract.share = quantity(0.1);
    // Payments at 100, 130.4, 160.9 and 191.3 days.
    assert_eq!(paid(&parameters), 80.0 * 4.0 * 5.0);
    parameters.contract.share_for = quantity(2.0 * MONTH);
    assert_eq!(paid(&parameters), 80.0 * 2.0 * 5.0);
}

#[test]
fn a_cap_is_what_one_referrer_gets_at_most() {
    let mut parameters = eighty();
    parameters.contract.fixed = dollars(20);
    parameters.contract.cap = Some(dollars(50));
    assert_eq!(paid(&parameters), 20.0 * 50.0, "20, 20, 10 and nothing");
}

#[test]
fn tiers_reward_those_who_refer_many() {
    let mut parameters = eighty();
    parameters.contract.fixed = dollars(10);
    let tier = |from: u32, times: f64| Tier { from, times: quantity(times) };
    parameters.contract.tiers =
        BTreeMap::from([("gold".to_owned(), tier(4, 3.0)), ("silver".to_owned(), tier(2, 2.0))]);
    assert_eq!(paid(&parameters), 20.0 * (10.0 + 20.0 + 20.0 + 30.0));
}

#[test]
fn a_bonus_waits_for_tenure_and_a_payout_for_its_run() {
    let mut parameters = eighty();
    parameters.contract.bonus = dollars(30);
    parameters.contract.bonus_after = Quantity::days(90);
    assert_eq!(paid(&parameters), 80.0 * 30.0);
    parameters.contract.paid_after = Quantity::days(10);
    assert_eq!(paid(&parameters), 0.0, "100 + 90 + 10 days are not over");
    assert_eq!(run(&parameters, END, 1).arms[0].books.balance(Account::Vested), 240_000);
    parameters.contract.bonus_after = Quantity::days(100);
    assert_eq!(run(&parameters, END, 1).arms[0].books.balance(Account::Accrued), 240_000);
}

#[test]
fn what_nobody_claims_expires() {
    let mut parameters = eighty();
    parameters.contract.fixed = dollars(20);
    parameters.contract.unclaimed = quantity(1.0);
    parameters.contract.expires_after = Quantity::days(30);
    assert_eq!(paid(&parameters), 0.0);
    assert_eq!(value(&observe(&parameters, END, 1), "expired_rate"), Some(1.0));
}

#[test]
fn who_leaves_within_the_window_takes_the_reward_along_even_after_it_was_paid() {
    let mut parameters = eighty();
    parameters.customers.churn = quantity(1.0);
    parameters.customers.referred_ratio = quantity(1.0);
    parameters.invitations.delay = Distribution::Deterministic(Quantity::days(1));
    parameters.invitations.count = crate::referral::Count::Fixed(1);
    parameters.contract.fixed = dollars(20);
    let rate = |parameters: &Parameters| {
        let seen = observe(parameters, 20.0 * MONTH, 1);
        (value(&seen, "clawback_rate").unwrap(), value(&seen, "vested_share").unwrap())
    };
    assert_eq!(rate(&parameters), (0.0, 1.0));
    parameters.contract.claw_back = quantity(0.9 * MONTH);
    assert_eq!(rate(&parameters), (0.0, 1.0), "they leave after a month");
    parameters.contract.claw_back = quantity(1.1 * MONTH);
    let (taken_back, vested) = rate(&parameters);
    assert!(taken_back > 0.9 && vested == 1.0, "{taken_back} {vested}");
    parameters.contract.vests_after = quantity(1.05 * MONTH);
    let (taken_back, vested) = rate(&parameters);
    assert!(taken_back > 0.9 && vested == 0.0, "{taken_back} {vested}");
}

/// With a share f of fakes among the attributed; of 9,000, .02 is known to within .0015 (error probability 1e-4: .006).
#[test]
fn some_refer_themselves_and_a_long_vesting_is_lost_on_them() {
    let mut parameters = inviting(4, 0.4);
    parameters.pool = 10_000;
    parameters.customers.churn = Quantity::ZERO;
    parameters.contract.fixed = dollars(20);
    let seen = observe(&parameters, 12.0 * MONTH, 1);
    let rate = value(&seen, "fraud_rate").unwrap();
    assert!((rate - 0.02).abs() < 0.006, "{rate}");
    let fakes_paid = |vests_after: f64| {
        let mut parameters = parameters.clone();
        parameters.contract.vests_after = quantity(vests_after);
        with_arm(&parameters, (12.0 * MONTH, 1), Arm::Programme, |arm| {
            let of_fakes = arm.payouts.iter().filter(|payout| match payout.hangs {
                crate::referral::payout::Hangs::OnPerson(person) => arm.people[person as usize].is_fake,
                crate::referral::payout::Hangs::OnJob(_) => false,
            });
            of_fakes.filter(|payout| payout.standing == Standing::Paid).count()
        })
    };
    assert!(fakes_paid(0.9 * MONTH) > 50);
    assert_eq!(fakes_paid(1.1 * MONTH), 0);
}

#[test]
fn a_referred_customer_pays_more_until_the_gap_is_closed() {
    let mut parameters = eighty();
    parameters.customers.premium = quantity(0.5);
    parameters.customers.premium_lasts = quantity(2.0 * MONTH);
    let revenue = value(&observe(&parameters, END, 1), "revenue").unwrap();
    // Twenty pay 7 times $50; eighty pay $75, $62.50, $50, $50.
    assert_eq!(revenue, 20.0 * 7.0 * 50.0 + 80.0 * (75.0 + 62.5 + 50.0 + 50.0));
}

/// Rewards below and above the price, paid at once or later, on stolen cards or own money: fraud never pays the business.
#[test]
fn more_fraud_never_pays_the_business() {
    for (payment, paid_after) in [FraudPayment::ChargedBack, FraudPayment::Own]
        .into_iter()
        .flat_map(|payment| [0, 90].map(|days| (payment, days)))
    {
        for reward in [0, 20, 49, 50, 51, 90] {
            let mut parameters = inviting(4, 0.4);
            parameters.customers.churn = Quantity::ZERO;
            parameters.contract.fixed = dollars(reward);
            parameters.contract.paid_after = Quantity::days(paid_after);
            parameters.fraud_payment = payment;
            let margins = [0.0, 0.1, 0.3, 0.6].map(|fraud| {
                parameters.fraud = quantity(fraud);
                let seen = observe(&parameters, 6.0 * MONTH, 1);
                let fakes = value(&seen, "attributed").unwrap() * value(&seen, "fraud_rate").unwrap();
                (fakes.round(), value(&seen, "programme_margin").unwrap())
            });
            let (_, honest) = margins[0];
            // What a fake costs: the reward, and the bank's fee or less what he pays.
            let each = match payment {
                FraudPayment::ChargedBack => reward as f64 + 15.0,
                FraudPayment::Own => reward as f64 - 50.0,
            };
            let comes = if payment == FraudPayment::Own { reward > 50 } else { reward > 0 };
            for (fakes, margin) in margins {
                assert!((honest - margin - fakes * each).abs() < 0.01, "{payment:?} {reward}: {margins:?}");
            }
            assert_eq!(margins[3].0 > 0.0, comes, "{payment:?} {reward}: {margins:?}");
        }
    }
}

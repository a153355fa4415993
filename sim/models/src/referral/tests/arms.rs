//! The arm with the programme against the arm without it.

use super::{MONTH, inviting, observe, quantity, run, value};
use crate::parameter::Parameter;
use crate::quantity::Quantity;
use crate::referral::parameters::{Parameters, Partners};

/// A business that grows in every way the model knows.
fn business() -> Parameters {
    let mut parameters = inviting(4, 0.2);
    parameters.organic.share = quantity(0.3);
    parameters.customers.trial = crate::distribution::Distribution::Exponential { mean: Quantity::days(20) };
    parameters.recruiting.jobs = 30;
    parameters
}

#[test]
fn without_a_reward_and_with_unchanged_propensity_both_arms_are_the_same_event_by_event() {
    let mut parameters = business();
    parameters.invitations.without_programme = quantity(1.0);
    for seed in 0..20 {
        let sums = run(&parameters, 12.0 * MONTH, seed);
        let [with, without] = sums.fingerprints;
        assert!(with.is_some() && with == without, "seed {seed}");
        assert!(sums.arms[0].counts.customers > 500);
        assert!(sums.arms[0].attributed() > 100, "attributed to a programme that gave nothing");
    }
}

#[test]
fn a_reward_or_another_propensity_makes_the_arms_differ() {
    let mut parameters = business();
    let differ = |parameters: &Parameters| {
        let [with, without] = run(parameters, 12.0 * MONTH, 1).fingerprints;
        with != without
    };
    assert!(differ(&parameters), "half of the invitations are sent for the programme");
    parameters.invitations.without_programme = quantity(1.0);
    assert!(!differ(&parameters));
    parameters.contract.fixed = super::dollars(1);
    assert!(differ(&parameters));
}

#[test]
fn if_all_would_have_come_anyway_nothing_is_incremental_however_much_is_attributed() {
    let mut parameters = inviting(3, 0.5);
    parameters.organic.share = quantity(1.0);
    parameters.contract.fixed = super::dollars(20);
    parameters.fraud = Quantity::ZERO;
    parameters.invitations.without_programme = Quantity::ZERO;
    for seed in 0..5 {
        let seen = observe(&parameters, 13.0 * MONTH, seed);
        assert!(value(&seen, "attributed").unwrap() > 100.0);
        assert_eq!(value(&seen, "incremental"), Some(0.0));
        assert_eq!(value(&seen, "deadweight"), Some(1.0));
        assert_eq!(value(&seen, "cost_per_incremental"), None);
        assert!(value(&seen, "payout_total").unwrap() > 2_000.0);
    }
}

#[test]
fn if_everybody_invites_as_before_nothing_is_incremental_either() {
    let mut parameters = inviting(3, 0.5);
    parameters.invitations.without_programme = quantity(1.0);
    parameters.contract.share = quantity(0.2);
    let seen = observe(&parameters, 12.0 * MONTH, 1);
    assert_eq!(value(&seen, "incremental"), Some(0.0));
    assert!(value(&seen, "attributed").unwrap() > 100.0);
}

/// Customers without the programme are customers with it: invitations without are among those with.
#[test]
fn a_programme_never_has_fewer_customers_than_its_control() {
    for seed in 0..20 {
        let mut parameters = inviting(3, 0.4);
        parameters.organic.share = quantity(0.1);
        parameters.customers.churn = Quantity::ZERO;
        parameters.customers.trial = crate::distribution::Distribution::Deterministic(Quantity::days(3));
        let incremental = value(&observe(&parameters, 24.0 * MONTH, seed), "incremental").unwrap();
        assert!(incremental >= 0.0, "seed {seed}: {incremental}");
    }
}

#[test]
fn who_comes_on_his_own_within_the_window_after_a_click_is_attributed() {
    let attributed = |window: f64| {
        let mut parameters = inviting(5, 0.0);
        parameters.invitations.signs_up = Quantity::ZERO;
        parameters.organic.share = quantity(1.0);
        parameters.contract.attribution = quantity(window);
        let seen = observe(&parameters, 13.0 * MONTH, 1);
        assert_eq!(value(&seen, "incremental"), Some(0.0));
        value(&seen, "attributed").unwrap()
    };
    let (none, month, year) = (attributed(0.0), attributed(MONTH), attributed(12.0 * MONTH));
    assert!(none == 0.0 && month > 100.0 && year > 2.0 * month, "{none} {month} {year}");
}

#[test]
fn partners_bring_customers_only_where_there_is_a_programme() {
    let mut parameters = inviting(0, 0.0);
    let affiliates = Partners { number: 5, leads: quantity(0.1), ..Partners::default() };
    parameters.partners.insert("affiliates".to_owned(), affiliates);
    let sums = run(&parameters, 6.0 * MONTH, 1);
    assert_eq!(sums.arms[1].counts.customers, 20);
    let [customers, affiliates, recruiters] = &sums.arms[0].sources[..] else {
        panic!("{:?}", sums.arms[0].sources)
    };
    assert_eq!((customers.attributed, recruiters.attributed), (0, 0));
    assert_eq!(20 + affiliates.attributed, sums.arms[0].counts.customers);
    // 5 x .1 x 4383 leads, a tenth of whom pay: 219, less a few who were in; error probability below 1e-4.
    assert!((140..280).contains(&affiliates.attributed), "{}", affiliates.attributed);
}

#[test]
fn before_it_begins_a_programme_is_none_and_afterwards_it_is_one() {
    let mut parameters = business();
    parameters.recruiting.jobs = 0;
    parameters.contract.fixed = super::dollars(5);
    parameters.partners.insert("affiliates".to_owned(), Partners { number: 5, ..Partners::default() });
    let at_once = run(&parameters, 12.0 * MONTH, 1);
    parameters.from = Some(Quantity::ZERO);
    assert_eq!(run(&parameters, 12.0 * MONTH, 1).fingerprints, at_once.fingerprints);
    parameters.from = Some(quantity(6.0 * MONTH));
    let [with, without] = run(&parameters, 6.0 * MONTH, 1).fingerprints;
    assert!(with.is_some() && with == without, "nobody knows of it yet");
    let late = run(&parameters, 12.0 * MONTH, 1);
    assert_eq!(late.fingerprints[1], at_once.fingerprints[1], "who has none does not care when it begins");
    let [late, at_once] = [&late, &at_once].map(|sums| sums.arms[0].attributed());
    assert!(0 < late && late < at_once, "{late} {at_once}");
}

#[test]
fn recruiters_are_rewarded_from_the_beginning_or_never() {
    let mut parameters = business();
    parameters.from = Some(quantity(MONTH));
    let paths: Vec<String> = parameters.validate().into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["from"]);
}

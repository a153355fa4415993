//! A free plan that gives less brings fewer.

use std::collections::BTreeMap;

use super::{MONTH, observe, on, quantity, run, value};
use crate::subscription::parameters::{Feature, Offer, Parameters};

/// A business with a free plan with this cap on uses a month; leads come by themselves and from
/// accounts.
fn free(cap: u32) -> Parameters {
    let plan = Offer { caps: BTreeMap::from([("uses".to_owned(), cap)]), ..Offer::default() };
    let mut business = on("free", plan, 0);
    business.features = BTreeMap::from([("uses".to_owned(), Feature { mean: 20.0, shape: 0.8 })]);
    business.leads.rate = quantity(1_000.0 / MONTH);
    business
}

#[test]
fn who_does_not_notice_changes_no_bit() {
    let mut plain = free(5);
    plain.leads.word_of_mouth = quantity(0.1 / MONTH);
    let mut blind = plain.clone();
    blind.generosity.usual = Some(quantity(0.5));
    (blind.generosity.sign_up, blind.generosity.word_of_mouth) = (0.0, 0.0);
    // Nor does a plan without caps, if that is what is usual.
    let (before, after) = (run(&plain, 12.0 * MONTH, 1), run(&blind, 12.0 * MONTH, 1));
    assert!(before.counts.signed_up > 10_000);
    assert_eq!((before.fingerprint, before.counts), (after.fingerprint, after.counts));
    let mut boundless = plain.clone();
    boundless.plans.get_mut("free").unwrap().caps.clear();
    let mut noticed = boundless.clone();
    noticed.generosity.usual = Some(quantity(1.0));
    let (before, after) = (run(&boundless, 12.0 * MONTH, 1), run(&noticed, 12.0 * MONTH, 1));
    assert_eq!((before.fingerprint, before.counts), (after.fingerprint, after.counts));
}

#[test]
fn a_free_plan_that_gives_nothing_brings_nobody() {
    let mut business = free(0);
    business.generosity.usual = Some(quantity(0.7));
    let seen = observe(&business, 12.0 * MONTH, 1);
    assert_eq!(value(&seen, "sign_ups"), Some(0.0));
}

/// Of a negative binomial use with mean 1 and shape 1, `E[min(N, 1)] = P(N > 0) = 1/2` fits under a cap of 1, and 3/4 under 2.
/// Sign-ups of 12,000 leads vary by 55: four standard errors (6e-5) are .0185 of them.
#[test]
fn sign_ups_follow_what_is_free() {
    for (cap, usual, elasticity, expected) in
        [(1, 1.0, 1.0, 0.5), (2, 1.0, 1.0, 0.75), (1, 1.0, 2.0, 0.25), (2, 0.5, 1.0, 1.0)]
    {
        let mut business = free(cap);
        business.features = BTreeMap::from([("uses".to_owned(), Feature { mean: 1.0, shape: 1.0 })]);
        business.generosity.usual = Some(quantity(usual));
        business.generosity.sign_up = elasticity;
        let sums = run(&business, 12.0 * MONTH, 1);
        let share = sums.counts.signed_up as f64 / sums.counts.leads as f64;
        assert!((share - expected).abs() < 0.0185, "{cap} {usual} {elasticity}: {share}");
    }
}

/// 10,000 accounts that stay bring .1 leads each in a month, and half of that if half of their use is free. Those leads
/// do not sign up. Over three months 3,000 and 1,500 leads vary by 55 and 39: four standard errors are
/// 220 and 155 (error probability 6e-5 each).
#[test]
fn word_of_mouth_follows_what_is_free() {
    let plan = Offer { caps: BTreeMap::from([("uses".to_owned(), 1)]), ..Offer::default() };
    let mut business = on("free", plan, 10_000);
    business.features = BTreeMap::from([("uses".to_owned(), Feature { mean: 1.0, shape: 1.0 })]);
    business.leads.word_of_mouth = quantity(0.1 / MONTH);
    business.leads.sign_up = quantity(0.0);
    let leads = |business: &Parameters| run(business, 3.0 * MONTH, 1).counts.leads as f64;
    let all = leads(&business);
    business.generosity.usual = Some(quantity(1.0));
    let half = leads(&business);
    assert!((all - 3_000.0).abs() < 220.0 && (half - 1_500.0).abs() < 155.0, "{all} {half}");
}

//! Accounts differ, and what differs may go together.

use super::{MONTH, dollars, observe, on, priced, run, value};
use crate::subscription::cause::{Cause, Change};
use crate::subscription::parameters::{Offer, Parameters, Risk};

/// Free accounts that reach caps, with a risk that may go with their use.
fn freemium(with_usage: f64, usage_with_risk: f64) -> Parameters {
    let free = Offer {
        caps: [("uses".to_owned(), 25)].into(),
        upgrade: Some("paid".to_owned()),
        ..Offer::default()
    };
    let mut business = on("free", free, 20_000);
    business.plans.insert("paid".to_owned(), priced(10));
    business.willingness.mean = dollars(20);
    business.willingness.with_usage = with_usage;
    business.willingness.usage_with_risk = usage_with_risk;
    business.renewal.risk = Risk::Beta { a: 1.0, b: 9.0 };
    business
}

/// The correlation leaves each trait's distribution as it was. Standard deviation of the share .0032.
#[test]
fn a_correlation_changes_no_marginal() {
    for with_usage in [0.0, 0.8] {
        let exceeded = value(&observe(&freemium(with_usage, 0.0), 0.9 * MONTH, 1), "cap_exceedance").unwrap();
        assert!((exceeded - 0.27647).abs() < 3.9 * 0.0032, "{exceeded}");
    }
}

#[test]
fn those_who_use_more_pay_more_often_if_they_are_more_willing() {
    let accepted = |with_usage| {
        value(&observe(&freemium(with_usage, 0.0), 0.9 * MONTH, 1), "prompt_acceptance").unwrap()
    };
    let (apart, together) = (accepted(0.0), accepted(0.8));
    assert!(together > apart + 0.1, "{apart} {together}");
}

#[test]
fn those_who_use_more_stay_if_use_goes_against_risk() {
    let churn = |usage_with_risk| {
        value(&observe(&freemium(0.0, usage_with_risk), 2.0 * MONTH, 1), "churn_of_new").unwrap()
    };
    let (apart, against) = (churn(0.0), churn(-0.8));
    assert!((apart - 0.1).abs() < 0.02, "{apart}");
    assert!(against < 0.7 * apart, "{apart} {against}");
}

/// Retention improves with age though no customer changes: of a cohort of 20,000 with a mean risk of .25
/// the hazard falls from 1/4 to 1/5 at the second renewal. Standard deviations are .003.
#[test]
fn sorting_alone_improves_retention() {
    let mut business = on("paid", priced(10), 20_000);
    business.renewal.risk = Risk::Beta { a: 1.0, b: 3.0 };
    // The third renewal is due when the fourth month begins.
    let sums = run(&business, 4.0 * MONTH, 1);
    let hazards: Vec<f64> =
        sums.counts.due.iter().zip(&sums.counts.left).map(|(&due, &left)| left as f64 / due as f64).collect();
    for (hazard, exact) in hazards.iter().zip([0.25, 0.2, 1.0 / 6.0]) {
        assert!((hazard - exact).abs() < 3.9 * 0.0033, "{hazards:?}");
    }
    let seen = observe(&business, 4.0 * MONTH, 1);
    let matrix = seen.matrices.iter().find(|matrix| matrix.metric == "cohort_retention").unwrap();
    let row: Vec<f64> = matrix.row(0).iter().flatten().copied().collect();
    assert_eq!(row.len(), 4);
    assert!((row[1] - 0.75).abs() < 0.013 && (row[3] - 0.5).abs() < 0.015, "{row:?}");
}

#[test]
fn an_account_that_is_too_large_for_the_free_plan_is_asked_at_once() {
    let mut business = freemium(0.0, 0.0);
    business.plans.get_mut("free").unwrap().seats_at_most = Some(3);
    business.plans.get_mut("free").unwrap().caps.clear();
    business.seats.mean = 5.0;
    business.prompts.even_at = 100.0;
    business.willingness.mean = crate::quantity::Money::new(100_000, crate::quantity::Currency::Usd);
    let sums = run(&business, 1.0, 1);
    let asked = sums.changes.by(Change::Conversion, Cause::Users);
    // More than 3 users: (4/5)^3.
    assert!((asked as f64 / 20_000.0 - 0.512).abs() < 3.9 * 0.0036, "{asked}");
}

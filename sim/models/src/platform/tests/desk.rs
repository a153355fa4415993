//! The help desk, and what trust does.

use super::{nothing, observe, small, value};
use crate::distribution::Distribution;
use crate::platform::{Incident, Parameters};
use crate::quantity::{Quantity, Rate};

/// A help desk for the accounts of a business that neither grows nor shrinks.
fn desk(accounts: u32, rate: f64) -> Parameters {
    let mut parameters = nothing();
    parameters.on.subscription = true;
    parameters.on.incidents = true;
    parameters.on.help_desk = true;
    parameters.subscription.leads.rate = Quantity::ZERO;
    parameters.subscription.initial.insert("free".to_owned(), accounts);
    parameters.subscription.changes.abandon = Quantity::ZERO;
    let per_member: Quantity<Rate> = Quantity::constant(rate);
    let incident = Incident { per_member, ..Incident::default() };
    parameters.help_desk.incidents = [("fake_profile".to_owned(), incident)].into();
    parameters.help_desk.handling = Distribution::Exponential { mean: Quantity::hours(1) };
    parameters
}

/// With 400 members at .002 an hour each, one agent and 1 h a case the desk is an M/M/1 queue of load .8.
/// Over 24,000 h some 19,200 cases; the standard error of their mean response, 5 h, is about .25 h.
#[test]
fn a_help_desk_with_one_agent_is_a_queue() {
    let mut parameters = desk(400, 0.002);
    parameters.subscription.plans.get_mut("free").unwrap().caps.clear();
    parameters.subscription.seats.grow = Quantity::ZERO;
    let seen = observe(&parameters, 240_000.0 / super::MONTH, 11);
    let incidents = value(&seen, "incidents").unwrap();
    assert!((incidents / (240_000.0 * 0.8) - 1.0).abs() < 0.01, "{incidents}");
    let response = value(&seen, "response_time").unwrap();
    // A standard error of .08 h: four of them leave an error probability of 6e-5.
    assert!((response - 5.0).abs() < 0.33, "{response}");
    assert!((value(&seen, "help_desk_utilisation").unwrap() - 0.8).abs() < 0.01);
    assert!((value(&seen, "incidents_open").unwrap() - 4.0).abs() < 0.33);
}

#[test]
fn a_desk_that_is_too_small_loses_the_trust() {
    let mut parameters = desk(400, 0.002);
    let trusted = observe(&parameters, 12.0, 1);
    parameters.help_desk.handling = Distribution::Exponential { mean: Quantity::hours(4) };
    let lost = observe(&parameters, 12.0, 1);
    let trust = |seen| value(seen, "trust").unwrap();
    assert!(trust(&lost) < 0.5 * trust(&trusted), "{} {}", trust(&lost), trust(&trusted));
}

#[test]
fn distrust_keeps_people_from_hiring_and_from_renewing() {
    let mut parameters = small();
    parameters.on.referral = false;
    let incident = Incident { per_member: super::a_month(0.2), seen_by: 30.0, ..Incident::default() };
    parameters.help_desk.incidents = [("fake_profile".to_owned(), incident)].into();
    parameters.subscription.renewal.risk = crate::subscription::Risk::Constant(super::share(0.1));
    let lost = observe(&parameters, 18.0, 1);
    parameters.links.distrust_hires = Quantity::ZERO;
    parameters.links.distrust_churns = Quantity::ZERO;
    let blind = observe(&parameters, 18.0, 1);
    let of = |metric: &str| (value(&lost, metric).unwrap(), value(&blind, metric).unwrap());
    let (some, all) = of("transactions");
    assert!(some < 0.8 * all, "{some} of {all}");
    let (more, less) = of("subscription_customer_churn");
    assert!(more > 1.1 * less, "{more} {less}");
}

/// Without incidents of sales they come from members alone, who neither come nor go: as many with a desk as without.
#[test]
fn without_a_desk_incidents_come_all_the_same_and_stay_open() {
    let mut parameters = desk(400, 0.002);
    parameters.links.distrust_churns = Quantity::ZERO;
    let handled = observe(&parameters, 12.0, 1);
    parameters.on.help_desk = false;
    let open = observe(&parameters, 12.0, 1);
    let of = |seen, metric| value(seen, metric);
    assert_eq!(of(&open, "incidents"), of(&handled, "incidents"));
    let (came, trust) = (of(&open, "incidents").unwrap(), of(&open, "trust_trough").unwrap());
    // At last all of them are open, each seen by one member.
    let members = of(&open, "members").unwrap();
    assert!((trust - members / (members + came)).abs() < 1e-9, "{trust}");
    assert!(of(&open, "trust") < of(&handled, "trust"));
    assert_eq!((of(&open, "response_time"), of(&open, "help_desk_utilisation")), (None, None));
    let wages = of(&open, "cash").unwrap() - of(&handled, "cash").unwrap();
    assert!((wages - 12.0 * 2_000.0).abs() < 0.01, "{wages}");
}

#[test]
fn harm_that_nobody_handles_costs_sales_and_renewals() {
    let mut parameters = small();
    parameters.on.referral = false;
    parameters.subscription.renewal.risk = crate::subscription::Risk::Constant(super::share(0.1));
    let incident = Incident { per_member: super::a_month(0.2), seen_by: 5.0, ..Incident::default() };
    parameters.help_desk.incidents = [("fake_profile".to_owned(), incident)].into();
    let handled = observe(&parameters, 18.0, 1);
    parameters.on.help_desk = false;
    let open = observe(&parameters, 18.0, 1);
    let of = |metric: &str| (value(&open, metric).unwrap(), value(&handled, metric).unwrap());
    let (some, all) = of("transactions");
    assert!(some < 0.8 * all, "{some} of {all}");
    let (more, less) = of("subscription_customer_churn");
    assert!(more > 1.1 * less, "{more} {less}");
}

#[test]
fn without_incidents_there_is_no_trust_to_measure() {
    let mut parameters = small();
    parameters.on.incidents = false;
    let seen = observe(&parameters, 3.0, 1);
    for metric in ["trust", "trust_trough", "incidents", "response_time", "help_desk_utilisation"] {
        assert_eq!(value(&seen, metric), None, "{metric}");
    }
}

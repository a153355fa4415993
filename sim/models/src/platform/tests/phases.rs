//! Phases: what opens when.

use super::{MONTH, dollars, horizon, observe, segment, share, small, traced, value};
use crate::marketplace::Category;
use crate::observation::Observation;
use crate::parameter::Parameter;
use crate::platform::{Parameters, Phase, Platform};
use crate::quantity::Quantity;
use crate::subscription::Region;

const PARTS: [&str; 5] = [
    "marketplace",
    "marketplace.categories.course",
    "referral",
    "subscription.plans.paid",
    "subscription.regions.abroad",
];

/// A platform with every part that may open, and a phase that opens some of them after this number of months.
fn opening(parts: &[&str], months: f64) -> Parameters {
    let mut parameters = small();
    parameters.marketplace.categories = [("course".to_owned(), Category::default())].into();
    parameters.subscription.start = [("free".to_owned(), share(0.5)), ("paid".to_owned(), share(0.5))].into();
    let half = || Region { share: share(0.5), ..Region::default() };
    parameters.subscription.regions = [("abroad".to_owned(), half()), ("home".to_owned(), half())].into();
    let opens = parts.iter().map(|&part| part.to_owned()).collect();
    let phase = Phase { start: Quantity::constant(months * MONTH), opens };
    parameters.phases = [("first".to_owned(), Phase::default()), ("later".to_owned(), phase)].into();
    parameters
}

#[test]
fn what_opens_at_once_was_never_closed() {
    let seen = traced(&opening(&PARTS, 0.0), 12.0, 1);
    let mut without = opening(&[], 0.0);
    without.phases.clear();
    assert!(seen.fingerprint.is_some());
    assert_eq!(seen.fingerprint, traced(&without, 12.0, 1).fingerprint);
}

#[test]
fn each_part_opens_at_its_date_and_not_before() {
    let flow = |seen: &Observation, flow: &str| segment(seen, "flows", &format!("flow:{flow}"));
    for (part, how_much) in [
        ("marketplace", &(|seen: &Observation| value(seen, "transactions").unwrap()) as &dyn Fn(&_) -> f64),
        ("marketplace.categories.course", &|seen| value(seen, "transactions").unwrap()),
        ("subscription.plans.paid", &|seen| flow(seen, "payments")),
        ("referral", &|seen| value(seen, "referral_attributed").unwrap()),
    ] {
        let parameters = opening(&[part], 6.0);
        assert_eq!(how_much(&observe(&parameters, 5.9, 1)), 0.0, "{part}");
        assert!(how_much(&observe(&parameters, 14.0, 1)) > 0.0, "{part}");
    }
    let members = |parts: &[&str]| value(&observe(&opening(parts, 6.0), 5.9, 1), "members").unwrap();
    let share_of_all = members(&["subscription.regions.abroad"]) / members(&[]);
    assert!((0.35..0.65).contains(&share_of_all), "half of them live abroad: {share_of_all}");
}

#[test]
fn until_the_programme_opens_there_is_nothing_that_it_could_be_worth() {
    let seen = observe(&opening(&["referral"], 24.0), 18.0, 1);
    assert_eq!(value(&seen, "incremental_members"), Some(0.0));
    assert_eq!(value(&seen, "incremental_cash"), Some(0.0));
    assert!(value(&observe(&opening(&["referral"], 6.0), 18.0, 1), "incremental_members").unwrap() > 0.0);
}

#[test]
fn books_close_whatever_opens_when() {
    for months in [1.0, 5.5] {
        let seen = observe(&opening(&PARTS, months), 12.0, 3);
        assert_eq!(value(&seen, "cash_unexplained"), Some(0.0));
        assert!(value(&seen, "revenue").unwrap() > 0.0);
    }
}

#[test]
fn a_part_opens_once_and_must_be_there() {
    let mut parameters = opening(&["referral", "subscription.plans.gold"], 1.0);
    parameters.phases.get_mut("first").unwrap().opens = vec!["referral".to_owned()];
    let paths: Vec<String> = parameters.validate().into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["phases.later.opens[0]", "phases.later.opens[1]"]);
    let mut parameters = opening(&["referral"], 1.0);
    parameters.referral.from = Some(Quantity::ZERO);
    assert_eq!(parameters.validate().len(), 1, "a date of its own");
}

#[test]
fn phases_end_where_the_next_begins() {
    let parameters = opening(&["referral"], 6.0);
    let seen = observe(&parameters, 12.0, 1);
    let half = observe(&parameters, 6.0, 1);
    for metric in ["active_users", "low_value_users", "high_value_organisations", "members"] {
        let of = |phase: &str| segment(&seen, metric, &format!("phase:{phase}"));
        assert_eq!(Some(of("later")), value(&seen, metric), "{metric}");
        assert_eq!(Some(of("first")), value(&half, metric), "{metric}");
    }
    let table = seen.matrices.iter().find(|matrix| matrix.metric == "members").unwrap();
    assert_eq!(table.rows.names, ["first", "later"]);
    assert_eq!(table.row(1)[0], value(&seen, "members"));
}

#[test]
fn low_value_users_and_high_value_organisations_are_all_there_are() {
    let mut parameters = small();
    parameters.subscription.changes.abandon = super::a_month(0.05);
    parameters.milestones.high_value = dollars(15);
    let seen = observe(&parameters, 12.0, 1);
    let of = |metric| value(&seen, metric).unwrap();
    assert_eq!(of("low_value_users") + of("high_value_organisations"), of("members"));
    assert!(of("high_value_organisations") > 0.0);
    let retained = of("low_value_retained");
    assert!((0.5..1.0).contains(&retained), "{retained}");
    parameters.milestones.high_value = dollars(0);
    let seen = observe(&parameters, 12.0, 1);
    assert_eq!((value(&seen, "low_value_users"), value(&seen, "low_value_retained")), (Some(0.0), None));
}

/// No account pays, and each month the same share of free accounts is abandoned: exp(-r) of them is left.
#[test]
fn the_retention_of_users_who_leave_at_one_rate_is_what_that_leaves() {
    let mut parameters = super::nothing();
    parameters.on.subscription = true;
    parameters.subscription.leads.rate = Quantity::ZERO;
    parameters.subscription.initial = [("free".to_owned(), 20_000)].into();
    parameters.subscription.changes.abandon = super::a_month(0.1);
    parameters.subscription.features.clear();
    for plan in parameters.subscription.plans.values_mut() {
        plan.caps.clear();
        plan.upgrade = None;
        plan.seats_at_most = None;
    }
    let retained = value(&observe(&parameters, 6.0, 1), "low_value_retained").unwrap();
    // Some 70,000 account-months: a standard error of .0011, four of which are .0045 (error probability 6e-5).
    assert!((retained - 0.904_837).abs() < 0.0045, "{retained}");
}

#[test]
fn a_platform_takes_dates_from_phases_alone() {
    let parameters = opening(&PARTS, 6.0);
    let mut dated = parameters.clone();
    dated.phases.clear();
    let at = Some(Quantity::constant(6.0 * MONTH));
    dated.marketplace.requests.from = at;
    dated.marketplace.categories.get_mut("course").unwrap().from = at;
    dated.referral.from = at;
    dated.subscription.plans.get_mut("paid").unwrap().from = at;
    dated.subscription.regions.get_mut("abroad").unwrap().from = at;
    assert_eq!(parameters.validate(), []);
    assert!(Platform::new(&parameters, horizon(12.0)).is_ok());
    assert_eq!(traced(&parameters, 12.0, 2).fingerprint, traced(&dated, 12.0, 2).fingerprint);
}

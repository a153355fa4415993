//! What is paid, when, and what moves: small businesses followed by hand.

use std::collections::BTreeMap;

use super::{MONTH, dollars, moved, observe, on, priced, quantity, run, value};
use crate::parameter::Parameter;
use crate::quantity::{Currency, Money, Quantity};
use crate::subscription::cause::{Cause, Change};
use crate::subscription::money::Account;
use crate::subscription::movements::Movement;
use crate::subscription::parameters::{Offer, Parameters, Risk, Sale, Trial};

/// Long enough for what happens at an instant to have happened.
const MOMENT: f64 = 1e-3;

#[test]
fn mrr_is_the_price_of_a_month_of_30_4375_days_rounded_for_each_account() {
    let premium =
        Offer { price: Money::new(999, Currency::Usd), period: Quantity::days(50), ..Offer::default() };
    let sums = run(&on("premium", premium, 7), 1.0, 1);
    assert_eq!(sums.movements.mrr(), 7 * 608, "9.99 x 30.4375 / 50 is 6.08");
}

#[test]
fn prices_follow_the_index_of_the_region_to_the_cent() {
    let mut business = on("paid", priced(15), 1);
    business.regions.get_mut("all").unwrap().price_index = quantity(0.333);
    let sums = run(&business, 1.0, 1);
    assert_eq!((sums.movements.mrr(), sums.books.income()), (500, 500), "half of 499.5 rounds to even");
}

#[test]
fn users_beyond_those_included_are_paid_for() {
    let offer = Offer { per_seat: dollars(3), seats_included: 2, ..priced(15) };
    let mut business = on("paid", offer, 400);
    business.seats.mean = 4.0;
    let sums = run(&business, 1.0, 1);
    let seats = sums.census.seats;
    assert!((seats as f64 / 400.0 - 4.0).abs() < 0.7, "{seats}: sd of the mean is .17");
    assert!(sums.movements.mrr() > 400 * 1_500);
    business.seats.mean = 1.0;
    assert_eq!(run(&business, 1.0, 1).movements.mrr(), 400 * 1_500);
}

#[test]
fn a_contract_of_a_year_is_paid_monthly_and_left_at_its_end() {
    let mut business = on("paid", Offer { contract: 12, ..priced(10) }, 50);
    business.renewal.risk = Risk::Constant(quantity(1.0));
    let year = run(&business, 12.0 * MONTH, 1);
    assert_eq!((year.census.customers, year.books.income()), (50, 50 * 12 * 1_000));
    let sums = run(&business, 12.0 * MONTH + MOMENT, 1);
    assert_eq!((sums.census.customers, sums.census.gone), (0, 50));
    assert_eq!(sums.books.income(), 50 * 12 * 1_000);
    assert_eq!(sums.changes.by(Change::Churn, Cause::Renewal), 50);
}

#[test]
fn a_dead_card_ends_a_contract_only_when_it_is_over_and_is_not_charged_until_then() {
    let mut business = on("paid", Offer { contract: 12, ..priced(10) }, 50);
    business.renewal.card_fails = quantity(1.0);
    business.renewal.retry_succeeds = Quantity::ZERO;
    let sums = run(&business, 12.0 * MONTH + MOMENT, 1);
    assert_eq!(sums.changes.by(Change::Churn, Cause::Card), 50);
    assert_eq!(sums.books.income(), 50 * 1_000, "the first month is all that was paid");
    assert_eq!(sums.counts.charges_failed, 50);
    business.renewal.retry_succeeds = quantity(1.0);
    let seen = observe(&business, 12.0 * MONTH + MOMENT, 1);
    assert_eq!(value(&seen, "cards_recovered"), Some(1.0));
    assert_eq!(value(&seen, "customers"), Some(50.0));
}

/// Of 20,000 failed charges 1 - .7^4 = .7599 are recovered; the standard deviation is .003.
#[test]
fn four_tries_recover_as_many_cards_as_they_should() {
    let mut business = on("paid", priced(10), 20_000);
    business.renewal.card_fails = quantity(1.0);
    let recovered = value(&observe(&business, MONTH + MOMENT, 1), "cards_recovered").unwrap();
    assert!((recovered - 0.7599).abs() < 3.9 * 0.003, "{recovered}");
}

#[test]
fn an_upgrade_is_paid_at_once_less_what_is_left_of_the_old_period() {
    let mut business = on("small", priced(10), 1);
    business.plans.insert("large".to_owned(), priced(30));
    business.plans.get_mut("small").unwrap().upgrade = Some("large".to_owned());
    business.changes.upgrade = quantity(1.0);
    business.prompts.even_at = 100.0;
    business.willingness.mean = dollars(1_000);
    let sums = run(&business, 0.5 * MONTH, 1);
    assert_eq!(sums.movements.totals()[Movement::Expansion as usize], 2_000);
    assert_eq!(sums.changes.by(Change::Upgrade, Cause::Thought), 1);
    let income = sums.books.income();
    assert!((3_000..3_100).contains(&income), "{income}: an hour or so after 10 came 30 less nearly 10");
}

#[test]
fn what_is_moved_is_counted_by_the_business_as_the_cause() {
    let mut business = on("small", priced(10), 30);
    business.plans.insert("large".to_owned(), priced(30));
    business.moves = vec![
        moved(0.5, 4, "small", "large"),
        moved(0.6, 3, "small", "churned"),
        moved(0.7, 2, "outside", "large"),
    ];
    let sums = run(&business, MONTH, 1);
    let by = |change| sums.changes.by(change, Cause::Moved);
    assert_eq!([by(Change::Upgrade), by(Change::Churn), by(Change::Conversion)], [4, 3, 2]);
    assert_eq!(sums.movements.mrr(), 23 * 1_000 + 6 * 3_000);
}

#[test]
fn a_trial_ends_with_its_last_use_if_that_comes_first() {
    let mut business = on("paid", priced(10), 0);
    business.leads.counts = vec![2_000];
    business.plans.get_mut("paid").unwrap().trial =
        Some(Trial { uses: BTreeMap::from([("uses".to_owned(), 200)]), ..Trial::default() });
    // 400 uses a month for all accounts: 200 take half a month, give or take a day.
    business.features.get_mut("uses").unwrap().mean = 400.0;
    business.features.get_mut("uses").unwrap().shape = 1e6;
    let ended = |days: f64| run(&business, days * 24.0, 1).counts.trials_ended;
    assert_eq!((ended(10.0), ended(24.0)), (0, 2_000));
    business.features.get_mut("uses").unwrap().mean = 20.0;
    let ended = |days: f64| run(&business, days * 24.0, 1).counts.trials_ended;
    assert_eq!((ended(61.0), ended(61.1)), (0, 2_000), "the first day of leads is over after a day");
}

#[test]
fn a_cap_that_is_reached_is_what_triggers_the_upgrade() {
    let free = Offer {
        caps: BTreeMap::from([("uses".to_owned(), 25)]),
        upgrade: Some("paid".to_owned()),
        ..Offer::default()
    };
    let mut business = on("free", free, 5_000);
    business.plans.insert("paid".to_owned(), priced(10));
    business.prompts.even_at = 100.0;
    business.willingness.mean = dollars(1_000);
    let sums = run(&business, MONTH - 1e-6, 1);
    let converted = sums.changes.by(Change::Conversion, Cause::Feature(0));
    assert_eq!(converted, sums.counts.caps_exceeded, "at that price everybody accepts");
    assert_eq!(converted, sums.changes.of(Change::Conversion));
    assert!((converted as f64 / 5_000.0 - 0.2765).abs() < 3.9 * 0.0063, "{converted}");
    business.prompts.even_at = 0.0;
    business.prompts.steepness = 100.0;
    business.willingness.mean = dollars(1);
    business.prompts.annoyed = quantity(1.0);
    let sums = run(&business, 0.99 * MONTH, 1);
    assert_eq!(sums.changes.by(Change::Abandonment, Cause::Declined), sums.census.gone);
    assert!(sums.census.gone > 1_000);
}

#[test]
fn who_uses_little_moves_down_at_the_renewal() {
    let small = Offer {
        caps: BTreeMap::from([("uses".to_owned(), 25)]),
        upgrade: Some("large".to_owned()),
        ..priced(10)
    };
    let mut business = on("large", priced(30), 1_000);
    business.plans.insert("small".to_owned(), small);
    business.changes.downgrade_unused = quantity(1.0);
    let sums = run(&business, MONTH + MOMENT, 1);
    let down = sums.changes.by(Change::Downgrade, Cause::Unused);
    assert!((down as f64 / 1_000.0 - 0.7235).abs() < 3.9 * 0.0142, "{down}");
    assert_eq!(sums.movements.totals()[Movement::Contraction as usize], i64::try_from(down).unwrap() * 2_000);
}

#[test]
fn a_pause_begins_at_a_renewal_and_ends_in_reactivation() {
    let mut business = on("paid", priced(10), 500);
    business.changes.pause = quantity(1.0 / MONTH);
    business.changes.resume = quantity(1.0 / MONTH);
    let sums = run(&business, 24.0 * MONTH, 1);
    assert_eq!(sums.census.customers + sums.census.paused, 500);
    let totals = sums.movements.totals();
    assert_eq!(
        totals[Movement::Churn as usize] - totals[Movement::Reactivation as usize],
        i64::try_from(sums.census.paused).unwrap() * 1_000
    );
    assert_eq!(sums.changes.of(Change::Pause), sums.changes.of(Change::Resumption) + sums.census.paused);
}

#[test]
fn on_premise_licences_take_a_sale_a_set_up_and_last() {
    let licence = Offer {
        period: quantity(8766.0),
        set_up: dollars(7_000),
        sale: Some(Sale { won: quantity(0.5), ..Sale::default() }),
        ..priced(8_000)
    };
    let mut business = on("licence", licence, 0);
    business.leads.counts = vec![1_000];
    let sums = run(&business, 30.0 * MONTH, 1);
    let won = i64::try_from(sums.counts.sales_won).unwrap();
    assert!((won as f64 - 500.0).abs() < 3.9 * 15.9, "{won}");
    assert_eq!(sums.books.balance(Account::SetUps), won * 700_000);
    assert_eq!(sums.books.balance(Account::Sales), i64::try_from(sums.counts.sales_ended).unwrap() * 200_000);
    assert_eq!(sums.movements.mrr(), won * 66_667, "8,000 a year is 666.67 a month");
}

#[test]
fn uses_are_paid_for_at_the_end_of_their_period() {
    let offer = Offer {
        per_use: BTreeMap::from([("uses".to_owned(), Money::new(50, Currency::Usd))]),
        ..Offer::default()
    };
    let business = on("cloud", offer, 5_000);
    let before = run(&business, 0.99 * MONTH, 1);
    assert_eq!((before.census.customers, before.books.income(), before.movements.mrr()), (5_000, 0, 0));
    let mean = run(&business, MONTH, 1).books.balance(Account::Uses) as f64 / 5_000.0 / 50.0;
    // Negative binomial with mean 20 and r = .8: sd 22.8, of the mean .32.
    assert!((mean - 20.0).abs() < 3.9 * 0.33, "{mean}");
}

#[test]
fn who_has_left_comes_back_with_the_same_mrr_and_in_the_same_cohort() {
    let mut business = on("paid", priced(10), 400);
    business.renewal.risk = Risk::Constant(quantity(0.5));
    business.renewal.win_back = quantity(1.0 / MONTH);
    let sums = run(&business, 12.0 * MONTH, 1);
    let back = sums.changes.of(Change::Reactivation);
    assert!(back > 500, "{back}");
    assert_eq!(
        sums.movements.totals()[Movement::Reactivation as usize],
        i64::try_from(back).unwrap() * 1_000
    );
    assert_eq!((sums.counts.new_customers, sums.counts.followed), (0, 400), "they were there");
    assert_eq!(sums.cohorts.0[0].customers, sums.census.customers);
}

#[test]
fn costs_are_booked_for_those_who_are_there() {
    let mut business = on("paid", priced(10), 100);
    business.costs.paying_account = dollars(2);
    business.costs.payments = quantity(0.03);
    business.costs.monthly = dollars(50);
    business.costs.marketing = dollars(20);
    business.costs.funding = dollars(1_000);
    let sums = run(&business, 3.0 * MONTH, 1);
    let of = |account| sums.books.balance(account);
    assert_eq!(of(Account::ServingPaying), 3 * 100 * 200);
    assert_eq!(of(Account::PaymentFees), 3 * 100 * 30, "the fourth month is charged when it begins");
    assert_eq!((of(Account::Operations), of(Account::Marketing)), (15_000, 6_000));
    assert_eq!(of(Account::Cash), 100_000 + 3 * 100_000 - 60_000 - 9_000 - 21_000);
}

#[test]
fn plans_that_are_not_there_are_named() {
    let mut business = Parameters::default();
    business.plans.get_mut("free").unwrap().upgrade = Some("pro".to_owned());
    business.start.insert("gold".to_owned(), Quantity::ZERO);
    let violations = business.validate();
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, ["start.gold", "plans.free.upgrade"]);
    business = Parameters::default();
    business.plans.get_mut("paid").unwrap().upgrade = Some("free".to_owned());
    assert!(business.validate()[0].message.contains("cycle"));
}

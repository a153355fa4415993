//! Several categories of goods on one market.

use proptest::prelude::*;

use super::{MONTH, dollars, everybody_in, observe, quantity, run, value};
use crate::marketplace::money::Account;
use crate::marketplace::parameters::{Category, Parameters, Price, TakeRate};
use crate::observation::Observation;
use crate::parameter::Parameter;

fn category(share: f64, price: u64, buyers: f64, sellers: f64) -> Category {
    Category {
        share: quantity(share),
        price: Some(Price::Posted(dollars(price))),
        take_rate: Some(TakeRate { buyers: quantity(buyers), sellers: quantity(sellers) }),
        from: None,
    }
}

/// Courses at $80 and assessments at $300.
fn two(share: f64) -> Parameters {
    let mut market = everybody_in(500, 50);
    market.categories = [
        ("assessment".to_owned(), category(share, 300, 0.05, 0.2)),
        ("course".to_owned(), category(1.0 - share, 80, 0.0, 0.15)),
    ]
    .into();
    market
}

fn segment(seen: &Observation, metric: &str, category: &str) -> Option<f64> {
    let name = format!("category:{category}");
    seen.segments.iter().find(|one| one.metric == metric && one.segment == name).and_then(|one| one.value)
}

#[test]
fn one_category_is_none() {
    let plain = everybody_in(500, 50);
    let mut one = plain.clone();
    one.categories = [("all".to_owned(), Category::default())].into();
    let (plain, one) = (run(&plain, 3.0 * MONTH, 1), run(&one, 3.0 * MONTH, 1));
    assert!(plain.counts.completed > 1_000);
    assert_eq!((plain.fingerprint, plain.counts), (one.fingerprint, one.counts));
    assert_eq!(plain.books.total(Account::SellerFees), one.books.total(Account::SellerFees));
}

#[test]
fn categories_share_every_random_number_that_is_not_a_price() {
    let mut plain = everybody_in(500, 50);
    plain.service.price = Price::Posted(dollars(100));
    assert_eq!(run(&two(0.3), 3.0 * MONTH, 1).fingerprint, run(&plain, 3.0 * MONTH, 1).fingerprint);
}

#[test]
fn each_category_has_its_price_and_its_fee() {
    let seen = observe(&two(0.3), 12.0 * MONTH, 1);
    let of = |metric, category| segment(&seen, metric, category).unwrap();
    assert!((of("fee_per_job", "assessment") - 75.0).abs() < 1e-9, "a quarter of $300, by either side");
    assert!((of("fee_per_job", "course") - 12.0).abs() < 1e-9, "15 % of $80");
    for metric in ["requests", "jobs_completed", "gmv", "fees"] {
        let parts = of(metric, "assessment") + of(metric, "course");
        let whole = value(&seen, metric).unwrap();
        assert!((parts - whole).abs() < 1e-9 * whole, "{metric}: {parts} of {whole}");
    }
    // Of some 12,000 requests a share of .3 has a standard error of .0042; four are .017 (error probability 6e-5).
    let share = of("requests", "assessment") / value(&seen, "requests").unwrap();
    assert!((share - 0.3).abs() < 0.017, "{share}");
    let gmv = seen.matrices.iter().find(|matrix| matrix.metric == "gmv").unwrap();
    let sum: f64 = gmv.values.iter().flatten().sum();
    assert!((sum - value(&seen, "gmv").unwrap()).abs() < 1e-6 * sum);
}

#[test]
fn what_is_not_sold_yet_is_not_asked_for() {
    let mut market = two(0.3);
    market.categories.get_mut("assessment").unwrap().from = Some(quantity(2.0 * MONTH));
    let before = observe(&market, 2.0 * MONTH, 1);
    assert_eq!(segment(&before, "requests", "assessment"), Some(0.0));
    let alike = observe(&two(0.3), 2.0 * MONTH, 1);
    assert_eq!(segment(&before, "requests", "course"), segment(&alike, "requests", "course"));
    let after = observe(&market, 4.0 * MONTH, 1);
    assert!(segment(&after, "requests", "assessment").unwrap() > 0.0);
    market.categories.get_mut("assessment").unwrap().from = Some(quantity(0.0));
    assert_eq!(run(&market, MONTH, 1).fingerprint, run(&two(0.3), MONTH, 1).fingerprint);
}

#[test]
fn nobody_asks_before_the_market_opens() {
    let mut market = everybody_in(500, 50);
    market.requests.from = Some(quantity(MONTH));
    assert_eq!(run(&market, MONTH * 0.99, 1).counts.asked, 0);
    assert!(run(&market, 2.0 * MONTH, 1).counts.completed > 100);
    market.requests.from = Some(quantity(0.0));
    assert_eq!(run(&market, MONTH, 1).fingerprint, run(&everybody_in(500, 50), MONTH, 1).fingerprint);
}

#[test]
fn shares_that_do_not_add_up_and_prices_of_nothing_are_refused() {
    let mut market = two(0.3);
    market.categories.get_mut("course").unwrap().share = quantity(0.6);
    let nothing = Price::LogNormal { mean: dollars(0), cv: quantity(1.0) };
    market.categories.get_mut("assessment").unwrap().price = Some(nothing);
    let paths: Vec<String> = market.validate().into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["categories", "categories.assessment.price.log_normal.mean"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// To the cent, with refunds and leakage.
    #[test]
    fn what_categories_bring_adds_up_to_the_books(
        seed in 0_u64..1_000,
        share in 0.0_f64..1.0,
        rates in prop::array::uniform4(0.0_f64..0.4),
        refund in 0.0_f64..1.0,
    ) {
        let mut market = two(share);
        let [one, other, third, fourth] = rates;
        market.categories = [
            ("a".to_owned(), category(share, 17, one, other)),
            ("b".to_owned(), category(1.0 - share, 403, third, fourth)),
        ].into();
        market.leakage.refund = quantity(refund);
        market.leakage.cost_up_to = Some(dollars(40));
        let sums = run(&market, MONTH, seed);
        let of = |account| sums.books.total(account).unwrap();
        let sum = |of: &dyn Fn(&crate::marketplace::statistics::CategoryStatistics) -> i64| -> i64 {
            sums.categories.iter().map(of).sum()
        };
        prop_assert_eq!(sum(&|one| one.prices + one.fees - one.seller_fees), of(Account::Payments));
        prop_assert_eq!(sum(&|one| one.fees), of(Account::BuyerFees) + of(Account::SellerFees));
        prop_assert_eq!(sum(&|one| one.refunds), of(Account::Refunds));
        prop_assert_eq!(sums.categories.iter().map(|one| one.sold).sum::<u64>(), sums.counts.completed);
        prop_assert_eq!(sums.categories.iter().map(|one| one.asked).sum::<u64>(), sums.counts.asked);
    }
}

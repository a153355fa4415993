//! What no combination of parameters may break.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{MONTH, dollars, observe, on, priced, quantity, run, value};
use crate::quantity::Quantity;
use crate::subscription::Subscription;
use crate::subscription::movements::Movement;
use crate::subscription::parameters::{
    Buys, Feature, Move, Offer, Parameters, Pausing, Repeat, Risk, RiskGroup, Sale, Trial,
};

/// Small businesses in which everything that can be switched on is, or is not.
fn any_business() -> impl Strategy<Value = Parameters> {
    let leads = (0.0..80.0, -0.1..0.2, 0.0..=1.0, 0.3..=1.0, 0.3..=1.0, 0.0..0.2);
    let plans = (0_u64..40, 0_u64..10, 1_u32..14, 0_u32..30, any::<bool>(), any::<bool>());
    let life = (0.0..=0.4, 0.0..=0.3, 0.0..0.2, 0.0..0.2, 0.0..0.3, any::<bool>());
    let traits = (-0.5..0.5, -0.5..0.5, 1.0..4.0, 0.0..0.3, 0.0..=1.0, any::<bool>());
    (leads, plans, life, traits).prop_map(|(leads, plans, life, traits)| {
        let (price, per_seat, contract, cap, monthly, by_usage) = plans;
        let mut business = on("small", Offer { per_seat: dollars(per_seat), ..priced(price + 1) }, 20);
        let free = Offer {
            seats_at_most: Some(3),
            caps: BTreeMap::from([("uses".to_owned(), cap)]),
            upgrade: Some("small".to_owned()),
            ..Offer::default()
        };
        let large = Offer {
            contract,
            negotiated: quantity(0.3),
            set_up: dollars(5),
            per_use: BTreeMap::from([("more".to_owned(), dollars(1))]),
            ..priced(2 * price + 30)
        };
        let sold = Offer { sale: Some(Sale::default()), period: quantity(8766.0), ..priced(8_000) };
        let bought = Offer {
            repeat: Some(Repeat::BgNbd { r: 1.0, alpha: quantity(MONTH), a: 1.0, b: 2.0 }),
            ..priced(3)
        };
        if let Some(small) = business.plans.get_mut("small") {
            small.period = Quantity::days(28);
            small.caps.insert("uses".to_owned(), 3 * cap);
            small.upgrade = Some("large".to_owned());
            small.trial = Some(Trial {
                length: Quantity::days(20),
                uses: BTreeMap::from([("uses".to_owned(), 40)]),
                otherwise: Some("free".to_owned()),
                buys: if by_usage { Buys::ByUsage } else { Buys::This },
            });
        }
        for (name, offer) in [("free", free), ("large", large), ("sold", sold), ("bought", bought)] {
            business.plans.insert(name.to_owned(), offer);
        }
        business.initial.insert("large".to_owned(), 15);
        business.initial.insert("free".to_owned(), 30);
        business.initial.insert("bought".to_owned(), 5);
        let start = [("free", 0.4), ("small", 0.3), ("large", 0.1), ("sold", 0.1), ("bought", 0.1)];
        business.start = start.map(|(name, share)| (name.to_owned(), quantity(share))).into();
        business.features.insert("more".to_owned(), Feature { mean: 4.0, shape: 0.5 });
        let (rate, growth, season, qualified, sign_up, spread) = leads;
        business.leads.rate = quantity(rate / MONTH);
        business.leads.growth = growth;
        business.leads.season = quantity(season);
        business.leads.qualified = quantity(qualified);
        business.leads.sign_up = quantity(sign_up);
        business.leads.word_of_mouth = quantity(spread / MONTH);
        if monthly {
            business.leads.timing = crate::subscription::Timing::Monthly;
        }
        let (risk, fails, pause, win_back, less, in_groups) = life;
        business.renewal.risk = if in_groups {
            let group = |share, risk| RiskGroup { share: quantity(share), risk: quantity(risk) };
            Risk::Groups([("a".to_owned(), group(0.3, risk)), ("b".to_owned(), group(0.7, 0.01))].into())
        } else {
            Risk::Beta { a: 0.5, b: 5.0 }
        };
        business.renewal.card_fails = quantity(fails);
        business.renewal.win_back = quantity(win_back / MONTH);
        business.renewal.win_back_for = quantity(3.0 * MONTH);
        business.changes.pause = quantity(pause / MONTH);
        business.changes.downgrade = quantity(less / MONTH);
        business.changes.downgrade_unused = quantity(less);
        business.changes.upgrade = quantity(pause / MONTH);
        business.changes.abandon = quantity(0.1 / MONTH);
        let (with_usage, with_risk, seats, grow, annoyed, contracts) = traits;
        business.willingness.with_usage = with_usage;
        business.willingness.with_risk = with_risk;
        business.willingness.mean = dollars(60);
        business.seats.mean = seats;
        business.seats.grow = quantity(grow / MONTH);
        business.seats.shrink = quantity(grow / MONTH);
        business.prompts.annoyed = quantity(annoyed);
        business.prompts.even_at = 1.0;
        business.trying.weighs_price = by_usage;
        if contracts {
            business.kpi.pausing_is = Pausing::Contraction;
        }
        let step = |at: f64, from: &str, to: &str| Move {
            at: quantity(at * MONTH),
            accounts: 7,
            from: from.to_owned(),
            to: to.to_owned(),
        };
        business.moves = vec![
            step(2.0, "outside", "large"),
            step(2.5, "large", "small"),
            step(3.3, "churned", "large"),
            step(4.0, "small", "free"),
            step(4.1, "large", "churned"),
            step(4.2, "free", "small"),
        ];
        business.costs.free_tickets = quantity(0.1 / MONTH);
        business.costs.paying_account = dollars(1);
        business.costs.payments = quantity(0.03);
        business
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn mrr_at_the_end_is_mrr_at_the_start_and_its_movements_in_every_month(business in any_business(), seed: u64) {
        let sums = run(&business, 9.3 * MONTH, seed);
        prop_assert_eq!(sums.months.len(), 9);
        let mut end = sums.months[0].mrr_start;
        for month in &sums.months {
            let signed: i64 = Movement::ALL
                .iter()
                .map(|&movement| if movement.is_gain() { month.moved[movement as usize] } else { -month.moved[movement as usize] })
                .sum();
            prop_assert_eq!(month.mrr_start, end);
            prop_assert_eq!(month.mrr_end, month.mrr_start + signed);
            prop_assert_eq!(month.cohort_mrr, month.mrr_end, "the MRR of all cohorts is MRR");
            end = month.mrr_end;
        }
        prop_assert_eq!(sums.movements.refused, 0);
        prop_assert!(sums.books.are_complete());
        prop_assert_eq!(sums.movements.ledger().trial_balance().difference(), 0);
        prop_assert_eq!(sums.books.ledger().trial_balance().difference(), 0);
        prop_assert_eq!(sums.census.mrr, sums.movements.mrr(), "what accounts count is what the ledger says");
    }

    #[test]
    fn every_account_is_active_churned_or_gone(business in any_business(), seed: u64) {
        let sums = run(&business, 9.3 * MONTH, seed);
        let census = &sums.census;
        let active = census.free + census.trials + census.sales + census.customers + census.paused + census.buying;
        prop_assert_eq!(sums.ever, active + census.churned + census.gone);
        prop_assert_eq!(sums.ever, sums.counts.signed_up);
        let by_cohort: u64 = sums.cohorts.0.iter().map(|cohort| cohort.customers).sum();
        prop_assert_eq!(by_cohort, census.customers);
        let last = sums.months.last().unwrap();
        prop_assert!(last.mrr_end >= 0 && sums.ever > 0);
    }

    #[test]
    fn nobody_leaves_a_contract_before_it_ends(business in any_business(), seed: u64) {
        prop_assert_eq!(run(&business, 15.0 * MONTH, seed).off_anniversary, 0);
    }

    #[test]
    fn without_expansion_net_churn_is_gross_churn(mut business in any_business(), seed: u64) {
        business.moves.clear();
        business.changes.upgrade = Quantity::ZERO;
        business.changes.pause = Quantity::ZERO;
        business.seats.grow = Quantity::ZERO;
        business.renewal.win_back = Quantity::ZERO;
        if let Some(small) = business.plans.get_mut("small") {
            small.upgrade = None;
        }
        let seen = observe(&business, 9.0 * MONTH, seed);
        prop_assert_eq!(value(&seen, "net_mrr_churn_rate"), value(&seen, "gross_mrr_churn_rate"));
        prop_assert_eq!(value(&seen, "mrr_expansion"), Some(0.0));
    }

    #[test]
    fn shares_are_shares_and_counts_are_not_negative(business in any_business(), seed: u64) {
        const SIGNED: [&str; 5] =
            ["lead_velocity_rate", "net_mrr_growth_rate", "net_mrr_churn_rate", "nrr_1_month", "grr_1_month"];
        let seen = observe(&business, 9.3 * MONTH, seed);
        prop_assert_eq!(seen.values.len(), Subscription::metrics().len());
        for (metric, value) in Subscription::metrics().iter().zip(&seen.values) {
            let Some(value) = *value else { continue };
            prop_assert!(value.is_finite(), "{} is {}", metric.name, value);
            // Money may be lost, and with it margins and what is made of them.
            let is_money = metric.unit == "$" || metric.unit == "months" || metric.name == "gross_margin" || metric.name == "ltv_to_cac";
            prop_assert!(value >= -1e-9 || is_money || SIGNED.contains(&metric.name), "{} is {}", metric.name, value);
            prop_assert!(metric.unit != "share" || value <= 1.0 + 1e-9, "{} is {}", metric.name, value);
        }
        for matrix in &seen.matrices {
            prop_assert_eq!(matrix.values.len(), matrix.rows.names.len() * matrix.columns.names.len());
        }
    }

    /// Jensen's inequality, seen in a run of every pair of risks. Error probability below 1e-4 for each.
    #[test]
    fn the_churn_of_new_customers_undervalues_them(low in 0.02..0.2, high in 0.3..0.9, share in 0.2..0.8, seed: u64) {
        let mut business = on("paid", priced(40), 4_000);
        let group = |share, risk| RiskGroup { share: quantity(share), risk: quantity(risk) };
        business.renewal.risk =
            Risk::Groups([("high".to_owned(), group(share, high)), ("low".to_owned(), group(1.0 - share, low))].into());
        let seen = observe(&business, 400.0 * MONTH, seed);
        let realised = value(&seen, "ltv_realised").unwrap();
        prop_assert!(value(&seen, "ltv_of_new_churn").unwrap() < realised * 1.05);
        let exact = 40.0 * (share / high + (1.0 - share) / low);
        prop_assert!((realised / exact - 1.0).abs() < 0.15, "{} {}", realised, exact);
    }
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let business = Parameters::default();
    let fingerprint = |seed| run(&business, 12.0 * MONTH, seed).fingerprint;
    assert_eq!(fingerprint(1), fingerprint(1));
    assert_ne!(fingerprint(1), fingerprint(2));
}

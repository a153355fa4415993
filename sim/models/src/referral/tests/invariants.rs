//! What no combination of parameters may break.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{MONTH, dollars, inviting, observe, quantity, run, with_arm};
use crate::distribution::Distribution;
use crate::parameter::Parameter;
use crate::quantity::Quantity;
use crate::referral::money::{Account, Books};
use crate::referral::parameters::{Contacts, Contract, Count, Parameters, Partners, Tier};
use crate::referral::payout::{Payout, Standing};
use crate::referral::programme::Arm;
use crate::referral::{Referral, people};

fn any_contract() -> impl Strategy<Value = Contract> {
    let rewards = (0.0..=0.5, 0_u64..50, 0_u64..20, 0_u64..50);
    let times = (0.0..=3.0, 0.0..=3.0, 0.0..=3.0, 0.0..=3.0, 0.0..=14.0);
    let limits = (0.0..=1.0, proptest::option::of(1_u64..100), 1_u32..5, 0.5..=3.0);
    (rewards, times, limits).prop_map(|(rewards, times, limits)| {
        let (share, fixed, to_referred, bonus) = rewards;
        let (vests, bonus_after, claw_back, paid_after, share_for) = times;
        let (unclaimed, cap, from, tier) = limits;
        Contract {
            share: quantity(share),
            share_for: quantity(share_for * MONTH),
            fixed: dollars(fixed),
            to_referred: dollars(to_referred),
            bonus: dollars(bonus),
            bonus_after: quantity(bonus_after * MONTH),
            vests_after: quantity(vests * MONTH),
            claw_back: quantity(claw_back * MONTH),
            paid_after: quantity(paid_after * MONTH),
            unclaimed: quantity(unclaimed),
            expires_after: quantity(MONTH),
            cap: cap.map(dollars),
            tiers: BTreeMap::from([("more".to_owned(), Tier { from, times: quantity(tier) })]),
            ..Contract::default()
        }
    })
}

/// Small programmes in which everything that can be switched on is, or is not.
fn any_programme() -> impl Strategy<Value = Parameters> {
    let size = (2_u32..300, 0_u32..20, 0_usize..5, 0_u32..20, 0_u32..4);
    let shares = (0.0..=1.0, 0.0..=1.0, 0.0..=1.0, 0.0..=1.0, 0.0..=0.4, 0.0..=0.5);
    (size, shares, any_contract(), any::<bool>(), 0.0..=40.0).prop_map(
        |((pool, seeds, contacts, jobs, partners), shares, contract, is_regular, trial)| {
            let (conversion, without, organic, signs_up, churn, fraud) = shares;
            let mut parameters = inviting(3, conversion);
            parameters.pool = pool;
            parameters.seeds = seeds.min(pool);
            parameters.tree_limit = 50;
            parameters.contacts = match contacts {
                0 => Contacts::Strangers,
                1 => Contacts::Random { degree: f64::from(pool.min(8)) / 2.0 },
                2 if pool > 4 => Contacts::SmallWorld { degree: 4, rewired: quantity(0.3) },
                3 if pool > 2 => Contacts::ScaleFree { links: 2 },
                _ => Contacts::Pool,
            };
            if !is_regular {
                let mean = quantity(3.0);
                parameters.invitations.count = Count::NegativeBinomial { mean, dispersion: 0.5 };
            }
            parameters.invitations.signs_up = quantity(signs_up);
            parameters.invitations.without_programme = quantity(without);
            parameters.customers.churn = quantity(churn);
            parameters.customers.premium = quantity(0.16);
            parameters.customers.trial = Distribution::Deterministic(quantity(trial * 24.0));
            if parameters.contacts != Contacts::Strangers {
                parameters.organic.share = quantity(organic);
            }
            parameters.fraud = quantity(fraud);
            let kind = Partners { number: partners, contract: contract.clone(), ..Partners::default() };
            parameters.partners.insert("affiliates".to_owned(), kind);
            parameters.recruiting.jobs = jobs;
            parameters.recruiting.contract = contract.clone();
            parameters.contract = contract;
            parameters
        },
    )
}

const END: f64 = 18.0 * MONTH;

fn sum(payouts: &[Payout], standing: Standing) -> i64 {
    payouts.iter().filter(|payout| payout.standing == standing).map(|payout| payout.amount).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_payout_is_in_the_books_under_its_state(programme in any_programme(), seed: u64) {
        with_arm(&programme, (END, seed), Arm::Programme, |arm| -> Result<(), TestCaseError> {
            let of = |standing| sum(&arm.payouts, standing);
            let books: &Books = &arm.books;
            let all: i64 = arm.payouts.iter().map(|payout| payout.amount).sum();
            prop_assert_eq!(books.balance(Account::Rewards), all);
            prop_assert_eq!(books.balance(Account::Accrued), of(Standing::Accrued));
            prop_assert_eq!(books.balance(Account::Vested), of(Standing::Vested));
            prop_assert_eq!(books.paid(), Some(of(Standing::Paid)));
            prop_assert_eq!(books.balance(Account::Expired), of(Standing::Expired));
            let taken_back = books.balance(Account::TakenBack) + books.balance(Account::Recovered);
            prop_assert_eq!(taken_back, of(Standing::TakenBack));
            prop_assert_eq!(books.ledger().trial_balance().difference(), 0);
            let by_source: i64 = arm.sums.sources.iter().map(|source| source.paid).sum();
            prop_assert_eq!(by_source, of(Standing::Paid));
            prop_assert!(arm.payouts.iter().all(|payout| payout.amount > 0));
            Ok(())
        })?;
    }

    #[test]
    fn nothing_is_paid_before_it_vests_or_accrued_after_the_window(programme in any_programme(), seed: u64) {
        with_arm(&programme, (END, seed), Arm::Programme, |arm| -> Result<(), TestCaseError> {
            for payout in &arm.payouts {
                let terms = &arm.plan.terms[usize::from(payout.terms)];
                if matches!(payout.standing, Standing::Vested | Standing::Paid | Standing::Expired) {
                    prop_assert!(payout.vests <= END);
                }
                if payout.standing == Standing::Paid {
                    prop_assert!(payout.vests + terms.paid_after <= END + 1e-6);
                }
                prop_assert!(payout.vests >= payout.accrued);
                let crate::referral::payout::Hangs::OnPerson(person) = payout.hangs else { continue };
                let age = payout.accrued - arm.people[person as usize].joined;
                prop_assert!(age <= 1e-6 || age < terms.share_for, "{} months", age / MONTH);
            }
            Ok(())
        })?;
    }

    #[test]
    fn nobody_gets_more_than_the_cap(programme in any_programme(), seed: u64) {
        with_arm(&programme, (END, seed), Arm::Programme, |arm| -> Result<(), TestCaseError> {
            let cap = arm.plan.terms[0].cap;
            let earned = arm.accounts.iter().chain(arm.partners.iter().map(|partner| &partner.account));
            for account in earned {
                prop_assert!((0..=cap).contains(&account.earned), "{:?}", account);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_tree_is_its_root_and_its_progeny(programme in any_programme(), seed: u64) {
        for arm in [Arm::Programme, Arm::Control] {
            with_arm(&programme, (END, seed), arm, |arm| -> Result<(), TestCaseError> {
                let sizes: u64 = arm.trees.iter().map(|tree| u64::from(tree.size)).sum();
                let progeny: u64 = arm.trees.iter().map(|tree| u64::from(tree.progeny)).sum();
                prop_assert!(arm.trees.iter().all(|tree| tree.size == 1 + tree.progeny));
                prop_assert_eq!(sizes, arm.sums.counts.customers);
                let genuine = arm.people.iter().filter(|person| {
                    matches!(person.state, people::State::Paying | people::State::Churned) && !person.is_fake
                });
                prop_assert_eq!(genuine.count() as u64, sizes);
                prop_assert_eq!(sizes - progeny, arm.trees.len() as u64);
                Ok(())
            })?;
        }
    }

    #[test]
    fn without_a_reward_and_with_unchanged_propensity_the_arms_agree(mut programme in any_programme(), seed: u64) {
        programme.contract = Contract::default();
        programme.recruiting.contract = Contract::default();
        programme.partners.clear();
        programme.invitations.without_programme = quantity(1.0);
        let [with, without] = run(&programme, END, seed).fingerprints;
        prop_assert_eq!(with, without);
    }

    #[test]
    fn if_everybody_would_have_come_anyway_nobody_is_incremental(mut programme in any_programme(), seed: u64) {
        programme.contacts = Contacts::Pool;
        programme.organic.share = quantity(1.0);
        let seen = observe(&programme, END, seed);
        prop_assert_eq!(super::value(&seen, "incremental"), Some(0.0));
    }

    #[test]
    fn shares_are_shares_and_numbers_are_finite(programme in any_programme(), seed: u64) {
        prop_assert_eq!(programme.validate(), vec![]);
        let observation = observe(&programme, END, seed);
        prop_assert_eq!(observation.values.len(), Referral::metrics().len());
        for (metric, value) in Referral::metrics().iter().zip(&observation.values) {
            let Some(value) = *value else { continue };
            prop_assert!(value.is_finite(), "{} is {}", metric.name, value);
            let is_difference = ["programme_margin", "incremental", "payout_to_revenue", "deadweight"];
            if !is_difference.contains(&metric.name) {
                prop_assert!(value >= -1e-9, "{} is {}", metric.name, value);
                prop_assert!(metric.unit != "share" || value <= 1.0 + 1e-9, "{} is {}", metric.name, value);
            }
        }
    }

    #[test]
    fn nothing_attributed_is_nothing_paid(mut programme in any_programme(), seed: u64) {
        programme.invitations.clicks = Quantity::ZERO;
        programme.partners.clear();
        programme.recruiting.jobs = 0;
        let sums = run(&programme, END, seed);
        prop_assert_eq!(sums.arms[0].attributed(), 0);
        prop_assert_eq!(sums.arms[0].books.total(Account::Rewards), Some(0));
    }
}

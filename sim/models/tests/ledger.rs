//! The ledger under random postings, possible and impossible ones.

use bazaar_models::ledger::{
    AccountId, AccountKind, Ledger, LedgerError, Transaction, apportion, share_of, split,
};
use proptest::collection::vec;
use proptest::prelude::*;

const CHART: [(&str, AccountKind); 6] = [
    ("cash", AccountKind::Asset),
    ("owed to providers", AccountKind::Liability),
    ("capital", AccountKind::Equity),
    ("fees", AccountKind::Income),
    ("rewards", AccountKind::Expense),
    ("claims", AccountKind::Asset),
];

/// A ledger with the chart above, and its accounts followed by one that it does not have.
fn books() -> Result<(Ledger, Vec<AccountId>), LedgerError> {
    let mut ledger = Ledger::default();
    for (name, kind) in CHART {
        ledger.open(name, kind)?;
    }
    let mut larger = ledger.clone();
    larger.open("somebody else's", AccountKind::Asset)?;
    let names = CHART.iter().map(|(name, _)| *name).chain(["somebody else's"]);
    Ok((ledger, names.filter_map(|name| larger.account(name)).collect()))
}

/// Mostly sensible amounts; sometimes negative ones and such that overflow.
fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![8 => 0..1_000_000i64, 1 => Just(-7i64), 1 => Just(i64::MAX / 2)]
}

/// Legs as (account, amount, is a debit).
fn legs() -> impl Strategy<Value = Vec<(usize, i64, bool)>> {
    vec((0..=CHART.len(), amount(), any::<bool>()), 0..5)
}

fn transaction(accounts: &[AccountId], legs: &[(usize, i64, bool)]) -> Transaction {
    legs.iter().fold(Transaction::new(), |transaction, &(account, amount, is_debit)| {
        if is_debit {
            transaction.debit(accounts[account], amount)
        } else {
            transaction.credit(accounts[account], amount)
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_posted_the_ledger_balances_and_refusals_change_nothing(
        entries in vec((legs(), any::<bool>(), 0..CHART.len()), 0..60),
    ) {
        let (mut ledger, accounts) = books()?;
        let mut expected = vec![0i128; CHART.len()];
        for (mut legs, close, last) in entries {
            if close {
                // One more leg that evens out the others, where one can.
                let net: i128 = legs.iter().map(|&(_, a, debit)| if debit { i128::from(a) } else { -i128::from(a) }).sum();
                if let Ok(amount) = i64::try_from(net.abs()) {
                    legs.push((last, amount, net < 0));
                }
            }
            let before = ledger.clone();
            let sum = |side: bool| legs.iter().filter(|leg| leg.2 == side).map(|leg| i128::from(leg.1)).sum::<i128>();
            let is_balanced = sum(true) == sum(false);
            match ledger.record(&transaction(&accounts, &legs)) {
                Ok(()) => {
                    prop_assert!(is_balanced);
                    for &(account, amount, is_debit) in &legs {
                        expected[account] += if is_debit { i128::from(amount) } else { -i128::from(amount) };
                    }
                }
                Err(refusal) => {
                    prop_assert_eq!(&ledger, &before);
                    let names_imbalance = matches!(refusal, LedgerError::Unbalanced { .. });
                    prop_assert_eq!(names_imbalance, !is_balanced);
                }
            }
            prop_assert_eq!(ledger.trial_balance().difference(), 0);
        }
        for (i, &(_, kind)) in CHART.iter().enumerate() {
            let net = if kind.grows_by_debits() { expected[i] } else { -expected[i] };
            prop_assert_eq!(i128::from(ledger.balance(accounts[i])?), net);
        }
        let total = |kind| ledger.total(kind);
        prop_assert_eq!(
            total(AccountKind::Asset) + total(AccountKind::Expense),
            total(AccountKind::Liability) + total(AccountKind::Equity) + total(AccountKind::Income)
        );
    }

    #[test]
    fn merged_ledgers_equal_one(
        postings in vec((0..CHART.len(), 0..CHART.len(), 0..1_000_000i64), 0..60), size in 1..20usize,
    ) {
        let (empty, accounts) = books()?;
        let (mut one, mut merged) = (empty.clone(), empty.clone());
        for part in postings.chunks(size) {
            let mut partition = empty.clone();
            for &(debit, credit, amount) in part {
                one.post(accounts[debit], accounts[credit], amount)?;
                partition.post(accounts[debit], accounts[credit], amount)?;
            }
            merged.merge(&partition)?;
        }
        prop_assert_eq!(merged, one);
    }

    #[test]
    fn parts_sum_to_the_amount_and_stay_within_the_quota(
        amount in any::<i64>(), weights in vec(prop_oneof![0..10u64, any::<u64>()], 1..12),
    ) {
        let total: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
        prop_assume!(total > 0);
        let parts = apportion(amount, &weights)?;
        prop_assert_eq!(parts.iter().map(|&part| i128::from(part)).sum::<i128>(), i128::from(amount));
        for (&part, &weight) in parts.iter().zip(&weights) {
            let share = u128::from(amount.unsigned_abs()) * u128::from(weight);
            let part = u128::from(part.unsigned_abs());
            prop_assert!(part == share / total || part == share.div_ceil(total));
        }
    }

    #[test]
    fn more_weight_never_gets_less(amount in 0..1_000_000i64, weights in vec(1..1_000u64, 2..12)) {
        let parts = apportion(amount, &weights)?;
        for (i, heavy) in weights.iter().enumerate() {
            for (j, light) in weights.iter().enumerate() {
                prop_assert!(heavy <= light || parts[i] >= parts[j]);
                // Of equals the earlier one comes first.
                prop_assert!(heavy != light || i > j || parts[i] >= parts[j]);
            }
        }
    }

    #[test]
    fn a_refund_undoes_a_split(amount in 0..=i64::MAX, weights in any::<[u64; 4]>()) {
        prop_assume!(weights != [0; 4]);
        let paid = split(amount, weights)?;
        prop_assert_eq!(split(-amount, weights)?, paid.map(|part| -part));
        prop_assert_eq!(apportion(amount, &weights)?, paid);
    }

    #[test]
    fn a_share_is_rounded_half_to_even(amount in -(1i64 << 40)..(1i64 << 40), eighths in -80..80i32) {
        // Eighths are exact in binary, so the float's product is exact, too.
        let product = i128::from(amount) * i128::from(eighths);
        let (floor, rest) = (product.div_euclid(8), product.rem_euclid(8));
        let up = rest > 4 || (rest == 4 && floor % 2 != 0);
        let share = share_of(amount, f64::from(eighths) / 8.0)?;
        prop_assert_eq!(i128::from(share), floor + i128::from(up));
    }
}

#[test]
fn an_error_says_what_is_wrong() -> Result<(), LedgerError> {
    let (mut ledger, accounts) = books()?;
    let said = |result: Result<(), LedgerError>| result.err().map(|error| error.to_string());
    assert_eq!(
        said(ledger.record(&Transaction::new().debit(accounts[0], 3))).as_deref(),
        Some("debits of 3 do not equal credits of 0")
    );
    assert_eq!(
        said(ledger.open("cash", AccountKind::Income).map(drop)).as_deref(),
        Some("account `cash` is open as asset and cannot be opened as income")
    );
    Ok(())
}

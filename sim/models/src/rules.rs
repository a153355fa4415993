//! Rules that amounts of money, factors and shares obey in every model.

use std::collections::BTreeMap;

use crate::quantity::{Currency, Money, Quantity, Rate, Ratio, Share};
use crate::violation::Violation;

/// A hundred million dollars: a billion such payments still fit the books.
const LARGEST: u64 = 10_000_000_000;

/// One currency, and amounts that books can add up.
pub(crate) fn dollars(amounts: &[(&str, Money)]) -> Vec<Violation> {
    amounts
        .iter()
        .filter_map(|&(name, money)| {
            if money.currency() != Currency::Usd {
                let message = format!("{money} is not in dollars, and books have one currency");
                return Some(Violation::new(name, message, "type an amount such as \"$15\""));
            }
            (money.minor() > LARGEST).then(|| {
                Violation::new(
                    name,
                    format!("{money} is more than the books take at once"),
                    "type at most \"$100_000_000\"",
                )
            })
        })
        .collect()
}

/// A factor by which amounts are multiplied.
pub(crate) fn factor(name: &str, ratio: Quantity<Ratio>) -> Option<Violation> {
    (ratio.canonical() > 100.0).then(|| {
        Violation::new(
            name,
            format!("{ratio} times is too large a factor"),
            "type a ratio up to 100, such as 1",
        )
    })
}

/// A rate by which intervals are drawn; `None` is one of 0, by which there are none.
pub(crate) fn drawable(name: &str, rate: Quantity<Rate>) -> Option<Violation> {
    /// An hour has no more, and none is rarer: the kernel draws no shorter and no longer intervals.
    const FASTEST: f64 = 1e30;
    let per_hour = rate.canonical();
    let fits = per_hour <= 0.0 || (1.0 / FASTEST..=FASTEST).contains(&per_hour);
    (!fits).then(|| {
        Violation::new(
            name,
            format!("no intervals can be drawn at {per_hour:e} in an hour"),
            "type 0, or a rate between 1e-30 and 1e30 in an hour, such as \"1 / month\"",
        )
    })
}

/// Shares of a whole add up to 1.
pub(crate) fn whole(table: &str, shares: impl Iterator<Item = Quantity<Share>>) -> Option<Violation> {
    let sum: f64 = shares.map(Quantity::canonical).sum();
    ((sum - 1.0).abs() > 1e-9)
        .then(|| Violation::new(table, format!("the shares add up to {sum}"), "type shares that add up to 1"))
}

/// The violations of a table, seen from the one above it.
pub(crate) fn within(table: &str, violations: Vec<Violation>) -> impl Iterator<Item = Violation> {
    violations.into_iter().map(move |violation| violation.within(table))
}

/// The violations of every entry of a map, seen from the table above it.
pub(crate) fn each<T>(
    table: &str,
    map: &BTreeMap<String, T>,
    validate: impl Fn(&T) -> Vec<Violation>,
) -> Vec<Violation> {
    let of = |(name, entry): (&String, &T)| {
        let path = format!("{table}.{name}");
        validate(entry).into_iter().map(move |violation| violation.within(&path)).collect::<Vec<_>>()
    };
    map.iter().flat_map(of).collect()
}

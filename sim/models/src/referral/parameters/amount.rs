//! The rule that all amounts of money obey.

use crate::quantity::{Currency, Money};
use crate::violation::Violation;

/// A parameter's name and the amount that it was given.
pub(super) type Amount = (&'static str, Money);

/// A million dollars: a billion such rewards still fit the books.
const LARGEST: u64 = 100_000_000;

/// One currency for the whole programme, and amounts that books can add up.
pub(super) fn dollars(amounts: &[Amount]) -> Vec<Violation> {
    amounts
        .iter()
        .filter_map(|&(name, money)| {
            if money.currency() != Currency::Usd {
                let message = format!("{money} is not in dollars, and a programme has one currency");
                return Some(Violation::new(name, message, "type an amount such as \"$20\""));
            }
            let too_large = money.minor() > LARGEST;
            too_large.then(|| {
                Violation::new(
                    name,
                    format!("{money} is more than a programme's books take at once"),
                    "type at most \"$1_000_000\"",
                )
            })
        })
        .collect()
}

//! Money: whole minor units of a currency, read digit by digit.

use std::fmt;
use std::str::FromStr;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::currency::Currency;
use super::error::QuantityError;
use super::number::{self, groups_thousands};

const NOUN: &str = "an amount of money";
const EXAMPLE: &str = "$15";
const MINOR_PER_MAJOR: u64 = 100;

/// An exact amount of money that is not negative, such as a price or a budget.
///
/// Read from `"$15"`, `"$0.08"`, `"EUR 14.60"`, `"€14.60"` or `"BGN 3"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    minor: u64,
    currency: Currency,
}

impl Money {
    /// A number of minor units (cents) of a currency.
    #[must_use]
    pub const fn new(minor: u64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The amount in minor units: 1,500 for `"$15"`.
    #[must_use]
    pub const fn minor(self) -> u64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }
}

/// Amounts of two currencies have no order.
impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        (self.currency == other.currency).then(|| self.minor.cmp(&other.minor))
    }
}

impl Default for Money {
    /// No money, in dollars.
    fn default() -> Self {
        Self::new(0, Currency::Usd)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (major, minor) = (self.minor / MINOR_PER_MAJOR, self.minor % MINOR_PER_MAJOR);
        formatter.write_str(self.currency.prefix())?;
        if minor == 0 { write!(formatter, "{major}") } else { write!(formatter, "{major}.{minor:02}") }
    }
}

impl FromStr for Money {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        Self::read(text).map_err(|error| error.unless_retyped(text, |meant| Self::read(meant).is_ok()))
    }
}

impl Money {
    fn read(text: &str) -> Result<Self, QuantityError> {
        let (currency, amount) = Currency::split(text, NOUN, EXAMPLE)?;
        let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
        let whole = whole.replace(groups_thousands, "");
        let all_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(&whole) || !all_digits(decimals) {
            let help = if amount.contains(',') {
                "type a point before the cents and _ for thousands, as in \"$12_000.50\""
            } else {
                "type digits, and a point before the cents, as in \"$14.60\""
            };
            return Err(QuantityError::new(format!("\"{amount}\" is not an amount"), help));
        }
        if decimals.len() > Currency::DECIMALS {
            return Err(too_precise(text, currency, &whole, decimals));
        }
        let digits = format!("{whole}{decimals:0<width$}", width = Currency::DECIMALS);
        let minor = digits.parse().map_err(|_| {
            QuantityError::new(
                format!("\"{text}\" is too large"),
                "amounts go up to 18446744073709551615 cents",
            )
        })?;
        Ok(Self { minor, currency })
    }
}

/// Names the two amounts in whole cents on either side, as far as they exist.
fn too_precise(text: &str, currency: Currency, whole: &str, decimals: &str) -> QuantityError {
    let cents = &decimals[..Currency::DECIMALS];
    let below = format!("{whole}{cents}").parse::<u64>().ok();
    let neighbours: Vec<String> = [below, below.and_then(|minor| minor.checked_add(1))]
        .into_iter()
        .flatten()
        .map(|minor| format!("\"{}\"", Money { minor, currency }))
        .collect();
    QuantityError::new(
        format!("\"{text}\" has {} decimals; money is counted in whole cents", decimals.len()),
        format!("type {}", neighbours.join(" or ")),
    )
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MoneyVisitor)
    }
}

struct MoneyVisitor;

impl Visitor<'_> for MoneyVisitor {
    type Value = Money;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{NOUN} such as \"{EXAMPLE}\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Money, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Money, E> {
        Err(E::custom(no_currency(&number::shortest(value))))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Money, E> {
        Err(E::custom(no_currency(&value.to_string())))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Money, E> {
        Err(E::custom(no_currency(&value.to_string())))
    }
}

fn no_currency(number: &str) -> QuantityError {
    let typed: Vec<String> =
        Currency::ALL.into_iter().map(|currency| format!("\"{}{number}\"", currency.prefix())).collect();
    QuantityError::new(format!("{number} has no currency"), format!("type {}", typed.join(", ")))
}

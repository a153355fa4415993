//! The price of energy: money per kilowatt-hour.

use std::fmt;
use std::str::FromStr;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::currency::Currency;
use super::error::QuantityError;
use super::number;

const NOUN: &str = "a price of energy";
const EXAMPLE: &str = "$0.08 / kWh";

/// Money per kilowatt-hour, not negative.
///
/// A price of energy is a factor, not an amount on an account, so it may be
/// finer than a cent: `"$0.0825 / kWh"`, `"EUR 0.20 / kWh"`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EnergyPrice {
    per_kwh: f64,
    currency: Currency,
}

impl EnergyPrice {
    /// So much of a currency's major unit per kilowatt-hour.
    ///
    /// # Errors
    /// If the number is negative or not finite.
    pub fn new(per_kwh: f64, currency: Currency) -> Result<Self, QuantityError> {
        if per_kwh.is_finite() && per_kwh >= 0.0 {
            Ok(Self { per_kwh: per_kwh + 0.0, currency })
        } else {
            Err(QuantityError::new(
                format!("{per_kwh} is not {NOUN}"),
                format!("type {NOUN} such as \"{EXAMPLE}\""),
            ))
        }
    }

    /// A price that is written in the source. Use it in a `const`, where a number
    /// out of range is a compile error.
    ///
    /// # Panics
    /// If the number is negative or not finite.
    #[must_use]
    pub const fn constant(per_kwh: f64, currency: Currency) -> Self {
        assert!(per_kwh >= 0.0 && per_kwh < f64::INFINITY);
        Self { per_kwh, currency }
    }

    /// Major units (dollars, euros) per kilowatt-hour.
    #[must_use]
    pub const fn per_kwh(self) -> f64 {
        self.per_kwh
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }
}

impl fmt::Display for EnergyPrice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = number::shortest(self.per_kwh);
        write!(formatter, "{}{amount} / kWh", self.currency.prefix())
    }
}

impl FromStr for EnergyPrice {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        Self::read(text).map_err(|error| error.unless_retyped(text, |meant| Self::read(meant).is_ok()))
    }
}

impl EnergyPrice {
    fn read(text: &str) -> Result<Self, QuantityError> {
        let help = || format!("type {NOUN} such as \"{EXAMPLE}\"");
        let Some((price, unit)) = text.split_once('/').or_else(|| text.split_once("per ")) else {
            return Err(QuantityError::new(format!("\"{text}\" does not say per how much energy"), help()));
        };
        if !unit.trim().eq_ignore_ascii_case("kWh") {
            return Err(QuantityError::new(
                format!("\"{}\" is not a unit of energy prices", unit.trim()),
                help(),
            ));
        }
        let (currency, amount) = Currency::split(price, NOUN, EXAMPLE)?;
        match number::read(amount) {
            Ok((per_kwh, "")) => Self::new(per_kwh, currency),
            _ => Err(QuantityError::new(format!("\"{amount}\" is not an amount"), help())),
        }
    }
}

impl Serialize for EnergyPrice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EnergyPrice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EnergyPriceVisitor)
    }
}

struct EnergyPriceVisitor;

impl Visitor<'_> for EnergyPriceVisitor {
    type Value = EnergyPrice;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{NOUN} such as \"{EXAMPLE}\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<EnergyPrice, E> {
        text.parse().map_err(E::custom)
    }
}

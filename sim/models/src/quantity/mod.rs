//! Quantities: numbers that know what they measure.
//!
//! A parameter of a model is rarely a bare number. It is ten hours, two hundred
//! a month, fifteen percent. In Bazaar's texts every such value carries its
//! unit, `"10 h"`, `"200 / month"`, `"15 %"`, and in the code it has a type,
//! `Quantity<Duration>`, `Quantity<Rate>`, `Quantity<Share>`. A wrong unit is
//! thus found where the text is read, and a rate given for a duration where the
//! program is compiled.
//!
//! Inside, a quantity is one finite 64-bit number in the canonical unit of its
//! dimension: hours, events per hour, bytes, floating-point operations. Written
//! back as text it takes the unit with the shortest text among those that read
//! back to exactly the same number.
//!
//! Money is different: it is counted, not measured. [`Money`] holds whole cents
//! and is read digit by digit, never through a float.

mod currency;
mod dimension;
mod energy_price;
mod error;
mod money;
pub(crate) mod number;
mod retyped;
mod schema;
mod time_unit;
mod units;

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use currency::Currency;
pub use dimension::{Dimension, UnitSpelling};
pub use energy_price::EnergyPrice;
pub use error::QuantityError;
pub use money::Money;
pub use retyped::{is_quote, retyped};
pub use time_unit::TimeUnit;
pub use units::{
    Bandwidth, Bytes, DIMENSIONS, Duration, Flops, Length, Power, Rate, Ratio, Share, Unit, Work,
};

/// A finite number, not negative, in the canonical unit of the dimension `U`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity<U: Unit> {
    canonical: f64,
    unit: PhantomData<U>,
}

impl<U: Unit> Quantity<U> {
    /// Nothing of it.
    pub const ZERO: Self = Self::constant(0.0);

    /// A quantity from a number in the canonical unit.
    ///
    /// # Errors
    /// If the number is not finite, negative, or above the dimension's largest.
    pub fn new(canonical: f64) -> Result<Self, QuantityError> {
        let shown = number::shortest(canonical);
        U::DIMENSION.in_range(canonical, &shown).map(Self::unchecked)
    }

    /// A quantity that is written in the source, in the canonical unit. Use it
    /// in a `const`, where a number out of range is a compile error.
    ///
    /// # Panics
    /// If the number is not finite, negative, or above the dimension's largest.
    #[must_use]
    pub const fn constant(canonical: f64) -> Self {
        assert!(canonical >= 0.0 && canonical <= U::DIMENSION.largest);
        Self::unchecked(canonical)
    }

    /// The same from a number in a unit that the dimension knows by this symbol: 30 in `"d"`. Use it in a `const`, where
    /// another unit is a compile error.
    ///
    /// # Panics
    /// If the dimension has no such unit, or the number is out of range.
    #[must_use]
    pub const fn of(number: f64, symbol: &str) -> Self {
        let unit = U::DIMENSION.by_symbol(symbol);
        Self::constant(number * unit.multiply / unit.divide)
    }

    const fn unchecked(canonical: f64) -> Self {
        Self { canonical, unit: PhantomData }
    }

    /// The number in the canonical unit: hours, events per hour, a share from 0
    /// to 1, floating-point operations (a second), bytes, bits a second, watts.
    #[must_use]
    pub const fn canonical(self) -> f64 {
        self.canonical
    }
}

impl Quantity<Duration> {
    /// A number of whole hours.
    #[must_use]
    pub const fn hours(hours: u32) -> Self {
        Self::unchecked(hours as f64)
    }

    /// A number of whole days.
    #[must_use]
    pub const fn days(days: u32) -> Self {
        Self::unchecked(days as f64 * 24.0)
    }

    /// A number of whole months, each a twelfth of 365.25 days.
    #[must_use]
    pub const fn months(months: u32) -> Self {
        Self::unchecked(months as f64 * 730.5)
    }
}

impl<U: Unit> Default for Quantity<U> {
    /// Nothing of it.
    fn default() -> Self {
        Self::ZERO
    }
}

impl<U: Unit> PartialOrd for Quantity<U> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.canonical.partial_cmp(&other.canonical)
    }
}

impl<U: Unit> fmt::Display for Quantity<U> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&U::DIMENSION.render(self.canonical))
    }
}

impl<U: Unit> FromStr for Quantity<U> {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        U::DIMENSION.parse(text).map(Self::unchecked)
    }
}

impl<U: Unit> Serialize for Quantity<U> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if U::DIMENSION.bare {
            serializer.serialize_f64(self.canonical)
        } else {
            serializer.collect_str(self)
        }
    }
}

impl<'de, U: Unit> Deserialize<'de> for Quantity<U> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(QuantityVisitor(PhantomData))
    }
}

struct QuantityVisitor<U>(PhantomData<U>);

impl<U: Unit> Visitor<'_> for QuantityVisitor<U> {
    type Value = Quantity<U>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Dimension { noun, example, .. } = U::DIMENSION;
        write!(formatter, "{noun} such as \"{example}\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        U::DIMENSION.bare_number(value, &number::shortest(value)).map(Quantity::unchecked).map_err(E::custom)
    }

    #[expect(clippy::cast_precision_loss, reason = "a quantity is a 64-bit float")]
    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "a quantity is a 64-bit float")]
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.visit_f64(value as f64)
    }
}

#[cfg(test)]
mod tests;

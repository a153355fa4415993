//! A unit of time on its own, for parameters whose numbers depend on one.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::dimension::UnitSpelling;
use super::error::QuantityError;
use super::units::{Duration, Unit};

/// A unit of the dimension [`Duration`], such as `h`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeUnit(&'static UnitSpelling);

impl TimeUnit {
    /// The second, in which recordings count.
    pub const SECOND: Self = Self(&Duration::DIMENSION.units[0]);

    /// The hour, the canonical unit of time.
    pub const HOUR: Self = Self(&Duration::DIMENSION.units[2]);

    /// How many hours one of this unit lasts.
    #[must_use]
    pub fn in_hours(self) -> f64 {
        self.0.to_canonical(1.0)
    }
}

impl Default for TimeUnit {
    fn default() -> Self {
        Self::HOUR
    }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.symbol)
    }
}

impl FromStr for TimeUnit {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        Duration::DIMENSION.unit(text).map(Self).ok_or_else(|| {
            let symbols: Vec<&str> = Duration::DIMENSION.units.iter().map(|unit| unit.symbol).collect();
            QuantityError::new(
                format!("\"{text}\" is not a unit of time"),
                format!("units of time: {}", symbols.join(", ")),
            )
        })
    }
}

impl Serialize for TimeUnit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.symbol)
    }
}

impl<'de> Deserialize<'de> for TimeUnit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for TimeUnit {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("TimeUnit")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let spellings: Vec<&str> = Duration::DIMENSION
            .units
            .iter()
            .flat_map(|unit| std::iter::once(unit.symbol).chain(unit.also.iter().copied()))
            .collect();
        json_schema!({
            "description": "A unit of time",
            "type": "string",
            "enum": spellings,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_is_the_unit_of_one_hour() {
        assert_eq!(TimeUnit::HOUR.to_string(), "h");
        assert_eq!(TimeUnit::HOUR.in_hours(), 1.0);
        assert_eq!(TimeUnit::SECOND.to_string(), "s");
        assert_eq!("days".parse::<TimeUnit>().unwrap().in_hours(), 24.0);
    }
}

//! The empirical distribution: measured durations, in the scenario or in a file of their own.

use bazaar_numerics::variates::{self, VariateError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, TimeUnit};
use crate::table::{Durations, Table};

/// Measured durations, each as likely as the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Fields", into = "Fields")]
#[schemars(with = "Fields")]
pub enum Empirical {
    /// Listed one by one.
    Listed {
        /// The durations.
        durations: Vec<Quantity<Duration>>,
    },
    /// In a file.
    Table {
        /// The file, with a column `duration`.
        file: Table<Durations>,
        /// The unit of its numbers.
        unit: TimeUnit,
    },
}

impl Empirical {
    /// The engine's variate, in hours.
    pub(super) fn variate(&self) -> Result<variates::Empirical, VariateError> {
        let hours: Vec<f64> = match self {
            Self::Listed { durations } => durations.iter().map(|duration| duration.canonical()).collect(),
            Self::Table { file, unit } => {
                let unit = file.unit(*unit).in_hours();
                file.content().values().iter().map(|duration| duration * unit).collect()
            }
        };
        variates::Empirical::new(&hours)
    }
}

/// Empirical: durations one by one, or a file and the unit of its numbers.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Fields {
    /// The measured intervals; instead of `file`.
    #[serde(skip_serializing_if = "Option::is_none")]
    durations: Option<Vec<Quantity<Duration>>>,
    /// A CSV or Parquet file with a column `duration`, by its path from the
    /// scenario's folder; instead of `durations`.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<Table<Durations>>,
    /// The unit of the numbers in the file: s unless given. Durations that the file has as such have their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<TimeUnit>,
}

impl TryFrom<Fields> for Empirical {
    type Error = &'static str;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        match fields {
            Fields { durations: Some(durations), file: None, unit: None } => Ok(Self::Listed { durations }),
            Fields { durations: None, file: Some(file), unit } => {
                Ok(Self::Table { file, unit: unit.unwrap_or(TimeUnit::SECOND) })
            }
            _ => Err("empirical takes either durations, or a file and the unit of its numbers\n\
                 type { empirical = { durations = [\"1 h\", \"2.5 h\"] } }, \
                 or { empirical = { file = \"durations.csv\", unit = \"s\" } }"),
        }
    }
}

impl From<Empirical> for Fields {
    fn from(measured: Empirical) -> Self {
        match measured {
            Empirical::Listed { durations } => Self { durations: Some(durations), ..Self::default() },
            Empirical::Table { file, unit } => Self { file: Some(file), unit: Some(unit), ..Self::default() },
        }
    }
}

#[cfg(test)]
mod tests {
    use bazaar_numerics::variates::Variate as _;

    use super::*;
    use crate::table::Content as _;

    #[test]
    fn durations_in_a_file_are_in_its_unit() {
        let durations = Durations::read(&[vec![60.0, 120.0, 360.0]]).unwrap();
        let file = Table::new("durations.csv", durations);
        let measured = Empirical::Table { file, unit: "min".parse().unwrap() };
        assert!((measured.variate().unwrap().mean() - 3.0).abs() < 1e-12);
    }
}

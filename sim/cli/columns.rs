//! Columns of tables by the headings that a user says, and how they are written.

use bazaar_models::table::{Column, Holds};
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Decimal, Formats};

use crate::arguments::DecimalName;
use crate::failure::Failure;

/// The formats in which tables are read, with what stands before fractions, if the user says it.
pub(crate) fn formats(decimal: Option<DecimalName>) -> Formats {
    FORMATS.with_decimal(decimal.map(|name| match name {
        DecimalName::Point => Decimal::Point,
        DecimalName::Comma => Decimal::Comma,
    }))
}

/// A column of numbers with this heading.
pub(crate) fn numbers(heading: &str) -> Column {
    headed(heading, Holds::Numbers)
}

/// The columns that are wanted, with the headings that `NAME=HEADING` gives to some of them.
pub(crate) fn named(wanted: &[Column], given: &[String]) -> Result<Vec<Column>, Failure> {
    let mut columns = wanted.to_vec();
    for text in given {
        let names = || wanted.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
        let refuse = |message: String| Failure::Use {
            message,
            help: format!("type a name, = and the heading in the table; the names are {}", names()),
        };
        let Some((name, heading)) = text.split_once('=') else {
            return Err(refuse(format!("`{text}` has no = between name and heading")));
        };
        let place = wanted.iter().position(|column| column.name == name.trim());
        let place = place.ok_or_else(|| refuse(format!("there is no column `{}` here", name.trim())))?;
        columns[place] = headed(heading.trim(), wanted[place].holds);
    }
    Ok(columns)
}

/// Headings live as long as the program: a few, once.
fn headed(heading: &str, holds: Holds) -> Column {
    Column { name: String::leak(heading.to_owned()), holds }
}

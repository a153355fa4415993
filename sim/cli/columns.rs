//! Columns of tables, by headings that a user gives.

use bazaar_models::table::{Column, Holds};
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Decimal, Formats};

use crate::arguments::DecimalName;
use crate::failure::Failure;

/// The formats in which tables are read, with the decimal mark, if the user gives it.
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

/// The wanted columns, some of them with a heading given as `NAME=HEADING`.
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

/// Leaks the heading: there are a few, once per run of the program.
fn headed(heading: &str, holds: Holds) -> Column {
    Column { name: String::leak(heading.to_owned()), holds }
}

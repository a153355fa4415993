//! Tables that a scenario names, in Parquet.

use std::collections::BTreeMap;
use std::io::Cursor;

use bazaar_models::table::{Column as Wanted, Holds};
use bazaar_scenario::{BadTable, Formats, Rows, missing_column, without_rows};
use polars::error::PolarsError;
use polars::prelude::{Column, DataType, ParallelStrategy, ParquetReader, SerReader};

use super::guard::guarded;

/// The formats in which a scenario's tables may be: CSV and Parquet.
pub const FORMATS: Formats = Formats::CSV.with_parquet(decode);

const WRITE_AGAIN: &str = "write it again, for instance with pandas: table.to_parquet(\"trace.parquet\")";

/// So many faults are told of one column.
const MOST_FAULTS: usize = 10;

/// Takes the wanted columns out of the bytes of a Parquet file.
fn decode(bytes: &[u8], wanted: &[Wanted]) -> Result<Rows, Vec<BadTable>> {
    // The library checks most of a file, and panics at some of what it does not check. One
    // thing cannot be kept from doing harm: a flipped bit in a page may ask for more memory
    // than there is, and that ends the program.
    guarded(|| columns(bytes, wanted)).unwrap_or_else(|| {
        Err(vec![BadTable::new("", "cannot be read as Parquet: it is spoilt", WRITE_AGAIN)])
    })
}

fn columns(bytes: &[u8], wanted: &[Wanted]) -> Result<Rows, Vec<BadTable>> {
    let schema = ParquetReader::new(Cursor::new(bytes)).schema().map_err(unreadable)?;
    let found: Vec<&str> = schema.iter_names().map(AsRef::as_ref).collect();
    let missing: Vec<BadTable> = wanted
        .iter()
        .filter(|column| !found.contains(&column.name))
        .map(|column| missing_column(column.name, &found, wanted))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let names = wanted.iter().map(|column| column.name.to_owned()).collect();
    // On this thread alone, where a panic can be caught.
    let reader = ParquetReader::new(Cursor::new(bytes)).read_parallel(ParallelStrategy::None);
    let reader = reader.with_columns(Some(names));
    let frame = reader.finish().map_err(unreadable)?;
    if frame.height() == 0 {
        return Err(vec![without_rows(wanted)]);
    }
    let mut columns = Vec::with_capacity(wanted.len());
    let mut faults = Vec::new();
    for column in wanted {
        let values = frame.column(column.name).map_err(unreadable)?;
        match values_of(values, column) {
            Ok(values) => columns.push(values),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(Rows { columns, lines: None }) } else { Err(faults) }
}

fn unreadable(error: PolarsError) -> Vec<BadTable> {
    vec![BadTable::new("", format!("cannot be read as Parquet: {error}"), WRITE_AGAIN)]
}

fn values_of(values: &Column, wanted: &Wanted) -> Result<Vec<f64>, Vec<BadTable>> {
    let kind = values.dtype();
    let of_a_wrong_type = |needed: &str| {
        vec![BadTable::new("", format!("has a column `{}` of type {kind}, not of {needed}", wanted.name), "")]
    };
    let given = match wanted.holds {
        Holds::Numbers if !kind.is_primitive_numeric() => return Err(of_a_wrong_type("numbers")),
        Holds::Numbers => {
            let numbers = values.cast(&DataType::Float64).map_err(unreadable)?;
            numbers.f64().map_err(unreadable)?.iter().map(|number| number.filter(|n| n.is_finite())).collect()
        }
        Holds::Names if !(kind.is_integer() || *kind == DataType::String) => {
            return Err(of_a_wrong_type("names or whole numbers"));
        }
        Holds::Names => {
            let names = values.cast(&DataType::String).map_err(unreadable)?;
            numbered(names.str().map_err(unreadable)?.iter())
        }
    };
    whole(given, wanted)
}

/// Names as numbers, in the order in which they first occur.
fn numbered<'a>(names: impl Iterator<Item = Option<&'a str>>) -> Vec<Option<f64>> {
    let mut known: BTreeMap<&str, f64> = BTreeMap::new();
    let mut number_of = |name| {
        let next = known.len() as f64;
        *known.entry(name).or_insert(next)
    };
    names.map(|name| name.filter(|name| !name.is_empty()).map(&mut number_of)).collect()
}

/// A column without gaps.
fn whole(given: Vec<Option<f64>>, wanted: &Wanted) -> Result<Vec<f64>, Vec<BadTable>> {
    let faults: Vec<BadTable> = (1..)
        .zip(&given)
        .filter(|(_, value)| value.is_none())
        .take(MOST_FAULTS)
        .map(|(row, _)| {
            let message = format!("has nothing that can be used for `{}`", wanted.name);
            BadTable::new(format!("row {row}"), message, "fill it in, or leave the row out")
        })
        .collect();
    if faults.is_empty() { Ok(given.into_iter().flatten().collect()) } else { Err(faults) }
}

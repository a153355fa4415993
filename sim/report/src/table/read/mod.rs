//! Reads tables in Parquet.
//!
//! Files are not trusted. Before the library reserves memory by the lengths in a file, [`bounds`]
//! and [`pages`] check that these are possible; a panic of the library becomes an error
//! ([`guarded`]); and checksums are compared if a file has any. Only the required columns are read,
//! a few values at a time, as the file stores them, and [`meaning`] turns them into numbers and
//! names by their types.

mod bounds;
mod compact;
mod meaning;
mod pages;

use std::collections::BTreeMap;
use std::sync::Arc;

use ::parquet::arrow::parquet_to_arrow_schema;
use ::parquet::basic::Type;
use ::parquet::column::reader::ColumnReaderImpl;
use ::parquet::data_type as stored;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use ::parquet::file::serialized_reader::SerializedPageReader;
use arrow_schema::Schema;
use bazaar_models::table::{Column as Wanted, Holds};
use bazaar_scenario::{BadTable, Formats, MOST_ROWS, Names, Rows, missing_column, place_of, without_rows};
use bytes::Bytes;

use self::meaning::{Cell, Meaning, Stored};
use self::pages::Pages;
use super::guard::guarded;

/// The formats of a scenario's tables: CSV and Parquet.
pub const FORMATS: Formats = Formats::CSV.with_parquet(decode);

const WRITE_AGAIN: &str = "write it again, for instance with pandas: table.to_parquet(\"trace.parquet\")";

/// The maximum number of errors reported for a column.
const MOST_FAULTS: usize = 10;

/// The number of values to decode at a time.
const AT_A_TIME: usize = 128;

fn spoilt(why: &str) -> BadTable {
    BadTable::new("", format!("cannot be read as Parquet: it is corrupt: {why}"), WRITE_AGAIN)
}

fn unreadable(error: &ParquetError) -> Vec<BadTable> {
    const LONGEST: usize = 200;
    let said: String = error.to_string().escape_debug().take(LONGEST).collect();
    vec![BadTable::new("", format!("cannot be read as Parquet: {said}"), WRITE_AGAIN)]
}

/// Reads the required columns from the bytes of a Parquet file.
fn decode(bytes: &[u8], wanted: &[Wanted]) -> Result<Rows, Vec<BadTable>> {
    guarded(|| {
        let footer = bounds::footer(bytes).map_err(|fault| vec![fault])?;
        let about = ParquetMetaDataReader::decode_metadata(footer).map_err(|error| unreadable(&error))?;
        File { bytes: Arc::new(Bytes::copy_from_slice(bytes)), about }.rows(wanted)
    })
    .unwrap_or_else(|| Err(vec![spoilt("the library cannot read it")]))
}

/// A file, and its description (footer).
struct File {
    bytes: Arc<Bytes>,
    about: ParquetMetaData,
}

/// A required column.
struct Found<'a> {
    wanted: &'a Wanted,
    /// Its index among the columns of the file.
    leaf: usize,
    meaning: Meaning,
    /// Its type, as stored in the file.
    kind: String,
}

impl File {
    fn rows(&self, wanted: &[Wanted]) -> Result<Rows, Vec<BadTable>> {
        let about = self.about.file_metadata();
        let schema = parquet_to_arrow_schema(about.schema_descr(), about.key_value_metadata())
            .map_err(|error| unreadable(&error))?;
        let found = self.find(&schema, wanted)?;
        let in_seconds = in_seconds(&found)?;
        let groups = self.about.row_groups().iter().map(|group| usize::try_from(group.num_rows()).ok());
        let rows =
            groups.sum::<Option<usize>>().ok_or_else(|| vec![spoilt("its number of rows is negative")])?;
        if rows > MOST_ROWS {
            return Err(vec![BadTable::too_many_rows()]);
        }
        if rows == 0 {
            return Err(vec![without_rows(wanted)]);
        }
        let mut columns = Vec::with_capacity(wanted.len());
        let mut names = Vec::with_capacity(wanted.len());
        let mut faults = Vec::new();
        for column in found {
            match column {
                Some(column) => match self.column(&column) {
                    Ok((values, texts)) => {
                        columns.push(values);
                        names.push(texts);
                    }
                    Err(found) => faults.extend(found),
                },
                None => {
                    columns.push(vec![0.0; rows]);
                    names.push(vec![String::new()]);
                }
            }
        }
        if faults.is_empty() { Ok(Rows { columns, names, in_seconds, lines: None }) } else { Err(faults) }
    }

    /// The indices and types of the required columns; `None` for optional texts without a column.
    fn find<'a>(
        &self,
        schema: &Schema,
        wanted: &'a [Wanted],
    ) -> Result<Vec<Option<Found<'a>>>, Vec<BadTable>> {
        let headings = || schema.fields().iter().map(|field| field.name().as_str());
        // A column with nested ones is not among the file's leaf columns.
        let leaves: BTreeMap<&str, usize> = (0..)
            .zip(self.about.file_metadata().schema_descr().columns())
            .filter(|(_, leaf)| leaf.max_rep_level() == 0 && leaf.path().parts().len() == 1)
            .map(|(place, leaf)| (leaf.name(), place))
            .collect();
        let mut found = Vec::with_capacity(wanted.len());
        let mut faults = Vec::new();
        for wanted_one in wanted {
            let field = match place_of(wanted_one.name, headings()) {
                Ok(place) => schema.field(place),
                Err(0) if wanted_one.holds == Holds::Texts => {
                    found.push(None);
                    continue;
                }
                Err(0) => {
                    faults.push(missing_column(wanted_one.name, &headings().collect::<Vec<_>>(), wanted));
                    continue;
                }
                Err(_) => {
                    let message = format!("names the column `{}` twice", wanted_one.name);
                    faults.push(BadTable::new("", message, "keep one of the two"));
                    continue;
                }
            };
            match (Meaning::check(field.data_type(), wanted_one), leaves.get(field.name().as_str())) {
                (Ok(meaning), Some(&leaf)) => {
                    let kind = field.data_type().to_string();
                    found.push(Some(Found { wanted: wanted_one, leaf, meaning, kind }));
                }
                (Ok(_), None) => faults.push(spoilt("it names a column that is not there")),
                (Err(fault), _) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(found) } else { Err(faults) }
    }

    /// The values of a column, and the texts that they stand for.
    fn column(&self, column: &Found<'_>) -> Result<(Vec<f64>, Vec<String>), Vec<BadTable>> {
        let mut taken = Taken::new(column.wanted);
        match self.about.file_metadata().schema_descr().column(column.leaf).physical_type() {
            Type::BOOLEAN => self.each::<stored::BoolType>(column, &mut taken),
            Type::INT32 => self.each::<stored::Int32Type>(column, &mut taken),
            Type::INT64 => self.each::<stored::Int64Type>(column, &mut taken),
            Type::INT96 => self.each::<stored::Int96Type>(column, &mut taken),
            Type::FLOAT => self.each::<stored::FloatType>(column, &mut taken),
            Type::DOUBLE => self.each::<stored::DoubleType>(column, &mut taken),
            Type::BYTE_ARRAY => self.each::<stored::ByteArrayType>(column, &mut taken),
            Type::FIXED_LEN_BYTE_ARRAY => self.each::<stored::FixedLenByteArrayType>(column, &mut taken),
        }?;
        taken.finish()
    }

    /// Reads every value of a column, group by group.
    fn each<T: stored::DataType<T: Stored>>(
        &self,
        column: &Found<'_>,
        taken: &mut Taken<'_>,
    ) -> Result<(), Vec<BadTable>> {
        let few = || vec![spoilt("it has fewer values than rows")];
        for group in self.about.row_groups() {
            let chunk = group.columns().get(column.leaf).ok_or_else(few)?;
            let rows = usize::try_from(group.num_rows()).map_err(|_| few())?;
            let (begins, length) = chunk.byte_range();
            let range = usize::try_from(begins).ok().zip(usize::try_from(begins.saturating_add(length)).ok());
            let bytes = range.and_then(|(begins, ends)| self.bytes.get(begins..ends)).ok_or_else(few)?;
            bounds::pages(bytes).map_err(|fault| vec![fault])?;
            let about = chunk.column_descr_ptr();
            let length = usize::try_from(about.type_length()).unwrap_or_default();
            let has_levels = about.max_def_level() > 0;
            let pages = SerializedPageReader::new(Arc::clone(&self.bytes), chunk, rows, None)
                .map_err(|error| unreadable(&error))?;
            let pages = Pages::new(pages, rows, about.physical_type(), length, has_levels);
            let full = about.max_def_level();
            let mut reader = ColumnReaderImpl::<T>::new(about, Box::new(pages));
            let (mut values, mut levels, mut left) = (Vec::new(), Vec::new(), rows);
            while left > 0 {
                values.clear();
                levels.clear();
                let (read, ..) = reader
                    .read_records(left.min(AT_A_TIME), Some(&mut levels), None, &mut values)
                    .map_err(|error| unreadable(&error))?;
                if read == 0 {
                    return Err(few());
                }
                let mut given = values.iter();
                for row in 0..read {
                    let is_there = !has_levels || levels.get(row) == Some(&full);
                    let value = if is_there { Some(given.next().ok_or_else(few)?) } else { None };
                    let cell = value.map(|value| value.cell(column.meaning).ok_or(column));
                    taken.take(cell.transpose().map_err(|column| {
                        vec![spoilt(&format!(
                            "its column `{}` is not of type {}",
                            column.wanted.name, column.kind
                        ))]
                    })?);
                }
                left -= read;
            }
        }
        Ok(())
    }
}

/// Checks that either all time columns of a table have types with a unit, or none.
fn in_seconds(found: &[Option<Found<'_>>]) -> Result<bool, Vec<BadTable>> {
    let times: Vec<&Found<'_>> =
        found.iter().flatten().filter(|column| column.wanted.holds.is_time()).collect();
    let Some(first) = times.first() else { return Ok(false) };
    match times.iter().find(|other| !first.meaning.goes_with(other.meaning)) {
        None => Ok(first.meaning.is_time()),
        Some(other) => {
            let message = format!(
                "has `{}` of type {} and `{}` of type {}, which cannot be compared",
                first.wanted.name, first.kind, other.wanted.name, other.kind
            );
            let help = "make all times of the table alike: numbers, or dates and times, all with a time zone or all without";
            Err(vec![BadTable::new("", message, help)])
        }
    }
}

/// The values of a column read so far.
struct Taken<'a> {
    wanted: &'a Wanted,
    values: Vec<f64>,
    names: Names,
    faults: Vec<BadTable>,
}

impl<'a> Taken<'a> {
    fn new(wanted: &'a Wanted) -> Self {
        Self { wanted, values: Vec::new(), names: Names::default(), faults: Vec::new() }
    }

    fn take(&mut self, cell: Option<Cell<'_>>) {
        let value = if self.wanted.holds.is_text() {
            let text = cell.as_ref().map(Cell::text).unwrap_or_default();
            let may_be_empty = self.wanted.holds == Holds::Texts;
            (may_be_empty || !text.is_empty()).then(|| self.names.number(&text))
        } else if cell.is_none() && self.wanted.holds == Holds::MomentsIfAny {
            Some(f64::NAN)
        } else {
            cell.and_then(|cell| cell.number())
        };
        if value.is_none() && self.faults.len() < MOST_FAULTS {
            let message = format!("has nothing that can be used for `{}`", self.wanted.name);
            let place = format!("row {}", self.values.len() + 1);
            self.faults.push(BadTable::new(place, message, "fill it in, or leave the row out"));
        }
        self.values.push(value.unwrap_or_default());
    }

    fn finish(self) -> Result<(Vec<f64>, Vec<String>), Vec<BadTable>> {
        if self.faults.is_empty() { Ok((self.values, self.names.into_texts())) } else { Err(self.faults) }
    }
}

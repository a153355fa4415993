//! Tables as text: a comma between fields, a heading in the first line.
//!
//! As in RFC 4180, with three liberties: spaces around a field, empty lines, and
//! lines that begin with `#`, which are comments, do not count.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bazaar_models::table::{Column, Holds};

use super::{BadTable, Rows, headings, missing_column, without_rows};

/// So many faults are told of one table.
const MOST_FAULTS: usize = 10;

/// Takes the wanted columns out of a text.
pub(super) fn decode(bytes: &[u8], wanted: &[Column]) -> Result<Rows, Vec<BadTable>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        vec![BadTable::new(format!("line {line}"), "is not text in UTF-8", "save the file as UTF-8")]
    })?;
    let mut records = Records { rest: text.trim_start_matches('\u{feff}'), line: 1 };
    let Some(heading) = records.next() else {
        let help = format!("its first line names the columns: {}", headings(wanted));
        return Err(vec![BadTable::new("", "is empty", help)]);
    };
    let heading = heading.map_err(|fault| vec![fault])?;
    let places = places(&heading, wanted)?;

    let mut names = vec![BTreeMap::new(); wanted.len()];
    let mut columns = vec![Vec::new(); wanted.len()];
    let mut lines = Vec::new();
    let mut faults = Vec::new();
    for record in records {
        if faults.len() >= MOST_FAULTS {
            break;
        }
        match record.and_then(|record| row(&record, &heading, &places, wanted, &mut names)) {
            Ok((line, values)) => {
                lines.push(line);
                columns
                    .iter_mut()
                    .zip(values)
                    .for_each(|(column, value): (&mut Vec<f64>, _)| column.push(value));
            }
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if lines.is_empty() {
        return Err(vec![without_rows(wanted)]);
    }
    Ok(Rows { columns, lines: Some(lines) })
}

/// Where in a line each wanted column stands.
fn places(heading: &Record<'_>, wanted: &[Column]) -> Result<Vec<usize>, Vec<BadTable>> {
    let found: Vec<&str> = heading.fields.iter().map(AsRef::as_ref).collect();
    let mut places = Vec::new();
    let mut faults = Vec::new();
    for column in wanted {
        let mut given = (0..found.len()).filter(|&place| found[place] == column.name);
        match (given.next(), given.next()) {
            (Some(place), None) => places.push(place),
            (None, _) => faults.push(missing_column(column.name, &found, wanted)),
            (Some(_), Some(_)) => faults.push(BadTable::new(
                format!("line {}", heading.line),
                format!("names the column `{}` twice", column.name),
                "keep one of the two",
            )),
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

/// A row's line and its values; names become numbers.
fn row(
    record: &Record<'_>,
    heading: &Record<'_>,
    places: &[usize],
    wanted: &[Column],
    names: &mut [BTreeMap<String, f64>],
) -> Result<(usize, Vec<f64>), BadTable> {
    let place = format!("line {}", record.line);
    let (has, needs) = (record.fields.len(), heading.fields.len());
    if has != needs {
        return Err(BadTable::new(
            place,
            format!("has {has} fields, and the heading has {needs}"),
            "give every line one field for each column, with a comma between them",
        ));
    }
    let mut values = Vec::with_capacity(wanted.len());
    for ((column, &at), names) in wanted.iter().zip(places).zip(names) {
        let field = record.fields[at].as_ref();
        values.push(match column.holds {
            Holds::Numbers => number(field).ok_or_else(|| {
                let help = "type a number with a point and no unit, such as 86400 or 1.5e6";
                BadTable::new(&place, format!("has {} for `{}`", quoted(field), column.name), help)
            })?,
            Holds::Names if field.is_empty() => {
                let message = format!("has nothing for `{}`", column.name);
                return Err(BadTable::new(
                    place,
                    message,
                    "type a name or a number that stands for one host",
                ));
            }
            Holds::Names => match names.get(field) {
                Some(&number) => number,
                None => {
                    let number = names.len() as f64;
                    names.insert(field.to_owned(), number);
                    number
                }
            },
        });
    }
    Ok((record.line, values))
}

fn number(field: &str) -> Option<f64> {
    field.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn quoted(field: &str) -> String {
    const LONGEST: usize = 40;
    match field.char_indices().nth(LONGEST) {
        _ if field.is_empty() => "nothing".to_owned(),
        Some((end, _)) => format!("`{}…`, which is no number,", &field[..end]),
        None => format!("`{field}`, which is no number,"),
    }
}

/// A line, or several where a quoted field goes over them.
#[derive(Debug)]
struct Record<'a> {
    line: usize,
    fields: Vec<Cow<'a, str>>,
}

/// The records of a text, one after the other.
struct Records<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, BadTable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let line = self.rest.lines().next().unwrap_or_default();
            if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                return Some(self.record());
            }
            self.skip_line();
        }
    }
}

impl<'a> Records<'a> {
    fn record(&mut self) -> Result<Record<'a>, BadTable> {
        let mut record = Record { line: self.line, fields: Vec::new() };
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t']);
            let field = if self.rest.starts_with('"') { self.quoted()? } else { self.plain() };
            record.fields.push(field);
            match self.rest.strip_prefix(',') {
                Some(rest) => self.rest = rest,
                None => break,
            }
        }
        self.skip_line();
        Ok(record)
    }

    /// A field up to the next comma or the end of the line.
    fn plain(&mut self) -> Cow<'a, str> {
        let end = self.rest.find([',', '\n']).unwrap_or(self.rest.len());
        let field = self.rest[..end].trim();
        self.rest = &self.rest[end..];
        Cow::Borrowed(field)
    }

    /// A field between quotes, in which two quotes stand for one.
    fn quoted(&mut self) -> Result<Cow<'a, str>, BadTable> {
        let opened = self.line;
        let mut field = String::new();
        self.rest = &self.rest[1..];
        loop {
            let Some(quote) = self.rest.find('"') else {
                self.rest = "";
                return Err(BadTable::new(
                    format!("line {opened}"),
                    "opens a quote that is never closed",
                    "close it with \" at the end of the field",
                ));
            };
            let part = &self.rest[..quote];
            self.line += part.matches('\n').count();
            field.push_str(part);
            self.rest = &self.rest[quote + 1..];
            match self.rest.strip_prefix('"') {
                Some(rest) => {
                    field.push('"');
                    self.rest = rest;
                }
                None => break,
            }
        }
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r']);
        if self.rest.is_empty() || self.rest.starts_with([',', '\n']) {
            return Ok(Cow::Owned(field));
        }
        let place = format!("line {}", self.line);
        self.skip_line();
        Err(BadTable::new(
            place,
            "goes on after a closing quote",
            "put a comma behind it; a quote within a field is typed twice",
        ))
    }

    /// Goes to the beginning of the next line.
    fn skip_line(&mut self) {
        match self.rest.split_once('\n') {
            Some((_, rest)) => {
                self.rest = rest;
                self.line += 1;
            }
            None => self.rest = "",
        }
    }
}

#[cfg(test)]
mod tests {
    use bazaar_models::table::Kind;
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Rows, Vec<BadTable>> {
        decode(text.as_bytes(), Kind::Intervals.columns())
    }

    /// Each fault as `place message`.
    fn told(text: &str) -> Vec<String> {
        let faults = read(text).unwrap_err();
        faults.iter().map(|fault| format!("{} {}", fault.place, fault.message).trim().to_owned()).collect()
    }

    #[test]
    fn columns_are_found_by_their_headings_whatever_else_there_is() {
        let text = "\u{feff}# measured\r\nend, host ,reason,start\r\n\r\n2,pc,\"a, \"\"b\"\"\nc\",1\r\n# more\n 4 ,\"lab\",,3.5\n6,pc,,5";
        let rows = read(text).unwrap();
        assert_eq!(rows.columns, [vec![0.0, 1.0, 0.0], vec![1.0, 3.5, 5.0], vec![2.0, 4.0, 6.0]]);
        assert_eq!(rows.lines, Some(vec![4, 7, 8]));
    }

    #[test]
    fn a_bad_row_is_named_by_its_line() {
        let text = "host,start,end\na,0,1\n# a comment\n\na,zero,1\na,0\na,nan,1e999\n,0,1\na,,1";
        assert_eq!(
            told(text),
            [
                "line 5 has `zero`, which is no number, for `start`",
                "line 6 has 2 fields, and the heading has 3",
                "line 7 has `nan`, which is no number, for `start`",
                "line 8 has nothing for `host`",
                "line 9 has nothing for `start`",
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_the_whole_is_said_of_the_whole() {
        assert_eq!(told(""), ["is empty"]);
        assert_eq!(told("# nothing\n\n"), ["is empty"]);
        assert_eq!(told("host,start,end\n"), ["has no rows"]);
        assert_eq!(told("host,begin\na,1"), ["has no column `start`", "has no column `end`"]);
        assert_eq!(told("host,start,end,end\na,1,2,3"), ["line 1 names the column `end` twice"]);
        assert_eq!(told("host,start,end\n\"a,1,2\n"), ["line 2 opens a quote that is never closed"]);
        assert_eq!(told("host,start,end\n\"a\"b,1,2\n"), ["line 2 goes on after a closing quote"]);
        let fault = decode(b"host\n\xff", Kind::Intervals.columns()).unwrap_err();
        assert_eq!((fault[0].place.as_str(), fault[0].message.as_str()), ("line 2", "is not text in UTF-8"));
    }

    #[test]
    fn a_heading_that_is_nearly_right_is_recognised() {
        let fault = read("Host,start,end\na,1,2").unwrap_err();
        assert!(fault[0].help.starts_with("is `Host` meant?"), "{}", fault[0].help);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Err(faults) = decode(&bytes, Kind::Intervals.columns()) {
                prop_assert!(!faults.is_empty());
            }
        }

        #[test]
        fn nothing_like_a_table_makes_it_panic(text in "(host,start,end\r?\n)?[\"a,0-9#. \r\n\u{fe}-]{0,80}") {
            if let Ok(rows) = read(&text) {
                let lines = rows.lines.unwrap();
                prop_assert!(!lines.is_empty() && lines.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert!(rows.columns.iter().all(|column| column.len() == lines.len()));
            }
        }

        #[test]
        fn what_is_written_is_read(rows in prop::collection::vec(("[a-z\", ]{1,5}", -1e9_f64..1e9, any::<bool>()), 1..20)) {
            let mut text = "host,start,end\n".to_owned();
            for (host, number, blank) in &rows {
                let host = host.replace('"', "\"\"");
                text.push_str(&format!("\"x{host}\",{number},{number:e}\n{}", if *blank { "\n" } else { "" }));
            }
            let read = read(&text).unwrap();
            let numbers: Vec<f64> = rows.iter().map(|(_, number, _)| *number).collect();
            prop_assert_eq!(&read.columns[1], &numbers);
            prop_assert_eq!(&read.columns[2], &numbers);
        }
    }
}

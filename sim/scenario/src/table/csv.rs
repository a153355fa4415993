//! Tables as text: a separator between fields, a heading in the first line.
//!
//! The format is RFC 4180, as spreadsheets write it: the separator is a comma, a semicolon or a tab, whichever splits the
//! heading into the wanted columns, or the one that a first line `sep=;` names. Spaces around a field, empty lines, and
//! comments, which begin with `#`, are ignored, unless the heading is a comment, as in the Failure Trace Archive.

use bazaar_models::table::{Column, Holds};
use csv::{ReaderBuilder, StringRecord, Trim};

use super::number::{self, Decimal, Evidence};
use super::{
    BadTable, MOST_FAULTS, MOST_ROWS, Names, Rows, encoding, headings, missing_column, place_of, without_rows,
};

/// A record appended to all others: if it is not the last one read, a quote was not closed.
const END: &str = "\u{4}";

/// Reads the wanted columns of a text.
pub(super) fn decode(
    bytes: &[u8],
    wanted: &[Column],
    decimal: Option<Decimal>,
) -> Result<Rows, Vec<BadTable>> {
    let mut text = encoding::text(bytes).map_err(|fault| vec![fault])?;
    text.push('\n');
    text.push_str(END);
    text.push('\n');
    let (named, begins) = named_separator(&text);
    if let Some(heading) = heading_in_comment(&text[begins..], named, wanted) {
        text.replace_range(begins + heading..=begins + heading, " ");
    }
    let text = &text[begins..];
    let first_line = if begins > 0 { 2 } else { 1 };
    let separator = match named {
        Some(separator) => separator,
        None => likely_separator(text, wanted),
    };
    let table = TextTable { text, first_line, separator, wanted };
    let (rows, evidence) = table.read(decimal.unwrap_or(Decimal::Point));
    match evidence.decimal() {
        Decimal::Comma if decimal.is_none() => table.read(Decimal::Comma).0,
        _ => rows,
    }
}

/// The separator that a first line `sep=;` names, as Excel writes it, and the offset of the next line.
fn named_separator(text: &str) -> (Option<u8>, usize) {
    let Some((line, _)) = text.split_once('\n') else { return (None, 0) };
    let separator = match line.trim_end_matches([' ', ',']).trim_matches('"').as_bytes() {
        [s, e, p, b'=', separator] if [s, e, p].map(u8::to_ascii_lowercase) == *b"sep" => *separator,
        // The separator was trimmed off.
        [s, e, p, b'='] if [s, e, p].map(u8::to_ascii_lowercase) == *b"sep" => b',',
        _ => return (None, 0),
    };
    if separator.is_ascii_alphanumeric() || matches!(separator, b'"' | b'.' | b'-' | b'#') {
        return (None, 0);
    }
    (Some(separator), line.len() + 1)
}

/// The offset of the `#` of a comment that is the heading: it has the wanted columns, and the first row does not.
fn heading_in_comment(text: &str, named: Option<u8>, wanted: &[Column]) -> Option<usize> {
    let needed = || wanted.iter().filter(|column| column.holds != Holds::Texts);
    let separators = named.map_or(SEPARATORS.to_vec(), |separator| vec![separator]);
    let has_all = |text: &str| {
        separators.iter().any(|&separator| {
            let heading = Records::new(text, separator, 1).next();
            heading.is_some_and(|heading| {
                needed().all(|column| place_of(column.name, heading.fields.iter()).is_ok())
            })
        })
    };
    let mut begins = 0;
    let mut comments = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix('#') {
            Some(comment) => comments.push((begins, comment)),
            None if line.trim().is_empty() => {}
            None => break,
        }
        begins += line.len();
    }
    let (place, _) = comments.into_iter().rev().find(|(_, comment)| has_all(comment))?;
    (!has_all(text)).then_some(place)
}

/// The separators to try.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The separator that splits the heading into most of the wanted columns, then into most columns.
fn likely_separator(text: &str, wanted: &[Column]) -> u8 {
    let parts = |separator: u8| {
        let heading = Records::new(text, separator, 1).next();
        let heading = heading.map(|heading| heading.fields).unwrap_or_default();
        let found = wanted.iter().filter(|column| place_of(column.name, heading.iter()).is_ok()).count();
        (found, heading.len())
    };
    let (best, (_, columns)) = SEPARATORS
        .map(|separator| (separator, parts(separator)))
        .into_iter()
        .fold((b',', (0, 0)), |best, next| if next.1 > best.1 { next } else { best });
    // A single column of numbers has no separator, so a comma in it is a decimal comma.
    let all_numbers = wanted.iter().all(|column| !column.holds.is_text());
    if columns <= 1 && all_numbers { b';' } else { best }
}

/// A text with a known separator.
struct TextTable<'a> {
    text: &'a str,
    first_line: usize,
    separator: u8,
    wanted: &'a [Column],
}

impl TextTable<'_> {
    /// The rows, and the evidence in them of how numbers are written.
    fn read(&self, decimal: Decimal) -> (Result<Rows, Vec<BadTable>>, Evidence) {
        let mut evidence = Evidence::default();
        let read = self.rows(decimal, &mut evidence);
        (read, evidence)
    }

    fn rows(&self, decimal: Decimal, evidence: &mut Evidence) -> Result<Rows, Vec<BadTable>> {
        let wanted = self.wanted;
        let mut records = Records::new(self.text, self.separator, self.first_line);
        let heading = match records.next() {
            Some(heading) if !heading.is_open => heading,
            Some(heading) => return Err(vec![heading.never_closed()]),
            None => {
                let help = format!("its first line names the columns: {}", headings(wanted));
                return Err(vec![BadTable::new("", "is empty", help)]);
            }
        };
        let places = places(&heading, wanted)?;
        let mut names: Vec<Names> = wanted.iter().map(|_| Names::default()).collect();
        let mut columns = vec![Vec::new(); wanted.len()];
        let mut lines = Vec::new();
        let mut faults = Vec::new();
        for record in records {
            if lines.len() >= MOST_ROWS {
                return Err(vec![BadTable::too_many_rows()]);
            }
            let row = Row { record: &record, heading: &heading, separator: self.separator };
            match row.values(&places, wanted, decimal, &mut names, evidence) {
                Ok(values) => {
                    lines.push(record.line);
                    columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
                }
                Err(fault) if faults.len() < MOST_FAULTS => faults.push(fault),
                Err(_) => {}
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        if lines.is_empty() {
            return Err(vec![without_rows(wanted)]);
        }
        let names = names.into_iter().map(Names::into_texts).collect();
        Ok(Rows { columns, names, in_seconds: false, lines: Some(lines) })
    }
}

/// The index of each wanted column in a line; `None` for a missing column of texts.
fn places(heading: &Record, wanted: &[Column]) -> Result<Vec<Option<usize>>, Vec<BadTable>> {
    let found = || heading.fields.iter();
    let mut places = Vec::new();
    let mut faults = Vec::new();
    for column in wanted {
        match place_of(column.name, found()) {
            Ok(place) => places.push(Some(place)),
            Err(0) if column.holds == Holds::Texts => places.push(None),
            Err(0) => faults.push(missing_column(column.name, &found().collect::<Vec<_>>(), wanted)),
            Err(_) => faults.push(BadTable::new(
                heading.place(),
                format!("names the column `{}` twice", column.name),
                "keep one of the two",
            )),
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

/// A row under its heading.
struct Row<'a> {
    record: &'a Record,
    heading: &'a Record,
    separator: u8,
}

impl Row<'_> {
    /// Its values, with names as numbers.
    fn values(
        &self,
        places: &[Option<usize>],
        wanted: &[Column],
        decimal: Decimal,
        names: &mut [Names],
        evidence: &mut Evidence,
    ) -> Result<Vec<f64>, BadTable> {
        if self.record.is_open {
            return Err(self.record.never_closed());
        }
        if self.record.fields.len() != self.heading.fields.len() {
            return Err(self.ragged());
        }
        let mut values = Vec::with_capacity(wanted.len());
        let mut fault = None;
        for ((column, &place), names) in wanted.iter().zip(places).zip(names) {
            let field = place.and_then(|place| self.record.fields.get(place)).unwrap_or_default();
            values.push(match column.holds {
                Holds::Names if field.is_empty() => {
                    let message = format!("has nothing for `{}`", column.name);
                    let help = "type a name, or a number that stands for one";
                    fault = fault.or(Some(BadTable::new(self.record.place(), message, help)));
                    continue;
                }
                Holds::Names | Holds::Texts => names.number(field),
                Holds::MomentsIfAny if field.is_empty() => f64::NAN,
                Holds::Numbers if field.eq_ignore_ascii_case("true") => 1.0,
                Holds::Numbers if field.eq_ignore_ascii_case("false") => 0.0,
                Holds::Numbers | Holds::Moments | Holds::MomentsIfAny | Holds::Lengths => {
                    evidence.add(field);
                    match number::read(field, decimal) {
                        Some(number) => number,
                        None => {
                            let message = format!("has {} for `{}`", quoted(field), column.name);
                            let help = number::advice(field, decimal);
                            fault = fault.or(Some(BadTable::new(self.record.place(), message, help)));
                            continue;
                        }
                    }
                }
            });
        }
        match fault {
            Some(fault) => Err(fault),
            None => Ok(values),
        }
    }

    fn ragged(&self) -> BadTable {
        let (has, needs) = (self.record.fields.len(), self.heading.fields.len());
        let which = match self.heading.fields.get(has) {
            Some(column) => format!("nothing for `{column}`"),
            None => format!("{} behind the last", quoted(&self.record.fields[needs])),
        };
        let separator = match self.separator {
            b',' => "a comma",
            b';' => "a semicolon",
            b'\t' => "a tab",
            _ => "a separator",
        };
        BadTable::new(
            self.record.place(),
            format!("has {has} fields, and the heading has {needs}: {which}"),
            format!(
                "give every line one field for each column, with {separator} between them; a field with {separator} in it stands in quotes"
            ),
        )
    }
}

fn quoted(field: &str) -> String {
    const LONGEST: usize = 40;
    let shown = |text: &str| text.escape_debug().to_string();
    match field.char_indices().nth(LONGEST) {
        _ if field.is_empty() => "nothing".to_owned(),
        Some((end, _)) => format!("`{}…`, which is not a number,", shown(&field[..end])),
        None => format!("`{}`, which is not a number,", shown(field)),
    }
}

/// A line, or several lines where a quoted field contains line ends.
struct Record {
    /// The line in which it begins.
    line: usize,
    fields: StringRecord,
    /// Whether it opens a quote that is not closed.
    is_open: bool,
}

impl Record {
    fn place(&self) -> String {
        format!("line {}", self.line)
    }

    fn never_closed(&self) -> BadTable {
        BadTable::new(
            self.place(),
            "opens a quote that is never closed",
            "close it with \" at the end of the field",
        )
    }
}

/// An iterator over the records of a text with an [`END`].
struct Records<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// The next line, and its offset.
    line: usize,
    begins: usize,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, separator: u8, line: usize) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .comment(Some(b'#'))
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        Records { text, reader, line, begins: 0 }
    }

    /// The next record that is neither a comment nor empty.
    fn record(&mut self) -> Option<Record> {
        loop {
            let mut fields = StringRecord::new();
            // Reading cannot fail: the text is UTF-8 and in memory, and records can have any length.
            if !self.reader.read_record(&mut fields).ok()? {
                return None;
            }
            let (begins, line) = (self.begins, self.line);
            self.begins = usize::try_from(self.reader.position().byte()).ok()?;
            let raw = self.text.get(begins..self.begins).unwrap_or_default();
            self.line += raw.matches('\n').count();
            let skipped = raw.split_inclusive('\n').take_while(|line| *line == "\n" || line.starts_with('#'));
            let (lines, bytes) = skipped.fold((0, 0), |(lines, bytes), line| (lines + 1, bytes + line.len()));
            let is_comment = raw[bytes..].trim_start().starts_with('#');
            if !is_comment && fields.iter().any(|field| !field.is_empty()) {
                let is_end = self.begins >= self.text.len();
                let is_open = is_end && fields.iter().ne([END]);
                return Some(Record { line: line + lines, fields, is_open });
            }
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        self.record().filter(|record| record.is_open || record.fields.iter().ne([END]))
    }
}

#[cfg(test)]
mod tests {
    use bazaar_models::table::Kind;
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Rows, Vec<BadTable>> {
        decode(text.as_bytes(), Kind::Intervals.columns(), None)
    }

    /// Each fault as `place message`.
    fn told(text: &str) -> Vec<String> {
        let faults = read(text).unwrap_err();
        faults.iter().map(|fault| format!("{} {}", fault.place, fault.message).trim().to_owned()).collect()
    }

    const LENGTHS: [Column; 2] =
        [Column { name: "length", holds: Holds::Lengths }, Column { name: "ended", holds: Holds::Numbers }];

    fn lengths(bytes: &[u8]) -> Result<Vec<Vec<f64>>, Vec<BadTable>> {
        decode(bytes, &LENGTHS, None).map(|rows| rows.columns)
    }

    #[test]
    fn columns_are_found_by_their_headings_whatever_else_there_is() {
        let text = "\u{feff}# measured\r\nend, host ,reason,start\r\n\r\n2,pc,\"a, \"\"b\"\"\nc\",1\r\n# more\n 4 ,\"lab\",,3.5\n6,pc,,5";
        let rows = read(text).unwrap();
        assert_eq!(rows.columns, [vec![0.0, 1.0, 0.0], vec![1.0, 3.5, 5.0], vec![2.0, 4.0, 6.0]]);
        assert_eq!(rows.lines, Some(vec![4, 7, 8]));
        assert_eq!(rows.names[0], ["pc", "lab"]);
    }

    #[test]
    fn a_bad_row_is_named_by_its_line() {
        let text =
            "host,start,end\na,0,1\n# a comment\n\na,zero,1\na,0\na,nan,1e999\n,0,1\na,,1\n,,\na,1,2,3";
        assert_eq!(
            told(text),
            [
                "line 5 has `zero`, which is not a number, for `start`",
                "line 6 has 2 fields, and the heading has 3: nothing for `end`",
                "line 7 has `nan`, which is not a number, for `start`",
                "line 8 has nothing for `host`",
                "line 9 has nothing for `start`",
                "line 11 has 4 fields, and the heading has 3: `3`, which is not a number, behind the last",
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_the_whole_is_said_of_the_whole() {
        assert_eq!(told(""), ["is empty"]);
        assert_eq!(told("# nothing\n\n"), ["is empty"]);
        assert_eq!(told("sep=;\n"), ["is empty"]);
        assert_eq!(told("host,start,end\n"), ["has no rows"]);
        assert_eq!(told("host,start,end\n,,\n \n"), ["has no rows"]);
        assert_eq!(told("host,begin\na,1"), ["has no column `start`", "has no column `end`"]);
        assert_eq!(told("host,start,end,end\na,1,2,3"), ["line 1 names the column `end` twice"]);
        assert_eq!(told("host,start,END,End\na,1,2,3"), ["line 1 names the column `end` twice"]);
        let fault = decode(b"host\n\xff", Kind::Intervals.columns(), None).unwrap_err();
        assert_eq!(fault[0].place, "line 2");
    }

    #[test]
    fn a_quote_that_is_never_closed_is_found_where_it_opens() {
        assert_eq!(
            told("host,start,end\na,1,2\n\"a,1,2\nb,1,2\n"),
            ["line 3 opens a quote that is never closed"]
        );
        assert_eq!(told("host,start,end\na,1,\"2"), ["line 2 opens a quote that is never closed"]);
        assert_eq!(told("\"host,start,end\na,1,2"), ["line 1 opens a quote that is never closed"]);
        assert_eq!(read("host,start,end\n5\" disk,1,2\n").unwrap().names[0], ["5\" disk"]);
    }

    #[test]
    fn a_heading_is_found_whatever_its_case_and_one_that_is_nearly_right_is_recognised() {
        assert_eq!(read("HOST,Start,end\na,1,2").unwrap().columns[1], [1.0]);
        let fault = read("hots,start,end\na,1,2").unwrap_err();
        assert!(fault[0].help.starts_with("is `hots` meant?"), "{}", fault[0].help);
        // What is right to the letter goes before what is nearly so, and columns without a name are left alone.
        assert_eq!(read("Start,host,start,end,,\n9,a,1,2,,\n").unwrap().columns[1], [1.0]);
    }

    #[test]
    fn a_heading_may_be_a_comment() {
        let read = |text: &str| {
            decode(text.as_bytes(), Kind::Intervals.columns(), None).map(|rows| (rows.columns, rows.lines))
        };
        let expected = Ok((vec![vec![0.0], vec![1.0], vec![2.5]], Some(vec![3])));
        assert_eq!(read("# a trace\n# id\thost\tstart\tend\n7\ta\t1\t2.5\n"), expected);
        assert_eq!(read("sep=|\n#host|start|end\na|1|2.5\n"), expected);
        assert_eq!(read("# host, start, end\nhost,start,end\na,1,2.5\n"), expected);
    }

    #[test]
    fn spreadsheets_write_it_in_many_ways() {
        let expected = vec![vec![2.5, 3.1, 0.7], vec![1.0, 1.0, 0.0]];
        for text in [
            "length,ended\n2.5,1\n3.1,1\n0.7,0\n",
            "length;ended\r\n2,5;1\r\n3,1;1\r\n0,7;0\r\n",
            "Length\tEnded\n2.5\tTRUE\n3.1\tTrue\n0.7\tfalse\n",
            "length\tended\r2,5\t1\r3,1\t1\r0,7\t0\r\r",
            "sep=;\r\nlength;ended\r\n2.5;1\r\n3.1;1\r\n0.7;0\r\n;\r\n",
            "sep=,\nlength,ended\n2.5,1\n3.1,1\n0.7,0\n",
            "\"sep=|\"\n\"length\"|\"ended\"\n2.5|1\n3.1|1\n0.7|0\n",
            "a;b,c;length;ended\n;;2.5;1\n;;3.1;1\n;;0.7;0\n",
            "length,ended\n\"2,5\",1\n\"3,1\",1\n\"0,7\",0\n",
        ] {
            assert_eq!(lengths(text.as_bytes()).as_ref(), Ok(&expected), "{text}");
            assert_eq!(lengths(format!("\u{feff}{text}").as_bytes()).as_ref(), Ok(&expected), "{text}");
            let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(lengths(&wide).as_ref(), Ok(&expected), "{text}");
        }
    }

    #[test]
    fn a_comma_before_a_fraction_is_read_where_there_is_no_doubt() {
        let alone = |text: &str, decimal| decode(text.as_bytes(), &LENGTHS[..1], decimal);
        assert_eq!(alone("length\n2,5\n1,234\n", None).unwrap().columns, [vec![2.5, 1.234]]);
        assert_eq!(alone("length\n1,234\n", Some(Decimal::Comma)).unwrap().columns, [vec![1.234]]);
        let doubt = alone("length;x\n1,234;\n", None).unwrap_err();
        assert!(doubt[0].help.starts_with("type 1234 or 1.234,"), "{}", doubt[0].help);
        // Both ways in one table: one of them is an error, and the help gives the number that is meant.
        let both = lengths(b"length,ended\n\"2,5\",1\n\"1,234.5\",1\n3.1,1\n").unwrap_err();
        let told: Vec<(&str, &str)> =
            both.iter().map(|fault| (fault.place.as_str(), &fault.help[..12])).collect();
        assert_eq!(told, [("line 2", "type 2.5: no"), ("line 3", "type 1234.5:")]);
        let groups = lengths(b"length;ended\n1.234,5;1\n2,5;0\n").unwrap_err();
        assert!(groups[0].help.starts_with("type 1234,5:"), "{}", groups[0].help);
        assert!(lengths(b"length;ended\n2.5;1\n").is_ok());
        assert!(decode(b"length;ended\n2.5;1\n", &LENGTHS, Some(Decimal::Comma)).is_err());
    }

    #[test]
    fn texts_may_be_empty_or_not_there_at_all() {
        let wanted =
            [Column { name: "student", holds: Holds::Texts }, Column { name: "folder", holds: Holds::Texts }];
        let read = |text: &str| {
            let rows = decode(text.as_bytes(), &wanted, None).unwrap();
            (0..rows.len()).map(|row| [0, 1].map(|at| rows.text(at, row).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(read("student;folder\ns1;a, b\ns2;\n"), [["s1", "a, b"], ["s2", ""]]);
        assert_eq!(read("student,name\ns1,x\n,y\n"), [["s1", ""], ["", ""]]);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Err(faults) = decode(&bytes, Kind::Intervals.columns(), None) {
                prop_assert!(!faults.is_empty());
            }
        }

        #[test]
        fn nothing_like_a_table_makes_it_panic(text in "(sep=[,;]\n)?(host[,;]start[,;]end\r?\n)?[\"a,;0-9#. \r\n\u{fe}-]{0,80}") {
            if let Ok(rows) = read(&text) {
                let lines = rows.lines.unwrap();
                prop_assert!(!lines.is_empty() && lines.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert!(rows.columns.iter().all(|column| column.len() == lines.len()));
            }
        }

        /// A row stands in the line that it stands in, whatever comes before it.
        #[test]
        fn lines_are_counted(before in prop::collection::vec("(a,1,2|\"a\n\n\"\"b\",1,2|# \"x|  # y|| |,,)", 0..12), end in "\r\n|\n|\r") {
            let text = format!("{}\nbad,1,x", before.join("\n"));
            let line = 2 + text.matches('\n').count();
            let text = format!("host,start,end\n{text}").replace('\n', &end);
            prop_assert_eq!(told(&text), [format!("line {line} has `x`, which is not a number, for `end`")]);
        }

        #[test]
        fn what_is_written_is_read(rows in prop::collection::vec(("[a-z\", ;\n]{1,5}", -1e9_f64..1e9, any::<bool>()), 1..20)) {
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

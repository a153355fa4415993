//! Tables as text with something wrong in them, read as what they may stand for.

use std::fs;
use std::path::Path;

use bazaar_labs::Roster;
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Decimal, Scenario, Source, read_table};
use bazaar_study::calibration::{Sample, Subject, Window};

use crate::harness::{Chance, altered, try_all};

/// What stands between fields, at the ends of lines, and where numbers begin and end.
const BETWEEN: [&str; 24] = [
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    "#",
    "sep=;\n",
    "sep=,\n",
    ".",
    "-",
    "e",
    "1,234.5",
    "1\u{a0}234,5",
    "1,5",
    "NA",
    "NaN",
    "-inf",
    "TRUE",
    "2026-01-01 10:00",
    "1e308",
];

/// The beginning of a file of the repository.
fn beginning(path: &str, lines: usize) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let text = fs::read_to_string(path).unwrap();
    text.lines().take(lines).map(|line| format!("{line}\n")).collect()
}

/// Bytes of a table that another program, or none, may have written.
fn written(text: &str, chance: &mut Chance) -> Vec<u8> {
    let mut text = if chance.below(8) == 0 { altered(text, chance) } else { text.to_owned() };
    for _ in 0..chance.below(4) {
        let mut at = chance.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, chance.one(&BETWEEN));
    }
    let [from, to] = [0; 2].map(|_| chance.one(&BETWEEN));
    match chance.below(6) {
        0 => text = text.replace(from, to),
        1 => text = text.replace(',', ";").replace('.', ","),
        2 => text = text.replace('\n', "\r\n"),
        _ => {}
    }
    let mut bytes = match chance.below(8) {
        0 => format!("\u{feff}{text}").into_bytes(),
        1 => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        2 => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => text.into_bytes(),
    };
    for _ in 0..chance.below(8).saturating_sub(5) {
        let at = chance.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << chance.below(8);
        }
    }
    if chance.below(10) == 0 {
        bytes.truncate(chance.below(bytes.len() + 1));
    }
    bytes
}

#[test]
fn whatever_is_in_a_table_is_read_or_refused() {
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join("t.csv");
    let recording = beginning("scenarios/volunteer/desktops.csv", 12);
    let watched =
        "host,start,end,from,until\na,0,5,-1,20\na,7.5,9,-1,20\nb,101,105,100,200\nb,106,199.5,100,200\n";
    let buyers = beginning("sim/study/tests/data/cdnow.csv", 12);
    let lengths = "length,ended\n2.5,1\n3.1,true\n0.7,0\n1.9,1\n".to_owned();
    let cohort = "renewals,customers\n0,1000\n1,631\n2,468\n3,382\n".to_owned();
    let roster = "student,folder,name\ns1,\"Иванова, Мария\",x\ns2,,y\nteam-3,b,\n".to_owned();
    let trace = Subject::Trace { window: Window::Whole };
    let data = [
        (trace, recording.clone()),
        (Subject::Trace { window: Window::Each }, recording.clone()),
        (Subject::Trace { window: Window::Columns }, watched.to_owned()),
        (Subject::Purchases { counted: true }, buyers),
        (Subject::Intervals { unfinished: true }, lengths),
        (Subject::Cohort, cohort),
    ];
    let scenario =
        "[model.volunteer.classes.recorded]\nshare = 1\navailability = { trace = { file = \"t.csv\" } }";
    let one = |_, chance: &mut Chance| {
        let kind = chance.below(data.len() + 2);
        let text =
            data.get(kind).map_or(if kind == data.len() { &roster } else { &recording }, |(_, text)| text);
        fs::write(&path, written(text, chance)).unwrap();
        if let Some((subject, _)) = data.get(kind) {
            let decimal = [None, None, Some(Decimal::Comma), Some(Decimal::Point)][chance.below(4)];
            let formats = FORMATS.with_decimal(decimal);
            let read =
                read_table(&path, subject.columns(), formats, |rows| Sample::read(*subject, &rows.columns));
            read.map(|_| ()).map_err(|error| reasons(&error))
        } else if kind == data.len() {
            Roster::open(&path).map(|_| ()).map_err(|error| error.to_string().len())
        } else {
            let source = Source::new("x.toml", scenario).in_folder(desk.path());
            let read = Scenario::parse_with(source, &[] as &[&str], FORMATS);
            read.map(|_| ()).map_err(|error| error.diagnostics().len())
        }
    };
    let (read, refused) = try_all(0x2545_f491_4f6c_dd1d, one);
    assert!(read > 1_000 && refused > 3_000, "{read} read, {refused} refused");
}

/// The number of reasons that an error gives.
fn reasons(error: &dyn miette::Diagnostic) -> usize {
    error.related().map_or(0, Iterator::count)
}

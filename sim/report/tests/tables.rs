//! Tables, written and read back.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test may fail")]

use std::io::{self, Cursor, Write};
use std::path::Path;

use bazaar_figure::column::SUMMARY;
use bazaar_figure::observed::OBSERVATIONS;
use bazaar_models::observation::{Axis, Matrix};
use bazaar_models::table::{Column as Wanted, Holds, Intervals};
use bazaar_report::table::{CELLS, FORMATS, MATRICES, cells, csv, matrices, observations, parquet, summary};
use bazaar_scenario::{Rows, Scenario, ScenarioError, Source, read_table, shipped};
use bazaar_study::{Outcome, Settings, Silent, run};
use polars::frame::DataFrame;
use polars::prelude::{Column, CsvReader, NamedFrom, ParquetReader, SerReader, Series};
use proptest::prelude::*;

/// Three replications of 300 hosts over two days.
fn outcome(threads: usize) -> Outcome {
    let shipped = shipped().find(|scenario| scenario.name == "volunteer/base").unwrap();
    let sets = ["study.replications=3", "study.horizon=2 d", "model.volunteer.hosts.initial=300"];
    let scenario = Scenario::parse(shipped.source(), &sets).unwrap();
    run(&scenario, &Settings { threads, ..Settings::default() }, &Silent).unwrap()
}

fn as_parquet(table: DataFrame) -> Vec<u8> {
    let mut bytes = Vec::new();
    parquet(table, &mut bytes).unwrap();
    bytes
}

fn from_parquet(bytes: Vec<u8>) -> DataFrame {
    ParquetReader::new(Cursor::new(bytes)).finish().unwrap()
}

fn numbers(table: &DataFrame, column: &str) -> Vec<Option<f64>> {
    table.column(column).unwrap().f64().unwrap().iter().collect()
}

fn texts(table: &DataFrame, column: &str) -> Vec<Option<String>> {
    let values = table.column(column).unwrap().str().unwrap();
    values.iter().map(|value| value.map(str::to_owned)).collect()
}

#[test]
fn observations_come_back_as_they_were_seen() {
    let outcome = outcome(1);
    let table = from_parquet(as_parquet(observations(&outcome).unwrap()));
    assert_eq!(table.get_column_names(), OBSERVATIONS.map(|column| column.name));

    let replication: Vec<Option<u32>> = table.column("replication").unwrap().u32().unwrap().iter().collect();
    let (times, values) = (numbers(&table, "time_days"), numbers(&table, "value"));
    let (metrics, segments) = (texts(&table, "metric"), texts(&table, "segment"));
    let mut row = 0;
    for (number, observation) in (1..).zip(&outcome.observations) {
        let whole = outcome.scenario.model.metrics().iter().zip(&observation.values);
        let whole = whole.map(|(metric, value)| (None, metric.name, None, *value));
        let parts = observation.segments.iter();
        let parts = parts.map(|part| (None, part.metric, Some(part.segment.clone()), part.value));
        let courses = observation.series.iter().flat_map(|series| {
            let stretches = series.values.iter().enumerate();
            stretches.map(|(stretch, value)| {
                let middle = (stretch as f64 + 0.5) * series.width / 24.0;
                (Some(middle), series.metric, None, Some(*value))
            })
        });
        for (time, metric, segment, value) in whole.chain(parts).chain(courses) {
            assert_eq!(replication[row], Some(number));
            assert_eq!(
                (metrics[row].as_deref(), &segments[row], values[row]),
                (Some(metric), &segment, value)
            );
            assert!(times[row].zip(time).is_none_or(|(found, time)| (found - time).abs() < 1e-12));
            assert_eq!(times[row].is_some(), time.is_some());
            row += 1;
        }
    }
    // Metrics; three for each of four classes, one project and five causes of waste; four over time.
    assert_eq!(
        (row, table.height()),
        (table.height(), 3 * (outcome.scenario.model.metrics().len() + 4 * 3 + 1 + 5 + 4 * 240))
    );
}

#[test]
fn the_summary_comes_back_as_it_was_estimated_from_parquet_and_from_csv() {
    let outcome = outcome(1);
    let mut text = Vec::new();
    csv(summary(&outcome).unwrap(), &mut text).unwrap();
    for table in [
        from_parquet(as_parquet(summary(&outcome).unwrap())),
        CsvReader::new(Cursor::new(text)).finish().unwrap(),
    ] {
        assert_eq!(table.get_column_names(), SUMMARY.map(|column| column.name));
        let estimates = &outcome.summary.estimates;
        let expected = |value: fn(&bazaar_study::Estimate) -> Option<f64>| -> Vec<Option<f64>> {
            estimates.iter().map(value).collect()
        };
        assert_eq!(numbers(&table, "mean"), expected(|estimate| estimate.mean));
        assert_eq!(numbers(&table, "half_width"), expected(|estimate| estimate.half_width));
        assert_eq!(numbers(&table, "p90"), expected(|estimate| estimate.quantiles[2]));
        let names: Vec<_> = estimates.iter().map(|estimate| Some(estimate.metric.name.to_owned())).collect();
        assert_eq!(texts(&table, "metric"), names);
    }
}

#[test]
fn cells_of_matrices_come_back_each_in_a_row() {
    let axis = |label, unit, names: &[&str]| Axis {
        label,
        unit,
        names: names.iter().map(|&name| name.to_owned()).collect(),
    };
    let mut outcome = outcome(1);
    for (value, observation) in (1_u32..).zip(&mut outcome.observations) {
        observation.matrices = vec![Matrix {
            metric: "availability",
            rows: axis("cohort", "months", &["2", "10"]),
            columns: axis("cause", "", &["rain", "heat"]),
            values: vec![Some(f64::from(value)), Some(0.5), None, Some(f64::NAN)],
        }];
    }
    let metrics = outcome.scenario.model.metrics();
    outcome.summary = bazaar_study::Summary::new(metrics, &outcome.observations);
    let values = from_parquet(as_parquet(matrices(&outcome).unwrap()));
    assert_eq!(values.get_column_names(), MATRICES.map(|column| column.name));
    assert_eq!(values.height(), 3 * 2, "what no replication says anything about has no row");
    assert_eq!(numbers(&values, "value")[..3], [Some(1.0), Some(0.5), Some(2.0)]);
    let estimates = from_parquet(as_parquet(cells(&outcome).unwrap()));
    assert_eq!(estimates.get_column_names(), CELLS.map(|column| column.name));
    assert_eq!(numbers(&estimates, "mean"), [Some(2.0), Some(0.5)]);
    // 1, 2 and 3: deviation 1, and t(.975, 2) = 4.302653.
    assert!((numbers(&estimates, "half_width")[0].unwrap() - 4.302_653 / 3.0_f64.sqrt()).abs() < 1e-6);
    let text = |column: &str| texts(&estimates, column)[0].clone().unwrap();
    assert_eq!(
        [text("by"), text("row"), text("and"), text("column")],
        ["cohort (months)", "2", "cause", "rain"]
    );
}

#[test]
fn what_is_not_a_number_is_empty() {
    let mut outcome = outcome(1);
    outcome.observations[0].values[0] = None;
    outcome.observations[0].values[1] = Some(f64::NAN);
    outcome.observations[0].series[0].values[0] = f64::INFINITY;
    let table = from_parquet(as_parquet(observations(&outcome).unwrap()));
    let values = numbers(&table, "value");
    // A single project without a batch leaves five metrics empty in each replication.
    assert_eq!(values.iter().filter(|value| value.is_none()).count(), 3 + 3 * 5);
    assert_eq!((values[0], values[1]), (None, None));
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let (one, two) = (outcome(1), outcome(2));
    assert_eq!(as_parquet(observations(&one).unwrap()), as_parquet(observations(&two).unwrap()));
    assert_eq!(as_parquet(summary(&one).unwrap()), as_parquet(summary(&two).unwrap()));
}

#[test]
fn a_table_in_pieces_gives_the_same_bytes() {
    let whole = observations(&outcome(1)).unwrap();
    let mut pieces = whole.slice(0, 100);
    pieces.vstack_mut(&whole.slice(100, whole.height())).unwrap();
    assert!(pieces.first_col_n_chunks() > 1);
    assert_eq!(as_parquet(pieces), as_parquet(whole));
}

/// A disk with room for this number of bytes.
struct Small(usize);

impl Write for Small {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.0.min(bytes.len());
        self.0 -= room;
        if room == 0 && !bytes.is_empty() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(room) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let outcome = outcome(1);
    assert!(parquet(observations(&outcome).unwrap(), Small(1000)).is_err());
    assert!(csv(summary(&outcome).unwrap(), Small(100)).is_err());
}

/// A Parquet file with these columns.
fn file(columns: Vec<Series>) -> Vec<u8> {
    let rows = columns[0].len();
    as_parquet(DataFrame::new(rows, columns.into_iter().map(Column::from).collect()).unwrap())
}

/// A scenario beside a table, with that as its recording.
fn beside(name: &str, bytes: &[u8]) -> Result<Scenario, ScenarioError> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let text = format!(
        "[model.volunteer.classes.recorded]\nshare = 1\navailability = {{ trace = {{ file = \"{name}\" }} }}"
    );
    Scenario::parse_with(Source::new("x.toml", text).in_folder(folder.path()), &[] as &[&str], FORMATS)
}

fn told(bytes: &[u8]) -> Vec<String> {
    let error = beside("t.parquet", bytes).unwrap_err();
    error.diagnostics().iter().map(|diagnostic| diagnostic.message().to_owned()).collect()
}

#[test]
fn a_recording_in_parquet_is_the_one_in_csv() {
    let csv = "host,start,end\nb,5,9\na,0,4\nb,0,2\n";
    let columns = [
        file(vec![
            Series::new("end".into(), [9.0, 4.0, 2.0]),
            Series::new("host".into(), ["b", "a", "b"]),
            Series::new("start".into(), [5_i32, 0, 0]),
        ]),
        file(vec![
            Series::new("host".into(), [70_u32, 3, 70]),
            Series::new("start".into(), [5_i64, 0, 0]),
            Series::new("end".into(), [9.0_f32, 4.0, 2.0]),
            Series::new("more".into(), [true, false, true]),
        ]),
    ];
    let as_text = beside("t.csv", csv.as_bytes()).unwrap();
    for bytes in columns {
        let read = beside("t.parquet", &bytes).unwrap();
        assert_eq!(read.to_toml().replace("t.parquet", "t.csv"), as_text.to_toml());
        let content = |scenario: &Scenario| format!("{:?}", scenario.model).replace("t.parquet", "t.csv");
        assert_eq!(content(&read), content(&as_text));
    }
}

#[test]
fn a_bad_row_of_parquet_is_named_by_its_number() {
    let columns =
        |start: Series, end: Series| file(vec![Series::new("host".into(), ["a", "a", "b"]), start, end]);
    let starts = |values: [Option<f64>; 3]| Series::new("start".into(), values);
    let ends = || Series::new("end".into(), [2.0, 9.0, 1.0]);
    assert_eq!(
        told(&columns(starts([Some(0.0), None, Some(f64::NAN)]), ends())),
        [
            "t.parquet: row 2 has nothing that can be used for `start`",
            "t.parquet: row 3 has nothing that can be used for `start`",
        ]
    );
    assert_eq!(
        told(&columns(starts([Some(0.0), Some(1.0), Some(4.0)]), ends())),
        [
            "t.parquet: row 2 overlaps the interval from 0 to 2 of the same host in row 1",
            "t.parquet: row 3 ends at 1, before it starts at 4",
        ]
    );
    let words = Series::new("start".into(), ["x", "y", "z"]);
    assert_eq!(
        told(&columns(words, ends())),
        ["t.parquet has a column `start` of type Utf8View, not of numbers or times"]
    );
    assert_eq!(told(&file(vec![Series::new("host".into(), ["a"])])).len(), 2, "two columns are missing");
    let none = columns(starts([None; 3]), ends());
    let empty = from_parquet(none).head(Some(0));
    assert_eq!(told(&as_parquet(empty)), ["t.parquet has no rows"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// A file that is truncated, or not a Parquet file, is refused.
    #[test]
    fn neither_half_a_file_nor_any_bytes_are_a_recording(at in 0_usize..2000, any in any::<Vec<u8>>()) {
        let mut bytes = file(vec![
            Series::new("host".into(), ["a", "a", "b"]),
            Series::new("start".into(), [0.0, 5.0, 1.0]),
            Series::new("end".into(), [2.0, 9.0, 4.0]),
        ]);
        bytes.truncate(at % bytes.len());
        for spoilt in [bytes, any] {
            prop_assert!(beside("t.parquet", &spoilt).is_err_and(|error| !error.diagnostics().is_empty()));
        }
    }
}

/// The contents of a file of `tests/data`, as columns of texts and numbers.
fn kinds(name: &str, columns: &[Wanted]) -> Result<Rows, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let read = read_table(&path, columns, FORMATS, |rows| Ok(rows.clone()));
    read.map(|(rows, _)| rows).map_err(|error| {
        let related = miette::Diagnostic::related(&error);
        related
            .into_iter()
            .flatten()
            .map(|fault| {
                fault.to_string().rsplit(name).next().unwrap_or_default().trim_matches([':', ' ']).to_owned()
            })
            .collect()
    })
}

#[test]
fn every_type_of_other_programs_is_read() {
    let [zero, first] = [0.0, 1_767_225_600.0];
    for (name, hosts, since) in [
        ("int8", ["a", "b"], None),
        ("int16", ["1", "2"], None),
        ("int32", ["9223372036854775809", "9223372036854775808"], None),
        ("int64", ["a", "b"], None),
        ("half", ["a", "b"], None),
        ("decimal", ["a", "b"], None),
        ("short_decimal", ["1.5", "2"], None),
        ("dictionary", ["a", "b"], None),
        ("moments", ["a", "b"], Some(first)),
        ("zoned", ["a", "b"], Some(first)),
        ("old", ["a", "b"], Some(first)),
        ("clock", ["a", "b"], Some(zero)),
        ("since", ["a", "b"], Some(zero)),
        ("delta", ["one host", "one house"], None),
        ("second_page", ["a", "b"], None),
        ("brotli", ["a", "b"], None),
        ("zstd", ["a", "b"], None),
        ("lz4", ["a", "b"], None),
        ("bare", ["a", "b"], None),
    ] {
        let rows = kinds(&format!("{name}.parquet"), Intervals::COLUMNS).unwrap();
        let [starts, ends] = [[0.0, 100.0, 0.0, 50.0], [60.0, 160.0, 40.0, 90.0]]
            .map(|times| times.map(|time| time + since.unwrap_or(0.0)).to_vec());
        assert_eq!(rows.columns, [vec![0.0, 0.0, 1.0, 1.0], starts, ends], "{name}");
        assert_eq!(rows.names[0], hosts, "{name}");
        assert_eq!(rows.in_seconds, since.is_some(), "{name}");
    }
    let days = kinds("days.parquet", Intervals::COLUMNS).unwrap();
    assert_eq!(days.columns[1], [0.0, 2.0, 0.0, 4.0].map(|day| 86_400.0 * day + first));
    let ended = Wanted { name: "ended", holds: Holds::Numbers };
    let length = Wanted { name: "length", holds: Holds::Lengths };
    let lengths = kinds("lengths.parquet", &[length, ended]).unwrap();
    assert_eq!(lengths.columns, [vec![9_000.0, 10_800.0, 1_800.0], vec![1.0, 1.0, 0.0]]);
    assert!(lengths.in_seconds);
}

#[test]
fn what_is_no_number_and_no_time_is_refused_by_its_type() {
    assert_eq!(
        kinds("missing.parquet", Intervals::COLUMNS).unwrap_err(),
        [
            "row 3 has nothing that can be used for `host`",
            "row 2 has nothing that can be used for `start`",
            "row 4 has nothing that can be used for `start`",
        ]
    );
    let mixed = kinds("mixed.parquet", Intervals::COLUMNS).unwrap_err();
    assert!(mixed[0].contains("cannot be compared"), "{mixed:?}");
    let nested = kinds("nested.parquet", Intervals::COLUMNS).unwrap_err();
    assert_eq!(nested.len(), 2);
    assert!(nested.iter().all(|fault| fault.ends_with("not of single values")), "{nested:?}");
    let start = |holds| kinds("moments.parquet", &[Wanted { name: "start", holds }]).unwrap_err();
    assert!(start(Holds::Lengths)[0].ends_with("not of numbers or durations"), "{:?}", start(Holds::Lengths));
    assert!(start(Holds::Numbers)[0].ends_with("not of numbers"), "{:?}", start(Holds::Numbers));
    let host = kinds("moments.parquet", &[Wanted { name: "host", holds: Holds::Moments }]).unwrap_err();
    assert!(host[0].ends_with("not of numbers or times"), "{host:?}");
    // A name that differs in case alone is found, and a text of which there is no column is empty.
    let names =
        [Wanted { name: "HOST", holds: Holds::Names }, Wanted { name: "folder", holds: Holds::Texts }];
    let rows = kinds("bare.parquet", &names).unwrap();
    assert_eq!((rows.text(0, 2), rows.text(1, 2), rows.len()), ("b", "", 4));
}

/// Times with a unit in the file keep it, whatever unit the scenario states.
#[test]
fn moments_are_replayed_in_their_own_unit() {
    let bytes = |name: &str| {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
    };
    let replay = |bytes: Vec<u8>, unit: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("t.parquet"), bytes).unwrap();
        let text = format!(
            "[study]\nhorizon = \"1 d\"\nreplications = 1\n[model.volunteer.hosts]\ninitial = 2\nlifetime = \"forever\"\n\
             [model.volunteer.classes.recorded]\nshare = 1\n\
             availability = {{ trace = {{ file = \"t.parquet\", unit = \"{unit}\", hosts = \"in_turn\" }} }}"
        );
        let scenario = Scenario::parse_with(
            Source::new("x.toml", text).in_folder(folder.path()),
            &[] as &[&str],
            FORMATS,
        );
        let outcome = run(&scenario.unwrap(), &Settings::default(), &Silent).unwrap();
        let metric =
            outcome.scenario.model.metrics().iter().position(|metric| metric.name == "availability").unwrap();
        outcome.observations[0].values[metric].unwrap()
    };
    let plain = replay(bytes("bare.parquet"), "s");
    assert_eq!(replay(bytes("moments.parquet"), "h").to_bits(), plain.to_bits());
    assert_ne!(replay(bytes("bare.parquet"), "h").to_bits(), plain.to_bits());
}

//! Tables, written and read back.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test may fail")]

use std::io::{self, Cursor, Write};

use bazaar_report::table::{OBSERVATIONS, SUMMARY, csv, observations, parquet, summary};
use bazaar_scenario::{Scenario, shipped};
use bazaar_study::{Outcome, Settings, Silent, run};
use polars::frame::DataFrame;
use polars::prelude::{CsvReader, ParquetReader, SerReader};

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

/// A disk with room for so many bytes.
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

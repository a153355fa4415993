//! Observations as bytes, for transfer between workers.
//!
//! If threads share no memory, as in a browser, each worker makes some of a scenario's
//! replications, and one combines them. The bytes restore an observation exactly, to the last bit.
//!
//! The names of metrics and axes are constants of the program and are not created from bytes:
//! metrics are looked up in the model's list, axes in an observation of the same scenario.

use bazaar_models::metric::Metric;
use bazaar_models::observation::{Axis, Distribution, Map, Matrix, Observation, Segment, Series, SeriesKind};
use bazaar_numerics::accumulators::Sketch;

use crate::bytes::{Reader, Writer};

/// The first bytes; the number is the version of the format.
const HEAD: &[u8] = b"bazaar observations 1\n";

/// The observations as bytes, for [`read`].
#[must_use]
pub fn written(observations: &[Observation]) -> Vec<u8> {
    let mut writer = Writer::new(HEAD);
    writer.all(observations, |writer, seen| {
        writer.count(seen.events);
        writer.all(&seen.values, |writer, value| writer.value(*value));
        writer.all(&seen.segments, |writer, segment| {
            writer.text(segment.metric);
            writer.text(&segment.segment);
            writer.value(segment.value);
        });
        writer.all(&seen.series, |writer, series| {
            writer.text(series.metric);
            let (kind, hours) = match series.kind {
                SeriesKind::Level => (0, 0.0),
                SeriesKind::Mean => (1, 0.0),
                SeriesKind::Sum => (2, 0.0),
                SeriesKind::SumPer(hours) => (3, hours),
                SeriesKind::Total => (4, 0.0),
            };
            writer.count(kind);
            writer.number(hours);
            writer.number(series.width);
            writer.all(&series.values, |writer, value| writer.number(*value));
        });
        writer.all(&seen.distributions, |writer, distribution| {
            writer.text(distribution.metric);
            writer.all(&distribution.sketch.to_words(), |writer, word| writer.count(*word));
        });
        writer.all(&seen.maps, |writer, map| {
            writer.text(&map.place);
            writer.number(map.width);
            writer.count(map.side as u64);
            writer.all(&map.supply, |writer, supply| writer.number(*supply));
            for counts in [&map.served, &map.unmet] {
                writer.all(counts, |writer, count| writer.count(*count));
            }
        });
        writer.all(&seen.matrices, |writer, matrix| {
            writer.text(matrix.metric);
            for axis in [&matrix.rows, &matrix.columns] {
                writer.all(&axis.names, |writer, name| writer.text(name));
            }
            writer.all(&matrix.values, |writer, value| writer.value(*value));
        });
    });
    writer.into_bytes()
}

/// The observations that [`written`] made bytes of, for a scenario with the observation `like` in
/// another replication; `None` if the bytes are not such.
#[must_use]
pub fn read(metrics: &[Metric], like: &Observation, bytes: &[u8]) -> Option<Vec<Observation>> {
    let mut reader = Reader::new(HEAD, bytes)?;
    let all = reader.all(|reader| observation(reader, metrics, like))?;
    reader.is_at_end().then_some(all)
}

fn observation(reader: &mut Reader<'_>, metrics: &[Metric], like: &Observation) -> Option<Observation> {
    let named = |reader: &mut Reader<'_>| {
        let name = reader.text()?;
        metrics.iter().find(|metric| metric.name == name).map(|metric| metric.name)
    };
    let events = reader.count()?;
    let values = reader.all(Reader::value)?;
    if values.len() != metrics.len() {
        return None;
    }
    let segments = reader.all(|reader| {
        let metric = named(reader)?;
        Some(Segment { metric, segment: reader.text()?.to_owned(), value: reader.value()? })
    })?;
    let series = reader.all(|reader| {
        let metric = named(reader)?;
        let (kind, hours) = (reader.count()?, reader.number()?);
        let kind = match kind {
            0 => SeriesKind::Level,
            1 => SeriesKind::Mean,
            2 => SeriesKind::Sum,
            3 => SeriesKind::SumPer(hours),
            4 => SeriesKind::Total,
            _ => return None,
        };
        Some(Series { metric, kind, width: reader.number()?, values: reader.all(Reader::number)? })
    })?;
    let distributions = reader.all(|reader| {
        let metric = named(reader)?;
        let words = reader.all(Reader::count)?;
        Some(Distribution { metric, sketch: Sketch::from_words(&words)? })
    })?;
    let maps = reader.all(|reader| {
        Some(Map {
            place: reader.text()?.to_owned(),
            width: reader.number()?,
            side: usize::try_from(reader.count()?).ok()?,
            supply: reader.all(Reader::number)?,
            served: reader.all(Reader::count)?,
            unmet: reader.all(Reader::count)?,
        })
    })?;
    let matrices = reader.all(|reader| {
        let metric = named(reader)?;
        let like = like.matrices.iter().find(|matrix| matrix.metric == metric)?;
        let mut axis = |like: &Axis| {
            let names = reader.all(|reader| reader.text().map(str::to_owned))?;
            Some(Axis { names, ..like.clone() })
        };
        let (rows, columns) = (axis(&like.rows)?, axis(&like.columns)?);
        Some(Matrix { metric, rows, columns, values: reader.all(Reader::value)? })
    })?;
    Some(Observation { values, segments, series, distributions, maps, matrices, events, fingerprint: None })
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::{Scenario, Shipped};

    use super::*;
    use crate::experiment::Task;
    use crate::outcome::{Settings, run_until};
    use crate::progress::Silent;

    #[test]
    fn what_every_model_sees_comes_back_to_the_last_bit() {
        let short = ["study.horizon=31 d", "study.warm_up=0 d"];
        for name in
            ["reference/mmc", "volunteer/base", "marketplace/base", "subscription/base", "referral/base"]
        {
            let scenario = Scenario::parse(Shipped::find(name).unwrap().source(), &short).unwrap();
            let settings = Settings { threads: 1, ..Settings::default() };
            let [ours, theirs] = [0, 1].map(|first| {
                let task = Task { scenario: &scenario, first, replications: Some(1) };
                run_until(&task, &settings, &[], &Silent).unwrap().observations
            });
            let bytes = written(&theirs);
            let metrics = scenario.model.metrics();
            let brought = read(metrics, &ours[0], &bytes).unwrap();
            // As texts, since NaN differs from itself.
            assert!(format!("{brought:?}") == format!("{theirs:?}"), "{name}");
            assert!(written(&brought) == bytes, "{name}");
            for cut in (0..bytes.len()).step_by(97) {
                assert_eq!(read(metrics, &ours[0], &bytes[..cut]), None, "{name} {cut}");
            }
            assert_eq!(read(&metrics[1..], &ours[0], &bytes), None, "{name}");
        }
    }
}

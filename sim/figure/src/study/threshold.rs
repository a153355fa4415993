//! The answer of `bazaar threshold`.

use bazaar_models::metric::Metric;
use bazaar_scenario::{self as text, Study, Turn};
use bazaar_study::Estimated;
use bazaar_study::answer::{Ending, Found, Frontier};
use serde_json::value::{RawValue, to_raw_value};

use super::answer::Answer;
use super::{label, subtitle};
use crate::figure::{BarRow, Bars, Figure, FigureError, Measure, Pattern, Response, bars, response};
use crate::number::{Format, counted};
use crate::result::ThresholdResult;
use crate::sheet::{Sheet, Table};

/// A search for a threshold with its results.
#[derive(Clone, Debug)]
pub struct Threshold<'a> {
    /// The study.
    pub study: &'a Study,
    /// The question.
    pub question: &'a text::Threshold,
    /// The results.
    pub found: Frontier,
}

impl Threshold<'_> {
    /// The value of the second parameter, in the notation of a scenario.
    #[must_use]
    pub fn over(&self, found: &Found) -> Option<String> {
        Some(self.question.over.as_ref()?.text(found.over?))
    }

    /// The end of a search in a word or two.
    #[must_use]
    pub fn in_words(&self, found: &Found) -> String {
        match found.ending {
            Ending::Found(_) => "found".to_owned(),
            Ending::Imprecise(_) => "not as precise as asked".to_owned(),
            Ending::NoTurn => {
                let level = self.level();
                let above = found.readings.iter().filter(|(_, value)| *value >= level).count();
                let side = if 2 * above >= found.readings.len() { "at least" } else { "below" };
                format!("{side} {level} everywhere")
            }
        }
    }

    fn level(&self) -> f64 {
        match self.question.turn {
            Turn::Yes(level) | Turn::Mean(level) => level,
        }
    }

    fn metric(&self) -> Option<&'static Metric> {
        let metrics: &'static [Metric] = self.study.scenario.model.metrics();
        metrics.iter().find(|metric| metric.name == self.question.metric)
    }

    /// The title of a figure of several thresholds, with the metric's label.
    fn title(&self) -> String {
        let (label, unit) = self.metric().map_or(("", ""), |metric| (metric.label, metric.unit));
        let format = Format::of_mean(self.level(), Some(0.0), unit);
        let unit = if unit == "share" { String::new() } else { format!(" {}", format.unit) };
        let level = format!("{}{unit}", format.show(Some(self.level())));
        let level = level.trim_end();
        match self.question.turn {
            Turn::Yes(_) => format!("{label}: where half of the runs reach {level}"),
            Turn::Mean(_) => format!("{label}: where the mean passes {level}"),
        }
    }

    /// Every run of every search, in order.
    fn readings(&self) -> Sheet {
        let all =
            || self.found.found.iter().flat_map(|found| found.readings.iter().map(move |run| (found, run)));
        let mut sheet = Sheet::default();
        if let Some(over) = &self.question.over {
            let about = format!("The value of {}.", over.path);
            sheet =
                sheet.texts(&over.path, &about, all().map(|(found, _)| self.over(found).unwrap_or_default()));
        }
        let (along, metric) = (&self.question.along, self.question.metric);
        let numbered = self.found.found.iter().flat_map(|found| 1..=found.readings.len() as u64);
        sheet
            .counts("replication", "The number of the replication, from 1 in each search.", numbered)
            .numbers(
                &along.path,
                &along.unit(),
                &format!("The value of {}.", along.path),
                all().map(|(_, run)| Some(run.0)),
            )
            .numbers(
                metric,
                self.metric().map_or("", |metric| metric.unit),
                self.metric().map_or("", |metric| metric.about),
                all().map(|(_, run)| Some(run.1)),
            )
    }

    fn subtitle(&self, runs: u64) -> String {
        subtitle(self.study, &counted(runs, "run"), 1)
    }

    fn frontier(&self) -> Result<Option<Figure>, FigureError> {
        let Some(over) = &self.question.over else { return Ok(None) };
        let runs = self.found.found.iter().map(|found| found.readings.len() as u64).sum();
        let known: Vec<(&Found, Estimated)> =
            self.found.found.iter().filter_map(|found| Some((found, found.ending.turn()?))).collect();
        let along = &self.question.along;
        let title = self.title();
        let name = format!("{}_frontier", self.question.metric);
        if known.is_empty() {
            return Ok(None);
        }
        if !over.is_numeric() {
            let row = |(found, turn): &(&Found, Estimated)| BarRow {
                label: self.over(found).unwrap_or_default(),
                measures: vec![Measure { value: turn.value, ends: Some([turn.low, turn.high]) }],
            };
            let series = vec!["turn and its 95% interval".to_owned()];
            let (label, unit, rows) = (label(along), along.unit(), known.iter().map(row).collect());
            return bars(&Bars {
                name,
                title,
                subtitle: self.subtitle(runs),
                label,
                unit,
                series,
                is_solid: false,
                rows,
            })
            .map(Some);
        }
        let point = |(found, turn): &(&Found, Estimated)| {
            ([over.number(found.over.unwrap_or_default()), turn.value], Some([turn.low, turn.high]))
        };
        response(&Response {
            name,
            title,
            subtitle: self.subtitle(runs),
            across: [label(over), over.unit()],
            up: [label(along), along.unit()],
            pattern: Pattern::Frontier,
            point: "turn".to_owned(),
            points: known.iter().map(point).collect(),
            sought: None,
        })
        .map(Some)
    }

    /// The mean of the metric, or the share of successful runs, at each parameter value that was run.
    fn response(&self, found: &Found) -> Result<Figure, FigureError> {
        let along = &self.question.along;
        let mut places: Vec<(f64, f64, f64)> = Vec::new();
        let mut readings = found.readings.clone();
        readings.sort_by(|one, other| one.0.total_cmp(&other.0));
        for run in readings.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
            let value = |value: f64| match self.question.turn {
                Turn::Yes(level) => f64::from(u8::from(value >= level)),
                Turn::Mean(_) => value,
            };
            let count = run.len() as f64;
            places.push((run[0].0, run.iter().map(|(_, of)| value(*of)).sum::<f64>() / count, count));
        }
        let (metric, unit) = self.metric().map_or(("", ""), |metric| (metric.label, metric.unit));
        let up = match self.question.turn {
            Turn::Yes(_) => ["Runs that say yes".to_owned(), "share".to_owned()],
            Turn::Mean(_) => [metric.to_owned(), unit.to_owned()],
        };
        response(&Response {
            name: format!("{}_along_{}", self.question.metric, super::stem(&along.name)),
            title: format!("{metric} along {}", label(along).to_lowercase()),
            subtitle: self.subtitle(found.readings.len() as u64),
            across: [label(along), along.unit()],
            up,
            pattern: Pattern::Cloud,
            point: "mean of the runs at one value".to_owned(),
            points: places.into_iter().map(|(at, mean, _)| ([at, mean], None)).collect(),
            sought: found.ending.turn().map(|turn| (turn.value, [turn.low, turn.high])),
        })
    }

    /// The criterion of the search, as a sentence.
    fn turning(&self) -> String {
        let unit = self.metric().map_or("", |metric| metric.unit);
        let unit = if unit == "share" { "" } else { unit };
        let level = format!("{} {unit}", self.level());
        let (level, metric) = (level.trim(), self.question.metric);
        match self.question.turn {
            Turn::Yes(_) => format!("{metric} is at least {level} in half of the runs"),
            Turn::Mean(_) => format!("the mean of {metric} passes {level}"),
        }
    }
}

impl Answer for Threshold<'_> {
    fn study(&self) -> &Study {
        self.study
    }

    fn runs(&self) -> String {
        counted(self.found.found.iter().map(|found| found.readings.len() as u64).sum(), "run")
    }

    fn events(&self) -> u64 {
        self.found.events
    }

    fn undecided(&self) -> Option<String> {
        match self.found.found.as_slice() {
            [only] if only.ending == Ending::NoTurn => {
                Some(format!("{} is {}", self.question.metric, self.in_words(only)))
            }
            _ => None,
        }
    }

    fn result(&self, elapsed: f64) -> serde_json::Result<Box<RawValue>> {
        to_raw_value(&ThresholdResult::new(self, elapsed))
    }

    /// The headings above [`Threshold::rows`].
    fn headings(&self) -> Vec<(&str, bool)> {
        let over = self.question.over.as_ref().map(|over| (over.name.as_str(), true));
        let rest = [
            (self.question.along.name.as_str(), true),
            ("from", true),
            ("to", true),
            ("unit", false),
            ("runs", true),
            ("", false),
        ];
        over.into_iter().chain(rest).collect()
    }

    /// The threshold for each value of the second parameter.
    fn rows(&self) -> Vec<Vec<String>> {
        let row = |found: &Found| {
            let turn = found.ending.turn();
            let half = turn.map(|turn| 0.5 * turn.width());
            let format = Format::new(turn.map_or(0.0, |turn| turn.value), half, &self.question.along.unit());
            let numbers =
                [turn.map(|turn| turn.value), turn.map(|turn| turn.low), turn.map(|turn| turn.high)];
            let mut cells: Vec<String> = self.over(found).into_iter().collect();
            cells.extend(numbers.map(|number| format.show(number)));
            cells.push(format.unit);
            cells.push(found.readings.len().to_string());
            cells.push(self.in_words(found));
            cells
        };
        self.found.found.iter().map(row).collect()
    }

    fn sought(&self) -> Option<String> {
        Some(self.turning())
    }

    /// The thresholds, with one row per search.
    fn table(&self) -> Sheet {
        let found = || self.found.found.iter();
        let mut sheet = Sheet::default();
        if let Some(over) = &self.question.over {
            let about = format!("The value of {}.", over.path);
            sheet =
                sheet.texts(&over.path, &about, found().map(|found| self.over(found).unwrap_or_default()));
        }
        let unit = self.question.along.unit();
        let number = |read: fn(Estimated) -> f64| {
            found().map(|found| found.ending.turn().map(read)).collect::<Vec<_>>()
        };
        let about = format!(
            "The value of {} at which {}; empty if there is none within the range.",
            self.question.along.path,
            self.turning()
        );
        sheet
            .numbers(&self.question.along.path, &unit, &about, number(|turn| turn.value))
            .numbers("low", &unit, "Where the 95% interval of that value begins.", number(|turn| turn.low))
            .numbers("high", &unit, "Where it ends.", number(|turn| turn.high))
            .counts("n", "How many runs were made.", found().map(|found| found.readings.len() as u64))
            .texts("ending", "How the search ended.", found().map(|found| self.in_words(found)))
    }

    /// The tables, for other programs.
    fn tables(&self) -> Vec<Table> {
        vec![
            Table::new("thresholds", "Where the outcome turns, with intervals.", self.table()),
            Table::new("runs", "Every run of every search, in order.", self.readings()),
        ]
    }

    /// The analysis in a few words.
    fn about(&self) -> String {
        format!("{} of the model {} in search of a threshold", self.runs(), self.study.scenario.model.name())
    }

    /// The frontier in two parameters, if there are two, and every run along the first.
    fn figures(&self) -> Result<Vec<Figure>, FigureError> {
        let mut figures: Vec<Figure> = self.frontier()?.into_iter().collect();
        if let (Some(found), None) = (self.found.found.first(), &self.question.over) {
            figures.push(self.response(found)?);
        }
        Ok(figures)
    }
}

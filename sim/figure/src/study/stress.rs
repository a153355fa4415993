//! The answer of `bazaar stress`.

use bazaar_models::metric::Metric;
use bazaar_scenario::{Discovery, Stress, Study};
use bazaar_study::Estimate;
use bazaar_study::answer::{Discovered, Placed, Stressed, Verdict};
use bazaar_study::discovery::words;
use bazaar_study::experiment::Runs;
use serde_json::value::{RawValue, to_raw_value};

use super::answer::Answer;
use super::{label, metrics, observations, subtitle};
use crate::figure::{BarRow, Bars, Figure, FigureError, Measure, Region, bars, region};
use crate::number::{Format, counted};
use crate::result::StressResult;
use crate::sheet::{Sheet, Table};

/// The maximum number of rows of a tornado diagram; the table has all.
const ROWS: usize = 20;

/// The name of the unchanged scenario in tables.
const AS_IT_IS: &str = "as it is";

/// A stress test with its results.
#[derive(Clone, Debug)]
pub struct Stresstest<'a> {
    /// The study.
    pub study: &'a Study,
    /// The question.
    pub question: &'a Stress,
    /// The points of the search for a box.
    pub points: &'a [Placed],
    /// The results.
    pub found: Stressed,
}

/// A side of the box in which a conclusion fails.
pub struct Side<'a> {
    /// The path of the factor.
    pub factor: &'a str,
    /// The lowest value inside, in the notation of a scenario; `None` if it is not bounded below.
    pub low: Option<String>,
    /// The highest value inside.
    pub high: Option<String>,
    /// The quasi-p-value of the restriction.
    pub p_value: f64,
}

impl<'a> Stresstest<'a> {
    /// The metrics of the study.
    #[must_use]
    pub fn metrics(&self) -> Vec<&'static Metric> {
        metrics(self.study, &self.question.metrics)
    }

    fn row(&self, metric: &'static Metric, doubt: Option<usize>) -> Vec<String> {
        let arm = doubt.map_or(0, |doubt| doubt + 1);
        let estimate = self.estimate(metric, arm);
        let mean = estimate.as_ref().and_then(|of| of.mean);
        let gap = doubt.and_then(|doubt| self.found.gap(metric, doubt)).and_then(|gap| gap.difference);
        let half = gap.map(|gap| 0.5 * gap.mean.width()).filter(|half| *half > 0.0);
        let half = half.or_else(|| estimate.as_ref().and_then(|of| of.half_width));
        let format = Format::new(mean.unwrap_or(0.0), half, metric.unit);
        let (name, instead) = doubt.map_or((AS_IT_IS, ""), |doubt| {
            let doubt = &self.question.doubts[doubt];
            (doubt.name.as_str(), doubt.alternative.as_str())
        });
        let of_gap = |number: Option<f64>| {
            if doubt.is_none() { String::new() } else { format.show(number) }
        };
        let n = gap.map_or_else(|| estimate.map_or(0, |of| of.n), |gap| gap.mean.n);
        let mut row = vec![
            metric.name.to_owned(),
            name.to_owned(),
            instead.to_owned(),
            format.show(mean),
            of_gap(gap.map(|gap| gap.mean.value)),
            of_gap(gap.map(|gap| 0.5 * gap.mean.width())),
            format.unit.clone(),
            n.to_string(),
        ];
        if let Some(verdict) = self.found.verdicts.get(arm) {
            row.push(said(*verdict).to_owned());
        }
        row
    }

    fn estimate(&self, metric: &'static Metric, arm: usize) -> Option<Estimate> {
        let values = self.found.arms.get(arm)?.of_metric(metric.name)?;
        Some(Estimate::new(metric, values.into_iter()))
    }

    /// The alternatives in descending order of their effect on a metric; those without a difference last.
    fn ranked(&self, metric: &Metric) -> Vec<usize> {
        let size = |doubt: usize| {
            let difference = self.found.gap(metric, doubt).and_then(|gap| gap.difference);
            difference.map_or(-1.0, |difference| difference.mean.value.abs())
        };
        let mut ranked: Vec<usize> = (0..self.question.doubts.len()).collect();
        ranked.sort_by(|one, other| size(*other).total_cmp(&size(*one)));
        ranked
    }

    /// The conclusion: `mrr at least 10000 $`.
    #[must_use]
    pub fn conclusion(&self) -> Option<String> {
        let criterion = self.question.criterion?;
        let metric = self.study.scenario.model.metrics().iter().find(|of| of.name == criterion.metric)?;
        let bound = if criterion.is_lowest { "at least" } else { "at most" };
        let number = Format::of_mean(criterion.bound, Some(0.0), metric.unit);
        let unit = match number.unit.as_str() {
            "" | "share" => String::new(),
            unit => format!(" {unit}"),
        };
        Some(format!("{} {bound} {}{unit}", metric.name, number.show(Some(criterion.bound))))
    }

    fn box_in_words(&self, discovery: &Discovery, discovered: &Discovered) -> String {
        let points = counted(discovered.failures.len() as u64, "point");
        let Some(series) = &discovered.series else {
            let all = discovered.failures.iter().all(|fails| *fails);
            return format!("it fails at {} of {points}", if all { "each" } else { "none" });
        };
        let names: Vec<&str> = discovery.factors.iter().map(|factor| factor.name.as_str()).collect();
        let write = |factor: usize, value: f64| discovery.factors[factor].text(value);
        words(&series.best, &names, write, "it fails")
    }

    /// The sides of the box in which the conclusion fails.
    #[must_use]
    pub fn sides(&self) -> Vec<Side<'a>> {
        let (Some(discovery), Some(Discovered { series: Some(series), .. })) =
            (&self.question.discovery, &self.found.discovered)
        else {
            return Vec::new();
        };
        let sides = series.best.p_values.iter().map(|(index, p_value)| {
            let (factor, range) = (&discovery.factors[*index], &series.best.ranges[*index]);
            let end = |value: f64| value.is_finite().then(|| factor.text(value));
            Side { factor: &factor.path, low: end(range.low), high: end(range.high), p_value: *p_value }
        });
        sides.collect()
    }

    fn design(&self, discovery: &Discovery) -> Sheet {
        let mut sheet = Sheet::default();
        for (index, factor) in discovery.factors.iter().enumerate() {
            let about = format!("The value of {}.", factor.path);
            let values = self.points.iter().map(|point| Some(factor.number(point.values[index])));
            sheet = sheet.numbers(&factor.path, &factor.unit(), &about, values);
        }
        sheet
    }

    fn results(&self, discovered: &Discovered) -> Sheet {
        let mut sheet = Sheet::default();
        for metric in self.metrics() {
            let mean = |runs: &Runs| {
                Estimate::new(metric, runs.of_metric(metric.name).unwrap_or_default().into_iter()).mean
            };
            let about = format!("The mean over replications: {}", metric.about);
            sheet = sheet.numbers(metric.name, metric.unit, &about, discovered.runs.iter().map(mean));
        }
        let about = "1 where the mean breaks the bound or there is none, 0 where it keeps it.";
        sheet.counts("fails", about, discovered.failures.iter().map(|fails| u64::from(*fails)))
    }

    fn boxes(&self, discovery: &Discovery, discovered: &Discovered) -> Sheet {
        let Some(series) = &discovered.series else { return Sheet::default() };
        let all: Vec<_> = series.peeled.iter().chain([&series.best]).collect();
        let last = all.len() - 1;
        let mut sheet = Sheet::default()
            .texts(
                "box",
                "How often was peeled; best is the one that is told, pasted and rid of what tells nothing.",
                (0..all.len()).map(|at| if at == last { "best".to_owned() } else { at.to_string() }),
            )
            .counts("points", "How many points lie within.", all.iter().map(|one| one.points as u64))
            .counts(
                "failures",
                "At how many of them the conclusion fails.",
                all.iter().map(|one| one.cases as u64),
            )
            .numbers(
                "coverage",
                "share",
                "The share of all failures that lie within.",
                all.iter().map(|one| Some(one.coverage)),
            )
            .numbers(
                "density",
                "share",
                "The share of failures among the points within.",
                all.iter().map(|one| Some(one.density)),
            );
        for (index, factor) in discovery.factors.iter().enumerate() {
            for (end, about) in [("low", "lowest"), ("high", "highest")] {
                let name = format!("{}_{end}", factor.path);
                let about =
                    format!("The {about} value of {} within; empty if nothing bounds it.", factor.path);
                let values = all.iter().map(|one| {
                    let range = one.ranges[index];
                    let value = if end == "low" { range.low } else { range.high };
                    value.is_finite().then(|| factor.number(value))
                });
                sheet = sheet.numbers(&name, &factor.unit(), &about, values);
            }
        }
        sheet
    }

    fn tornado(&self, metric: &'static Metric) -> Result<Option<Figure>, FigureError> {
        // Of each assumption the alternatives with the lowest and the highest difference.
        let mut rows: Vec<(f64, BarRow)> = Vec::new();
        let mut seen: Vec<(&str, Option<_>)> = Vec::new();
        for doubt in &self.question.doubts {
            let which = (doubt.path.as_str(), doubt.aspect);
            if seen.contains(&which) {
                continue;
            }
            seen.push(which);
            let mut found: Vec<(usize, Measure)> = Vec::new();
            for (index, _) in self
                .question
                .doubts
                .iter()
                .enumerate()
                .filter(|(_, other)| other.path == doubt.path && other.aspect == doubt.aspect)
            {
                let difference = self.found.gap(metric, index).and_then(|gap| gap.difference);
                let measure = difference
                    .map(|of| Measure { value: of.mean.value, ends: Some([of.mean.low, of.mean.high]) });
                found.extend(measure.map(|measure| (index, measure)));
            }
            found.sort_by(|one, other| one.1.value.total_cmp(&other.1.value));
            let (Some(lowest), Some(highest)) = (found.first(), found.last()) else { continue };
            let alternative = |of: &(usize, Measure)| self.question.doubts[of.0].alternative.clone();
            let (label, measures) = if found.len() == 1 {
                (format!("{}: {}", doubt.name, alternative(lowest)), vec![lowest.1])
            } else {
                let both = format!("{}: {} | {}", doubt.name, alternative(lowest), alternative(highest));
                (both, vec![lowest.1, highest.1])
            };
            let width = lowest.1.value.abs().max(highest.1.value.abs()).max(highest.1.value - lowest.1.value);
            rows.push((width, BarRow { label, measures }));
        }
        rows.retain(|(width, _)| *width > 0.0);
        if rows.is_empty() {
            return Ok(None);
        }
        rows.sort_by(|one, other| other.0.total_cmp(&one.0));
        let (all, share) = (rows.len(), metric.unit == "share");
        let title = if all > ROWS {
            format!("{}: the {ROWS} assumptions that move it most", metric.label)
        } else {
            format!("{}: which assumptions move it", metric.label)
        };
        let differing = "Difference from the scenario";
        bars(&Bars {
            name: format!("{}_stress", metric.name),
            title,
            subtitle: self.subtitle(),
            label: if share { format!("{differing}, as a share") } else { differing.to_owned() },
            unit: if share { String::new() } else { metric.unit.to_owned() },
            series: vec![
                "the first alternative".to_owned(),
                "the second, and simultaneous 95% intervals".to_owned(),
            ],
            is_solid: true,
            rows: rows.into_iter().take(ROWS).map(|(_, row)| row).collect(),
        })
        .map(Some)
    }

    fn region(&self, discovery: &Discovery, discovered: &Discovered) -> Result<Option<Figure>, FigureError> {
        let Some(series) = &discovered.series else { return Ok(None) };
        // The two factors with the most significant restrictions; the first ones if fewer are bounded.
        let mut bounded = series.best.p_values.clone();
        bounded.sort_by(|one, other| one.1.total_cmp(&other.1));
        let numeric = |index: &usize| discovery.factors[*index].is_numeric();
        let mut shown: Vec<usize> = bounded.iter().map(|(index, _)| *index).filter(numeric).take(2).collect();
        let more = (0..discovery.factors.len()).filter(numeric).filter(|index| !shown.contains(index));
        let more: Vec<usize> = more.take(2 - shown.len()).collect();
        shown.extend(more);
        let [one, other] = shown[..] else { return Ok(None) };
        let factors = [one, other].map(|index| &discovery.factors[index]);
        let at = |point: &Placed| {
            [(one, factors[0]), (other, factors[1])].map(|(index, factor)| factor.number(point.values[index]))
        };
        let points = self.points.iter().zip(&discovered.failures).map(|(point, fails)| (at(point), *fails));
        let conclusion = self.conclusion().unwrap_or_default();
        let runs = counted(discovered.failures.len() as u64, "point");
        region(&Region {
            name: "failures".to_owned(),
            title: format!("Where {conclusion} fails"),
            subtitle: subtitle(self.study, &runs, discovery.replications.into()),
            axes: factors.map(|factor| (label(factor), factor.unit())),
            sides: [one, other].map(|index| [series.best.ranges[index].low, series.best.ranges[index].high]),
            points: points.collect(),
            words: self.box_in_words(discovery, discovered),
        })
        .map(Some)
    }

    fn subtitle(&self) -> String {
        let runs = counted(self.question.doubts.len() as u64, "doubt");
        let most = self.found.arms.iter().map(|runs| runs.values.len() as u64).max().unwrap_or(0);
        subtitle(self.study, &runs, most)
    }
}

/// A verdict in one word.
#[must_use]
pub fn said(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "fails",
        Verdict::Open => "is open",
    }
}

impl Answer for Stresstest<'_> {
    fn study(&self) -> &Study {
        self.study
    }

    fn runs(&self) -> String {
        let replications = self.found.arms.iter().map(|runs| runs.values.len() as u64).max().unwrap_or(0);
        let points = self.points.len() as u64;
        let also = if points > 0 { format!(" and {}", counted(points, "point")) } else { String::new() };
        let doubts = counted(self.question.doubts.len() as u64, "doubt");
        format!("{doubts} of {}{also}", counted(replications, "replication"))
    }

    fn events(&self) -> u64 {
        let points = self.found.discovered.iter().flat_map(|discovered| &discovered.runs);
        self.found.arms.iter().chain(points).map(|runs| runs.events).sum()
    }

    fn aside(&self) -> Option<String> {
        let refused = self.question.refused as u64;
        (refused > 0)
            .then(|| format!("{} that the scenario refuses left out", counted(refused, "alternative")))
    }

    fn result(&self, elapsed: f64) -> serde_json::Result<Box<RawValue>> {
        to_raw_value(&StressResult::new(self, elapsed))
    }

    /// The headings above [`Stresstest::rows`].
    fn headings(&self) -> Vec<(&str, bool)> {
        let mut headings = vec![
            ("metric", false),
            ("assumption", false),
            ("instead", false),
            ("mean", true),
            ("difference", true),
            ("± 95%", true),
            ("unit", false),
            ("n", true),
        ];
        if self.question.criterion.is_some() {
            headings.push(("conclusion", false));
        }
        headings
    }

    /// For each metric the scenario as it is, then the alternatives in descending order of their effect on the metric.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for metric in self.metrics() {
            rows.push(self.row(metric, None));
            rows.extend(self.ranked(metric).into_iter().map(|doubt| self.row(metric, Some(doubt))));
        }
        rows
    }

    /// The results in sentences: whether the conclusion holds, under which alternatives it does not, and where it
    /// fails.
    fn sentences(&self) -> Vec<String> {
        let mut told = Vec::new();
        if let (Some(conclusion), [base, doubts @ ..]) = (self.conclusion(), self.found.verdicts.as_slice()) {
            let all = doubts.iter().enumerate();
            let changed: Vec<String> = all
                .filter(|(_, verdict)| *verdict != base)
                .map(|(index, verdict)| {
                    let doubt = &self.question.doubts[index];
                    format!("{} {} ({})", doubt.name, doubt.alternative, said(*verdict))
                })
                .collect();
            let alternatives = counted(doubts.len() as u64, "alternative");
            let ending = match (doubts.len(), changed.as_slice()) {
                (0, _) => String::new(),
                (_, []) => format!("; none of {alternatives} changes that"),
                (_, changed) => {
                    format!("; {} of {alternatives} change that: {}", changed.len(), changed.join(", "))
                }
            };
            told.push(format!("{conclusion} {} as it is{ending}", said(*base)));
        }
        if let (Some(discovery), Some(discovered)) = (&self.question.discovery, &self.found.discovered) {
            told.push(self.box_in_words(discovery, discovered));
        }
        told
    }

    /// The effects of every alternative, with one row per metric and alternative.
    fn table(&self) -> Sheet {
        let wanted = self.metrics();
        let each =
            wanted.iter().flat_map(|metric| self.ranked(metric).into_iter().map(move |d| (*metric, d)));
        let rows: Vec<(&'static Metric, usize)> = each.collect();
        let doubt = |row: &(&'static Metric, usize)| &self.question.doubts[row.1];
        let gap = |row: &(&'static Metric, usize)| self.found.gap(row.0, row.1);
        let of = |read: fn(&bazaar_study::comparison::Difference) -> f64| {
            let all = rows.iter().map(|row| gap(row).and_then(|gap| gap.difference).as_ref().map(read));
            all.collect::<Vec<_>>()
        };
        let texts =
            |read: &dyn Fn(&(&'static Metric, usize)) -> String| rows.iter().map(read).collect::<Vec<_>>();
        Sheet::default()
            .texts(
                "assumption",
                "The path of the parameter; of a doubt that the study states, its edits.",
                texts(&|row| doubt(row).path.clone()),
            )
            .texts("name", "What figures call it.", texts(&|row| doubt(row).name.clone()))
            .texts(
                "kind",
                "What kind of assumption it is: a family of distributions, a rate, a mechanism, a start, a number; stated if it is the study's own.",
                texts(&|row| doubt(row).aspect.map_or("stated", |aspect| aspect.one()).to_owned()),
            )
            .texts(
                "as_it_is",
                "The value that the scenario takes for granted.",
                texts(&|row| doubt(row).value.clone()),
            )
            .texts("instead", "What is there instead.", texts(&|row| doubt(row).alternative.clone()))
            .texts("metric", "The name of the metric.", texts(&|row| row.0.name.to_owned()))
            .texts(
                "unit",
                "The unit of the numbers in this row.",
                texts(&|row| row.0.unit.to_owned()),
            )
            .numbers(
                "base",
                "",
                "The mean of the scenario as it is.",
                rows.iter().map(|row| gap(row).and_then(|gap| gap.control)),
            )
            .numbers(
                "mean",
                "",
                "The mean with what is there instead.",
                rows.iter().map(|row| self.estimate(row.0, row.1 + 1).and_then(|of| of.mean)),
            )
            .numbers("difference", "", "That minus the scenario as it is, mean over replications.", of(|d| d.mean.value))
            .numbers(
                "low",
                "",
                "Where the interval of the difference begins; those of all rows of a metric hold together with 95%.",
                of(|d| d.mean.low),
            )
            .numbers("high", "", "Where that interval ends.", of(|d| d.mean.high))
            .counts(
                "n",
                "The number of replications in which both have a value.",
                rows.iter().map(|row| gap(row).and_then(|gap| gap.difference).map_or(0, |of| of.mean.n)),
            )
            .texts(
                "conclusion",
                "Whether the conclusion holds, by the 95% interval of its metric; empty if the study has none.",
                texts(&|row| self.found.verdicts.get(row.1 + 1).map_or("", |v| said(*v)).to_owned()),
            )
    }

    /// The tables, for other programs.
    fn tables(&self) -> Vec<Table> {
        let doubts = self.question.doubts.iter();
        let named = doubts.map(|doubt| format!("{}: {}", doubt.name, doubt.alternative));
        let names: Vec<String> = std::iter::once(AS_IT_IS.to_owned()).chain(named).collect();
        let first = ("arm", "The assumption and what is there instead.");
        let all = observations(first, &names, &self.found.arms, &self.metrics());
        let mut tables = vec![
            Table::new("observations", "Every value of every replication, one to a row.", all),
            Table::new("stress", "What each doubt changes, one metric of one doubt to a row.", self.table()),
        ];
        if let (Some(discovery), Some(discovered)) = (&self.question.discovery, &self.found.discovered) {
            tables.push(Table::new(
                "design",
                "Where a box was sought, a point to a row.",
                self.design(discovery),
            ));
            tables.push(Table::new("results", "What came out at each point.", self.results(discovered)));
            if discovered.series.is_some() {
                let about = "The boxes, from all points to the densest, and the best of them.";
                tables.push(Table::new("boxes", about, self.boxes(discovery, discovered)));
            }
        }
        tables
    }

    /// The analysis in a few words.
    fn about(&self) -> String {
        let doubts = counted(self.question.doubts.len() as u64, "doubt");
        format!("{doubts} about a scenario of the model {}", self.study.scenario.model.name())
    }

    /// For each metric a tornado diagram; if a box was found, its points.
    fn figures(&self) -> Result<Vec<Figure>, FigureError> {
        let mut figures = Vec::new();
        for metric in self.metrics() {
            figures.extend(self.tornado(metric)?);
        }
        if let (Some(discovery), Some(discovered)) = (&self.question.discovery, &self.found.discovered) {
            figures.extend(self.region(discovery, discovered)?);
        }
        Ok(figures)
    }
}

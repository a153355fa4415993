//! The answer of `bazaar sweep`.

use bazaar_models::metric::Metric;
use bazaar_scenario::{Design, Study, SweepPlan};
use bazaar_study::answer::Sweep;
use bazaar_study::experiment::Runs;
use bazaar_study::{Estimate, Summary};
use serde_json::value::{RawValue, to_raw_value};

use super::answer::Answer;
use super::{label, metrics, observations, stem, subtitle};
use crate::column::SUMMARY;
use crate::figure::{Figure, FigureError, Pattern, Response, Surface, response, surface};
use crate::number::counted;
use crate::printed::{self, Heading};
use crate::result::SweepResult;
use crate::sheet::{Sheet, Table};

/// A sweep with the outcomes of its points.
#[derive(Clone, Debug)]
pub struct Points<'a> {
    pub(crate) study: &'a Study,
    plan: &'a SweepPlan,
    pub(crate) sweep: &'a Sweep,
    runs: Vec<Runs>,
    /// The outcome of each point.
    pub summaries: Vec<Summary>,
}

impl<'a> Points<'a> {
    /// A sweep of a study, and the outcomes of its points, in order.
    #[must_use]
    pub fn new(study: &'a Study, plan: &'a SweepPlan, sweep: &'a Sweep, runs: Vec<Runs>) -> Self {
        let mut summaries: Vec<Summary> = runs.iter().map(Runs::summary).collect();
        for summary in &mut summaries {
            summary.estimates.retain(|estimate| plan.metrics.contains(&estimate.metric.name));
        }
        Points { study, plan, sweep, runs, summaries }
    }

    /// The metrics that are shown.
    #[must_use]
    pub fn metrics(&self) -> Vec<&'static Metric> {
        metrics(self.study, &self.plan.metrics)
    }

    /// The value of each factor at a point, in the notation of a scenario.
    #[must_use]
    pub fn values(&self, point: usize) -> Vec<String> {
        let factors = self.sweep.factors.iter().zip(&self.sweep.points[point].values);
        factors.map(|(factor, &value)| factor.text(value)).collect()
    }

    /// The points as numbers, with one row per point and one column per factor.
    #[must_use]
    pub fn design(&self) -> Sheet {
        let mut sheet = Sheet::default().counts("point", POINT, 1..=self.sweep.points.len() as u64);
        for (index, factor) in self.sweep.factors.iter().enumerate() {
            let about = if factor.is_numeric() {
                format!("The value of {}.", factor.path)
            } else {
                format!("The place of the value of {} in the list of its values, from 0.", factor.path)
            };
            let values = self.sweep.points.iter().map(|point| Some(factor.number(point.values[index])));
            sheet = sheet.numbers(&factor.path, &factor.unit(), &about, values);
        }
        sheet
    }

    fn design_in_words(&self) -> &'static str {
        match self.plan.design {
            Design::Grid => "a grid",
            Design::LatinHypercube { .. } => "a Latin hypercube",
            Design::Sobol { .. } => "scrambled Sobol points",
        }
    }

    fn subtitle(&self) -> String {
        let points = counted(self.sweep.points.len() as u64, "point");
        subtitle(self.study, &points, self.summaries.iter().map(|of| of.replications).max().unwrap_or(0))
    }

    fn over(
        &self,
        metric: &'static Metric,
        factor: usize,
        pattern: Pattern,
    ) -> Result<Option<Figure>, FigureError> {
        let varied = &self.sweep.factors[factor];
        if !varied.is_numeric() {
            return Ok(None);
        }
        let points = self.sweep.points.iter().zip(&self.summaries).filter_map(|(point, summary)| {
            let estimate = summary.get(metric.name)?;
            let (mean, half) = (estimate.mean?, estimate.half_width);
            let ends = half.map(|half| [mean - half, mean + half]);
            Some(([varied.number(point.values[factor]), mean], ends))
        });
        let (name, point) = match pattern {
            Pattern::Cloud => (format!("{}_over_{}", metric.name, stem(&varied.name)), "mean at a point"),
            _ => (format!("{}_swept", metric.name), "mean over replications"),
        };
        response(&Response {
            name,
            title: format!("{} over {}", metric.label, label(varied).to_lowercase()),
            subtitle: self.subtitle(),
            across: [label(varied), varied.unit()],
            up: [metric.label.to_owned(), metric.unit.to_owned()],
            pattern,
            point: point.to_owned(),
            points: points.collect(),
            sought: None,
        })
        .map(Some)
    }

    fn surface(&self, metric: &'static Metric) -> Result<Figure, FigureError> {
        let names = |factor: usize| {
            let mut names: Vec<String> = Vec::new();
            for point in 0..self.sweep.points.len() {
                let name = self.values(point).swap_remove(factor);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names
        };
        let (up, across) = (names(0), names(1));
        let mut means = vec![None; up.len() * across.len()];
        for (point, summary) in self.summaries.iter().enumerate() {
            let values = self.values(point);
            let row = up.iter().position(|name| *name == values[0]).unwrap_or_default();
            let column = across.iter().position(|name| *name == values[1]).unwrap_or_default();
            means[row * across.len() + column] = summary.get(metric.name).and_then(|of| of.mean);
        }
        let [vertical, horizontal] = [0, 1].map(|factor| label(&self.sweep.factors[factor]));
        surface(&Surface {
            name: format!("{}_surface", metric.name),
            title: format!(
                "{} over {} and {}",
                metric.label,
                vertical.to_lowercase(),
                horizontal.to_lowercase()
            ),
            subtitle: self.subtitle(),
            measure: [metric.label.to_owned(), metric.unit.to_owned()],
            across: (horizontal, across),
            up: (vertical, up),
            means,
        })
    }
}

const POINT: &str = "The number of the point, from 1.";

impl Answer for Points<'_> {
    fn study(&self) -> &Study {
        self.study
    }

    fn runs(&self) -> String {
        counted(self.summaries.len() as u64, "point")
    }

    fn events(&self) -> u64 {
        self.summaries.iter().map(|summary| summary.events).sum()
    }

    fn result(&self, elapsed: f64) -> serde_json::Result<Box<RawValue>> {
        to_raw_value(&SweepResult::new(self, elapsed))
    }

    /// The headings above [`Points::rows`].
    fn headings(&self) -> Vec<(&str, bool)> {
        let [metric, numbers @ ..]: &[Heading; 7] = &printed::ESTIMATES;
        let factors = self.sweep.factors.iter().map(|factor| (factor.name.as_str(), true));
        std::iter::once(*metric).chain(factors).chain(numbers.iter().copied()).collect()
    }

    /// A block of rows for each metric, a row for each point.
    fn rows(&self) -> Vec<Vec<String>> {
        let each = (0..self.metrics().len()).flat_map(|metric| {
            self.summaries.iter().enumerate().filter_map(move |(point, summary)| {
                let mut cells = printed::estimate(summary.estimates.get(metric)?).into_iter();
                let name = cells.next()?;
                Some(std::iter::once(name).chain(self.values(point)).chain(cells).collect())
            })
        });
        each.collect()
    }

    /// The estimates of all points, one metric of one point to a row.
    fn table(&self) -> Sheet {
        let rows: Vec<(usize, &Estimate)> = self
            .summaries
            .iter()
            .enumerate()
            .flat_map(|(point, summary)| summary.estimates.iter().map(move |estimate| (point, estimate)))
            .collect();
        let mut sheet =
            Sheet::default().counts("point", POINT, rows.iter().map(|(point, _)| *point as u64 + 1));
        for (index, factor) in self.sweep.factors.iter().enumerate() {
            let about = format!("The value of {} at this point.", factor.path);
            sheet = sheet.texts(
                &factor.path,
                &about,
                rows.iter().map(|(point, _)| self.values(*point).swap_remove(index)),
            );
        }
        let [metric, label, unit, mean, half_width, n, p10, p50, p90] = SUMMARY;
        let text = |read: fn(&Estimate) -> &'static str| {
            rows.iter().map(|(_, of)| read(of).to_owned()).collect::<Vec<String>>()
        };
        let number =
            |read: &dyn Fn(&Estimate) -> Option<f64>| rows.iter().map(|(_, of)| read(of)).collect::<Vec<_>>();
        sheet
            .texts(metric.name, metric.about, text(|of| of.metric.name))
            .texts(label.name, label.about, text(|of| of.metric.label))
            .texts(unit.name, unit.about, text(|of| of.metric.unit))
            .numbers(mean.name, "", mean.about, number(&|of| of.mean))
            .numbers(half_width.name, "", half_width.about, number(&|of| of.half_width))
            .counts(n.name, n.about, rows.iter().map(|(_, of)| of.n))
            .numbers(p10.name, "", p10.about, number(&|of| of.quantiles[0]))
            .numbers(p50.name, "", p50.about, number(&|of| of.quantiles[1]))
            .numbers(p90.name, "", p90.about, number(&|of| of.quantiles[2]))
    }

    /// The tables, for other programs.
    fn tables(&self) -> Vec<Table> {
        let names: Vec<String> = (1..=self.runs.len()).map(|point| point.to_string()).collect();
        let all = observations(("point", POINT), &names, &self.runs, &self.metrics());
        let estimates = "An estimate of every metric at every point, with the values of the factors.";
        vec![
            Table::new("observations", "Every value of every replication of every point, one to a row.", all),
            Table::new("points", estimates, self.table()),
            Table::new("design", "The points as numbers.", self.design()),
        ]
    }

    /// The analysis in a few words.
    fn about(&self) -> String {
        let points = counted(self.sweep.points.len() as u64, "point");
        format!("{points} of {} of the model {}", self.design_in_words(), self.study.scenario.model.name())
    }

    /// For each metric the response curve over one factor, the surface over two, or a scatter plot over each of more.
    fn figures(&self) -> Result<Vec<Figure>, FigureError> {
        let mut figures = Vec::new();
        for metric in self.metrics() {
            let has_any =
                self.summaries.iter().filter_map(|of| of.get(metric.name)?.mean).any(f64::is_finite);
            if !has_any {
                continue;
            }
            match (self.plan.design, self.sweep.factors.as_slice()) {
                (Design::Grid, [_]) => figures.extend(self.over(metric, 0, Pattern::Curve)?),
                (Design::Grid, [_, _]) => figures.push(self.surface(metric)?),
                (_, factors) => {
                    for factor in 0..factors.len() {
                        figures.extend(self.over(metric, factor, Pattern::Cloud)?);
                    }
                }
            }
        }
        Ok(figures)
    }
}

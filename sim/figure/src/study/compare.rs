//! The answer of `bazaar compare`.

use bazaar_models::metric::Metric;
use bazaar_scenario::{Best, Compare, SelectText, Study};
use bazaar_study::answer::{Compared, Gap, Selected};
use bazaar_study::experiment::Runs;
use bazaar_study::{Estimate, Summary};
use serde_json::value::{RawValue, to_raw_value};

use super::answer::Answer;
use super::{metrics, observations, stem, subtitle};
use crate::figure::{BarRow, Bars, Figure, FigureError, Measure, bars};
use crate::number::{Format, counted};
use crate::printed::Heading;
use crate::result::CompareResult;
use crate::sheet::{Sheet, Table};

/// A comparison with its results.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The study.
    pub study: &'a Study,
    /// The question.
    pub question: &'a Compare,
    /// The results.
    pub found: Compared,
}

impl Comparison<'_> {
    /// The headings of the printed table.
    pub const HEADINGS: [Heading; 7] = [
        ("metric", false),
        ("arm", false),
        ("mean", true),
        ("difference", true),
        ("± 95%", true),
        ("unit", false),
        ("n", true),
    ];

    /// The metrics that are compared.
    #[must_use]
    pub fn metrics(&self) -> Vec<&'static Metric> {
        metrics(self.study, &self.question.metrics)
    }

    /// The difference of an arm from the control in a metric.
    #[must_use]
    pub fn gap(&self, metric: &Metric, arm: usize) -> Option<&Gap> {
        self.found.gaps.iter().find(|gap| gap.arm == arm && gap.metric.name == metric.name)
    }

    /// The control, then the other arms in order.
    fn order(&self) -> impl Iterator<Item = usize> + use<> {
        let control = self.question.control;
        std::iter::once(control).chain((0..self.found.arms.len()).filter(move |arm| *arm != control))
    }

    /// The estimates of all arms, with one row per metric and arm.
    #[must_use]
    pub fn estimates(&self) -> Sheet {
        let summaries: Vec<(usize, Summary)> =
            self.order().map(|arm| (arm, self.found.arms[arm].summary())).collect();
        let wanted = self.metrics();
        let rows: Vec<(&str, &Estimate)> = summaries
            .iter()
            .flat_map(|(arm, summary)| {
                let of_arm = summary.estimates.iter();
                let of_arm = of_arm.filter(|of| wanted.iter().any(|metric| metric.name == of.metric.name));
                of_arm.map(|of| (self.question.arms[*arm].name.as_str(), of))
            })
            .collect();
        Sheet::default()
            .texts("arm", "The name of the arm.", rows.iter().map(|row| row.0.to_owned()))
            .texts("metric", "The name of the metric.", rows.iter().map(|row| row.1.metric.name.to_owned()))
            .texts(
                "unit",
                "The unit of the numbers in this row.",
                rows.iter().map(|row| row.1.metric.unit.to_owned()),
            )
            .numbers("mean", "", "The mean over replications.", rows.iter().map(|row| row.1.mean))
            .numbers(
                "half_width",
                "",
                "Half the length of the 95% interval of the mean, by Student's t.",
                rows.iter().map(|row| row.1.half_width),
            )
            .counts("n", "The number of replications that have a value.", rows.iter().map(|row| row.1.n))
    }

    /// The best arm, and the confidence of the selection.
    fn verdict(&self, wanted: &SelectText, selected: Selected) -> String {
        let best = if wanted.best == Best::Highest { "highest" } else { "lowest" };
        match selected {
            Selected::Best { arm, replications } => format!(
                "{} has the {best} {}, found after {}: with a probability of {} it is the best, if that leads by {} or more",
                self.question.arms[arm].name,
                wanted.metric,
                counted(replications as u64, "replication"),
                percent(wanted.confidence.canonical()),
                wanted.indifference,
            ),
            Selected::Undecided { left, replications } => format!(
                "{left} arms are left after {}, and none is known to have the {best} {}",
                counted(replications as u64, "replication"),
                wanted.metric,
            ),
        }
    }

    fn subtitle(&self) -> String {
        let arms = counted(self.question.arms.len() as u64, "arm");
        let most = self.found.arms.iter().map(|runs| runs.values.len() as u64).max().unwrap_or(0);
        subtitle(self.study, &arms, most)
    }

    /// One arm compared with the control in every metric that the control has and that varies.
    fn relative(&self, arm: usize) -> Result<Option<Figure>, FigureError> {
        let control = &self.question.arms[self.question.control].name;
        let name = &self.question.arms[arm].name;
        let row = |metric: &'static Metric| {
            let gap = self.gap(metric, arm)?;
            let (difference, of) = (gap.difference?.mean, gap.control.filter(|mean| mean.abs() > 0.0)?);
            let share = |value: f64| 100.0 * value / of.abs();
            let ends = [share(difference.low), share(difference.high)];
            // An interval as wide as the page would hide all others.
            (ends[1] - ends[0] < 1e3 && share(difference.value).abs() < 1e3).then(|| BarRow {
                label: metric.label.to_owned(),
                measures: vec![Measure { value: share(difference.value), ends: Some(ends) }],
            })
        };
        let rows: Vec<BarRow> = self.metrics().into_iter().filter_map(row).collect();
        if rows.len() < 2 {
            return Ok(None);
        }
        let title = format!("{name} against {control}, in percent of {control}");
        bars(&Bars {
            name: format!("differences_of_{}", stem(name)),
            title,
            subtitle: self.subtitle(),
            label: "Difference".to_owned(),
            unit: "%".to_owned(),
            series: vec!["paired difference and its 95% interval".to_owned()],
            is_solid: false,
            rows,
        })
        .map(Some)
    }

    /// All arms compared with the control in one metric.
    fn of_metric(&self, metric: &'static Metric) -> Result<Option<Figure>, FigureError> {
        let control = &self.question.arms[self.question.control].name;
        let rows = self.order().skip(1).filter_map(|arm| {
            let difference = self.gap(metric, arm)?.difference?.mean;
            Some(BarRow {
                label: self.question.arms[arm].name.clone(),
                measures: vec![Measure {
                    value: difference.value,
                    ends: Some([difference.low, difference.high]),
                }],
            })
        });
        let rows: Vec<BarRow> = rows.collect();
        if rows.is_empty() {
            return Ok(None);
        }
        let share = metric.unit == "share";
        bars(&Bars {
            name: format!("{}_differences", metric.name),
            title: format!("{}: each arm minus {control}", metric.label),
            subtitle: self.subtitle(),
            label: if share { "Difference, as a share".to_owned() } else { "Difference".to_owned() },
            unit: if share { String::new() } else { metric.unit.to_owned() },
            series: vec!["paired difference and its 95% interval".to_owned()],
            is_solid: false,
            rows,
        })
        .map(Some)
    }
}

impl Answer for Comparison<'_> {
    fn study(&self) -> &Study {
        self.study
    }

    fn runs(&self) -> String {
        let replications = self.found.arms.iter().map(|runs| runs.values.len() as u64).max().unwrap_or(0);
        format!(
            "{} of {}, the control is {}",
            counted(self.question.arms.len() as u64, "arm"),
            counted(replications, "replication"),
            self.question.arms[self.question.control].name,
        )
    }

    fn events(&self) -> u64 {
        self.found.arms.iter().map(|runs| runs.events).sum()
    }

    fn headings(&self) -> Vec<(&str, bool)> {
        Comparison::HEADINGS.to_vec()
    }

    fn sentences(&self) -> Vec<String> {
        let verdict = self.question.select.as_ref().zip(self.found.selected);
        verdict.map(|(wanted, selected)| self.verdict(wanted, selected)).into_iter().collect()
    }

    fn result(&self, elapsed: f64) -> serde_json::Result<Box<RawValue>> {
        to_raw_value(&CompareResult::new(self, elapsed))
    }

    /// For each metric its mean in every arm and, except for the control, the difference from the control.
    fn rows(&self) -> Vec<Vec<String>> {
        let summaries: Vec<Summary> = self.found.arms.iter().map(Runs::summary).collect();
        let mut rows = Vec::new();
        for metric in self.metrics() {
            for arm in self.order() {
                let estimate = summaries[arm].get(metric.name);
                let gap = self.gap(metric, arm);
                let difference = gap.and_then(|gap| gap.difference);
                let half = difference.map(|difference| 0.5 * difference.mean.width());
                let half = half.filter(|half| *half > 0.0).or_else(|| estimate.and_then(|of| of.half_width));
                let mean = estimate.and_then(|of| of.mean);
                let format = Format::new(mean.unwrap_or(0.0), half, metric.unit);
                let is_control = arm == self.question.control;
                let of_gap =
                    |number: Option<f64>| if is_control { String::new() } else { format.show(number) };
                let n =
                    difference.map_or_else(|| estimate.map_or(0, |of| of.n), |difference| difference.mean.n);
                rows.push(vec![
                    metric.name.to_owned(),
                    self.question.arms[arm].name.clone(),
                    format.show(mean),
                    of_gap(difference.map(|difference| difference.mean.value)),
                    of_gap(difference.map(|difference| 0.5 * difference.mean.width())),
                    format.unit.clone(),
                    n.to_string(),
                ]);
            }
        }
        rows
    }

    /// The differences from the control, with one row per metric and arm.
    fn table(&self) -> Sheet {
        let gaps = || self.found.gaps.iter();
        let arm = |arm: usize| self.question.arms[arm].name.clone();
        let of = |read: fn(&bazaar_study::comparison::Difference) -> f64| {
            gaps().map(move |gap| gap.difference.as_ref().map(read)).collect::<Vec<_>>()
        };
        Sheet::default()
            .texts("arm", "The name of the arm.", gaps().map(|gap| arm(gap.arm)))
            .texts("control", "The name of the arm that it is compared with.", gaps().map(|_| arm(self.question.control)))
            .texts("metric", "The name of the metric.", gaps().map(|gap| gap.metric.name.to_owned()))
            .texts("unit", "The unit of the numbers in this row.", gaps().map(|gap| gap.metric.unit.to_owned()))
            .numbers("difference", "", "The arm minus the control, mean over replications.", of(|d| d.mean.value))
            .numbers(
                "low",
                "",
                "Where the interval of the difference begins; those of all arms in one metric hold together with 95%.",
                of(|d| d.mean.low),
            )
            .numbers("high", "", "Where that interval ends.", of(|d| d.mean.high))
            .counts(
                "n",
                "The number of replications in which both arms have a value.",
                gaps().map(|gap| gap.difference.map_or(0, |difference| difference.mean.n)),
            )
            .numbers(
                "variance_reduction",
                "",
                "By what factor common random numbers lowered the variance of the difference; empty if it never varies.",
                of(|d| d.variance_reduction),
            )
    }

    /// The tables, for other programs.
    fn tables(&self) -> Vec<Table> {
        let names: Vec<String> = self.question.arms.iter().map(|arm| arm.name.clone()).collect();
        let first = ("arm", "The name of the arm.");
        let all = observations(first, &names, &self.found.arms, &self.metrics());
        vec![
            Table::new("observations", "Every value of every replication of every arm, one to a row.", all),
            Table::new("estimates", "An estimate of every metric in every arm.", self.estimates()),
            Table::new("differences", "The paired differences of every arm from the control.", self.table()),
        ]
    }

    /// The analysis in a few words.
    fn about(&self) -> String {
        let arms = counted(self.question.arms.len() as u64, "arm");
        format!("{arms} of the model {} under common random numbers", self.study.scenario.model.name())
    }

    /// For each other arm all metrics relative to the control, and each metric in its unit.
    fn figures(&self) -> Result<Vec<Figure>, FigureError> {
        let mut figures = Vec::new();
        for arm in self.order().skip(1) {
            figures.extend(self.relative(arm)?);
        }
        for metric in self.metrics() {
            figures.extend(self.of_metric(metric)?);
        }
        Ok(figures)
    }
}

fn percent(share: f64) -> String {
    format!("{}%", (share * 1e6).round() / 1e4)
}

//! The answer of `bazaar sensitivity`.
//!
//! The design and its results are also written for other programs: `parameters.txt` is the parameter file of SALib
//! (Herman & Usher 2017), `design.csv` has one row per run and one column per factor, in SALib's order, and
//! `results.csv` one row per run and one column per metric. SALib's `analyze`, EMA Workbench and `tell` of R's package
//! sensitivity take columns of these.

use bazaar_models::metric::Metric;
use bazaar_scenario::{self as text, Factor, Method, Spread, Study};
use bazaar_study::Estimated;
use bazaar_study::answer::{AnswerError, Effects, Screened};
use bazaar_study::experiment::Runs;
use serde_json::value::{RawValue, to_raw_value};

use super::answer::Answer;
use super::subtitle;
use crate::figure::{BarRow, Bars, Figure, FigureError, Measure, Plane, bars, screening};
use crate::number::{Format, counted};
use crate::result::SensitivityResult;
use crate::sheet::{Sheet, Table};

/// A sensitivity analysis with its results.
#[derive(Clone, Debug)]
pub struct Sensitivity<'a> {
    pub(crate) study: &'a Study,
    pub(crate) question: &'a text::Sensitivity,
    screened: &'a Screened,
    pub(crate) runs: Vec<Runs>,
    /// The effects of the factors on each metric.
    pub effects: Vec<(&'static Metric, Effects)>,
}

/// The effect of a factor on a metric: the factor's name, and numbers with or without intervals.
struct Effect<'a> {
    factor: &'a Factor,
    numbers: Vec<Estimated>,
}

impl<'a> Sensitivity<'a> {
    /// Computes the effects from the runs.
    ///
    /// # Errors
    /// If a metric has no value in one of the runs, or the method cannot be applied.
    pub fn new(
        study: &'a Study,
        question: &'a text::Sensitivity,
        screened: &'a Screened,
        runs: Vec<Runs>,
    ) -> Result<Self, AnswerError> {
        let of_metric = |metric: &&'static Metric| Ok((*metric, screened.effects(&runs, metric)?));
        let effects = screened.metrics().iter().map(of_metric).collect::<Result<_, AnswerError>>()?;
        Ok(Sensitivity { study, question, screened, runs, effects })
    }

    /// The names of an effect's numbers, in order, each with its definition.
    fn called(&self) -> &'static [(&'static str, &'static str)] {
        match self.question.method {
            Method::Morris(_) => &[
                ("mu_star", "The mean size of the elementary effects, per range of the factor."),
                ("mu", "The mean elementary effect, per range of the factor."),
                ("sigma", "The standard deviation of the elementary effects."),
            ],
            Method::Sobol(_) => &[
                ("first", "The share of the variance that would go if the factor alone were known."),
                ("total", "The share of the variance that would remain if all but the factor were known."),
            ],
            Method::Tornado => &[
                ("swing", "The metric at the factor's high end minus that at its low end."),
                ("at_low", "The metric at the factor's low end minus that of the scenario as it is."),
                ("at_high", "The metric at the factor's high end minus that of the scenario as it is."),
            ],
        }
    }

    /// The effects on a metric, the strongest first.
    fn ranked(&self, effects: &Effects) -> Vec<Effect<'a>> {
        let factors = &self.question.factors;
        let bare = |value: f64, n: u64| Estimated { value, low: f64::NAN, high: f64::NAN, n };
        let mut ranked: Vec<Effect<'a>> = match effects {
            Effects::Morris(found) => factors
                .iter()
                .zip(found)
                .map(|(factor, found)| {
                    let sigma = bare(found.sigma, found.mu.n);
                    Effect { factor, numbers: vec![found.mu_star, found.mu, sigma] }
                })
                .collect(),
            Effects::Sobol(Some(found)) => factors
                .iter()
                .zip(found)
                .map(|(factor, found)| Effect { factor, numbers: vec![found.first, found.total] })
                .collect(),
            Effects::Sobol(None) => Vec::new(),
            Effects::Tornado(found) => {
                let bars = found.iter();
                bars.map(|bar| Effect {
                    factor: &factors[bar.factor],
                    numbers: vec![bar.swing, bar.at_low, bar.at_high],
                })
                .collect()
            }
        };
        // By mu*, by the total index, by the width of the swing.
        let weight = |effect: &Effect<'_>| {
            let which = usize::from(matches!(effects, Effects::Sobol(_)));
            effect.numbers.get(which).map_or(0.0, |number| number.value.abs())
        };
        ranked.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
        ranked
    }

    /// The metrics that are the same at all points: no factor has an effect, and indices of variance are undefined.
    #[must_use]
    pub fn constant(&self) -> Vec<&'static str> {
        let is_constant = |metric: &'static Metric| {
            let means = self.screened.means(&self.runs, metric).unwrap_or_default();
            means.windows(2).all(|two| two[0].to_bits() == two[1].to_bits())
        };
        self.effects
            .iter()
            .map(|(metric, _)| *metric)
            .filter(|metric| is_constant(metric))
            .map(|metric| metric.name)
            .collect()
    }

    /// Every number with its interval: metric, factor, name of the number, value and ends of the interval.
    #[must_use]
    pub fn numbers(&self) -> Vec<(&'static Metric, &'a Factor, &'static str, Estimated)> {
        let mut all = Vec::new();
        for (metric, effects) in &self.effects {
            for effect in self.ranked(effects) {
                for ((called, _), number) in self.called().iter().zip(&effect.numbers) {
                    all.push((*metric, effect.factor, *called, *number));
                }
            }
        }
        all
    }

    fn design(&self) -> Sheet {
        let mut sheet = Sheet::default();
        for (index, factor) in self.question.factors.iter().enumerate() {
            let about = if factor.is_numeric() {
                format!("The value of {}; empty where it is that of the scenario as it is.", factor.path)
            } else {
                format!("The place of the value of {} in the list of its values, from 0.", factor.path)
            };
            let number = |value: f64| value.is_finite().then(|| factor.number(value));
            let values = self.screened.points.iter().map(|point| number(point.values[index]));
            sheet = sheet.numbers(&factor.path, &factor.unit(), &about, values);
        }
        sheet
    }

    fn results(&self) -> Result<Sheet, AnswerError> {
        let mut sheet = Sheet::default();
        for (metric, _) in &self.effects {
            let means = self.screened.means(&self.runs, metric)?;
            let about = format!("The mean over replications: {}", metric.about);
            sheet = sheet.numbers(metric.name, metric.unit, &about, means.into_iter().map(Some));
        }
        Ok(sheet)
    }

    /// The method, in words.
    #[must_use]
    pub fn method(&self) -> &'static str {
        match self.question.method {
            Method::Morris(_) => "elementary effects",
            Method::Sobol(_) => "shares of variance",
            Method::Tornado => "one factor at a time",
        }
    }

    fn figure(&self, metric: &'static Metric, effects: &Effects) -> Result<Option<Figure>, FigureError> {
        let ranked = self.ranked(effects);
        if ranked.is_empty() {
            return Ok(None);
        }
        let replications = self.runs.iter().map(|runs| runs.values.len() as u64).max().unwrap_or(0);
        let runs = counted(self.screened.points.len() as u64, "run");
        let subtitle = subtitle(self.study, &runs, replications);
        let measure = |of: &Estimated| Measure { value: of.value, ends: Some([of.low, of.high]) };
        let share = metric.unit == "share";
        let unit = if share { String::new() } else { metric.unit.to_owned() };
        let figure = match self.question.method {
            Method::Morris(_) => screening(&Plane {
                name: format!("{}_screening", metric.name),
                title: format!("What moves {}", lowered(metric.label)),
                subtitle,
                unit,
                factors: ranked
                    .iter()
                    .map(|of| (of.factor.name.clone(), of.numbers[0], of.numbers[2].value))
                    .collect(),
            })?,
            Method::Sobol(_) => bars(&Bars {
                name: format!("{}_shares", metric.name),
                title: format!("Shares of the variance of {}", lowered(metric.label)),
                subtitle,
                label: "Share of the variance".to_owned(),
                unit: String::new(),
                series: vec![
                    "alone (first)".to_owned(),
                    "with all others (total), and 95% intervals".to_owned(),
                ],
                is_solid: true,
                rows: ranked
                    .iter()
                    .map(|of| BarRow {
                        label: of.factor.name.clone(),
                        measures: of.numbers.iter().map(measure).collect(),
                    })
                    .collect(),
            })?,
            Method::Tornado => bars(&Bars {
                name: format!("{}_tornado", metric.name),
                title: format!("What moves {}, one factor at a time", lowered(metric.label)),
                subtitle,
                label: if share {
                    "Difference from the scenario, as a share".to_owned()
                } else {
                    "Difference from the scenario".to_owned()
                },
                unit,
                series: vec!["at the low end".to_owned(), "at the high end, and 95% intervals".to_owned()],
                is_solid: true,
                rows: ranked
                    .iter()
                    .map(|of| BarRow {
                        label: format!("{}, {}", of.factor.name, range(of.factor)),
                        measures: of.numbers[1..].iter().map(measure).collect(),
                    })
                    .collect(),
            })?,
        };
        Ok(Some(figure))
    }
}

/// The range of a factor, in the notation of a scenario.
fn range(factor: &Factor) -> String {
    match &factor.spread {
        Spread::Range { low, high, .. } | Spread::Triangular { low, high, .. } => {
            format!("{} to {}", factor.text(*low), factor.text(*high))
        }
        Spread::Values(values) => {
            let last = values.len().saturating_sub(1) as f64;
            format!("{} to {}", factor.text(0.0), factor.text(last))
        }
        _ => String::new(),
    }
}

/// The first letter small, as within a sentence.
fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Answer for Sensitivity<'_> {
    fn study(&self) -> &Study {
        self.study
    }

    fn runs(&self) -> String {
        format!("{} for {}", counted(self.runs.len() as u64, "point"), self.method())
    }

    fn events(&self) -> u64 {
        self.runs.iter().map(|runs| runs.events).sum()
    }

    fn sentences(&self) -> Vec<String> {
        let constant = self.constant().into_iter();
        constant
            .map(|metric| format!("{metric} is the same at all points: no factor moves it within its range"))
            .collect()
    }

    fn result(&self, elapsed: f64) -> serde_json::Result<Box<RawValue>> {
        to_raw_value(&SensitivityResult::new(self, elapsed))
    }

    /// The headings above [`Sensitivity::rows`].
    fn headings(&self) -> Vec<(&str, bool)> {
        let mut headings = vec![("metric", false), ("factor", false)];
        let shown: &[(&str, bool)] = match self.question.method {
            Method::Morris(_) => &[
                ("mu*", true),
                ("± 95%", true),
                ("mu", true),
                ("± 95%", true),
                ("sigma", true),
                ("unit", false),
            ],
            Method::Sobol(_) => &[
                ("first", true),
                ("from", true),
                ("to", true),
                ("total", true),
                ("from", true),
                ("to", true),
            ],
            Method::Tornado => &[
                ("at low", true),
                ("± 95%", true),
                ("at high", true),
                ("± 95%", true),
                ("swing", true),
                ("± 95%", true),
                ("unit", false),
            ],
        };
        headings.extend_from_slice(shown);
        headings.push(("n", true));
        headings
    }

    /// The effects of each factor on each metric, the strongest first.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for (metric, effects) in &self.effects {
            for effect in self.ranked(effects) {
                let mut row = vec![metric.name.to_owned(), effect.factor.name.clone()];
                let numbers = &effect.numbers;
                let n = numbers.first().map_or(0, |number| number.n);
                if let Method::Sobol(_) = self.question.method {
                    let three =
                        |of: &Estimated| [of.value, of.low, of.high].map(|share| format!("{share:.3}"));
                    row.extend(numbers.iter().flat_map(three).map(|text| text.replace("-0.000", "0.000")));
                } else {
                    let half = |of: &Estimated| Some(0.5 * of.width()).filter(|half| half.is_finite());
                    let largest = numbers.iter().map(|of| of.value.abs()).fold(0.0, f64::max);
                    let format = Format::new(largest, numbers.first().and_then(half), metric.unit);
                    let order: &[usize] =
                        if matches!(self.question.method, Method::Tornado) { &[1, 2, 0] } else { &[0, 1, 2] };
                    for &index in order {
                        row.push(format.show(Some(numbers[index].value)));
                        if let Some(half) = half(&numbers[index]) {
                            row.push(format.show(Some(half)));
                        }
                    }
                    row.push(format.unit);
                }
                row.push(n.to_string());
                rows.push(row);
            }
        }
        rows
    }

    /// Every number with its interval, one per row.
    fn table(&self) -> Sheet {
        let all = self.numbers();
        let unit = |metric: &Metric| match self.question.method {
            Method::Sobol(_) => "share".to_owned(),
            _ => metric.unit.to_owned(),
        };
        let meanings: Vec<String> =
            self.called().iter().map(|(called, about)| format!("{called}: {about}")).collect();
        Sheet::default()
            .texts("metric", "The name of the metric.", all.iter().map(|(metric, ..)| metric.name.to_owned()))
            .texts("factor", "The path of the factor.", all.iter().map(|(_, factor, ..)| factor.path.clone()))
            .texts("effect", &meanings.join(" "), all.iter().map(|(_, _, called, _)| (*called).to_owned()))
            .texts(
                "unit",
                "The unit of the numbers in this row.",
                all.iter().map(|(metric, ..)| unit(metric)),
            )
            .numbers("value", "", "The number.", all.iter().map(|(.., of)| Some(of.value)))
            .numbers(
                "low",
                "",
                "Where its 95% interval begins; empty if it has none.",
                all.iter().map(|(.., of)| Some(of.low)),
            )
            .numbers("high", "", "Where its 95% interval ends.", all.iter().map(|(.., of)| Some(of.high)))
            .counts(
                "n",
                "From how many trajectories, base points or replications it comes.",
                all.iter().map(|(.., of)| of.n),
            )
    }

    /// The factors in SALib's format: name, lowest and highest value.
    fn parameters(&self) -> Option<String> {
        let line = |factor: &Factor| {
            let [low, high] = match &factor.spread {
                Spread::Range { low, high, .. } | Spread::Triangular { low, high, .. } => [*low, *high],
                Spread::Values(values) => [0.0, values.len().saturating_sub(1) as f64],
                Spread::Normal { mean, sd } => [mean - 3.0 * sd, mean + 3.0 * sd],
                Spread::LogNormal { .. } | Spread::Beta { .. } => {
                    let index = self.question.factors.iter().position(|other| other.path == factor.path);
                    let drawn =
                        self.screened.points.iter().filter_map(|point| point.values.get(index?).copied());
                    drawn.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| [low.min(v), high.max(v)])
                }
            };
            format!("{},{low:?},{high:?}\n", factor.path)
        };
        Some(self.question.factors.iter().map(line).collect())
    }

    /// The tables, for other programs.
    fn tables(&self) -> Vec<Table> {
        // The effects were computed from the same means, so each has a value.
        let results = self.results().unwrap_or_default();
        vec![
            Table::new("effects", "What each factor does to each metric, one number to a row.", self.table()),
            Table::new(
                "design",
                "The runs, one to a row, one factor to a column, in SALib's order.",
                self.design(),
            ),
            Table::new(
                "results",
                "What came out of each run of the design, one metric to a column.",
                results,
            ),
        ]
    }

    /// The analysis in a few words.
    fn about(&self) -> String {
        let runs = counted(self.screened.points.len() as u64, "run");
        format!("{runs} for {} of the model {}", self.method(), self.study.scenario.model.name())
    }

    /// For each metric the Morris plot, the shares of variance, or the tornado diagram.
    fn figures(&self) -> Result<Vec<Figure>, FigureError> {
        let figures = self.effects.iter().map(|(metric, effects)| self.figure(metric, effects));
        figures.filter_map(Result::transpose).collect()
    }
}

//! The answer of `bazaar evaluate`.

use bazaar_scenario::{Evaluate, Study};
use bazaar_study::answer::Evaluated;
use bazaar_study::evaluation::Measured;
use serde_json::value::{RawValue, to_raw_value};

use super::answer::Answer;
use super::{metrics, observations, subtitle};
use crate::figure::{BarRow, Bars, Figure, FigureError, Measure, bars};
use crate::number::{Format, counted};
use crate::printed::Heading;
use crate::result::EvaluateResult;
use crate::sheet::{Sheet, Table};

/// The headings above [`measured`].
pub const HEADINGS: [Heading; 7] = [
    ("outcome", false),
    ("number", false),
    ("value", true),
    ("from", true),
    ("to", true),
    ("unit", false),
    ("n", true),
];

/// The measures of an evaluation, one per row.
#[must_use]
pub fn measured(all: &[Measured]) -> Vec<Vec<String>> {
    let row = |one: &Measured| {
        let half = one.ends().map(|[low, high]| 0.5 * (high - low));
        let format = Format::of_mean(one.value.value, half, &one.unit);
        let [low, high] = one.ends().map_or([None; 2], |ends| ends.map(Some));
        vec![
            one.outcome.clone(),
            one.name.clone(),
            format.show(Some(one.value.value)),
            format.show(low),
            format.show(high),
            format.unit.clone(),
            one.value.n.to_string(),
        ]
    };
    all.iter().map(row).collect()
}

/// The same as a table for other programs.
#[must_use]
pub fn measures(all: &[Measured]) -> Sheet {
    let finite = |value: f64| Some(value).filter(|value| value.is_finite());
    Sheet::default()
        .texts(
            "outcome",
            "The outcome that the number is on, a metric or a column; empty if on none.",
            all.iter().map(|one| one.outcome.clone()),
        )
        .texts("name", "What the number is.", all.iter().map(|one| one.name.clone()))
        .numbers("value", "", "The number.", all.iter().map(|one| finite(one.value.value)))
        .numbers(
            "low",
            "",
            "Where its 95% interval begins; empty if its method gives none.",
            all.iter().map(|one| finite(one.value.low)),
        )
        .numbers("high", "", "Where that interval ends.", all.iter().map(|one| finite(one.value.high)))
        .texts("unit", "The unit of the numbers in this row.", all.iter().map(|one| one.unit.clone()))
        .counts("n", "From how many replications or people it comes.", all.iter().map(|one| one.value.n))
        .texts("about", "What it says.", all.iter().map(|one| one.about.to_owned()))
}

/// An evaluation of a programme with its results.
#[derive(Clone, Debug)]
pub struct Programme<'a> {
    /// The study.
    pub study: &'a Study,
    /// The question.
    pub question: &'a Evaluate,
    /// The results.
    pub found: Evaluated,
}

impl Programme<'_> {
    fn flows(&self) -> Sheet {
        let flows = || self.found.flows.iter();
        Sheet::default()
            .counts(
                "period",
                "The period, from 1; 0 is the outlay.",
                (0..).zip(flows()).map(|(period, _)| period),
            )
            .numbers(
                "flow",
                "$",
                "The net cash flow, mean over replications.",
                flows().map(|of| Some(of.value)),
            )
            .numbers("low", "$", "Where its 95% interval begins.", flows().map(|of| Some(of.low)))
            .numbers("high", "$", "Where that interval ends.", flows().map(|of| Some(of.high)))
            .counts("n", "From how many replications it comes.", flows().map(|of| of.n))
    }
}

/// The prefix of the name of a figure of effects.
const EFFECTS: &str = "effects";

/// From the gross effect to the net additional impact.
fn effects<'a>(
    name: String,
    label: &str,
    unit: &str,
    subtitle: String,
    all: impl Iterator<Item = &'a Measured>,
) -> Result<Figure, FigureError> {
    const STEPS: [&str; 4] = ["gross effect", "net effect", "displacement", "net additional impact"];
    let steps = all.filter(|one| one.unit == unit && STEPS.iter().any(|step| one.name.starts_with(step)));
    let row = |one: &Measured| BarRow {
        label: one.name.clone(),
        measures: vec![Measure { value: one.value.value, ends: one.ends() }],
    };
    let share = unit == "share";
    bars(&Bars {
        name,
        title: format!("{label}: what the programme caused"),
        subtitle,
        label: if share { "Effect, as a share".to_owned() } else { "Effect".to_owned() },
        unit: if share { String::new() } else { unit.to_owned() },
        series: vec!["mean and its 95% interval".to_owned()],
        is_solid: true,
        rows: steps.map(row).collect(),
    })
}

/// The figures of an evaluation of a table of people or households: the effects on each outcome, and the
/// burden of a service in each quintile of the households, with the limit above which it is not affordable.
///
/// # Errors
/// If the drawing library fails.
pub fn of_survey(table: &str, all: &[Measured], limit: f64) -> Result<Vec<Figure>, FigureError> {
    let mut figures = Vec::new();
    let mut outcomes: Vec<&str> =
        all.iter().map(|one| one.outcome.as_str()).filter(|of| !of.is_empty()).collect();
    outcomes.dedup();
    for outcome in outcomes {
        let mine = || all.iter().filter(|one| one.outcome == outcome);
        let unit = mine().next().map_or("", |one| one.unit.as_str());
        let people = mine().map(|one| one.value.n).max().unwrap_or(0);
        let name = format!("{EFFECTS}_{}", super::stem(outcome));
        let subtitle = format!("{table} · {people} people");
        figures.push(effects(name, outcome, unit, subtitle, mine())?);
    }
    figures.extend(affordability(table, all, limit)?);
    Ok(figures)
}

/// The burden of a service in each quintile of the households, if it was measured.
fn affordability(table: &str, all: &[Measured], limit: f64) -> Result<Option<Figure>, FigureError> {
    const BEGINNING: &str = "share of income, ";
    let fifths: Vec<(&str, &Measured)> =
        all.iter().filter_map(|one| Some((one.name.strip_prefix(BEGINNING)?, one))).collect();
    if fifths.is_empty() {
        return Ok(None);
    }
    let households: u64 = fifths.iter().map(|(_, one)| one.value.n).sum();
    let row = |(name, one): &(&str, &Measured)| BarRow {
        label: (*name).to_owned(),
        measures: vec![Measure { value: one.value.value, ends: one.ends() }],
    };
    let percent = (limit * 1e4).round() / 100.0;
    bars(&Bars {
        name: "affordability".to_owned(),
        title: "What the service weighs on each fifth of the households".to_owned(),
        subtitle: format!(
            "{table} · {households} households, the poorest fifth first · limit {percent}% of income"
        ),
        label: "Spending, as a share of income".to_owned(),
        unit: String::new(),
        series: vec!["mean spending over mean income, and its 95% interval".to_owned()],
        is_solid: true,
        rows: fifths.iter().map(row).collect(),
    })
    .map(Some)
}

impl Answer for Programme<'_> {
    fn study(&self) -> &Study {
        self.study
    }

    fn runs(&self) -> String {
        let arms = &self.found.arms;
        let replications = arms.first().map_or(0, |(_, runs)| runs.values.len() as u64);
        format!("{} of {}", counted(arms.len() as u64, "arm"), counted(replications, "replication"))
    }

    fn events(&self) -> u64 {
        self.found.arms.iter().map(|(_, runs)| runs.events).sum()
    }

    fn headings(&self) -> Vec<(&str, bool)> {
        HEADINGS.to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        measured(&self.found.measured)
    }

    fn table(&self) -> Sheet {
        measures(&self.found.measured)
    }

    fn result(&self, elapsed: f64) -> serde_json::Result<Box<RawValue>> {
        to_raw_value(&EvaluateResult::new(self, elapsed))
    }

    /// The tables, for other programs.
    fn tables(&self) -> Vec<Table> {
        let (names, runs): (Vec<String>, Vec<_>) = self.found.arms.iter().cloned().unzip();
        let all: Vec<&'static str> =
            self.study.scenario.model.metrics().iter().map(|metric| metric.name).collect();
        let first = ("arm", "The name of the arm.");
        let observed = observations(first, &names, &runs, &metrics(self.study, &all));
        let numbers = measures(&self.found.measured);
        let mut tables = vec![
            Table::new(
                "observations",
                "Every value of every replication of every arm, one to a row.",
                observed,
            ),
            Table::new("evaluation", "What the programme caused and cost, a number to a row.", numbers),
        ];
        if self.question.flows.is_some() {
            tables.push(Table::new("flows", "What the net effect is worth in each period.", self.flows()));
        }
        tables
    }

    /// The analysis in a few words.
    fn about(&self) -> String {
        let arms = counted(self.found.arms.len() as u64, "arm");
        format!("{arms} of the model {}", self.study.scenario.model.name())
    }

    /// From the gross effect to the net additional impact, for each outcome.
    fn figures(&self) -> Result<Vec<Figure>, FigureError> {
        let replications = self.found.arms.first().map_or(0, |(_, runs)| runs.values.len() as u64);
        let arms = counted(self.found.arms.len() as u64, "arm");
        let subtitle = subtitle(self.study, &arms, replications);
        let first = self.question.outcome;
        let each = std::iter::once(&first).chain(&self.question.also).map(|outcome| {
            let metric = self.study.scenario.model.metrics().iter().find(|of| of.name == *outcome);
            let (label, unit) = metric.map_or(("Effect", ""), |metric| (metric.label, metric.unit));
            let name = if *outcome == first { EFFECTS.to_owned() } else { format!("{EFFECTS}_{outcome}") };
            effects(
                name,
                label,
                unit,
                subtitle.clone(),
                self.found.measured.iter().filter(|one| one.outcome == *outcome),
            )
        });
        each.collect()
    }
}

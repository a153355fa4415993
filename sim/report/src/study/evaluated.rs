//! The answer of `bazaar evaluate`.

use bazaar_scenario::{Evaluate, Study};
use bazaar_study::Settings;
use bazaar_study::answer::Evaluated;
use bazaar_study::evaluation::Measured;

use super::{metrics, observations, subtitle};
use crate::figure::{BarRow, Bars, Figure, FigureError, Measure, bars};
use crate::folder::FolderError;
use crate::manifest::Content;
use crate::number::{Format, counted};
use crate::printed::Heading;
use crate::table::Sheet;

/// The headings above [`measured`].
pub const HEADINGS: [Heading; 6] =
    [("number", false), ("value", true), ("from", true), ("to", true), ("unit", false), ("n", true)];

/// What an evaluation measured, a number to a row.
#[must_use]
pub fn measured(all: &[Measured]) -> Vec<Vec<String>> {
    let row = |one: &Measured| {
        let half = one.ends().map(|[low, high]| 0.5 * (high - low));
        let format = Format::of_mean(one.value.value, half, &one.unit);
        let [low, high] = one.ends().map_or([None; 2], |ends| ends.map(Some));
        vec![
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

/// An evaluation of a programme with what it found.
#[derive(Clone, Copy, Debug)]
pub struct Programme<'a> {
    /// The study.
    pub study: &'a Study,
    /// Its question.
    pub question: &'a Evaluate,
    /// What was found.
    pub found: &'a Evaluated,
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

    /// Everything that the folder of the study has, but for record and manifest.
    ///
    /// # Errors
    /// If a table or a figure cannot be made.
    pub fn contents(&self, settings: &Settings) -> Result<Vec<Content>, FolderError> {
        let (names, runs): (Vec<String>, Vec<_>) = self.found.arms.iter().cloned().unzip();
        let all: Vec<&'static str> =
            self.study.scenario.model.metrics().iter().map(|metric| metric.name).collect();
        let first = ("arm", "The name of the arm.");
        let observed = observations(first, &names, &runs, &metrics(self.study, &all));
        let (numbers, flows) = (measures(&self.found.measured), self.flows());
        let mut tables = vec![
            ("observations", "Every value of every replication of every arm, one to a row.", &observed),
            ("evaluation", "What the programme caused and cost, a number to a row.", &numbers),
        ];
        if self.question.flows.is_some() {
            tables.push(("flows", "What the net effect is worth in each period.", &flows));
        }
        super::contents(self.study, settings, &tables, self.figures()?)
    }

    /// What was done, in a few words.
    #[must_use]
    pub fn about(&self) -> String {
        let arms = counted(self.found.arms.len() as u64, "arm");
        format!("{arms} of the model {}", self.study.scenario.model.name())
    }

    /// From the gross effect to the net additional impact.
    ///
    /// # Errors
    /// If the library that draws gives up.
    pub fn figures(&self) -> Result<Vec<Figure>, FigureError> {
        const STEPS: [&str; 4] = ["gross effect", "net effect", "displacement", "net additional impact"];
        let outcome = self.study.scenario.model.metrics().iter().find(|of| of.name == self.question.outcome);
        let (label, unit) = outcome.map_or(("Effect", ""), |metric| (metric.label, metric.unit));
        let steps = self
            .found
            .measured
            .iter()
            .filter(|one| one.unit == unit && STEPS.iter().any(|step| one.name.starts_with(step)));
        let rows = steps.map(|one| BarRow {
            label: one.name.clone(),
            measures: vec![Measure { value: one.value.value, ends: one.ends() }],
        });
        let rows: Vec<BarRow> = rows.collect();
        let replications = self.found.arms.first().map_or(0, |(_, runs)| runs.values.len() as u64);
        let arms = counted(self.found.arms.len() as u64, "arm");
        let share = unit == "share";
        let figure = bars(&Bars {
            name: "effects".to_owned(),
            title: format!("{label}: what the programme caused"),
            subtitle: subtitle(self.study, &arms, replications),
            label: if share { "Effect, as a share".to_owned() } else { "Effect".to_owned() },
            unit: if share { String::new() } else { unit.to_owned() },
            series: vec!["mean and its 95% interval".to_owned()],
            is_solid: true,
            rows,
        })?;
        Ok(vec![figure])
    }
}

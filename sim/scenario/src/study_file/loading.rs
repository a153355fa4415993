//! Reads a study, with the scenario that it names.

use std::path::Path;
use std::sync::Arc;

use bazaar_models::metric::Metric;
use bazaar_models::violation::Violation;

use super::question::{CompareText, SensitivityText, SweepText, ThresholdText};
use super::trying::Trial;
use super::{Arm, Compare, Method, Question, Sensitivity, Study, StudyText, SweepPlan, Threshold, Turn};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::error::ScenarioError;
use crate::reading::read;
use crate::scenario::Scenario;
use crate::shipped::{Shipped, shipped};
use crate::source::Source;
use crate::suggestion::did_you_mean;
use crate::table::Formats;
use crate::verb::asked;
use crate::{file, violations};

/// Whether a text is a study: it names a scenario or asks a question, and has no model of its own.
pub(crate) fn is_study(source: &Source) -> bool {
    asked(source.text()).is_some()
}

/// The shortest interval of a threshold, as a share of the searched range.
const FINEST: f64 = 1e-6;

impl Study {
    /// Whether this is the name or path of a study.
    #[must_use]
    pub fn is_named(name_or_path: &str) -> bool {
        file::find(name_or_path).is_ok_and(|source| is_study(&source))
    }

    /// Reads a file, or a shipped study by its name, and applies the `--set` arguments to its scenario.
    ///
    /// # Errors
    /// If there is no such text, or it is not a study, or its scenario is invalid.
    pub fn load(
        name_or_path: &str,
        sets: &[impl AsRef<str>],
        formats: Formats,
    ) -> Result<Self, ScenarioError> {
        Self::parse(file::find(name_or_path)?, sets, formats)
    }

    /// Reads a text, and applies the `--set` arguments to its scenario.
    ///
    /// # Errors
    /// If it is not a study, or its scenario is invalid: every error in it, in order of place.
    pub fn parse(source: Source, sets: &[impl AsRef<str>], formats: Formats) -> Result<Self, ScenarioError> {
        let name = source.name().to_owned();
        if source.text().trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(ScenarioError::Empty { name });
        }
        let source = Arc::new(source);
        let mut document = Document::parse(&source, formats);
        if document.broken {
            return Err(ScenarioError::invalid(name, document.diagnostics));
        }
        let Some(text) = read::<StudyText>(&mut document) else {
            return Err(ScenarioError::invalid(name, document.diagnostics));
        };
        let broken = violations::locate(&document, &[], text.validate());
        document.diagnostics.extend(broken);
        if !document.diagnostics.is_empty() {
            return Err(ScenarioError::invalid(name, document.diagnostics));
        }
        let sets: Vec<&str> = sets.iter().map(AsRef::as_ref).collect();
        let mut reader = Reader { document, source: &source, formats, text: &text, sets: &sets };
        let scenario = reader.scenario(&text.scenario, "scenario", Some(&text.set), None)?;
        let question = reader.question(&scenario);
        match question {
            Some(question) if reader.document.diagnostics.is_empty() => Ok(Study {
                name,
                title: text.title.clone(),
                description: text.description.clone(),
                scenario,
                question,
                text,
            }),
            _ => Err(ScenarioError::invalid(name, reader.document.diagnostics)),
        }
    }
}

/// A study that is being read; errors are collected in the document.
pub(super) struct Reader<'a> {
    document: Document,
    source: &'a Source,
    formats: Formats,
    text: &'a StudyText,
    sets: &'a [&'a str],
}

impl Reader<'_> {
    pub(super) fn refuse(&mut self, violation: Violation) {
        let found = violations::locate(&self.document, &[], vec![violation]);
        self.document.diagnostics.extend(found);
    }

    /// Adds errors that already have places.
    pub(super) fn add(&mut self, diagnostics: Vec<Diagnostic>) {
        self.document.diagnostics.extend(diagnostics);
    }

    /// A scenario with the edits of the study, then those of the command line, and last those of an arm, which take precedence.
    pub(super) fn scenario(
        &mut self,
        name: &str,
        at: &str,
        of_all: Option<&Vec<String>>,
        of_arm: Option<(&str, &Vec<String>)>,
    ) -> Result<Scenario, ScenarioError> {
        let of_study = self.name();
        let source = match self.find(name) {
            Ok(source) => source,
            Err(ScenarioError::NotFound { help, .. }) => {
                self.refuse(Violation::new(at, format!("there is no scenario `{name}`"), help));
                return Err(ScenarioError::invalid(of_study, std::mem::take(&mut self.document.diagnostics)));
            }
            Err(other) => return Err(other),
        };
        if is_study(&source) {
            self.refuse(Violation::new(
                at,
                format!("`{name}` must be a scenario, got a study"),
                "name the scenario of that study",
            ));
            return Err(ScenarioError::invalid(of_study, std::mem::take(&mut self.document.diagnostics)));
        }
        let listed = [of_all.map(|edits| ("set", edits)), of_arm].map(|list| {
            let all = list.into_iter().flat_map(|(list, edits)| {
                edits
                    .iter()
                    .enumerate()
                    .map(move |(index, edit)| (Some(format!("{list}.{index}")), edit.as_str()))
            });
            all.collect::<Vec<_>>()
        });
        let [of_all, of_arm] = listed;
        let typed = self.sets.iter().map(|edit| (None, *edit));
        let (places, all): (Vec<Option<String>>, Vec<&str>) =
            of_all.into_iter().chain(typed).chain(of_arm).unzip();
        let error = match Scenario::parse_with(source, &all, self.formats) {
            Ok(scenario) => match scenario.sweeps.first() {
                None => return Ok(scenario),
                Some(sweep) => {
                    let message = format!("the scenario has several values for {}", sweep.path);
                    self.refuse(Violation::new(at, message, "edit it to one value, and vary it as a factor"));
                    return Err(ScenarioError::invalid(
                        of_study,
                        std::mem::take(&mut self.document.diagnostics),
                    ));
                }
            },
            Err(error) => error,
        };
        let ScenarioError::Invalid { name, diagnostics } = error else { return Err(error) };
        // The scenario's text comes first, and its edits are numbered from there.
        let edit_of = |diagnostic: &Diagnostic| {
            diagnostic.place().order.checked_sub(1).and_then(|index| places.get(index)?.as_ref())
        };
        if diagnostics.iter().all(|diagnostic| edit_of(diagnostic).is_none()) {
            return Err(ScenarioError::Invalid { name, diagnostics });
        }
        for diagnostic in &diagnostics {
            if let Some(path) = edit_of(diagnostic) {
                let help = diagnostic.help_text().unwrap_or_default();
                self.refuse(Violation::new(path.clone(), diagnostic.message(), help));
            }
        }
        Err(ScenarioError::invalid(of_study, std::mem::take(&mut self.document.diagnostics)))
    }

    fn name(&self) -> String {
        self.source.name().to_owned()
    }

    /// The text of a named scenario: a file beside the study, or one that comes with the program.
    fn find(&self, name: &str) -> Result<Source, ScenarioError> {
        if let Some(neighbour) = self.source.neighbour(name) {
            return Ok(neighbour.clone());
        }
        if let Some(folder) = self.source.folder() {
            let path = folder.join(name);
            if path.is_file() || Shipped::find(name).is_none() && Path::new(name).extension().is_some() {
                return file::find(&path.display().to_string()).map(|source| source.set_from(folder));
            }
        }
        Shipped::find(name).map(|scenario| scenario.source()).ok_or_else(|| {
            let help = did_you_mean(name, shipped().map(|scenario| scenario.name)).map_or_else(
                || {
                    "type the name of a shipped scenario, or the path of a file from the study's folder"
                        .to_owned()
                },
                |known| format!("did you mean `{known}`?"),
            );
            ScenarioError::NotFound { name: name.to_owned(), help }
        })
    }

    /// The metrics of these names; all metrics of the model if there are no names.
    pub(super) fn metrics(&mut self, scenario: &Scenario, at: &str, names: &[String]) -> Vec<&'static str> {
        let all: &'static [Metric] = scenario.model.metrics();
        if names.is_empty() {
            return all.iter().map(|metric| metric.name).collect();
        }
        let found = names
            .iter()
            .enumerate()
            .filter_map(|(index, name)| self.metric(scenario, &format!("{at}.{index}"), name));
        found.collect()
    }

    /// The metrics of these names; `None` if one of them is not a metric.
    pub(super) fn each(
        &mut self,
        scenario: &Scenario,
        at: &str,
        names: &[String],
    ) -> Option<Vec<&'static str>> {
        let found = names
            .iter()
            .enumerate()
            .map(|(index, name)| self.metric(scenario, &format!("{at}.{index}"), name));
        found.collect::<Vec<_>>().into_iter().collect()
    }

    pub(super) fn metric(&mut self, scenario: &Scenario, at: &str, name: &str) -> Option<&'static str> {
        let all: &'static [Metric] = scenario.model.metrics();
        let found = all.iter().find(|metric| metric.name == name);
        if found.is_none() {
            let help = did_you_mean(name, all.iter().map(|metric| metric.name)).map_or_else(
                || format!("`bazaar models {}` lists them", scenario.model.name()),
                |guess| format!("did you mean `{guess}`?"),
            );
            let message = format!("the model {} has no metric `{name}`", scenario.model.name());
            self.refuse(Violation::new(at, message, help));
        }
        found.map(|metric| metric.name)
    }

    pub(super) fn trial<'s>(&'s mut self, scenario: &'s Scenario) -> Trial<'s> {
        Trial { document: &mut self.document, scenario }
    }

    fn question(&mut self, scenario: &Scenario) -> Option<Question> {
        let text = self.text;
        if let Some(compare) = &text.compare {
            return self.compare(scenario, compare);
        }
        if let Some(sweep) = &text.sweep {
            return self.sweep(scenario, sweep);
        }
        if let Some(sensitivity) = &text.sensitivity {
            return self.sensitivity(scenario, sensitivity);
        }
        if let Some(stress) = &text.stress {
            return self.stress(scenario, stress);
        }
        if let Some(evaluate) = &text.evaluate {
            return self.evaluate(scenario, evaluate);
        }
        self.threshold(scenario, text.threshold.as_ref()?)
    }

    fn compare(&mut self, scenario: &Scenario, text: &CompareText) -> Option<Question> {
        let metrics = self.metrics(scenario, "compare.metrics", &text.metrics);
        if let Some(select) = &text.select {
            self.metric(scenario, "compare.select.metric", &select.metric)?;
        }
        let mut arms = Vec::with_capacity(text.arms.len());
        for (index, arm) in text.arms.iter().enumerate() {
            let at = format!("compare.arms.{index}");
            let name = arm.scenario.as_ref().unwrap_or(&self.text.scenario);
            let edits = format!("{at}.set");
            let base = self.text;
            let of_all = arm.scenario.is_none().then_some(&base.set);
            match self.scenario(name, &format!("{at}.scenario"), of_all, Some((&edits, &arm.set))) {
                Ok(of_arm) if of_arm.model.name() != scenario.model.name() => {
                    let (one, other) = (of_arm.model.name(), scenario.model.name());
                    let message = format!("the arm must run the study's model {other}, got {one}");
                    self.refuse(Violation::new(
                        format!("{at}.scenario"),
                        message,
                        "compare arms of one model",
                    ));
                }
                Ok(of_arm) => arms.push(Arm { name: arm.name.clone(), scenario: of_arm }),
                Err(ScenarioError::Invalid { name, diagnostics }) if name == self.name() => {
                    self.document.diagnostics.extend(diagnostics);
                }
                // The errors of an arm's scenario have places in that scenario.
                Err(ScenarioError::Invalid { diagnostics, .. }) => {
                    self.document.diagnostics.extend(diagnostics);
                }
                Err(error) => {
                    let help = "name a scenario that can be read";
                    self.refuse(Violation::new(format!("{at}.scenario"), error.to_string(), help));
                }
            }
        }
        let named = |name: &String| text.arms.iter().position(|arm| arm.name == *name);
        let control = text.control.as_ref().and_then(named).unwrap_or(0);
        Some(Question::Compare(Compare { metrics, arms, control, select: text.select.clone() }))
    }

    fn sweep(&mut self, scenario: &Scenario, text: &SweepText) -> Option<Question> {
        let metrics = self.metrics(scenario, "sweep.metrics", &text.metrics);
        let factors = self.trial(scenario).factors("sweep.factors", &text.factors)?;
        let place = |path: &String| text.factors.iter().position(|factor| factor.path == *path);
        let pairs = text.correlations.iter();
        let pairs =
            pairs.filter_map(|pair| Some((place(&pair.between[0])?, place(&pair.between[1])?, pair.rank)));
        let correlations = pairs.collect();
        Some(Question::Sweep(SweepPlan { metrics, design: text.design, factors, correlations }))
    }

    fn sensitivity(&mut self, scenario: &Scenario, text: &SensitivityText) -> Option<Question> {
        let metrics = self.metrics(scenario, "sensitivity.metrics", &text.metrics);
        let factors = self.trial(scenario).factors("sensitivity.factors", &text.factors)?;
        let method = match (text.morris, text.sobol) {
            (Some(morris), _) => Method::Morris(morris),
            (None, Some(sobol)) => Method::Sobol(sobol),
            (None, None) => Method::Tornado,
        };
        Some(Question::Sensitivity(Sensitivity { metrics, method, factors }))
    }

    fn threshold(&mut self, scenario: &Scenario, text: &ThresholdText) -> Option<Question> {
        let metric = self.metric(scenario, "threshold.metric", &text.metric);
        let along = self.trial(scenario).factor("threshold.along", &text.along);
        let over = match &text.over {
            Some(over) => Some(self.trial(scenario).factor("threshold.over", over)?),
            None => None,
        };
        let along = along?;
        let crate::factor::Spread::Range { low, high, .. } = along.spread else { return None };
        let tolerance = match &text.tolerance {
            None => 0.01 * (high - low),
            Some(given) => match given.amount() {
                Some(amount)
                    if along.is_measured_like(&amount)
                        && amount.number > 0.0
                        && amount.number < FINEST * (high - low) =>
                {
                    let message =
                        format!("`tolerance` must be at least 1e-6 of the range, got {}", given.toml());
                    let help = format!("type at least {}", along.toml(FINEST * (high - low)));
                    self.refuse(Violation::new("threshold.tolerance", message, help));
                    return None;
                }
                Some(amount) if along.is_measured_like(&amount) && amount.number > 0.0 => amount.number,
                _ => {
                    let message = format!(
                        "`tolerance` must be above zero in the unit of {}, got {}",
                        along.path,
                        given.toml()
                    );
                    let help = format!(
                        "type one above zero in the unit of the range, such as {}",
                        along.toml(0.01 * (high - low))
                    );
                    self.refuse(Violation::new("threshold.tolerance", message, help));
                    return None;
                }
            },
        };
        let turn = match (text.turn, text.root) {
            (Some(level), _) => Turn::Yes(level),
            (None, level) => Turn::Mean(level.unwrap_or(0.0)),
        };
        let (stage, most) = (text.stage as usize, text.most as usize);
        Some(Question::Threshold(Box::new(Threshold {
            metric: metric?,
            turn,
            along,
            tolerance,
            stage,
            most,
            over,
        })))
    }
}

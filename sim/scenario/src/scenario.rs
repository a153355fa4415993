//! A scenario: a model, its parameters, and how long and how often to run it.

use std::collections::BTreeMap;
use std::sync::Arc;

use bazaar_models::catalogue::ModelParameters;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::check::Check;
use crate::document::{Document, Node, Value, dotted};
use crate::error::ScenarioError;
use crate::factor::{Factor, Given, tell_apart};
use crate::plain::Plain;
use crate::play_table::PlayText;
use crate::reading::read;
use crate::source::Source;
use crate::study::StudySettings;
use crate::sweep::Sweep;
use crate::table::{Formats, TableFile};
use crate::verb::asked;
use crate::{edit, file, violations, writer};

/// A scenario, every quantity with its unit resolved and every rule checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its name in errors and results: `volunteer/base`, or the file's path.
    pub name: String,
    /// Its title, one line.
    pub title: String,
    /// What it shows, and its purpose.
    pub description: String,
    /// The settings of a run.
    pub study: StudySettings,
    /// The model and its parameters; a swept one has its first value.
    pub model: ModelParameters,
    /// The sources of values: dotted path to source.
    pub sources: BTreeMap<String, String>,
    /// The swept parameters, in order of path.
    pub sweeps: Vec<Sweep>,
    /// Known exact values that a run must reproduce.
    pub checks: Vec<Check>,
    /// The tables that it names, in order of name.
    pub tables: Vec<TableFile>,
    /// The table `[play]`, as written.
    pub(crate) play: PlayText,
    /// The formats in which tables could be read.
    formats: Formats,
}

/// The tables and keys of a scenario file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Bazaar scenario")]
pub(crate) struct ScenarioText {
    /// The title, one line.
    #[serde(default)]
    title: String,
    /// What it shows, and its purpose.
    #[serde(default)]
    description: String,
    /// The settings of a run.
    #[serde(default)]
    study: StudySettings,
    /// Exactly one table, whose name selects the model.
    model: ModelParameters,
    /// Known exact values of metrics; `bazaar verify` compares a run with them.
    #[serde(default)]
    checks: Vec<Check>,
    /// The initial state of a page with the scenario; `bazaar play` opens one.
    #[serde(default)]
    play: PlayText,
}

impl Scenario {
    /// Reads a file, or a shipped scenario by its name, and applies the `--set`
    /// arguments. Of the tables that it names only CSV can be read.
    ///
    /// # Errors
    /// If there is no such text, or it is not a scenario.
    pub fn load(name_or_path: &str, sets: &[impl AsRef<str>]) -> Result<Self, ScenarioError> {
        Self::load_with(name_or_path, sets, Formats::CSV)
    }

    /// The same, with tables in any of these formats.
    ///
    /// # Errors
    /// If there is no such text, or it is not a scenario.
    pub fn load_with(
        name_or_path: &str,
        sets: &[impl AsRef<str>],
        formats: Formats,
    ) -> Result<Self, ScenarioError> {
        Self::parse_with(file::find(name_or_path)?, sets, formats)
    }

    /// Reads a text and applies `--set` arguments, `path=value`. Of the tables
    /// that it names only CSV can be read.
    ///
    /// # Errors
    /// If it is not a scenario: every error in it, in order of place.
    pub fn parse(source: Source, sets: &[impl AsRef<str>]) -> Result<Self, ScenarioError> {
        Self::parse_with(source, sets, Formats::CSV)
    }

    /// The same, with tables in any of these formats.
    ///
    /// # Errors
    /// If it is not a scenario: every error in it, in order of place.
    pub fn parse_with(
        source: Source,
        sets: &[impl AsRef<str>],
        formats: Formats,
    ) -> Result<Self, ScenarioError> {
        Ok(Self::read(source, sets, formats)?.0)
    }

    /// Like `parse_with`, together with the document, for further errors at places in it.
    pub(crate) fn read(
        source: Source,
        sets: &[impl AsRef<str>],
        formats: Formats,
    ) -> Result<(Self, Document), ScenarioError> {
        let name = source.name().to_owned();
        if source.text().trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(ScenarioError::Empty { name });
        }
        if let Some(verb) = asked(source.text()) {
            return Err(ScenarioError::IsStudy { name, verb });
        }
        let mut document = Document::parse(&Arc::new(source), formats);
        if document.broken {
            return Err(ScenarioError::invalid(name, document.diagnostics));
        }
        sets.iter().for_each(|argument| edit::set(&mut document, argument.as_ref()));
        let scenario = Self::finish(name, &mut document, formats)?;
        Ok((scenario, document))
    }

    /// Reads the types from the document and applies every rule.
    fn finish(name: String, document: &mut Document, formats: Formats) -> Result<Self, ScenarioError> {
        let text = read_and_check(document);
        if text.is_some() {
            check_swept_values(document);
        }
        let Some(text) = text.filter(|_| document.diagnostics.is_empty()) else {
            return Err(ScenarioError::invalid(name, std::mem::take(&mut document.diagnostics)));
        };
        let mut sources = BTreeMap::new();
        let mut sweeps = Vec::new();
        collect(&document.root, &mut Vec::new(), &mut sources, &mut sweeps);
        sweeps.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(Self {
            name,
            title: text.title,
            description: text.description,
            study: text.study,
            model: text.model,
            sources,
            sweeps,
            checks: text.checks,
            tables: document.library.clone().into_tables(),
            play: text.play,
            formats,
        })
    }

    /// Whether its text has a table `[play]`.
    #[must_use]
    pub fn has_play(&self) -> bool {
        !self.play.is_empty()
    }

    /// The swept parameters, as factors of a study.
    #[must_use]
    pub fn factors(&self) -> Vec<Factor> {
        let of_sweep = |sweep: &Sweep| {
            Factor::of_values(&sweep.path, sweep.values.iter().map(|value| Given::from_toml(value)).collect())
        };
        let mut factors: Vec<Factor> = self.sweeps.iter().map(of_sweep).collect();
        let unnamed = vec![false; factors.len()];
        tell_apart(&mut factors, &unnamed);
        factors
    }

    /// The same scenario with `path=value` edits, such as one point of a sweep.
    ///
    /// # Errors
    /// If a path or value does not fit.
    pub fn with(&self, sets: &[impl AsRef<str>]) -> Result<Self, ScenarioError> {
        let source = Source::new(self.name.clone(), self.to_toml()).with_tables(self.tables.clone());
        Self::parse_with(source, sets, self.formats)
    }

    /// The same scenario as a tree, to try many edits.
    pub(crate) fn draft(&self) -> Draft<'_> {
        let source = Source::new(self.name.clone(), self.to_toml()).with_tables(self.tables.clone());
        Draft { scenario: self, document: Document::parse(&Arc::new(source), self.formats) }
    }
}

/// A scenario that is parsed once, and read again for each edit.
pub(crate) struct Draft<'a> {
    scenario: &'a Scenario,
    document: Document,
}

impl Draft<'_> {
    /// The scenario with a `path=value` edit.
    pub(crate) fn with(&self, set: &str) -> Result<Scenario, ScenarioError> {
        self.edited(|document| edit::set(document, set))
    }

    /// The scenario without the value at a path, which gets its default, if it has one.
    pub(crate) fn without(&self, path: &str) -> Result<Scenario, ScenarioError> {
        let parts: Vec<&str> = path.split('.').collect();
        self.edited(|document| edit::remove(&mut document.root, &parts))
    }

    fn edited(&self, edit: impl FnOnce(&mut Document)) -> Result<Scenario, ScenarioError> {
        let mut document = self.document.clone();
        edit(&mut document);
        Scenario::finish(self.scenario.name.clone(), &mut document, self.scenario.formats)
    }
}

/// Reads the types from the document and applies the rules across parameters.
fn read_and_check(document: &mut Document) -> Option<ScenarioText> {
    let text: ScenarioText = read(document)?;
    let model = ["model", text.model.name()];
    let of_model = violations::locate(document, &model, text.model.validate());
    let mut of_study = text.study.validate();
    of_study.extend(text.study.validate_for(&text.model));
    let of_study = violations::locate(document, &["study"], of_study);
    document.diagnostics.extend(of_model);
    let of_checks = Check::violations(&text.checks, text.model.metrics());
    let of_checks = violations::locate(document, &["checks"], of_checks);
    document.diagnostics.extend(of_study);
    document.diagnostics.extend(of_checks);
    Some(text)
}

/// Reads the types once for each further value of each sweep, so that an
/// invalid one is found before the first run.
fn check_swept_values(document: &mut Document) {
    let mut paths = Vec::new();
    swept_paths(&document.root, &mut Vec::new(), &mut paths);
    for path in paths {
        let Some((first, count)) = sweep_at(document, &path) else {
            continue;
        };
        for index in first + 1..count {
            if let Some(node) = document.node_mut(&path) {
                node.swept = Some(index);
            }
            read_and_check(document);
        }
        if let Some(node) = document.node_mut(&path) {
            node.swept = Some(first);
        }
    }
}

fn sweep_at(document: &Document, path: &[String]) -> Option<(usize, usize)> {
    let node = document.node(path)?;
    match &node.value {
        Value::Array(elements) => Some((node.swept?, elements.len())),
        _ => None,
    }
}

fn swept_paths(node: &Node, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    if node.swept.is_some() {
        found.push(path.clone());
        return;
    }
    for (part, child) in node.children() {
        path.push(part);
        swept_paths(child, path, found);
        path.pop();
    }
}

/// Collects sources and sweeps from the finished tree. The source of a value
/// of a sweep stays with that value.
fn collect(
    node: &Node,
    path: &mut Vec<String>,
    sources: &mut BTreeMap<String, String>,
    sweeps: &mut Vec<Sweep>,
) {
    if let Some(source) = &node.provenance {
        sources.insert(dotted(path), source.clone());
    }
    if let (Some(_), Value::Array(elements)) = (node.swept, &node.value) {
        sweeps.push(Sweep {
            path: dotted(path),
            values: elements.iter().map(|e| writer::inline(&Plain::given(e))).collect(),
            written: elements.iter().map(|e| writer::inline(&Plain::written(e))).collect(),
            place: node.place.clone(),
        });
        return;
    }
    for (part, child) in node.children() {
        path.push(part);
        collect(child, path, sources, sweeps);
        path.pop();
    }
}

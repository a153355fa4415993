//! The scenario of a directive, named and edited as on the command line.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bazaar_figure::command::{Command, quoted};
use bazaar_models::metric::Metric;
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Scenario, ScenarioError, Shipped, Source, did_you_mean, shipped};

use super::arguments::Arguments;
use super::fault::Fault;
use super::syntax::Word;

/// The usage of a directive, with the flags that can follow a scenario's name in every directive.
macro_rules! usage {
    ($words:literal) => {
        concat!("{{ ", $words, " [--set PATH=VALUE]... [--replications N] [--seed N] }}")
    };
}
pub(crate) use usage;

/// A scenario, and the replications to make.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) scenario: Scenario,
    /// The index of the first replication, from 0.
    pub(crate) first: u64,
    /// The text as written, under the name of its file, if it has one.
    pub(crate) source: Source,
    /// Its edits, each `path=value`.
    pub(crate) sets: Vec<String>,
    /// The command that makes the same run.
    pub(crate) command: String,
}

/// The folders that are searched for scenarios, and the manual.
#[derive(Clone, Debug)]
pub(crate) struct Shelf {
    /// The folder of the book, from which paths of scenarios start.
    pub(crate) root: PathBuf,
    /// The folder whose `model/name.toml` takes precedence over the shipped scenario of that name.
    pub(crate) folder: Option<PathBuf>,
    /// The program's manual, in Markdown.
    pub(crate) manual: Arc<str>,
}

impl Subject {
    /// Reads name and flags.
    pub(crate) fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Self, Fault> {
        let sets = arguments.flags("--set")?;
        let replications = arguments.flag("--replications")?;
        let seed = arguments.flag("--seed")?;
        let name = arguments.next("a scenario")?;
        let source = shelf.find(&name)?;
        let mut edits: Vec<String> = sets.iter().map(|word| word.text.clone()).collect();
        for (key, word, least) in [("seed", &seed, 0), ("replications", &replications, 1)] {
            if let Some(word) = word {
                edits.push(format!("study.{key}={}", number(word, least)?));
            }
        }
        let source = source.set_from(&shelf.root);
        let called = source.clone().called(&name.text);
        let scenario = match Scenario::parse_with(called, &edits, FORMATS) {
            Ok(scenario) => scenario,
            Err(error) => {
                // Read again under the name of the file, so that errors name it.
                let error = Scenario::parse_with(source, &edits, FORMATS).err().unwrap_or(error);
                let span = sets.first().map_or(name.span.clone(), |set| name.span.start..set.span.end);
                let message = format!("the scenario `{}` cannot be run like this", name.text);
                return Err(Fault::new(span, message, "").with_scenario(error));
            }
        };
        let command = command(&name, &sets, replications.as_ref(), seed.as_ref());
        Ok(Subject { scenario, first: 0, source, sets: edits, command })
    }

    /// Whether this is the scenario that comes with the program, which a page's engine has too.
    pub(crate) fn is_shipped(&self) -> bool {
        Shipped::find(&self.scenario.name).is_some_and(|shipped| shipped.text == self.source.text())
    }

    /// The subject with further edits, `path=value`, which were typed at `span`.
    pub(crate) fn with(&self, edits: &[String], span: &Range<usize>) -> Result<Self, Fault> {
        let scenario = self.scenario.with(edits).map_err(|error| {
            let message = format!("the scenario `{}` cannot be run like this", self.scenario.name);
            Fault::new(span.clone(), message, "").with_scenario(error)
        })?;
        let sets: String = edits.iter().map(|edit| format!(" --set {}", quoted(edit))).collect();
        let command = self.command.clone() + &sets;
        let sets = self.sets.iter().chain(edits).cloned().collect();
        Ok(Subject { scenario, first: self.first, source: self.source.clone(), sets, command })
    }

    /// The metric of this name.
    pub(crate) fn metric(&self, word: &Word) -> Result<&'static Metric, Fault> {
        let metrics = self.scenario.model.metrics();
        metrics.iter().find(|metric| metric.name == word.text).ok_or_else(|| {
            let names: Vec<&str> = metrics.iter().map(|metric| metric.name).collect();
            let guess = word.guess(&names);
            let model = self.scenario.model.name();
            let message = format!("the model `{model}` has no metric `{}`", word.text);
            Fault::new(word.span.clone(), message, format!("{guess}Its metrics are {}", names.join(", ")))
        })
    }
}

impl Shelf {
    fn find(&self, name: &Word) -> Result<Source, Fault> {
        let unreadable = |reason: ScenarioError| {
            Fault::new(
                name.span.clone(),
                format!("the scenario `{}` cannot be read: {reason}", name.text),
                "",
            )
        };
        if name.text.ends_with(".toml") {
            let path = self.root.join(&name.text);
            if path.is_file() {
                return Source::open(&path).map(|source| source.called(&name.text)).map_err(unreadable);
            }
            let help = format!("paths of scenarios start from the book's folder, {}", self.root.display());
            return Err(Fault::new(name.span.clone(), format!("there is no scenario `{}`", name.text), help));
        }
        if let Some(folder) = &self.folder {
            let file = format!("{}.toml", name.text);
            let path = self.root.join(folder).join(&file);
            if path.is_file() {
                let shown =
                    folder.file_name().map_or(PathBuf::from(&file), |last| Path::new(last).join(&file));
                let shown = shown.display().to_string();
                return Source::open(&path).map(|source| source.called(shown)).map_err(unreadable);
            }
        }
        Shipped::find(&name.text).map(|scenario| scenario.source()).ok_or_else(|| {
            let names: Vec<&str> = shipped().map(|scenario| scenario.name).collect();
            let help = match did_you_mean(&name.text, names.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "`bazaar models` lists the scenarios that come with the program; \
                         a path ends in .toml and starts from the book's folder"
                    .to_owned(),
            };
            Fault::new(name.span.clone(), format!("there is no scenario `{}`", name.text), help)
        })
    }
}

fn number(word: &Word, least: u64) -> Result<u64, Fault> {
    match word.text.parse::<u64>() {
        Ok(number) if number >= least => Ok(number),
        _ => Err(Fault::new(
            word.span.clone(),
            format!("a whole number of at least {least} is needed, got `{}`", word.text),
            format!("type a whole number from {least}, such as 20"),
        )),
    }
}

fn command(name: &Word, sets: &[Word], replications: Option<&Word>, seed: Option<&Word>) -> String {
    let flag = |flag: &'static str, word: Option<&Word>| word.map(|word| (flag, word.text.clone()));
    let flags = [flag("--replications", replications), flag("--seed", seed)].into_iter().flatten().collect();
    let sets = sets.iter().map(|set| set.text.as_str()).collect();
    Command { verb: "run", subject: &name.text, sets, flags }.to_string()
}

//! From a text to a lab whose every path, value and metric has been tried on its scenario.

use std::path::Path;

use bazaar_models::metric::Metric;
use bazaar_models::violation::Violation;
use bazaar_scenario::{
    Form, Given, Scenario, ScenarioError, Shipped, Source, did_you_mean, form_schema_text, shipped,
    shipped_labs,
};

use super::error::LabError;
use super::estimator::Estimator;
use super::kinds::{ArmText, Best, ChoiceText, NumericText, OptionText, RankingText};
use super::text::{LabText, PersonalText, QuestionText};

/// What the file of a lab is called.
const FILE: &str = "lab.toml";

/// The most values that a range of a personal parameter has.
const MOST_VALUES: f64 = 10_000.0;

/// A lab, every path and value in it tried.
#[derive(Clone, Debug)]
pub struct Lab {
    /// What answers call it: `labs/warm-up`, or the name of the folder that it lies in.
    pub(super) name: String,
    pub(super) text: LabText,
    /// The scenario before it becomes personal.
    pub(super) scenario: Scenario,
    pub(super) personal: Vec<Personal>,
    pub(super) questions: Vec<Question>,
}

/// A personal parameter with all values that it may have, as TOML.
#[derive(Clone, Debug)]
pub(super) struct Personal {
    pub(super) path: String,
    pub(super) label: String,
    pub(super) values: Vec<String>,
}

/// A question that the scenario can answer.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) points: f64,
    pub(super) hints: Vec<String>,
    pub(super) prediction: bool,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Numeric(Numeric),
    Arms(Arms),
    Free { words: u32 },
}

#[derive(Clone, Debug)]
pub(super) struct Numeric {
    pub(super) right: Estimator,
    pub(super) unit: &'static str,
    pub(super) decimals: u32,
    pub(super) mistakes: Vec<Mistake>,
}

#[derive(Clone, Debug)]
pub(super) struct Mistake {
    pub(super) name: String,
    pub(super) estimator: Estimator,
    pub(super) feedback: String,
    pub(super) credit: f64,
}

/// Several arms, of which the best is asked for, or the order.
#[derive(Clone, Debug)]
pub(super) struct Arms {
    pub(super) metric: &'static str,
    pub(super) best: Best,
    pub(super) replications: u32,
    pub(super) options: Vec<OptionText>,
    pub(super) ranked: bool,
}

/// The schema of a lab as it is checked in: `scenarios/labs/schema.json`.
#[must_use]
pub fn schema_text() -> String {
    form_schema_text::<LabText>()
}

impl Lab {
    /// Every lab that comes with the program, with its title and its minutes.
    #[must_use]
    pub fn shipped() -> Vec<(&'static str, String, u32)> {
        let all = shipped_labs().filter_map(|lab| {
            let (text, _) = Form::read::<LabText>(lab.source(), |_| Vec::new()).ok()?;
            Some((lab.name, text.title, text.minutes))
        });
        all.collect()
    }

    /// Whether what a user typed names a lab, and not a scenario or a study.
    #[must_use]
    pub fn is_named(name: &str) -> bool {
        let path = Path::new(name);
        Shipped::find_lab(name).is_some() || path.ends_with(FILE) || path.join(FILE).is_file()
    }

    /// The lab of this name: one that comes with the program, the path of a `lab.toml`, or the folder that it lies in.
    ///
    /// # Errors
    /// If there is none, or with every error in it.
    pub fn load(name: &str) -> Result<Self, LabError> {
        let path = Path::new(name);
        let file = if path.is_dir() { path.join(FILE) } else { path.to_owned() };
        if file.is_file() {
            let folder = std::path::absolute(&file).ok();
            let folder = folder.as_deref().and_then(Path::parent).and_then(Path::file_name);
            let called =
                folder.map_or_else(|| name.to_owned(), |folder| folder.to_string_lossy().into_owned());
            return Self::parse(&called, Source::open(&file)?);
        }
        if let Some(lab) = Shipped::find_lab(name) {
            return Self::parse(lab.name, lab.source());
        }
        let bare = |name: &'static str| name.strip_prefix("labs/").unwrap_or(name);
        let typed = name.strip_prefix("labs/").unwrap_or(name);
        let help = did_you_mean(typed, shipped_labs().map(|lab| bare(lab.name))).map_or_else(
            || {
                "`bazaar course labs` lists those that come with the program; or name the folder of a lab.toml"
                    .to_owned()
            },
            |guess| format!("did you mean `labs/{guess}`?"),
        );
        Err(LabError::Use { message: format!("there is no lab `{name}`"), help })
    }

    /// Reads the text of a lab that answers call by this name.
    ///
    /// # Errors
    /// With every error in it.
    pub fn parse(name: &str, source: Source) -> Result<Self, LabError> {
        let (text, form) = Form::read::<LabText>(source, LabText::validate)?;
        let mut trial = match Trial::new(&text) {
            Ok(trial) => trial,
            Err(broken) => {
                form.check(broken)?;
                return Err(LabError::usage("the lab's scenario cannot be read", "correct it first"));
            }
        };
        let personal = trial.personal(&text.personal);
        let questions = trial.questions(&text.questions);
        form.check(trial.broken)?;
        Ok(Lab { name: name.to_owned(), scenario: trial.scenario, personal, questions, text })
    }

    /// What answers call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How likely an honest answer to one question is refused.
    pub(super) fn miss(&self) -> f64 {
        let graded = self.questions.iter();
        let graded = graded.filter(|one| !one.prediction && !matches!(one.kind, Kind::Free { .. })).count();
        self.text.error / graded.max(1) as f64
    }
}

/// A scenario on which everything in a lab is tried.
struct Trial {
    scenario: Scenario,
    broken: Vec<Violation>,
}

impl Trial {
    fn new(text: &LabText) -> Result<Self, Vec<Violation>> {
        let refuse = |message: String, help: &str| vec![Violation::new("scenario", message, help)];
        let Some(found) = Shipped::find(&text.scenario) else {
            let help = did_you_mean(&text.scenario, shipped().map(|scenario| scenario.name)).map_or_else(
                || {
                    "type the name of a scenario that comes with the program; `bazaar models` lists them"
                        .to_owned()
                },
                |guess| format!("did you mean `{guess}`?"),
            );
            return Err(vec![Violation::new(
                "scenario",
                format!("there is no scenario `{}`", text.scenario),
                help,
            )]);
        };
        let mut scenario = match Scenario::parse(found.source(), &text.set) {
            Ok(scenario) => scenario,
            Err(error) => return Err(of_edits(&error, "set", text.set.len())),
        };
        if let Some(sweep) = scenario.sweeps.first() {
            let message = format!("the scenario has several values for {}", sweep.path);
            return Err(refuse(message, "give it one value with `set`"));
        }
        if !scenario.tables.is_empty() {
            let message = "the scenario names tables, which a student would not have".to_owned();
            return Err(refuse(message, "choose one without"));
        }
        if scenario.study.batches.is_some() || scenario.study.warm_up_by.is_some() {
            let message = "the scenario finds its warm-up or cuts one run into batches".to_owned();
            let help =
                "choose one with replications and a warm-up that is set: answers are means over replications";
            return Err(refuse(message, help));
        }
        scenario.checks.clear();
        Ok(Trial { scenario, broken: Vec::new() })
    }

    fn refuse(&mut self, at: impl Into<String>, message: impl Into<String>, help: impl Into<String>) {
        self.broken.push(Violation::new(at, message, help));
    }

    /// Tries edits; what is wrong with one is told at its place.
    fn try_edits(&mut self, set: &[String], at: &str) {
        match self.scenario.with(set) {
            Ok(scenario) if !scenario.sweeps.is_empty() => {
                self.refuse(
                    at,
                    "an edit with several values",
                    "a run takes one value: ask a question for each",
                );
            }
            Ok(_) => {}
            Err(error) => self.broken.extend(of_edits(&error, at, set.len())),
        }
    }

    fn metric(&mut self, name: &str, at: &str) -> Option<&'static Metric> {
        let all: &'static [Metric] = self.scenario.model.metrics();
        let found = all.iter().find(|metric| metric.name == name);
        if found.is_none() {
            let model = self.scenario.model.name();
            let help = did_you_mean(name, all.iter().map(|metric| metric.name)).map_or_else(
                || format!("`bazaar models {model}` lists them"),
                |guess| format!("did you mean `{guess}`?"),
            );
            self.refuse(at, format!("the model {model} has no metric `{name}`"), help);
        }
        found
    }

    fn personal(&mut self, texts: &[PersonalText]) -> Vec<Personal> {
        let mut all = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            let at = format!("personal.{index}");
            let values = match text.candidates() {
                Ok(values) => values,
                Err(broken) => {
                    self.broken.push(broken.within(&at));
                    continue;
                }
            };
            let tried = match (text.values.is_empty(), values.as_slice()) {
                (true, [first, .., last]) => vec![first.clone(), last.clone()],
                _ => values.clone(),
            };
            for value in tried {
                if let Err(error) = self.scenario.with(&[format!("{}={value}", text.path)]) {
                    let first = of_edits(&error, &at, 1).into_iter().next();
                    let (message, help) = first.map_or_else(Default::default, |it| (it.message, it.help));
                    self.refuse(format!("{at}.path"), format!("{value}: {message}"), help);
                    break;
                }
            }
            all.push(Personal { path: text.path.clone(), label: text.label.clone(), values });
        }
        all
    }

    fn questions(&mut self, texts: &[QuestionText]) -> Vec<Question> {
        let all = texts.iter().enumerate().filter_map(|(index, text)| {
            let at = format!("questions.{index}");
            let kind = self.kind(text, &at)?;
            Some(Question {
                name: text.name.clone(),
                text: text.text.clone(),
                points: text.points,
                hints: text.hints.clone(),
                prediction: text.prediction,
                kind,
            })
        });
        all.collect()
    }

    fn kind(&mut self, text: &QuestionText, at: &str) -> Option<Kind> {
        if let Some(numeric) = &text.numeric {
            return self.numeric(numeric, &format!("{at}.numeric")).map(Kind::Numeric);
        }
        if let Some(ChoiceText { metric, best, replications, options }) = &text.choice {
            let at = format!("{at}.choice");
            return self.arms(metric, *best, *replications, options, false, &at).map(Kind::Arms);
        }
        if let Some(RankingText { metric, best, replications, options }) = &text.ranking {
            let at = format!("{at}.ranking");
            return self.arms(metric, *best, *replications, options, true, &at).map(Kind::Arms);
        }
        text.free.as_ref().map(|free| Kind::Free { words: free.words })
    }

    fn numeric(&mut self, text: &NumericText, at: &str) -> Option<Numeric> {
        let metric = self.metric(&text.metric, &format!("{at}.metric"));
        self.try_edits(&text.set, &format!("{at}.set"));
        let replications = text.replications.unwrap_or(self.scenario.study.replications);
        let minus = match &text.minus {
            Some(ArmText { metric, set }) => {
                let name = metric.as_ref().unwrap_or(&text.metric);
                let metric = self.metric(name, &format!("{at}.minus.metric"))?;
                self.try_edits(set, &format!("{at}.minus.set"));
                Some((metric.name, set.clone()))
            }
            None => None,
        };
        let metric = metric?;
        let right = Estimator { metric: metric.name, set: text.set.clone(), minus, replications };
        let mut mistakes = Vec::with_capacity(text.mistakes.len());
        for (index, mistake) in text.mistakes.iter().enumerate() {
            let at = format!("{at}.mistakes.{index}");
            let metric = match &mistake.metric {
                Some(name) => self.metric(name, &format!("{at}.metric"))?.name,
                None => metric.name,
            };
            let set: Vec<String> = text.set.iter().chain(&mistake.set).cloned().collect();
            self.try_edits(&mistake.set, &format!("{at}.set"));
            let minus = right.minus.clone().filter(|_| !mistake.nothing_taken_away);
            let replications = mistake.replications.unwrap_or(replications);
            let estimator = Estimator { metric, set, minus, replications };
            if estimator == right {
                self.refuse(
                    at,
                    "a mistake that runs just as the question does",
                    "say what is different in it",
                );
                continue;
            }
            let (name, feedback) = (mistake.name.clone(), mistake.feedback.clone());
            mistakes.push(Mistake { name, estimator, feedback, credit: mistake.credit });
        }
        Some(Numeric { right, unit: metric.unit, decimals: text.decimals, mistakes })
    }

    fn arms(
        &mut self,
        metric: &str,
        best: Best,
        replications: Option<u32>,
        options: &[OptionText],
        ranked: bool,
        at: &str,
    ) -> Option<Arms> {
        for (index, option) in options.iter().enumerate() {
            self.try_edits(&option.set, &format!("{at}.options.{index}.set"));
        }
        let metric = self.metric(metric, &format!("{at}.metric"))?.name;
        let replications = replications.unwrap_or(self.scenario.study.replications);
        Some(Arms { metric, best, replications, options: options.to_vec(), ranked })
    }
}

/// What a scenario says against edits, at the place of each; against anything else, at the list.
fn of_edits(error: &ScenarioError, at: &str, edits: usize) -> Vec<Violation> {
    let of_one = error.diagnostics().iter().map(|diagnostic| {
        let edit = diagnostic.place().edit().filter(|edit| *edit < edits);
        let path = edit.map_or_else(|| at.to_owned(), |edit| format!("{at}.{edit}"));
        Violation::new(path, diagnostic.message(), diagnostic.help_text().unwrap_or_default())
    });
    let all: Vec<Violation> = of_one.collect();
    if all.is_empty() { vec![Violation::new(at, error.to_string(), "")] } else { all }
}

impl LabText {
    /// The rules that hold whatever the scenario, with paths from the root.
    fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        for (key, missing) in [
            ("title", self.title.is_empty()),
            ("scenario", self.scenario.is_empty()),
            ("objectives", self.objectives.is_empty()),
            ("questions", self.questions.is_empty()),
        ] {
            if missing {
                broken.push(Violation::new("", format!("the lab has no {key}"), format!("add {key} = …")));
            }
        }
        if !(10..=10_000).contains(&self.key_replications) {
            let message = format!("a key from {} replications", self.key_replications);
            broken.push(Violation::new("key_replications", message, "type a whole number from 10 to 10000"));
        }
        if !(self.error > 0.0 && self.error <= 0.03) {
            let message = format!("an error probability of {}", self.error);
            broken.push(Violation::new(
                "error",
                message,
                "type a number above 0 and at most 0.03, such as 0.01",
            ));
        }
        for (index, question) in self.questions.iter().enumerate() {
            broken.extend(question.validate().into_iter().map(|it| it.within(&format!("questions.{index}"))));
            if self.questions[..index].iter().any(|other| other.name == question.name) {
                let message = format!("a second question `{}`", question.name);
                broken.push(Violation::new(
                    format!("questions.{index}.name"),
                    message,
                    "give it another name",
                ));
            }
        }
        broken
    }
}

impl QuestionText {
    fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        let kinds =
            [self.numeric.is_some(), self.choice.is_some(), self.ranking.is_some(), self.free.is_some()];
        if kinds.iter().filter(|there| **there).count() != 1 {
            let help = "give it exactly one of the tables numeric, choice, ranking, free";
            broken.push(Violation::new("name", format!("of which kind is `{}`?", self.name), help));
        }
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.name.is_empty() || !self.name.chars().all(letters) {
            let help = "type small letters, digits and underscores, such as mean_wait";
            broken.push(Violation::new("name", format!("`{}` is no name of a question", self.name), help));
        }
        if !(self.points >= 0.0 && self.points <= 1000.0) {
            broken.push(Violation::new(
                "points",
                "points that nobody can have",
                "type a number from 0 to 1000",
            ));
        }
        let arms = [
            ("choice", self.choice.as_ref().map(|arms| (&arms.options, arms.replications))),
            ("ranking", self.ranking.as_ref().map(|arms| (&arms.options, arms.replications))),
        ];
        for (kind, arms) in arms {
            let Some((options, replications)) = arms else { continue };
            if !(2..=26).contains(&options.len()) {
                let at = format!("{kind}.options");
                broken.push(Violation::new(
                    at,
                    "there is nothing to choose from",
                    "give from 2 to 26 options",
                ));
            }
            if replications == Some(0) {
                broken.push(none(format!("{kind}.replications")));
            }
        }
        if let Some(numeric) = &self.numeric {
            if numeric.decimals > 9 {
                broken.push(Violation::new("numeric.decimals", "more decimals than matter", "type 0 to 9"));
            }
            if numeric.replications == Some(0) {
                broken.push(none("numeric.replications".to_owned()));
            }
            for (index, mistake) in numeric.mistakes.iter().enumerate() {
                let at = format!("numeric.mistakes.{index}");
                if mistake.replications == Some(0) {
                    broken.push(none(format!("{at}.replications")));
                }
                if !(0.0..=1.0).contains(&mistake.credit) {
                    let at = format!("{at}.credit");
                    broken.push(Violation::new(at, "a share beyond all points", "type a number from 0 to 1"));
                }
            }
        }
        broken
    }
}

fn none(at: String) -> Violation {
    Violation::new(at, "without a replication nothing is run", "type a whole number from 1 up")
}

impl PersonalText {
    /// All values, as TOML, with paths of violations from here.
    fn candidates(&self) -> Result<Vec<String>, Violation> {
        if self.path == "study.seed" || !["study.", "model."].iter().any(|table| self.path.starts_with(table))
        {
            let help = "type one such as \"model.queue.servers\"; every student has a seed anyway";
            return Err(Violation::new("path", format!("`{}` is no path of a parameter", self.path), help));
        }
        match (self.values.as_slice(), &self.low, &self.high, &self.step) {
            ([], Some(low), Some(high), Some(step)) => range(low, high, step),
            ([_, _, ..], None, None, None) => Ok(self.values.iter().map(Given::toml).collect()),
            _ => Err(Violation::new(
                "path",
                "a personal parameter has two values or more, or a range",
                "give either values = [ … ], or low, high and step",
            )),
        }
    }
}

/// The values from `low` up to `high` by `step`, with as many decimals as the step has.
fn range(low: &Given, high: &Given, step: &Given) -> Result<Vec<String>, Violation> {
    let refuse = |key: &str, message: &str, help: &str| Violation::new(key, message, help);
    let (Some(from), Some(to), Some(by)) = (low.amount(), high.amount(), step.amount()) else {
        return Err(refuse("low", "a range of what is no number", "list its values with values = [ … ]"));
    };
    if !to.is_like(&from) || !by.is_like(&from) {
        return Err(refuse(
            "step",
            "low, high and step are not in one unit",
            "write all of them alike, as in \"5 h\"",
        ));
    }
    let count = ((to.number - from.number) / by.number + 1e-9).floor();
    if !(by.number > 0.0 && (1.0..MOST_VALUES).contains(&count)) {
        let help = "type a step above zero that leads from low to high, in at most 10,000 steps";
        return Err(refuse("step", "the range has fewer than two values, or very many", help));
    }
    let decimals = |given: &Given| {
        let digits = given.shown();
        let after = digits.split_once('.').map_or("", |(_, after)| after);
        after.chars().take_while(char::is_ascii_digit).count()
    };
    let decimals = decimals(step).max(decimals(low));
    let whole = from.is_whole() && by.is_whole();
    let mut values = Vec::new();
    let mut index = 0.0;
    while index <= count {
        let number = from.number + index * by.number;
        let number: f64 = format!("{number:.decimals$}").parse().unwrap_or(number);
        values.push(low.like(number, whole));
        index += 1.0;
    }
    Ok(values)
}

//! From a text to a lab whose every path, value and metric has been tried on its scenario.

use std::path::Path;

use bazaar_exercise::Fields;
use bazaar_scenario::{Form, Scenario, Shipped, Source, did_you_mean, form_schema_text, shipped_labs};

use super::asked::{Kind, Personal, Question};
use super::checker::Checker;
use super::error::LabError;
use super::text::LabText;

/// What the file of a lab is called.
const FILE: &str = "lab.toml";

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
    /// So many values are made of each key, and not all, if it is only sketched.
    sketched: Option<u32>,
}

/// A lab in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is called: `labs/warm-up`.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
}

/// The schema of a lab as it is checked in: `scenarios/labs/schema.json`.
#[must_use]
pub fn schema_text() -> String {
    form_schema_text::<LabText>()
}

impl Lab {
    /// Every lab that comes with the program, with its title and its minutes.
    #[must_use]
    pub fn shipped() -> Vec<Listed> {
        let all = shipped_labs().filter_map(|lab| {
            let (text, _) = Form::read::<LabText>(lab.source(), |_| Vec::new()).ok()?;
            Some(Listed { name: lab.name, title: text.title, minutes: text.minutes })
        });
        all.collect()
    }

    /// Whether what a user typed names a lab, and not a scenario or a study.
    #[must_use]
    pub fn is_named(name: &str) -> bool {
        let path = Path::new(name);
        Shipped::find_lab(name).is_some() || path.ends_with(FILE) || path.join(FILE).is_file()
    }

    /// The lab of this name: one that comes with the program, the path of a `lab.toml`, or the folder that it lies in. A folder that has the name of a
    /// lab of the program is typed as `./labs/warm-up`, so that a name means the same wherever it is typed.
    ///
    /// # Errors
    /// If there is none, or with every error in it.
    pub fn load(name: &str) -> Result<Self, LabError> {
        if let Some(lab) = Shipped::find_lab(name) {
            return Self::parse(lab.name, lab.source());
        }
        let path = Path::new(name);
        let file = if path.is_dir() { path.join(FILE) } else { path.to_owned() };
        if file.is_file() {
            let folder = std::path::absolute(&file).ok();
            let folder = folder.as_deref().and_then(Path::parent).and_then(Path::file_name);
            let called =
                folder.map_or_else(|| name.to_owned(), |folder| folder.to_string_lossy().into_owned());
            return Self::parse(&called, Source::open(&file)?);
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
        let mut checker = match Checker::new(&text) {
            Ok(checker) => checker,
            Err(broken) => {
                form.check(broken)?;
                return Err(LabError::usage("the lab's scenario cannot be read", "correct it first"));
            }
        };
        let personal = checker.personal(&text.personal);
        let questions = checker.questions(&text);
        form.check(checker.broken)?;
        let (name, scenario) = (name.to_owned(), checker.scenario);
        Ok(Lab { name, scenario, personal, questions, text, sketched: None })
    }

    /// What answers call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.text.title
    }

    /// The questions by their names, with options as the lab lists them.
    pub(super) fn fields(&self) -> Fields {
        let field = |question: &Question| {
            let options = match &question.kind {
                Kind::Arms(arms) => arms.options.iter().collect(),
                _ => Vec::new(),
            };
            (question.name.clone(), question.field(&options))
        };
        self.questions.iter().map(field).collect()
    }

    /// What it begins with, in Markdown.
    #[must_use]
    pub fn introduction(&self) -> &str {
        &self.text.introduction
    }

    /// The scenario before it becomes personal.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The metric of the first question about a number, a choice or an order.
    #[must_use]
    pub fn first_metric(&self) -> Option<&str> {
        self.text.questions.iter().find_map(|one| {
            let of_arms = one.choice.as_ref().or(one.ranking.as_ref());
            one.numeric.as_ref().map(|one| &one.metric).or(of_arms.map(|one| &one.metric)).map(String::as_str)
        })
    }

    /// The same lab with keys from so many values at most, whose tolerances are those of all of them: how far an answer may be off comes
    /// out about right for a small part of the runs. For trying a lab, and not for grading.
    #[must_use]
    pub fn sketched(self, values: u32) -> Self {
        Lab { sketched: Some(values.max(2)), ..self }
    }

    /// How many values of a key of so many are made.
    pub(super) fn made(&self, values: u32) -> u32 {
        self.sketched.map_or(values, |most| most.min(values))
    }

    /// How likely an honest answer to one question is refused.
    pub(super) fn miss(&self) -> f64 {
        let graded = self.questions.iter();
        let graded = graded.filter(|one| !one.prediction && !matches!(one.kind, Kind::Free { .. })).count();
        self.text.error / graded.max(1) as f64
    }
}

//! Loads a lab: from a text to a lab whose every path, value and metric is checked on its scenario.

use std::path::Path;

use bazaar_exercise::Fields;
use bazaar_scenario::{Form, Scenario, Shipped, Source, did_you_mean, form_schema_text, shipped_labs};

use super::asked::{Kind, Personal, Question};
use super::checker::Checker;
use super::error::LabError;
use super::text::LabText;

/// The file name of a lab.
const FILE: &str = "lab.toml";

/// A checked lab.
#[derive(Clone, Debug)]
pub struct Lab {
    /// Its name: `labs/warm-up`, or the name of its folder.
    pub(super) name: String,
    pub(super) text: LabText,
    /// The scenario without personal values.
    pub(super) scenario: Scenario,
    pub(super) personal: Vec<Personal>,
    pub(super) questions: Vec<Question>,
    /// The limit on values per key, if keys are only sketched.
    sketched: Option<u32>,
}

/// A lab in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name: `labs/warm-up`.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// Its duration, in minutes.
    pub minutes: u32,
}

/// The schema of a lab, as in `scenarios/labs/schema.json`.
#[must_use]
pub fn schema_text() -> String {
    form_schema_text::<LabText>()
}

impl Lab {
    /// All labs of the program, each with its title and duration.
    #[must_use]
    pub fn shipped() -> Vec<Listed> {
        let all = shipped_labs().filter_map(|lab| {
            let (text, _) = Form::read::<LabText>(lab.source(), |_| Vec::new()).ok()?;
            Some(Listed { name: lab.name, title: text.title, minutes: text.minutes })
        });
        all.collect()
    }

    /// Whether an argument names a lab, and not a scenario or a study.
    #[must_use]
    pub fn is_named(name: &str) -> bool {
        let path = Path::new(name);
        Shipped::find_lab(name).is_some() || path.ends_with(FILE) || path.join(FILE).is_file()
    }

    /// Loads the lab of this name: a lab of the program, the path of a `lab.toml`, or its folder. A
    /// folder with the name of a lab of the program is typed as `./labs/warm-up`, so that a name
    /// always means the same.
    ///
    /// # Errors
    /// If it does not exist, or with all its errors.
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

    /// Reads the text of a lab with this name.
    ///
    /// # Errors
    /// With all errors.
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

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.text.title
    }

    /// The questions by name, with options in the lab's order.
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

    /// Its introduction, in Markdown.
    #[must_use]
    pub fn introduction(&self) -> &str {
        &self.text.introduction
    }

    /// The scenario without personal values.
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

    /// The same lab with keys from at most `values` values, whose tolerances are those of all of
    /// them: a sketch with approximately the right tolerances for a small part of the runs. For
    /// testing a lab, not for grading.
    #[must_use]
    pub fn sketched(self, values: u32) -> Self {
        Lab { sketched: Some(values.max(2)), ..self }
    }

    /// How many of these values of a key are made.
    pub(super) fn made(&self, values: u32) -> u32 {
        self.sketched.map_or(values, |most| most.min(values))
    }

    /// The probability that an honest answer to one question is refused.
    pub(super) fn miss(&self) -> f64 {
        let graded = self.questions.iter();
        let graded = graded.filter(|one| !one.prediction && !matches!(one.kind, Kind::Free { .. })).count();
        self.text.error / graded.max(1) as f64
    }
}

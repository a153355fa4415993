//! What one student is asked to do.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bazaar_scenario::Source;
use serde::{Deserialize, Serialize};

use super::answers::Designs;
use super::design::design_file;
use super::field::{Field, Fields};
use super::packing::Work;
use super::typed::is_value;
use super::{ANSWERS, SCENARIO};

/// A lab as one student has it, and nothing of how it is graded. Texts are Markdown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// The version of the program that it is for.
    pub version: String,
    /// What answers call the lab.
    pub lab: String,
    /// A line that names it.
    pub title: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What the student can do afterwards.
    pub objectives: Vec<String>,
    /// What the student is told first.
    pub introduction: String,
    /// The student's id.
    pub student: String,
    /// The student's own values, each with what it is called.
    pub values: Vec<(String, String)>,
    /// The text of the student's own scenario.
    pub scenario: String,
    /// What the student does, step by step.
    pub tasks: Vec<String>,
    /// What is asked, in the order in which it is.
    pub questions: Vec<Asked>,
    /// What to think about at the end.
    pub reflection: Vec<String>,
    /// Data that the student was given beside the scenario, by the names of their files.
    pub data: BTreeMap<String, String>,
}

/// A question as it is put to one student.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Its key in `answers.toml`.
    pub name: String,
    /// What is asked.
    pub text: String,
    /// How many points a full answer has.
    pub points: f64,
    /// Where to look, for who is stuck.
    pub hints: Vec<String>,
    /// It is answered before anything is run.
    pub prediction: bool,
    /// What an answer looks like, and which runs it takes.
    pub form: String,
    /// How it is answered.
    pub field: Field,
}

impl Exercise {
    /// The questions by their names.
    #[must_use]
    pub fn fields(&self) -> Fields {
        self.questions.iter().map(|asked| (asked.name.clone(), asked.field.clone())).collect()
    }

    /// An `answers.toml` with these answers, as they were typed; a question that is not among them stays open.
    #[must_use]
    pub fn answers(&self, typed: &BTreeMap<String, String>) -> String {
        let mut text = format!(
            "# Answers to: {}\n# Take away the # before an answer and type it behind the =. task.md says what is asked.\n\n\
             lab = \"{}\"\nstudent = \"{}\"\n\n[answers]\n",
            self.title, self.lab, self.student
        );
        for (index, Asked { name, field, .. }) in self.questions.iter().enumerate() {
            let _ = write!(text, "\n# {}.\n", index + 1);
            if matches!(field, Field::Design { .. }) {
                let _ = writeln!(text, "# {name}: edit {}", design_file(name));
                continue;
            }
            let _ = match typed.get(name).filter(|typed| !typed.trim().is_empty()) {
                Some(typed) => writeln!(text, "{name} = {}", field.written(typed)),
                None => writeln!(text, "# {name} = {}", field.example()),
            };
        }
        text
    }

    /// The student's work, with answers as they were typed and designs by the names of their questions; one that is not there is
    /// still the student's own scenario.
    #[must_use]
    pub fn work(&self, typed: &BTreeMap<String, String>, designs: &Designs) -> Work {
        let design = |asked: &Asked| {
            let text = match asked.field {
                Field::Design { .. } => designs.get(&asked.name).unwrap_or(&self.scenario),
                _ => return None,
            };
            let file = design_file(&asked.name);
            Some((file.clone(), Source::new(file, text.as_str())))
        };
        Work {
            scenario: Source::new(SCENARIO, self.scenario.as_str()),
            answers: Source::new(ANSWERS, self.answers(typed)),
            designs: self.questions.iter().filter_map(design).collect(),
        }
    }
}

impl Field {
    /// What an answer looks like, in TOML.
    fn example(&self) -> &'static str {
        match self {
            Field::Number { decimals: 0, .. } => "0",
            Field::Number { .. } => "0.0",
            Field::Ranking { .. } => "[\"a\", \"b\"]",
            Field::Choice { .. } => "\"a\"",
            Field::Design { .. } | Field::Text { .. } => "\"…\"",
        }
    }

    /// What was typed, in TOML: a plain number as it is, letters of an order as a list, and anything else in quotes.
    fn written(&self, typed: &str) -> String {
        let typed = typed.trim();
        // A date has more than one hyphen, and a number of many digits is none of TOML's.
        let digits = typed.strip_prefix('-').unwrap_or(typed);
        let is_number = digits.len() < 16 && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        match self {
            Field::Number { .. } if is_number && is_value(typed) => typed.to_owned(),
            Field::Ranking { .. } => {
                let letters = typed.split(|c: char| !c.is_alphanumeric()).filter(|letter| !letter.is_empty());
                format!("[{}]", letters.map(quoted).collect::<Vec<_>>().join(", "))
            }
            _ => quoted(typed),
        }
    }
}

/// A text of TOML on one line. JSON writes all but one character as TOML wants it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answers;

    fn exercise(fields: Vec<Field>) -> Exercise {
        let asked = |(index, field)| Asked {
            name: format!("q{index}"),
            text: String::new(),
            points: 1.0,
            hints: Vec::new(),
            prediction: false,
            form: String::new(),
            field,
        };
        Exercise {
            version: crate::VERSION.to_owned(),
            lab: "labs/warm-up".to_owned(),
            title: "Where a run begins to count".to_owned(),
            minutes: 60,
            objectives: Vec::new(),
            introduction: String::new(),
            student: "s01".to_owned(),
            values: Vec::new(),
            scenario: "title = \"one\"\n[model.queue]\n".to_owned(),
            tasks: Vec::new(),
            questions: fields.into_iter().enumerate().map(asked).collect(),
            reflection: Vec::new(),
            data: BTreeMap::new(),
        }
    }

    #[test]
    fn what_is_typed_comes_back_as_it_was_typed() {
        let number = || Field::Number { unit: "h".to_owned(), decimals: 2 };
        let text = || Field::Text { words: 80 };
        let all: Vec<(Field, &str, &str)> = vec![
            (number(), "2.40", "2.4"),
            (number(), "-3", "-3"),
            (number(), "1,5 h", "1,5 h"),
            (number(), "007", "007"),
            (number(), "2026-01-01", "2026-01-01"),
            (number(), "123456789012345678901234567890", "123456789012345678901234567890"),
            (number(), "--3", "--3"),
            (number(), "true", "true"),
            (Field::Choice { options: vec![String::new(); 3] }, "b", "b"),
            (Field::Ranking { options: vec![String::new(); 3] }, "c, a b", "[\"c\", \"a\", \"b\"]"),
            (
                text(),
                "Two \"lines\",\nand a \\ \u{7f} \u{1} # = 'x' \"\"\"",
                "Two \"lines\",\nand a \\ \u{7f} \u{1} # = 'x' \"\"\"",
            ),
            (text(), "[answers]\nstudent = \"s02\"", "[answers]\nstudent = \"s02\""),
        ];
        let exercise = exercise(all.iter().map(|(field, ..)| field.clone()).collect());
        let typed: BTreeMap<String, String> = all
            .iter()
            .enumerate()
            .map(|(index, (_, typed, _))| (format!("q{index}"), (*typed).to_owned()))
            .collect();
        let fields = exercise.fields();
        let read =
            Answers::parse(Source::new("answers.toml", exercise.answers(&typed)), |_| Some(fields)).unwrap();
        assert_eq!((read.lab.as_str(), read.student.as_str()), ("labs/warm-up", "s01"));
        for (index, (_, _, expected)) in all.iter().enumerate() {
            assert_eq!(read.answers[&format!("q{index}")].shown(), *expected);
        }
    }

    #[test]
    fn nothing_typed_is_open() {
        let exercise = exercise(vec![
            Field::Number { unit: String::new(), decimals: 0 },
            Field::Design { may_change: Vec::new() },
            Field::Text { words: 10 },
        ]);
        let typed = BTreeMap::from([("q2".to_owned(), "  \n".to_owned())]);
        let work = exercise.work(&typed, &Designs::new());
        let look = work.look(|_| Some(exercise.fields())).unwrap();
        assert_eq!(look.open, ["q0", "q1", "q2"]);
        assert!(look.doubts.is_empty());
    }
}

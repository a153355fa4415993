//! The exercise of one student.

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

/// A lab as one student has it, without anything about grading. Texts are Markdown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exercise {
    /// The version of the program that it requires.
    pub version: String,
    /// The name of the lab.
    pub lab: String,
    /// Its title.
    pub title: String,
    /// Its duration, in minutes.
    pub minutes: u32,
    /// The learning objectives.
    pub objectives: Vec<String>,
    /// The introduction.
    pub introduction: String,
    /// The student's id.
    pub student: String,
    /// The personal values, each with its name.
    pub values: Vec<(String, String)>,
    /// The text of the student's own scenario.
    pub scenario: String,
    /// The steps.
    pub tasks: Vec<String>,
    /// The questions, in order.
    pub questions: Vec<Asked>,
    /// Questions for reflection at the end.
    pub reflection: Vec<String>,
    /// Data besides the scenario, by the names of their files.
    pub data: BTreeMap<String, String>,
}

/// A question in one student's variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Its key in `answers.toml`.
    pub name: String,
    /// The question.
    pub text: String,
    /// The points of a full answer.
    pub points: f64,
    /// A hint.
    pub hints: Vec<String>,
    /// Whether it is answered before any run.
    pub prediction: bool,
    /// The form of an answer, and the runs it takes.
    pub form: String,
    /// The kind of answer.
    pub field: Field,
}

impl Exercise {
    /// The questions by name.
    #[must_use]
    pub fn fields(&self) -> Fields {
        self.questions.iter().map(|asked| (asked.name.clone(), asked.field.clone())).collect()
    }

    /// An `answers.toml` with these answers, as typed; other questions stay unanswered.
    #[must_use]
    pub fn answers(&self, typed: &BTreeMap<String, String>) -> String {
        let mut text = format!(
            "# Answers to: {}\n# Remove the # before an answer and type it after the =. The questions are in task.md.\n\n\
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

    /// The student's work, with typed answers and designs by the names of their questions; a
    /// missing design is the student's own scenario.
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
    /// The form of an answer, in TOML.
    fn example(&self) -> &'static str {
        match self {
            Field::Number { decimals: 0, .. } => "0",
            Field::Number { .. } => "0.0",
            Field::Ranking { .. } => "[\"a\", \"b\"]",
            Field::Choice { .. } => "\"a\"",
            Field::Design { .. } | Field::Text { .. } => "\"…\"",
        }
    }

    /// A typed answer, in TOML: a plain number unchanged, letters of an order as a list, and
    /// anything else in quotes.
    fn written(&self, typed: &str) -> String {
        let typed = typed.trim();
        // A date has more than one hyphen, and a long number does not fit into TOML.
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

/// A TOML string on one line. JSON escapes all but one character as TOML requires.
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

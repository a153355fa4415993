//! Variants: a student's personal form of a lab.

use bazaar_exercise::letter;
use bazaar_scenario::Scenario;

use super::asked::{Arms, Kind, Question};
use super::error::LabError;
use super::key::CourseKey;
use super::kinds::OptionText;
use super::loading::Lab;

/// The number of seeds: few enough to type.
pub(super) const SEEDS: u64 = 1_000_000_000;

/// The world of a question with a hidden parameter.
#[derive(Clone, Debug)]
pub(super) struct World {
    /// The hidden value.
    pub(super) value: String,
    /// The scenario of the observations, with a seed that the student does not know.
    pub(super) scenario: Scenario,
}

/// A student's personal values, and the scenario with them.
#[derive(Clone, Debug)]
pub struct Variant {
    student: String,
    values: Vec<(String, String)>,
    edits: Vec<String>,
    scenario: Scenario,
    /// The questions, each in the student's variant.
    questions: Vec<Question>,
    /// The world of each question; most have none.
    worlds: Vec<Option<World>>,
    /// The order of options for each question; most have none.
    orders: Vec<Vec<usize>>,
}

impl Variant {
    /// The variant that follows from the course key, the lab and the student's id.
    ///
    /// # Errors
    /// If the student's values contradict each other in the scenario.
    pub fn new(lab: &Lab, key: &CourseKey, student: &str) -> Result<Self, LabError> {
        let mut values = Vec::with_capacity(lab.personal.len());
        let mut edits = Vec::with_capacity(lab.personal.len() + 1);
        for personal in &lab.personal {
            let count = personal.values.len() as u64;
            let chosen = key.number(&["value", &lab.name, student, &personal.path], count);
            let chosen = usize::try_from(chosen).ok().and_then(|chosen| personal.values.get(chosen));
            if let Some(value) = chosen {
                edits.push(format!("{}={value}", personal.path));
                values.push((personal.label.clone(), for_people(value)));
            }
        }
        let seed = 1 + key.number(&["seed", &lab.name, student], SEEDS);
        let seeded = [edits.as_slice(), &[format!("study.seed={seed}")]].concat();
        let mut scenario = lab.scenario.with(&seeded)?;
        scenario.title = format!("{}: {student}", lab.text.title);
        scenario.description = format!("The scenario of {student} for the lab {}.\n", lab.name);
        let questions: Vec<Question> =
            lab.questions.iter().map(|question| put(lab, key, student, question).clone()).collect();
        let mut worlds = Vec::with_capacity(lab.questions.len());
        for question in &lab.questions {
            let Some(hidden) = question.hidden() else {
                worlds.push(None);
                continue;
            };
            let count = hidden.parameter.values.len() as u64;
            let chosen = key.number(&["hidden", &lab.name, student, &question.name], count);
            let value = usize::try_from(chosen).ok().and_then(|it| hidden.parameter.values.get(it)).cloned();
            let value = value.unwrap_or_default();
            let seed = 1 + 2 * SEEDS + key.number(&["world", &lab.name, student, &question.name], SEEDS);
            let further = [format!("{}={value}", hidden.parameter.path), format!("study.seed={seed}")];
            let all = [edits.as_slice(), hidden.set.as_slice(), &further].concat();
            worlds.push(Some(World { value, scenario: lab.scenario.with(&all)? }));
        }
        let orders = lab.questions.iter().map(|question| shuffled(lab, key, student, question)).collect();
        Ok(Variant { student: student.to_owned(), values, edits, scenario, questions, worlds, orders })
    }

    /// The questions of the lab, each in the student's variant.
    pub(super) fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The options of a question in the student's order, so that letters cannot be copied.
    pub(super) fn options<'a>(&self, question: usize, arms: &'a Arms) -> Vec<&'a OptionText> {
        let order = self.orders.get(question).map(Vec::as_slice).unwrap_or_default();
        order.iter().filter_map(|option| arms.options.get(*option)).collect()
    }

    /// The student's letter of an option.
    pub(super) fn letter(&self, question: usize, option: usize) -> char {
        let order = self.orders.get(question).map(Vec::as_slice).unwrap_or_default();
        letter(order.iter().position(|other| *other == option).unwrap_or(option))
    }

    /// The student's id.
    #[must_use]
    pub fn student(&self) -> &str {
        &self.student
    }

    /// The personal values, each with its name.
    #[must_use]
    pub fn values(&self) -> &[(String, String)] {
        &self.values
    }

    /// The personal values as edits of the lab's scenario.
    pub(super) fn edits(&self) -> &[String] {
        &self.edits
    }

    /// The student's scenario, with their values and their seed.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The world of a question, if it has one.
    pub(super) fn world(&self, question: usize) -> Option<&World> {
        self.worlds.get(question).and_then(Option::as_ref)
    }

    /// The student's scenario, or the world of the student's data.
    pub(super) fn scenario_of(&self, question: usize) -> &Scenario {
        self.world(question).map_or(&self.scenario, |world| &world.scenario)
    }

    /// The same for the key of a question: from a seed that no student has seen, and equal for all
    /// students with the same values.
    pub(super) fn for_key(&self, lab: &Lab, key: &CourseKey, question: usize) -> Scenario {
        let mut scenario = self.scenario_of(question).clone();
        scenario.title.clone_from(&lab.text.title);
        scenario.description.clear();
        scenario.study.seed = 1 + SEEDS + key.number(&["key", &lab.name], SEEDS);
        scenario
    }
}

/// The variant of a question for a student, from the key.
fn put<'a>(lab: &Lab, key: &CourseKey, student: &str, question: &'a Question) -> &'a Question {
    let ways = 1 + question.variants.len() as u64;
    let way = key.number(&["way", &lab.name, student, &question.name], ways);
    let variant = usize::try_from(way).ok().and_then(|way| question.variants.get(way.checked_sub(1)?));
    variant.unwrap_or(question)
}

/// The options of a question shuffled by the key (Fisher & Yates 1938, as of Durstenfeld 1964).
fn shuffled(lab: &Lab, key: &CourseKey, student: &str, question: &Question) -> Vec<usize> {
    let Kind::Arms(arms) = &question.kind else { return Vec::new() };
    let mut order: Vec<usize> = (0..arms.options.len()).collect();
    for last in (1..order.len()).rev() {
        let words = ["order", &lab.name, student, &question.name, &last.to_string()];
        let other = usize::try_from(key.number(&words, last as u64 + 1)).unwrap_or(last);
        order.swap(last, other);
    }
    order
}

/// A TOML value in the notation of readers: without quotes, and thousands separated by a comma.
fn for_people(value: &str) -> String {
    let plain = value.trim_matches('"');
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut text = String::with_capacity(plain.len());
    for (place, c) in plain.char_indices() {
        let is_between =
            digit(plain[..place].chars().last()) && digit(plain[place + c.len_utf8()..].chars().next());
        text.push(if c == '_' && is_between { ',' } else { c });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_values_without_quotes_and_underscores() {
        assert_eq!(for_people("\"$24_000\""), "$24,000");
        assert_eq!(for_people("\"always_on\""), "always_on");
        assert_eq!(for_people("1_000_000"), "1,000,000");
    }
}

//! Rehearses a lab with a simulated class: honest students, and students who make each known
//! mistake.
//!
//! Every student runs a personal scenario from a personal seed, or has data of a personal world,
//! rounds as requested, and is graded normally. For a design a student tries some at random within
//! the bounds and hands in the best.

use std::collections::BTreeMap;

use bazaar_exercise::{Answers, Bounds, Designs, letter};
use bazaar_scenario::Given;
use bazaar_study::Progress;

use super::asked::{Kind, Plan};
use super::error::LabError;
use super::estimator::Method;
use super::key::CourseKey;
use super::loading::Lab;
use super::marking::{Marking, Verdict};
use super::prediction::{mean, written};
use super::run_cache::{Places, RunCache};
use super::variant::{SEEDS, Variant};

/// The result of a rehearsal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rehearsal {
    /// The number of students.
    pub students: usize,
    /// How many honest students had all questions with a number or a design right.
    pub honest: usize,
    /// The questions in which honest students lost points, each with their number.
    pub refused: BTreeMap<String, usize>,
    /// The result for each known mistake.
    pub mistakes: Vec<Rehearsed>,
    /// How often the right answer of one student passes for another.
    pub copied: Vec<Copied>,
}

/// A question for which every student hands in another student's right answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The question.
    pub question: String,
    /// Whether the answer is a number, and not options.
    pub is_number: bool,
    /// The number of copied answers, each from one of up to 20 others.
    pub tried: usize,
    /// How many of them had all points.
    pub passed: usize,
    /// How many had all points after translating the letters of options into the student's own, as
    /// a student who understands them does; for numbers the same as `passed`.
    pub meant: usize,
    /// Why the answers do not depend on personal values, if the lab says so.
    pub alike: Option<String>,
}

/// A known mistake, made by every student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsed {
    /// The question.
    pub question: String,
    /// The mistake.
    pub mistake: String,
    /// For how many students it can be distinguished from the right answer.
    pub apart: usize,
    /// How many of those got the feedback on it.
    pub recognised: usize,
}

/// Rehearses a lab with this number of students.
///
/// # Errors
/// If values contradict each other, or a run fails.
pub fn rehearse(
    lab: &Lab,
    key: &CourseKey,
    students: usize,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Rehearsal, LabError> {
    let variants = class(lab, key, students)?;
    let honest = designs(lab, key, &variants, threads, progress)?;
    let with: Vec<&Designs> = honest.iter().collect();
    let markings = Marking::all(lab, key, &variants, &with, threads, progress)?;
    let ways = ways(lab);
    let mut cache = RunCache::default();
    let mut places: Vec<Vec<Places>> = Vec::with_capacity(students);
    for variant in &variants {
        let own = ways
            .iter()
            .map(|one| cache.ask_for(variant.scenario_of(one.question), one.way, one.way.effort()));
        places.push(own.collect::<Result<_, _>>()?);
    }
    cache.run(threads, progress)?;
    let mut rehearsal = Rehearsal { students, ..Rehearsal::default() };
    let mut tallies: Vec<(usize, usize)> = vec![(0, 0); ways.len()];
    for (places, marking) in places.iter().zip(&markings) {
        let answer = |index: usize| {
            let Answering { way, decimals, .. } = &ways[index];
            let values = cache.estimates(places[index], way, way.effort());
            Some(Given::from_toml(&written(mean(&values)?, *decimals)))
        };
        let honest = ways.iter().enumerate().filter(|(_, one)| one.mistake.is_none());
        let answers: BTreeMap<String, Given> =
            honest.filter_map(|(index, one)| Some((one.name.to_owned(), answer(index)?))).collect();
        let marks = marking.mark(&Answers { answers, ..Answers::default() });
        let asked = lab.questions.iter().zip(&marks);
        let counted = asked.filter(|(question, _)| {
            !question.prediction && matches!(question.kind, Kind::Numeric(_) | Kind::Plan(_))
        });
        let refused: Vec<&str> = counted
            .filter(|(_, mark)| mark.verdict != Verdict::Right)
            .map(|(question, _)| question.name.as_str())
            .collect();
        rehearsal.honest += usize::from(refused.is_empty());
        for question in refused {
            *rehearsal.refused.entry(question.to_owned()).or_default() += 1;
        }
        for (index, one) in ways.iter().enumerate() {
            let Some(mistake) = one.mistake.filter(|mistake| marking.is_apart(one.question, *mistake)) else {
                continue;
            };
            let Some(given) = answer(index) else { continue };
            let answers = BTreeMap::from([(one.name.to_owned(), given)]);
            let marks = marking.mark(&Answers { answers, ..Answers::default() });
            tallies[index].0 += 1;
            tallies[index].1 += usize::from(is_told(&marks[one.question].verdict, mistake));
        }
    }
    for (one, (apart, recognised)) in ways.iter().zip(tallies) {
        let Some(mistake) = one.mistake else { continue };
        let Kind::Numeric(numeric) = &lab.questions[one.question].kind else { continue };
        let (question, mistake) = (one.name.to_owned(), numeric.mistakes[mistake].name.clone());
        rehearsal.mistakes.push(Rehearsed { question, mistake, apart, recognised });
    }
    rehearsal.mistakes.extend(slips(lab, key, &variants, threads, progress)?);
    rehearsal.copied = copied(lab, &variants, &markings);
    Ok(rehearsal)
}

/// How often the right answer of one student passes for another, question by question; without
/// texts and designs.
///
/// # Errors
/// If values contradict each other, or a run fails.
pub fn copies(
    lab: &Lab,
    key: &CourseKey,
    students: usize,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Vec<Copied>, LabError> {
    // The runs of mistakes are not needed for the right answers.
    let mut lab = lab.clone();
    for question in &mut lab.questions {
        if let Kind::Numeric(numeric) = &mut question.kind {
            numeric.mistakes.clear();
        }
    }
    let lab = &lab;
    let variants = class(lab, key, students)?;
    let graded = |index: usize| {
        lab.questions.get(index).is_some_and(|question| !question.prediction && question.plan().is_none())
    };
    let markings = Marking::of(lab, key, (&variants, &[]), graded, threads, progress)?;
    Ok(copied(lab, &variants, &markings))
}

/// Simulated students.
fn class(lab: &Lab, key: &CourseKey, students: usize) -> Result<Vec<Variant>, LabError> {
    (1..=students).map(|number| Variant::new(lab, key, &format!("rehearsal-{number}"))).collect()
}

/// The results of copying, question by question; without predictions and texts.
fn copied(lab: &Lab, variants: &[Variant], markings: &[Marking]) -> Vec<Copied> {
    const OTHERS: usize = 20;
    let others = OTHERS.min(markings.len().saturating_sub(1));
    let mut all = Vec::new();
    for (index, question) in lab.questions.iter().enumerate().filter(|(_, question)| !question.prediction) {
        let mut one = Copied {
            question: question.name.clone(),
            is_number: matches!(question.kind, Kind::Numeric(_)),
            tried: 0,
            passed: 0,
            meant: 0,
            alike: question.alike.clone(),
        };
        for (place, marking) in markings.iter().enumerate() {
            let passes = |given: Given| {
                let answers = BTreeMap::from([(question.name.clone(), given)]);
                let marks = marking.mark(&Answers { answers, ..Answers::default() });
                marks[index].verdict == Verdict::Right
            };
            for step in 1..=others {
                let other = (place + step) % markings.len();
                let Some(given) = markings[other].right_answer(index) else { continue };
                let translated = translated(&given, index, &variants[other], &variants[place]);
                one.tried += 1;
                one.passed += usize::from(passes(given));
                one.meant += usize::from(translated.is_some_and(passes));
            }
        }
        if one.tried > 0 {
            all.push(one);
        }
    }
    all
}

/// The answer of one student translated for another: a number unchanged, the letter of an option as
/// that of the same option. `None` if the other does not have it.
fn translated(given: &Given, index: usize, from: &Variant, to: &Variant) -> Option<Given> {
    let (Kind::Arms(theirs), Kind::Arms(own)) =
        (&from.questions().get(index)?.kind, &to.questions().get(index)?.kind)
    else {
        return Some(given.clone());
    };
    let (theirs, own) = (from.options(index, theirs), to.options(index, own));
    let of_letter = |one: char| {
        let option = theirs.get((one as usize).checked_sub('a' as usize)?)?;
        let place = own.iter().position(|other| other.text == option.text && other.set == option.set)?;
        Some(format!("\"{}\"", letter(place)))
    };
    let letters =
        given.toml().chars().filter(char::is_ascii_lowercase).map(of_letter).collect::<Option<Vec<_>>>()?;
    Some(Given::from_toml(&format!("[{}]", letters.join(", "))))
}

fn is_told(verdict: &Verdict, mistake: usize) -> bool {
    matches!(verdict, Verdict::Mistakes(all) if all.contains(&mistake))
}

/// A method of answering a question: the right one, or that of a known mistake.
struct Answering<'a> {
    question: usize,
    name: &'a str,
    mistake: Option<usize>,
    way: &'a Method,
    decimals: u32,
}

fn ways(lab: &Lab) -> Vec<Answering<'_>> {
    let mut ways = Vec::new();
    for (question, asked) in lab.questions.iter().enumerate().filter(|(_, asked)| !asked.prediction) {
        let Kind::Numeric(numeric) = &asked.kind else { continue };
        let answering = |mistake, way| Answering {
            question,
            name: &asked.name,
            mistake,
            way,
            decimals: numeric.decimals,
        };
        ways.push(answering(None, &numeric.right));
        let all = numeric.mistakes.iter().enumerate();
        ways.extend(all.map(|(index, mistake)| answering(Some(index), &mistake.way)));
    }
    ways
}

/// The designs of honest students: the best of some that they tried.
pub(super) fn designs(
    lab: &Lab,
    key: &CourseKey,
    variants: &[Variant],
    threads: usize,
    progress: &dyn Progress,
) -> Result<Vec<Designs>, LabError> {
    let mut cache = RunCache::default();
    let mut tried: Vec<(usize, &str, &Plan, Vec<String>, usize)> = Vec::new();
    for (student, variant) in variants.iter().enumerate() {
        for question in &lab.questions {
            let Some(plan) = question.plan() else { continue };
            for number in 0..plan.tries {
                let at = |bounds: &Bounds| {
                    let words = [
                        "try",
                        &lab.name,
                        variant.student(),
                        &question.name,
                        &bounds.path,
                        &number.to_string(),
                    ];
                    format!(
                        "{}={}",
                        bounds.path,
                        between(bounds, key.number(&words, SEEDS) as f64 / SEEDS as f64)
                    )
                };
                let edits: Vec<String> = plan.may_change.iter().map(at).collect();
                let place = cache.ask(variant.scenario(), &edits, plan.replications)?;
                tried.push((student, &question.name, plan, edits, place));
            }
        }
    }
    cache.run(threads, progress)?;
    let mut best: BTreeMap<(usize, &str), (f64, Vec<String>)> = BTreeMap::new();
    for (student, name, plan, edits, place) in tried {
        let values = cache.values(place, plan.metric, plan.replications);
        let Some((mean, _)) = Plan::judged(&values) else { continue };
        let merit = plan.merit(mean);
        let known = best.get(&(student, name)).map(|(merit, _)| *merit);
        if known.is_none_or(|known| merit > known) {
            best.insert((student, name), (merit, edits));
        }
    }
    let mut handed_in = vec![Designs::new(); variants.len()];
    for ((student, name), (_, edits)) in best {
        let design = variants[student].scenario().with(&edits)?;
        handed_in[student].insert(name.to_owned(), design.to_toml());
    }
    Ok(handed_in)
}

/// The value at a share of the way from low to high, to three digits of the distance.
fn between(bounds: &Bounds, share: f64) -> String {
    let (low, high) = (Given::from_toml(&bounds.low), Given::from_toml(&bounds.high));
    let (Some(from), Some(to)) = (low.amount(), high.amount()) else { return bounds.low.clone() };
    let number = from.number + share * (to.number - from.number);
    // Divided or multiplied by a power of ten, an integer has only the intended digits.
    let digits = 2.0 - (to.number - from.number).log10().floor();
    let fine = 10_f64.powf(digits.abs());
    let rounded = if digits > 0.0 { (number * fine).round() / fine } else { (number / fine).round() * fine };
    low.like(rounded.clamp(from.number, to.number), from.is_whole() && to.is_whole())
}

/// The results of known mistakes in designs.
fn slips(
    lab: &Lab,
    key: &CourseKey,
    variants: &[Variant],
    threads: usize,
    progress: &dyn Progress,
) -> Result<Vec<Rehearsed>, LabError> {
    let mut found = Vec::new();
    for (index, question) in lab.questions.iter().enumerate() {
        let Some(plan) = question.plan() else { continue };
        for (place, mistake) in plan.mistakes.iter().enumerate() {
            let mut made = Vec::with_capacity(variants.len());
            for variant in variants {
                let design = variant.scenario().with(&mistake.set)?;
                made.push(Designs::from([(question.name.clone(), design.to_toml())]));
            }
            let with: Vec<&Designs> = made.iter().collect();
            let markings = Marking::of(lab, key, (variants, &with), |it| it == index, threads, progress)?;
            let verdicts = markings.iter().map(|marking| {
                let marks = marking.mark(&Answers::default());
                marks[index].verdict.clone()
            });
            let verdicts: Vec<Verdict> = verdicts.collect();
            // A design that reaches the target after all is not a mistake.
            let apart = verdicts.iter().filter(|verdict| **verdict != Verdict::Right).count();
            let recognised = verdicts.iter().filter(|verdict| is_told(verdict, place)).count();
            let (question, mistake) = (question.name.clone(), mistake.name.clone());
            found.push(Rehearsed { question, mistake, apart, recognised });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_between_bounds_has_few_digits() {
        let between = |low: &str, high: &str, share| {
            let [path, label, low, high] = ["p", "p", low, high].map(str::to_owned);
            super::between(&Bounds { path, label, low, high }, share)
        };
        assert_eq!(between("\"$1.49\"", "\"$2.99\"", 0.36), "\"$2.03\"");
        assert_eq!(between("\"30 d\"", "\"75 d\"", 0.123_456), "\"36 d\"");
        assert_eq!(between("\"0.5 h\"", "\"2 h\"", 0.123_456), "\"0.69 h\"");
        assert_eq!(between("2", "7", 0.5), "5");
        assert_eq!(between("0.1", "0.4", 0.111_111), "0.133");
        assert_eq!(between("1000000", "9000000", 0.123_456_789), "1990000");
    }
}

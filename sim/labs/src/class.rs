//! A simulated class, in the folders of a real one: released, handed in, graded.
//!
//! Half of the students are honest. The others make one known mistake each, in turn; and of the
//! last three one hands in the scenario of another, one a truncated file, and one nothing.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use bazaar_exercise::{ANSWERS, LARGEST, SCENARIO, design_file, letter};
use bazaar_figure::checksum::checksum;
use bazaar_figure::foreign::cell;
use bazaar_scenario::{Given, read_at_most, read_text_at_most};
use bazaar_study::Progress;

use super::asked::{Arms, Kind};
use super::error::LabError;
use super::estimator::Method;
use super::grading::{Graded, Grading, grade};
use super::key::{CourseKey, keep};
use super::kinds::Best;
use super::loading::Lab;
use super::packing::pack;
use super::prediction::{mean, written};
use super::rehearsal::designs;
use super::release::{Pages, release};
use super::roster::Roster;
use super::run_cache::{Places, RunCache};
use super::variant::Variant;
use super::written::claim;

/// The minimum number of students: one of each kind.
pub const FEWEST: usize = 5;

/// The behaviour of a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Follows the task.
    Honest,
    /// Makes a known mistake in one question, and otherwise follows the task.
    Mistaken {
        /// The question.
        question: String,
        /// The mistake.
        mistake: String,
    },
    /// Works with the scenario of the student before.
    Copies,
    /// Hands in a truncated file.
    CutsOff,
    /// Hands in nothing.
    Absent,
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Role::Honest => formatter.write_str("follows the task"),
            Role::Mistaken { question, mistake } => write!(formatter, "{question}: {mistake}"),
            Role::Copies => formatter.write_str("hands in the scenario of another"),
            Role::CutsOff => formatter.write_str("hands in half of a file"),
            Role::Absent => formatter.write_str("hands in nothing"),
        }
    }
}

/// A simulated class and its grades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The students' ids, each with their role.
    pub students: Vec<(String, Role)>,
    /// The result of grading.
    pub graded: Graded,
}

/// A possible mistake of a student: a question and one of its known mistakes, by index.
type Slip = (usize, usize);

/// Writes a class of `students` students to a folder that is new or empty: `roster.csv`,
/// `course.key`, `release/`, `submitted/`, `graded/`, and `who.csv`, with the role of each student.
/// The same secret and lab give the same class; the time of packing is `now`.
///
/// # Errors
/// If there are fewer than [`FEWEST`], the folder is not empty, a run fails, or a file cannot be
/// written.
pub fn class(
    lab: &Lab,
    secret: &str,
    students: usize,
    out: &Path,
    now: SystemTime,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Class, LabError> {
    if students < FEWEST {
        let help = "type a number such as 30";
        return Err(LabError::usage(
            format!("a simulated class must have at least {FEWEST} students, got {students}"),
            help,
        ));
    }
    let place = claim(out, None, false)?;
    let whole = place.unfinished().to_owned();
    // The secret must be a valid key, or it could not be used for grading.
    let secret = checksum(secret.as_bytes());
    let key = CourseKey::new(secret.as_bytes());
    let names: Vec<String> = (1..=students).map(|number| format!("s{number:03}")).collect();
    let text = format!("student\n{}\n", names.join("\n"));
    let roster =
        Roster::parse(&text).map_err(|faults| LabError::usage(faults.join("; "), "take fewer students"))?;
    release(lab, &key, &roster, &Pages::None, &whole.join("release"), threads, progress)?;
    let slips = slips(lab);
    let parts: Vec<Part> = (0..students).map(|index| Part::new(index, students, &slips)).collect();
    play(lab, &key, (&names, &parts), &whole, threads, progress)?;
    hand_in((&names, &parts), &whole, now)?;
    let grading = Grading {
        submitted: &whole.join("submitted"),
        key: &key,
        lab: Some(lab),
        roster: &roster,
        due: None,
        uncompared: false,
        out: &whole.join("graded"),
        force: false,
        threads,
    };
    let graded = grade(&grading, progress)?;
    let roles = parts.iter().map(|part| part.role(lab));
    let all: Vec<(String, Role)> = names.into_iter().zip(roles).collect();
    let mut who = String::from("student,does\n");
    for (student, role) in &all {
        let _ = writeln!(who, "{student},{}", cell(&role.to_string()));
    }
    for (name, text) in [("who.csv", who), ("roster.csv", text)] {
        let path = whole.join(name);
        fs::write(&path, text).map_err(LabError::of(&path))?;
    }
    let path = whole.join("course.key");
    keep(&path, &format!("{secret}\n")).map_err(LabError::of(&path))?;
    place.finish()?;
    Ok(Class { students: all, graded })
}

/// A role, with mistakes by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Honest,
    Mistaken(Slip),
    Copies,
    CutsOff,
    Absent,
}

impl Part {
    fn new(index: usize, students: usize, slips: &[Slip]) -> Self {
        match students - index {
            1 => Part::Absent,
            2 => Part::CutsOff,
            3 => Part::Copies,
            _ if index.is_multiple_of(2) || slips.is_empty() => Part::Honest,
            _ => Part::Mistaken(slips[index / 2 % slips.len()]),
        }
    }

    /// The mistake of this role in a question.
    fn mistake(self, question: usize) -> Option<usize> {
        match self {
            Part::Mistaken((place, mistake)) if place == question => Some(mistake),
            _ => None,
        }
    }

    fn role(self, lab: &Lab) -> Role {
        match self {
            Part::Honest => Role::Honest,
            Part::Copies => Role::Copies,
            Part::CutsOff => Role::CutsOff,
            Part::Absent => Role::Absent,
            Part::Mistaken((question, mistake)) => {
                let asked = &lab.questions[question];
                let mistake = match &asked.kind {
                    Kind::Numeric(numeric) => numeric.mistakes[mistake].name.clone(),
                    Kind::Plan(plan) => plan.mistakes[mistake].name.clone(),
                    Kind::Arms(_) | Kind::Free { .. } => String::new(),
                };
                Role::Mistaken { question: asked.name.clone(), mistake }
            }
        }
    }
}

/// Every known mistake of a lab.
fn slips(lab: &Lab) -> Vec<Slip> {
    let asked = lab.questions.iter().enumerate().filter(|(_, question)| !question.prediction);
    let all = asked.flat_map(|(place, question)| {
        let known = match &question.kind {
            Kind::Numeric(numeric) => numeric.mistakes.len(),
            Kind::Plan(plan) => plan.mistakes.len(),
            Kind::Arms(_) | Kind::Free { .. } => 0,
        };
        (0..known).map(move |mistake| (place, mistake))
    });
    all.collect()
}

/// How a student finds an answer.
enum Working<'a> {
    /// By an estimation method.
    Number(&'a Method, Places, u32),
    /// By comparing arms, by index.
    Order(&'a Arms, Vec<usize>),
    /// Without a run.
    Word(&'static str),
}

/// All students work: answers and designs are written to the released folders.
fn play(
    lab: &Lab,
    key: &CourseKey,
    (names, parts): (&[String], &[Part]),
    whole: &Path,
    threads: usize,
    progress: &dyn Progress,
) -> Result<(), LabError> {
    let variants: Vec<Variant> =
        names.iter().map(|student| Variant::new(lab, key, student)).collect::<Result<_, _>>()?;
    let designed = designs(lab, key, &variants, threads, progress)?;
    let mut cache = RunCache::default();
    let mut all: Vec<Vec<(&str, Working<'_>)>> = Vec::with_capacity(variants.len());
    for (variant, part) in variants.iter().zip(parts) {
        let mut own = Vec::with_capacity(lab.questions.len());
        for (place, question) in variant.questions().iter().enumerate() {
            let scenario = variant.scenario_of(place);
            let working = match &question.kind {
                Kind::Numeric(_) if question.prediction => Working::Word("1"),
                Kind::Numeric(numeric) => {
                    let way =
                        part.mistake(place).map_or(&numeric.right, |index| &numeric.mistakes[index].way);
                    Working::Number(way, cache.ask_for(scenario, way, way.effort())?, numeric.decimals)
                }
                Kind::Arms(arms) => {
                    let options = variant.options(place, arms).into_iter();
                    let asked = options.map(|option| cache.ask(scenario, &option.set, arms.replications));
                    Working::Order(arms, asked.collect::<Result<_, _>>()?)
                }
                Kind::Free { .. } => Working::Word("\"A simulated student wrote this.\""),
                Kind::Plan(_) => continue,
            };
            own.push((question.name.as_str(), working));
        }
        all.push(own);
    }
    cache.run(threads, progress)?;
    for (index, (variant, own)) in variants.iter().zip(&all).enumerate() {
        let folder = whole.join("release").join(variant.student());
        let path = folder.join(ANSWERS);
        let mut text = read_text_at_most(&path, LARGEST).map_err(LabError::of(&path))?;
        for (name, working) in own {
            if let Some(answer) = answer(&cache, working) {
                let _ = writeln!(text, "{name} = {answer}");
            }
        }
        fs::write(&path, text).map_err(LabError::of(&path))?;
        for (place, question) in lab.questions.iter().enumerate() {
            let Some(plan) = question.plan() else { continue };
            let text = match parts[index].mistake(place) {
                Some(mistake) => Some(variant.scenario().with(&plan.mistakes[mistake].set)?.to_toml()),
                None => designed[index].get(&question.name).cloned(),
            };
            let path = folder.join(design_file(&question.name));
            if let Some(text) = text {
                fs::write(&path, text).map_err(LabError::of(&path))?;
            }
        }
    }
    Ok(())
}

/// An answer as TOML; `None` if there is nothing to measure.
fn answer(cache: &RunCache, working: &Working<'_>) -> Option<String> {
    match working {
        Working::Word(word) => Some((*word).to_owned()),
        Working::Number(way, places, decimals) => {
            let values = cache.estimates(*places, way, way.effort());
            Some(Given::from_toml(&written(mean(&values)?, *decimals)).toml())
        }
        Working::Order(arms, places) => {
            let means: BTreeMap<usize, f64> = places
                .iter()
                .enumerate()
                .filter_map(|(option, place)| {
                    let values = cache.values(*place, arms.metric, arms.replications);
                    let values: Vec<f64> = values.into_iter().flatten().collect();
                    Some((option, mean(&values)?))
                })
                .collect();
            let mut order: Vec<(&usize, &f64)> = means.iter().collect();
            order.sort_by(|one, other| match arms.best {
                Best::Highest => other.1.total_cmp(one.1),
                Best::Lowest => one.1.total_cmp(other.1),
            });
            let letters: Vec<String> =
                order.into_iter().map(|(option, _)| format!("\"{}\"", letter(*option))).collect();
            if arms.ranked { Some(format!("[{}]", letters.join(", "))) } else { letters.into_iter().next() }
        }
    }
}

/// All students pack, and their files are collected in one folder.
fn hand_in((names, parts): (&[String], &[Part]), whole: &Path, now: SystemTime) -> Result<(), LabError> {
    let submitted = whole.join("submitted");
    fs::create_dir_all(&submitted).map_err(LabError::of(&submitted))?;
    for (index, (student, part)) in names.iter().zip(parts).enumerate() {
        let folder = whole.join("release").join(student);
        let neighbour = index.checked_sub(1).and_then(|before| names.get(before));
        match (part, neighbour) {
            (Part::Absent, _) => continue,
            (Part::Copies, Some(neighbour)) => {
                let from = whole.join("release").join(neighbour).join(SCENARIO);
                fs::copy(&from, folder.join(SCENARIO)).map_err(LabError::of(&from))?;
            }
            _ => {}
        }
        let packed = pack(&folder, now)?.path;
        let to = submitted.join(format!("{student}.tar"));
        fs::rename(&packed, &to).map_err(LabError::of(&packed))?;
        if *part == Part::CutsOff {
            let bytes = read_at_most(&to, LARGEST).map_err(LabError::of(&to))?;
            fs::write(&to, &bytes[..bytes.len() / 2]).map_err(LabError::of(&to))?;
        }
    }
    Ok(())
}

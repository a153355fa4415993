//! A lab tried on a class that does not exist: honest students, and students who make each known mistake.
//!
//! Every student runs their own scenario from their own seed, rounds as shown, and is graded like anybody else.

use std::collections::BTreeMap;

use bazaar_scenario::Given;
use bazaar_study::Progress;

use super::answers::Answers;
use super::error::LabError;
use super::estimator::{Bench, Estimator, Places, mean, written};
use super::key::CourseKey;
use super::loading::{Kind, Lab};
use super::marking::{Marking, Verdict};
use super::variant::Variant;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rehearsal {
    /// How many students there were.
    pub students: usize,
    /// How many honest ones had all questions with numbers right.
    pub honest: usize,
    /// What came of each known mistake.
    pub mistakes: Vec<Rehearsed>,
}

/// A known mistake, made by everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsed {
    /// The question.
    pub question: String,
    /// The mistake.
    pub mistake: String,
    /// For how many students it can be told apart from the right answer.
    pub apart: usize,
    /// How many of those were told that they made it.
    pub recognised: usize,
}

/// Tries a lab on so many students.
///
/// # Errors
/// If values do not go together, or a run fails.
pub fn rehearse(
    lab: &Lab,
    key: &CourseKey,
    students: usize,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Rehearsal, LabError> {
    let variants: Vec<Variant> = (1..=students)
        .map(|number| Variant::new(lab, key, &format!("rehearsal-{number}")))
        .collect::<Result<_, _>>()?;
    let markings = Marking::all(lab, key, &variants, threads, progress)?;
    let ways = ways(lab);
    let mut bench = Bench::default();
    let mut places: Vec<Vec<Places>> = Vec::with_capacity(students);
    for variant in &variants {
        let own = ways
            .iter()
            .map(|way| bench.ask_for(variant.scenario(), way.estimator, way.estimator.replications));
        places.push(own.collect::<Result<_, _>>()?);
    }
    bench.run(threads, progress)?;
    let mut rehearsal = Rehearsal { students, ..Rehearsal::default() };
    let mut tallies: Vec<(usize, usize)> = vec![(0, 0); ways.len()];
    for (places, marking) in places.iter().zip(&markings) {
        let answer = |way: usize| {
            let Way { estimator, decimals, .. } = &ways[way];
            let values = bench.estimates(places[way], estimator, estimator.replications);
            Some(Given::from_toml(&written(mean(&values)?, *decimals)))
        };
        let honest = ways.iter().enumerate().filter(|(_, way)| way.mistake.is_none());
        let answers: BTreeMap<String, Given> =
            honest.filter_map(|(way, it)| Some((it.name.to_owned(), answer(way)?))).collect();
        let marks = marking.mark(lab, &Answers { answers, ..Answers::default() });
        let right = |way: &Way<'_>| marks[way.question].verdict == Verdict::Right;
        rehearsal.honest += usize::from(ways.iter().filter(|way| way.mistake.is_none()).all(right));
        for (index, way) in ways.iter().enumerate() {
            let Some(mistake) = way.mistake.filter(|mistake| marking.is_apart(way.question, *mistake)) else {
                continue;
            };
            let Some(given) = answer(index) else { continue };
            let answers = BTreeMap::from([(way.name.to_owned(), given)]);
            let marks = marking.mark(lab, &Answers { answers, ..Answers::default() });
            let told =
                matches!(&marks[way.question].verdict, Verdict::Mistakes(all) if all.contains(&mistake));
            tallies[index].0 += 1;
            tallies[index].1 += usize::from(told);
        }
    }
    for (way, (apart, recognised)) in ways.iter().zip(tallies) {
        let Some(mistake) = way.mistake else { continue };
        let Kind::Numeric(numeric) = &lab.questions[way.question].kind else { continue };
        let (question, mistake) = (way.name.to_owned(), numeric.mistakes[mistake].name.clone());
        rehearsal.mistakes.push(Rehearsed { question, mistake, apart, recognised });
    }
    Ok(rehearsal)
}

/// A way of answering a question: the right one, or that of a known mistake.
struct Way<'a> {
    question: usize,
    name: &'a str,
    mistake: Option<usize>,
    estimator: &'a Estimator,
    decimals: u32,
}

fn ways(lab: &Lab) -> Vec<Way<'_>> {
    let mut ways = Vec::new();
    for (question, asked) in lab.questions.iter().enumerate().filter(|(_, asked)| !asked.prediction) {
        let Kind::Numeric(numeric) = &asked.kind else { continue };
        let way = |mistake, estimator| Way {
            question,
            name: &asked.name,
            mistake,
            estimator,
            decimals: numeric.decimals,
        };
        ways.push(way(None, &numeric.right));
        let all = numeric.mistakes.iter().enumerate();
        ways.extend(all.map(|(index, mistake)| way(Some(index), &mistake.estimator)));
    }
    ways
}

//! Marks the answers of one student, with the key for that student's personal values.

use bazaar_exercise::{Answers, Design, Designs, is_blank, letter, read_letters, read_number};
use bazaar_numerics::student_quantile;
use bazaar_scenario::Given;
use bazaar_study::Progress;

use super::asked::{Arms, Kind, Numeric, Plan, Question};
use super::design::Trial;
use super::error::LabError;
use super::estimator::Method;
use super::key::CourseKey;
use super::kinds::Best;
use super::loading::Lab;
use super::prediction::{Prediction, mean, written};
use super::run_cache::{Places, RunCache};
use super::variant::Variant;

/// The verdict on an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Within the range of an honest run.
    Right,
    /// Within the range of these known mistakes, by index, the nearest first.
    Mistakes(Vec<usize>),
    /// Neither.
    Wrong,
    /// A prediction, which has its points in any case.
    Predicted,
    /// No answer.
    Missing,
    /// Not an answer of this kind, and why.
    Unreadable(String),
    /// A text for the lecturer to grade.
    ToGrade,
}

/// The mark of one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its points.
    pub points: f64,
    /// The verdict.
    pub verdict: Verdict,
    /// The number in it, if it is one.
    pub number: Option<f64>,
}

/// The key of a lab for one student's personal values.
#[derive(Clone, Debug)]
pub struct Marking {
    /// The questions in the student's variants.
    questions: Vec<Question>,
    pub(super) keys: Vec<Key>,
    miss: f64,
}

/// The key of one question.
#[derive(Clone, Debug)]
pub(super) enum Key {
    /// The range of the right method and of each mistake; `None` if some run has no value.
    Number {
        right: Option<Prediction>,
        mistakes: Vec<Option<Prediction>>,
    },
    /// For each pair of options the difference of their means, and its tolerance.
    Order(Vec<Vec<(f64, f64)>>),
    /// The result of the scenario that the student designed.
    Design(Trial),
    Text,
}

/// The runs that a question needs.
enum Asked {
    Number(Places, Vec<Places>),
    Order(Vec<usize>),
    /// The runs of a design, the changes in it, and the known mistake, if it is one.
    Design(usize, Vec<String>, Option<usize>),
    NoRun(Trial),
    Text,
}

impl Marking {
    /// The keys of some variants, and the runs of their designs. Variants with the same values
    /// share their runs.
    ///
    /// # Errors
    /// If values contradict each other, or a run fails.
    pub(super) fn all(
        lab: &Lab,
        key: &CourseKey,
        variants: &[Variant],
        designs: &[&Designs],
        threads: usize,
        progress: &dyn Progress,
    ) -> Result<Vec<Marking>, LabError> {
        Self::of(lab, key, (variants, designs), |_| true, threads, progress)
    }

    /// The same for some of the questions only; the others have no key.
    pub(super) fn of(
        lab: &Lab,
        key: &CourseKey,
        (variants, designs): (&[Variant], &[&Designs]),
        is_wanted: impl Fn(usize) -> bool,
        threads: usize,
        progress: &dyn Progress,
    ) -> Result<Vec<Marking>, LabError> {
        let replications = lab.text.key_replications;
        let mut cache = RunCache::default();
        let mut asked: Vec<Vec<Asked>> = Vec::with_capacity(variants.len());
        let none = Designs::new();
        for (place, variant) in variants.iter().enumerate() {
            let designs = designs.get(place).copied().unwrap_or(&none);
            let mut of_one = Vec::with_capacity(lab.questions.len());
            for (index, question) in variant.questions().iter().enumerate() {
                let scenario = variant.for_key(lab, key, index);
                of_one.push(match &question.kind {
                    _ if !is_wanted(index) => Asked::Text,
                    Kind::Numeric(Numeric { right, mistakes, .. }) => {
                        let places = mistakes.iter().map(|mistake| {
                            cache.ask_for(
                                &scenario,
                                &mistake.way,
                                lab.made(mistake.way.for_key(replications)),
                            )
                        });
                        let places = places.collect::<Result<_, _>>()?;
                        let values = lab.made(right.for_key(replications));
                        Asked::Number(cache.ask_for(&scenario, right, values)?, places)
                    }
                    Kind::Arms(arms) => {
                        let options = variant.options(index, arms).into_iter();
                        let made = lab.made(replications);
                        let places = options.map(|option| cache.ask(&scenario, &option.set, made));
                        Asked::Order(places.collect::<Result<_, _>>()?)
                    }
                    Kind::Plan(plan) => {
                        let text = designs.get(&question.name);
                        ask_design(&mut cache, plan, &scenario, variant, &question.name, text)?
                    }
                    Kind::Free { .. } => Asked::Text,
                });
            }
            asked.push(of_one);
        }
        cache.run(threads, progress)?;
        let markings = variants.iter().zip(&asked).map(|(variant, asked)| {
            let keys =
                variant.questions().iter().zip(asked).map(|(question, asked)| {
                    match (&question.kind, asked) {
                        (Kind::Numeric(numeric), Asked::Number(right, mistakes)) => {
                            number(lab, &cache, numeric, *right, mistakes)
                        }
                        (Kind::Arms(arms), Asked::Order(places)) => order(lab, &cache, arms, places),
                        (Kind::Plan(plan), Asked::Design(place, changes, made)) => {
                            let values = cache.values(*place, plan.metric, plan.replications);
                            let (changes, made) = (changes.clone(), *made);
                            Key::Design(Plan::judged(&values).map_or(Trial::Nothing, |(mean, half)| {
                                Trial::Run { mean, half, changes, made }
                            }))
                        }
                        (_, Asked::NoRun(trial)) => Key::Design(trial.clone()),
                        _ => Key::Text,
                    }
                });
            let keys = keys.collect();
            Marking { questions: variant.questions().to_vec(), keys, miss: lab.miss() }
        });
        Ok(markings.collect())
    }

    /// The marks of a student's answers, one for each question of the lab.
    #[must_use]
    pub fn mark(&self, answers: &Answers) -> Vec<Mark> {
        let mark = |(question, key): (&Question, &Key)| {
            if let (Kind::Plan(plan), Key::Design(trial)) = (&question.kind, key) {
                return of_design(plan, trial, question.points);
            }
            let Some(given) = answers.answers.get(&question.name).filter(|given| !is_blank(given)) else {
                return Mark { points: 0.0, verdict: Verdict::Missing, number: None };
            };
            let (share, verdict, number) = match (&question.kind, key) {
                (Kind::Numeric(numeric), Key::Number { right, mistakes }) => {
                    self.of_number(numeric, right.as_ref(), mistakes, given)
                }
                (Kind::Arms(arms), Key::Order(better)) => of_order(arms, better, given),
                _ => (0.0, Verdict::ToGrade, None),
            };
            let read = !matches!(verdict, Verdict::Unreadable(_) | Verdict::ToGrade);
            if question.prediction && read {
                return Mark { points: question.points, verdict: Verdict::Predicted, number };
            }
            Mark { points: question.points * share, verdict, number }
        };
        self.questions.iter().zip(&self.keys).map(mark).collect()
    }

    /// The exact answer of the key for these values; `None` if there is no single answer.
    pub(super) fn right_answer(&self, question: usize) -> Option<Given> {
        match (&self.questions.get(question)?.kind, self.keys.get(question)?) {
            (Kind::Numeric(numeric), Key::Number { right: Some(right), .. }) => {
                Some(Given::from_toml(&written(right.mean, numeric.decimals)))
            }
            (Kind::Arms(arms), Key::Order(better)) => {
                let order = ranked(better);
                let letters = order.iter().take(if arms.ranked { order.len() } else { 1 });
                let letters: Vec<String> = letters.map(|one| format!("\"{}\"", letter(*one))).collect();
                Some(Given::from_toml(&format!("[{}]", letters.join(", "))))
            }
            _ => None,
        }
    }

    /// Whether a known mistake can be distinguished from the right answer at the student's effort.
    #[must_use]
    pub fn is_apart(&self, question: usize, mistake: usize) -> bool {
        match self.keys.get(question) {
            Some(Key::Number { right: Some(right), mistakes }) => mistakes
                .get(mistake)
                .and_then(Option::as_ref)
                .is_some_and(|it| it.is_apart_from(right, self.miss)),
            _ => false,
        }
    }

    /// The probability that an honest answer to one question is refused.
    pub(super) fn miss(&self) -> f64 {
        self.miss
    }

    fn of_number(
        &self,
        numeric: &Numeric,
        right: Option<&Prediction>,
        mistakes: &[Option<Prediction>],
        given: &Given,
    ) -> (f64, Verdict, Option<f64>) {
        let number = match read_number(given, &numeric.unit) {
            Ok(number) => number,
            Err(why) => return (0.0, Verdict::Unreadable(why), None),
        };
        if right.is_some_and(|right| right.covers(number, self.miss)) {
            return (1.0, Verdict::Right, Some(number));
        }
        let mut made: Vec<(f64, usize)> = mistakes
            .iter()
            .enumerate()
            .filter_map(|(index, prediction)| {
                let prediction = prediction.as_ref()?;
                let off = (number - prediction.mean).abs() / (prediction.error + prediction.unit());
                prediction.covers(number, self.miss).then_some((off, index))
            })
            .collect();
        made.sort_by(|left, right| left.0.total_cmp(&right.0));
        let Some(&(_, nearest)) = made.first() else { return (0.0, Verdict::Wrong, Some(number)) };
        let credit = numeric.mistakes.get(nearest).map_or(0.0, |mistake| mistake.credit);
        (credit, Verdict::Mistakes(made.into_iter().map(|(_, index)| index).collect()), Some(number))
    }
}

/// Requests the runs of a design, if it can be run: the student's own scenario with the same
/// changes, from the key's seed.
fn ask_design(
    cache: &mut RunCache,
    plan: &Plan,
    scenario: &bazaar_scenario::Scenario,
    variant: &Variant,
    name: &str,
    text: Option<&String>,
) -> Result<Asked, LabError> {
    let Some(text) = text else { return Ok(Asked::NoRun(Trial::Unchanged)) };
    let (edits, changes) = match Design::read(&plan.may_change, variant.scenario(), name, text) {
        Design::Unchanged => return Ok(Asked::NoRun(Trial::Unchanged)),
        Design::Refused(why) => return Ok(Asked::NoRun(Trial::Refused(why))),
        Design::Sound { edits, changes } => (edits, changes),
    };
    let design = match scenario.with(&edits) {
        Ok(design) => design,
        Err(error) => return Ok(Asked::NoRun(Trial::Refused(error.to_string()))),
    };
    let same = |set: &[String]| scenario.with(set).is_ok_and(|it| it.parameters() == design.parameters());
    let made = plan.mistakes.iter().position(|mistake| same(&mistake.set));
    Ok(Asked::Design(cache.ask(&design, &[], plan.replications)?, changes, made))
}

fn of_design(plan: &Plan, trial: &Trial, points: f64) -> Mark {
    let (share, verdict, number) = match trial {
        Trial::Unchanged => (0.0, Verdict::Missing, None),
        Trial::Refused(why) => (0.0, Verdict::Unreadable(why.clone()), None),
        Trial::Nothing => (0.0, Verdict::Unreadable("its runs have nothing to measure".to_owned()), None),
        Trial::Run { mean, half, .. } if plan.will_do(*mean, *half) => (1.0, Verdict::Right, Some(*mean)),
        Trial::Run { mean, made, .. } => match made.and_then(|made| Some((made, plan.mistakes.get(made)?))) {
            Some((made, mistake)) => (mistake.credit, Verdict::Mistakes(vec![made]), Some(*mean)),
            None => (0.0, Verdict::Wrong, Some(*mean)),
        },
    };
    Mark { points: points * share, verdict, number }
}

fn number(lab: &Lab, cache: &RunCache, numeric: &Numeric, right: Places, mistakes: &[Places]) -> Key {
    let predict = |places: Places, way: &Method| {
        let all = way.for_key(lab.text.key_replications);
        let values = cache.estimates(places, way, lab.made(all));
        // The share of missing values is the same among all as among those that are made.
        let count = values.len() as f64 * f64::from(all) / f64::from(lab.made(all));
        Prediction::new(&values, count, way.effort(), numeric.decimals)
    };
    let of_mistakes =
        numeric.mistakes.iter().zip(mistakes).map(|(mistake, places)| predict(*places, &mistake.way));
    Key::Number { right: predict(right, &numeric.right), mistakes: of_mistakes.collect() }
}

fn order(lab: &Lab, cache: &RunCache, arms: &Arms, places: &[usize]) -> Key {
    let (stated, made) = (lab.text.key_replications, lab.made(lab.text.key_replications));
    let all: Vec<Vec<Option<f64>>> =
        places.iter().map(|place| cache.values(*place, arms.metric, made)).collect();
    let pairs = (places.len() * (places.len() - 1) / 2).max(1) as f64;
    let sign = if arms.best == Best::Highest { 1.0 } else { -1.0 };
    let better = |one: &Vec<Option<f64>>, other: &Vec<Option<f64>>| {
        let pairs_of = one.iter().zip(other).filter_map(|(one, other)| Some(sign * ((*one)? - (*other)?)));
        let differences: Vec<f64> = pairs_of.collect();
        let count = differences.len() as f64 * f64::from(stated) / f64::from(made);
        let (Some(centre), true) = (mean(&differences), differences.len() > 1) else {
            return (0.0, f64::MAX);
        };
        let variance = differences.iter().map(|it| (it - centre).powi(2)).sum::<f64>()
            / (differences.len() as f64 - 1.0);
        let error = (variance * (1.0 / f64::from(arms.replications) + 1.0 / count)).sqrt();
        (centre, student_quantile(1.0 - 0.5 * lab.miss() / pairs, count - 1.0) * error)
    };
    Key::Order(all.iter().map(|one| all.iter().map(|other| better(one, other)).collect()).collect())
}

/// Whether the first of two options is significantly better at a student's effort.
pub(super) fn is_better(better: &[Vec<(f64, f64)>], first: usize, second: usize) -> bool {
    better.get(first).and_then(|row| row.get(second)).is_some_and(|(by, half)| by > half)
}

/// The options that may be the best, at a student's effort.
pub(super) fn candidates(better: &[Vec<(f64, f64)>]) -> Vec<usize> {
    let all = 0..better.len();
    all.clone().filter(|one| !all.clone().any(|other| is_better(better, other, *one))).collect()
}

/// The options in the order of their means, the best first.
pub(super) fn ranked(better: &[Vec<(f64, f64)>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..better.len()).collect();
    order.sort_by(|one, other| better[*other][*one].0.total_cmp(&better[*one][*other].0));
    order
}

fn of_order(arms: &Arms, better: &[Vec<(f64, f64)>], given: &Given) -> (f64, Verdict, Option<f64>) {
    let letters = match read_letters(arms.options.len(), arms.ranked, given) {
        Ok(letters) => letters,
        Err(why) => return (0.0, Verdict::Unreadable(why), None),
    };
    if !arms.ranked {
        let right = candidates(better).contains(&letters[0]);
        return if right { (1.0, Verdict::Right, None) } else { (0.0, Verdict::Wrong, None) };
    }
    let turned = turned(better, &letters);
    let pairs = letters.len() * (letters.len() - 1) / 2;
    let verdict = if turned == 0 { Verdict::Right } else { Verdict::Wrong };
    (1.0 - turned as f64 / pairs as f64, verdict, None)
}

/// The number of pairs that an order has the wrong way round, beyond random variation.
pub(super) fn turned(better: &[Vec<(f64, f64)>], order: &[usize]) -> usize {
    let behind = |(place, one): (usize, &usize)| {
        order[place + 1..].iter().filter(|other| is_better(better, **other, *one)).count()
    };
    order.iter().enumerate().map(behind).sum()
}

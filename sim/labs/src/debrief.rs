//! The results of a class, for discussion.

use std::fmt::Write as _;

use super::asked::{Kind, Numeric, Plan, Question};
use super::feedback::{plain, points};
use super::grading::{Candidate, Report};
use super::loading::Lab;
use super::marking::{Key, Mark, Marking, Verdict};
use super::prediction::written;

/// The number of bars of a histogram.
const BARS: usize = 10;

/// The debrief, in Markdown.
pub(super) fn debrief(
    lab: &Lab,
    candidates: &[Candidate],
    markings: &[Marking],
    marks: &[Vec<Mark>],
    reported: &[Report],
) -> String {
    let mut text = format!("# Debrief: {}\n\n{} students were graded.\n", lab.text.title, candidates.len());
    let totals: Vec<f64> = marks.iter().map(|marks| points(lab, marks).0).collect();
    if let (Some(spread), Some(marks)) = (Quartiles::new(totals), marks.first()) {
        let most = plain(points(lab, marks).1);
        let [low, _, median, _, high] = spread.0.map(plain);
        let _ = writeln!(text, "Points: median {median} of {most}, from {low} to {high}.");
    }
    for (index, question) in lab.questions.iter().enumerate() {
        let of_question: Vec<&Mark> = marks.iter().filter_map(|marks| marks.get(index)).collect();
        let _ = write!(text, "\n## {}. {}\n\n{}\n\n", index + 1, question.name, question.text.trim());
        text.push_str(&counts(&of_question));
        match &question.kind {
            Kind::Numeric(numeric) => {
                text.push_str(&numbers(question, numeric, index, markings, &of_question));
            }
            Kind::Arms(_) => {
                for way in question.ways() {
                    text.push_str(&chosen_first(way, index, candidates, !question.variants.is_empty()));
                }
            }
            Kind::Plan(plan) => text.push_str(&designs(plan, &of_question)),
            Kind::Free { .. } => text.push_str("The texts are in to_grade.csv.\n"),
        }
    }
    text.push_str("\n## Reported\n\n");
    if reported.is_empty() {
        text.push_str("Nothing.\n");
    }
    for Report { what, why, .. } in reported {
        let _ = writeln!(text, "- {}: {}", what.markdown(), why.markdown());
    }
    let percent = plain(100.0 * lab.text.error);
    let _ = write!(
        text,
        "\n## How it was graded\n\nThe key of each student comes from {} replications of their own scenario. An honest student loses \
         anything by chance with a probability of at most {percent}%, over all questions together. The time of packing is that of \
         the student's clock.\n",
        lab.text.key_replications
    );
    text
}

/// How many students chose each option, or put it first, among those with this variant.
fn chosen_first(way: &Question, index: usize, candidates: &[Candidate], is_told: bool) -> String {
    let Kind::Arms(arms) = &way.kind else { return String::new() };
    let is_asked = |candidate: &&Candidate| {
        candidate.variant.questions().get(index).is_some_and(|it| it.text == way.text)
    };
    let asked: Vec<&Candidate> = candidates.iter().filter(is_asked).collect();
    let mut text = String::new();
    if is_told {
        let _ = write!(text, "\n{} were asked: {}\n\n", asked.len(), way.text.trim());
    }
    // Each student has an individual order of options.
    for (place, option) in arms.options.iter().enumerate() {
        let first = asked.iter().filter(|candidate| {
            let given = candidate.answers.answers.get(&way.name);
            let shown = given.map(|given| given.toml().to_ascii_lowercase()).unwrap_or_default();
            let own = candidate.variant.letter(index, place);
            shown.trim_start_matches(['[', '"', ' ']).starts_with(own)
        });
        let _ = writeln!(text, "- {}: first for {}", option.text.trim(), first.count());
    }
    text
}

fn counts(marks: &[&Mark]) -> String {
    let count = |is: fn(&Verdict) -> bool| marks.iter().filter(|mark| is(&mark.verdict)).count();
    let all = [
        ("right", count(|it| *it == Verdict::Right)),
        ("a known mistake", count(|it| matches!(it, Verdict::Mistakes(_)))),
        ("wrong", count(|it| *it == Verdict::Wrong)),
        ("predicted", count(|it| *it == Verdict::Predicted)),
        ("no answer of this kind", count(|it| matches!(it, Verdict::Unreadable(_)))),
        ("not answered", count(|it| *it == Verdict::Missing)),
        ("to be read", count(|it| *it == Verdict::ToGrade)),
    ];
    let told = all.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{count} {what}"));
    let told: Vec<String> = told.collect();
    if told.is_empty() { String::new() } else { format!("{}.\n\n", told.join(", ")) }
}

fn numbers(
    question: &Question,
    numeric: &Numeric,
    index: usize,
    markings: &[Marking],
    marks: &[&Mark],
) -> String {
    let mut text = String::new();
    let digits = numeric.decimals;
    let found = Quartiles::new(marks.iter().filter_map(|mark| mark.number).collect());
    let right: Vec<f64> = markings
        .iter()
        .filter_map(|marking| match marking.keys.get(index) {
            Some(Key::Number { right, .. }) => right.map(|right| right.mean),
            _ => None,
        })
        .collect();
    let shown = |spread: &Quartiles| {
        let [low, lower, median, upper, high] = spread.0.map(|number| written(number, digits));
        format!("{low} | {lower} | {median} | {upper} | {high}")
    };
    let _ =
        writeln!(text, "| {} | lowest | lower quarter | median | upper quarter | highest |", numeric.unit);
    text.push_str("|---|---|---|---|---|---|\n");
    if let Some(found) = &found {
        let _ = writeln!(text, "| answers | {} |", shown(found));
    }
    if let Some(right) = Quartiles::new(right) {
        let _ = writeln!(text, "| keys, by the students' own values | {} |", shown(&right));
    }
    if let Some(found) = found {
        text.push_str(&bars(&found, marks, digits));
    }
    if question.prediction {
        return text;
    }
    for (place, mistake) in numeric.mistakes.iter().enumerate() {
        let made = marks
            .iter()
            .filter(|mark| matches!(&mark.verdict, Verdict::Mistakes(all) if all.first() == Some(&place)));
        let apart = markings.iter().filter(|marking| marking.is_apart(index, place)).count();
        let _ = write!(text, "\n- Mistake `{}`: {} times.", mistake.name, made.count());
        if apart < markings.len() {
            let _ = write!(
                text,
                " With the values of {} of {} students it cannot be distinguished from the right answer at this effort.",
                markings.len() - apart,
                markings.len()
            );
        }
    }
    text.push('\n');
    text
}

/// The results of the designs of a class.
fn designs(plan: &Plan, marks: &[&Mark]) -> String {
    let mut text = format!("It must be {}.\n\n", plan.demand());
    if let Some(Quartiles([low, lower, median, upper, high])) =
        Quartiles::new(marks.iter().filter_map(|mark| mark.number).collect())
    {
        let shown = [low, lower, median, upper, high].map(|number| format!("{number:.4}"));
        let _ =
            writeln!(text, "| {} | lowest | lower quarter | median | upper quarter | highest |", plan.metric);
        let _ = write!(text, "|---|---|---|---|---|---|\n| designs | {} |\n", shown.join(" | "));
    }
    for (place, mistake) in plan.mistakes.iter().enumerate() {
        let made = marks.iter().filter(|mark| mark.verdict == Verdict::Mistakes(vec![place])).count();
        let _ = write!(text, "\n- Mistake `{}`: {made} times.", mistake.name);
    }
    text.push('\n');
    text
}

/// A histogram of characters. Outliers are counted at its ends, so that one wild answer does not
/// flatten the others.
fn bars(found: &Quartiles, marks: &[&Mark], digits: u32) -> String {
    let [lowest, lower, _, upper, highest] = found.0;
    let far = 5.0 * (upper - lower);
    let (low, high) =
        if far > 0.0 { (lowest.max(lower - far), highest.min(upper + far)) } else { (lowest, highest) };
    let width = (high - low) / BARS as f64;
    if !(width > 0.0 && width.is_finite()) {
        return String::new();
    }
    let mut text = String::from("\n```text\n");
    for bar in 0..BARS {
        let from = low + bar as f64 * width;
        let (first, last) = (bar == 0, bar + 1 == BARS);
        let within = |number: &f64| (first || *number >= from) && (last || *number < from + width);
        let count = marks.iter().filter_map(|mark| mark.number).filter(within).count();
        let _ = writeln!(text, "{:>12} {} {count}", written(from, digits), "#".repeat(count.min(60)));
    }
    text.push_str("```\n");
    text
}

/// Minimum, quartiles and maximum of some numbers.
struct Quartiles([f64; 5]);

impl Quartiles {
    fn new(mut numbers: Vec<f64>) -> Option<Self> {
        numbers.retain(|number| number.is_finite());
        numbers.sort_by(f64::total_cmp);
        let at = |share: f64| bazaar_numerics::quantile(&numbers, share);
        Some(Quartiles([at(0.0)?, at(0.25)?, at(0.5)?, at(0.75)?, at(1.0)?]))
    }
}

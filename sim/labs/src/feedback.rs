//! Feedback for a student.

use std::fmt::Write as _;

use bazaar_exercise::letter;
use bazaar_figure::foreign::Foreign;

use super::asked::{Kind, Plan, Question};
use super::design::Trial;
use super::estimator::Method;
use super::loading::Lab;
use super::marking::{Key, Mark, Marking, Verdict, candidates, ranked};
use super::prediction::{Prediction, written};
use super::variant::Variant;

/// The feedback of one student, in Markdown.
pub(super) fn feedback(
    lab: &Lab,
    variant: &Variant,
    marking: &Marking,
    marks: &[Mark],
    notes: &[Foreign],
) -> String {
    let mut text = format!("# {}\n\nFeedback for {}\n", lab.text.title, variant.student());
    for note in notes {
        let _ = write!(text, "\n> {}\n", note.markdown());
    }
    let (total, most) = points(lab, marks);
    let _ = write!(text, "\n**{} of {} points**", plain(total), plain(most));
    let open: f64 = open_points(lab);
    if open > 0.0 {
        let _ = write!(text, ", and up to {} for what your lecturer reads", plain(open));
    }
    text.push_str(".\n");
    if !variant.values().is_empty() {
        let values = variant.values().iter().map(|(label, value)| format!("{label} {value}"));
        let _ = write!(text, "\nYour own values: {}.\n", values.collect::<Vec<_>>().join("; "));
    }
    for (index, question) in variant.questions().iter().enumerate() {
        let (Some(mark), Some(key)) = (marks.get(index), marking.keys.get(index)) else { continue };
        let _ = write!(text, "\n## {}. {}\n\n{}\n\n", index + 1, question.name, question.text.trim(),);
        let _ =
            writeln!(text, "*{} of {} points.* {}", plain(mark.points), plain(question.points), told(mark));
        text.push_str(&explained(question, index, key, marking, mark, variant));
        if let (Some(hidden), Some(world)) = (question.hidden(), variant.world(index)) {
            let value = world.value.trim_matches('"');
            let _ = write!(text, "\nThe {} of your world is **{value}**.\n", hidden.parameter.label);
        }
    }
    let percent = plain(100.0 * lab.text.error);
    let _ = write!(
        text,
        "\n---\n\nThe right answers come from {} replications of your own scenario with another seed. Their tolerance \
         covers the random error at the number of replications in the task: a student who follows the task loses a point by chance \
         in at most {percent}% of cases.\n",
        lab.text.key_replications
    );
    text
}

fn told(mark: &Mark) -> String {
    match &mark.verdict {
        Verdict::Right => "Right.".to_owned(),
        Verdict::Mistakes(_) => "Not right; the cause is a known mistake.".to_owned(),
        Verdict::Wrong => "Not right.".to_owned(),
        Verdict::Predicted => "A prediction has all points.".to_owned(),
        Verdict::Missing => "Not answered.".to_owned(),
        Verdict::Unreadable(why) => format!("Not an answer: {}.", Foreign::sentence(why).markdown()),
        Verdict::ToGrade => "Your lecturer reads this.".to_owned(),
    }
}

/// The right answer, and the cause of a wrong one.
fn explained(
    question: &Question,
    index: usize,
    key: &Key,
    marking: &Marking,
    mark: &Mark,
    variant: &Variant,
) -> String {
    let mut text = String::new();
    match (&question.kind, key) {
        (Kind::Numeric(numeric), Key::Number { right, mistakes }) => {
            let digits = numeric.decimals;
            if let Some(number) = mark.number {
                let _ = write!(text, "\nYou answered {} {}. ", in_full(number, digits), numeric.unit);
            }
            match right {
                Some(right) => {
                    let (low, high) = right.bounds(marking.miss());
                    let _ = writeln!(
                        text,
                        "{} give {} {}, and between {} and {} by chance.",
                        found_how(&numeric.right, question),
                        written(right.mean, digits),
                        numeric.unit,
                        written(low, digits),
                        written(high, digits)
                    );
                }
                None => text.push_str("With your values there is nothing to measure.\n"),
            }
            if let (Verdict::Wrong, Some(number), Some(right)) = (&mark.verdict, mark.number, right) {
                text.push_str(slip(number, right, &numeric.unit, marking.miss()));
            }
            if let Verdict::Mistakes(made) = &mark.verdict {
                for (place, mistake) in made.iter().enumerate() {
                    let Some(known) = numeric.mistakes.get(*mistake) else { continue };
                    let or = if place > 0 { "Or: " } else { "" };
                    let _ = write!(text, "\n{or}{}\n", known.feedback.trim());
                }
            }
            if let (Verdict::Right, Some(number)) = (&mark.verdict, mark.number) {
                for (place, known) in numeric.mistakes.iter().enumerate() {
                    let also = mistakes.get(place).and_then(Option::as_ref);
                    if also.is_some_and(|it| it.covers(number, marking.miss()))
                        && !marking.is_apart(index, place)
                    {
                        let _ = write!(
                            text,
                            "\nWith this few replications the same answer may come from a mistake: {}\n",
                            known.feedback.trim()
                        );
                    }
                }
            }
        }
        (Kind::Plan(plan), Key::Design(trial)) => text.push_str(&judged(plan, trial, mark)),
        (Kind::Arms(arms), Key::Order(better)) => {
            let letters = |all: Vec<usize>| {
                all.into_iter().map(|one| letter(one).to_string()).collect::<Vec<_>>().join(", ")
            };
            if arms.ranked {
                let _ = writeln!(text, "\nRuns give the order {}.", letters(ranked(better)));
                let unclear = (0..better.len())
                    .flat_map(|one| (0..one).map(move |other| (other, one)))
                    .filter(|(one, other)| better[*one][*other].0.abs() <= better[*one][*other].1);
                let unclear: Vec<String> =
                    unclear.map(|(one, other)| format!("{} and {}", letter(one), letter(other))).collect();
                if !unclear.is_empty() {
                    let pairs = unclear.join("; ");
                    let _ = writeln!(
                        text,
                        "Their difference is within random variation, so either order counts: {pairs}."
                    );
                }
            } else {
                let _ = writeln!(text, "\nBest by the runs: {}.", letters(candidates(better)));
            }
            if mark.verdict == Verdict::Wrong {
                let options = variant.options(index, arms).into_iter().enumerate();
                for (place, option) in options.filter(|(_, it)| !it.feedback.is_empty()) {
                    let _ = writeln!(text, "\nOn {}: {}", letter(place), option.feedback.trim());
                }
            }
        }
        _ => {}
    }
    text
}

/// Feedback on a number that is right except for its notation.
fn slip(number: f64, right: &Prediction, unit: &str, miss: f64) -> &'static str {
    if right.covers(-number, miss) {
        return "\nWith the other sign it would be right. Check which mean to subtract from the other.\n";
    }
    if unit == "share" && right.covers(number / 100.0, miss) {
        return "\nA share of one half is 0.5, or \"50 %\" with its sign.\n";
    }
    ""
}

/// A number with the requested decimals, or with all of its own if it has more.
fn in_full(number: f64, decimals: u32) -> String {
    let rounded = written(number, decimals);
    let is_whole = rounded.parse::<f64>().is_ok_and(|shown| (shown - number).abs() <= 1e-9 * number.abs());
    match is_whole {
        _ if number.abs() >= 1e15 => format!("{number:e}"),
        true => rounded,
        false => number.to_string(),
    }
}

/// The source of the right number.
fn found_how(right: &Method, question: &Question) -> &'static str {
    match right {
        Method::Turn(_) => "Searches as in the task",
        Method::Mean(_) if question.hidden().is_some() => "Tables of your world, estimated as in the task,",
        Method::Mean(_) => "Runs as in the task",
    }
}

/// The result of a design.
fn judged(plan: &Plan, trial: &Trial, mark: &Mark) -> String {
    let Trial::Run { mean, half, changes, .. } = trial else { return String::new() };
    // Two digits of the interval, and as many of the mean.
    let digits =
        (0..9_u8).find(|digits| half * 10_f64.powi(i32::from(*digits)) >= 10.0 || *half <= 0.0).unwrap_or(9);
    let text = |number: f64| format!("{number:.*}", usize::from(digits));
    let mut told = format!(
        "\nYou changed: {}. {} replications of it give a `{}` of {} ± {} {}; the whole interval must be {}.\n",
        Foreign::sentence(&changes.join("; ")).markdown(),
        plan.replications,
        plan.metric,
        text(*mean),
        text(*half),
        plan.unit,
        plan.demand()
    );
    if let Verdict::Mistakes(made) = &mark.verdict {
        for known in made.iter().filter_map(|place| plan.mistakes.get(*place)) {
            let _ = write!(told, "\n{}\n", known.feedback.trim());
        }
    }
    told
}

/// The points of some marks, and the maximum without the lecturer's.
pub(super) fn points(lab: &Lab, marks: &[Mark]) -> (f64, f64) {
    let most: f64 = lab.questions.iter().map(|question| question.points).sum();
    (marks.iter().map(|mark| mark.points).sum(), most - open_points(lab))
}

fn open_points(lab: &Lab) -> f64 {
    let open = lab.questions.iter().filter(|question| matches!(question.kind, Kind::Free { .. }));
    open.map(|question| question.points).sum()
}

/// Points without trailing zeros.
pub(super) fn plain(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

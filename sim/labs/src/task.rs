//! The task and the form for answers of a student.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bazaar_exercise::{Asked, Exercise, Field, VERSION, design_file, letter};

use super::asked::{Arms, Kind, Numeric, Plan, Question};
use super::estimator::Method;
use super::kinds::Best;
use super::loading::Lab;
use super::variant::Variant;

/// The purpose of predictions.
pub(super) const PREDICT: &str = "Any prediction has its points. Write it down before you go on.";

/// A lab as a student has it.
pub(super) fn exercise(lab: &Lab, variant: &Variant, data: BTreeMap<String, String>) -> Exercise {
    let mut values = variant.values().to_vec();
    values.push(("seed".to_owned(), variant.scenario().study.seed.to_string()));
    let trimmed = |all: &[String]| all.iter().map(|text| text.trim().to_owned()).collect();
    let questions = variant.questions().iter().enumerate().map(|(index, question)| {
        let options = match &question.kind {
            Kind::Arms(arms) => variant.options(index, arms),
            _ => Vec::new(),
        };
        Asked {
            name: question.name.clone(),
            text: question.text.trim().to_owned(),
            points: question.points,
            hints: trimmed(&question.hints),
            prediction: question.prediction,
            form: form(question),
            field: question.field(&options),
        }
    });
    Exercise {
        version: VERSION.to_owned(),
        lab: lab.name.clone(),
        title: lab.text.title.clone(),
        minutes: lab.text.minutes,
        objectives: trimmed(&lab.text.objectives),
        introduction: lab.text.introduction.trim().to_owned(),
        student: variant.student().to_owned(),
        values,
        scenario: variant.scenario().to_toml(),
        tasks: trimmed(&lab.text.tasks),
        questions: questions.collect(),
        reflection: trimmed(&lab.text.reflection),
        data,
    }
}

/// The task of one student, in Markdown.
pub(super) fn task(exercise: &Exercise) -> String {
    let Exercise { title, introduction, minutes, version, .. } = exercise;
    let mut text = format!("# {title}\n\n{introduction}\n");
    let _ = write!(text, "\nThis takes about {minutes} minutes, and Bazaar {version}.\n");
    section(&mut text, "What you learn", &exercise.objectives, "- ");
    text.push_str("\n## Your own values\n\n");
    text.push_str(
        "`scenario.toml` is yours alone. Leave it as it is: change values with `--set` when you run it.\n\n",
    );
    for (label, value) in &exercise.values {
        let _ = writeln!(text, "- {label}: **{value}**");
    }
    let numbered = |prediction: bool| {
        let questions = exercise.questions.iter().enumerate();
        questions.filter(move |(_, question)| question.prediction == prediction)
    };
    if numbered(true).count() > 0 {
        let _ = write!(text, "\n## Before you run anything\n\n{PREDICT}\n");
        numbered(true).for_each(|(index, question)| asked(&mut text, index, question));
    }
    if !exercise.tasks.is_empty() {
        text.push_str("\n## What to do\n\n");
        for (index, step) in exercise.tasks.iter().enumerate() {
            let _ = writeln!(text, "{}. {}", index + 1, step.replace('\n', "\n   "));
        }
    }
    text.push_str("\n## Questions\n");
    numbered(false).for_each(|(index, question)| asked(&mut text, index, question));
    section(&mut text, "To think about", &exercise.reflection, "- ");
    text.push_str(
        "\n## Handing in\n\nWrite your answers into `answers.toml`. Then, in this folder:\n\n```sh\nbazaar course pack\n```\n\n\
         It makes one file, which you hand in.\n",
    );
    text
}

fn section(text: &mut String, heading: &str, lines: &[String], mark: &str) {
    if lines.is_empty() {
        return;
    }
    let _ = write!(text, "\n## {heading}\n\n");
    for line in lines {
        let _ = writeln!(text, "{mark}{}", line.trim());
    }
}

fn asked(text: &mut String, index: usize, question: &Asked) {
    let _ = write!(
        text,
        "\n**{}. `{}`** ({}). {}\n",
        index + 1,
        question.name,
        points(question.points),
        question.text
    );
    if let Field::Choice { options } | Field::Ranking { options } = &question.field {
        text.push('\n');
        for (place, option) in options.iter().enumerate() {
            let _ = writeln!(text, "- **{}** {option}", letter(place));
        }
    }
    let _ = write!(text, "\n{}\n", question.form);
    for hint in &question.hints {
        let _ = write!(text, "\n<details><summary>Hint</summary>\n\n{hint}\n\n</details>\n");
    }
}

/// How many points a question has, in words.
pub(super) fn points(points: f64) -> String {
    let points = super::feedback::plain(points);
    format!("{points} {}", if points == "1" { "point" } else { "points" })
}

/// The form of an answer, and the runs it takes, in Markdown.
fn form(question: &Question) -> String {
    match &question.kind {
        Kind::Numeric(numeric) => {
            let how = how(numeric, question.prediction);
            match numeric.hidden {
                Some(_) => format!("{}\n\n{how}", observed(numeric, &question.name)),
                None => how,
            }
        }
        Kind::Arms(arms) => how_many(arms),
        Kind::Plan(plan) => designed(plan, &question.name),
        Kind::Free { words } => format!("About {words} words; your lecturer reads them."),
    }
}

pub(super) fn how(numeric: &Numeric, prediction: bool) -> String {
    let (number, unit) = match numeric.unit.as_str() {
        "" => ("number", String::new()),
        "share" => ("share, 0.25 for 25%,", String::new()),
        unit => ("number", format!(" in {unit}")),
    };
    let form = match numeric.decimals {
        0 => format!("Answer with a whole number{unit}"),
        1 => format!("Answer with a {number}{unit} to one decimal"),
        decimals => format!("Answer with a {number}{unit} to {decimals} decimals"),
    };
    if prediction {
        return format!("{form}.");
    }
    match &numeric.right {
        Method::Mean(estimator) => {
            let what = match &estimator.minus {
                Some((metric, _)) if *metric != estimator.metric => {
                    format!("the mean of `{}` less that of `{metric}`", estimator.metric)
                }
                Some(_) => format!("the difference of two means of `{}`", estimator.metric),
                None => format!("the mean of `{}`", estimator.metric),
            };
            let over = match numeric.hidden {
                Some(_) => format!("all {} observations", estimator.replications),
                None => runs(estimator.replications),
            };
            let is_one = (estimator.factor - 1.0).abs() <= 0.0;
            let times = if is_one { String::new() } else { format!(", times {}", estimator.factor) };
            format!("{form}: {what} over {over}{times}.")
        }
        Method::Turn(turning) => {
            format!("{form}, as found by\n\n```sh\nbazaar threshold scenario.toml {}\n```", turning.flags)
        }
    }
}

/// The data of a student.
fn observed(numeric: &Numeric, name: &str) -> String {
    let Some(hidden) = &numeric.hidden else { return String::new() };
    let columns: Vec<String> = hidden.columns.iter().map(|column| format!("`{column}`")).collect();
    format!(
        "`{name}.csv` has {} observations, in the columns {}. They come from a world whose {} is hidden from \
         you. There is no scenario to run: estimate it from the data alone.",
        hidden.observations,
        columns.join(", "),
        hidden.parameter.label
    )
}

/// The design task of a student, and its target.
fn designed(plan: &Plan, name: &str) -> String {
    let file = design_file(name);
    let mut text = format!("Edit `{file}`, which begins as a copy of your scenario. You may change\n\n");
    for bounds in &plan.may_change {
        let [low, high] = [&bounds.low, &bounds.high].map(|value| value.trim_matches('"'));
        let _ = writeln!(text, "- {}, `{}`, from {low} to {high}", bounds.label, bounds.path);
    }
    let _ = write!(
        text,
        "\nand nothing else. Grading makes {} with a seed that you do not know: the whole 95% interval of the mean of `{}` must \
         be {}. Leave a margin for random variation. `bazaar course pack` takes the file along.",
        runs(plan.replications),
        plan.metric,
        plan.demand()
    );
    text
}

fn how_many(arms: &Arms) -> String {
    let replications = runs(arms.replications);
    let form = if arms.ranked {
        format!("Answer with a list of letters, the {} first", best(arms.best))
    } else {
        format!("Answer with the letter of the {}", best(arms.best))
    };
    format!("{form}, by the mean of `{}` over {replications} each.", arms.metric)
}

fn best(best: Best) -> &'static str {
    match best {
        Best::Highest => "highest",
        Best::Lowest => "lowest",
    }
}

pub(super) fn runs(replications: u32) -> String {
    if replications == 1 { "one replication".to_owned() } else { format!("{replications} replications") }
}

//! What a student gets to read and to fill in.

use std::fmt::Write as _;

use super::asked::{Arms, Kind, Numeric, Plan, Question};
use super::design;
use super::estimator::Way;
use super::kinds::Best;
use super::loading::Lab;
use super::marking::letter;
use super::variant::Variant;

/// The version that the student's files are for.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The task of one student, in Markdown.
pub(super) fn task(lab: &Lab, variant: &Variant) -> String {
    let mut text = format!("# {}\n\n{}\n", lab.text.title, lab.text.introduction.trim());
    let _ = write!(text, "\nThis takes about {} minutes, and Bazaar {VERSION}.\n", lab.text.minutes);
    section(&mut text, "What you learn", &lab.text.objectives, "- ");
    text.push_str("\n## Your own values\n\n");
    text.push_str(
        "`scenario.toml` is yours alone. Leave it as it is: change values with `--set` when you run it.\n\n",
    );
    for (label, value) in variant.values() {
        let _ = writeln!(text, "- {label}: **{value}**");
    }
    let _ = writeln!(text, "- seed: **{}**", variant.scenario().study.seed);
    let numbered = |prediction: bool| {
        let questions = variant.questions().iter().enumerate();
        questions.filter(move |(_, question)| question.prediction == prediction)
    };
    if numbered(true).count() > 0 {
        text.push_str("\n## Before you run anything\n\nAny prediction has its points. Write it down before you go on.\n");
        numbered(true).for_each(|(index, question)| asked(&mut text, index, question, variant));
    }
    if !lab.text.tasks.is_empty() {
        text.push_str("\n## What to do\n\n");
        for (index, step) in lab.text.tasks.iter().enumerate() {
            let _ = writeln!(text, "{}. {}", index + 1, step.trim().replace('\n', "\n   "));
        }
    }
    text.push_str("\n## Questions\n");
    numbered(false).for_each(|(index, question)| asked(&mut text, index, question, variant));
    section(&mut text, "To think about", &lab.text.reflection, "- ");
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

fn asked(text: &mut String, index: usize, question: &Question, variant: &Variant) {
    let points = super::feedback::plain(question.points);
    let _ = write!(
        text,
        "\n**{}. `{}`** ({points} {}). {}\n",
        index + 1,
        question.name,
        if points == "1" { "point" } else { "points" },
        question.text.trim()
    );
    match &question.kind {
        Kind::Numeric(numeric) => {
            if numeric.hidden.is_some() {
                let _ = write!(text, "\n{}\n", observed(numeric, &question.name));
            }
            let _ = write!(text, "\n{}\n", how(numeric, question.prediction));
        }
        Kind::Arms(arms) => {
            text.push('\n');
            for (place, option) in variant.options(index, arms).into_iter().enumerate() {
                let _ = writeln!(text, "- **{}** {}", letter(place), option.text.trim());
            }
            let _ = write!(text, "\n{}\n", how_many(arms));
        }
        Kind::Plan(plan) => {
            let _ = write!(text, "\n{}\n", designed(plan, &question.name));
        }
        Kind::Free { words } => {
            let _ = write!(text, "\nAbout {words} words; your lecturer reads them.\n");
        }
    }
    for hint in &question.hints {
        let _ = write!(text, "\n<details><summary>Hint</summary>\n\n{}\n\n</details>\n", hint.trim());
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
        Way::Mean(estimator) => {
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
        Way::Turn(turning) => {
            format!("{form}, as found by\n\n```sh\nbazaar threshold scenario.toml {}\n```", turning.flags)
        }
    }
}

/// Which data a student has.
fn observed(numeric: &Numeric, name: &str) -> String {
    let Some(hidden) = &numeric.hidden else { return String::new() };
    let columns: Vec<String> = hidden.columns.iter().map(|column| format!("`{column}`")).collect();
    format!(
        "`{name}.csv` has {} observations, in the columns {}. They are of a world that nobody tells you the {} of. There is no \
         scenario to run: you have the data alone.",
        hidden.observations,
        columns.join(", "),
        hidden.parameter.label
    )
}

/// What a student may design, and how it is judged.
fn designed(plan: &Plan, name: &str) -> String {
    let file = design::file(name);
    let mut text = format!("Edit `{file}`, which begins as a copy of your scenario. You may change\n\n");
    for bounds in &plan.may_change {
        let [low, high] = [&bounds.low, &bounds.high].map(|value| value.trim_matches('"'));
        let _ = writeln!(text, "- {}, `{}`, from {low} to {high}", bounds.label, bounds.path);
    }
    let _ = write!(
        text,
        "\nand nothing else. It is judged by {} from a seed that you do not know: the whole 95% interval of the mean of `{}` must \
         be {}. Leave some room for chance. `bazaar course pack` takes the file along.",
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

/// An `answers.toml` in which nothing is answered yet.
pub(super) fn blank_answers(lab: &Lab, variant: &Variant) -> String {
    let mut text = format!(
        "# Answers to: {}\n# Take away the # before an answer and type it behind the =. task.md says what is asked.\n\n\
         lab = \"{}\"\nstudent = \"{}\"\n\n[answers]\n",
        lab.text.title,
        lab.name,
        variant.student()
    );
    for (index, question) in lab.questions.iter().enumerate() {
        if question.plan().is_some() {
            let _ = write!(
                text,
                "\n# {}.\n# {}: edit {}\n",
                index + 1,
                question.name,
                design::file(&question.name)
            );
            continue;
        }
        let example = match &question.kind {
            Kind::Numeric(numeric) if numeric.decimals == 0 => "# 0",
            Kind::Numeric(_) => "# 0.0",
            Kind::Arms(arms) if arms.ranked => "# [\"a\", \"b\"]",
            Kind::Arms(_) => "# \"a\"",
            Kind::Plan(_) | Kind::Free { .. } => "# \"…\"",
        };
        let _ =
            write!(text, "\n# {}.\n# {} = {}\n", index + 1, question.name, example.trim_start_matches("# "));
    }
    text
}

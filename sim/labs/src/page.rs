//! The page in which a student works: task, simulator and hand-in in one file.
//!
//! It contains only what the student holds, so no key, mistake or feedback can be in it.

use bazaar_exercise::{Asked, Exercise, Field, letter};
use bazaar_play::lab_page;

use super::asked::Plan;
use super::export::markup::{blocks, inline};
use super::export::xml::{Element, Node, fragment};
use super::task::{PREDICT, points};

/// The page of one student, with the engine's script inline, or beside it if that is empty.
pub(super) fn page(exercise: &Exercise, engine: &str) -> String {
    let title = format!("{} · {}", exercise.title, exercise.student);
    let value = serde_json::to_value(exercise).unwrap_or_default();
    lab_page(&title, &[("head", head(exercise)), ("before", before(exercise)), ("after", after(exercise))])
        .data("exercise", &value)
        .engine(engine)
        .finish()
}

fn head(exercise: &Exercise) -> String {
    let Exercise { title, student, minutes, version, .. } = exercise;
    fragment(&[
        element(Element::new("h1").text(title.as_str())),
        element(
            Element::new("p")
                .with("class", "muted")
                .text(format!("{student} · about {minutes} minutes · Bazaar {version}")),
        ),
    ])
}

/// The part before the simulator.
fn before(exercise: &Exercise) -> String {
    let mut all = blocks(&exercise.introduction);
    all.extend(section("What you learn", list("ul", &exercise.objectives)));
    let values = exercise.values.iter().map(|(label, value)| {
        element(
            Element::new("li").text(format!("{label}: ")).child(Element::new("strong").text(value.as_str())),
        )
    });
    let mut own = vec![element(Element::new("ul").children(values))];
    own.push(element(
        Element::new("details")
            .child(Element::new("summary").text("Your scenario, scenario.toml"))
            .child(Element::new("pre").with("tabindex", "0").text(exercise.scenario.as_str())),
    ));
    all.extend(section("Your own values", own));
    let predictions = questions(exercise, true);
    if !predictions.is_empty() {
        let mut asked = blocks(PREDICT);
        asked.extend(predictions);
        all.extend(section("Before you run anything", asked));
    }
    all.extend(section("What to do", list("ol", &exercise.tasks)));
    fragment(&all)
}

/// The part after the simulator.
fn after(exercise: &Exercise) -> String {
    let mut all = section("Questions", questions(exercise, false));
    all.extend(section("To think about", list("ul", &exercise.reflection)));
    fragment(&all)
}

fn questions(exercise: &Exercise, prediction: bool) -> Vec<Node> {
    let all = exercise.questions.iter().enumerate().filter(|(_, asked)| asked.prediction == prediction);
    all.map(|(index, asked)| question(exercise, index, asked)).collect()
}

fn question(exercise: &Exercise, index: usize, asked: &Asked) -> Node {
    let Asked { name, text, hints, form, field, .. } = asked;
    let about = Element::new("p")
        .with("class", "muted")
        .text(format!("{} · ", points(asked.points)))
        .child(Element::new("code").text(name.as_str()));
    let mut whole = Element::new("div")
        .with("class", "question")
        .with("data-question", name.as_str())
        .child(
            Element::new("h3")
                .with("id", format!("asked-{name}"))
                .text(format!("{}. ", index + 1))
                .children(inline(text)),
        )
        .child(about);
    if let Field::Choice { options } | Field::Ranking { options } = field {
        let options = options.iter().enumerate().map(|(place, option)| {
            let head = Element::new("strong").text(format!("{} ", letter(place)));
            element(Element::new("li").child(head).children(inline(option)))
        });
        whole = whole.child(Element::new("ul").with("class", "options").children(options));
    }
    whole = whole.child(Element::new("div").with("id", format!("form-{name}")).children(blocks(form)));
    if let Some(table) = exercise.data.get(&format!("{name}.csv")) {
        whole = whole.child(data(name, table));
    }
    whole = whole.child(Element::new("div").with("class", "answer").text("")).child(
        Element::new("p")
            .with("class", "doubt")
            .with("id", format!("doubt-{name}"))
            .with("role", "status")
            .text(""),
    );
    for hint in hints {
        let summary = Element::new("summary").text("Hint");
        whole = whole.child(Element::new("details").child(summary).children(blocks(hint)));
    }
    element(whole)
}

/// Data as a table, with the mean of each column below, with the digits of a spreadsheet.
fn data(name: &str, csv: &str) -> Element {
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let mut lines = csv.lines().map(cells);
    let headings = lines.next().unwrap_or_default();
    let rows: Vec<Vec<String>> = lines.collect();
    let row = |kind: &'static str, row: &[String]| {
        let cells =
            row.iter().map(|cell| element(Element::new(kind).with("class", "number").text(cell.as_str())));
        element(Element::new("tr").children(cells))
    };
    let mean = headings.iter().enumerate().map(|(column, _)| {
        let values: Vec<Option<f64>> = rows.iter().map(|row| row.get(column)?.parse().ok()).collect();
        match Plan::judged(&values) {
            Some((mean, _)) if column > 0 => format!("{mean:.4}"),
            _ => "mean".to_owned(),
        }
    });
    let mean: Vec<String> = mean.collect();
    let part = |name: &'static str, rows: Vec<Node>| Element::new(name).children(rows);
    let table = Element::new("table")
        .child(part("thead", vec![row("th", &headings)]))
        .child(part("tbody", rows.iter().map(|cells| row("td", cells)).collect()))
        .child(part("tfoot", vec![row("th", &mean)]));
    Element::new("details")
        .with("class", "data")
        .with("data-file", format!("{name}.csv"))
        .child(Element::new("summary").text(format!("{name}.csv")))
        .child(Element::new("div").with("class", "scroll").with("tabindex", "0").child(table))
}

fn element(element: Element) -> Node {
    Node::Element(element)
}

/// A section with a heading; empty if it has no content.
fn section(heading: &str, inside: Vec<Node>) -> Vec<Node> {
    if inside.is_empty() {
        return Vec::new();
    }
    vec![element(Element::new("section").child(Element::new("h2").text(heading)).children(inside))]
}

fn list(kind: &'static str, items: &[String]) -> Vec<Node> {
    if items.is_empty() {
        return Vec::new();
    }
    let items = items.iter().map(|item| element(Element::new("li").children(inline(item))));
    vec![element(Element::new(kind).children(items))]
}

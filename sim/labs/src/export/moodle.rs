//! Questions as Moodle's own XML (Moodle docs, *Moodle XML format*).
//!
//! A number is compared with its answers in order, and the first match counts: the right one, then
//! those of known mistakes, then any. A tolerance is half the width of the range. The share of the
//! points of an answer must be one of those that Moodle knows.

use std::io;

use super::super::loading::Lab;
use super::item::{Item, Range, Response};
use super::markup::paragraph;
use super::sheet::Sheet;
use super::xml::{Element, Node, document, fragment};

/// The shares that Moodle accepts, in percent (`question/engine/bank.php`,
/// `init_fraction_options`).
const SHARES: [f64; 18] = [
    100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0, 20.0,
    16.66667, 10.0, 5.0, 0.0,
];

/// The categories with their questions.
pub(super) fn quiz(lab: &Lab, sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let mut quiz = Element::new("quiz");
    for (index, sheet) in sheets.iter().enumerate() {
        quiz = line(quiz).child(category(lab, index + 1, sheet));
        for item in &sheet.items {
            quiz = line(quiz).child(question(item));
        }
    }
    document(&line(quiz))
}

fn line(element: Element) -> Element {
    element.text("\n")
}

/// The path of a form's category, below one for the lab.
pub(super) fn path(lab: &Lab, number: usize, sheet: &Sheet) -> String {
    // A slash in a name is doubled.
    let name = |text: &str| text.replace('/', "//").replace(char::is_whitespace, " ");
    let form = if sheet.label.is_empty() { "All".to_owned() } else { format!("{number}: {}", sheet.label) };
    format!("$course$/top/{}/{}", name(&lab.text.title), name(&form))
}

fn category(lab: &Lab, number: usize, sheet: &Sheet) -> Element {
    let whose = vec![paragraph(format!("The values of {}.", sheet.students.join(", ")))];
    Element::new("question")
        .with("type", "category")
        .child(Element::new("category").child(text(&path(lab, number, sheet))))
        .child(html("info", &whose))
}

fn question(item: &Item) -> Element {
    let kind = match &item.response {
        Response::Number { .. } => "numerical",
        Response::Choice(_) => "multichoice",
        Response::Text { .. } => "essay",
    };
    let head = Element::new("question")
        .with("type", kind)
        .child(Element::new("name").child(text(&item.name)))
        .child(html("questiontext", &item.stem))
        .child(html("generalfeedback", &[]))
        .child(value("defaultgrade", &item.points.to_string()))
        .child(value("penalty", "0.3333333"))
        .child(value("hidden", "0"))
        .child(value("idnumber", &item.id));
    let body = match &item.response {
        Response::Number { ranges, any } => {
            let head = ranges.iter().fold(head, |head, range| head.child(number(range)));
            let rest = if *any { 1.0 } else { 0.0 };
            // Without units: a student types the number alone.
            head.child(answer("*", rest, &[]).child(value("tolerance", "0")))
                .child(value("unitgradingtype", "0"))
                .child(value("unitpenalty", "0.1"))
                .child(value("showunits", "3"))
                .child(value("unitsleft", "0"))
        }
        Response::Choice(picks) => {
            let head = head
                .child(value("single", "true"))
                .child(value("shuffleanswers", "false"))
                .child(value("answernumbering", "abc"));
            picks.iter().fold(head, |head, pick| {
                head.child(
                    Element::new("answer")
                        .with("fraction", share(pick.share))
                        .with("format", "html")
                        .child(text(&fragment(&pick.text)))
                        .child(html("feedback", &pick.feedback)),
                )
            })
        }
        Response::Text { words } => head
            .child(value("responseformat", "editor"))
            .child(value("responserequired", "1"))
            .child(value("responsefieldlines", "10"))
            .child(value("attachments", "0"))
            .child(value("attachmentsrequired", "0"))
            .child(html("graderinfo", &[paragraph(for_graders(*words))]))
            .child(html("responsetemplate", &[])),
    };
    item.hints.iter().fold(body, |body, hint| body.child(html("hint", hint)))
}

/// The note for graders of texts.
pub(super) fn for_graders(words: u32) -> String {
    format!("About {words} words. The lecturer's edition of the book has a solution.")
}

fn number(range: &Range) -> Element {
    answer(&range.middle(), range.share, &range.feedback).child(value("tolerance", &range.tolerance()))
}

fn answer(is: &str, worth: f64, feedback: &[Node]) -> Element {
    Element::new("answer")
        .with("fraction", share(worth))
        .with("format", "moodle_auto_format")
        .child(text(is))
        .child(html("feedback", feedback))
}

/// The nearest share that Moodle accepts.
pub(super) fn share(share: f64) -> String {
    let percent = 100.0 * share;
    let distance = |known: &f64| (known - percent).abs();
    let nearest = SHARES.into_iter().min_by(|one, other| distance(one).total_cmp(&distance(other)));
    nearest.unwrap_or_default().to_string()
}

fn text(text: &str) -> Element {
    Element::new("text").text(text)
}

fn value(name: &'static str, text: &str) -> Element {
    Element::new(name).text(text)
}

fn html(name: &'static str, nodes: &[Node]) -> Element {
    Element::new(name).with("format", "html").child(text(&fragment(nodes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_the_nearest_that_moodle_takes() {
        assert_eq!(share(1.0), "100");
        assert_eq!(share(2.0 / 3.0), "66.66667");
        assert_eq!(share(0.31), "30");
        assert_eq!(share(0.0), "0");
    }
}

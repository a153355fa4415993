//! Questions as GIFT (Moodle docs, *GIFT format*): text between braces, with the known mistakes as further answers.
//!
//! GIFT cannot express that any number, or every choice, is right, so predictions become texts.

use std::fmt::Write as _;

use super::super::loading::Lab;
use super::item::{Item, Pick, Range, Response};
use super::moodle::{path, share};
use super::sheet::Sheet;
use super::xml::{Node, fragment, legal};

/// All questions.
pub(super) fn text(lab: &Lab, sheets: &[Sheet]) -> String {
    let mut text = String::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let _ = write!(text, "// The values of {}.\n\n", sheet.students.join(", "));
        let _ = write!(text, "$CATEGORY: {}\n\n", legal(&path(lab, index + 1, sheet)));
        for item in &sheet.items {
            let name = escaped(&item.name.replace(char::is_whitespace, " "));
            let _ = write!(text, "::{name}::[html]{}{{{}}}\n\n", html(&item.stem), response(item));
        }
    }
    text
}

fn response(item: &Item) -> String {
    match &item.response {
        Response::Number { ranges, any: false } => {
            format!("#\n{}", ranges.iter().map(number).collect::<String>())
        }
        Response::Choice(picks) if picks.iter().any(|pick| pick.share < 1.0) => {
            format!("\n{}", picks.iter().map(choice).collect::<String>())
        }
        Response::Number { .. } | Response::Choice(_) | Response::Text { .. } => String::new(),
    }
}

fn number(range: &Range) -> String {
    format!(
        "\t={}{}:{}{}\n",
        weight(range.share),
        range.middle(),
        range.tolerance(),
        feedback(&range.feedback)
    )
}

/// The percentage of an answer; without one GIFT assumes all points.
fn weight(worth: f64) -> String {
    if worth < 1.0 { format!("%{}%", share(worth)) } else { String::new() }
}

fn choice(pick: &Pick) -> String {
    let mark = if pick.share < 1.0 { "~" } else { "=" };
    let weight = if pick.share > 0.0 { weight(pick.share) } else { String::new() };
    format!("\t{mark}{weight}{}{}\n", html(&pick.text), feedback(&pick.feedback))
}

fn feedback(nodes: &[Node]) -> String {
    if nodes.is_empty() { String::new() } else { format!("#{}", html(nodes)) }
}

fn html(nodes: &[Node]) -> String {
    escaped(&fragment(nodes))
}

/// A text with GIFT's special characters escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in legal(text).chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gift_would_read_is_escaped() {
        assert_eq!(escaped("a=b {c} ~#:\\\n"), "a\\=b \\{c\\} \\~\\#\\:\\\\\\n");
    }

    #[test]
    fn a_number_has_its_tolerance_and_what_mistakes_give() {
        let range = |share, feedback| Range { low: 2.5, high: 2.8, found: 2.6, decimals: 1, share, feedback };
        assert_eq!(number(&range(1.0, Vec::new())), "\t=2.65:0.15\n");
        let told = range(0.0, vec![Node::Text("Two.".to_owned())]);
        assert_eq!(number(&told), "\t=%0%2.65:0.15#Two.\n");
    }
}

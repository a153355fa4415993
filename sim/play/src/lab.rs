//! The page of a lab.

use crate::html::{CREW, Html, Script, Style};

const FRAME: &str = include_str!("../web/lab.html");
const STYLE: Style = Style(include_str!("../web/lab.css"));
const SCRIPTS: [Script; 2] = [Script(include_str!("../web/kept.js")), Script(include_str!("../web/lab.js"))];

/// The page of a lab, with these parts in their places: HTML by the names of the places in
/// `lab.html`. Add the student's exercise as the object `exercise`.
#[must_use]
pub fn lab_page(title: &str, parts: &[(&str, String)]) -> Html {
    let mut frame = String::with_capacity(FRAME.len() + 1000);
    let mut rest = FRAME;
    while let Some((before, after)) = rest.split_once("<!-- ") {
        let (name, after) = after.split_once(" -->").unwrap_or((after, ""));
        frame.push_str(before);
        if let Some((_, part)) = parts.iter().find(|(place, _)| *place == name) {
            frame.push_str(part);
        }
        rest = after;
    }
    frame.push_str(rest);
    let page = Html::new(frame, title).style(&STYLE).script(&CREW);
    SCRIPTS.iter().fold(page, Html::script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_in_their_places_and_are_not_looked_into() {
        let parts = [("head", "<!-- after -->".to_owned()), ("after", "<p>last</p>".to_owned())];
        let page = lab_page("A lab", &parts).finish();
        assert!(page.contains("<header id=\"head\"><!-- after --></header>"), "{page}");
        assert_eq!(page.matches("<p>last</p>").count(), 1);
    }
}

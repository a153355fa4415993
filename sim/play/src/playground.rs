//! The playground: a scenario with sliders.

use serde_json::json;

use crate::engine::Engine;
use crate::html::{CREW, Html, Script, Style, asking};
use crate::{ENGINE_FILE, PAGE};

const FRAME: &str = include_str!("../web/play.html");
const STYLES: [Style; 2] = [Style(include_str!("../web/play.css")), Style(include_str!("../web/film.css"))];
const SCRIPTS: [Script; 5] = [
    CREW,
    Script(include_str!("../web/editor.js")),
    Script(include_str!("../web/film.js")),
    Script(include_str!("../web/share.js")),
    Script(include_str!("../web/play.js")),
];

/// The scenario with which a playground opens.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The name of a shipped one, or the name of the text in errors.
    pub name: String,
    /// The text of one that is not shipped.
    pub text: Option<String>,
    /// Its edits, each `path=value`.
    pub sets: Vec<String>,
}

/// The page, which loads the engine from a file beside it. Without a scenario it opens with the
/// first shipped one.
#[must_use]
pub fn playground(opened: Option<&Opened>) -> String {
    let mut page = Html::new(FRAME, "Bazaar playground");
    for style in &STYLES {
        page = page.style(style);
    }
    for script in &SCRIPTS {
        page = page.script(script);
    }
    let opened =
        opened.map(|opened| json!({ "name": opened.name, "text": opened.text, "sets": opened.sets }));
    page.data("opened", &json!(opened)).finish()
}

/// The files of the folder `play` of a book, by name: the playground, the engine, and the script by
/// which other pages of the book use it.
#[must_use]
pub fn site(engine: &Engine) -> [(&'static str, String); 3] {
    [(PAGE, playground(None)), (ENGINE_FILE, engine.script()), ("engine.js", asking())]
}

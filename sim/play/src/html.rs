//! A page in one file: its frame, styles, scripts and data.

use std::borrow::Cow;

use serde_json::Value;

/// A style sheet.
pub struct Style(pub &'static str);

/// A script.
pub struct Script(pub &'static str);

/// Colours, type and controls.
const STYLE: Style = Style(include_str!("../web/bazaar.css"));

/// Shows a message in browsers that are too old, which may be unable to parse the other scripts.
const OLD: Script = Script(include_str!("../web/old.js"));

/// The engine in a worker.
const ENGINE: Script = Script(include_str!("../web/engine.js"));

/// Several engines that share the replications of a run.
pub(crate) const CREW: Script = Script(include_str!("../web/crew.js"));

/// Helpers that create elements.
const DOM: Script = Script(include_str!("../web/dom.js"));

/// The scripts of another page that uses the engine.
#[must_use]
pub(crate) fn asking() -> String {
    [OLD.0, ENGINE.0].concat()
}

/// A page under construction.
pub struct Html {
    frame: Cow<'static, str>,
    title: String,
    styles: String,
    scripts: String,
    data: String,
    engine: String,
}

impl Html {
    /// A page with the body of this frame, which has no `html`, `head` or `body` of its own.
    #[must_use]
    pub fn new(frame: impl Into<Cow<'static, str>>, title: &str) -> Self {
        let mut page = Html {
            frame: frame.into(),
            title: escaped(title),
            styles: String::new(),
            scripts: String::new(),
            data: String::new(),
            engine: String::new(),
        };
        page.styles.push_str(STYLE.0);
        page.scripts.push_str(DOM.0);
        page
    }

    /// Adds a style sheet.
    #[must_use]
    pub fn style(mut self, style: &Style) -> Self {
        self.styles.push_str(style.0);
        self
    }

    /// Adds a script.
    #[must_use]
    pub fn script(mut self, script: &Script) -> Self {
        self.scripts.push_str(script.0);
        self
    }

    /// Adds an object that scripts find by `document.getElementById(id)`.
    #[must_use]
    pub fn data(mut self, id: &str, value: &Value) -> Self {
        // Escaped so that no text in it can end the element.
        let text = value.to_string().replace('<', "\\u003c");
        self.data.push_str(&format!("<script type=\"application/json\" id=\"{id}\">{text}</script>\n"));
        self
    }

    /// Includes the engine as a [script](crate::Engine::script); otherwise the page loads it from a
    /// file beside it.
    #[must_use]
    pub fn engine(mut self, script: &str) -> Self {
        script.clone_into(&mut self.engine);
        self
    }

    /// The file's text.
    #[must_use]
    pub fn finish(self) -> String {
        let Html { frame, title, styles, scripts, data, engine } = self;
        let (old, ask) = (OLD.0, ENGINE.0);
        let engine = if engine.is_empty() { engine } else { format!("<script>{engine}</script>\n") };
        // The page's own scripts come last, when everything else is defined.
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"Bazaar {}\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n<script>\n{old}</script>\n\
             <style>\n{styles}</style>\n</head>\n<body>\n{frame}{data}<script>\n{ask}</script>\n\
             {engine}<script>\n{scripts}</script>\n</body>\n</html>\n",
            env!("CARGO_PKG_VERSION")
        )
    }
}

/// A text escaped for element content or an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_text_of_somebody_ends_an_element() {
        let page =
            Html::new("<main></main>\n", "</title><script>").data("it", &json!("</script><b>")).finish();
        assert!(page.contains("<title>&lt;/title&gt;&lt;script&gt;</title>"), "{page}");
        assert!(page.contains("\\u003c/script>\\u003cb>"), "{page}");
    }
}

//! HTML that is also well-formed XML: `quick-xml` writes it, so every text and every attribute is
//! escaped.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use bazaar_figure::foreign::visible;

/// A page under construction.
pub(super) struct Html(Writer<Vec<u8>>);

/// Attributes of an element, by name.
pub(super) type Attributes<'a> = [(&'a str, &'a str)];

/// Void elements.
const VOID: [&str; 3] = ["meta", "br", "wbr"];

impl Html {
    pub(super) fn new() -> Self {
        Html(Writer::new(b"<!DOCTYPE html>\n".to_vec()))
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    /// An element with the content that `inner` writes. It is never self-closed, which HTML would
    /// not read as an end.
    pub(super) fn within(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        inner: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))?;
        inner(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with a text.
    pub(super) fn element(&mut self, name: &str, attributes: &Attributes<'_>, text: &str) -> io::Result<()> {
        self.within(name, attributes, |html| html.text(text))
    }

    /// A void element.
    pub(super) fn void(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        debug_assert!(VOID.contains(&name), "{name} has an end");
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.0.write_event(Event::Text(BytesText::new(&visible(text))))
    }

    /// A text in which `code` between backquotes is set as code, and names may break after an
    /// underscore or a dot.
    pub(super) fn prose(&mut self, text: &str) -> io::Result<()> {
        for (index, part) in text.split('`').enumerate() {
            if index % 2 == 1 {
                self.element("code", &[], part)?;
            } else {
                self.text(part)?;
            }
        }
        Ok(())
    }

    /// Markup from this program: a picture, a style.
    pub(super) fn markup(&mut self, markup: &str) -> io::Result<()> {
        self.0.write_event(Event::Text(BytesText::from_escaped(visible(markup))))
    }

    /// Begins a new line, so that differences of two pages are readable.
    pub(super) fn line(&mut self) -> io::Result<()> {
        self.markup("\n")
    }
}

fn start<'a>(name: &'a str, attributes: &Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, visible(value).as_ref()));
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_never_markup() {
        let mut html = Html::new();
        let worst = "\"><script>alert('1')</script>&\u{1b}\u{202e}";
        html.within("p", &[("title", worst)], |html| {
            html.prose(&format!("{worst}`{worst}`"))?;
            html.void("br", &[])
        })
        .unwrap();
        html.element("td", &[], "").unwrap();
        let page = String::from_utf8(html.into_bytes()).unwrap();
        assert!(!page.contains("<script") && !page.contains("&<") && !page.contains('\u{1b}'), "{page}");
        assert_eq!(page.matches("&lt;script&gt;").count(), 3, "{page}");
        assert!(page.contains("<br/>") && page.contains("<td></td>"), "{page}");
    }
}

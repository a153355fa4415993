//! A small tree of elements, and its serialisation as XML.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An element or a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element with its attributes and content.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

impl Element {
    pub(crate) fn new(name: &'static str) -> Self {
        Element { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// Adds an attribute.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Adds an element.
    pub(crate) fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds several nodes.
    pub(crate) fn children(mut self, children: impl IntoIterator<Item = Node>) -> Self {
        self.children.extend(children);
        self
    }

    /// Adds a text.
    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    pub(crate) fn push(&mut self, node: Node) {
        self.children.push(node);
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    pub(crate) fn into_children(self) -> Vec<Node> {
        self.children
    }
}

/// Writes a complete document.
pub(crate) fn document(root: &Element) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.write_event(Event::Text(BytesText::new("\n")))?;
    element(&mut writer, root)?;
    writer.write_event(Event::Text(BytesText::new("\n")))?;
    Ok(writer.into_inner())
}

/// Writes elements and texts as a fragment, such as HTML within a text.
pub(crate) fn fragment(nodes: &[Node]) -> String {
    let mut writer = Writer::new(Vec::new());
    for node in nodes {
        // Writing to a vector does not fail.
        let _ = write(&mut writer, node);
    }
    String::from_utf8_lossy(&writer.into_inner()).into_owned()
}

fn write(writer: &mut Writer<Vec<u8>>, node: &Node) -> io::Result<()> {
    match node {
        Node::Element(one) => element(writer, one),
        Node::Text(text) => writer.write_event(Event::Text(BytesText::new(&legal(text)))),
    }
}

fn element(writer: &mut Writer<Vec<u8>>, element: &Element) -> io::Result<()> {
    let mut start = BytesStart::new(element.name);
    for (name, value) in &element.attributes {
        start.push_attribute((*name, legal(value).as_str()));
    }
    if element.children.is_empty() {
        return writer.write_event(Event::Empty(start));
    }
    writer.write_event(Event::Start(start))?;
    for child in &element.children {
        write(writer, child)?;
    }
    writer.write_event(Event::End(BytesEnd::new(element.name)))
}

/// A text without the characters that XML 1.0 cannot represent.
pub(crate) fn legal(text: &str) -> String {
    let is_legal =
        |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_legal).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;

    use super::*;

    /// The content of the only element of a document: its attribute, and its text.
    fn read(bytes: &[u8]) -> (String, String) {
        let mut reader = Reader::from_reader(bytes);
        let (mut attribute, mut text) = (String::new(), String::new());
        let mut inside = false;
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer).unwrap() {
                Event::Start(start) => {
                    let found = start.attributes().next().unwrap().unwrap();
                    attribute = String::from_utf8(found.value.into_owned()).unwrap();
                    attribute = quick_xml::escape::unescape(&attribute).unwrap().into_owned();
                    inside = true;
                }
                Event::Text(found) if inside => text.push_str(&found.decode().unwrap()),
                Event::GeneralRef(found) => {
                    let name = format!("&{};", found.decode().unwrap());
                    text.push_str(&quick_xml::escape::unescape(&name).unwrap());
                }
                Event::End(_) => inside = false,
                Event::Eof => return (attribute, text),
                _ => {}
            }
            buffer.clear();
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was(text in any::<String>(), value in any::<String>()) {
            let written = document(&Element::new("a").with("b", value.as_str()).text(format!("x{text}"))).unwrap();
            let (attribute, found) = read(&written);
            prop_assert_eq!(attribute, legal(&value));
            prop_assert_eq!(found, legal(&format!("x{text}")));
        }
    }

    #[test]
    fn markup_in_a_text_stays_text() {
        let root = Element::new("a").with("b", "\"<&'").text("]]> <script> & \u{0}\u{1b}");
        let text = String::from_utf8(document(&root).unwrap()).unwrap();
        assert!(text.contains("<a b=\"&quot;&lt;&amp;"), "{text}");
        assert!(text.contains("&gt; &lt;script&gt; &amp; <"), "{text}");
    }
}

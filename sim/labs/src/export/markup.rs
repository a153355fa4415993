//! Markdown as HTML elements of the kinds that every format accepts.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::xml::{Element, Node};

/// The blocks of a Markdown text. HTML in it stays text, and a picture becomes its alternative
/// text.
pub(crate) fn blocks(text: &str) -> Vec<Node> {
    // The last one is open; finished ones go into the one before.
    let mut open = vec![Element::new("div")];
    let put = |open: &mut Vec<Element>, node: Node| {
        if let Some(last) = open.last_mut() {
            last.push(node);
        }
    };
    for event in Parser::new(text) {
        match event {
            Event::Start(tag) => open.push(element(&tag)),
            Event::End(end) => {
                let Some(done) = open.pop() else { continue };
                let done = if end == TagEnd::CodeBlock { Element::new("pre").child(done) } else { done };
                put(&mut open, Node::Element(done));
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                put(&mut open, Node::Text(text.into_string()));
            }
            Event::Code(text) => {
                put(&mut open, Node::Element(Element::new("code").text(text.into_string())));
            }
            Event::SoftBreak => put(&mut open, Node::Text(" ".to_owned())),
            Event::HardBreak => put(&mut open, Node::Element(Element::new("br"))),
            _ => {}
        }
    }
    open.into_iter().next().map(Element::into_children).unwrap_or_default()
}

/// The same within a line: a single paragraph loses its element.
pub(crate) fn inline(text: &str) -> Vec<Node> {
    let mut found = blocks(text);
    match found.pop() {
        Some(Node::Element(only)) if found.is_empty() && only.is("p") => only.into_children(),
        last => {
            found.extend(last);
            found
        }
    }
}

/// A paragraph.
pub(crate) fn paragraph(text: impl Into<String>) -> Node {
    Node::Element(Element::new("p").text(text))
}

fn element(tag: &Tag<'_>) -> Element {
    match tag {
        Tag::Paragraph | Tag::HtmlBlock => Element::new("p"),
        Tag::Heading { .. } => Element::new("h3"),
        Tag::BlockQuote(_) => Element::new("blockquote"),
        Tag::CodeBlock(_) => Element::new("code"),
        Tag::List(None) => Element::new("ul"),
        Tag::List(Some(_)) => Element::new("ol"),
        Tag::Item => Element::new("li"),
        Tag::Emphasis | Tag::Image { .. } => Element::new("em"),
        Tag::Strong => Element::new("strong"),
        Tag::Link { dest_url, .. } => Element::new("a").with("href", dest_url.as_ref()),
        _ => Element::new("span"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::fragment;
    use super::*;

    #[test]
    fn markdown_becomes_elements_that_are_all_closed() {
        let text = "Run *it* with `a < b`:\n\n```sh\nbazaar run x\n```\n\n1. one\n2. [two](a?b&c)\n\n<b>no</b> ![a picture](x.png)";
        assert_eq!(
            fragment(&blocks(text)),
            "<p>Run <em>it</em> with <code>a &lt; b</code>:</p><pre><code>bazaar run x\n</code></pre>\
             <ol><li>one</li><li><a href=\"a?b&amp;c\">two</a></li></ol>\
             <p>&lt;b&gt;no&lt;/b&gt; <em>a picture</em></p>"
        );
    }

    #[test]
    fn one_paragraph_within_a_line_is_none() {
        assert_eq!(fragment(&inline("a **b**")), "a <strong>b</strong>");
        assert_eq!(fragment(&inline("a\n\nb")), "<p>a</p><p>b</p>");
        assert_eq!(fragment(&inline("")), "");
    }
}

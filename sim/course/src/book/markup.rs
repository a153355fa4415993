//! Writing HTML that passes through Markdown unharmed.

use std::fmt::Write as _;

/// A text as HTML. What Markdown, mdBook or HTML would read as more than a
/// letter becomes a reference, so the text may stand in prose, in a table or
/// between quotes.
pub(crate) fn text(plain: &str) -> String {
    let mut html = String::with_capacity(plain.len());
    for character in plain.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' | '*' | '_' | '`' | '[' | ']' | '\\' | '~' | '|' | '{' | '}' | '$' | '#' => {
                html.push_str(&format!("&#{};", u32::from(character)));
            }
            '\n' => html.push(' '),
            other => html.push(other),
        }
    }
    html
}

/// A text in which `code` between backquotes is set as code.
pub(crate) fn prose(plain: &str) -> String {
    let mut html = String::new();
    for (index, part) in plain.split('`').enumerate() {
        let part = text(part);
        if index % 2 == 1 {
            html.push_str(&format!("<code>{part}</code>"));
        } else {
            html.push_str(&part);
        }
    }
    html
}

/// An SVG as the address of an image, so that the page needs no other file.
pub(crate) fn data_uri(svg: &str) -> String {
    let mut uri = String::from("data:image/svg+xml,");
    for byte in svg.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => uri.push(char::from(byte)),
            b' ' | b'/' | b':' | b'=' | b'.' | b',' | b';' | b'-' | b'(' | b')' => uri.push(char::from(byte)),
            other => {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}

/// A table of cells that are HTML already. Columns marked so hold numbers.
pub(crate) fn table(header: &[(&str, bool)], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let class = |number: bool| if number { " class=\"number\"" } else { "" };
    let mut html = String::from("<div class=\"table-wrapper\"><table><thead><tr>");
    for (title, number) in header {
        html.push_str(&format!("<th scope=\"col\"{}>{}</th>", class(*number), text(title)));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (cell, (_, number)) in row.iter().zip(header) {
            html.push_str(&format!("<td{}>{cell}</td>", class(*number)));
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_for_markdown_to_read() {
        assert_eq!(text("a_b *c* <d> {{#e}}"), "a&#95;b &#42;c&#42; &lt;d&gt; &#123;&#123;&#35;e&#125;&#125;");
        assert_eq!(prose("one `two_three` four"), "one <code>two&#95;three</code> four");
    }

    #[test]
    fn an_image_address_has_no_quote_and_no_line() {
        let uri = data_uri("<svg a=\"1\">\n±#</svg>");
        assert_eq!(uri, "data:image/svg+xml,%3Csvg a=%221%22%3E%0A%C2%B1%23%3C/svg%3E");
    }

    #[test]
    fn numbers_are_marked() {
        let html = table(&[("a", false), ("b", true)], [vec!["x".to_owned(), "1".to_owned()]]);
        assert!(html.contains("<td>x</td><td class=\"number\">1</td>"), "{html}");
    }
}

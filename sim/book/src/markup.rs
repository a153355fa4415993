//! Writes HTML that Markdown passes through unchanged.

use std::fmt::Write as _;

/// A text as HTML. Characters with a meaning in Markdown, mdBook or HTML become
/// character references, so the text can be used in prose, in a table or between
/// quotes.
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

/// A text as HTML, with `code` between backquotes set as code.
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

/// A name such as `cost_per_tflops_year` as code, with line breaks allowed after underscores.
pub(crate) fn name(name: &str) -> String {
    format!("<code>{}</code>", text(name).replace("&#95;", "&#95;<wbr>"))
}

/// A dotted path above its last key: `model.queue` above `servers`.
pub(crate) fn path(table: &str, key: &str) -> String {
    format!("<small>{}</small><br>{}", text(table).replace('.', ".<wbr>"), name(key))
}

/// A command as code, with line breaks allowed between words only.
pub(crate) fn command(command: &str) -> String {
    let words: Vec<String> = command.split(' ').map(|word| format!("<span>{}</span>", text(word))).collect();
    format!("<code class=\"command\">{}</code>", words.join(" "))
}

/// An SVG as the address of an image, so that the page needs no other file.
pub(crate) fn data_uri(svg: &str) -> String {
    encoded("data:image/svg+xml,", svg)
}

/// A table as the address of a file of comma-separated values.
pub(crate) fn csv_uri(columns: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> =
            cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        cells.join(",") + "\n"
    };
    let text = line(columns) + &rows.iter().map(|row| line(row)).collect::<String>();
    encoded("data:text/csv;charset=utf-8,", &text)
}

fn encoded(head: &str, text: &str) -> String {
    let mut uri = head.to_owned();
    for byte in text.bytes() {
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

/// A table of cells that are HTML already. Columns marked `true` have numbers.
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
        assert_eq!(
            text("a_b *c* <d> {{#e}}"),
            "a&#95;b &#42;c&#42; &lt;d&gt; &#123;&#123;&#35;e&#125;&#125;"
        );
        assert_eq!(prose("one `two_three` four"), "one <code>two&#95;three</code> four");
    }

    #[test]
    fn an_image_address_has_no_quote_and_no_line() {
        let uri = data_uri("<svg a=\"1\">\n±#</svg>");
        assert_eq!(uri, "data:image/svg+xml,%3Csvg a=%221%22%3E%0A%C2%B1%23%3C/svg%3E");
    }

    #[test]
    fn a_table_is_a_file_too() {
        let uri = csv_uri(&["a, b".to_owned()], &[vec!["1,000".to_owned()]]);
        assert_eq!(uri, "data:text/csv;charset=utf-8,%22a, b%22%0A%221,000%22%0A");
    }

    #[test]
    fn a_long_name_breaks_behind_an_underscore() {
        assert_eq!(name("a_b"), "<code>a&#95;<wbr>b</code>");
    }

    #[test]
    fn numbers_are_marked() {
        let html = table(&[("a", false), ("b", true)], [vec!["x".to_owned(), "1".to_owned()]]);
        assert!(html.contains("<td>x</td><td class=\"number\">1</td>"), "{html}");
    }
}

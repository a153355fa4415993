//! Writes TOML: values first, then tables under their headers.

use crate::plain::Plain;

/// A table's content, below a header if it has a path.
pub(crate) fn section(path: &[&str], entries: &[(String, Plain)]) -> String {
    let mut text = String::new();
    write_section(&mut text, &path.iter().map(|part| key(part)).collect::<Vec<_>>(), entries);
    text
}

fn write_section(text: &mut String, path: &[String], entries: &[(String, Plain)]) {
    let is_section = |value: &Plain| matches!(value, Plain::Section(_));
    // A header is needless where those of the tables below imply it.
    let implied = !entries.is_empty() && entries.iter().all(|(_, value)| is_section(value));
    if !path.is_empty() && !implied {
        text.push_str(&format!("\n[{}]\n", path.join(".")));
    }
    for (name, value) in entries.iter().filter(|(_, value)| !is_section(value)) {
        text.push_str(&format!("{} = {}\n", key(name), block(value)));
    }
    for (name, value) in entries {
        if let Plain::Section(inner) = value {
            let mut path = path.to_vec();
            path.push(key(name));
            write_section(text, &path, inner);
        }
    }
}

/// A value that can take several lines.
fn block(value: &Plain) -> String {
    match value {
        Plain::Text(text) if text.contains('\n') && reads_back_in_block(text) => {
            format!("\"\"\"\n{text}\"\"\"")
        }
        Plain::List(elements) if elements.iter().any(|e| matches!(e, Plain::Section(_))) => {
            let lines: String = elements.iter().map(|e| format!("  {},\n", inline(e))).collect();
            format!("[\n{lines}]")
        }
        other => inline(other),
    }
}

/// Whether a text needs no escapes between triple quotes.
fn reads_back_in_block(text: &str) -> bool {
    let plain = |character: char| character == '\n' || !(character.is_control() || character == '\\');
    text.chars().all(plain) && !text.contains("\"\"\"") && !text.ends_with('"')
}

/// A value on one line.
pub(crate) fn inline(value: &Plain) -> String {
    match value {
        Plain::Text(text) => quoted(text),
        Plain::Integer(integer) => integer.to_string(),
        Plain::Float(float) => format!("{float:?}"),
        Plain::Boolean(boolean) => boolean.to_string(),
        Plain::List(elements) => {
            let elements: Vec<String> = elements.iter().map(inline).collect();
            format!("[{}]", elements.join(", "))
        }
        Plain::Section(entries) | Plain::Inline(entries) if entries.is_empty() => "{}".to_owned(),
        Plain::Section(entries) | Plain::Inline(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(name, value)| format!("{} = {}", key(name), inline(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Plain::Verbatim(text) => text.clone(),
        Plain::Sourced(value, source) => {
            format!("{{ value = {}, source = {} }}", inline(value), quoted(source))
        }
    }
}

fn key(name: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !name.is_empty() && name.bytes().all(bare) { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_before_tables() {
        let entries = [
            ("inner".to_owned(), Plain::Section(vec![("a".to_owned(), Plain::Integer(1))])),
            ("b c".to_owned(), Plain::Float(1.0)),
        ];
        assert_eq!(section(&["t"], &entries), "\n[t]\n\"b c\" = 1.0\n\n[t.inner]\na = 1\n");
    }

    #[test]
    fn a_text_reads_back_whatever_is_in_it() {
        for text in ["a\nb", "a\"\"\"\nb", "\n", "\\\n", "\u{7f}\u{0}\n\"", "\r\n", "лв \"x\""] {
            let written = format!("x = {}", block(&Plain::Text(text.to_owned())));
            let table = toml::de::DeTable::parse(&written).unwrap();
            let read = table.get_ref().get("x").unwrap().get_ref().as_str().unwrap().to_owned();
            assert_eq!(read, text, "{written}");
        }
    }
}

//! Untrusted text in output: in a terminal, a page of Markdown, a spreadsheet.
//!
//! Text by students, or from files of other people, is displayed by programs that interpret some characters. So it
//! becomes a [`Foreign`] before it is written, and each kind of output has one way of escaping it.

use std::fmt;

/// The most characters of one word, name or value.
const LONGEST: usize = 80;

/// The most characters of a sentence that contains such text.
const LONGEST_SENTENCE: usize = 400;

/// A text on one line without control or invisible characters, which is safe to display.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Foreign(String);

impl Foreign {
    /// One word, name or value: at most 80 characters.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Foreign(one_line(text, LONGEST))
    }

    /// A path, or a message that quotes untrusted text: at most 400 characters.
    #[must_use]
    pub fn sentence(text: &str) -> Self {
        Foreign(one_line(text, LONGEST_SENTENCE))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text within a line of Markdown, where it is neither markup nor HTML nor a link.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::with_capacity(self.0.len() + 8);
        let begins = self.0.trim_start();
        let digits = begins.chars().take_while(char::is_ascii_digit).count();
        // Characters that begin a list, a heading or a rule.
        let marker = match begins.as_bytes().get(digits) {
            Some(b'.' | b')') if digits > 0 => Some(self.0.len() - begins.len() + digits),
            Some(b'-' | b'+' | b'=' | b':') if digits == 0 => Some(self.0.len() - begins.len()),
            _ => None,
        };
        for (at, c) in self.0.char_indices() {
            match c {
                '<' => text.push_str("&lt;"),
                '>' => text.push_str("&gt;"),
                '&' => text.push_str("&amp;"),
                // Many renderers turn addresses into links.
                '@' => text.push_str("&#64;"),
                ':' if self.0[at..].starts_with("://") => text.push_str("&#58;"),
                '.' if self.0[..at].to_ascii_lowercase().ends_with("www") => text.push_str("&#46;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '#' | '|' | '~' | '!' | '$' | '^' => {
                    text.push('\\');
                    text.push(c);
                }
                c => {
                    if marker == Some(at) {
                        text.push('\\');
                    }
                    text.push(c);
                }
            }
        }
        text
    }

    /// The text as one field of comma-separated values; see [`cell`].
    #[must_use]
    pub fn csv(&self) -> String {
        cell(&self.0)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text of any length, with line breaks, as one quoted field of comma-separated values that no spreadsheet interprets
/// as a formula: an apostrophe precedes a character that could begin one at the start of the field, of a line in it,
/// and after a semicolon or a tabulator, at which some spreadsheets separate fields even within quotes.
#[must_use]
pub fn cell(text: &str) -> String {
    let mut field = String::with_capacity(text.len() + 2);
    field.push('"');
    let mut chars = text.char_indices().peekable();
    let mut is_head = true;
    while let Some((at, c)) = chars.next() {
        if is_head && begins_formula(&text[at..]) {
            field.push('\'');
        }
        let next_is_feed = chars.peek().is_some_and(|(_, next)| *next == '\n');
        is_head = match c {
            '\r' if next_is_feed => false,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                field.push('\n');
                true
            }
            '\t' => {
                field.push(' ');
                true
            }
            '"' => {
                field.push_str("\"\"");
                false
            }
            c => {
                field.push(if is_obeyed(c) { char::REPLACEMENT_CHARACTER } else { c });
                matches!(c, ';' | '；')
            }
        };
    }
    field.push('"');
    field
}

/// Whether a spreadsheet interprets a text that begins so as a formula, white space and quotes aside.
fn begins_formula(text: &str) -> bool {
    let skipped = |c: char| {
        (c.is_whitespace() && !matches!(c, '\n' | '\r' | '\t'))
            || c == '"'
            || c == '\''
            || is_obeyed(c) && !c.is_whitespace()
    };
    let text = text.trim_start_matches(skipped);
    text.starts_with([
        '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{2212}', '%', '|',
    ])
}

/// The text without terminal control sequences, except for line ends, tabulators, and the styles and colours that this
/// program itself writes.
#[must_use]
pub fn harmless(text: &str) -> std::borrow::Cow<'_, str> {
    let obeyed = |c: char| is_obeyed(c) && !matches!(c, '\n' | '\t');
    if !text.contains(obeyed) {
        return text.into();
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(obeyed) {
        safe.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = style(rest) {
            safe.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some(after) = rest.strip_prefix("\r\n") {
            safe.push('\n');
            rest = after;
        } else {
            safe.push(char::REPLACEMENT_CHARACTER);
            rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        }
    }
    safe.push_str(rest);
    safe.into()
}

/// The text for a page: with a mark for each control or invisible character, except for line ends and tabulators, and
/// for each that markup cannot represent.
#[must_use]
pub fn visible(text: &str) -> std::borrow::Cow<'_, str> {
    let hidden = |c: char| is_obeyed(c) && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !text.contains(hidden) {
        return text.into();
    }
    text.replace(hidden, "\u{fffd}").into()
}

/// JSON text with such characters as JSON escapes, which has the same value.
#[must_use]
pub fn escaped(json: &str) -> std::borrow::Cow<'_, str> {
    let obeyed = |c: char| is_obeyed(c) && !matches!(c, '\n' | '\t' | '\r');
    if !json.contains(obeyed) {
        return json.into();
    }
    let mut text = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if obeyed(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}")));
        } else {
            text.push(c);
        }
    }
    text.into()
}

/// The length of a sequence at the start of the text that selects a style or colour, if text in it is legible.
fn style(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("\u{1b}[")?;
    let end = inner.find(|c: char| !(c.is_ascii_digit() || c == ';')).filter(|end| *end <= 20)?;
    if !inner[end..].starts_with('m') {
        return None;
    }
    // 8 hides, 7 inverts, 5 and 6 blink; 40 and up colour the background, on which text can become invisible.
    let is_plain = |code: &str| {
        matches!(code, "" | "0" | "1" | "2" | "3" | "4" | "22" | "23" | "24" | "39")
            || code.parse().is_ok_and(|code: u8| (31..=37).contains(&code) || (90..=97).contains(&code))
    };
    let codes = &inner[..end];
    let is_colour = codes.starts_with("38;5;") || codes.starts_with("38;2;");
    (is_colour || codes.split(';').all(is_plain)).then_some(end + 3)
}

fn one_line(text: &str, longest: usize) -> String {
    let mut line = String::new();
    let mut was_blank = true;
    let mut count = 0;
    for c in text.chars() {
        let c = match c {
            c if c.is_whitespace() => ' ',
            c if is_obeyed(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        };
        if c == ' ' && was_blank {
            continue;
        }
        if count == longest {
            line.push('…');
            return line;
        }
        was_blank = c == ' ';
        line.push(c);
        count += 1;
    }
    line.truncate(line.trim_end().len());
    line
}

/// Whether a character is a control character, a mark of text direction, or invisible.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORST: &str = "9\x1b]0;pwned\x07\x1b[8m\u{202e}\r\n\n# Heading\n<img src=x onerror=alert(1)> [a](http://b) `c` www.d.e";

    #[test]
    fn nothing_in_it_is_obeyed_by_a_terminal() {
        let shown = Foreign::new(WORST).to_string();
        assert!(!shown.contains(is_obeyed) && shown.starts_with("9\u{fffd}]0;pwned"), "{shown}");
        assert_eq!(Foreign::new(&"x".repeat(1000)).as_str().chars().count(), LONGEST + 1);
        assert_eq!(Foreign::sentence(" one\n two\t").as_str(), "one two");
    }

    #[test]
    fn in_markdown_it_is_text() {
        for text in [
            WORST,
            "# a",
            "- a",
            "1. a",
            "+ a",
            "> a",
            "| a |",
            "    a",
            "a\n===",
            "***",
            "http://a.b",
            "a@b.cd",
            "~~a~~",
            "{{ value a b }}",
            "<b>",
            "&lt;",
            "```",
            "$`a`$",
        ] {
            let written = Foreign::new(text).markdown();
            let mut options = pulldown_cmark::Options::all();
            options.remove(pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION);
            let events: Vec<_> = pulldown_cmark::Parser::new_ext(&written, options).collect();
            let shown: String = events
                .iter()
                .filter_map(|event| match event {
                    pulldown_cmark::Event::Text(text) => Some(text.as_ref()),
                    _ => None,
                })
                .collect();
            // One paragraph, with text in it and nothing else.
            assert_eq!(shown, Foreign::new(text).as_str(), "{written}: {events:?}");
            assert!(
                !written.contains("://") && !written.contains("www.") && !written.contains("{{"),
                "{written}"
            );
        }
    }

    #[test]
    fn in_a_spreadsheet_it_is_no_formula_wherever_fields_are_parted() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@a",
            " =1",
            "a;=cmd|'/C calc'!A0;b",
            "a\n=1",
            "a\r=1",
            "a\t=1",
            "\u{ff1d}1",
            "a;\"=1",
            "a;\"\"\t =1",
            "\u{feff}=1",
            "a\u{2028}=1",
            "a\r\n=1",
        ] {
            let field = cell(text);
            let inner =
                field.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap().replace("\"\"", "\"");
            for part in inner.split([';', '\n', '\t', '；']) {
                let head = part.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
                assert!(!begins_formula(part) || head.starts_with('\''), "{text:?}: {part:?}");
            }
            assert_eq!(field.matches('"').count() % 2, 0);
        }
        assert_eq!(cell("a \"b\"\r\nc"), "\"a \"\"b\"\"\nc\"");
        assert_eq!(cell("=1"), "\"'=1\"");
        assert_eq!(cell("plain; text"), "\"plain; text\"");
    }

    #[test]
    fn json_says_the_same_when_it_is_escaped() {
        let json = serde_json::to_string(&format!("{WORST}\u{9b}\u{e0041}")).unwrap();
        let text = escaped(&json);
        assert!(!text.contains(is_obeyed), "{text}");
        assert_eq!(
            serde_json::from_str::<String>(&text).unwrap(),
            serde_json::from_str::<String>(&json).unwrap()
        );
    }

    #[test]
    fn our_own_styles_pass_and_what_hides_does_not() {
        let ours = "\u{1b}[1mtitle\u{1b}[0m\n\u{1b}[38;5;8mgrey\u{1b}[39m\tend\r\n";
        assert_eq!(harmless(ours), ours.replace("\r\n", "\n"));
        for bad in [
            "\u{1b}[8mx",
            "\u{1b}]0;t\u{7}",
            "\u{1b}[2J",
            "\u{1b}[1;8m",
            "\u{9b}8m",
            "\rx",
            "\u{202e}x",
            "\u{1b}[30m\u{1b}[40m",
        ] {
            let safe = harmless(bad);
            assert!(!safe.contains('\u{1b}') && !safe.contains(|c: char| is_obeyed(c)), "{bad:?}: {safe:?}");
        }
        assert!(matches!(harmless("plain"), std::borrow::Cow::Borrowed(_)));
    }
}

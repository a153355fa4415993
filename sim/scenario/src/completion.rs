//! Completion: what can be typed at a place in a scenario's text, from the schema: tables, keys, words.

use std::ops::Range;

use crate::meaning::Meaning;
use crate::schema::schema;

/// A completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The text to show.
    pub label: String,
    /// The text to insert in place of the typed part.
    pub insert: String,
    /// Its description; empty if the schema has none.
    pub about: String,
}

/// The completions at a byte offset, and the range of bytes that they replace. None within comments and descriptions.
#[must_use]
pub fn completions(text: &str, at: usize) -> (Range<usize>, Vec<Completion>) {
    let at = text.floor_char_boundary(at);
    let before = &text[..at];
    let nothing = (at..at, Vec::new());
    if before.matches("\"\"\"").count() % 2 == 1 {
        return nothing;
    }
    let start = before.rfind('\n').map_or(0, |place| place + 1);
    let line = &before[start..];
    if line.contains('#') {
        return nothing;
    }
    let schema = schema();
    let root = Meaning::new(&schema);
    let header = line.trim_start();
    if let Some(typed) = header.strip_prefix('[').filter(|_| !header.contains('=')) {
        let typed = typed.trim_start_matches('[');
        let (above, last) = typed.rsplit_once('.').unwrap_or(("", typed));
        let Some(table) = place(root, keys(above)) else { return nothing };
        let close = if header.starts_with("[[") { "]]" } else { "]" };
        let tables = following(table).into_iter().filter(|(_, meaning)| leads_on(*meaning));
        let found = tables.map(|(name, meaning)| {
            let deeper = following(meaning).iter().any(|(_, inner)| leads_on(*inner));
            let insert = if deeper { name.clone() } else { format!("{name}{close}") };
            Completion { label: name, insert, about: meaning.description().unwrap_or_default() }
        });
        return (at - last.len()..at, beginning(last, found));
    }
    let Some(table) = place(root, keys(above(&before[..start]))) else { return nothing };
    let (path, typed) = inline(line);
    let Some(place) = place(table, path.iter().map(String::as_str)) else { return nothing };
    match typed {
        Typed::Key(typed) => {
            let found = following(place).into_iter().map(|(name, meaning)| {
                let value = match meaning.default() {
                    Some(value) if !meaning.is_table() => format!(" = {value}"),
                    _ if meaning.is_table() => String::new(),
                    _ => " = ".to_owned(),
                };
                let insert = format!("{name}{value}");
                Completion { label: name, insert, about: meaning.description().unwrap_or_default() }
            });
            (at - typed.len()..at, beginning(typed, found))
        }
        Typed::Value(typed) => {
            let words: Vec<String> = place.words().iter().map(|word| format!("\"{word}\"")).collect();
            let usual = place.default().filter(|value| !words.contains(value));
            let choices = place.choices().into_iter().map(|(name, meaning)| Completion {
                insert: format!("{{ {name} = "),
                label: name,
                about: meaning.description().unwrap_or_default(),
            });
            let about = || place.description().unwrap_or_default();
            let plain = usual.into_iter().chain(words);
            let plain = plain.map(|value| Completion { label: value.clone(), insert: value, about: about() });
            (at - typed.len()..at, beginning(typed, plain.chain(choices)))
        }
    }
}

/// The kind of text at the end of a line.
enum Typed<'a> {
    /// A key, so far.
    Key(&'a str),
    /// A value, so far.
    Value(&'a str),
}

/// The keys of a line up to its end, and the text after them: `servers`, or within `service = { exponential = { `.
fn inline(line: &str) -> (Vec<String>, Typed<'_>) {
    let mut path: Vec<Vec<String>> = Vec::new();
    let mut since = 0;
    let mut key: Option<Vec<String>> = None;
    let mut quoted = None;
    for (place, letter) in line.char_indices() {
        match (quoted, letter) {
            (Some(quote), _) if quote == letter => quoted = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quoted = Some(letter),
            (None, '=') => {
                key = Some(keys(&line[since..place]).map(str::to_owned).collect());
                since = place + 1;
            }
            (None, '{') => {
                path.push(key.take().unwrap_or_default());
                since = place + 1;
            }
            (None, '}') => {
                key = path.pop();
                since = place + 1;
            }
            (None, ',') if !path.is_empty() => {
                key = None;
                since = place + 1;
            }
            _ => {}
        }
    }
    let typed = line[since..].trim_start();
    let is_value = key.is_some();
    let mut path: Vec<String> = path.into_iter().chain(key).flatten().collect();
    if is_value {
        return (path, Typed::Value(typed));
    }
    let (above, last) = typed.rsplit_once('.').unwrap_or(("", typed));
    path.extend(keys(above).map(str::to_owned));
    (path, Typed::Key(last))
}

/// The path of the last header above.
fn above(text: &str) -> &str {
    let header = |line: &str| {
        line.trim_start().starts_with('[') && line.trim_end().ends_with(']') && !line.contains('=')
    };
    let last = text.lines().rev().find(|line| header(line)).unwrap_or("");
    last.trim().trim_matches(['[', ']'])
}

fn keys(path: &str) -> impl Iterator<Item = &str> {
    let trimmed = path.split('.').map(|key| key.trim().trim_matches(['"', '\'']));
    trimmed.filter(|key| !key.is_empty())
}

fn place<'a, 'b>(from: Meaning<'a>, mut path: impl Iterator<Item = &'b str>) -> Option<Meaning<'a>> {
    path.try_fold(from, |meaning, key| meaning.child(key))
}

/// Whether a table can be there.
fn leads_on(meaning: Meaning<'_>) -> bool {
    meaning.is_table() || meaning.choices().iter().any(|(_, inner)| inner.is_table())
}

/// Every key that can follow.
fn following(meaning: Meaning<'_>) -> Vec<(String, Meaning<'_>)> {
    let mut all = meaning.children();
    all.extend(meaning.choices());
    all.retain(|(name, _)| name != "NAME");
    all
}

/// The completions that begin with the typed text, and then those that contain it.
fn beginning(typed: &str, all: impl Iterator<Item = Completion>) -> Vec<Completion> {
    let bare = typed.trim_matches('"').to_lowercase();
    let (mut first, rest): (Vec<_>, Vec<_>) = all
        .filter(|one| one.label.to_lowercase().contains(&bare))
        .partition(|one| one.label.trim_matches('"').to_lowercase().starts_with(&bare));
    first.extend(rest);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What may be typed at the bar.
    fn at(text: &str) -> Vec<String> {
        let place = text.find('|').unwrap();
        let (range, found) = completions(&text.replacen('|', "", 1), place);
        assert!(range.end == place && range.start <= place);
        found.into_iter().map(|one| one.insert).collect()
    }

    #[test]
    fn tables_keys_and_words_are_known() {
        let text = "[model.queue]\nser|";
        assert_eq!(at(text)[0], "servers = 1");
        assert!(at(text)[1].starts_with("service = { exponential = "), "{:?}", at(text));
        assert_eq!(at("[model.qu|")[0].trim_end_matches(']'), "queue");
        assert!(at("[|").contains(&"model".to_owned()));
        assert_eq!(at("[model.marketplace]\nmatching = |")[..2], ["\"search\"", "\"function\""]);
        assert_eq!(at("[model.marketplace]\nmatching = \"f|"), ["\"function\""]);
        assert!(at("[study]\nho|").iter().any(|one| one.starts_with("horizon = ")));
        assert!(at("[model.queue]\nservice = { ex|").contains(&"exponential".to_owned()));
        assert_eq!(at("[model.queue]\nservice = { exponential = { m|"), ["mean = "]);
        assert!(at("[model.queue]\nservice = |").contains(&"{ exponential = ".to_owned()));
    }

    #[test]
    fn lists_of_tables_have_the_keys_of_their_tables() {
        assert!(at("[[play.levers]]\nlo|").iter().any(|one| one.starts_with("low")));
        assert!(at("[[checks]]\nmet|").iter().any(|one| one.starts_with("metric")));
    }

    #[test]
    fn nothing_is_said_in_comments_and_descriptions() {
        assert!(at("# ser|").is_empty());
        assert!(at("description = \"\"\"\nser|").is_empty());
        assert!(at("[nosuch]\nser|").is_empty());
    }
}

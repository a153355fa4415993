//! Directives in a text: `{{ name word word --flag word }}`.
//!
//! Words are as on the command line: separated by blanks, unless in double quotes. A
//! directive ends on the line on which it begins. `\{{` is two braces without a
//! directive; `{{#include file}}` and the like belong to mdBook.

use std::ops::Range;

use bazaar_scenario::did_you_mean;

use super::fault::Fault;

/// A word and its place in the chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

impl Word {
    /// A question after the name that it may have been meant for; empty if it is like none.
    pub(crate) fn guess(&self, known: &[&str]) -> String {
        let meant = did_you_mean(&self.text, known.iter().copied());
        meant.map(|name| format!("did you mean `{name}`? ")).unwrap_or_default()
    }
}

/// A directive as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) name: Word,
    pub(crate) words: Vec<Word>,
    /// The range from the first brace to the last.
    pub(crate) span: Range<usize>,
    /// Whether it is alone on its line.
    pub(crate) alone: bool,
}

/// Every directive of a text, or its error, in order of place.
/// Spans in `code` are ignored.
pub(crate) fn calls(text: &str, code: &[Range<usize>]) -> Vec<Result<Call, Fault>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(offset) = text[from..].find("{{") {
        let start = from + offset;
        if let Some(range) = code.iter().find(|range| range.contains(&start)) {
            from = range.end;
            continue;
        }
        let inside = start + 2;
        if is_escaped(text, start) || text[inside..].starts_with('#') {
            from = inside;
            continue;
        }
        let line_end = text[inside..].find('\n').map_or(text.len(), |length| inside + length);
        match closing(&text[inside..line_end]) {
            Some(length) => {
                let span = start..inside + length + 2;
                from = span.end;
                found.push(call(text, inside..inside + length, span));
            }
            None => {
                from = line_end;
                found.push(Err(Fault::new(
                    start..line_end,
                    "the directive is not closed",
                    "close it with }} on the same line; to show two braces, type \\{{",
                )));
            }
        }
    }
    found
}

/// Whether there is an odd number of backslashes before this place.
fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// The length up to the closing braces, which are not within quotes.
fn closing(line: &str) -> Option<usize> {
    let mut quoted = false;
    for (index, character) in line.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '}' if !quoted && line[index..].starts_with("}}") => return Some(index),
            _ => {}
        }
    }
    None
}

fn call(text: &str, inside: Range<usize>, span: Range<usize>) -> Result<Call, Fault> {
    let mut words = words(text, inside).into_iter();
    let Some(name) = words.next() else {
        return Err(Fault::new(
            span,
            "the directive needs a name",
            "type what it should show, as in {{ value volunteer/base availability }}",
        ));
    };
    let line_start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[span.end..].find('\n').map_or(text.len(), |length| span.end + length);
    let alone = text[line_start..span.start].trim().is_empty() && text[span.end..line_end].trim().is_empty();
    Ok(Call { name, words: words.collect(), span, alone })
}

fn words(text: &str, inside: Range<usize>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    let mut quoted = false;
    for (index, character) in text[inside.clone()].char_indices() {
        let at = inside.start + index;
        if character.is_whitespace() && !quoted {
            open = false;
            continue;
        }
        if !open {
            words.push(Word { text: String::new(), span: at..at });
            open = true;
        }
        if character == '"' {
            quoted = !quoted;
        }
        if let Some(word) = words.last_mut() {
            word.span.end = at + character.len_utf8();
            if character != '"' {
                word.text.push(character);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Call {
        let mut calls = calls(text, &[]);
        assert_eq!(calls.len(), 1, "{calls:?}");
        calls.remove(0).unwrap()
    }

    #[test]
    fn words_are_those_of_a_command_line() {
        let call =
            only("{{figure volunteer/base availability --set study.horizon=\"1 d\"  --title \"A day\"}}");
        let words: Vec<&str> = call.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(call.name.text, "figure");
        assert_eq!(
            words,
            ["volunteer/base", "availability", "--set", "study.horizon=1 d", "--title", "A day"]
        );
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "лв {{ value a/b \"c d\" }}";
        let call = only(text);
        assert_eq!(&text[call.words[0].span.clone()], "a/b");
        assert_eq!(&text[call.words[1].span.clone()], "\"c d\"");
        assert_eq!(&text[call.span.clone()], "{{ value a/b \"c d\" }}");
    }

    #[test]
    fn a_line_may_hold_several() {
        let calls = calls("from {{ value a b }} to {{ value c d }}.\n  {{ table a }}  \n", &[]);
        let alone: Vec<bool> = calls.iter().map(|call| call.as_ref().unwrap().alone).collect();
        assert_eq!(alone, [false, false, true]);
    }

    #[test]
    fn a_backslash_and_mdbooks_own_are_left_alone() {
        assert!(calls("\\{{ value }} {{#include x.md}} { {", &[]).is_empty());
        assert_eq!(calls("\\\\{{ value }}", &[]).len(), 1, "an escaped backslash escapes nothing");
    }

    #[test]
    fn code_is_left_alone() {
        let text = "`{{ a }}` {{ b }} `c`";
        let calls = calls(text, &[0..9, 18..21]);
        assert_eq!(calls.len(), 1);
        assert_eq!(calls[0].as_ref().unwrap().name.text, "b");
    }

    #[test]
    fn what_is_not_closed_or_empty_is_a_fault() {
        for text in ["{{ value a b\n}}", "{{ value \"}}", "{{}}", "{{  }}"] {
            let calls = calls(text, &[]);
            assert!(calls.len() == 1 && calls[0].is_err(), "{text}");
        }
    }
}

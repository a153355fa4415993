//! Corrections of numbers that were typed for other programs.
//!
//! Word processors insert curly quotes and no-break spaces, spreadsheets group thousands by commas, points,
//! spaces or apostrophes, and half of the world has decimal commas. Numbers are not guessed when they are
//! read: an error says what to type instead.

/// The possible meanings of a text, best first, as they are typed here; without surrounding quotes. More than
/// one where a mark is ambiguous, as in `1,000`; empty if the text needs no change.
#[must_use]
pub fn retyped(text: &str) -> Vec<String> {
    let plain: String = text.chars().filter(|letter| !is_invisible(*letter)).map(plain).collect();
    let plain = plain.trim_matches(|letter: char| letter.is_whitespace() || is_quote(letter));
    let grouped = grouped(plain);
    let mut meant = decimal(&grouped);
    meant.retain(|meant| meant != text);
    meant
}

/// A quote of any kind of writing.
#[must_use]
pub fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '`' | '´' | '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›')
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn plain(letter: char) -> char {
    match letter {
        '\u{2212}' => '-',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        _ => letter,
    }
}

/// With `_` for the spaces and apostrophes between two digits.
fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut grouped = String::new();
    let mut at = 0;
    while at < letters.len() {
        let is_mark = |letter: &char| *letter == ' ' || is_quote(*letter);
        let marks = letters[at..].iter().take_while(|letter| is_mark(letter)).count();
        let after_digit = at > 0 && letters[at - 1].is_ascii_digit();
        if marks > 0 && after_digit && letters.get(at + marks).is_some_and(char::is_ascii_digit) {
            grouped.push('_');
            at += marks;
        } else {
            grouped.push(letters[at]);
            at += 1;
        }
    }
    grouped
}

/// With points for decimals and `_` for thousands in its first number.
fn decimal(text: &str) -> Vec<String> {
    let Some(start) = text.find(|letter: char| letter.is_ascii_digit()) else { return vec![text.to_owned()] };
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '_' | ',' | '.');
    let length = text[start..].find(|letter| !is_part(letter)).unwrap_or(text.len() - start);
    let number = text[start..start + length].trim_end_matches(['_', ',', '.']);
    let (before, after) = (&text[..start], &text[start + number.len()..]);
    let whole = |number: String| format!("{before}{number}{after}");
    let count = |mark: char| number.matches(mark).count();
    let last = |mark: char| number.rfind(mark);
    let thousands = |mark: char| number.replace(mark, "_");
    match (count(','), count('.')) {
        (0, 0 | 1) => vec![text.to_owned()],
        (0, _) => vec![whole(thousands('.'))],
        (1, 0) => {
            let (units, rest) = number.split_once(',').unwrap_or((number, ""));
            let is_group = rest.len() == 3 && (1..=3).contains(&units.len()) && !units.starts_with('0');
            let decimals = whole(number.replace(',', "."));
            if is_group { vec![whole(thousands(',')), decimals] } else { vec![decimals] }
        }
        (_, 0) => vec![whole(thousands(','))],
        _ if last(',') > last('.') => vec![whole(number.replace('.', "_").replace(',', "."))],
        _ => vec![whole(thousands(','))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_other_programs_are_typed_as_here() {
        for (typed, meant) in [
            ("100,5 h", "100.5 h"),
            ("“100 h”", "100 h"),
            ("‘100 h’", "100 h"),
            ("„100 h“", "100 h"),
            ("«100\u{a0}h»", "100 h"),
            ("1 000 h", "1_000 h"),
            ("1\u{202f}000\u{a0}000 h", "1_000_000 h"),
            ("1'000 h", "1_000 h"),
            ("12’000.5 h", "12_000.5 h"),
            ("1,000,000", "1_000_000"),
            ("1.000.000 h", "1_000_000 h"),
            ("1.000,5 h", "1_000.5 h"),
            ("1,000.5 h", "1_000.5 h"),
            ("$1 200,50", "$1_200.50"),
            ("0,125", "0.125"),
            ("0,5%", "0.5%"),
            ("\u{200b}10 h", "10 h"),
            ("\u{2212}5 h", "-5 h"),
            ("“A campus”", "A campus"),
        ] {
            assert_eq!(retyped(typed), [meant], "{typed}");
        }
        assert_eq!(retyped("1,000 h"), ["1_000 h", "1.000 h"]);
        for right in ["10 h", "1_000 h", "$15", "200 / month", "forever", "1.5e3 h", "ten"] {
            assert!(retyped(right).is_empty(), "{right}");
        }
    }
}

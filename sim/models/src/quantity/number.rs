//! The number at the head of a quantity's text.
//!
//! Digits may be grouped in thousands by `_` or by a thin or no-break space
//! (`10_000 h`). The decimal sign is a point. Nothing here knows of units.

use std::borrow::Cow;

/// Why a text does not begin with a usable number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    /// No digit where the number should be.
    Missing,
    /// `nan` or `inf`, or a number beyond the range of a 64-bit float.
    NotFinite,
    /// A comma, which is a decimal sign to some and a thousands sign to others.
    Comma,
    /// More digits after a space.
    Apart,
}

/// Whether a character may stand between two digits to group thousands.
pub(crate) fn groups_thousands(character: char) -> bool {
    matches!(character, '_' | '\u{2009}' | '\u{202f}' | '\u{a0}')
}

/// Splits a text into the digits of its number, cleaned of grouping signs, and
/// what follows the number, trimmed.
pub(crate) fn split(text: &str) -> Result<(Cow<'_, str>, &str), NumberError> {
    let text = text.trim();
    let end = number_end(text);
    let (number, rest) = text.split_at(end);
    if !number.contains(|character: char| character.is_ascii_digit()) {
        let word = text.trim_start_matches(['+', '-']).to_ascii_lowercase();
        return Err(if word.starts_with("nan") || word.starts_with("inf") {
            NumberError::NotFinite
        } else {
            NumberError::Missing
        });
    }
    if rest.starts_with(',') {
        return Err(NumberError::Comma);
    }
    if rest.trim_start().starts_with(|character: char| character.is_ascii_digit()) {
        return Err(NumberError::Apart);
    }
    if number.ends_with(groups_thousands) && number.ends_with('_') {
        return Err(NumberError::Missing);
    }
    let clean = if number.contains(groups_thousands) {
        Cow::Owned(number.replace(groups_thousands, ""))
    } else {
        Cow::Borrowed(number)
    };
    Ok((clean, rest.trim_matches(is_space)))
}

/// Splits a text into its number and what follows it.
pub(crate) fn read(text: &str) -> Result<(f64, &str), NumberError> {
    let (digits, rest) = split(text)?;
    let value: f64 = digits.parse().map_err(|_| NumberError::Missing)?;
    if value.is_finite() {
        // Minus zero would survive as a second zero.
        Ok((value + 0.0, rest))
    } else {
        Err(NumberError::NotFinite)
    }
}

pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace()
}

/// The length in bytes of the longest head of `text` that reads as a number.
fn number_end(text: &str) -> usize {
    let signless = text.trim_start_matches(['+', '-']);
    let mut end = text.len() - signless.len();
    end += digits_end(&text[end..]);
    if let Some(fraction) = text[end..].strip_prefix('.') {
        end += 1 + digits_end(fraction);
    }
    if let Some(exponent) = text[end..].strip_prefix(['e', 'E']) {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let digits = unsigned.find(|character: char| !character.is_ascii_digit()).unwrap_or(unsigned.len());
        // "10 EB" and "1 EFLOPS" begin with an E that is no exponent.
        if digits > 0 {
            end += 1 + (exponent.len() - unsigned.len()) + digits;
        }
    }
    end
}

fn digits_end(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let grouping = start > 0 && groups_thousands(character) && next_is_digit;
        if !character.is_ascii_digit() && !grouping {
            break;
        }
        end = start + character.len_utf8();
    }
    end
}

/// The shortest text that reads back as exactly this number, with an exponent
/// where that is shorter and the plain form is long.
pub(crate) fn shortest(value: f64) -> String {
    const LONGEST_PLAIN: usize = 6;
    let plain = format!("{value}");
    if plain.len() <= LONGEST_PLAIN {
        return plain;
    }
    let exponent = format!("{value:e}");
    if exponent.len() < plain.len() { exponent } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_may_be_grouped() {
        for text in ["10_000 h", "10\u{2009}000 h", "10\u{202f}000h", "10\u{a0}000 h"] {
            assert_eq!(read(text), Ok((10_000.0, "h")), "{text}");
        }
    }

    #[test]
    fn an_e_that_begins_a_unit_is_no_exponent() {
        assert_eq!(read("10 EB"), Ok((10.0, "EB")));
        assert_eq!(read("1EFLOPS"), Ok((1.0, "EFLOPS")));
        assert_eq!(read("4.01e6 / year"), Ok((4.01e6, "/ year")));
        assert_eq!(read("1e-3h"), Ok((0.001, "h")));
    }

    #[test]
    fn what_is_no_number_says_why() {
        assert_eq!(read("ten hours"), Err(NumberError::Missing));
        assert_eq!(read(""), Err(NumberError::Missing));
        assert_eq!(read("."), Err(NumberError::Missing));
        assert_eq!(read("--5 h"), Err(NumberError::Missing));
        assert_eq!(read("NaN h"), Err(NumberError::NotFinite));
        assert_eq!(read("-inf"), Err(NumberError::NotFinite));
        assert_eq!(read("1e400 h"), Err(NumberError::NotFinite));
        assert_eq!(read("1,5 h"), Err(NumberError::Comma));
        assert_eq!(read("1 000 h"), Err(NumberError::Apart));
    }

    #[test]
    fn minus_zero_is_zero() {
        let (value, _) = read("-0").unwrap();
        assert!(value.is_sign_positive());
    }

    #[test]
    fn short_numbers_stay_plain() {
        assert_eq!(shortest(1000.0), "1000");
        assert_eq!(shortest(4.01e6), "4.01e6");
        assert_eq!(shortest(0.393), "0.393");
        assert_eq!(shortest(1e-9), "1e-9");
    }
}

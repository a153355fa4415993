//! Kinds of answers, and their checks without a key.

use bazaar_figure::foreign::Foreign;
use bazaar_models::quantity::DIMENSIONS;
use bazaar_scenario::Given;
use serde::{Deserialize, Serialize};

use super::design::Bounds;
use super::typed;

/// The kind of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Field {
    /// A number.
    Number {
        /// Its unit; empty for a plain number.
        unit: String,
        /// The number of decimals.
        decimals: u32,
    },
    /// The letter of one of these options.
    Choice {
        /// The options, from a.
        options: Vec<String>,
    },
    /// The letters of all of these options, in order.
    Ranking {
        /// The options, from a.
        options: Vec<String>,
    },
    /// A scenario that the student designs.
    Design {
        /// The parameters that may change, with their bounds; everything else must stay.
        may_change: Vec<Bounds>,
    },
    /// A text for the lecturer to grade.
    Text {
        /// The approximate number of words.
        words: u32,
    },
}

/// The questions of a lab by name, in order.
pub type Fields = Vec<(String, Field)>;

impl Field {
    /// Why an answer is invalid, whatever the key; `None` if it is valid.
    #[must_use]
    pub fn no_answer(&self, given: &Given) -> Option<String> {
        match self {
            Field::Number { unit, .. } => read_number(given, unit).err(),
            Field::Choice { options } => read_letters(options.len(), false, given).err(),
            Field::Ranking { options } => read_letters(options.len(), true, given).err(),
            Field::Design { .. } | Field::Text { .. } => None,
        }
    }
}

/// The letter of an option.
#[must_use]
pub fn letter(option: usize) -> char {
    char::from(b'a' + u8::try_from(option).unwrap_or(25).min(25))
}

/// Whether an answer is empty.
#[must_use]
pub fn is_blank(given: &Given) -> bool {
    given.shown().trim().is_empty()
}

/// The options in an answer, by index.
///
/// # Errors
/// Why the answer is invalid.
pub fn read_letters(options: usize, ranked: bool, given: &Given) -> Result<Vec<usize>, String> {
    let shown = given.toml();
    let letters: Vec<usize> = shown
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| match word.to_ascii_lowercase().as_bytes() {
            [letter @ b'a'..=b'z'] => usize::from(letter - b'a'),
            _ => usize::MAX,
        })
        .collect();
    let expected = if ranked { options } else { 1 };
    let mut sorted = letters.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if letters.len() != expected
        || sorted.len() != expected
        || sorted.last().is_some_and(|last| *last >= options)
    {
        let last = letter(options - 1);
        let why = if ranked {
            format!("not all of the letters a to {last}, each once")
        } else {
            format!("not one of the letters a to {last}")
        };
        return Err(why);
    }
    Ok(letters)
}

/// The number in an answer, in the metric's unit.
///
/// # Errors
/// Why the answer is invalid.
pub fn read_number(given: &Given, unit: &str) -> Result<f64, String> {
    let text = given.shown();
    if text.starts_with(['[', '{']) {
        return Err(format!("`{}` is not a number", Foreign::new(&text)));
    }
    let typed = typed::read(&text)?;
    match typed.unit.as_str() {
        "" => Ok(typed.number),
        "%" if unit == "share" || unit.is_empty() => Ok(typed.number / 100.0),
        same if same == unit => Ok(typed.number),
        other => match factor(other, unit) {
            Some(factor) => Ok(typed.number * factor),
            None => Err(format!("`{}` is not the unit of the question, {unit}", Foreign::new(other))),
        },
    }
}

/// The factor from one unit to another of the same dimension.
fn factor(from: &str, to: &str) -> Option<f64> {
    DIMENSIONS.iter().find_map(|dimension| {
        let one = |unit: &str| dimension.parse(&format!("1 {unit}")).ok().filter(|one| *one > 0.0);
        Some(one(from)? / one(to)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_come_in_another_unit_of_the_same_dimension() {
        let read = |text: &str, unit| read_number(&Given::from_toml(text), unit);
        assert_eq!(read("38.5", "h"), Ok(38.5));
        assert_eq!(read("90 min", "h"), Ok(1.5));
        assert_eq!(read("-30 min", "h"), Ok(-0.5));
        assert_eq!(read("38 TFLOPS", "GFLOPS"), Ok(38_000.0));
        assert_eq!(read("45%", "share"), Ok(0.45));
        assert_eq!(read("1,5 часа", "h"), Ok(1.5));
        assert_eq!(read("90 мин.", "h"), Ok(1.5));
        assert!(read("[1]", "h").is_err_and(|why| why.contains("is not a number")));
        assert!(read("1.7 / h", "h").is_err_and(|why| why.contains("not the unit")));
        assert!(read("38 GB", "h").is_err() && read("a lot", "h").is_err());
    }
}

//! A parameter with its values, `PATH=VALUE,VALUE...`.

use std::ops::Range;

use crate::fault::Fault;
use crate::syntax::Word;

/// A path without `model.` and the model's name.
pub(super) fn short(path: &str) -> &str {
    path.strip_prefix("model.").and_then(|rest| rest.split_once('.')).map_or(path, |(_, rest)| rest)
}

/// A parameter with its values, ascending.
#[derive(Debug)]
pub(super) struct Values {
    pub(super) path: String,
    /// Each value as a number in the unit, and as typed.
    pub(super) typed: Vec<(f64, String)>,
    pub(super) unit: String,
    pub(super) span: Range<usize>,
}

impl Values {
    /// Reads `PATH=VALUE,VALUE...`.
    pub(super) fn read(word: &Word) -> Result<Self, Fault> {
        const HELP: &str = "type a path and values in one unit, such as model.queue.servers=1,2,3";
        let fault = |message: String| Fault::new(word.span.clone(), message, HELP);
        let Some((path, values)) = word.text.split_once('=') else {
            return Err(fault(format!("`{}` has no values", word.text)));
        };
        let mut typed = Vec::new();
        let mut units = Vec::new();
        for value in values.split(',').map(str::trim) {
            let Some((number, unit)) = split(value) else {
                return Err(fault(format!("`{value}` is not a number that an axis can show")));
            };
            typed.push((number, value.to_owned()));
            units.push(unit);
        }
        units.dedup();
        let [unit] = &units[..] else {
            return Err(fault(format!("the values must have one unit, got {}", units.join(", "))));
        };
        typed.sort_by(|left, right| left.0.total_cmp(&right.0));
        typed.dedup_by(|left, right| left.0.total_cmp(&right.0).is_eq());
        if typed.len() < 2 {
            return Err(fault("a curve needs at least two values".to_owned()));
        }
        Ok(Values { path: path.to_owned(), unit: unit.clone(), typed, span: word.span.clone() })
    }

    /// A value of the parameter to mark, with its text.
    pub(super) fn mark(&self, word: &Word) -> Result<(f64, String), Fault> {
        let parts = word.text.split_once('=').and_then(|(value, text)| Some((split(value.trim())?, text)));
        match parts {
            Some(((value, unit), text)) if unit == self.unit => Ok((value, text.to_owned())),
            _ => Err(Fault::new(
                word.span.clone(),
                format!("`{}` is not a mark at a value of {}", word.text, self.path),
                format!(
                    "type a value in the unit of the others and a text, such as \"{}=theory\"",
                    self.typed[0].1
                ),
            )),
        }
    }
}

/// A number and the unit around it: 5 and % of `5%`, 10 and $ of `$10`.
fn split(value: &str) -> Option<(f64, String)> {
    let (sign, amount) = value.strip_prefix('-').map_or(("", value), |rest| ("-", rest));
    let (dollar, amount) = amount.strip_prefix('$').map_or(("", amount), |rest| ("$", rest));
    let end = amount.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '_')).unwrap_or(amount.len());
    let number: f64 = format!("{sign}{}", amount[..end].replace('_', "")).parse().ok()?;
    let unit = amount[end..].trim();
    number.is_finite().then(|| (number, format!("{dollar}{unit}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Result<Values, Fault> {
        Values::read(&Word { text: text.to_owned(), span: 0..text.len() })
    }

    #[test]
    fn values_are_numbers_in_one_unit_and_ascend() {
        let values = values("a.b=15%,5 %,10%").unwrap();
        let numbers: Vec<f64> = values.typed.iter().map(|(number, _)| *number).collect();
        assert_eq!((values.path.as_str(), values.unit.as_str()), ("a.b", "%"));
        assert_eq!(numbers, [5.0, 10.0, 15.0]);
        assert_eq!(values.typed[0].1, "5 %");
        let dollars = self::values("a=$1_000,$2_000").unwrap();
        assert_eq!((dollars.unit.as_str(), dollars.typed[1].0), ("$", 2000.0));
    }

    #[test]
    fn what_no_axis_could_show_is_refused() {
        for text in ["a", "a=", "a=1", "a=1,1", "a=1 h,2 d", "a=x,y", "a=1,"] {
            assert!(values(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_path_is_shown_without_the_model() {
        assert_eq!(short("model.marketplace.take_rate.sellers"), "take_rate.sellers");
        assert_eq!(short("study.horizon"), "study.horizon");
    }
}

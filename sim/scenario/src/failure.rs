//! The reason why a type refused a node, and the path to the node.
//!
//! Serde's errors have no places. This one collects the path from the refused node
//! up to the root; the tree turns the path into a place.

use std::fmt;

use bazaar_models::distribution::Distribution;
use bazaar_models::quantity::{Duration, Quantity, retyped};
use bazaar_models::table::Kind;
use serde::de::{Expected, Unexpected};

use crate::suggestion::did_you_mean;
use crate::syntax::is_value;

/// A refusal, with the path to the refused node, innermost part first.
#[derive(Debug)]
pub(crate) struct Failure {
    upward: Vec<String>,
    pub(crate) at_key: bool,
    pub(crate) reason: Reason,
}

/// The reason of a refusal.
#[derive(Debug)]
pub(crate) enum Reason {
    /// An array where the type takes no list: a sweep, if one is allowed here.
    Sequence(Explanation),
    /// The path of a file that has not been read yet.
    Unread(Kind),
    /// A table without a required key, which an earlier error may have removed.
    Lacking(Explanation),
    /// A second key where exactly one key selects the variant.
    SecondChoice { first: String, second: String },
    /// Anything else.
    Refused(Explanation),
}

/// The error and what to type.
#[derive(Debug)]
pub(crate) struct Explanation {
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Failure {
    pub(crate) fn new(reason: Reason) -> Self {
        Self { upward: Vec::new(), at_key: false, reason }
    }

    pub(crate) fn refused(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(Reason::Refused(Explanation { message: message.into(), help: help.into() }))
    }

    /// The failure as seen from one level up.
    pub(crate) fn within(mut self, part: impl Into<String>) -> Self {
        self.upward.push(part.into());
        self
    }

    /// The failure, about the key instead of its value.
    pub(crate) fn at_key(mut self, key: impl Into<String>) -> Self {
        self.at_key = true;
        self.within(key)
    }

    /// Whether the refused node is the one at hand, not one below it.
    pub(crate) fn is_here(&self) -> bool {
        self.upward.is_empty()
    }

    /// The path from the root.
    pub(crate) fn path(&self) -> Vec<String> {
        self.upward.iter().rev().cloned().collect()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::SecondChoice { first, second } => write!(formatter, "{second} beside {first}"),
            Reason::Unread(_) => formatter.write_str("a table that was not read"),
            Reason::Sequence(why) | Reason::Lacking(why) | Reason::Refused(why) => {
                formatter.write_str(&why.message)
            }
        }
    }
}

impl std::error::Error for Failure {}

impl serde::de::Error for Failure {
    /// The first line of a message is the error, and the others are what to type.
    fn custom<T: fmt::Display>(text: T) -> Self {
        let text = text.to_string();
        let (message, help) = text.split_once('\n').unwrap_or((&text, ""));
        Self::refused(message, help)
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = expected_in_words(&expected.to_string());
        let explanation = Explanation {
            message: format!("expected {expected}, found {}", found_in_words(found)),
            help: help_for_type(found, &expected),
        };
        Self::new(match found {
            Unexpected::Seq => Reason::Sequence(explanation),
            _ => Reason::Refused(explanation),
        })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = expected_in_words(&expected.to_string());
        Self::refused(format!("{} is out of range", found_in_words(found)), format!("type {expected}"))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::refused(format!("a list of {length}, expected {expected}"), String::new())
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::refused(format!("`{variant}` is not one of the choices here"), choices(variant, expected))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        if expected.is_empty() {
            return Self::refused(format!("unknown key `{field}`"), "no keys belong here".to_owned());
        }
        let guess = did_you_mean(field, expected.iter().copied())
            .map(|key| format!("did you mean `{key}`? "))
            .unwrap_or_default();
        Self::refused(
            format!("unknown key `{field}`"),
            format!("{guess}The keys here are: {}", expected.join(", ")),
        )
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Reason::Lacking(Explanation {
            message: format!("`{field}` is missing"),
            help: format!("add {field} = …"),
        }))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::refused(format!("`{field}` is given twice"), "keep one of the two")
    }
}

/// The choices of an enumeration, the likeliest first.
pub(crate) fn choices(typed: &str, expected: &[&str]) -> String {
    let guess = did_you_mean(typed, expected.iter().copied())
        .map(|choice| format!("did you mean `{choice}`? "))
        .unwrap_or_default();
    let constant = match typed_duration(typed).filter(|_| expected.contains(&"deterministic")) {
        Some(duration) => {
            format!("for a time that never varies, type {{ deterministic = \"{duration}\" }}. ")
        }
        None => String::new(),
    };
    format!("{guess}{constant}The choices are: {}", expected.join(", "))
}

/// The duration that was probably meant by a text where a distribution belongs; `None` if it is not a duration above zero.
fn typed_duration(typed: &str) -> Option<String> {
    let passes = |text: &String| {
        text.parse::<Quantity<Duration>>().is_ok_and(|duration| {
            duration > Quantity::ZERO && Distribution::Deterministic(duration).variate().is_ok()
        })
    };
    [typed.to_owned(), format!("{typed} h")].into_iter().find(passes)
}

pub(crate) fn found_in_words(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("{value}"),
        Unexpected::Unsigned(value) => format!("{value}"),
        Unexpected::Signed(value) => format!("{value}"),
        Unexpected::Float(value) => format!("{value:?}"),
        Unexpected::Str(text) => format!("the text \"{text}\""),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a table".to_owned(),
        Unexpected::Other(words) => words.to_owned(),
        other => other.to_string(),
    }
}

/// What serde expects, in the words of a scenario.
fn expected_in_words(expected: &str) -> String {
    let whole = |largest: &str| format!("a whole number from 0 to {largest}");
    match expected {
        "u8" => whole("255"),
        "u16" => whole("65535"),
        "u32" => whole("4294967295"),
        "u64" | "usize" => whole("18446744073709551615"),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a string" => "a text in quotes".to_owned(),
        "a sequence" => "a list".to_owned(),
        _ if expected.starts_with("struct") || expected.contains("map") => "a table".to_owned(),
        _ => expected.to_owned(),
    }
}

/// Whether a text is an expected number in TOML's spelling: whole and within its range, if required.
fn is_number(text: &str, expected: &str) -> bool {
    let Ok(number) = text.replace('_', "").parse::<f64>() else { return false };
    let largest = expected.rsplit_once(" to ").and_then(|(_, largest)| largest.parse::<f64>().ok());
    let whole = !text.contains(['.', 'e', 'E'])
        && number.abs() < 1e15
        && largest.is_none_or(|most| (0.0..=most).contains(&number));
    number.is_finite() && is_value(text) && (!expected.starts_with("a whole number") || whole)
}

fn help_for_type(found: Unexpected<'_>, expected: &str) -> String {
    let wants_number = expected.contains("number");
    match found {
        Unexpected::Str(text) if wants_number => {
            let typed = std::iter::once(text.trim().to_owned()).chain(retyped(text));
            let fitting: Vec<String> = typed.filter(|text| is_number(text, expected)).collect();
            match fitting.as_slice() {
                [] => format!("type {expected}"),
                fitting => format!("type {}, without quotes", fitting.join(" or ")),
            }
        }
        Unexpected::Str(text) if expected == "true or false" && ["true", "false"].contains(&text) => {
            format!("type {text}, without quotes")
        }
        Unexpected::Float(value)
            if wants_number && value.fract() == 0.0 && is_number(&format!("{value:.0}"), expected) =>
        {
            format!("type {value:.0}")
        }
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_)
            if expected == "a text in quotes" =>
        {
            format!("type \"{}\"", found_in_words(found))
        }
        _ if expected == "a list" => "put it in brackets, as in [1, 2, 3]".to_owned(),
        _ => format!("type {expected}"),
    }
}

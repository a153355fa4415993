//! Mechanisms: switches, choices, and optional parts of a model.

use super::number::amount;
use super::seen::Seen;
use super::{Aspect, Change};
use crate::factor::Given;
use crate::plain::Plain;

/// The changes of a mechanism: the switch flipped, another choice, or back to a default of nothing.
pub(super) fn changed(seen: &Seen<'_>) -> Vec<Change> {
    let aspect = if seen.is_start { Aspect::Starts } else { Aspect::Mechanisms };
    let change = |name: &str, value: String| Change { aspect, name: name.to_owned(), value: Some(value) };
    if let Plain::Boolean(on) = seen.plain {
        return vec![change(if *on { "off" } else { "on" }, (!on).to_string())];
    }
    let is_now = |word: &String| matches!(seen.plain, Plain::Text(text) if text == word);
    if seen.words.iter().any(is_now) || matches!(seen.plain, Plain::Section(_) | Plain::Inline(_)) {
        let others = seen.words.iter().filter(|word| !is_now(word));
        return others.map(|word| change(word, format!("\"{word}\""))).collect();
    }
    let nothing = seen.default.as_ref().filter(|default| {
        let usual = Given::from_toml(default).amount();
        usual.is_some_and(|usual| usual.number == 0.0)
    });
    match (nothing, amount(seen.plain)) {
        (Some(nothing), Some(here)) if here.number != 0.0 => vec![change("off", nothing.clone())],
        _ => Vec::new(),
    }
}

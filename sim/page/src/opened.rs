//! A scenario with its sliders, and completions for its text.

use bazaar_scenario::{Lever, Play, completions};
use serde_json::{Value, json};

use crate::session::about;

/// The scenario as a playground shows it.
pub(crate) fn opened(play: &Play) -> Value {
    let lever = |lever: &Lever| {
        let positions = lever.positions.iter();
        json!({
            "path": lever.path,
            "name": lever.name,
            "here": lever.here,
            "positions": positions.map(|one| json!({ "value": one.value, "text": one.text })).collect::<Vec<_>>(),
        })
    };
    let mut told = about(&play.scenario);
    told["play"] = json!({
        "set": play.set,
        "metrics": play.metrics,
        "levers": play.levers.iter().map(lever).collect::<Vec<_>>(),
    });
    told
}

/// Completions at a position of a text, in units of UTF-16, as is the range that they replace.
pub(crate) fn completed(text: &str, at: usize) -> Value {
    let mut units = 0;
    let byte = text.char_indices().find(|(_, letter)| {
        let is_there = units >= at;
        units += letter.len_utf16();
        is_there
    });
    let (range, found) = completions(text, byte.map_or(text.len(), |(byte, _)| byte));
    let unit = |byte: usize| text[..byte].encode_utf16().count();
    let found =
        found.iter().map(|one| json!({ "label": one.label, "insert": one.insert, "about": one.about }));
    json!({ "from": unit(range.start), "to": unit(range.end), "completions": found.collect::<Vec<_>>() })
}

//! Visits the values of a scenario, and collects the changes to try for each.

use super::seen::Seen;
use super::{Aspect, Change, mechanism, number, timing};
use crate::document::dotted;
use crate::meaning::Meaning;
use crate::plain::Plain;
use crate::scenario::Scenario;
use crate::{schema, serializer, writer};

/// A parameter: its path, its value as TOML, and the changes to try.
type Found = (String, String, Vec<Change>);

/// The table with the switches of the tables beside it.
const SWITCHES: &str = "on";

/// Every parameter of a scenario with the changes to try.
pub(super) fn changes(scenario: &Scenario, scales: &[f64]) -> Vec<Found> {
    let mut found = Vec::new();
    let warm_up = writer::inline(&Plain::Text(scenario.study.warm_up.to_string()));
    found.push(("study.warm_up".to_owned(), warm_up, vec![timing::warm_up(&scenario.study)]));
    let Some(model) = tree(scenario) else { return found };
    let schema = schema::schema();
    let root = Meaning::new(&schema).child("model");
    let mut walk = Walk { scales, found, defaults: defaults(scenario), silent: Vec::new() };
    walk.enter(&mut vec!["model".to_owned()], &model, root, false);
    walk.found
}

fn tree(scenario: &Scenario) -> Option<Plain> {
    serializer::plain(&scenario.model).ok().flatten()
}

/// The defaults of the model, by path.
fn defaults(scenario: &Scenario) -> Vec<(String, String)> {
    let of = scenario.parameters().into_iter();
    of.filter_map(|parameter| Some((parameter.path, parameter.default?))).collect()
}

/// The tables that a switch of their name, under `on` beside them, leaves out.
fn switched_off(entries: &[(String, Plain)]) -> Vec<&str> {
    let switches = entries.iter().find_map(|(key, value)| match value {
        Plain::Section(switches) | Plain::Inline(switches) if key == SWITCHES => Some(switches),
        _ => None,
    });
    let off = switches.into_iter().flatten().filter(|(_, value)| *value == Plain::Boolean(false));
    let beside = off.filter(|(name, _)| entries.iter().any(|(key, _)| key == name));
    beside.map(|(name, _)| name.as_str()).collect()
}

struct Walk<'a> {
    scales: &'a [f64],
    found: Vec<Found>,
    defaults: Vec<(String, String)>,
    /// The paths that are switched off, and their switches.
    silent: Vec<String>,
}

impl Walk<'_> {
    fn enter(&mut self, path: &mut Vec<String>, plain: &Plain, meaning: Option<Meaning<'_>>, around: bool) {
        let here = dotted(path);
        if self.silent.contains(&here) {
            return;
        }
        let default = self.defaults.iter().find(|(known, _)| *known == here).map(|(_, value)| value.clone());
        let has_no_default = default.is_none();
        // A table that users name is an entity of the model, not a mechanism.
        let is_own = meaning.is_some_and(|meaning| meaning.is_named_by_oneself());
        // What belongs to an initial state is part of it.
        let is_start = around || meaning.is_some_and(|meaning| meaning.is_start());
        let seen = Seen {
            plain,
            default,
            words: meaning.map(|meaning| meaning.words()).unwrap_or_default(),
            is_start,
            scales: self.scales,
        };
        let mut changes = Vec::new();
        let intervals = timing::intervals(plain);
        if let Some(intervals) = &intervals {
            changes.extend(timing::families(intervals));
            changes.extend(timing::rates(intervals, self.scales));
        } else {
            changes.extend(number::scaled(&seen));
        }
        changes.extend(mechanism::changed(&seen));
        // A value with a default would get the default.
        if path.len() > 2 && !is_own && has_no_default {
            changes.push(Change { aspect: Aspect::Mechanisms, name: "off".to_owned(), value: None });
        }
        if path.len() > 2 && !changes.is_empty() {
            self.found.push((here.clone(), writer::inline(plain), changes));
        }
        let (Plain::Section(entries) | Plain::Inline(entries)) = plain else { return };
        if intervals.is_some() {
            return;
        }
        for name in switched_off(entries) {
            self.silent.extend([format!("{here}.{name}"), format!("{here}.{SWITCHES}.{name}")]);
        }
        for (key, value) in entries {
            path.push(key.clone());
            self.enter(path, value, meaning.and_then(|meaning| meaning.child(key)), is_start);
            path.pop();
        }
    }
}

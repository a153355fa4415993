//! Phases of a strategy: what opens when (fact P1).
//!
//! A platform opens its parts in phases: it finds product-market fit, expands to other countries, looks for
//! partners. A phase here is a date and a list of parts that open then. Each part also has such a date of its
//! own, in the parameters of its own model; a phase sets several of them at once, under one name.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Parameters;
use crate::quantity::{Duration, Quantity};
use crate::violation::Violation;

/// A phase: when it begins, and what opens then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Phase {
    /// When the phase begins, after the beginning of the run.
    pub start: Quantity<Duration>,
    /// What opens then, and not before: `"marketplace"`, `"referral"`, or one of the parts of a component, such as
    /// `"subscription.plans.NAME"`, `"subscription.regions.NAME"` or `"marketplace.categories.NAME"`.
    pub opens: Vec<String>,
}

/// The date from which a part is open, in the parameters of its model; `None` if there is no such part.
fn date<'a>(parameters: &'a mut Parameters, part: &str) -> Option<&'a mut Option<Quantity<Duration>>> {
    let Parameters { subscription, marketplace, referral, .. } = parameters;
    let names: Vec<&str> = part.splitn(3, '.').collect();
    match names[..] {
        ["marketplace"] => Some(&mut marketplace.requests.from),
        ["referral"] => Some(&mut referral.from),
        ["subscription", "plans", name] => subscription.plans.get_mut(name).map(|plan| &mut plan.from),
        ["subscription", "regions", name] => {
            subscription.regions.get_mut(name).map(|region| &mut region.from)
        }
        ["marketplace", "categories", name] => {
            marketplace.categories.get_mut(name).map(|category| &mut category.from)
        }
        _ => None,
    }
}

/// All parts that can open.
fn parts(parameters: &Parameters) -> Vec<String> {
    let Parameters { subscription, marketplace, .. } = parameters;
    let named = |table: &str, names: Vec<&String>| -> Vec<String> {
        names.into_iter().map(|name| format!("{table}.{name}")).collect()
    };
    let mut parts = vec!["marketplace".to_owned(), "referral".to_owned()];
    parts.extend(named("marketplace.categories", marketplace.categories.keys().collect()));
    parts.extend(named("subscription.plans", subscription.plans.keys().collect()));
    parts.extend(named("subscription.regions", subscription.regions.keys().collect()));
    parts
}

impl Parameters {
    /// The parameters with the dates of phases set in each component.
    pub(in crate::platform) fn phased(&self) -> Parameters {
        let mut phased = self.clone();
        for phase in self.phases.values() {
            for part in &phase.opens {
                if let Some(from) = date(&mut phased, part) {
                    *from = Some(phase.start);
                }
            }
        }
        phased
    }

    /// Phases in the order in which they begin, each with its name and its first hour.
    pub(in crate::platform) fn phases_in_turn(&self) -> Vec<(String, f64)> {
        let mut phases: Vec<(String, f64)> =
            self.phases.iter().map(|(name, phase)| (name.clone(), phase.start.canonical())).collect();
        // Phases that begin at the same time stay in the order of their names.
        phases.sort_by(|one, other| one.1.total_cmp(&other.1));
        phases
    }

    /// The rules that phases break.
    pub(super) fn phase_rules(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        let mut opened: BTreeSet<&str> = BTreeSet::new();
        let mut dates = self.clone();
        for (name, phase) in &self.phases {
            for (place, part) in phase.opens.iter().enumerate() {
                let path = format!("phases.{name}.opens[{place}]");
                match date(&mut dates, part) {
                    None => violations.push(Violation::new(
                        path,
                        format!("there is no \"{part}\" that could open"),
                        format!("type one of: {}", parts(self).join(", ")),
                    )),
                    Some(_) if !opened.insert(part) => violations.push(Violation::new(
                        path,
                        format!("\"{part}\" opens in two phases"),
                        "list it in one phase only",
                    )),
                    Some(Some(_)) => violations.push(Violation::new(
                        path,
                        format!("\"{part}\" has a date of its own"),
                        "remove that `from`, or this entry",
                    )),
                    Some(None) => {}
                }
            }
        }
        violations
    }
}

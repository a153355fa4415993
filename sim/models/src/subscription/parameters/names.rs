//! References between parameters by name: plans and features must exist.

use std::collections::{BTreeMap, BTreeSet};

use crate::violation::Violation;

use super::{Offer, Parameters};

/// The place of a moved account that has left.
pub(in crate::subscription) const CHURNED: &str = "churned";
/// The place of a moved account that is new.
pub(in crate::subscription) const OUTSIDE: &str = "outside";

/// References to plans and features that do not exist or are not allowed there.
pub(super) fn known(parameters: &Parameters) -> Vec<Violation> {
    let mut violations = Vec::new();
    let plans = &parameters.plans;
    let start = parameters.start.keys().map(|name| ("start", name));
    let initial = parameters.initial.keys().map(|name| ("initial", name));
    for (table, name) in start.chain(initial).filter(|(_, name)| !plans.contains_key(*name)) {
        violations.push(no_plan(format!("{table}.{name}"), name, plans));
    }
    for (name, offer) in plans {
        violations.extend(
            in_offer(offer, parameters)
                .into_iter()
                .map(|violation| violation.within(name))
                .map(|violation| violation.within("plans")),
        );
    }
    violations.extend(circles(plans));
    for (index, step) in parameters.moves.iter().enumerate() {
        let is_known = |name: &String| plans.contains_key(name) || name == CHURNED;
        if !is_known(&step.from) && step.from != OUTSIDE {
            violations.push(no_plan(format!("moves.{index}.from"), &step.from, plans));
        }
        for (end, name) in [("from", &step.from), ("to", &step.to)] {
            if plans.get(name).is_some_and(|plan| plan.repeat.is_some()) {
                violations.push(Violation::new(
                    format!("moves.{index}.{end}"),
                    format!("{name} has no contract, so accounts cannot be moved from or to it"),
                    "type the name of a plan without repeat",
                ));
            }
        }
        if !is_known(&step.to) {
            violations.push(no_plan(format!("moves.{index}.to"), &step.to, plans));
        }
    }
    violations
}

fn in_offer(offer: &Offer, parameters: &Parameters) -> Vec<Violation> {
    let mut violations = Vec::new();
    let plans = &parameters.plans;
    if let Some(next) = offer.upgrade.as_ref().filter(|next| !plans.contains_key(*next)) {
        violations.push(no_plan("upgrade".to_owned(), next, plans));
    }
    if let Some(trial) = &offer.trial {
        match trial.otherwise.as_ref().map(|name| (name, plans.get(name))) {
            Some((name, None)) => violations.push(no_plan("trial.otherwise".to_owned(), name, plans)),
            Some((name, Some(plan))) if !plan.is_free() => violations.push(Violation::new(
                "trial.otherwise",
                format!("`otherwise` must be a free plan, and {name} has a price"),
                "type the name of a plan without a price",
            )),
            _ => {}
        }
    }
    let is_repeat = |name: &String| plans.get(name).is_some_and(|plan| plan.repeat.is_some());
    if offer.upgrade.as_ref().is_some_and(is_repeat) || (offer.repeat.is_some() && offer.upgrade.is_some()) {
        violations.push(Violation::new(
            "upgrade",
            "plans with `repeat` have no contract, so they cannot be upgraded from or to",
            "leave the upgrade out",
        ));
    }
    let features = &parameters.features;
    let trial = offer.trial.iter().flat_map(|trial| trial.uses.keys().map(|name| ("trial.uses", name)));
    let caps = offer.caps.keys().map(|name| ("caps", name));
    let per_use = offer.per_use.keys().map(|name| ("per_use", name));
    for (table, name) in caps.chain(per_use).chain(trial).filter(|(_, name)| !features.contains_key(*name)) {
        let names: Vec<&str> = features.keys().map(String::as_str).collect();
        violations.push(Violation::new(
            format!("{table}.{name}"),
            format!("no feature is called {name}"),
            format!("add it to features, or type one of: {}", names.join(", ")),
        ));
    }
    violations
}

/// Upgrades that form a cycle.
fn circles(plans: &BTreeMap<String, Offer>) -> Option<Violation> {
    let leads_back = |first: &String| {
        let mut seen = BTreeSet::from([first]);
        let mut next = plans[first].upgrade.as_ref();
        while let Some(name) = next {
            if !seen.insert(name) {
                return true;
            }
            next = plans.get(name).and_then(|offer| offer.upgrade.as_ref());
        }
        false
    };
    plans.keys().find(|name| leads_back(name)).map(|name| {
        Violation::new(
            format!("plans.{name}.upgrade"),
            "upgrades from this plan form a cycle",
            "leave out the upgrade of the largest plan",
        )
    })
}

fn no_plan(path: String, name: &str, plans: &BTreeMap<String, Offer>) -> Violation {
    let names: Vec<&str> = plans.keys().map(String::as_str).collect();
    Violation::new(path, format!("no plan is called {name}"), format!("type one of: {}", names.join(", ")))
}

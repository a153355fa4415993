//! Designed scenarios: the changes, and whether they are allowed.

use std::collections::BTreeMap;

use bazaar_models::quantity::{DIMENSIONS, Dimension};
use bazaar_scenario::{Given, Scenario, Source};
use serde::{Deserialize, Serialize};

/// The file of a design, in a student's folder and in the archive.
#[must_use]
pub fn design_file(question: &str) -> String {
    format!("{question}.toml")
}

/// A parameter that a student may change, with its bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The dotted path of the parameter.
    pub path: String,
    /// Its name for the student.
    pub label: String,
    /// The lowest value, as TOML.
    pub low: String,
    /// The highest value, as TOML, in the same unit.
    pub high: String,
}

/// A designed scenario.
#[derive(Clone, Debug)]
pub enum Design {
    /// The student's own scenario, unchanged.
    Unchanged,
    /// A scenario that cannot be run, or has changes that are not allowed.
    Refused(String),
    /// The student's own with these edits, each with a description.
    Sound {
        /// The edits, each `path=value`.
        edits: Vec<String>,
        /// Their descriptions, each with its value.
        changes: Vec<String>,
    },
}

impl Design {
    /// Parses a design, and checks its changes of the student's own scenario.
    #[must_use]
    pub fn read(may_change: &[Bounds], own: &Scenario, name: &str, text: &str) -> Self {
        let source = Source::new(design_file(name), text);
        let theirs = match Scenario::parse(source, &[] as &[&str]) {
            Ok(scenario) => scenario,
            Err(error) => {
                let first = error.diagnostics().first().map(|fault| {
                    let (line, column) = fault.place().position();
                    let help = fault.help_text().map(|help| format!("; {help}")).unwrap_or_default();
                    format!("{}:{line}:{column}: {}{help}", design_file(name), fault.message())
                });
                return Design::Refused(first.unwrap_or_else(|| error.to_string()));
            }
        };
        if let Some(sweep) = theirs.sweeps.first() {
            return Design::Refused(format!("{} has several values, but a design has one", sweep.path));
        }
        if theirs.model.name() != own.model.name() || !theirs.tables.is_empty() {
            return Design::Refused("it is of another model, or reads tables".to_owned());
        }
        let values = |scenario: &Scenario| -> BTreeMap<String, String> {
            scenario.parameters().into_iter().map(|one| (one.path, one.value)).collect()
        };
        let (mine, theirs) = (values(own), values(&theirs));
        let (mut edits, mut changes, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        for path in mine.keys().chain(theirs.keys().filter(|path| !mine.contains_key(*path))) {
            let (was, is) = (mine.get(path), theirs.get(path));
            if was == is {
                continue;
            }
            let shown = |value: Option<&String>| value.map_or("nothing", String::as_str).to_owned();
            let Some((bounds, is)) = may_change.iter().find(|bounds| bounds.path == *path).zip(is) else {
                refused.push(format!(
                    "{path} is {} instead of {}, but it may not be changed",
                    shown(is),
                    shown(was)
                ));
                continue;
            };
            if !bounds.hold(is) {
                refused.push(format!(
                    "{} ({path}) is {is}, but must lie between {} and {}",
                    bounds.label, bounds.low, bounds.high
                ));
            }
            edits.push(format!("{path}={is}"));
            changes.push(format!("{} {}", bounds.label, is.trim_matches('"')));
        }
        if !refused.is_empty() {
            return Design::Refused(refused.join("; "));
        }
        if edits.is_empty() { Design::Unchanged } else { Design::Sound { edits, changes } }
    }
}

impl Bounds {
    /// Whether a value, in any unit, lies between the bounds.
    fn hold(&self, value: &str) -> bool {
        let all = [&self.low, value, &self.high].map(Given::from_toml);
        if let [Some(low), Some(is), Some(high)] = all.each_ref().map(Given::amount)
            && low.is_like(&is)
        {
            return low.number <= is.number && is.number <= high.number;
        }
        let in_order = |dimension: &Dimension| {
            let [low, is, high] = all.each_ref().map(|given| dimension.parse(&given.shown()).ok());
            low.zip(is).zip(high).is_some_and(|((low, is), high)| low <= is && is <= high)
        };
        DIMENSIONS.iter().any(|dimension| in_order(dimension))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(low: &str, high: &str) -> Bounds {
        Bounds { path: "p".to_owned(), label: "p".to_owned(), low: low.to_owned(), high: high.to_owned() }
    }

    #[test]
    fn bounds_hold_in_any_unit_of_the_same_dimension() {
        let hours = bounds("\"0.5 h\"", "\"2 h\"");
        for (value, within) in [
            ("\"30 min\"", true),
            ("\"29 min\"", false),
            ("\"2 h\"", true),
            ("\"1 d\"", false),
            ("\"1 GB\"", false),
        ] {
            assert_eq!(hours.hold(value), within, "{value}");
        }
        let servers = bounds("1", "3");
        assert!(servers.hold("3") && !servers.hold("4") && !servers.hold("\"many\""));
    }
}

//! The changes of a scenario, and the scenario it is compared with.
//!
//! Pages of equal runs must be equal, however the scenario was named and changed on the command
//! line. So the page does not repeat the command; it finds the shipped scenario with the same title
//! and model, and compares parameter by parameter.

use bazaar_scenario::{Parameter, Scenario, shipped};

use crate::table::FORMATS;

/// A scenario compared with another, or with the defaults of its model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Changes {
    /// The name of the shipped scenario; `None` if there is none with this title.
    pub(super) of: Option<&'static str>,
    /// Each parameter with a different value.
    pub(super) all: Vec<Change>,
    /// The `--set` arguments that turn one into the other, if possible.
    pub(super) sets: Option<Vec<String>>,
}

/// A parameter with a different value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) path: String,
    pub(super) here: String,
    /// Its value there; `None` if it has no such parameter.
    pub(super) there: Option<String>,
    pub(super) source: Option<String>,
}

impl Changes {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let closest = shipped()
            .filter(|text| !scenario.title.is_empty() && text.title() == scenario.title)
            .filter_map(|text| Some((text, Scenario::load(text.name, &[] as &[&str]).ok()?)))
            .filter(|(_, other)| other.model.name() == scenario.model.name())
            .map(|(text, other)| (text.name, differences(scenario, &other)))
            .min_by_key(|(_, all)| all.len());
        match closest {
            Some((name, all)) => {
                let sets: Vec<String> =
                    all.iter().map(|change| format!("{}={}", change.path, change.here)).collect();
                let again = Scenario::load_with(name, &sets, FORMATS);
                let is_same = again.is_ok_and(|again| {
                    again.to_toml() == scenario.to_toml() && again.tables == scenario.tables
                });
                Changes { of: Some(name), all, sets: is_same.then_some(sets) }
            }
            None => {
                let changed = scenario.parameters().into_iter().filter(Parameter::is_changed);
                let all = changed.map(|Parameter { path, value, default, source }| Change {
                    path,
                    here: value,
                    there: default,
                    source,
                });
                Changes { of: None, all: all.collect(), sets: None }
            }
        }
    }
}

fn differences(scenario: &Scenario, other: &Scenario) -> Vec<Change> {
    let there = other.parameters();
    let each = scenario.parameters().into_iter().filter_map(|Parameter { path, value, source, .. }| {
        let there = there.iter().find(|parameter| parameter.path == path);
        let there = there.map(|parameter| parameter.value.clone());
        (there.as_ref() != Some(&value)).then_some(Change { path, here: value, there, source })
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_comes_out_whatever_the_scenario_is_called() {
        let sets = ["study.horizon=2 d", "model.volunteer.hosts.initial=300"];
        let scenario = Scenario::load("volunteer/base", &sets).unwrap();
        let changes = Changes::of(&scenario);
        assert_eq!(changes.of, Some("volunteer/base"));
        let mut sets: Vec<String> = changes.sets.clone().unwrap();
        sets.sort();
        assert_eq!(sets, ["model.volunteer.hosts.initial=300", "study.horizon=\"2 d\""]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        std::fs::write(&path, scenario.to_toml()).unwrap();
        let again = Scenario::load(path.to_str().unwrap(), &[] as &[&str]).unwrap();
        assert_eq!(Changes::of(&again), changes);
    }

    #[test]
    fn a_scenario_of_ones_own_is_compared_with_the_defaults() {
        let mut scenario = Scenario::load("reference/mm1", &["model.queue.servers=2"]).unwrap();
        scenario.title = "My desk".to_owned();
        let changes = Changes::of(&scenario);
        assert_eq!((changes.of, changes.sets.is_none()), (None, true));
        let servers = changes.all.iter().find(|change| change.path == "model.queue.servers").unwrap();
        assert_eq!((servers.here.as_str(), servers.there.as_deref()), ("2", Some("1")));
    }
}

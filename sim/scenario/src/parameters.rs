//! Every parameter of a scenario, with its default and its source, for a report.

use bazaar_models::catalogue::ModelParameters;

use crate::document::dotted;
use crate::plain::Plain;
use crate::scenario::Scenario;
use crate::study::StudySettings;
use crate::{serializer, writer};

/// One parameter, as a scenario writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its dotted path: `model.queue.servers`.
    pub path: String,
    /// Its value; all values if the scenario sweeps it.
    pub value: String,
    /// Its default; `None` in a table that users name.
    pub default: Option<String>,
    /// The source of the value, if the scenario gives one.
    pub source: Option<String>,
}

impl Parameter {
    /// Whether the value differs from the default.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.default.as_ref() != Some(&self.value)
    }
}

impl Scenario {
    /// Every parameter of the study and of the model, in the order in which they are declared.
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter> {
        let model = self.model.name();
        let default = ModelParameters::defaults().into_iter().find(|one| one.name() == model);
        let usual: Vec<(String, String)> = flat(&["study"], serializer::plain(&StudySettings::default()))
            .into_iter()
            .chain(default.iter().flat_map(|default| flat(&["model"], serializer::plain(default))))
            .collect();
        let here = flat(&["study"], serializer::plain(&self.study))
            .into_iter()
            .chain(flat(&["model"], serializer::plain(&self.model)));
        here.map(|(path, value)| {
            let swept = self.sweeps.iter().find(|sweep| sweep.path == path);
            let default = usual.iter().find(|(other, _)| *other == path).map(|(_, value)| value.clone());
            Parameter {
                value: swept.map_or(value, |sweep| format!("[{}]", sweep.values.join(", "))),
                default,
                source: self.source_of(&path),
                path,
            }
        })
        .collect()
    }

    /// The value at a path, such as `model.queue.service.exponential.mean`, if there is one.
    pub(crate) fn plain_at(&self, path: &str) -> Option<Plain> {
        let mut parts = path.split('.');
        let root = match parts.next()? {
            "study" => serializer::plain(&self.study).ok()??,
            "model" => serializer::plain(&self.model).ok()??,
            _ => return None,
        };
        parts.try_fold(root, |plain, part| match plain {
            Plain::Section(entries) | Plain::Inline(entries) => {
                entries.into_iter().find(|(key, _)| key == part).map(|(_, value)| value)
            }
            _ => None,
        })
    }

    /// The source of a value, or of the tables around it or the values within.
    fn source_of(&self, path: &str) -> Option<String> {
        if let Some(source) = self.sources.get(path) {
            return Some(source.clone());
        }
        let around = path.match_indices('.').rev().find_map(|(dot, _)| self.sources.get(&path[..dot]));
        let within = || {
            let inner = format!("{path}.");
            self.sources.iter().find(|(other, _)| other.starts_with(&inner)).map(|(_, source)| source)
        };
        around.or_else(within).cloned()
    }
}

/// The leaves of a table, with their paths: tables that have headers of their own are entered.
fn flat(above: &[&str], content: Result<Option<Plain>, serializer::Unwritable>) -> Vec<(String, String)> {
    let mut leaves = Vec::new();
    let mut path: Vec<String> = above.iter().map(|part| (*part).to_owned()).collect();
    if let Ok(Some(content)) = content {
        // The model's table has one key, its name, and still gets a header.
        let content = match content {
            Plain::Inline(entries) => Plain::Section(entries),
            other => other,
        };
        enter(&mut path, &content, &mut leaves);
    }
    leaves
}

fn enter(path: &mut Vec<String>, plain: &Plain, leaves: &mut Vec<(String, String)>) {
    match plain {
        Plain::Section(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                path.push(key.clone());
                enter(path, value, leaves);
                path.pop();
            }
        }
        leaf => leaves.push((dotted(path), writer::inline(leaf))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn every_parameter_has_its_value_its_default_and_its_source() {
        let text = "[study]\nseed = 7\n[model.queue]\nservers = { value = [2, 3], source = \"counted\" }\n\
                    service = { exponential = { mean = { value = \"50 min\", source = \"a watch\" } } }";
        let scenario = Scenario::parse(Source::new("bank", text), &[] as &[&str]).unwrap();
        let all = scenario.parameters();
        let of =
            |path: &str| all.iter().find(|one| one.path == path).unwrap_or_else(|| panic!("{path}: {all:?}"));
        let seed = of("study.seed");
        assert_eq!((seed.value.as_str(), seed.default.as_deref(), seed.is_changed()), ("7", Some("1"), true));
        let servers = of("model.queue.servers");
        assert_eq!((servers.value.as_str(), servers.source.as_deref()), ("[2, 3]", Some("counted")));
        let service = of("model.queue.service");
        assert!(
            service.value.contains("50 min") && service.source.as_deref() == Some("a watch"),
            "{service:?}"
        );
        assert!(!of("model.queue.arrivals").is_changed() && !of("study.replications").is_changed());
    }

    #[test]
    fn what_one_names_oneself_has_no_default() {
        let text = "[model.volunteer.classes.mine]\nshare = 1\navailability = \"desktop\"";
        let scenario = Scenario::parse(Source::new("crowd", text), &[] as &[&str]).unwrap();
        let all = scenario.parameters();
        let mine = all.iter().find(|one| one.path == "model.volunteer.classes.mine.availability").unwrap();
        assert_eq!((mine.value.as_str(), mine.default.as_deref()), ("\"desktop\"", None));
    }
}

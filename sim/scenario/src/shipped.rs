//! The scenarios that come with the program, embedded in it.

use crate::embedded::{LABS, STUDIES, TEXTS};
use crate::source::Source;
use crate::table::Home;
use crate::verb::asked;

/// A scenario, a study or a lab that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// The name: `model/name`, `studies/name` or `labs/name`.
    pub name: &'static str,
    /// The text.
    pub text: &'static str,
}

impl Shipped {
    /// The shipped scenario of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let name = name.strip_suffix(".toml").unwrap_or(name);
        shipped().find(|scenario| scenario.name == name)
    }

    /// The shipped study of this name.
    #[must_use]
    pub fn find_study(name: &str) -> Option<Self> {
        let name = name.strip_suffix(".toml").unwrap_or(name);
        shipped_studies().find(|study| study.name == name)
    }

    /// The shipped lab of this name, with or without `labs/` before it.
    #[must_use]
    pub fn find_lab(name: &str) -> Option<Self> {
        let name = name.strip_prefix("labs/").unwrap_or(name);
        shipped_labs().find(|lab| lab.name.strip_prefix("labs/") == Some(name))
    }

    /// The verb that answers it, if it is a study.
    #[must_use]
    pub fn verb(&self) -> Option<&'static str> {
        asked(self.text)
    }

    /// The text with its name.
    #[must_use]
    pub fn source(&self) -> Source {
        let folder = self.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        Source::new(self.name, self.text).at(Home::Shipped(folder.to_owned()))
    }

    /// The title; empty if the text has none.
    #[must_use]
    pub fn title(&self) -> String {
        let table = toml::de::DeTable::parse(self.text).ok();
        let title =
            table.and_then(|table| Some(table.get_ref().get("title")?.get_ref().as_str()?.to_owned()));
        title.unwrap_or_default()
    }
}

/// Every shipped scenario, in order of name.
pub fn shipped() -> impl Iterator<Item = Shipped> {
    TEXTS.iter().map(|(name, text)| Shipped { name, text })
}

/// Every shipped study, in order of name: `studies/name`.
pub fn shipped_studies() -> impl Iterator<Item = Shipped> {
    STUDIES.iter().map(|(name, text)| Shipped { name, text })
}

/// Every shipped lab, in order of name: `labs/name`.
pub fn shipped_labs() -> impl Iterator<Item = Shipped> {
    LABS.iter().map(|(name, text)| Shipped { name, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scenario;

    #[test]
    fn the_names_are_in_order_and_differ() {
        let names: Vec<&str> = shipped().map(|scenario| scenario.name).collect();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
    }

    #[test]
    fn every_shipped_study_loads_has_a_title_and_says_who_answers_it() {
        for shipped in shipped_studies() {
            let study = crate::Study::load(shipped.name, &[] as &[&str], crate::Formats::CSV);
            let study = study.unwrap_or_else(|error| panic!("{}: {error:?}", shipped.name));
            assert_eq!(shipped.verb(), Some(study.question.verb()));
            assert!(!study.title.is_empty() && !study.description.is_empty(), "{}", shipped.name);
        }
    }

    #[test]
    fn every_shipped_scenario_loads_and_has_a_title() {
        for shipped in shipped() {
            let scenario = Scenario::load(shipped.name, &[] as &[&str]);
            let scenario = scenario.unwrap_or_else(|error| panic!("{}: {error:?}", shipped.name));
            assert_eq!(scenario.title, shipped.title());
            assert!(!scenario.title.is_empty(), "{}", shipped.name);
        }
    }
}

//! The identity of a run.

use bazaar_figure::checksum::checksum;
use bazaar_scenario::{Question, Scenario, Study, Without};
use bazaar_study::Settings;

use crate::VERSION;

/// A checksum of everything a result depends on: the version, the scenario with every default and
/// every table, the seed, the replications or the precision, the generator.
///
/// It is known before the run, so a folder that must not be written is refused before the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity(String);

impl Identity {
    /// The identity of the run of a scenario with these settings.
    #[must_use]
    pub fn new(scenario: &Scenario, settings: &Settings) -> Self {
        let Settings { precision, generator, .. } = settings;
        let text = scenario.to_toml();
        let mut all = format!("bazaar {VERSION}\n{generator:?} {precision:?}\n{text}");
        for table in &scenario.tables {
            all.push_str(&format!("{} {}\n", table.name, checksum(&table.bytes)));
        }
        Identity(checksum(all.as_bytes()))
    }

    /// The identity of a run with a precision for these metrics.
    #[must_use]
    pub fn until(self, metrics: &[&str]) -> Self {
        if metrics.is_empty() {
            return self;
        }
        Identity(checksum(format!("{} until {}", self.0, metrics.join(" ")).as_bytes()))
    }

    /// The identity of a study: its question, and every scenario in it with its settings.
    #[must_use]
    pub fn of_study(study: &Study, settings: &Settings) -> Self {
        let arms = match &study.question {
            Question::Compare(compare) => compare.arms.iter().map(|arm| &arm.scenario).collect(),
            Question::Evaluate(evaluate) => match &evaluate.without {
                Without::Control(control) => vec![control.as_ref()],
                Without::Metric(_) => Vec::new(),
            },
            _ => Vec::new(),
        };
        let mut all = format!("{}\n", study.to_toml());
        for scenario in std::iter::once(&study.scenario).chain(arms) {
            all.push_str(Identity::new(scenario, settings).as_str());
        }
        Identity(checksum(all.as_bytes()))
    }

    /// The checksum as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::shipped;

    use super::*;

    fn identity(sets: &[&str], settings: Settings) -> Identity {
        let shipped = shipped().find(|scenario| scenario.name == "reference/mm1").unwrap();
        Identity::new(&Scenario::parse(shipped.source(), sets).unwrap(), &settings)
    }

    #[test]
    fn it_is_the_same_however_the_run_is_asked_for() {
        let plain = identity(&[], Settings::default());
        let settings = Settings { threads: 7, fingerprint: true, ..Settings::default() };
        assert_eq!(plain, identity(&[], settings));
        assert_eq!(plain, identity(&["study.seed=1"], Settings::default()));
    }

    #[test]
    fn it_differs_with_all_that_a_result_depends_on() {
        let plain = identity(&[], Settings::default());
        for other in [
            identity(&["model.queue.servers=2"], Settings::default()),
            identity(&["study.seed=2"], Settings::default()),
            identity(&["study.replications=2"], Settings::default()),
            identity(&[], Settings { precision: Some(0.5), ..Settings::default() }),
            identity(&[], Settings { generator: bazaar_study::Generator::Philox, ..Settings::default() }),
        ] {
            assert_ne!(plain, other);
        }
    }
}

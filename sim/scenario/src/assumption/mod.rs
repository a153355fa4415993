//! Assumptions of a scenario, and their alternatives, for a stress study.
//!
//! A model does not declare its assumptions; they follow from its parameters. The type, the unit and the default of a
//! value determine the kind of assumption and the alternatives:
//!
//! - a distribution of intervals: another *family* with the same mean;
//! - a number of events in a unit of time, or a distribution of the time between them: a higher and a lower *rate*;
//! - a switch, a choice, an optional table, or a value whose default is nothing: the *mechanism* switched off, or another
//!   one;
//! - the initial state: another *start*;
//! - every other *number*: a larger and a smaller one.
//!
//! Each alternative is tried first: one that the scenario refuses is dropped. The text is parsed once for all of them.
//!
//! A part that is switched off, by a switch of its name under `on`, is not an assumption. It is not switched on as an
//! alternative either: the scenario has no values for it, so the run would depend on the model's defaults.

mod mechanism;
mod number;
mod seen;
mod timing;
mod walk;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::ScenarioError;
use crate::scenario::Scenario;

/// A kind of assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// The family of distributions of intervals.
    Families,
    /// Rates: how often something happens.
    Rates,
    /// Mechanisms that can be switched off or replaced.
    Mechanisms,
    /// The initial state.
    Starts,
    /// All other numbers.
    Numbers,
}

impl Aspect {
    /// The default aspects.
    pub const USUAL: [Aspect; 4] = [Aspect::Families, Aspect::Rates, Aspect::Mechanisms, Aspect::Starts];

    /// The name of one assumption of this kind.
    #[must_use]
    pub fn one(self) -> &'static str {
        match self {
            Aspect::Families => "family",
            Aspect::Rates => "rate",
            Aspect::Mechanisms => "mechanism",
            Aspect::Starts => "start",
            Aspect::Numbers => "number",
        }
    }
}

/// An assumption of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// The path of the parameter.
    pub path: String,
    /// Its kind.
    pub aspect: Aspect,
    /// The value, as TOML.
    pub value: String,
    /// The alternatives.
    pub alternatives: Vec<Alternative>,
}

/// An alternative to an assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Its name: `gamma`, `× 0.5`, `off`.
    pub name: String,
    /// The scenario with it.
    pub scenario: Scenario,
}

/// A change that has not been tried.
struct Change {
    aspect: Aspect,
    name: String,
    /// The value as TOML; `None` to take the parameter out.
    value: Option<String>,
}

impl Scenario {
    /// Its assumptions of these kinds at the wanted paths, in the order of its parameters, and the number of alternatives
    /// that it refused. Rates, starts and numbers are multiplied by each of `scales`.
    #[must_use]
    pub fn assumptions(
        &self,
        aspects: &[Aspect],
        scales: &[f64],
        wanted: impl Fn(&str) -> bool,
    ) -> (Vec<Assumption>, usize) {
        let mut refused = 0;
        let mut found: Vec<Assumption> = Vec::new();
        let draft = self.draft();
        for (path, value, changes) in walk::changes(self, scales).into_iter().filter(|found| wanted(&found.0))
        {
            for change in changes.into_iter().filter(|change| aspects.contains(&change.aspect)) {
                let tried = match &change.value {
                    Some(value) => draft.with(&format!("{path}={value}")),
                    None => draft.without(&path),
                };
                // A parameter that comes back with its default is not optional.
                let gone = |scenario: &Scenario| change.value.is_some() || scenario.plain_at(&path).is_none();
                let Some(scenario) = fitting(tried).filter(gone) else {
                    refused += usize::from(change.value.is_some());
                    continue;
                };
                if scenario.model == self.model && scenario.study == self.study {
                    continue;
                }
                let alternative = Alternative { name: change.name, scenario };
                match found.iter_mut().find(|known| known.path == path && known.aspect == change.aspect) {
                    Some(known) => known.alternatives.push(alternative),
                    None => found.push(Assumption {
                        path: path.clone(),
                        aspect: change.aspect,
                        value: value.clone(),
                        alternatives: vec![alternative],
                    }),
                }
            }
        }
        (found, refused)
    }
}

/// The scenario, if it is valid and has one value for each parameter.
fn fitting(tried: Result<Scenario, ScenarioError>) -> Option<Scenario> {
    tried.ok().filter(|scenario| scenario.sweeps.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::PARSED;
    use crate::shipped::Shipped;
    use crate::source::Source;

    const ALL: [Aspect; 5] =
        [Aspect::Families, Aspect::Rates, Aspect::Mechanisms, Aspect::Starts, Aspect::Numbers];

    fn queue() -> Scenario {
        let text = "[study]\nhorizon = \"100 h\"\n[model.queue]\nservers = 2";
        Scenario::parse(Source::new("test", text), &[] as &[&str]).unwrap()
    }

    fn shipped(name: &str) -> Scenario {
        Scenario::parse(Shipped::find(name).unwrap().source(), &[] as &[&str]).unwrap()
    }

    fn names<'a>(all: &'a [Assumption], path: &str, aspect: Aspect) -> Vec<&'a str> {
        let of = all.iter().find(|one| one.path == path && one.aspect == aspect);
        let of = of.unwrap_or_else(|| {
            panic!("{path} is not among {:?}", all.iter().map(|one| &one.path).collect::<Vec<_>>())
        });
        of.alternatives.iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn a_queue_takes_its_distributions_its_rates_its_number_of_servers_and_its_start_for_granted() {
        let (all, _) = queue().assumptions(&ALL, &[0.5, 2.0], |_| true);
        let families = names(&all, "model.queue.arrivals", Aspect::Families);
        assert_eq!(
            families,
            [
                "weibull, cv 0.5",
                "weibull, cv 2",
                "log_normal",
                "gamma, cv 0.5",
                "gamma, cv 2",
                "deterministic"
            ]
        );
        assert_eq!(names(&all, "model.queue.service", Aspect::Rates), ["× 0.5", "× 2"]);
        assert_eq!(names(&all, "model.queue.servers", Aspect::Numbers), ["× 0.5", "× 2"]);
        assert_eq!(names(&all, "study.warm_up", Aspect::Starts), ["the first quarter left out"]);
    }

    #[test]
    fn another_family_has_the_same_mean() {
        let (all, _) = queue().assumptions(&[Aspect::Families], &[], |_| true);
        let mean = |scenario: &Scenario| {
            let bazaar_models::catalogue::ModelParameters::Queue(queue) = &scenario.model else { panic!() };
            queue.service.moments().unwrap().0
        };
        let service = all.iter().find(|one| one.path == "model.queue.service").unwrap();
        for one in &service.alternatives {
            let (here, there) = (mean(&queue()), mean(&one.scenario));
            assert!((there / here - 1.0).abs() < 1e-9, "{}: {there} for {here}", one.name);
        }
    }

    #[test]
    fn a_rate_twice_as_high_halves_the_time_between_events() {
        let (all, _) = queue().assumptions(&[Aspect::Rates], &[2.0], |_| true);
        let arrivals = all.iter().find(|one| one.path == "model.queue.arrivals").unwrap();
        let text = arrivals.alternatives[0].scenario.to_toml();
        assert!(text.contains("arrivals = { exponential = { mean = \"30 min\" } }"), "{text}");
    }

    #[test]
    fn mechanisms_are_switches_words_tables_and_what_is_nothing_by_default() {
        let (all, _) = shipped("marketplace/base").assumptions(&[Aspect::Mechanisms], &[], |_| true);
        assert_eq!(names(&all, "model.marketplace.matching", Aspect::Mechanisms), ["function"]);
        assert_eq!(names(&all, "model.marketplace.churn.rate", Aspect::Mechanisms), ["off"]);
        assert_eq!(names(&all, "model.marketplace.launch.subsidies_end", Aspect::Mechanisms), ["off"]);
        let (all, _) = shipped("platform/osu-plan").assumptions(&[Aspect::Mechanisms], &[], |_| true);
        assert_eq!(names(&all, "model.platform.on.referral", Aspect::Mechanisms), ["off"]);
    }

    #[test]
    fn a_part_that_is_switched_off_is_neither_doubted_nor_switched_on() {
        let (all, _) = shipped("platform/osu-plan").assumptions(&ALL, &[2.0], |path| {
            path.starts_with("model.platform.on") || path.starts_with("model.platform.volunteer")
        });
        let paths: Vec<&str> = all.iter().map(|one| one.path.as_str()).collect();
        assert!(paths.contains(&"model.platform.on.marketplace"), "{paths:?}");
        assert!(!paths.iter().any(|path| path.contains("volunteer")), "{paths:?}");
        let on = shipped("platform/osu-plan").with(&["model.platform.on.volunteer=true"]).unwrap();
        let (all, _) =
            on.assumptions(&[Aspect::Mechanisms], &[], |path| path == "model.platform.on.volunteer");
        assert_eq!(names(&all, "model.platform.on.volunteer", Aspect::Mechanisms), ["off"]);
    }

    #[test]
    fn a_scenario_is_parsed_once_for_all_its_alternatives_and_only_what_is_asked_for_is_tried() {
        let plan = shipped("platform/osu-plan");
        let (text, before) = (plan.to_toml().len(), PARSED.get());
        let (all, refused) = plan.assumptions(&Aspect::USUAL, &[0.5, 2.0], |_| true);
        let tried = refused + all.iter().map(|one| one.alternatives.len()).sum::<usize>();
        let parsed = PARSED.get() - before;
        assert!(tried > 100 && parsed < 3 * text, "{parsed} bytes for {tried} alternatives of {text} bytes");
        // A number times -1 is refused nearly everywhere, but numbers are not among the aspects here.
        let refused = |scales: &[f64]| plan.assumptions(&[Aspect::Mechanisms], scales, |_| true).1;
        assert_eq!(refused(&[-1.0]), refused(&[]));
    }

    #[test]
    fn a_table_that_need_not_be_there_is_taken_out_and_one_that_one_names_oneself_stays() {
        let (all, _) = shipped("subscription/trial-length").assumptions(&[Aspect::Mechanisms], &[], |_| true);
        let trials: Vec<&Assumption> = all.iter().filter(|one| one.path.ends_with(".trial")).collect();
        assert!(!trials.is_empty() && trials.iter().all(|one| one.alternatives[0].name == "off"));
        let (all, _) = shipped("volunteer/base").assumptions(&[Aspect::Mechanisms], &[], |_| true);
        let class = all.iter().find(|one| one.path == "model.volunteer.classes.random");
        assert_eq!(class, None, "a class of hosts is no mechanism");
    }

    #[test]
    fn starts_are_what_is_there_when_the_clock_starts() {
        let (all, _) = shipped("volunteer/base").assumptions(&[Aspect::Starts], &[2.0], |_| true);
        assert_eq!(names(&all, "model.volunteer.hosts.start", Aspect::Starts), ["available"]);
        assert_eq!(names(&all, "model.volunteer.hosts.initial", Aspect::Starts), ["× 2"]);
    }

    #[test]
    fn every_model_has_assumptions_and_every_alternative_can_be_run() {
        for name in
            ["marketplace/base", "referral/base", "subscription/base", "volunteer/base", "reference/mm1"]
        {
            let (all, _) = shipped(name).assumptions(&Aspect::USUAL, &[0.5, 2.0], |_| true);
            let aspects: std::collections::BTreeSet<Aspect> = all.iter().map(|one| one.aspect).collect();
            assert!(all.len() >= 3 && aspects.len() >= 3, "{name}: {aspects:?}");
            let alternatives = all.iter().flat_map(|one| &one.alternatives);
            assert!(alternatives.clone().count() > 0);
            assert!(alternatives.clone().all(|one| one.scenario.sweeps.is_empty()), "{name}");
        }
    }
}

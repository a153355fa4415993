//! Reads a stress study into the scenarios that it runs.

use std::collections::BTreeSet;

use bazaar_models::violation::Violation;

use super::Question;
use super::loading::Reader;
use super::stress::{Criterion, CriterionText, Discovery, Doubt, Stress, StressText};
use crate::assumption::{Aspect, Assumption};
use crate::factor::{Factor, FactorText, tell_apart};
use crate::scenario::Scenario;
use crate::suggestion::did_you_mean;

impl Reader<'_> {
    pub(super) fn stress(&mut self, scenario: &Scenario, text: &StressText) -> Option<Question> {
        let mut metrics = self.metrics(scenario, "stress.metrics", &text.metrics);
        let criterion = match &text.criterion {
            Some(criterion) => Some(self.criterion(scenario, criterion)?),
            None => None,
        };
        metrics.extend(criterion.map(|criterion| criterion.metric).filter(|name| !metrics.contains(name)));
        self.check_paths(scenario, text);
        let wanted = |path: &str| is_chosen(path, &text.only, &text.except);
        let (assumptions, refused) = scenario.assumptions(&text.aspects, &text.scales, wanted);
        let doubts = self.doubts(scenario, text, &assumptions);
        let discovery = match &text.discovery {
            Some(discovery) => {
                let all = self.varied(scenario, text, &discovery.factors)?;
                let factors = self.trial(scenario).factors("stress.discovery.factors", &all)?;
                Some(Discovery { design: discovery.design, replications: discovery.replications, factors })
            }
            None => None,
        };
        if doubts.is_empty() && discovery.is_none() {
            let message = "the scenario has no such assumption";
            let help = "name more kinds with aspects, or fewer paths with only and except";
            self.refuse(Violation::new("stress", message, help));
        }
        Some(Question::Stress(Stress { metrics, criterion, doubts, refused, discovery }))
    }

    fn criterion(&mut self, scenario: &Scenario, text: &CriterionText) -> Option<Criterion> {
        let metric = self.metric(scenario, "stress.criterion.metric", &text.metric)?;
        let is_lowest = text.at_least.is_some();
        Some(Criterion { metric, is_lowest, bound: text.at_least.or(text.at_most)? })
    }

    /// Refuses paths at which the scenario has no parameter.
    fn check_paths(&mut self, scenario: &Scenario, text: &StressText) {
        let parameters = scenario.parameters();
        let paths = || parameters.iter().map(|parameter| parameter.path.as_str());
        for (list, at) in [(&text.only, "only"), (&text.except, "except")] {
            for (index, prefix) in list.iter().enumerate() {
                // A part of a value, such as the mean of a distribution, is not a parameter of its own.
                if !paths().any(|path| is_below(path, prefix)) {
                    let message = format!("there is no parameter at `{prefix}`");
                    let help = did_you_mean(prefix, paths()).map_or_else(
                        || "type the beginning of a path, such as \"model.queue.service\"".to_owned(),
                        |known| format!("did you mean `{known}`?"),
                    );
                    self.refuse(Violation::new(format!("stress.{at}.{index}"), message, help));
                }
            }
        }
    }

    /// One doubt for each alternative, and the further alternatives of the study.
    fn doubts(&mut self, scenario: &Scenario, text: &StressText, assumptions: &[Assumption]) -> Vec<Doubt> {
        let paths: BTreeSet<&str> = assumptions.iter().map(|one| one.path.as_str()).collect();
        let mut names: Vec<Factor> =
            paths.into_iter().map(|path| Factor::of_values(path, Vec::new())).collect();
        let unnamed = vec![false; names.len()];
        tell_apart(&mut names, &unnamed);
        let name = |path: &str| {
            names.iter().find(|named| named.path == path).map_or(path, |named| named.name.as_str()).to_owned()
        };
        let mut doubts = Vec::new();
        for one in assumptions {
            doubts.extend(one.alternatives.iter().map(|instead| Doubt {
                name: name(&one.path),
                path: one.path.clone(),
                aspect: Some(one.aspect),
                value: one.value.clone(),
                alternative: instead.name.clone(),
                scenario: instead.scenario.clone(),
            }));
        }
        for (index, stated) in text.arms.iter().enumerate() {
            let Some(changed) = self.edited(scenario, &stated.set, &format!("stress.arms.{index}.set"))
            else {
                continue;
            };
            doubts.push(Doubt {
                name: stated.name.clone(),
                path: stated.set.join("; "),
                aspect: None,
                value: String::new(),
                alternative: "as stated".to_owned(),
                scenario: changed,
            });
        }
        doubts
    }

    /// The named factors, or else every rate, and with `numbers` among the aspects every number, over the scales.
    fn varied(
        &mut self,
        scenario: &Scenario,
        text: &StressText,
        named: &[FactorText],
    ) -> Option<Vec<FactorText>> {
        if !named.is_empty() {
            return Some(named.to_vec());
        }
        let aspects: Vec<Aspect> = [Aspect::Rates, Aspect::Numbers]
            .into_iter()
            .filter(|aspect| *aspect == Aspect::Rates || text.aspects.contains(aspect))
            .collect();
        let low = text.scales.iter().copied().fold(1.0, f64::min);
        let high = text.scales.iter().copied().fold(1.0, f64::max);
        let wanted = |path: &str| is_chosen(path, &text.only, &text.except);
        let (all, _) = scenario.assumptions(&aspects, &[low, high], wanted);
        // A range is left out if the scenario refuses one of its ends.
        let ends = [low, high].iter().filter(|scale| (**scale - 1.0).abs() > 1e-9).count();
        let ranges = all.iter().filter(|one| one.alternatives.len() == ends);
        let factors: Vec<FactorText> =
            ranges.filter_map(|one| FactorText::around(&one.path, &one.value, low, high)).collect();
        if factors.is_empty() {
            let message = "the scenario has no rate to vary";
            let help = "name parameters with factors = [{ path = …, low = …, high = … }]";
            self.refuse(Violation::new("stress.discovery", message, help));
            return None;
        }
        Some(factors)
    }
}

/// Whether a path is this one or below it.
fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a path is at or below one of `only`, if any, and not at or below one of `except`.
fn is_chosen(path: &str, only: &[String], except: &[String]) -> bool {
    let below = |list: &[String]| list.iter().any(|prefix| is_below(path, prefix));
    (only.is_empty() || below(only)) && !below(except)
}

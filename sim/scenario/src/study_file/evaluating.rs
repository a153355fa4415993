//! From the text of an evaluation to the scenarios that it runs.

use bazaar_models::quantity::Quantity;
use bazaar_models::violation::Violation;

use super::Question;
use super::evaluate::{ControlText, Evaluate, EvaluateText, Flows, FlowsText, Without};
use super::loading::Reader;
use crate::error::ScenarioError;
use crate::scenario::Scenario;

impl Reader<'_> {
    pub(super) fn evaluate(&mut self, scenario: &Scenario, text: &EvaluateText) -> Option<Question> {
        let outcome = self.metric(scenario, "evaluate.outcome", &text.outcome)?;
        let also = self.each(scenario, "evaluate.also", &text.also)?;
        let control = match &text.control {
            Some(control) => Some(self.control(scenario, control)?),
            None => None,
        };
        let without = match (&control, &text.counterfactual) {
            (Some(control), _) => Without::Control(Box::new(control.clone())),
            (None, Some(name)) => Without::Metric(self.metric(scenario, "evaluate.counterfactual", name)?),
            (None, None) => return None,
        };
        let mut named = |at: &str, name: &Option<String>| match name {
            Some(name) => self.metric(scenario, &format!("evaluate.{at}"), name).map(Some),
            None => Some(None),
        };
        let displaced = named("displaced", &text.displaced)?;
        let costs = named("costs", &text.costs)?;
        let mut weights = Vec::new();
        for (aim, weight) in &text.weights {
            weights.push((self.metric(scenario, &format!("evaluate.weights.{aim}"), aim)?, *weight));
        }
        let before = match text.before.as_slice() {
            [] => None,
            edits => Some(self.both(scenario, control.as_ref(), edits, "evaluate.before")?),
        };
        let flows = match &text.flows {
            Some(flows) => Some(self.flows(scenario, control.as_ref(), flows)?),
            None => None,
        };
        Some(Question::Evaluate(Box::new(Evaluate {
            outcome,
            also,
            without,
            before,
            displaced,
            shares: [text.leakage, text.displacement, text.substitution].map(Quantity::canonical),
            multiplier: text.multiplier,
            cost: text.cost.unwrap_or(0.0),
            costs,
            has_cost: text.cost.is_some() || costs.is_some(),
            weights,
            flows,
        })))
    }

    fn control(&mut self, scenario: &Scenario, text: &ControlText) -> Option<Scenario> {
        let at = "evaluate.control";
        let Some(name) = &text.scenario else {
            return self.edited(scenario, &text.set, &format!("{at}.set"));
        };
        match self.scenario(name, &format!("{at}.scenario"), None, Some((&format!("{at}.set"), &text.set))) {
            Ok(found) if found.model.name() == scenario.model.name() => Some(found),
            Ok(found) => {
                let (one, other) = (found.model.name(), scenario.model.name());
                let message = format!("the control must run the model {other} of the programme, got {one}");
                self.refuse(Violation::new(format!("{at}.scenario"), message, "name one of the same model"));
                None
            }
            Err(ScenarioError::Invalid { diagnostics, .. }) => {
                self.add(diagnostics);
                None
            }
            Err(error) => {
                let help = "name a scenario that can be read";
                self.refuse(Violation::new(format!("{at}.scenario"), error.to_string(), help));
                None
            }
        }
    }

    fn flows(&mut self, scenario: &Scenario, control: Option<&Scenario>, text: &FlowsText) -> Option<Flows> {
        let periods = match text.periods(scenario.study.horizon) {
            Ok(periods) => periods,
            Err(broken) => {
                self.refuse(broken.within("evaluate"));
                return None;
            }
        };
        let mut ends = Vec::new();
        for period in 1..=periods {
            let hours = f64::from(period) * text.every.canonical();
            let edit = [format!("study.horizon=\"{hours:?} h\"")];
            ends.push(self.both(scenario, control, &edit, "evaluate.flows.every")?);
        }
        let discount = text.discount.canonical();
        Some(Flows { every: text.every.to_string(), worth: text.worth, discount, ends })
    }

    fn both(
        &mut self,
        scenario: &Scenario,
        control: Option<&Scenario>,
        edits: &[String],
        at: &str,
    ) -> Option<(Scenario, Option<Scenario>)> {
        let with = self.edited(scenario, edits, at)?;
        match control {
            Some(control) => Some((with, Some(self.edited(control, edits, at)?))),
            None => Some((with, None)),
        }
    }

    /// A scenario with these edits; an invalid edit is an error at its place in the study.
    pub(super) fn edited(&mut self, scenario: &Scenario, edits: &[String], at: &str) -> Option<Scenario> {
        match scenario.with(edits) {
            Ok(changed) => Some(changed),
            Err(error) => {
                let found = error.diagnostics().first();
                let message = found.map_or_else(|| error.to_string(), |one| one.message().to_owned());
                let help = found.and_then(|one| one.help_text()).unwrap_or_default().to_owned();
                self.refuse(Violation::new(at, message, help));
                None
            }
        }
    }
}

//! What somebody who plays with a scenario gets: an answer within a second, and a few parameters to turn.
//!
//! The scenario's text says which, in its table `[play]`. A lever is a factor of a study, read and tried by the same rules;
//! that it has a slider asks for values that one stops at, and these are round.

mod lever;
mod positions;
mod text;

use bazaar_models::violation::Violation;

pub use lever::{Lever, Position};
pub(crate) use text::PlayText;

use crate::error::ScenarioError;
use crate::scenario::Scenario;
use crate::source::Source;
use crate::study_file::{Factor, FactorText, Trial, tell_apart};
use crate::suggestion::did_you_mean;
use crate::table::Formats;
use crate::violations;

/// How a page begins with a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Play {
    /// The scenario, as its text has it.
    pub scenario: Scenario,
    /// Edits that make it small enough to be watched, each `path=value`.
    pub set: Vec<String>,
    /// The names of the metrics that are shown first.
    pub metrics: Vec<&'static str>,
    /// What can be turned.
    pub levers: Vec<Lever>,
}

/// So many sliders are made of a scenario that names none.
const USUAL: usize = 6;

/// A slider that nobody asked for goes from so many times the value to so many; the second where the first is refused.
const AROUND: [(f64, f64); 2] = [(0.5, 2.0), (0.8, 1.2)];

impl Play {
    /// Reads a scenario's text and its table `[play]`. Where its levers stand is as the text and `[play]` have it, with these
    /// `--set` arguments laid over.
    ///
    /// # Errors
    /// If it is not a scenario, or a parameter, value or metric that `[play]` names is none: every error in it, in order of place.
    pub fn parse(source: Source, sets: &[impl AsRef<str>]) -> Result<Self, ScenarioError> {
        let (scenario, mut document) = Scenario::read(source, &[] as &[&str], Formats::CSV)?;
        let text = scenario.play.clone();
        let mut here = Vec::new();
        let small = match scenario.with(&text.set) {
            Ok(small) => Some(small),
            Err(error) => {
                let said = error.diagnostics().first().map(|first| (first.message(), first.help_text()));
                let (message, help) = said.unwrap_or(("the edits do not fit", None));
                let help = help.unwrap_or("type edits as on the command line").to_owned();
                here.push(Violation::new("play.set", message, help));
                None
            }
        };
        let known = scenario.model.metrics();
        let mut metrics = Vec::new();
        for (place, name) in text.metrics.iter().enumerate() {
            match known.iter().find(|metric| metric.name == name) {
                Some(metric) => metrics.push(metric.name),
                None => {
                    let message = format!("the model {} has no metric `{name}`", scenario.model.name());
                    let near = did_you_mean(name, known.iter().map(|metric| metric.name));
                    let help = near.map_or_else(
                        || format!("`bazaar models {}` lists them", scenario.model.name()),
                        |near| format!("did you mean `{near}`?"),
                    );
                    here.push(Violation::new(format!("play.metrics.{place}"), message, help));
                }
            }
        }
        for (place, lever) in text.levers.iter().enumerate() {
            if lever.has_distribution() {
                let message = "a slider goes from a lowest to a highest value, not over a distribution";
                let help = "type low = … and high = …, or values = [ … ]";
                here.push(Violation::new(format!("play.levers.{place}"), message, help));
            }
        }
        let found = violations::locate(&document, &[], here);
        document.diagnostics.extend(found);
        let mut factors = Vec::new();
        if let Some(small) = &small {
            let mut trial = Trial { document: &mut document, scenario: small };
            factors = trial.factors("play.levers", &text.levers).unwrap_or_default();
        }
        if !document.diagnostics.is_empty() {
            return Err(ScenarioError::invalid(scenario.name, document.diagnostics));
        }
        let Some(small) = small else {
            return Err(ScenarioError::invalid(scenario.name, Vec::new()));
        };
        if text.levers.is_empty() {
            factors = usual(&small);
        }
        let turned = small.with(sets)?;
        let levers = factors.iter().map(|factor| Lever::new(factor, &turned)).collect();
        if metrics.is_empty() {
            metrics.extend(scenario.model.headlines());
        }
        Ok(Play { scenario, set: text.set, metrics, levers })
    }
}

/// The first numbers that a scenario sets, as far as it takes others there.
fn usual(scenario: &Scenario) -> Vec<Factor> {
    let Ok((_, mut scratch)) =
        Scenario::read(Source::new(scenario.name.clone(), scenario.to_toml()), &[] as &[&str], Formats::CSV)
    else {
        return Vec::new();
    };
    let mut factors: Vec<Factor> = Vec::new();
    for parameter in scenario.parameters() {
        if factors.len() == USUAL {
            break;
        }
        if !parameter.is_changed() || !parameter.path.starts_with("model.") {
            continue;
        }
        let found = AROUND.iter().find_map(|&(low, high)| {
            let text = FactorText::around(&parameter.path, &parameter.value, low, high)?;
            let mut trial = Trial { document: &mut scratch, scenario };
            trial.factors("play.levers", &[text])?.pop()
        });
        factors.extend(found);
    }
    // What they are called tells them apart, as in a study.
    let unnamed = vec![false; factors.len()];
    tell_apart(&mut factors, &unnamed);
    factors
}

//! Tries the factors of a study on its scenario.
//!
//! A path or a value that the scenario refuses is found before the first run, and reported at its place in
//! the study. The numbers that a parameter takes are found in the same way: a price has no fractions of a cent, and a
//! number of servers is whole; a study that samples between two values then rounds.

use bazaar_models::violation::Violation;

use crate::document::Document;
use crate::error::ScenarioError;
use crate::factor::{Amount, Grain};
use crate::factor::{Factor, FactorText, Spread, tell_apart};
use crate::meaning::Meaning;
use crate::scenario::Scenario;
use crate::suggestion::did_you_mean;
use crate::{schema, violations};

/// A scenario on which factors are tried; errors are collected in the study's document.
pub(crate) struct Trial<'a> {
    pub(crate) document: &'a mut Document,
    pub(crate) scenario: &'a Scenario,
}

/// The result of trying a value.
enum Answer {
    Taken,
    /// There is no such parameter: the error of the path.
    NoPath(String, String),
    /// The value is refused, with the reason.
    Refused(String, String),
}

/// The position within a range, from 0 to 1, of a number that is neither whole nor a number of cents.
const INSIDE: f64 = 0.618_033_988_749;

impl Trial<'_> {
    /// All factors, or `None` if one is refused.
    pub(crate) fn factors(&mut self, at: &str, texts: &[FactorText]) -> Option<Vec<Factor>> {
        let all: Vec<Option<Factor>> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| self.factor(&format!("{at}.{index}"), text))
            .collect();
        let mut factors: Vec<Factor> = all.into_iter().collect::<Option<_>>()?;
        let named: Vec<bool> = texts.iter().map(|text| text.name.is_some()).collect();
        tell_apart(&mut factors, &named);
        Some(factors)
    }

    /// A factor that the scenario takes; `at` is its path in the study.
    pub(super) fn factor(&mut self, at: &str, text: &FactorText) -> Option<Factor> {
        let mut factor = match text.resolve() {
            Ok(factor) => factor,
            Err(broken) => {
                broken.into_iter().for_each(|violation| self.refuse(violation.within(at)));
                return None;
            }
        };
        if !["study.", "model."].iter().any(|table| factor.path.starts_with(table)) {
            let message = format!("`{}` is not the path of a parameter", factor.path);
            let help = "type one such as \"model.queue.servers\" or \"study.horizon\"";
            self.refuse(Violation::new("path", message, help).within(at));
            return None;
        }
        if let Some((message, help)) = self.stranger(&factor.path) {
            self.refuse(Violation::new("path", message, help).within(at));
            return None;
        }
        // Whole ends are tried as whole numbers: a number of servers takes no others.
        if factor.like.as_ref().is_some_and(Amount::is_whole) {
            factor.grain = Grain::Whole;
        }
        for (end, value) in ends(&factor.spread) {
            match self.answer(&factor.path, &factor.toml(value)) {
                Answer::Taken => {}
                Answer::NoPath(message, help) => {
                    self.refuse(Violation::new("path", message, help).within(at));
                    return None;
                }
                Answer::Refused(message, help) => {
                    self.refuse(Violation::new(end, message, help).within(at));
                    return None;
                }
            }
        }
        if let Some(inside) = inside(&factor.spread) {
            let grains = [Grain::Any, Grain::Hundredths, Grain::Whole];
            let taken = grains.into_iter().find(|&grain| {
                let tried = Factor { grain, ..factor.clone() };
                matches!(self.answer(&factor.path, &tried.toml(inside)), Answer::Taken)
            });
            match taken {
                Some(grain) => factor.grain = grain,
                None => {
                    let message =
                        format!("the scenario refuses values in the range, such as {}", factor.text(inside));
                    let help = "list single values with values = [ … ]";
                    self.refuse(Violation::new("path", message, help).within(at));
                    return None;
                }
            }
        }
        Some(factor)
    }

    fn answer(&self, path: &str, value: &str) -> Answer {
        let error = match self.scenario.with(&[format!("{path}={value}")]) {
            Ok(scenario) if scenario.sweeps.is_empty() => return Answer::Taken,
            Ok(_) => {
                let help = "give each of its values as one of `values`";
                return Answer::Refused(
                    format!("one value is needed, got several: {value}"),
                    help.to_owned(),
                );
            }
            Err(error) => error,
        };
        let ScenarioError::Invalid { diagnostics, .. } = &error else {
            return Answer::Refused(error.to_string(), String::new());
        };
        let Some(first) = diagnostics.first() else {
            return Answer::Refused(error.to_string(), String::new());
        };
        // The edit is the last text that was read; a rule across parameters may point elsewhere.
        let in_edit = diagnostics.iter().find(|diagnostic| diagnostic.place().order > 0);
        let shown = in_edit.unwrap_or(first);
        let (message, help) = (shown.message().to_owned(), shown.help_text().unwrap_or_default().to_owned());
        match in_edit {
            Some(found) if found.place().span.start < path.len() => Answer::NoPath(message, help),
            _ => Answer::Refused(message, help),
        }
    }

    /// The error of a path through the name of an entity, such as a plan, that the scenario does not have: an edit would
    /// add it, and the study would vary an entity without effect.
    fn stranger(&self, path: &str) -> Option<(String, String)> {
        let schema = schema::schema();
        let parameters = self.scenario.parameters();
        let mut meaning = Meaning::new(&schema);
        let mut above = String::new();
        for part in path.split('.') {
            meaning = meaning.child(part)?;
            let beside: Vec<&str> = parameters
                .iter()
                .filter_map(|known| known.path.strip_prefix(above.as_str())?.split('.').next())
                .collect();
            if meaning.is_named_by_oneself() && !beside.is_empty() && !beside.contains(&part) {
                let message = format!("the scenario has no `{part}` under {}", above.trim_end_matches('.'));
                let known = did_you_mean(part, beside.iter().copied());
                let help = known.map_or_else(
                    || format!("there is {}", beside[0]),
                    |known| format!("did you mean `{known}`?"),
                );
                return Some((message, help));
            }
            above = format!("{above}{part}.");
        }
        None
    }

    fn refuse(&mut self, violation: Violation) {
        let found = violations::locate(self.document, &[], vec![violation]);
        self.document.diagnostics.extend(found);
    }
}

/// The values typed in a factor, each with its path from there.
fn ends(spread: &Spread) -> Vec<(String, f64)> {
    let named = |all: &[(&str, f64)]| all.iter().map(|(path, value)| ((*path).to_owned(), *value)).collect();
    match spread {
        Spread::Range { low, high, .. } => named(&[("low", *low), ("high", *high)]),
        Spread::Values(values) => {
            (0..values.len()).map(|index| (format!("values.{index}"), index as f64)).collect()
        }
        Spread::Normal { mean, .. } => named(&[("normal.mean", *mean)]),
        Spread::LogNormal { median, .. } => named(&[("log_normal.median", *median)]),
        Spread::Triangular { low, mode, high } => {
            named(&[("triangular.low", *low), ("triangular.mode", *mode), ("triangular.high", *high)])
        }
        Spread::Beta { .. } => named(&[("beta", 0.5)]),
    }
}

/// A number that a study could draw; `None` if it uses only listed values.
fn inside(spread: &Spread) -> Option<f64> {
    match spread {
        Spread::Range { low, high, .. } | Spread::Triangular { low, high, .. } => {
            Some(low + INSIDE * (high - low))
        }
        Spread::Normal { mean, sd } => Some(mean + 0.1 * INSIDE * sd),
        Spread::LogNormal { median, sigma } => Some(median * (1.0 + 0.1 * INSIDE * sigma)),
        Spread::Values(_) | Spread::Beta { .. } => None,
    }
}

//! The playground of a scenario: edits that make it answer within a second, and a few parameters with sliders.
//!
//! The scenario's table `[play]` states them. A lever is a factor of a study, read and tried by the same rules; its slider
//! stops at round values.

mod lever;
mod positions;

use bazaar_models::violation::Violation;

pub use lever::{Lever, Position};

use crate::document::Document;
use crate::error::ScenarioError;
use crate::factor::{Factor, FactorText, Given, tell_apart};
use crate::parameters::Parameter;
use crate::plain::Plain;
use crate::scenario::Scenario;
use crate::source::Source;
use crate::study_file::Trial;
use crate::suggestion::did_you_mean;
use crate::table::Formats;
use crate::violations;

/// The initial state of a page with a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Play {
    /// The scenario, as its text has it.
    pub scenario: Scenario,
    /// Edits that make it small enough to run in a second, each `path=value`.
    pub set: Vec<String>,
    /// The names of the metrics to show first.
    pub metrics: Vec<&'static str>,
    /// The parameters with sliders.
    pub levers: Vec<Lever>,
}

/// The number of sliders for a scenario that names none.
const USUAL: usize = 6;

/// The range of a default slider, as multiples of the value; the second is used if the scenario refuses the first.
const AROUND: [(f64, f64); 2] = [(0.5, 2.0), (0.8, 1.2)];

impl Play {
    /// Reads a scenario's text and its table `[play]`. The positions of its levers are those of the text and `[play]`, edited
    /// by these `--set` arguments.
    ///
    /// # Errors
    /// If it is not a scenario, or `[play]` names an invalid parameter, value or metric: every error in it, in order of place.
    pub fn parse(source: Source, sets: &[impl AsRef<str>], formats: Formats) -> Result<Self, ScenarioError> {
        let (scenario, mut document) = Scenario::read(source, &[] as &[&str], formats)?;
        let text = scenario.play.clone();
        let mut here = Vec::new();
        // A parameter with several values begins with the first, and is a lever over all of them.
        let swept = scenario.factors();
        let first = swept.iter().map(|factor| format!("{}={}", factor.path, factor.toml(0.0)));
        let set: Vec<String> = first.chain(text.set.iter().cloned()).collect();
        let small = match scenario.with(&set) {
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
                let message = "a slider needs a range or a list of values, not a distribution";
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
        let edits = set.iter().map(String::as_str).chain(sets.iter().map(AsRef::as_ref)).collect();
        let standing = Standing { document: &document, scenario: &small, edits };
        if text.levers.is_empty() {
            factors = usual(&standing, swept, formats);
        }
        small.with(sets)?;
        let levers =
            factors.iter().map(|factor| Lever::new(factor, standing.at(&factor.path).as_ref())).collect();
        if metrics.is_empty() {
            metrics.extend(scenario.model.headlines());
        }
        Ok(Play { scenario, set, metrics, levers })
    }
}

/// The current values of parameters, as typed: a slider has the typed unit, not the unit in which values are written back.
struct Standing<'a> {
    document: &'a Document,
    scenario: &'a Scenario,
    /// Edits of the text, each `path=value`.
    edits: Vec<&'a str>,
}

impl Standing<'_> {
    fn at(&self, path: &str) -> Option<Given> {
        let edited =
            self.edits.iter().rev().find_map(|edit| edit.split_once('=').filter(|(of, _)| of.trim() == path));
        if let Some((_, value)) = edited {
            return Some(Given::from_toml(value.trim()));
        }
        let parts: Vec<String> = path.split('.').map(str::to_owned).collect();
        let plain = self.document.node(&parts).map(Plain::given);
        plain.or_else(|| self.scenario.plain_at(path)).map(unsourced).map(Given::of)
    }
}

fn unsourced(plain: Plain) -> Plain {
    match plain {
        Plain::Sourced(value, _) => unsourced(*value),
        other => other,
    }
}

/// The default levers: the parameters that a scenario sweeps, and the first numbers that it sets and that can be varied.
fn usual(standing: &Standing<'_>, swept: Vec<Factor>, formats: Formats) -> Vec<Factor> {
    let scenario = standing.scenario;
    let source = Source::new(scenario.name.clone(), scenario.to_toml()).with_tables(scenario.tables.clone());
    let Ok((_, mut scratch)) = Scenario::read(source, &[] as &[&str], formats) else {
        return swept;
    };
    let of_model = scenario.parameters().into_iter().filter(|parameter| parameter.path.starts_with("model."));
    let (changed, unchanged): (Vec<_>, Vec<_>) = of_model.partition(Parameter::is_changed);
    let mut factors = swept;
    for parameter in changed.into_iter().chain(unchanged) {
        if factors.iter().any(|factor| factor.path == parameter.path) {
            continue;
        }
        // Defaults only if the scenario sets no number that can be varied.
        if factors.len() == USUAL || (!parameter.is_changed() && !factors.is_empty()) {
            break;
        }
        let Some(value) = standing.at(&parameter.path).map(|given| given.toml()) else { continue };
        let found = AROUND.iter().find_map(|&(low, high)| {
            let text = FactorText::around(&parameter.path, &value, low, high)?;
            let mut trial = Trial { document: &mut scratch, scenario };
            trial.factors("play.levers", &[text])?.pop()
        });
        factors.extend(found);
    }
    // Their names differ, as in a study.
    let unnamed = vec![false; factors.len()];
    tell_apart(&mut factors, &unnamed);
    factors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped::shipped;

    const NONE: &[&str] = &[];

    fn play(text: &str) -> Result<Play, ScenarioError> {
        Play::parse(Source::new("here.toml", text), NONE, Formats::CSV)
    }

    const QUEUE: &str = "[study]\nhorizon = \"60 d\"\n[model.queue]\nservers = 2\n";

    #[test]
    fn every_shipped_scenario_can_be_played_with() {
        for shipped in shipped() {
            let play = Play::parse(shipped.source(), NONE, Formats::CSV);
            let play = play.unwrap_or_else(|error| panic!("{}: {:?}", shipped.name, error.diagnostics()));
            assert!(!play.levers.is_empty(), "{}", shipped.name);
            for lever in &play.levers {
                assert!(lever.positions.len() > 1, "{} {}", shipped.name, lever.path);
                assert!(lever.here.is_some(), "{} {}", shipped.name, lever.path);
                let at = lever.here.unwrap();
                for place in [0, at, lever.positions.len() - 1] {
                    let set = format!("{}={}", lever.path, lever.positions[place].value);
                    let sets: Vec<String> = play.set.iter().cloned().chain([set]).collect();
                    play.scenario.with(&sets).unwrap_or_else(|error| panic!("{}: {error:?}", shipped.name));
                }
            }
        }
    }

    #[test]
    fn levers_stand_where_the_scenario_does() {
        let text = format!(
            "{QUEUE}[play]\nset = [\"model.queue.servers=3\"]\nmetrics = [\"wait\"]\n[[play.levers]]\npath = \"model.queue.servers\"\nlow = 1\nhigh = 9\n"
        );
        let found = play(&text).unwrap();
        assert_eq!((found.levers[0].here, found.levers[0].positions.len()), (Some(2), 9));
        assert_eq!(found.levers[0].positions[4], Position { value: "5".to_owned(), text: "5".to_owned() });
        assert_eq!(found.metrics, ["wait"]);
        let turned =
            Play::parse(Source::new("here.toml", text), &["model.queue.servers=7"], Formats::CSV).unwrap();
        assert_eq!(turned.levers[0].here, Some(6));
        // The table `[play]` is not part of a run, and stays with the scenario.
        assert_eq!(found.scenario.with(&found.set).unwrap().play, found.scenario.play);
    }

    #[test]
    fn without_levers_numbers_that_the_scenario_sets_have_sliders() {
        let found = play(QUEUE).unwrap();
        let servers = &found.levers[0];
        assert_eq!((servers.path.as_str(), servers.here), ("model.queue.servers", Some(1)));
        assert_eq!(
            (servers.positions[0].value.as_str(), servers.positions.last().unwrap().value.as_str()),
            ("1", "4")
        );
    }

    #[test]
    fn what_does_not_fit_is_pointed_at() {
        let lever = |keys: &str| format!("{QUEUE}[[play.levers]]\n{keys}\n");
        for (text, line, message) in [
            (lever("path = \"model.queue.nosuch\"\nlow = 1\nhigh = 2"), 6, "nosuch"),
            (lever("path = \"model.queue.servers\"\nlow = 0\nhigh = 2"), 7, ""),
            (lever("path = \"model.queue.servers\"\nnormal = { mean = 1, sd = 1 }"), 5, "distribution"),
            (format!("{QUEUE}[play]\nmetrics = [\"wiat\"]\n"), 6, "wiat"),
            (format!("{QUEUE}[play]\nset = [\"model.queue.servers=none\"]\n"), 6, ""),
            (format!("{QUEUE}[play]\nlever = 1\n"), 6, "lever"),
        ] {
            let error = play(&text).unwrap_err();
            let first = &error.diagnostics()[0];
            assert_eq!(
                first.place().source().position(first.place().span().start).0,
                line,
                "{text}{error:?}"
            );
            assert!(first.message().contains(message), "{}", first.message());
        }
    }
}

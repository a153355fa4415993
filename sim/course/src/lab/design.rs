//! Scenarios that students design: what was changed, and whether it will do.

use std::collections::BTreeMap;

use bazaar_models::quantity::DIMENSIONS;
use bazaar_scenario::{Given, Scenario, Source};
use bazaar_study::student_quantile;

use super::asked::{Bounds, Plan};
use super::prediction::mean;

/// The texts of the scenarios that a student designed, by the names of the questions.
pub(super) type Designs = BTreeMap<String, String>;

/// The file of a design, in a student's folder and in what is handed in.
pub(super) fn file(question: &str) -> String {
    format!("{question}.toml")
}

/// A scenario that was handed in.
#[derive(Clone, Debug)]
pub(super) enum Design {
    /// The student's own, as it was.
    Unchanged,
    /// One that cannot be run, or has changes that it may not have.
    Refused(String),
    /// The student's own under these edits, each with what it is called.
    Sound { edits: Vec<String>, changes: Vec<String> },
}

/// What running a design gave.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trial {
    /// It was not run, for this reason.
    Refused(String),
    /// Nothing was changed.
    Unchanged,
    /// The mean of the metric, half the length of its 95% interval, what was changed, and which known mistake it is.
    Run { mean: f64, half: f64, changes: Vec<String>, made: Option<usize> },
    /// A run has no value of the metric.
    Nothing,
}

impl Design {
    /// Reads a design, and holds it to what may be changed in the student's own scenario.
    pub(super) fn read(plan: &Plan, own: &Scenario, name: &str, text: &str) -> Self {
        let source = Source::new(file(name), text);
        let theirs = match Scenario::parse(source, &[] as &[&str]) {
            Ok(scenario) => scenario,
            Err(error) => {
                let first = error.diagnostics().first().map(|fault| {
                    let (line, column) = fault.place().position();
                    let help = fault.help_text().map(|help| format!("; {help}")).unwrap_or_default();
                    format!("{}:{line}:{column}: {}{help}", file(name), fault.message())
                });
                return Design::Refused(first.unwrap_or_else(|| error.to_string()));
            }
        };
        if let Some(sweep) = theirs.sweeps.first() {
            return Design::Refused(format!("{} has several values, and a design has one", sweep.path));
        }
        if theirs.model.name() != own.model.name() || !theirs.tables.is_empty() {
            return Design::Refused("it is of another model, or has tables".to_owned());
        }
        let values = |scenario: &Scenario| -> BTreeMap<String, String> {
            scenario.parameters().into_iter().map(|one| (one.path, one.value)).collect()
        };
        let (mine, theirs) = (values(own), values(&theirs));
        let (mut edits, mut changes, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        for path in mine.keys().chain(theirs.keys().filter(|path| !mine.contains_key(*path))) {
            let (was, is) = (mine.get(path), theirs.get(path));
            if was == is {
                continue;
            }
            let shown = |value: Option<&String>| value.map_or("nothing", String::as_str).to_owned();
            let Some((bounds, is)) = plan.may_change.iter().find(|bounds| bounds.path == *path).zip(is)
            else {
                refused.push(format!(
                    "{path} is {} instead of {}, and may not be changed",
                    shown(is),
                    shown(was)
                ));
                continue;
            };
            if !bounds.hold(is) {
                refused.push(format!(
                    "{} ({path}) is {is}, and must lie between {} and {}",
                    bounds.label, bounds.low, bounds.high
                ));
            }
            edits.push(format!("{path}={is}"));
            changes.push(format!("{} {}", bounds.label, is.trim_matches('"')));
        }
        if !refused.is_empty() {
            return Design::Refused(refused.join("; "));
        }
        if edits.is_empty() { Design::Unchanged } else { Design::Sound { edits, changes } }
    }
}

impl Bounds {
    /// Whether a value, in whatever unit, lies between the bounds.
    fn hold(&self, value: &str) -> bool {
        let all = [&self.low, value, &self.high].map(Given::from_toml);
        if let [Some(low), Some(is), Some(high)] = all.each_ref().map(Given::amount)
            && low.is_like(&is)
        {
            return low.number <= is.number && is.number <= high.number;
        }
        let in_order = |dimension: &bazaar_models::quantity::Dimension| {
            let [low, is, high] = all.each_ref().map(|given| dimension.parse(&given.shown()).ok());
            low.zip(is).zip(high).is_some_and(|((low, is), high)| low <= is && is <= high)
        };
        DIMENSIONS.iter().any(|dimension| in_order(dimension))
    }
}

impl Plan {
    /// Whether a mean that is known to within `half` will do.
    pub(super) fn will_do(&self, mean: f64, half: f64) -> bool {
        if self.at_least { mean - half >= self.level } else { mean + half <= self.level }
    }

    /// How good a mean is: the higher, the better.
    pub(super) fn merit(&self, mean: f64) -> f64 {
        if self.at_least { mean } else { -mean }
    }

    /// What is asked, in words.
    pub(super) fn demand(&self) -> String {
        let bound = if self.at_least { "at least" } else { "at most" };
        format!("{bound} {} {}", self.level, self.unit).trim_end().to_owned()
    }

    /// Mean and half of the 95% interval of some values.
    pub(super) fn judged(values: &[Option<f64>]) -> Option<(f64, f64)> {
        let all: Option<Vec<f64>> = values.iter().copied().collect();
        let all = all.filter(|all| all.len() > 1)?;
        let (centre, count) = (mean(&all)?, all.len() as f64);
        let variance = all.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (count - 1.0);
        Some((centre, student_quantile(0.975, count - 1.0) * (variance / count).sqrt()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(low: &str, high: &str) -> Bounds {
        Bounds { path: "p".to_owned(), label: "p".to_owned(), low: low.to_owned(), high: high.to_owned() }
    }

    #[test]
    fn bounds_hold_in_any_unit_of_the_same_dimension() {
        let hours = bounds("\"0.5 h\"", "\"2 h\"");
        for (value, within) in [
            ("\"30 min\"", true),
            ("\"29 min\"", false),
            ("\"2 h\"", true),
            ("\"1 d\"", false),
            ("\"1 GB\"", false),
        ] {
            assert_eq!(hours.hold(value), within, "{value}");
        }
        let servers = bounds("1", "3");
        assert!(servers.hold("3") && !servers.hold("4") && !servers.hold("\"many\""));
    }

    #[test]
    fn the_whole_interval_must_lie_where_it_is_asked() {
        let plan = |at_least| Plan {
            metric: "wait",
            unit: "h",
            at_least,
            level: 2.0,
            replications: 5,
            tries: 1,
            may_change: Vec::new(),
            mistakes: Vec::new(),
        };
        assert!(plan(true).will_do(2.5, 0.4) && !plan(true).will_do(2.5, 0.6));
        assert!(plan(false).will_do(1.5, 0.4) && !plan(false).will_do(1.5, 0.6));
        assert_eq!(plan(false).demand(), "at most 2 h");
        // 1, 2, 3: t(.975, 2) = 4.302653 times 1/sqrt(3).
        let (mean, half) = Plan::judged(&[Some(1.0), Some(2.0), Some(3.0)]).unwrap();
        assert!(mean == 2.0 && (half - 4.302_652_730 / 3.0_f64.sqrt()).abs() < 1e-8);
        assert_eq!(Plan::judged(&[Some(1.0), None]), None);
    }
}

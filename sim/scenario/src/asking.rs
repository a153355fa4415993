//! Questions given by flags, as the text of a study.
//!
//! Flags are translated to the text of a study, which is read like any other. So flags and study files have the same
//! rules and the same errors.

use crate::factor::Given;

/// An invalid or missing flag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {help}")]
pub struct Slip {
    /// What is wrong.
    pub message: String,
    /// What to type instead.
    pub help: String,
}

impl Slip {
    /// What is wrong, and what to type instead.
    #[must_use]
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Slip { message: message.into(), help: help.into() }
    }
}

/// The name of the arm that is the unchanged scenario.
const BASE: &str = "base";

/// A text as TOML.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Texts as a list in TOML.
#[must_use]
pub fn listed(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// `PATH=LOW..HIGH` or `PATH=V1,V2,V3` as the keys of a factor.
///
/// # Errors
/// If it is neither.
pub fn factor(flag: &str, text: &str) -> Result<String, Slip> {
    let refuse = |message: String| {
        Slip::new(
            message,
            format!("type a path and a range or a list, as in {flag} 'model.queue.servers=1..3' or =1,2,3"),
        )
    };
    let Some((path, values)) = text.split_once('=') else {
        return Err(refuse(format!("`{text}` has no = between path and values")));
    };
    let value = |text: &str| Given::from_toml(text.trim()).toml();
    let range = match values.split_once("..") {
        Some((low, high)) if !low.trim().is_empty() && !high.trim().is_empty() => {
            format!("low = {}, high = {}", value(low), value(high))
        }
        Some(_) => return Err(refuse(format!("the range `{values}` lacks an end"))),
        None if values.trim().is_empty() => return Err(refuse(format!("`{text}` has no values"))),
        None if values.trim_start().starts_with('[') => format!("values = {}", values.trim()),
        None => format!("values = [{}]", values.split(',').map(value).collect::<Vec<_>>().join(", ")),
    };
    Ok(format!("{{ path = {}, {range} }}", quoted(path.trim())))
}

/// Factors as a list in TOML.
///
/// # Errors
/// If one is not a factor.
pub fn factors(flag: &str, texts: &[String]) -> Result<String, Slip> {
    let all = texts.iter().map(|text| factor(flag, text)).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("factors = [\n  {},\n]\n", all.join(",\n  ")))
}

/// A sweep in this design, which is TOML.
///
/// # Errors
/// If a text is not a factor.
pub fn sweep(metrics: &[String], design: &str, varied: &[String]) -> Result<String, Slip> {
    let factors = factors("--factor", varied)?;
    Ok(format!("[sweep]\nmetrics = {}\ndesign = {design}\n{factors}", listed(metrics)))
}

/// A comparison, without its arms.
#[must_use]
pub fn compare(metrics: &[String], control: Option<&str>) -> String {
    let control = control.map(|control| format!("control = {}\n", quoted(control)));
    format!("[compare]\nmetrics = {}\n{}", listed(metrics), control.unwrap_or_default())
}

/// The unchanged scenario, and an arm for each `NAME:PATH=VALUE`; changes with the same name are one arm.
///
/// # Errors
/// If a text is not an arm.
pub fn arms(texts: &[String]) -> Result<String, Slip> {
    let mut named: Vec<(&str, Vec<String>)> = vec![(BASE, Vec::new())];
    for arm in texts {
        let Some((name, edit)) =
            arm.split_once(':').filter(|(name, edit)| !name.contains('=') && edit.contains('='))
        else {
            let help = "type a name, a colon, a path and a value, as in --arm 'two:model.queue.servers=2'";
            return Err(Slip::new(format!("`{arm}` is not an arm"), help));
        };
        match named.iter_mut().find(|(known, _)| *known == name.trim()) {
            Some((_, edits)) => edits.push(edit.to_owned()),
            None => named.push((name.trim(), vec![edit.to_owned()])),
        }
    }
    let text = named
        .iter()
        .map(|(name, edits)| format!("[[compare.arms]]\nname = {}\nset = {}\n", quoted(name), listed(edits)));
    Ok(text.collect())
}

/// A search for a threshold: the value of a parameter at which an outcome changes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search<'a> {
    /// The metric.
    pub metric: Option<&'a str>,
    /// The level that the metric reaches in half of the runs.
    pub turn: Option<f64>,
    /// The level that the metric's mean crosses.
    pub root: Option<f64>,
    /// The parameter and its range.
    pub along: Option<&'a str>,
    /// The half-width of the interval at which the search stops.
    pub tolerance: Option<&'a str>,
    /// A second parameter and its values.
    pub over: Option<&'a str>,
}

impl Search<'_> {
    /// Its text.
    ///
    /// # Errors
    /// If the metric, the level or the parameter is missing.
    pub fn text(&self) -> Result<String, Slip> {
        let Some(metric) = self.metric else {
            return Err(Slip::new("threshold needs a --metric", "name one, as in --metric launched"));
        };
        let Some(along) = self.along else {
            let help = "name one, as in --along 'model.marketplace.buyers.seeded=20 %..40 %'";
            return Err(Slip::new("threshold needs --along, the parameter along which to search", help));
        };
        let kind = match (self.turn, self.root) {
            (Some(level), None) => format!("turn = {level:?}"),
            (None, Some(level)) => format!("root = {level:?}"),
            _ => {
                let help = "type --turn 0.5 for yes or no, or --root 0 for where a mean crosses zero";
                return Err(Slip::new("threshold needs exactly one of --turn and --root", help));
            }
        };
        let metric = quoted(metric);
        let mut text =
            format!("[threshold]\nmetric = {metric}\n{kind}\nalong = {}\n", factor("--along", along)?);
        if let Some(tolerance) = self.tolerance {
            text.push_str(&format!("tolerance = {}\n", Given::from_toml(tolerance).toml()));
        }
        if let Some(over) = self.over {
            text.push_str(&format!("over = {}\n", factor("--over", over)?));
        }
        Ok(text)
    }
}

/// An evaluation of a programme.
#[derive(Clone, Copy, Debug, Default)]
pub struct Effect<'a> {
    /// The metrics that it should raise, the most important first.
    pub outcomes: &'a [String],
    /// The metric that gives the outcome without it.
    pub counterfactual: Option<&'a str>,
    /// Edits that give the state before it.
    pub before: &'a [String],
    /// The metric with its cost.
    pub costs: Option<&'a str>,
    /// Its cost.
    pub cost: Option<f64>,
    /// Leakage: the share that benefits people outside the target group.
    pub leakage: Option<f64>,
    /// Displacement: the share at the expense of others.
    pub displacement: Option<f64>,
    /// Edits that remove it.
    pub control: &'a [String],
}

impl Effect<'_> {
    /// Its text.
    ///
    /// # Errors
    /// If no outcome is named.
    pub fn text(&self) -> Result<String, Slip> {
        let [outcome, also @ ..] = self.outcomes else {
            let help = "name a metric, as in --outcome customers";
            return Err(Slip::new("evaluate needs an --outcome, which the programme should raise", help));
        };
        let mut text = format!("[evaluate]\noutcome = {}\n", quoted(outcome));
        if !also.is_empty() {
            text.push_str(&format!("also = {}\n", listed(also)));
        }
        if let Some(name) = self.counterfactual {
            text.push_str(&format!("counterfactual = {}\n", quoted(name)));
        }
        if !self.before.is_empty() {
            text.push_str(&format!("before = {}\n", listed(self.before)));
        }
        if let Some(name) = self.costs {
            text.push_str(&format!("costs = {}\n", quoted(name)));
        }
        let numbers = [("cost", self.cost), ("leakage", self.leakage), ("displacement", self.displacement)];
        for (key, number) in numbers.into_iter().filter_map(|(key, number)| Some((key, number?))) {
            text.push_str(&format!("{key} = {number:?}\n"));
        }
        if !self.control.is_empty() {
            text.push_str(&format!("control = {{ set = {} }}\n", listed(self.control)));
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_a_range_or_a_list() {
        let keys = |text: &str| factor("--factor", text).unwrap_or_else(|error| error.to_string());
        assert_eq!(keys("a.b=5 %..30 %"), "{ path = \"a.b\", low = \"5 %\", high = \"30 %\" }");
        assert_eq!(keys("a.b=1..3"), "{ path = \"a.b\", low = 1, high = 3 }");
        assert_eq!(keys("a=0.5..1.5"), "{ path = \"a\", low = 0.5, high = 1.5 }");
        assert_eq!(keys("a=1, 2,many"), "{ path = \"a\", values = [1, 2, \"many\"] }");
        assert_eq!(keys("a=[{ x = 1 }]"), "{ path = \"a\", values = [{ x = 1 }] }");
        for wrong in ["a", "a=", "a=1..", "a=..2"] {
            assert!(factor("--factor", wrong).is_err(), "{wrong}");
        }
    }
}

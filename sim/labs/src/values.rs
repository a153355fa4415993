//! The possible values of a personal or a hidden parameter.

use bazaar_models::violation::Violation;
use bazaar_scenario::Given;

use super::text::PersonalText;

/// The maximum number of values in the range of a personal parameter.
const MOST_VALUES: f64 = 10_000.0;

impl PersonalText {
    /// All values, as TOML, with paths of violations from here.
    pub(super) fn candidates(&self) -> Result<Vec<String>, Violation> {
        if self.path == "study.seed" || !["study.", "model."].iter().any(|table| self.path.starts_with(table))
        {
            let help = "type one such as \"model.queue.servers\"; every student has a seed anyway";
            return Err(Violation::new("path", format!("`{}` is no path of a parameter", self.path), help));
        }
        match (self.values.as_slice(), &self.low, &self.high, &self.step) {
            ([], Some(low), Some(high), Some(step)) => range(low, high, step),
            ([_, _, ..], None, None, None) => Ok(self.values.iter().map(Given::toml).collect()),
            _ => Err(Violation::new(
                "path",
                "a personal parameter has two values or more, or a range",
                "give either values = [ … ], or low, high and step",
            )),
        }
    }
}

/// The values from `low` up to `high` by `step`, with as many decimals as the step.
fn range(low: &Given, high: &Given, step: &Given) -> Result<Vec<String>, Violation> {
    let refuse = |key: &str, message: &str, help: &str| Violation::new(key, message, help);
    let (Some(from), Some(to), Some(by)) = (low.amount(), high.amount(), step.amount()) else {
        return Err(refuse(
            "low",
            "the ends and the step of a range must be numbers",
            "list its values with values = [ … ]",
        ));
    };
    if !to.is_like(&from) || !by.is_like(&from) {
        return Err(refuse(
            "step",
            "low, high and step must be in one unit",
            "write all of them alike, as in \"5 h\"",
        ));
    }
    let count = ((to.number - from.number) / by.number + 1e-9).floor();
    if !(by.number > 0.0 && (1.0..MOST_VALUES).contains(&count)) {
        let help = "type a step above zero that leads from low to high, in at most 10,000 steps";
        return Err(refuse("step", "the range must have from 2 to 10,000 values", help));
    }
    let decimals = |given: &Given| {
        let digits = given.shown();
        let after = digits.split_once('.').map_or("", |(_, after)| after);
        after.chars().take_while(char::is_ascii_digit).count()
    };
    let decimals = decimals(step).max(decimals(low));
    let whole = from.is_whole() && by.is_whole();
    let mut values = Vec::new();
    let mut index = 0.0;
    while index <= count {
        let number = from.number + index * by.number;
        let number: f64 = format!("{number:.decimals$}").parse().unwrap_or(number);
        values.push(low.like(number, whole));
        index += 1.0;
    }
    Ok(values)
}

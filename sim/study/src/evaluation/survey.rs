//! Evaluation of a survey: a row for each person, some of them treated.

use super::error::figure;
use super::measured::{Measured, about};
use super::{
    Effect, EvaluationError, Household, Person, affordability, difference_in_differences,
    difference_of_means, gross_effect,
};
use crate::estimate::Estimate;
use crate::interval::Estimated;

/// Outcomes of people with and without a programme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// Which people were treated.
    pub treated: Vec<bool>,
    /// The outcome of each person after the programme.
    pub after: Vec<f64>,
    /// The outcome of each person before it, if recorded.
    pub before: Option<Vec<f64>>,
    /// The unit of the outcome.
    pub unit: String,
    /// The name of the outcome.
    pub outcome: String,
}

/// Additional inputs: shares from other sources, and costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beside {
    /// Leakage: the share of the net effect that goes to people outside the target group.
    pub leakage: f64,
    /// Displacement: the share of the rest that others who do not take part lose.
    pub displacement: f64,
    /// Substitution: the share of the rest that replaces an activity of the same people.
    pub substitution: f64,
    /// The multiplier of further spending.
    pub multiplier: f64,
    /// The cost of the programme per treated person.
    pub cost: Option<f64>,
}

impl Default for Beside {
    fn default() -> Self {
        Beside { leakage: 0.0, displacement: 0.0, substitution: 0.0, multiplier: 1.0, cost: None }
    }
}

impl Beside {
    /// The factor from the net effect to the net additional impact.
    #[must_use]
    pub fn left(&self) -> f64 {
        (1.0 - self.leakage) * (1.0 - self.displacement) * (1.0 - self.substitution) * self.multiplier
    }
}

impl Survey {
    /// All measures of such a table, per person.
    ///
    /// # Errors
    /// If a group has fewer than two people, or a figure is not finite.
    pub fn measure(&self, beside: &Beside) -> Result<Vec<Measured>, EvaluationError> {
        const SURE: f64 = Estimate::CONFIDENCE;
        for outcome in self.after.iter().chain(self.before.iter().flatten()) {
            figure("an outcome", *outcome)?;
        }
        let group = |wanted: bool| -> Vec<Person> {
            let people = self.treated.iter().zip(&self.after).enumerate();
            people
                .filter(|(_, (treated, _))| **treated == wanted)
                .map(|(row, (_, after))| Person {
                    before: self.before.as_ref().map_or(0.0, |before| before[row]),
                    after: *after,
                })
                .collect()
        };
        let (treated, control) = (group(true), group(false));
        let after = |group: &[Person]| group.iter().map(|person| person.after).collect::<Vec<_>>();
        let unit = self.unit.as_str();
        let mean = |values: &[f64]| Estimated::mean(values, SURE).ok_or(EvaluationError::Group);
        let mut all = vec![
            Measured::new("treated, after", about::TREATED, mean(&after(&treated))?, unit),
            Measured::new("control, after", about::COUNTERFACTUAL, mean(&after(&control))?, unit),
        ];
        let by_means = difference_of_means(&after(&treated), &after(&control), SURE)?;
        let mut net = by_means;
        if self.before.is_some() {
            let before: Vec<f64> = treated.iter().map(|person| person.before).collect();
            all.push(Measured::new("treated, before", about::BEFORE, mean(&before)?, unit));
            let start = |group: &[Person]| group.iter().map(|person| person.before).collect::<Vec<_>>();
            let apart = difference_of_means(&start(&treated), &start(&control), SURE)?;
            all.push(Measured::new("difference before the programme", about::APART, apart.size, unit));
            let gross = gross_effect(&treated, SURE)?;
            all.push(Measured::new("gross effect", about::GROSS, gross.size, unit));
            let gains: Vec<f64> = control.iter().map(|person| person.after - person.before).collect();
            let (gained, before) = (mean(&gains)?, mean(&before)?);
            let half = (half(&gained).powi(2) + half(&before).powi(2)).sqrt();
            let n = gained.n + before.n;
            let expected = Estimated::around(before.value + gained.value, half, n);
            all.push(Measured::new("counterfactual", about::EXPECTED, expected, unit));
            all.push(Measured::new("net effect by difference of means", about::MEANS, by_means.size, unit));
            net = difference_in_differences(&treated, &control, SURE)?;
            let name = "net effect by difference in differences";
            all.push(Measured::new(name, about::DIFFERENCES, net.size, unit));
            if let Some(share) = independent(&gained, &gross.size) {
                all.push(Measured::new("deadweight", about::DEADWEIGHT, share, "share"));
            }
        } else {
            all.push(Measured::new("net effect by difference of means", about::MEANS, by_means.size, unit));
        }
        all.extend(impact(&net, beside, unit));
        Ok(all.into_iter().map(|one| one.on(&self.outcome)).collect())
    }
}

/// Net additional impact, and its cost-effectiveness.
fn impact(net: &Effect, beside: &Beside, unit: &str) -> Vec<Measured> {
    let left = beside.left();
    let size = Estimated {
        value: net.size.value * left,
        low: net.size.low * left,
        high: net.size.high * left,
        n: net.size.n,
    };
    let mut all = vec![Measured::new("net additional impact", about::ADDITIONAL, size, unit)];
    if let Some(cost) = beside.cost {
        let per = |effect: &Estimated| {
            let (low, high) = (cost / effect.high, cost / effect.low);
            // The cost of an effect that may be zero has no bound.
            let bounded = effect.low > 0.0 || effect.high < 0.0;
            let ends = if bounded { [low, high] } else { [f64::NAN; 2] };
            Estimated { value: cost / effect.value, low: ends[0], high: ends[1], n: effect.n }
        };
        let unit = if unit.is_empty() { String::new() } else { format!("$/{unit}") };
        let name = "cost per additional outcome (ICER)";
        all.push(Measured::new(name, about::ICER, per(&net.size), unit.clone()));
        if (left - 1.0).abs() > 0.0 {
            all.push(Measured::new("cost per net additional impact", about::PER_IMPACT, per(&size), unit));
        }
    }
    all
}

fn half(of: &Estimated) -> f64 {
    0.5 * of.width()
}

/// The ratio of two means of independent groups, to first order (delta method).
fn independent(part: &Estimated, whole: &Estimated) -> Option<Estimated> {
    let ratio = part.value / whole.value;
    let error = (half(part).powi(2) + (ratio * half(whole)).powi(2)).sqrt() / whole.value.abs();
    ratio.is_finite().then(|| Estimated::around(ratio, error, part.n + whole.n))
}

/// Mean spending over mean income in each quintile of the households, from the poorest on, with a
/// name that says whether it is within the limit.
///
/// # Errors
/// If there are fewer than ten households, a quintile has no income, or a figure is negative or out
/// of range.
pub fn burden(households: &[Household], limit: f64) -> Result<Vec<Measured>, EvaluationError> {
    let fifths = affordability(households, limit)?;
    let mut sorted = households.to_vec();
    sorted.sort_by(|a, b| a.income.total_cmp(&b.income));
    let n = sorted.len();
    // An interval takes two in each.
    if n < 10 {
        return Err(EvaluationError::Households { least: 10, households: n });
    }
    let mut all = Vec::new();
    for (fifth, found) in fifths.iter().enumerate() {
        let group = &sorted[n * fifth / 5..n * (fifth + 1) / 5];
        let of = |read: fn(&Household) -> f64| group.iter().map(read).collect::<Vec<_>>();
        let share = super::ratio(&of(|one| one.spending), &of(|one| one.income), Estimate::CONFIDENCE)?;
        let place = ["first", "second", "third", "fourth", "last"][fifth];
        let share = share.ok_or(EvaluationError::NoIncome { fifth: place })?;
        let verdict = if found.affordable { "within the limit" } else { "above the limit" };
        let name = format!("share of income, {place} fifth: {verdict}");
        all.push(Measured::new(name, about::AFFORDABLE, share, "share"));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey() -> Survey {
        Survey {
            treated: vec![true, true, true, false, false, false],
            after: vec![12.0, 14.0, 16.0, 9.0, 10.0, 11.0],
            before: Some(vec![6.0, 8.0, 10.0, 7.0, 8.0, 9.0]),
            unit: "$".to_owned(),
            outcome: "earnings".to_owned(),
        }
    }

    fn value(all: &[Measured], name: &str) -> f64 {
        all.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("{name}: {all:?}")).value.value
    }

    #[test]
    fn what_no_number_can_be_told_of_is_refused_with_the_reason() {
        let told = |found: Result<Vec<Measured>, EvaluationError>| found.unwrap_err().to_string();
        let mut large = survey();
        large.after[0] = 1e308;
        assert!(told(large.measure(&Beside::default())).contains("from -1e100 to 1e100, got 1e308"));
        let household = |k: u32| Household { income: f64::from(k / 4), spending: f64::from(k) };
        let poor: Vec<Household> = (0..10).map(household).collect();
        assert!(told(burden(&poor, 0.05)).contains("the first fifth of the households has no income"));
        assert!(told(burden(&poor[..9], 0.05)).contains("at least 10 households, got 9"));
        assert!(
            told(burden(&[Household { income: f64::NAN, spending: 1.0 }; 10], 0.05)).contains("an income")
        );
    }

    #[test]
    fn gross_less_what_the_control_gained_is_net_and_deadweight_is_its_share() {
        let beside = Beside { leakage: 0.1, displacement: 0.25, cost: Some(8.0), ..Beside::default() };
        let all = survey().measure(&beside).unwrap();
        assert_eq!(value(&all, "gross effect"), 6.0);
        assert_eq!(value(&all, "counterfactual"), 10.0);
        assert_eq!(value(&all, "net effect by difference in differences"), 4.0);
        assert_eq!(value(&all, "net effect by difference of means"), 4.0);
        assert!((value(&all, "deadweight") - 2.0 / 6.0).abs() < 1e-12);
        assert!((value(&all, "net additional impact") - 4.0 * 0.9 * 0.75).abs() < 1e-12);
        assert_eq!(value(&all, "cost per additional outcome (ICER)"), 2.0);
        assert!(all.iter().all(|one| one.value.n >= 3));
    }

    #[test]
    fn an_effect_that_may_be_zero_has_no_cost_with_an_interval() {
        let mut unclear = survey();
        unclear.after = vec![12.0, 30.0, -10.0, 9.0, 10.0, 11.0];
        let all = unclear.measure(&Beside { cost: Some(8.0), ..Beside::default() }).unwrap();
        let cost = all.iter().find(|one| one.name.starts_with("cost")).unwrap();
        assert_eq!(cost.ends(), None);
    }

    #[test]
    fn one_price_weighs_most_on_the_poor_and_has_an_interval() {
        let households: Vec<Household> =
            (1..=20).map(|k| Household { income: 100.0 * f64::from(k), spending: 15.0 }).collect();
        let all = burden(&households, 0.05).unwrap();
        assert_eq!(all.len(), 5);
        assert!(all[0].name.ends_with("above the limit") && all[4].name.ends_with("within the limit"));
        assert!(all.windows(2).all(|pair| pair[0].value.value > pair[1].value.value));
        assert!(all.iter().all(|one| one.ends().is_some() && one.value.n == 4));
    }
}

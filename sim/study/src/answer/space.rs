//! The parameter space of a study: from coordinates to values to scenarios.

use bazaar_numerics::variates::{Beta, LogNormal, Normal};
use bazaar_scenario::{self as text, Scenario, ScenarioError, Spread};
use pxfm::f_log;

use crate::design::{DesignError, Factor, Points};

/// The factors of a study, ready for sampling.
#[derive(Clone, Debug)]
pub struct Space<'a> {
    factors: &'a [text::Factor],
    laws: Vec<Factor>,
}

/// A point of the parameter space.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The value of each factor: a number in its unit or, for single values, the place in the list.
    pub values: Vec<f64>,
    /// The scenario with these values.
    pub scenario: Scenario,
}

impl<'a> Space<'a> {
    /// Reads the distribution of each factor.
    ///
    /// # Errors
    /// If a range is empty or a distribution cannot be sampled.
    pub fn new(factors: &'a [text::Factor]) -> Result<Self, DesignError> {
        let laws = factors.iter().map(law).collect::<Result<_, _>>()?;
        Ok(Space { factors, laws })
    }

    /// The factors.
    #[must_use]
    pub fn factors(&self) -> &'a [text::Factor] {
        self.factors
    }

    /// The values at points of the unit cube.
    #[must_use]
    pub fn values(&self, points: &Points) -> Vec<Vec<f64>> {
        let of_row = |row: &[f64]| self.laws.iter().zip(row).map(|(law, &u)| law.value(u)).collect();
        points.rows().map(of_row).collect()
    }

    /// The values of a factor in a grid: evenly spaced with both ends of a range, or the list.
    #[must_use]
    pub fn levels(&self, factor: usize) -> Vec<f64> {
        match &self.factors[factor].spread {
            Spread::Values(values) => (0..values.len()).map(|place| place as f64).collect(),
            _ => {
                let last = f64::from(self.factors[factor].levels.max(2) - 1);
                let steps = 0..self.factors[factor].levels.max(2);
                steps.map(|step| self.laws[factor].value(f64::from(step) / last)).collect()
            }
        }
    }

    /// The scenario at each of these rows of values.
    ///
    /// # Errors
    /// If values that are valid one by one contradict each other.
    pub fn place(&self, base: &Scenario, rows: Vec<Vec<f64>>) -> Result<Vec<Placed>, ScenarioError> {
        let placed = rows.into_iter().map(|values| {
            let scenario = base.with(&self.edits(&values))?;
            Ok(Placed { values, scenario })
        });
        placed.collect()
    }

    /// The values as edits of the scenario.
    #[must_use]
    pub fn edits(&self, values: &[f64]) -> Vec<String> {
        let pairs = self.factors.iter().zip(values);
        pairs.map(|(factor, &value)| format!("{}={}", factor.path, factor.toml(value))).collect()
    }
}

fn law(factor: &text::Factor) -> Result<Factor, DesignError> {
    let drawn = |_| DesignError::NoChoice;
    match factor.spread {
        Spread::Range { low, high, log: false } => Factor::uniform(low, high),
        Spread::Range { low, high, log: true } => Factor::log_uniform(low, high),
        Spread::Values(ref values) => Factor::choice(values.len()),
        Spread::Normal { mean, sd } => Normal::new(mean, sd).map(Factor::normal).map_err(drawn),
        Spread::LogNormal { median, sigma } => {
            LogNormal::new(f_log(median), sigma).map(Factor::from).map_err(drawn)
        }
        Spread::Triangular { low, mode, high } => Factor::triangular(low, mode, high),
        Spread::Beta { a, b } => Beta::new(a, b).map(Factor::beta).map_err(drawn),
    }
}

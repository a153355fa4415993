//! Affordability: spending on a service as a share of income, by quintile.
//!
//! A mean over all households hides the poor, for whom the same bill is a larger share. European
//! practice takes 5% of income as the limit for household services.

use super::EvaluationError;
use super::error::not_negative;

/// Income and spending of a household, in the same money and period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Household {
    /// Its income.
    pub income: f64,
    /// What it spends on the service.
    pub spending: f64,
}

/// A quintile of the households, by income.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quintile {
    /// The number of households in it.
    pub households: usize,
    /// Mean spending over mean income; `None` if it has no income.
    pub share: Option<f64>,
    /// Whether that is within the limit; without income only a spending of zero is.
    pub affordable: bool,
}

/// The quintiles from poor to rich, with a `limit` as a share of income.
///
/// Households of equal income keep their order.
///
/// # Errors
/// If there are fewer than five households, or a figure is negative or not finite.
pub fn affordability(households: &[Household], limit: f64) -> Result<[Quintile; 5], EvaluationError> {
    not_negative("the limit", limit)?;
    for household in households {
        not_negative("an income", household.income)?;
        not_negative("a spending", household.spending)?;
    }
    let n = households.len();
    if n < 5 {
        return Err(EvaluationError::Households { least: 5, households: n });
    }
    let mut sorted = households.to_vec();
    sorted.sort_by(|a, b| a.income.total_cmp(&b.income));
    Ok([0, 1, 2, 3, 4].map(|fifth| {
        let group = &sorted[n * fifth / 5..n * (fifth + 1) / 5];
        let income: f64 = group.iter().map(|household| household.income).sum();
        let spending: f64 = group.iter().map(|household| household.spending).sum();
        let share = (income > 0.0).then(|| spending / income);
        let affordable = share.map_or(spending <= 0.0, |share| share <= limit);
        Quintile { households: group.len(), share, affordable }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_price_weighs_most_on_the_poor() {
        let households: Vec<Household> =
            (1..=10).rev().map(|k| Household { income: 100.0 * f64::from(k), spending: 15.0 }).collect();
        let fifths = affordability(&households, 0.05).unwrap();
        // 30 of 300, of 700, of 1,100, ...
        assert_eq!(fifths[0].share, Some(0.1));
        assert_eq!(fifths.map(|fifth| fifth.affordable), [false, true, true, true, true]);
        assert_eq!(fifths.map(|fifth| fifth.households), [2; 5]);
    }

    #[test]
    fn without_income_nothing_but_a_gift_is_affordable() {
        let mut households = vec![Household { income: 0.0, spending: 1.0 }; 5];
        let fifths = affordability(&households, 0.05).unwrap();
        assert_eq!((fifths[0].share, fifths[0].affordable), (None, false));
        households[0].spending = 0.0;
        assert!(affordability(&households, 0.05).unwrap()[0].affordable);
        assert!(affordability(&households[..4], 0.05).is_err());
    }
}

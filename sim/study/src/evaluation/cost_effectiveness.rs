//! Cost-effectiveness analysis (Drummond et al. 2015, chapter 4).

use super::EvaluationError;
use super::error::not_negative;

/// The cost and the outcomes of a programme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Programme {
    /// In money.
    pub cost: f64,
    /// In outcomes: people placed, tonnes saved, years of life.
    pub outcomes: f64,
}

/// The cost-effectiveness ratios of a programme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostEffectiveness {
    /// The cost per outcome; `None` without outcomes.
    pub per_outcome: Option<f64>,
    /// The cost per additional outcome; `None` without additional outcomes.
    pub per_additional_outcome: Option<f64>,
}

impl Programme {
    /// The ratios, if `without` outcomes would have come about without the programme.
    ///
    /// # Errors
    /// If a figure is negative or not finite.
    pub fn cost_effectiveness(&self, without: f64) -> Result<CostEffectiveness, EvaluationError> {
        let cost = not_negative("a cost", self.cost)?;
        let outcomes = not_negative("a number of outcomes", self.outcomes)?;
        let additional = outcomes - not_negative("a number of outcomes", without)?;
        let per = |number: f64| (number > 0.0).then(|| cost / number);
        Ok(CostEffectiveness { per_outcome: per(outcomes), per_additional_outcome: per(additional) })
    }
}

/// An efficient programme, with its incremental cost-effectiveness ratio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Efficient {
    /// The programme's index.
    pub programme: usize,
    /// Extra cost per extra outcome, relative to the next cheaper efficient programme (for the
    /// first: relative to doing nothing).
    pub incremental: f64,
}

/// The efficiency frontier: the programmes that neither another nor a mixture of two others
/// dominates, in ascending order of cost. Their incremental ratios rise, so choose the last one
/// whose ratio you are willing to pay.
///
/// # Errors
/// If a figure is negative or not finite.
pub fn efficient(programmes: &[Programme]) -> Result<Vec<Efficient>, EvaluationError> {
    for programme in programmes {
        programme.cost_effectiveness(0.0)?;
    }
    let mut at = Programme { cost: 0.0, outcomes: 0.0 };
    let mut list = Vec::new();
    loop {
        let price = |to: &Programme| (to.cost - at.cost) / (to.outcomes - at.outcomes);
        let better = programmes.iter().enumerate().filter(|(_, programme)| programme.outcomes > at.outcomes);
        // Of those with more outcomes, the one with the lowest incremental ratio; of equals the one
        // with the most outcomes.
        let next = better
            .min_by(|(_, a), (_, b)| price(a).total_cmp(&price(b)).then(b.outcomes.total_cmp(&a.outcomes)));
        let Some((place, programme)) = next else { return Ok(list) };
        list.push(Efficient { programme: place, incremental: price(programme) });
        at = *programme;
    }
}

/// Several aims in one number: the sum of outcomes times their weights, the denominator of a ratio.
///
/// Weights are a judgement of the decision maker. They are used as given, and need not add up to
/// one.
///
/// # Errors
/// If aims and weights have different lengths, or one is negative or not finite.
pub fn weighted(outcomes: &[f64], weights: &[f64]) -> Result<f64, EvaluationError> {
    if outcomes.len() != weights.len() {
        let value = weights.len() as f64;
        return Err(EvaluationError::Figure {
            name: "the number of weights",
            bound: "as large as that of aims",
            value,
        });
    }
    let mut sum = 0.0;
    for (&outcome, &weight) in outcomes.iter().zip(weights) {
        sum += not_negative("a number of outcomes", outcome)? * not_negative("a weight", weight)?;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_additional_outcome_costs_more_than_an_outcome() {
        let programme = Programme { cost: 120_000.0, outcomes: 40.0 };
        let found = programme.cost_effectiveness(25.0).unwrap();
        assert_eq!((found.per_outcome, found.per_additional_outcome), (Some(3000.0), Some(8000.0)));
        assert_eq!(programme.cost_effectiveness(40.0).unwrap().per_additional_outcome, None);
        assert!(programme.cost_effectiveness(-1.0).is_err());
    }

    #[test]
    fn what_a_mixture_beats_is_left_out() {
        // (300, 12) is dearer and worse than the line from (100, 10) to (600, 30).
        let programmes = [(600.0, 30.0), (100.0, 10.0), (300.0, 12.0), (700.0, 29.0)]
            .map(|(cost, outcomes)| Programme { cost, outcomes });
        let list = efficient(&programmes).unwrap();
        let expected =
            [(1, 10.0), (0, 25.0)].map(|(programme, incremental)| Efficient { programme, incremental });
        assert_eq!(list, expected);
    }

    #[test]
    fn aims_count_by_their_weights() {
        assert_eq!(weighted(&[10.0, 4.0], &[1.0, 2.5]), Ok(20.0));
        assert!(weighted(&[10.0], &[1.0, 2.0]).is_err() && weighted(&[1.0], &[f64::NAN]).is_err());
    }
}

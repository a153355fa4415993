//! Selection of the best arm with a guarantee: the fully sequential procedure KN (Kim & Nelson
//! 2001).
//!
//! You state the smallest difference worth detecting, delta, and the probability of correct
//! selection. Every arm is run `first` times, which estimates the variance of each difference. From
//! then on every remaining arm is run once more at a time, and drops out when it has fallen behind
//! another by more than a bound that shrinks with every step. With independent or common random
//! numbers the remaining arm is the best with at least the requested probability, if outputs are
//! about normal and the best leads by delta; otherwise it is within delta of the best.

use bazaar_numerics::variates::exp;
use pxfm::f_log;

/// The settings of the procedure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selector {
    /// The smallest difference that matters, above 0, in the outcome's unit.
    pub indifference: f64,
    /// The probability of a correct selection, above 1/k for k arms and below 1.
    pub confidence: f64,
    /// The number of replications of every arm before the first drops out: at least 2, better 10.
    pub first: usize,
}

/// The state of the procedure.
#[derive(Clone, Debug, PartialEq)]
pub enum Selection {
    /// These arms are still in, and each needs its `replication`-th output (counted from 1) next.
    Running {
        /// Their indices.
        arms: Vec<usize>,
        /// The replication up to which they are to be run.
        replication: usize,
    },
    /// The best arm is found.
    Best {
        /// Its index.
        arm: usize,
        /// The number of replications of the arms that stayed longest.
        replications: usize,
    },
}

/// Why a selection is impossible.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SelectionError {
    /// Fewer than two arms.
    #[error("a selection needs at least two arms")]
    Arms,
    /// A setting is out of range.
    #[error(
        "a selection needs an indifference above 0, a probability of correct selection above one over the number of arms and below 1, and at least two first replications"
    )]
    Settings,
    /// An output is not a number.
    #[error("an output of arm {arm} is not a finite number")]
    NotFinite {
        /// The arm's index.
        arm: usize,
    },
}

/// The state of the procedure, given the outputs of each arm so far, in the order of replications;
/// the arm with the largest mean is the best. Further outputs of an arm that has dropped out are
/// ignored.
///
/// # Errors
/// If there are fewer than two arms, a setting is out of range, or an output is not finite.
pub fn select(outputs: &[Vec<f64>], selector: &Selector) -> Result<Selection, SelectionError> {
    let Selector { indifference, confidence, first } = *selector;
    let k = outputs.len();
    if k < 2 {
        return Err(SelectionError::Arms);
    }
    let sure = confidence > 1.0 / k as f64 && confidence < 1.0;
    if !(indifference > 0.0 && indifference.is_finite() && sure && first >= 2) {
        return Err(SelectionError::Settings);
    }
    if let Some(arm) = outputs.iter().position(|run| run.iter().any(|value| !value.is_finite())) {
        return Err(SelectionError::NotFinite { arm });
    }
    if outputs.iter().any(|run| run.len() < first) {
        return Ok(Selection::Running { arms: (0..k).collect(), replication: first });
    }
    // (2 alpha / (k - 1))^(-2 / (n - 1)) - 1, which is twice eta, times n - 1 is h squared.
    let freedom = (first - 1) as f64;
    let alpha = 1.0 - confidence;
    let h2 = freedom * (exp(-2.0 / freedom * f_log(2.0 * alpha / (k - 1) as f64)) - 1.0);
    let variance = |a: usize, b: usize| {
        let differences = || outputs[a][..first].iter().zip(&outputs[b]).map(|(a, b)| a - b);
        let mean = differences().sum::<f64>() / first as f64;
        differences().map(|d| (d - mean) * (d - mean)).sum::<f64>() / freedom
    };
    let variances: Vec<Vec<f64>> = (0..k).map(|a| (0..k).map(|b| variance(a, b)).collect()).collect();
    let mut sums: Vec<f64> = outputs.iter().map(|run| run[..first].iter().sum()).collect();
    let mut arms: Vec<usize> = (0..k).collect();
    let mut replication = first;
    loop {
        let r = replication as f64;
        let behind = |arm: usize, by: usize| {
            let bound = 0.5 / indifference * h2 * variances[arm][by] - 0.5 * indifference * r;
            arm != by && sums[arm] < sums[by] - bound.max(0.0)
        };
        let left: Vec<usize> =
            arms.iter().copied().filter(|&arm| !arms.iter().any(|&by| behind(arm, by))).collect();
        // The leader is behind no arm, so at least one arm is left.
        arms = left;
        let even = arms.iter().all(|&arm| {
            arms.iter().all(|&by| 0.5 / indifference * h2 * variances[arm][by] <= 0.5 * indifference * r)
        });
        if let Some(&arm) = arms.first()
            && (arms.len() == 1 || even)
        {
            // Arms that are equal to the last bit: the first of them.
            return Ok(Selection::Best { arm, replications: replication });
        }
        if arms.iter().any(|&arm| outputs[arm].len() <= replication) {
            return Ok(Selection::Running { arms, replication: replication + 1 });
        }
        for &arm in &arms {
            sums[arm] += outputs[arm][replication];
        }
        replication += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SELECTOR: Selector = Selector { indifference: 1.0, confidence: 0.95, first: 5 };

    #[test]
    fn an_arm_that_leads_by_a_constant_is_selected_at_once() {
        let weather = [3.0, -1.0, 4.0, 1.0, -5.0];
        let arms = [0.0, 2.0, 1.0].map(|by| weather.iter().map(|w| w + by).collect());
        assert_eq!(select(&arms, &SELECTOR), Ok(Selection::Best { arm: 1, replications: 5 }));
        let level: [Vec<f64>; 2] = [weather.to_vec(), weather.to_vec()];
        assert_eq!(select(&level, &SELECTOR), Ok(Selection::Best { arm: 0, replications: 5 }));
    }

    #[test]
    fn it_says_what_to_run_next() {
        let few = [vec![1.0; 5], vec![2.0; 4]];
        assert_eq!(select(&few, &SELECTOR), Ok(Selection::Running { arms: vec![0, 1], replication: 5 }));
        let level = [vec![1.0, 2.0, 3.0, 4.0, 5.0], vec![5.0, 4.0, 3.0, 2.0, 1.0]];
        assert_eq!(select(&level, &SELECTOR), Ok(Selection::Running { arms: vec![0, 1], replication: 6 }));
    }

    #[test]
    fn a_promise_that_cannot_be_kept_is_refused() {
        let arms = [vec![1.0; 5], vec![2.0; 5]];
        assert_eq!(select(&arms[..1], &SELECTOR), Err(SelectionError::Arms));
        for wrong in [
            Selector { indifference: 0.0, ..SELECTOR },
            Selector { confidence: 0.5, ..SELECTOR },
            Selector { first: 1, ..SELECTOR },
        ] {
            assert_eq!(select(&arms, &wrong), Err(SelectionError::Settings));
        }
        let infinite = [vec![1.0; 5], vec![f64::NAN; 5]];
        assert_eq!(select(&infinite, &SELECTOR), Err(SelectionError::NotFinite { arm: 1 }));
    }
}

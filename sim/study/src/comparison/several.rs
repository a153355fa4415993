//! Multiple comparisons: simultaneous intervals (Bonferroni; Law 2015, section 10.3).
//!
//! Of 20 intervals at 95% one is expected to miss. If each of c intervals misses with probability
//! alpha / c, then all of them hold with probability at least 1 - alpha, whatever their dependence.

use super::paired::{Difference, paired};

/// The difference between two arms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The arm, by its index.
    pub arm: usize,
    /// The arm that it is compared with.
    pub with: usize,
    /// `arm` minus `with`.
    pub difference: Difference,
}

/// Each other arm minus the `control`, with simultaneous intervals at `confidence`.
///
/// `None` if there is no such control, no other arm, or a pair cannot be compared.
#[must_use]
pub fn against_control(arms: &[Vec<f64>], control: usize, confidence: f64) -> Option<Vec<Comparison>> {
    arms.get(control)?;
    together(arms, (0..arms.len()).filter(|&arm| arm != control).map(|arm| (arm, control)), confidence)
}

/// Each arm minus each one before it, with simultaneous intervals at `confidence`.
///
/// `None` if there are fewer than two arms or a pair cannot be compared.
#[must_use]
pub fn all_pairs(arms: &[Vec<f64>], confidence: f64) -> Option<Vec<Comparison>> {
    together(arms, (0..arms.len()).flat_map(|arm| (0..arm).map(move |with| (arm, with))), confidence)
}

fn together(
    arms: &[Vec<f64>],
    pairs: impl Iterator<Item = (usize, usize)>,
    confidence: f64,
) -> Option<Vec<Comparison>> {
    let pairs: Vec<(usize, usize)> = pairs.collect();
    let each = 1.0 - (1.0 - confidence) / pairs.len() as f64;
    let compare = |&(arm, with): &(usize, usize)| {
        paired(&arms[arm], &arms[with], each).map(|difference| Comparison { arm, with, difference })
    };
    if pairs.is_empty() { None } else { pairs.iter().map(compare).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_three_intervals_is_at_a_third_of_the_error() {
        let arms = [vec![1.0, 2.0, 4.0], vec![2.0, 4.0, 9.0], vec![0.0, 1.0, 1.0]];
        let pairs = all_pairs(&arms, 0.94).unwrap();
        let order: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.arm, pair.with)).collect();
        assert_eq!(order, [(1, 0), (2, 0), (2, 1)]);
        assert_eq!(pairs[2].difference, paired(&arms[2], &arms[1], 0.98).unwrap());
        let controlled = against_control(&arms, 1, 0.9).unwrap();
        assert_eq!(controlled.len(), 2);
        assert_eq!(controlled[1].difference, paired(&arms[2], &arms[1], 0.95).unwrap());
    }

    #[test]
    fn one_arm_alone_is_compared_with_nothing() {
        assert_eq!(all_pairs(&[vec![1.0, 2.0]], 0.95), None);
        assert_eq!(against_control(&[vec![1.0, 2.0]], 0, 0.95), None);
        assert_eq!(against_control(&[vec![1.0, 2.0]], 3, 0.95), None);
    }
}

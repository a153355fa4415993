//! Peeling and pasting (Friedman & Fisher 1999, sections 5 to 8).
//!
//! The box starts with all points. Each step peels off the lowest or highest few percent of one
//! factor, whichever leaves the largest share of cases inside: the steps are small, hence
//! "patient", so a poor one can be corrected later. At the end each side is moved outwards again as
//! long as that does not lower the density (pasting). A factor whose range may be due to chance is
//! dropped, by the quasi-p-value of Bryant & Lempert (2010).

use super::sample::{Sample, denser};
use super::{DiscoveryError, Range};

/// Settings of PRIM.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience {
    /// The share of the box's points that one step removes: .05 is usual.
    pub peel: f64,
    /// The minimum support, the share of all points in a box: .05 is usual.
    pub smallest: f64,
    /// The largest quasi-p-value of a factor that stays: .05 is usual.
    pub significance: f64,
}

/// A box with its coverage and density.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// One range for each factor.
    pub ranges: Vec<Range>,
    /// The number of points inside.
    pub points: usize,
    /// The number of cases among them.
    pub cases: usize,
    /// Coverage: the share of all cases that lie inside.
    pub coverage: f64,
    /// Density: the share of cases among the points inside.
    pub density: f64,
    /// For each restricted factor, by its index: the quasi-p-value, the probability that a box
    /// without its range has this share of cases by chance.
    pub p_values: Vec<(usize, f64)>,
}

impl Region {
    /// Whether a point lies inside.
    #[must_use]
    pub fn holds(&self, point: &[f64]) -> bool {
        self.ranges.iter().zip(point).all(|(range, &value)| range.holds(value))
    }

    /// The harmonic mean of coverage and density: 1 for a box of all cases and nothing else.
    #[must_use]
    pub fn merit(&self) -> f64 {
        let sum = self.coverage + self.density;
        if sum > 0.0 { 2.0 * self.coverage * self.density / sum } else { 0.0 }
    }
}

/// The peeling trajectory, from all points to the densest box: the trade-off of coverage and
/// density.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// In the order of peeling.
    pub peeled: Vec<Region>,
    /// The peeled box of largest [merit](Region::merit), pasted, without insignificant factors.
    pub best: Region,
}

/// Searches for the box of cases; one row of factors and one outcome for each run.
///
/// # Errors
/// If points and outcomes do not pair, all or no points are cases, a setting is out of range or a
/// coordinate is not finite.
pub fn peel(points: &[Vec<f64>], cases: &[bool], patience: &Patience) -> Result<Series, DiscoveryError> {
    let sample = Sample::new(points, cases)?;
    let proper = |share: f64| share > 0.0 && share < 1.0;
    if !proper(patience.peel) || !(0.0..=1.0).contains(&patience.smallest) {
        return Err(DiscoveryError::Settings);
    }
    let smallest = patience.smallest * points.len() as f64;
    let mut peeled = vec![sample.measure(vec![Range::ALL; sample.factors()])];
    while let Some(last) = peeled.last() {
        let candidates = sample.narrower(&last.ranges, patience.peel);
        let large = candidates.into_iter().filter(|(_, points, _)| *points as f64 >= smallest.max(1.0));
        let best = large.max_by(|a, b| denser(a, b).then(a.1.cmp(&b.1)));
        match best {
            Some((ranges, points, cases))
                if last.cases < last.points && cases * last.points >= last.cases * points =>
            {
                peeled.push(sample.measure(ranges));
            }
            _ => break,
        }
    }
    // Of boxes of equal merit the first, which is the largest.
    let chosen = peeled.iter().rev().max_by(|a, b| a.merit().total_cmp(&b.merit()));
    let ranges = chosen.map_or_else(Vec::new, |best| best.ranges.clone());
    let ranges = sample.pasted(ranges, patience.peel);
    let ranges = sample.relevant(ranges, patience.significance);
    let best = sample.measure(sample.pasted(ranges, patience.peel));
    Ok(Series { peeled, best })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience { peel: 0.05, smallest: 0.05, significance: 0.05 };

    #[test]
    fn one_factor_is_cut_where_cases_begin() {
        let points: Vec<Vec<f64>> = (0..100).map(|k| vec![f64::from(k), f64::from(k * 37 % 100)]).collect();
        let cases: Vec<bool> = (0..100).map(|k| k >= 60).collect();
        let series = peel(&points, &cases, &PATIENCE).unwrap();
        let best = &series.best;
        assert_eq!(best.ranges, [Range { low: 60.0, high: f64::INFINITY }, Range::ALL]);
        assert_eq!((best.coverage, best.density, best.points), (1.0, 1.0, 40));
        assert_eq!((series.peeled[0].points, series.peeled[0].coverage), (100, 1.0));
        assert!(best.p_values[0].1 < 1e-6 && best.holds(&[70.0, 3.0]) && !best.holds(&[59.0, 3.0]));
    }

    #[test]
    fn choices_are_peeled_whole() {
        let points: Vec<Vec<f64>> = (0..300).map(|k| vec![f64::from(k % 3)]).collect();
        let cases: Vec<bool> = (0..300).map(|k| k % 3 == 1).collect();
        let best = peel(&points, &cases, &PATIENCE).unwrap().best;
        assert_eq!(best.ranges, [Range { low: 1.0, high: 1.0 }]);
    }

    #[test]
    fn what_cannot_be_told_apart_is_refused() {
        let points = vec![vec![1.0]; 4];
        assert_eq!(peel(&points, &[true; 4], &PATIENCE), Err(DiscoveryError::OneKind));
        let short = peel(&points, &[true; 3], &PATIENCE);
        assert_eq!(short, Err(DiscoveryError::Outcomes { points: 4, outcomes: 3 }));
        let impatient = Patience { peel: 1.0, ..PATIENCE };
        assert_eq!(peel(&points, &[true, false, true, false], &impatient), Err(DiscoveryError::Settings));
    }
}

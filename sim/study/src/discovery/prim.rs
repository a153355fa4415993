//! Peeling and pasting (Friedman & Fisher 1999, sections 5 to 8).
//!
//! The box begins as everything. Each step peels off the lowest or highest few
//! percent of one factor, whichever leaves the largest share of cases inside:
//! small steps, so that an unlucky one can be made good, which is the patience in
//! the name. At the end each side is moved outwards again as long as that
//! does not thin out the box (pasting). A factor whose range adds nothing that chance would not
//! is dropped, by the quasi p-value of Bryant & Lempert (2010).

use super::{DiscoveryError, Range};
use crate::beta::binomial_tail;

/// How patient to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience {
    /// The share of the box's points that one step takes: .05 is usual.
    pub peel: f64,
    /// No box has fewer than this share of all points: .05 is usual.
    pub smallest: f64,
    /// A factor stays only if its quasi p-value is below this: .05 is usual.
    pub significance: f64,
}

/// A box and how good it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// One range for each factor.
    pub ranges: Vec<Range>,
    /// How many points lie inside.
    pub points: usize,
    /// How many of them are cases.
    pub cases: usize,
    /// The share of all cases that lie inside.
    pub coverage: f64,
    /// The share of cases among the points inside.
    pub density: f64,
    /// For each restricted factor, by its place: the probability that a box without its range would
    /// hold as large a share of cases by chance, if the range told nothing.
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

/// From everything to the densest box: the curve on which coverage is traded for density.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// In the order in which they were peeled.
    pub peeled: Vec<Region>,
    /// The peeled box of largest [merit](Region::merit), pasted, and rid of factors that tell nothing.
    pub best: Region,
}

/// Looks for the box of cases; one row of factors and one outcome for each run.
///
/// # Errors
/// If points and outcomes do not pair, all are of one kind, a setting is out of range or a
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

/// Ranges, how many points lie inside, and how many of them are cases.
type Candidate = (Vec<Range>, usize, usize);

/// Compares shares of cases without dividing.
fn denser(a: &Candidate, b: &Candidate) -> core::cmp::Ordering {
    (a.2 * b.1).cmp(&(b.2 * a.1))
}

struct Sample<'a> {
    points: &'a [Vec<f64>],
    cases: &'a [bool],
    all_cases: usize,
}

impl<'a> Sample<'a> {
    fn new(points: &'a [Vec<f64>], cases: &'a [bool]) -> Result<Self, DiscoveryError> {
        let factors = points.first().map_or(0, Vec::len);
        if points.len() != cases.len() || points.iter().any(|point| point.len() != factors) {
            return Err(DiscoveryError::Outcomes { points: points.len(), outcomes: cases.len() });
        }
        if let Some(point) = points.iter().position(|point| point.iter().any(|value| !value.is_finite())) {
            return Err(DiscoveryError::NotFinite { point });
        }
        let all_cases = cases.iter().filter(|&&case| case).count();
        if all_cases == 0 || all_cases == cases.len() {
            return Err(DiscoveryError::OneKind);
        }
        Ok(Sample { points, cases, all_cases })
    }

    fn factors(&self) -> usize {
        self.points.first().map_or(0, Vec::len)
    }

    /// How many points lie inside, and how many of them are cases.
    fn count(&self, ranges: &[Range]) -> (usize, usize) {
        let inside = |point: &[f64]| ranges.iter().zip(point).all(|(range, &value)| range.holds(value));
        let each = self.points.iter().zip(self.cases).filter(|(point, _)| inside(point));
        each.fold((0, 0), |(points, cases), (_, &case)| (points + 1, cases + usize::from(case)))
    }

    fn measure(&self, ranges: Vec<Range>) -> Region {
        let (points, cases) = self.count(&ranges);
        let restricted = (0..ranges.len()).filter(|&factor| ranges[factor].is_restricted());
        let p_values = restricted.map(|factor| (factor, self.p_value(&ranges, factor))).collect();
        let share = |part: usize, whole: usize| if whole > 0 { part as f64 / whole as f64 } else { 0.0 };
        Region {
            ranges,
            points,
            cases,
            coverage: share(cases, self.all_cases),
            density: share(cases, points),
            p_values,
        }
    }

    /// The chance of at least as many cases among the box's points, if these were drawn from the box
    /// without the range of this factor (Bryant & Lempert 2010, section 3.3).
    fn p_value(&self, ranges: &[Range], factor: usize) -> f64 {
        let (points, cases) = self.count(ranges);
        let (more, of_them) = self.count(&with(ranges, factor, Range::ALL));
        binomial_tail(cases as u64, points as u64, of_them as f64 / more as f64)
    }

    /// The values of one factor inside a box, ascending.
    fn values(&self, ranges: &[Range], factor: usize) -> Vec<f64> {
        let inside = |point: &&Vec<f64>| ranges.iter().zip(*point).all(|(range, &value)| range.holds(value));
        let mut values: Vec<f64> = self.points.iter().filter(inside).map(|point| point[factor]).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    /// Each box with one peel taken off: each factor from below and from above.
    fn narrower(&self, ranges: &[Range], share: f64) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for factor in 0..ranges.len() {
            let values = self.values(ranges, factor);
            let (Some(&first), Some(&last)) = (values.first(), values.last()) else { continue };
            let cut = step(values.len(), share);
            // Equal values go or stay together.
            let low = values[cut..].iter().find(|&&value| value > first);
            let high = values[..values.len() - cut].iter().rev().find(|&&value| value < last);
            let range = ranges[factor];
            let sides = [
                low.map(|&low| Range { low: low.max(values[cut]), ..range }),
                high.map(|&high| Range { high, ..range }),
            ];
            for side in sides.into_iter().flatten() {
                let narrower = with(ranges, factor, side);
                let (points, cases) = self.count(&narrower);
                candidates.push((narrower, points, cases));
            }
        }
        candidates
    }

    /// Sides moved outwards, by a small step at a time, while the share of cases does not fall.
    fn pasted(&self, mut ranges: Vec<Range>, share: f64) -> Vec<Range> {
        loop {
            let (points, cases) = self.count(&ranges);
            // A fifth of a peel, so that what the last peel took too much comes back.
            let step = step(points, 0.2 * share);
            let mut wider: Vec<Candidate> = Vec::new();
            for factor in 0..ranges.len() {
                let range = ranges[factor];
                let beyond = self.values(&with(&ranges, factor, Range::ALL), factor);
                let below: Vec<f64> =
                    beyond.iter().rev().copied().filter(|&value| value < range.low).collect();
                let above: Vec<f64> = beyond.iter().copied().filter(|&value| value > range.high).collect();
                let reach = |outside: &[f64]| outside.get(step - 1).or(outside.last()).copied();
                let sides = [
                    reach(&below).map(|low| Range { low, ..range }),
                    reach(&above).map(|high| Range { high, ..range }),
                ];
                for side in sides.into_iter().flatten() {
                    let candidate = with(&ranges, factor, side);
                    let (points, cases) = self.count(&candidate);
                    wider.push((candidate, points, cases));
                }
            }
            let best = wider.into_iter().max_by(|a, b| denser(a, b).then(a.1.cmp(&b.1)));
            match best {
                Some((candidate, more, of_them)) if of_them * points >= cases * more && more > points => {
                    ranges = candidate;
                }
                _ => return ranges,
            }
        }
    }

    /// Without the ranges that tell nothing, the least telling first.
    fn relevant(&self, mut ranges: Vec<Range>, significance: f64) -> Vec<Range> {
        loop {
            let restricted = (0..ranges.len()).filter(|&factor| ranges[factor].is_restricted());
            let p_values = restricted.map(|factor| (factor, self.p_value(&ranges, factor)));
            match p_values.max_by(|a, b| a.1.total_cmp(&b.1)) {
                Some((factor, p)) if p >= significance => ranges[factor] = Range::ALL,
                _ => return ranges,
            }
        }
    }
}

fn with(ranges: &[Range], factor: usize, range: Range) -> Vec<Range> {
    let mut ranges = ranges.to_vec();
    ranges[factor] = range;
    ranges
}

/// How many points a step takes: at least one, and never all.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
fn step(count: usize, share: f64) -> usize {
    ((count as f64 * share) as usize).clamp(1, count.saturating_sub(1).max(1)).min(count.max(1))
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

//! Points, cases among them, and the peeling and pasting of boxes.

use super::{DiscoveryError, Range, Region};
use bazaar_numerics::binomial_tail;

/// Ranges, the number of points inside, and the number of cases.
pub(super) type Candidate = (Vec<Range>, usize, usize);

/// Compares densities without dividing.
pub(super) fn denser(a: &Candidate, b: &Candidate) -> core::cmp::Ordering {
    (a.2 * b.1).cmp(&(b.2 * a.1))
}

pub(super) struct Sample<'a> {
    points: &'a [Vec<f64>],
    cases: &'a [bool],
    all_cases: usize,
}

impl<'a> Sample<'a> {
    pub(super) fn new(points: &'a [Vec<f64>], cases: &'a [bool]) -> Result<Self, DiscoveryError> {
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

    pub(super) fn factors(&self) -> usize {
        self.points.first().map_or(0, Vec::len)
    }

    /// The number of points inside, and the number of cases.
    fn count(&self, ranges: &[Range]) -> (usize, usize) {
        let inside = |point: &[f64]| ranges.iter().zip(point).all(|(range, &value)| range.holds(value));
        let each = self.points.iter().zip(self.cases).filter(|(point, _)| inside(point));
        each.fold((0, 0), |(points, cases), (_, &case)| (points + 1, cases + usize::from(case)))
    }

    pub(super) fn measure(&self, ranges: Vec<Range>) -> Region {
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

    /// The quasi-p-value of a factor's range: the probability of at least this number of cases
    /// among the box's points, if these were drawn from the box without the range (Bryant & Lempert
    /// 2010, section 3.3).
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

    /// Each candidate peel: each factor from below and from above.
    pub(super) fn narrower(&self, ranges: &[Range], share: f64) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for factor in 0..ranges.len() {
            let values = self.values(ranges, factor);
            let (Some(&first), Some(&last)) = (values.first(), values.last()) else { continue };
            let cut = step(values.len(), share);
            // Equal values stay together.
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

    /// Pastes: moves sides outwards by small steps while the density does not fall.
    pub(super) fn pasted(&self, mut ranges: Vec<Range>, share: f64) -> Vec<Range> {
        loop {
            let (points, cases) = self.count(&ranges);
            // A fifth of a peel, to restore what the last peel removed in excess.
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

    /// Drops the insignificant ranges, the least significant first.
    pub(super) fn relevant(&self, mut ranges: Vec<Range>, significance: f64) -> Vec<Range> {
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

/// The number of points that a step removes: at least one, and never all.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
fn step(count: usize, share: f64) -> usize {
    ((count as f64 * share) as usize).clamp(1, count.saturating_sub(1).max(1)).min(count.max(1))
}

//! Where a mean is zero.

use super::turn_search::spread;
use super::{Step, ThresholdError};
use crate::interval::Estimated;
use crate::student::student_quantile;

/// How far the last window reaches on either side, in tolerances: wide enough for a slope, and
/// so narrow that a curve is a line.
const NARROW: f64 = 4.0;

/// One run and what came out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The value of the parameter.
    pub at: f64,
    /// The outcome, whose sign is of interest.
    pub outcome: f64,
}

/// A search for the value at which the mean of an outcome changes sign: a break-even, k = 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RootSearch {
    /// Where it begins; here the mean has one sign.
    pub low: f64,
    /// Where it ends; here it has the other.
    pub high: f64,
    /// How many runs a stage has: at least 16.
    pub stage: usize,
    /// Half the length of an interval that is short enough.
    pub tolerance: f64,
    /// The probability with which the interval is to cover.
    pub confidence: f64,
    /// After so many runs it ends in any case.
    pub most: usize,
}

impl RootSearch {
    /// What to do next, given all readings so far, stage by stage in the order in which they were asked for.
    ///
    /// Each stage runs within a window around the root that the last one found. The
    /// window narrows, by half at most, until the curve within it is a line and the interval is short. The
    /// line is fitted to the readings of the window alone; their scatter may differ between windows.
    ///
    /// # Errors
    /// If a setting is out of range, a reading lies outside or is not finite, or the outcome
    /// does not turn.
    pub fn next(&self, readings: &[Reading]) -> Result<Step, ThresholdError> {
        self.check()?;
        let bad = |reading: &&Reading| {
            !(self.low..=self.high).contains(&reading.at) || !reading.outcome.is_finite()
        };
        if let Some(reading) = readings.iter().find(bad) {
            return Err(ThresholdError::Run { at: reading.at });
        }
        let mut window = (self.low, self.high);
        let mut seen = self.stage;
        while seen <= readings.len() {
            let root = self.root(&readings[..seen], window)?;
            let reach = 0.5 * (window.1 - window.0);
            let narrow = reach <= NARROW * self.tolerance * (1.0 + 1e-9);
            if narrow && 0.5 * root.width() <= self.tolerance {
                return Ok(Step::Found(root));
            }
            if seen >= self.most {
                return Ok(Step::Exhausted(root));
            }
            window = self.around(&root, window);
            seen += self.stage;
        }
        Ok(Step::Run(spread(window.0, window.1, self.stage, self.stage)))
    }

    /// Half as wide if the root is known to lie inside, and wider again if it ran away.
    fn around(&self, root: &Estimated, window: (f64, f64)) -> (f64, f64) {
        let reach = 0.5 * (window.1 - window.0);
        let inside = window.0 <= root.low && root.high <= window.1;
        let next =
            if inside { (0.5 * reach).max(root.width()).max(NARROW * self.tolerance) } else { 2.0 * reach };
        let middle = root.value.clamp(window.0, window.1);
        ((middle - next).max(self.low), (middle + next).min(self.high))
    }

    /// The root of a straight line through the readings of a window, with Fieller's interval.
    fn root(&self, readings: &[Reading], window: (f64, f64)) -> Result<Estimated, ThresholdError> {
        let within = |reading: &&Reading| (window.0..=window.1).contains(&reading.at);
        let inside: Vec<&Reading> = readings.iter().filter(within).collect();
        let n = inside.len() as f64;
        let sum = |term: &dyn Fn(&Reading) -> f64| inside.iter().map(|reading| term(reading)).sum::<f64>();
        let (x, y) = (sum(&|r| r.at) / n, sum(&|r| r.outcome) / n);
        let spread = sum(&|r| (r.at - x) * (r.at - x));
        let slope = sum(&|r| (r.at - x) * (r.outcome - y)) / spread;
        let rest = sum(&|r| (r.outcome - y - slope * (r.at - x)) * (r.outcome - y - slope * (r.at - x)));
        let variance = rest / (n - 2.0);
        let t = student_quantile(0.5 + 0.5 * self.confidence, n - 2.0);
        // All roots d = x0 - x with (y + slope d)^2 <= t^2 variance (1 / n + d^2 / spread).
        let noise = t * t * variance;
        let a = slope * slope - noise / spread;
        let (low, high) = if a > 0.0 {
            let half = (y * y * slope * slope - a * (y * y - noise / n)).max(0.0).sqrt();
            ((-y * slope - half) / a, (-y * slope + half) / a)
        } else {
            // The slope may be zero: nothing bounds the root.
            (self.low - x, self.high - x)
        };
        let value = x - y / slope;
        let (low, high) = (x + low, x + high);
        if a > 0.0 && (high < self.low || low > self.high) || !value.is_finite() {
            return Err(ThresholdError::NoTurn { low: self.low, high: self.high });
        }
        let value = value.clamp(self.low, self.high);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let n = n as u64;
        Ok(Estimated { value, low: low.max(self.low).min(value), high: high.min(self.high).max(value), n })
    }

    fn check(&self) -> Result<(), ThresholdError> {
        let (low, high) = (self.low, self.high);
        if !(low < high && low.is_finite() && high.is_finite()) {
            return Err(ThresholdError::Range { low, high });
        }
        let sure = self.confidence > 0.0 && self.confidence < 1.0;
        if self.stage < 16 || !sure || self.tolerance.is_nan() || self.tolerance <= 0.0 {
            return Err(ThresholdError::Settings);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: RootSearch =
        RootSearch { low: 0.0, high: 4.0, stage: 16, tolerance: 1e-3, confidence: 0.95, most: 4000 };

    #[test]
    fn the_interval_of_one_stage_is_fiellers() {
        // y = x - 2 at 16 places, the outcome off by +-.1 in turn, so that d solves a quadratic.
        let readings: Vec<Reading> = spread(0.0, 4.0, 16, 16)
            .into_iter()
            .enumerate()
            .map(|(k, at)| Reading { at, outcome: at - 2.0 + if k % 2 == 0 { 0.1 } else { -0.1 } })
            .collect();
        let root = SEARCH.root(&readings, (0.0, 4.0)).unwrap();
        let fits = |root: f64| {
            // How many standard errors the line is from zero there.
            let n = 16.0;
            let x = 2.0;
            let spread: f64 = readings.iter().map(|r| (r.at - x) * (r.at - x)).sum();
            let slope = readings.iter().map(|r| (r.at - x) * r.outcome).sum::<f64>() / spread;
            let y = readings.iter().map(|r| r.outcome).sum::<f64>() / n;
            let rest: f64 = readings.iter().map(|r| (r.outcome - y - slope * (r.at - x)).powi(2)).sum();
            (y + slope * (root - x)) / (rest / 14.0 * (1.0 / n + (root - x).powi(2) / spread)).sqrt()
        };
        assert!(
            (fits(root.low) + 2.144_786_688).abs() < 1e-6 && (fits(root.high) - 2.144_786_688).abs() < 1e-6
        );
        assert!((root.value - 2.0).abs() < 0.05);
    }

    #[test]
    fn the_root_of_a_curve_without_noise_is_closed_in_upon() {
        let mut readings = Vec::new();
        let root = loop {
            match SEARCH.next(&readings).unwrap() {
                Step::Run(values) => {
                    readings.extend(values.into_iter().map(|at| Reading { at, outcome: 2.0 - at * at }));
                }
                Step::Found(root) => break root,
                Step::Exhausted(root) => panic!("{root:?}"),
            }
        };
        assert!((root.value - 2.0_f64.sqrt()).abs() < 1e-3, "{root:?}");
    }

    #[test]
    fn an_outcome_of_one_sign_does_not_turn() {
        let readings: Vec<Reading> =
            spread(0.0, 4.0, 16, 16).into_iter().map(|at| Reading { at, outcome: 3.0 + at }).collect();
        assert_eq!(SEARCH.next(&readings), Err(ThresholdError::NoTurn { low: 0.0, high: 4.0 }));
        let infinite = [Reading { at: 1.0, outcome: f64::INFINITY }; 16];
        assert_eq!(SEARCH.next(&infinite), Err(ThresholdError::Run { at: 1.0 }));
    }
}

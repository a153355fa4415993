//! Root search: where a mean is zero.

use super::turn_search::spread;
use super::{Step, ThresholdError};
use crate::interval::Estimated;
use bazaar_numerics::Matrix;
use bazaar_numerics::student_quantile;

/// The half-width of the last window, in tolerances: wide enough for a slope, and so narrow that
/// the curve is a parabola.
const NARROW: f64 = 4.0;

/// The shortest interval that narrows the window, in tolerances: without noise there would be no
/// end.
const SHORTEST: f64 = 0.0625;

/// The number of steps over the range that locate the ends of an interval, before each end is
/// refined.
const STEPS: u32 = 400;

/// One run and its outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The value of the parameter.
    pub at: f64,
    /// The outcome, whose sign matters.
    pub outcome: f64,
}

/// A search for the value at which the mean of an outcome changes sign: a break-even, k = 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RootSearch {
    /// The lower end of the range; here the mean has one sign.
    pub low: f64,
    /// The upper end; here it has the other.
    pub high: f64,
    /// The number of runs in a stage: at least 16.
    pub stage: usize,
    /// The half-width to reach.
    pub tolerance: f64,
    /// The confidence level of the interval.
    pub confidence: f64,
    /// The maximum number of runs.
    pub most: usize,
}

impl RootSearch {
    /// The next step, given all readings so far, stage by stage in the order of the requests.
    ///
    /// Each stage runs within a window around the root of the last one. The window narrows, by half
    /// at most, until the curve within it is a parabola and the interval is short. The parabola is
    /// fitted to the readings of the window alone; their variance may differ between windows. A
    /// line would be biased by the curvature, by more than its half-width if the tolerance is wide.
    ///
    /// # Errors
    /// If a setting is out of range, a reading lies outside or is not finite, or the outcome does
    /// not turn.
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
            let half = 0.5 * root.width();
            // The remaining curvature must be small relative to the interval, which may be far
            // shorter than requested.
            let narrow = reach <= self.narrow(half) * (1.0 + 1e-9);
            if narrow && half <= self.tolerance {
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

    /// The maximum half-width of a window for this half-width of the interval.
    fn narrow(&self, half: f64) -> f64 {
        NARROW * half.clamp(SHORTEST * self.tolerance, self.tolerance)
    }

    /// Half as wide if the root is known to lie inside, and wider again if it left the window.
    fn around(&self, root: &Estimated, window: (f64, f64)) -> (f64, f64) {
        let reach = 0.5 * (window.1 - window.0);
        let inside = window.0 <= root.low && root.high <= window.1;
        let next = if inside {
            (0.5 * reach).max(root.width()).max(self.narrow(0.5 * root.width()))
        } else {
            2.0 * reach
        };
        let middle = root.value.clamp(window.0, window.1);
        ((middle - next).max(self.low), (middle + next).min(self.high))
    }

    /// The root of a parabola through the readings of a window. Its interval contains all places
    /// around it at which the parabola does not differ significantly from zero, as Fieller's (1954)
    /// does for a line.
    fn root(&self, readings: &[Reading], window: (f64, f64)) -> Result<Estimated, ThresholdError> {
        let within = |reading: &&Reading| (window.0..=window.1).contains(&reading.at);
        let inside: Vec<Reading> = readings.iter().filter(within).copied().collect();
        let bend = Parabola::through(&inside, window).ok_or(ThresholdError::Settings)?;
        let t = student_quantile(0.5 + 0.5 * self.confidence, inside.len() as f64 - 3.0);
        let none = ThresholdError::NoTurn { low: self.low, high: self.high };
        // The distance of the parabola from zero, in standard errors, towards the sign of the
        // window's lower end; the root is where that is least.
        let upwards = if bend.rises() { 1.0 } else { -1.0 };
        let side = |at: f64| {
            let (mean, error) = bend.at(at);
            upwards * mean / (t * error).max(f64::MIN_POSITIVE)
        };
        let Some(value) = bend.root(window).map(|root| root.clamp(self.low, self.high)) else {
            return Err(none);
        };
        if side(value).abs() > 1.0 && side(self.low) * side(self.high) > 0.0 {
            return Err(none);
        }
        let end = |bound: f64| {
            let place = |k: u32| value + (bound - value) * f64::from(k) / f64::from(STEPS);
            let told = |at: f64| side(at).abs() > 1.0;
            let Some(k) = (1..=STEPS).find(|&k| told(place(k))) else { return bound };
            let ends = (place(k - 1), place(k));
            (0..40)
                .fold(ends, |(near, far), _| {
                    let middle = 0.5 * (near + far);
                    if told(middle) { (near, middle) } else { (middle, far) }
                })
                .1
        };
        Ok(Estimated { value, low: end(self.low), high: end(self.high), n: inside.len() as u64 })
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

/// A parabola by least squares, in units of its window: -1 and 1 are the ends.
struct Parabola {
    middle: f64,
    reach: f64,
    coefficients: [f64; 3],
    /// The inverse of the sums of products.
    inverse: Matrix,
    variance: f64,
}

impl Parabola {
    /// Through at least four readings at three places or more.
    fn through(readings: &[Reading], window: (f64, f64)) -> Option<Self> {
        let (middle, reach) = (0.5 * (window.0 + window.1), 0.5 * (window.1 - window.0));
        let rows = |reading: &Reading| powers((reading.at - middle) / reach);
        let mut products = [[0.0; 3]; 3];
        let mut sums = [0.0; 3];
        for reading in readings {
            let row = rows(reading);
            for (j, first) in row.iter().enumerate() {
                sums[j] += first * reading.outcome;
                for (k, second) in row.iter().enumerate() {
                    products[j][k] += first * second;
                }
            }
        }
        let inverse = Matrix::new(3, |j, k| products[j][k]).inverse()?;
        let coefficients = [0, 1, 2].map(|j| (0..3).map(|k| inverse.at(j, k) * sums[k]).sum::<f64>());
        let rest = |reading: &Reading| {
            let row = rows(reading);
            let missed = reading.outcome - (0..3).map(|k| coefficients[k] * row[k]).sum::<f64>();
            missed * missed
        };
        let variance = readings.iter().map(rest).sum::<f64>() / (readings.len() as f64 - 3.0);
        Some(Parabola { middle, reach, coefficients, inverse, variance })
    }

    /// Whether it is higher at the upper end of the window.
    fn rises(&self) -> bool {
        self.coefficients[1] >= 0.0
    }

    /// Its value at a place, with the standard error.
    fn at(&self, at: f64) -> (f64, f64) {
        let row = powers((at - self.middle) / self.reach);
        let mean = (0..3).map(|k| self.coefficients[k] * row[k]).sum();
        let spread: f64 =
            (0..3).map(|j| (0..3).map(|k| row[j] * self.inverse.at(j, k) * row[k]).sum::<f64>()).sum();
        (mean, (self.variance * spread.max(0.0)).sqrt())
    }

    /// The root in its main direction, that is, from end to end of the window; without a root, the
    /// place nearest to zero. `None` if it is level.
    fn root(&self, window: (f64, f64)) -> Option<f64> {
        let [c, b, a] = self.coefficients;
        let inside = b * b - 4.0 * a * c;
        let place = if inside < 0.0 {
            -b / (2.0 * a)
        } else {
            // The root at which the slope has the sign of b, computed without cancellation.
            -2.0 * c / (b + if b >= 0.0 { inside.sqrt() } else { -inside.sqrt() })
        };
        let at = self.middle + self.reach * place;
        at.is_finite().then(|| at.clamp(window.0 - 2.0 * self.reach, window.1 + 2.0 * self.reach))
    }
}

fn powers(x: f64) -> [f64; 3] {
    [1.0, x, x * x]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: RootSearch =
        RootSearch { low: 0.0, high: 4.0, stage: 16, tolerance: 1e-3, confidence: 0.95, most: 4000 };

    #[test]
    fn an_interval_ends_where_the_parabola_is_students_quantile_of_errors_from_zero() {
        // y = x - 2 at 16 places, the outcome off by +-.1 in turn.
        let readings: Vec<Reading> = spread(0.0, 4.0, 16, 16)
            .into_iter()
            .enumerate()
            .map(|(k, at)| Reading { at, outcome: at - 2.0 + if k % 2 == 0 { 0.1 } else { -0.1 } })
            .collect();
        let root = SEARCH.root(&readings, (0.0, 4.0)).unwrap();
        let bend = Parabola::through(&readings, (0.0, 4.0)).unwrap();
        // Student's quantile with 13 degrees of freedom.
        for (end, sign) in [(root.low, -1.0), (root.high, 1.0)] {
            let (mean, error) = bend.at(end);
            assert!((mean / error - sign * 2.160_368_656).abs() < 1e-5, "{root:?}");
        }
        assert!((root.value - 2.0).abs() < 0.05 && root.n == 16);
        // The fit by hand: the alternating disturbance is odd about the middle, so it only tilts the line.
        let tilt: f64 = readings.iter().map(|r| (r.at - 2.0) / 2.0 * (r.outcome - r.at + 2.0)).sum::<f64>()
            / readings.iter().map(|r| (r.at - 2.0) * (r.at - 2.0) / 4.0).sum::<f64>();
        assert!((bend.coefficients[1] - 2.0 - tilt).abs() < 1e-12 && bend.coefficients[2].abs() < 1e-12);
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

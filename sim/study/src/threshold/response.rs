//! The probability of a binary outcome near the turn, as a curve with a finite fit for any data.
//!
//! The logit of the probability is a parabola in the parameter. A line would be a symmetric curve,
//! and for a skew response (a log-normal tolerance, a complementary log-log law) its turn is biased
//! by more than its error. With the second term the bias is of fourth order in the width of the
//! window, since terms of odd order cancel at its centre (Fan & Gijbels 1996, section 3.2); and
//! only runs in that window are used, so a curve that never reaches 0 or 1 far away does no harm.
//!
//! The likelihood is penalised by Jeffreys' prior (Firth 1993): if all runs below a point give no
//! and all above it yes, the steepest curve would have the maximum likelihood, and the penalty
//! prevents it from becoming a step. The interval of the turn contains all places whose best curve
//! has a log-likelihood within 3.84 / 2 of the maximum (for 95%): the likelihood-ratio interval
//! that Williams (1986) recommends for a median dose over Fieller's, here of the penalised
//! likelihood (Heinze & Schemper 2002).

use bazaar_numerics::variates::exp;
use pxfm::{f_log, f_log1p};

use crate::interval::Estimated;
use bazaar_numerics::Matrix;
use bazaar_numerics::normal_quantile;

/// The number of places evaluated before a golden-section search, so that it does not end in a
/// local maximum: of a whole range, and of a window.
const GRID: u32 = 40;
const FEW: u32 = 8;

/// Which runs are near the turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    /// The maximum distance from the turn, in scales of the curve.
    pub(super) scales: f64,
    /// The minimum number of runs, whatever their distance.
    pub(super) least: f64,
}

/// Yes and no at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) at: f64,
    pub(super) yes: f64,
    pub(super) runs: f64,
}

/// A curve with probability 1/2 at `turn`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Curve {
    pub(super) turn: Estimated,
    /// The distance over which the odds at the turn change by the factor e.
    pub(super) scale: f64,
}

/// The maximum-likelihood curve whose turn lies between `low` and `high`, from the runs near that
/// turn.
pub(super) fn fit(groups: &[Group], low: f64, high: f64, confidence: f64, near: Near) -> Curve {
    let rises = covariance(groups) >= 0.0;
    // The approximate turn, by symmetric curves: through all runs, then through those near it.
    let reach = near.scales;
    let (mut turn, mut scale) = Response { groups, terms: 1, rises, low, high }.peak(low, high, GRID);
    for _ in 0..2 {
        let near = window(groups, turn, scale, near);
        let response = Response { groups: &near, terms: 1, rises, low, high };
        (turn, scale) = response.peak((turn - reach * scale).max(low), (turn + reach * scale).min(high), FEW);
    }
    let near = window(groups, turn, scale, near);
    let response = Response { groups: &near, terms: 2, rises, low, high };
    response.curve((turn - reach * scale).max(low), (turn + reach * scale).min(high), confidence)
}

/// The groups around a turn, in the narrowest window with enough runs.
fn window(groups: &[Group], turn: f64, scale: f64, near: Near) -> Vec<Group> {
    let mut reach = near.scales * scale;
    loop {
        let inside = groups.iter().filter(|group| (group.at - turn).abs() <= reach);
        let inside: Vec<Group> = inside.copied().collect();
        if inside.len() == groups.len() || inside.iter().map(|group| group.runs).sum::<f64>() >= near.least {
            return inside;
        }
        reach *= 1.25;
    }
}

/// Positive if yes becomes more frequent upwards.
fn covariance(groups: &[Group]) -> f64 {
    let sum = |term: fn(&Group) -> f64| groups.iter().map(term).sum::<f64>();
    let (runs, yes) = (sum(|g| g.runs), sum(|g| g.yes));
    sum(|g| g.yes * g.at) - yes * sum(|g| g.runs * g.at) / runs
}

/// Curves whose logit is a polynomial without a constant term, measured from their turn.
struct Response<'a> {
    groups: &'a [Group],
    /// The degree of the polynomial: 1 or 2.
    terms: usize,
    rises: bool,
    low: f64,
    high: f64,
}

/// The best curve with a given turn.
#[derive(Clone, Copy)]
struct Best {
    likelihood: f64,
    slope: f64,
}

impl Response<'_> {
    /// The turn of the maximum-likelihood curve between two places, and its scale there.
    fn peak(&self, from: f64, to: f64, cells: u32) -> (f64, f64) {
        let place = |k: u32| from + (to - from) * f64::from(k) / f64::from(cells);
        let peak = (0..=cells)
            .map(|k| (k, self.best(place(k)).likelihood))
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map_or(0, |(k, _)| k);
        let around = (place(peak.saturating_sub(1)), place((peak + 1).min(cells)));
        let turn = golden(|turn| self.best(turn).likelihood, around.0, around.1);
        // A curve that is flat reaches from end to end, one that is a step a 20,000th of the way.
        let width = self.high - self.low;
        (turn, (1.0 / self.best(turn).slope.abs()).clamp(width / 20_000.0, 2.0 * width))
    }

    fn curve(&self, from: f64, to: f64, confidence: f64) -> Curve {
        let (turn, scale) = self.peak(from, to, FEW);
        let top = self.best(turn).likelihood;
        let z = normal_quantile(0.5 + 0.5 * confidence);
        let below_the_line = |turn: f64| top - self.best(turn).likelihood - 0.5 * z * z;
        let end = |bound: f64| self.crossing(turn, bound, scale, below_the_line);
        let runs: f64 = self.groups.iter().map(|group| group.runs).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let n = runs as u64;
        Curve { turn: Estimated { value: turn, low: end(self.low), high: end(self.high), n }, scale }
    }

    /// Where a function that is below zero at `from` first crosses it on the way to `bound`;
    /// `bound` if it does not.
    fn crossing(&self, from: f64, bound: f64, scale: f64, f: impl Fn(f64) -> f64) -> f64 {
        let (mut from, mut step) = (from, 0.25 * scale);
        let mut to = loop {
            let next = if bound < from { (from - step).max(bound) } else { (from + step).min(bound) };
            if f(next) >= 0.0 {
                break next;
            }
            if next.total_cmp(&bound).is_eq() {
                return bound;
            }
            from = next;
            step *= 1.5;
        };
        for _ in 0..18 {
            let middle = 0.5 * (from + to);
            if f(middle) < 0.0 { from = middle } else { to = middle }
        }
        0.5 * (from + to)
    }

    /// The maximum-likelihood curve with this turn that rises or falls there as the data do, or is
    /// level.
    fn best(&self, turn: f64) -> Best {
        let free = self.ascend(turn, [true, self.terms == 2]);
        if free.slope == 0.0 || (free.slope > 0.0) == self.rises {
            return free;
        }
        // The two roots of a parabola have slopes of opposite sign: this one would be the other
        // root.
        let level = self.ascend(turn, [false, self.terms == 2]);
        Best { slope: 0.0, ..level }
    }

    /// Newton's method on the penalised likelihood, with Firth's score, for the free coefficients.
    fn ascend(&self, turn: f64, free: [bool; 2]) -> Best {
        // In units of the window, so that coefficients are of similar size whatever the parameter's
        // unit.
        let unit = self.groups.iter().map(|group| (group.at - turn).abs()).fold(0.0, f64::max);
        let unit = if unit > 0.0 { unit } else { 1.0 };
        let mut at = self.state(turn, unit, [0.0; 2]);
        for _ in 0..60 {
            let step = at.step(free);
            let size = step[0].abs().max(step[1].abs());
            if size < 1e-7 * (1.0 + at.coefficients[0].abs() + at.coefficients[1].abs()) {
                break;
            }
            // Longer steps leave the region in which the information is valid.
            let mut share = (4.0 / size).min(1.0);
            let next = loop {
                let moved = [0, 1].map(|k| at.coefficients[k] + share * step[k]);
                let next = self.state(turn, unit, moved);
                if next.likelihood > at.likelihood || share < 1e-6 {
                    break next;
                }
                share *= 0.5;
            };
            if next.likelihood <= at.likelihood {
                break;
            }
            at = next;
        }
        Best { likelihood: at.likelihood, slope: at.coefficients[0] / unit }
    }

    /// Likelihood, score and information of one curve.
    fn state(&self, turn: f64, unit: f64, coefficients: [f64; 2]) -> State {
        let size = self.terms + 1;
        let mut sum = 0.0;
        let mut information = [[0.0; 3]; 3];
        let mut seen = Vec::with_capacity(self.groups.len());
        for group in self.groups {
            let x = (group.at - turn) / unit;
            let rows = [1.0, x, x * x];
            let logit = coefficients[0] * rows[1] + coefficients[1] * rows[2];
            // ln p and ln (1 - p) without cancellation at either end.
            let odds = exp(-logit.abs());
            let small = f_log1p(odds);
            let (yes, no) = if logit >= 0.0 { (-small, -logit - small) } else { (logit - small, -small) };
            sum += group.yes * yes + (group.runs - group.yes) * no;
            let weight = group.runs * odds / ((1.0 + odds) * (1.0 + odds));
            let p = if logit >= 0.0 { 1.0 } else { odds } / (1.0 + odds);
            seen.push((rows, p, weight));
            for (row, first) in information.iter_mut().zip(rows).take(size) {
                for (cell, second) in row.iter_mut().zip(rows).take(size) {
                    *cell += weight * first * second;
                }
            }
        }
        let matrix = Matrix::new(size, |row, column| information[row][column]);
        let (Some(triangle), Some(inverse)) = (matrix.cholesky(), matrix.inverse()) else {
            return State { coefficients, likelihood: f64::NEG_INFINITY, score: [0.0; 2], information };
        };
        // Firth (1993): each run counts half a yes and half a no more, by its leverage.
        let mut score = [0.0; 2];
        for (group, (rows, p, weight)) in self.groups.iter().zip(seen) {
            let mut leverage = 0.0;
            for (row, first) in rows[..size].iter().enumerate() {
                for (column, second) in rows[..size].iter().enumerate() {
                    leverage += first * inverse.at(row, column) * second;
                }
            }
            let surplus = group.yes - group.runs * p + weight * leverage * (0.5 - p);
            score[0] += surplus * rows[1];
            score[1] += surplus * rows[2];
        }
        // The determinant is the square of the product of the triangle's diagonal.
        let half: f64 = (0..size).map(|k| f_log(triangle.at(k, k))).sum();
        State { coefficients, likelihood: sum + half, score, information }
    }
}

/// A curve and its Newton step.
struct State {
    coefficients: [f64; 2],
    /// The logarithm of the likelihood, plus half that of the determinant of the information.
    likelihood: f64,
    score: [f64; 2],
    information: [[f64; 3]; 3],
}

impl State {
    /// Newton's step among the free coefficients.
    fn step(&self, free: [bool; 2]) -> [f64; 2] {
        let [_, [_, a, b], [_, _, c]] = self.information;
        let [first, second] = self.score;
        let over = |score: f64, information: f64| if information > 0.0 { score / information } else { 0.0 };
        match free {
            [true, true] => {
                let determinant = a * c - b * b;
                if determinant > 0.0 {
                    [(c * first - b * second) / determinant, (a * second - b * first) / determinant]
                } else {
                    [over(first, a), 0.0]
                }
            }
            [true, false] => [over(first, a), 0.0],
            [false, true] => [0.0, over(second, c)],
            [false, false] => [0.0, 0.0],
        }
    }
}

/// The maximum of a function with one peak (Kiefer 1953).
fn golden(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    const SHARE: f64 = 0.618_033_988_749_894_8;
    let (mut left, mut right) = (high - SHARE * (high - low), low + SHARE * (high - low));
    let (mut at_left, mut at_right) = (f(left), f(right));
    for _ in 0..24 {
        if at_left >= at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - SHARE * (high - low);
            at_left = f(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + SHARE * (high - low);
            at_right = f(right);
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(rows: &[(f64, f64, f64)]) -> Vec<Group> {
        rows.iter().map(|&(at, yes, runs)| Group { at, yes, runs }).collect()
    }

    fn near(least: f64) -> Near {
        Near { scales: 3.0, least }
    }

    fn line(groups: &[Group], low: f64, high: f64) -> Curve {
        Response { groups, terms: 1, rises: covariance(groups) >= 0.0, low, high }.curve(low, high, 0.95)
    }

    #[test]
    fn symmetric_data_turn_in_the_middle() {
        let rows = [(1.0, 2.0, 10.0), (2.0, 5.0, 10.0), (3.0, 8.0, 10.0)];
        let curve = fit(&groups(&rows), 0.0, 4.0, 0.95, near(30.0));
        assert!((curve.turn.value - 2.0).abs() < 1e-4, "{curve:?}");
        assert!((curve.turn.low + curve.turn.high - 4.0).abs() < 1e-3, "{curve:?}");
        let falling =
            fit(&groups(&rows.map(|(at, yes, runs)| (at, runs - yes, runs))), 0.0, 4.0, 0.95, near(30.0));
        assert!((falling.turn.low - curve.turn.low).abs() < 1e-4, "{falling:?}");
    }

    #[test]
    fn large_groups_have_the_slope_of_maximum_likelihood() {
        // Logits of 1/4 and 3/4 are -+ ln 3, a distance of 2 apart: with many runs the penalty is nothing.
        let curve = line(&groups(&[(1.0, 2500.0, 1e4), (3.0, 7500.0, 1e4)]), 0.0, 4.0);
        assert!((curve.scale - 1.0 / 3.0_f64.ln()).abs() < 1e-3, "{curve:?}");
        // By the delta method the turn has variance scale^2 (1 / 7,500) / 2 in all.
        let error = curve.scale * (2.0 / 1875.0_f64 / 4.0).sqrt();
        assert!((curve.turn.width() / (2.0 * 1.96 * error) - 1.0).abs() < 0.02, "{curve:?}");
    }

    #[test]
    fn a_parabola_of_logits_is_found_where_it_passes_zero() {
        // Logits x + x^2 / 4 around a turn at 2, of so large samples that chance is negligible.
        let rows: Vec<(f64, f64, f64)> = (0..9)
            .map(|k| {
                let x = -1.0 + 0.25 * f64::from(k);
                (2.0 + x, 1e6 / (1.0 + (-(x + 0.25 * x * x)).exp()), 1e6)
            })
            .collect();
        let curve = fit(&groups(&rows), 0.0, 4.0, 0.95, near(9e6));
        assert!((curve.turn.value - 2.0).abs() < 1e-3 && (curve.scale - 1.0).abs() < 1e-2, "{curve:?}");
        let straight = line(&groups(&rows), 0.0, 4.0);
        assert!(!straight.turn.covers(2.0), "{straight:?}");
    }

    #[test]
    fn a_clean_step_has_a_finite_fit_around_it() {
        let rows = [(1.0, 0.0, 4.0), (2.0, 0.0, 4.0), (3.0, 4.0, 4.0), (4.0, 4.0, 4.0)];
        let curve = fit(&groups(&rows), 0.0, 5.0, 0.95, near(16.0));
        assert!((curve.turn.value - 2.5).abs() < 1e-3 && curve.scale > 0.05, "{curve:?}");
        assert!(curve.turn.covers(2.1) && curve.turn.covers(2.9), "{curve:?}");
    }
}

//! A logistic curve through yes and no, with a finite fit for any data.
//!
//! The likelihood is penalised by Jeffreys' prior (Firth 1993): where all runs below a
//! point say no and all above it yes, the steepest curve would be the likeliest, and
//! the penalty keeps it from becoming a step. The interval for the turn holds
//! all places whose best curve has a likelihood within 3.84 / 2 of the best of
//! all (for 95%): the likelihood-ratio interval that Williams (1986) recommends for a median dose over
//! Fieller's, here of the penalised likelihood (Heinze & Schemper 2002).

use bazaar_engine::variates::exp;
use pxfm::{f_log, f_log1p};

use crate::interval::Estimated;
use crate::normal::normal_quantile;

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
    /// Over this distance the odds change by the factor e.
    pub(super) scale: f64,
}

/// The likeliest curve whose turn lies between `low` and `high`.
pub(super) fn fit(groups: &[Group], low: f64, high: f64, confidence: f64) -> Curve {
    let width = high - low;
    let rises = covariance(groups) >= 0.0;
    let slopes = |turn: f64| Slopes { groups, turn, rises, width };
    let best = |turn: f64| slopes(turn).best();
    // A grid first, so that a golden section cannot be caught in a bay.
    let cells = 40_u32;
    let place = |k: u32| low + width * f64::from(k) / f64::from(cells);
    let peak = highest(cells, |k| slopes(place(k)).coarse().1);
    let around = (place(peak.saturating_sub(1)), place((peak + 1).min(cells)));
    let turn = golden(|turn| best(turn).0, around.0, around.1);
    let (top, slope) = best(turn);
    let z = normal_quantile(0.5 + 0.5 * confidence);
    let below_the_line = |turn: f64| top - best(turn).0 - 0.5 * z * z;
    let end = |bound: f64| {
        if below_the_line(bound) <= 0.0 {
            return bound;
        }
        crossing(turn, bound, below_the_line)
    };
    let runs: f64 = groups.iter().map(|group| group.runs).sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let n = runs as u64;
    Curve { turn: Estimated { value: turn, low: end(low), high: end(high), n }, scale: 1.0 / slope }
}

/// Where a function that rises from `from` towards `to` crosses zero, to a 260,000th of the way.
fn crossing(mut from: f64, mut to: f64, f: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..18 {
        let middle = 0.5 * (from + to);
        if f(middle) < 0.0 { from = middle } else { to = middle }
    }
    0.5 * (from + to)
}

/// Positive if yes becomes more frequent upwards.
fn covariance(groups: &[Group]) -> f64 {
    let sum = |term: fn(&Group) -> f64| groups.iter().map(term).sum::<f64>();
    let (runs, yes) = (sum(|g| g.runs), sum(|g| g.yes));
    sum(|g| g.yes * g.at) - yes * sum(|g| g.runs * g.at) / runs
}

/// All curves with one turn, over a logarithmic range of slopes.
struct Slopes<'a> {
    groups: &'a [Group],
    turn: f64,
    rises: bool,
    width: f64,
}

impl Slopes<'_> {
    const CELLS: u32 = 12;

    fn place(&self, k: u32) -> f64 {
        let (flat, steep) = (f_log(0.5 / self.width), f_log(20_000.0 / self.width));
        flat + (steep - flat) * f64::from(k) / f64::from(Self::CELLS)
    }

    fn likelihood(&self, log_slope: f64) -> f64 {
        let slope = exp(log_slope);
        likelihood(self.groups, self.turn, if self.rises { slope } else { -slope })
    }

    /// The best cell, and its likelihood.
    fn coarse(&self) -> (u32, f64) {
        let peak = highest(Self::CELLS, |k| self.likelihood(self.place(k)));
        (peak, self.likelihood(self.place(peak)))
    }

    /// The likelihood of the best slope, and that slope, without its sign.
    fn best(&self) -> (f64, f64) {
        let (peak, _) = self.coarse();
        let ends = (self.place(peak.saturating_sub(1)), self.place((peak + 1).min(Self::CELLS)));
        let slope = golden(|slope| self.likelihood(slope), ends.0, ends.1);
        (self.likelihood(slope), exp(slope))
    }
}

/// The logarithm of the likelihood, plus half that of the determinant of the information.
fn likelihood(groups: &[Group], turn: f64, slope: f64) -> f64 {
    let (mut sum, mut weight, mut first, mut second) = (0.0, 0.0, 0.0, 0.0);
    for group in groups {
        let x = group.at - turn;
        let logit = slope * x;
        // ln p and ln (1 - p) without loss of digits at either end.
        let odds = exp(-logit.abs());
        let small = f_log1p(odds);
        let (yes, no) = if logit >= 0.0 { (-small, -logit - small) } else { (logit - small, -small) };
        sum += group.yes * yes + (group.runs - group.yes) * no;
        let w = group.runs * odds / ((1.0 + odds) * (1.0 + odds));
        weight += w;
        first += w * x;
        second += w * x * x;
    }
    let determinant = weight * second - first * first;
    if determinant > 0.0 { sum + 0.5 * f_log(determinant) } else { f64::NEG_INFINITY }
}

/// Which of 0 to `cells` has the largest value.
fn highest(cells: u32, value: impl Fn(u32) -> f64) -> u32 {
    let values = (0..=cells).map(|k| (k, value(k)));
    values.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(k, _)| k)
}

/// Where a function with one peak has it (Kiefer 1953).
fn golden(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    const SHARE: f64 = 0.618_033_988_749_894_8;
    let (mut left, mut right) = (high - SHARE * (high - low), low + SHARE * (high - low));
    let (mut at_left, mut at_right) = (f(left), f(right));
    for _ in 0..20 {
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

    #[test]
    fn symmetric_data_turn_in_the_middle() {
        let curve = fit(&groups(&[(1.0, 2.0, 10.0), (2.0, 5.0, 10.0), (3.0, 8.0, 10.0)]), 0.0, 4.0, 0.95);
        assert!((curve.turn.value - 2.0).abs() < 1e-5, "{curve:?}");
        assert!((curve.turn.low + curve.turn.high - 4.0).abs() < 1e-4, "{curve:?}");
        let falling = fit(&groups(&[(1.0, 8.0, 10.0), (2.0, 5.0, 10.0), (3.0, 2.0, 10.0)]), 0.0, 4.0, 0.95);
        assert!((falling.turn.low - curve.turn.low).abs() < 1e-5);
    }

    #[test]
    fn large_groups_have_the_slope_of_maximum_likelihood() {
        // Logits of 1/4 and 3/4 are -+ ln 3, a distance of 2 apart: with many runs the penalty is nothing.
        let curve = fit(&groups(&[(1.0, 2500.0, 1e4), (3.0, 7500.0, 1e4)]), 0.0, 4.0, 0.95);
        assert!((curve.scale - 1.0 / 3.0_f64.ln()).abs() < 1e-3, "{curve:?}");
        // By the delta method the turn has variance scale^2 (1 / 7,500) / 2 in all.
        let error = curve.scale * (2.0 / 1875.0_f64 / 4.0).sqrt();
        assert!((curve.turn.width() / (2.0 * 1.96 * error) - 1.0).abs() < 0.02, "{curve:?}");
    }

    #[test]
    fn a_clean_step_has_a_finite_fit_around_it() {
        let curve = fit(
            &groups(&[(1.0, 0.0, 4.0), (2.0, 0.0, 4.0), (3.0, 4.0, 4.0), (4.0, 4.0, 4.0)]),
            0.0,
            5.0,
            0.95,
        );
        assert!((curve.turn.value - 2.5).abs() < 1e-4 && curve.scale > 0.05, "{curve:?}");
        assert!(curve.turn.covers(2.1) && curve.turn.covers(2.9), "{curve:?}");
    }
}

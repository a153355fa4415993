//! Turn search: where yes and no are equally likely.

use super::response::{Group, Near, fit};
use super::{Step, ThresholdError};

/// The distance from the turn within which runs count at the first look, in scales of the curve:
/// from 5% to 95%. With a narrower window, selecting its runs by the same runs would cost the
/// interval more than the curve's shape does.
const NEAR: f64 = 3.0;

/// The share of that distance in which runs are placed: the curve passes 14% and 86% at the first
/// look. The best two places for a turn with unknown slope lie there or nearer (Abdelbasit &
/// Plackett 1983).
const PLACED: f64 = 0.6;

/// The minimum number of stages: the first spreads its runs, the second may have been misled by it.
const LEAST_STAGES: usize = 4;

/// The number of places that share the runs of a stage.
const PLACES: usize = 16;

/// One run and its outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// The value of the parameter.
    pub at: f64,
    /// Whether the outcome was yes.
    pub yes: bool,
}

/// A search for the value at which an outcome is yes in half of the runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TurnSearch {
    /// The lower end of the range; here the outcome is nearly always the same.
    pub low: f64,
    /// The upper end; here it is nearly always the other.
    pub high: f64,
    /// The number of runs in a stage: at least 16, better 64.
    pub stage: usize,
    /// The half-width to reach.
    pub tolerance: f64,
    /// The confidence level of the interval.
    pub confidence: f64,
    /// The maximum number of runs.
    pub most: usize,
}

impl TurnSearch {
    /// The next step, given all trials so far, in any order.
    ///
    /// The first stage spreads its runs over the whole range. At least three more follow, since an
    /// interval from poorly placed runs is not reliable.
    ///
    /// # Errors
    /// If a setting is out of range, a trial lies outside, or the outcome does not turn.
    pub fn next(&self, trials: &[Trial]) -> Result<Step, ThresholdError> {
        self.check()?;
        let (low, high) = (self.low, self.high);
        if let Some(trial) = trials.iter().find(|trial| !(low..=high).contains(&trial.at)) {
            return Err(ThresholdError::Run { at: trial.at });
        }
        if trials.len() < self.stage {
            return Ok(Step::Run(spread(low, high, self.stage, self.stage)));
        }
        let yes = trials.iter().filter(|trial| trial.yes).count();
        if yes == 0 || yes == trials.len() {
            return Err(ThresholdError::NoTurn { low, high });
        }
        let near = self.near(trials.len());
        let least = 0.5 * self.stage as f64;
        let curve = fit(&grouped(trials), low, high, self.confidence, Near { scales: near, least });
        let turn = curve.turn;
        if 0.5 * turn.width() <= self.tolerance && trials.len() >= LEAST_STAGES * self.stage {
            return Ok(Step::Found(turn));
        }
        if trials.len() >= self.most {
            return Ok(Step::Exhausted(turn));
        }
        // As wide as the curve rises, or as the interval of the turn if that is still wider.
        let reach = PLACED * near * curve.scale;
        let from = turn.low.min(turn.value - reach).max(low);
        let to = turn.high.max(turn.value + reach).min(high);
        Ok(Step::Run(spread(from, to, self.stage, PLACES)))
    }

    /// The distance from the turn within which runs count, in scales, for this number of runs.
    ///
    /// The bias of a parabola grows with the fourth power of the window's width, and the interval
    /// shrinks with the root of the number of runs. So the window narrows with the number of runs,
    /// or the bias would eventually exceed the half-width.
    fn near(&self, runs: usize) -> f64 {
        let first = (LEAST_STAGES * self.stage) as f64;
        NEAR * (first / runs as f64).min(1.0).sqrt().sqrt()
    }

    fn check(&self) -> Result<(), ThresholdError> {
        let (low, high) = (self.low, self.high);
        if !(low < high && low.is_finite() && high.is_finite()) {
            return Err(ThresholdError::Range { low, high });
        }
        let sure = self.confidence > 0.0 && self.confidence < 1.0;
        if self.stage < PLACES || !sure || self.tolerance.is_nan() || self.tolerance <= 0.0 {
            return Err(ThresholdError::Settings);
        }
        Ok(())
    }
}

/// `runs` values at `places` even steps from end to end, ends included.
pub(super) fn spread(from: f64, to: f64, runs: usize, places: usize) -> Vec<f64> {
    (0..runs)
        .map(|run| from + (to - from) * (run % places) as f64 / (places - 1) as f64)
        .map(|at| at.clamp(from, to))
        .collect()
}

fn grouped(trials: &[Trial]) -> Vec<Group> {
    let mut sorted = trials.to_vec();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at));
    let same = |a: &Trial, b: &Trial| a.at.total_cmp(&b.at).is_eq();
    let group = |trials: &[Trial]| Group {
        at: trials[0].at,
        yes: trials.iter().filter(|trial| trial.yes).count() as f64,
        runs: trials.len() as f64,
    };
    sorted.chunk_by(same).map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: TurnSearch =
        TurnSearch { low: 0.0, high: 1.0, stage: 32, tolerance: 0.01, confidence: 0.95, most: 1000 };

    #[test]
    fn a_clean_step_is_closed_in_upon() {
        let mut trials = Vec::new();
        loop {
            match SEARCH.next(&trials).unwrap() {
                Step::Run(values) => trials.extend(values.into_iter().map(|at| Trial { at, yes: at > 0.3 })),
                Step::Found(turn) => {
                    assert!(turn.covers(0.3) && turn.width() <= 0.02, "{turn:?}");
                    assert!(turn.n >= 16 && turn.n <= trials.len() as u64);
                    return;
                }
                Step::Exhausted(turn) => panic!("{turn:?}"),
            }
        }
    }

    #[test]
    fn an_outcome_that_never_changes_does_not_turn() {
        let trials: Vec<Trial> = (0..32).map(|k| Trial { at: f64::from(k) / 32.0, yes: true }).collect();
        assert_eq!(SEARCH.next(&trials), Err(ThresholdError::NoTurn { low: 0.0, high: 1.0 }));
        let outside = [Trial { at: 2.0, yes: true }; 32];
        assert_eq!(SEARCH.next(&outside), Err(ThresholdError::Run { at: 2.0 }));
        assert!(TurnSearch { low: 2.0, ..SEARCH }.next(&[]).is_err());
        assert_eq!(TurnSearch { stage: 4, ..SEARCH }.next(&[]), Err(ThresholdError::Settings));
    }
}

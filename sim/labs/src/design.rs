//! Scenarios that students design, and their evaluation.

use bazaar_numerics::student_quantile;

use super::asked::Plan;
use super::prediction::mean;

/// The result of running a design.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trial {
    /// It was not run, for this reason.
    Refused(String),
    /// It equals the student's scenario.
    Unchanged,
    /// The mean of the metric, the half-width of its 95% interval, the changes, and the known
    /// mistake, if it is one.
    Run { mean: f64, half: f64, changes: Vec<String>, made: Option<usize> },
    /// Some run has no value of the metric.
    Nothing,
}

impl Plan {
    /// Whether a mean with half-width `half` reaches the target.
    pub(super) fn will_do(&self, mean: f64, half: f64) -> bool {
        if self.at_least { mean - half >= self.level } else { mean + half <= self.level }
    }

    /// The distance of a mean in the direction of the target: the higher, the better.
    pub(super) fn merit(&self, mean: f64) -> f64 {
        if self.at_least { mean } else { -mean }
    }

    /// The target, in words.
    pub(super) fn demand(&self) -> String {
        let bound = if self.at_least { "at least" } else { "at most" };
        format!("{bound} {} {}", self.level, self.unit).trim_end().to_owned()
    }

    /// Mean and half-width of the 95% interval of some values.
    pub(super) fn judged(values: &[Option<f64>]) -> Option<(f64, f64)> {
        let all: Option<Vec<f64>> = values.iter().copied().collect();
        let all = all.filter(|all| all.len() > 1)?;
        let (centre, count) = (mean(&all)?, all.len() as f64);
        let variance = all.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (count - 1.0);
        Some((centre, student_quantile(0.975, count - 1.0) * (variance / count).sqrt()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_interval_must_lie_where_it_is_asked() {
        let plan = |at_least| Plan {
            metric: "wait",
            unit: "h",
            at_least,
            level: 2.0,
            replications: 5,
            tries: 1,
            may_change: Vec::new(),
            mistakes: Vec::new(),
        };
        assert!(plan(true).will_do(2.5, 0.4) && !plan(true).will_do(2.5, 0.6));
        assert!(plan(false).will_do(1.5, 0.4) && !plan(false).will_do(1.5, 0.6));
        assert_eq!(plan(false).demand(), "at most 2 h");
        // 1, 2, 3: t(.975, 2) = 4.302653 times 1/sqrt(3).
        let (mean, half) = Plan::judged(&[Some(1.0), Some(2.0), Some(3.0)]).unwrap();
        assert!(mean == 2.0 && (half - 4.302_652_730 / 3.0_f64.sqrt()).abs() < 1e-8);
        assert_eq!(Plan::judged(&[Some(1.0), None]), None);
    }
}

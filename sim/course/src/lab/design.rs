//! Scenarios that students design: whether they will do.

use bazaar_numerics::student_quantile;

use super::asked::Plan;
use super::prediction::mean;

/// What running a design gave.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trial {
    /// It was not run, for this reason.
    Refused(String),
    /// Nothing was changed.
    Unchanged,
    /// The mean of the metric, half the length of its 95% interval, what was changed, and which known mistake it is.
    Run { mean: f64, half: f64, changes: Vec<String>, made: Option<usize> },
    /// A run has no value of the metric.
    Nothing,
}

impl Plan {
    /// Whether a mean that is known to within `half` will do.
    pub(super) fn will_do(&self, mean: f64, half: f64) -> bool {
        if self.at_least { mean - half >= self.level } else { mean + half <= self.level }
    }

    /// How good a mean is: the higher, the better.
    pub(super) fn merit(&self, mean: f64) -> f64 {
        if self.at_least { mean } else { -mean }
    }

    /// What is asked, in words.
    pub(super) fn demand(&self) -> String {
        let bound = if self.at_least { "at least" } else { "at most" };
        format!("{bound} {} {}", self.level, self.unit).trim_end().to_owned()
    }

    /// Mean and half of the 95% interval of some values.
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

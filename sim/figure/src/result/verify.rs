//! The object of checks.

use bazaar_scenario::Statistic;
use bazaar_study::Verdict;

/// What `bazaar verify --json` prints.
#[derive(serde::Serialize)]
pub struct Checks<'a> {
    schema: u32,
    checks: Vec<CheckResult<'a>>,
    passed: usize,
    failed: usize,
}

#[derive(serde::Serialize)]
struct CheckResult<'a> {
    model: &'a str,
    name: &'a str,
    scenario: &'a str,
    set: &'a [String],
    metric: &'a str,
    unit: &'a str,
    statistic: Statistic,
    expected: f64,
    observed: Option<f64>,
    tolerance: Option<f64>,
    n: u64,
    source: &'a str,
    pass: bool,
}

impl<'a> Checks<'a> {
    /// The verdicts in their order.
    #[must_use]
    pub fn new(verdicts: &'a [Verdict]) -> Self {
        let passed = verdicts.iter().filter(|verdict| verdict.passes()).count();
        let checks = verdicts.iter().map(|verdict| CheckResult {
            model: verdict.model,
            name: &verdict.check.name,
            scenario: &verdict.scenario,
            set: &verdict.check.set,
            metric: verdict.metric.name,
            unit: verdict.metric.unit,
            statistic: verdict.check.statistic,
            expected: verdict.check.expected,
            observed: verdict.observed,
            tolerance: verdict.tolerance,
            n: verdict.n,
            source: &verdict.check.source,
            pass: verdict.passes(),
        });
        Checks { schema: 1, checks: checks.collect(), passed, failed: verdicts.len() - passed }
    }
}

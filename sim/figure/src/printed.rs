//! Headings and rows of printed tables, the same in the terminal and in the book.
//!
//! The terminal and the book each choose the order, alignment and style of rows and cells.

use bazaar_study::{Cells, Estimate, Finding, Outcome, Verdict};

use crate::number::{self, Format, grouped, is_exact};

/// The replications and the horizon of a run: `20 replications of 30 d`, `20 batches of one run of 8 year`.
#[must_use]
pub fn runs(outcome: &Outcome) -> String {
    let horizon = outcome.scenario.study.horizon;
    match outcome.steady.batches {
        Some((batches, _)) => format!("{batches} batches of one run of {horizon}"),
        None => format!("{} of {horizon}", number::counted(outcome.observations.len() as u64, "replication")),
    }
}

/// The steady-state methods used, in a line or two; empty if none was.
#[must_use]
pub fn steady(outcome: &Outcome) -> String {
    let mut text = String::new();
    if let Some(found) = &outcome.steady.warm_up {
        let hours = Format::for_axis(0.0, "").with_step(0.1).text(found.hours);
        let verdict = if found.settled {
            "left out"
        } else {
            "left out, but the rule has not settled: the runs are too short to tell where their beginning ends"
        };
        text += &format!("the first {hours} h, by MSER-5 from {}, are {verdict}\n", found.metric);
    }
    let autocorrelation = outcome.steady.batches.iter().flat_map(|(_, autocorrelation)| autocorrelation);
    let autocorrelation: Vec<&str> = autocorrelation.map(|(metric, _)| *metric).collect();
    if !autocorrelation.is_empty() {
        text += &format!(
            "batches of {} are more alike than independent ones but once in a hundred runs: make them longer\n",
            autocorrelation.join(", ")
        );
    }
    text
}

/// A column's heading, and whether it holds numbers, which are aligned to the right.
pub type Heading = (&'static str, bool);

/// The headings above [`estimate`].
pub const ESTIMATES: [Heading; 7] = [
    ("metric", false),
    ("mean", true),
    ("± 95%", true),
    ("unit", false),
    ("10%", true),
    ("median", true),
    ("90%", true),
];

/// An estimate as a row, with all its numbers in one unit and with the decimals that its interval justifies.
#[must_use]
pub fn estimate(estimate: &Estimate) -> Vec<String> {
    let metric = estimate.metric;
    let format = Format::of_mean(estimate.mean.unwrap_or(0.0), estimate.half_width, metric.unit);
    let [low, median, high] = estimate.quantiles.map(|value| format.show(value));
    let (mean, half_width) = (format.show(estimate.mean), half_width(estimate, &format));
    vec![metric.name.to_owned(), mean, half_width, format.unit, low, median, high]
}

/// The headings above [`described`].
pub const DESCRIBED: [Heading; 5] =
    [ESTIMATES[0], ESTIMATES[1], ESTIMATES[2], ESTIMATES[3], ("what it is", false)];

/// An estimate as a row with the metric's definition.
#[must_use]
pub fn described(of: &Estimate) -> Vec<String> {
    let mut row = estimate(of);
    row.truncate(DESCRIBED.len() - 1);
    row.push(of.metric.about.to_owned());
    row
}

/// The headings above [`counted`].
pub const COUNTED: [Heading; 8] = [
    ESTIMATES[0],
    ESTIMATES[1],
    ESTIMATES[2],
    ESTIMATES[3],
    ("n", true),
    ESTIMATES[4],
    ESTIMATES[5],
    ESTIMATES[6],
];

/// An estimate as a row with the number of replications that have a value.
#[must_use]
pub fn counted(of: &Estimate) -> Vec<String> {
    let mut row = estimate(of);
    row.insert(4, grouped(&of.n.to_string()));
    row
}

/// The half-width of an interval; a plain zero if replications do not differ.
fn half_width(estimate: &Estimate, format: &Format) -> String {
    let is_exact = is_exact(estimate.mean.unwrap_or(0.0), estimate.half_width);
    if is_exact { "0".to_owned() } else { format.show(estimate.half_width) }
}

/// The headings above [`cells`].
#[must_use]
pub fn cell_headings(cells: &Cells) -> [Heading; 7] {
    let [_, mean, half_width, unit, low, _, high] = ESTIMATES;
    [(cells.rows.label, false), (cells.columns.label, false), mean, half_width, unit, low, high]
}

/// The cells of a two-dimensional metric that are not always zero, as rows: in the order of the matrix' rows, and
/// within each the largest first.
#[must_use]
pub fn cells(cells: &Cells) -> Vec<Vec<String>> {
    let ranked = cells.ranked().into_iter();
    ranked
        .map(|(row, column, found)| {
            let [_, mean, half_width, unit, low, _, high] =
                <[String; 7]>::try_from(estimate(found)).unwrap_or_default();
            vec![row.to_owned(), column.to_owned(), mean, half_width, unit, low, high]
        })
        .collect()
}

/// The headings above [`verdict`].
pub const VERDICTS: [Heading; 6] =
    [("check", false), ("expected", true), ("observed", true), ("±", true), ("unit", false), ("", false)];

/// The verdict of a check as a row.
#[must_use]
pub fn verdict(verdict: &Verdict) -> Vec<String> {
    let check = &verdict.check;
    let format = Format::new(check.expected, verdict.tolerance, verdict.metric.unit);
    let finding = match verdict.finding {
        Finding::Agrees => "agrees",
        Finding::Differs => "DIFFERS",
        Finding::Imprecise => "TOO IMPRECISE",
    };
    let [expected, observed, tolerance] =
        [Some(check.expected), verdict.observed, verdict.tolerance].map(|value| format.show(value));
    vec![check.name.clone(), expected, observed, tolerance, format.unit, finding.to_owned()]
}

#[cfg(test)]
mod tests {
    use bazaar_models::metric::Metric;

    use super::*;

    #[test]
    fn a_row_has_a_cell_for_each_heading() {
        const METRIC: &Metric = &Metric { name: "m", unit: "FLOPS", label: "M", about: "A metric." };
        let row = estimate(&Estimate::new(METRIC, [2e12, 3e12, 4e12].map(Some).into_iter()));
        assert_eq!(row.len(), ESTIMATES.len());
        assert_eq!(row[..4], ["m", "3.0", "2.5", "TFLOPS"]);
        let row = estimate(&Estimate::new(METRIC, [36e12; 3].map(Some).into_iter()));
        assert_eq!(row[1..], ["36", "0", "TFLOPS", "36", "36", "36"]);
        let row = counted(&Estimate::new(METRIC, [36e12; 3].map(Some).into_iter()));
        assert_eq!((row.len(), row[3].as_str(), row[4].as_str()), (COUNTED.len(), "TFLOPS", "3"));
        let row = described(&Estimate::new(METRIC, [36e12; 3].map(Some).into_iter()));
        assert_eq!((row.len(), row[4].as_str()), (DESCRIBED.len(), "A metric."));
    }
}

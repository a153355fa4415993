//! Tables for people, the same in the terminal and in the book: their headings and rows.
//!
//! Where a row stands, and how its cells are aligned and set, is up to whoever prints it.

use bazaar_study::{Cells, Estimate, Finding, Verdict};

use crate::number::Format;

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

/// An estimate as a row: all its numbers in one unit and with the decimals that its interval justifies.
#[must_use]
pub fn estimate(estimate: &Estimate) -> Vec<String> {
    let metric = estimate.metric;
    let format = Format::new(estimate.mean.unwrap_or(0.0), estimate.half_width, metric.unit);
    let [low, median, high] = estimate.quantiles.map(|value| format.show(value));
    let (mean, half_width) = (format.show(estimate.mean), format.show(estimate.half_width));
    vec![metric.name.to_owned(), mean, half_width, format.unit, low, median, high]
}

/// The headings above [`cells`].
#[must_use]
pub fn cell_headings(cells: &Cells) -> [Heading; 7] {
    let [_, mean, half_width, unit, low, _, high] = ESTIMATES;
    [(cells.rows.label, false), (cells.columns.label, false), mean, half_width, unit, low, high]
}

/// The cells of a metric by two things at once that are not always zero, as rows: by what the matrix' rows stand
/// for, and there the largest first.
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

/// What came of a check as a row.
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
    }
}

//! Two-dimensional metrics, such as retention by cohort and age: a row for each cell.

use bazaar_models::observation::Axis;
use bazaar_study::{Cells, Outcome};
use polars::frame::DataFrame;
use polars::prelude::Column as Values;

use super::TableError;
use bazaar_figure::column::Column;

const METRIC: Column = Column { name: "metric", unit: "", about: "The name of the metric." };

const BY: Column = Column {
    name: "by",
    unit: "",
    about: "What the cell's row stands for, with the unit of its numbers: cohort (months).",
};

const ROW: Column =
    Column { name: "row", unit: "", about: "Which row the cell is in: a name, or a number as text." };

const AND: Column = Column { name: "and", unit: "", about: "What the cell's column stands for." };

const COLUMN: Column =
    Column { name: "column", unit: "", about: "Which column it is in: a name, or a number as text." };

/// The columns of [`matrices`].
pub const MATRICES: [Column; 7] = [
    Column { name: "replication", unit: "", about: "The number of the replication, from 1." },
    METRIC,
    BY,
    ROW,
    AND,
    COLUMN,
    Column { name: "value", unit: "", about: "The value in the metric's unit." },
];

/// The columns of [`cells`].
pub const CELLS: [Column; 12] = [
    METRIC,
    BY,
    ROW,
    AND,
    COLUMN,
    Column {
        name: "unit",
        unit: "",
        about: "The unit of the numbers in this row; empty for a plain number.",
    },
    Column { name: "mean", unit: "", about: "The mean over the replications that have a value." },
    Column {
        name: "half_width",
        unit: "",
        about: "Half the length of the 95% confidence interval around the mean, by Student's t; empty below two replications.",
    },
    Column { name: "n", unit: "", about: "The number of replications that have a value of this cell." },
    Column { name: "p10", unit: "", about: "The tenth percentile over replications." },
    Column { name: "p50", unit: "", about: "The median over replications." },
    Column { name: "p90", unit: "", about: "The ninetieth percentile over replications." },
];

/// The position of a cell, column by column.
#[derive(Default)]
struct Places<'a> {
    metric: Vec<&'a str>,
    by: Vec<String>,
    row: Vec<&'a str>,
    and: Vec<String>,
    column: Vec<&'a str>,
}

impl<'a> Places<'a> {
    fn add(&mut self, metric: &'a str, sides: [&Axis; 2], [row, column]: [&'a str; 2]) {
        self.metric.push(metric);
        self.by.push(side(sides[0]));
        self.row.push(row);
        self.and.push(side(sides[1]));
        self.column.push(column);
    }

    fn columns(self) -> Vec<Values> {
        let [metric, by, row, and, column] = [METRIC, BY, ROW, AND, COLUMN].map(|column| column.name.into());
        vec![
            Values::new(metric, self.metric),
            Values::new(by, self.by),
            Values::new(row, self.row),
            Values::new(and, self.and),
            Values::new(column, self.column),
        ]
    }
}

/// The label of an axis: `age (months)`, `cause`.
fn side(axis: &Axis) -> String {
    match axis.unit {
        "" => axis.label.to_owned(),
        unit if unit == axis.label => unit.to_owned(),
        unit => format!("{} ({unit})", axis.label),
    }
}

/// The value of every cell in every replication that has one: replication by replication, then
/// matrix by matrix, then row by row.
///
/// # Errors
/// If the library cannot make the table.
pub fn matrices(outcome: &Outcome) -> Result<DataFrame, TableError> {
    let (mut replications, mut places, mut values) = (Vec::new(), Places::default(), Vec::new());
    for (replication, observation) in (1_u32..).zip(&outcome.observations) {
        for matrix in &observation.matrices {
            for (at, row) in matrix.rows.names.iter().enumerate() {
                let cells = matrix.columns.names.iter().zip(matrix.row(at));
                for (column, value) in cells {
                    let Some(value) = value.filter(|value| value.is_finite()) else { continue };
                    replications.push(replication);
                    places.add(matrix.metric, [&matrix.rows, &matrix.columns], [row, column]);
                    values.push(value);
                }
            }
        }
    }
    let [replication, .., value] = MATRICES.map(|column| column.name.into());
    let mut columns = vec![Values::new(replication, replications)];
    columns.extend(places.columns());
    columns.push(Values::new(value, values));
    Ok(DataFrame::new_infer_height(columns)?)
}

/// The estimate of every cell with a value in any replication, in the order of the model's metrics.
///
/// # Errors
/// If the library cannot make the table.
pub fn cells(outcome: &Outcome) -> Result<DataFrame, TableError> {
    let all = || outcome.summary.matrices.iter();
    let known = || all().flat_map(Cells::known);
    let mut places = Places::default();
    for cells in all() {
        for (row, column, _) in cells.known() {
            places.add(cells.metric.name, [&cells.rows, &cells.columns], [row, column]);
        }
    }
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    let percentile =
        |index: usize| known().map(|(_, _, found)| finite(found.quantiles[index])).collect::<Vec<_>>();
    let [.., unit, mean, half_width, n, p10, p50, p90] = CELLS.map(|column| column.name.into());
    let mut columns = places.columns();
    columns.extend([
        Values::new(unit, known().map(|(_, _, found)| found.metric.unit).collect::<Vec<_>>()),
        Values::new(mean, known().map(|(_, _, found)| finite(found.mean)).collect::<Vec<_>>()),
        Values::new(half_width, known().map(|(_, _, found)| finite(found.half_width)).collect::<Vec<_>>()),
        Values::new(n, known().map(|(_, _, found)| found.n).collect::<Vec<u64>>()),
        Values::new(p10, percentile(0)),
        Values::new(p50, percentile(1)),
        Values::new(p90, percentile(2)),
    ]);
    Ok(DataFrame::new_infer_height(columns)?)
}

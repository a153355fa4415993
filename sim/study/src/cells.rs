//! Estimates of two-dimensional metrics, such as retention by cohort and age.
//!
//! Replications may have different rows and columns: in one of them no customer may join in the
//! first month, or stay as long as in another. Rows and columns are matched by name, and a cell
//! that only some replications have is estimated from these; its `n` is their number.

use bazaar_models::metric::Metric;
use bazaar_models::observation::{Axis, Matrix, Observation};

use crate::estimate::Estimate;

/// An estimate for each cell of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// The metric.
    pub metric: &'static Metric,
    /// The rows, with every row that any replication has.
    pub rows: Axis,
    /// The columns, with every column that any replication has.
    pub columns: Axis,
    /// Row by row; a cell without a value in any replication has no mean.
    pub estimates: Vec<Estimate>,
}

impl Cells {
    /// The estimates of all two-dimensional metrics that any replication has, in the order of the
    /// model's list.
    pub(crate) fn all(metrics: &'static [Metric], observations: &[Observation]) -> Vec<Self> {
        metrics.iter().filter_map(|metric| Self::new(metric, observations)).collect()
    }

    fn new(metric: &'static Metric, observations: &[Observation]) -> Option<Self> {
        let matrices = observations.iter().map(|observation| &observation.matrices);
        let all: Vec<Option<&Matrix>> =
            matrices.map(|all| all.iter().find(|matrix| matrix.metric == metric.name)).collect();
        let rows = united(all.iter().flatten().map(|matrix| &matrix.rows))?;
        let columns = united(all.iter().flatten().map(|matrix| &matrix.columns))?;
        if rows.names.is_empty() || columns.names.is_empty() {
            return None;
        }
        let size = rows.names.len() * columns.names.len();
        let mut values: Vec<Vec<Option<f64>>> = vec![vec![None; all.len()]; size];
        for (replication, matrix) in all.iter().enumerate() {
            let Some(matrix) = matrix else { continue };
            let to_columns = places(&matrix.columns, &columns);
            for (row, to_row) in places(&matrix.rows, &rows).into_iter().enumerate() {
                for (value, to_column) in matrix.row(row).iter().zip(&to_columns) {
                    let cell = values.get_mut(to_row * columns.names.len() + to_column);
                    if let Some(place) = cell.and_then(|cell| cell.get_mut(replication)) {
                        *place = value.filter(|value| value.is_finite());
                    }
                }
            }
        }
        let estimates = values.into_iter().map(|cell| Estimate::new(metric, cell.into_iter())).collect();
        Some(Cells { metric, rows, columns, estimates })
    }

    /// The estimate in a row and a column, if they exist.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> Option<&Estimate> {
        let width = self.columns.names.len();
        (column < width).then(|| self.estimates.get(row * width + column)).flatten()
    }

    /// Whether both sides are names, such as kinds and causes: then it is a table, not a heat map.
    #[must_use]
    pub fn is_of_names(&self) -> bool {
        self.rows.unit.is_empty() && self.columns.unit.is_empty()
    }

    /// The cells that have a value, with the names of their rows and columns, row by row.
    pub fn known(&self) -> impl Iterator<Item = (&str, &str, &Estimate)> {
        let width = self.columns.names.len();
        let known = self.estimates.iter().enumerate().filter(|(_, estimate)| estimate.n > 0);
        known.filter_map(move |(at, estimate)| {
            let (row, column) = (self.rows.names.get(at / width)?, self.columns.names.get(at % width)?);
            Some((row.as_str(), column.as_str(), estimate))
        })
    }

    /// In each row the cells that are not always zero, the largest first.
    #[must_use]
    pub fn ranked(&self) -> Vec<(&str, &str, &Estimate)> {
        let moves = |estimate: &Estimate| estimate.mean.is_some_and(|mean| mean.abs() > 0.0);
        let mut ranked: Vec<_> = self.known().filter(|(_, _, estimate)| moves(estimate)).collect();
        for row in ranked.chunk_by_mut(|one, other| one.0 == other.0) {
            row.sort_by(|(_, _, one), (_, _, other)| {
                other.mean.unwrap_or(0.0).total_cmp(&one.mean.unwrap_or(0.0))
            });
        }
        ranked
    }
}

/// The union of several axes: numbers ascend, names are in order of occurrence.
fn united<'a>(axes: impl Iterator<Item = &'a Axis>) -> Option<Axis> {
    let mut united: Option<Axis> = None;
    for axis in axes {
        let so_far = united.get_or_insert_with(|| Axis { names: Vec::new(), ..axis.clone() });
        for name in &axis.names {
            if !so_far.names.contains(name) {
                so_far.names.push(name.clone());
            }
        }
    }
    let mut united = united?;
    if !united.unit.is_empty() {
        let number = |name: &String| name.parse::<f64>().unwrap_or(f64::INFINITY);
        united.names.sort_by(|one, other| number(one).total_cmp(&number(other)));
    }
    Some(united)
}

/// The index of each name of an axis in the union.
fn places(axis: &Axis, united: &Axis) -> Vec<usize> {
    let place = |name: &String| united.names.iter().position(|other| other == name);
    axis.names.iter().filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const METRICS: &[Metric] = &[
        Metric { name: "other", unit: "", label: "Other", about: "Another metric." },
        Metric { name: "kept", unit: "share", label: "Kept", about: "A metric." },
    ];

    fn matrix(unit: &'static str, rows: &[&str], columns: &[&str], values: &[Option<f64>]) -> Observation {
        let axis = |label, unit, names: &[&str]| Axis {
            label,
            unit,
            names: names.iter().map(|&name| name.to_owned()).collect(),
        };
        let matrix = Matrix {
            metric: "kept",
            rows: axis("cohort", unit, rows),
            columns: axis("age", unit, columns),
            values: values.to_vec(),
        };
        Observation { matrices: vec![matrix], ..Observation::default() }
    }

    #[test]
    fn replications_are_laid_side_by_side_by_name() {
        let one = matrix("months", &["2", "10"], &["0", "1"], &[Some(1.0), Some(0.5), Some(1.0), None]);
        let other = matrix("months", &["10"], &["0", "1"], &[Some(1.0), Some(f64::NAN)]);
        let third = matrix("months", &["9", "10"], &["0"], &[Some(0.5), Some(0.7)]);
        let all = Cells::all(METRICS, &[one, other, Observation::default(), third]);
        let [cells] = &all[..] else { panic!("{all:?}") };
        assert_eq!(
            (cells.metric.name, &cells.rows.names[..]),
            ("kept", &["2", "9", "10"].map(String::from)[..])
        );
        let found = |row, column| {
            let estimate = cells.at(row, column).unwrap();
            (estimate.mean, estimate.n)
        };
        assert_eq!(found(0, 1), (Some(0.5), 1));
        assert_eq!(found(1, 0), (Some(0.5), 1));
        assert_eq!(found(2, 1), (None, 0));
        let (mean, n) = found(2, 0);
        assert!((mean.unwrap() - 0.9).abs() < 1e-12 && n == 3);
        // Values 1, 1 and .7: deviation sqrt(.03), and t(.975, 2) = 4.302653.
        let half_width = cells.at(2, 0).unwrap().half_width.unwrap();
        assert!((half_width - 4.302_653 * (0.03_f64 / 3.0).sqrt()).abs() < 1e-6, "{half_width}");
        assert_eq!((cells.at(3, 0), cells.at(0, 2)), (None, None));
        assert_eq!(cells.known().count(), 4);
    }

    #[test]
    fn names_keep_their_order_and_the_largest_comes_first() {
        let one = matrix(
            "",
            &["churn", "pause"],
            &["card", "renewal"],
            &[Some(1.0), Some(9.0), Some(0.0), Some(2.0)],
        );
        let cells = Cells::all(METRICS, &[one]).remove(0);
        assert!(cells.is_of_names());
        let ranked: Vec<_> = cells.ranked().into_iter().map(|(row, column, _)| (row, column)).collect();
        assert_eq!(ranked, [("churn", "renewal"), ("churn", "card"), ("pause", "renewal")]);
    }

    #[test]
    fn what_has_no_cells_is_no_matrix() {
        assert_eq!(Cells::all(METRICS, &[matrix("", &[], &[], &[])]), []);
        // Too few values: what is missing carries no information.
        let short = Cells::all(METRICS, &[matrix("", &["a", "b"], &["c"], &[Some(1.0)])]).remove(0);
        assert_eq!(short.known().count(), 1);
    }
}

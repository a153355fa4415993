//! Small dense matrices, for experimental designs and least-squares fits.

/// A square matrix, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    size: usize,
    entries: Vec<f64>,
}

impl Matrix {
    /// A matrix from a function of row and column.
    #[must_use]
    pub fn new(size: usize, mut entry: impl FnMut(usize, usize) -> f64) -> Self {
        let mut entries = Vec::with_capacity(size * size);
        for row in 0..size {
            for column in 0..size {
                entries.push(entry(row, column));
            }
        }
        Matrix { size, entries }
    }

    /// The number of rows and columns.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// One entry.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.entries[row * self.size + column]
    }

    /// The lower triangle L with L L' = this matrix (Cholesky); `None` unless it is positive definite.
    #[must_use]
    pub fn cholesky(&self) -> Option<Matrix> {
        let mut lower = Matrix::new(self.size, |_, _| 0.0);
        for row in 0..self.size {
            for column in 0..=row {
                let sum: f64 = (0..column).map(|k| lower.at(row, k) * lower.at(column, k)).sum();
                let rest = self.at(row, column) - sum;
                lower.entries[row * self.size + column] = if row == column {
                    if rest.is_nan() || rest <= 0.0 {
                        return None;
                    }
                    rest.sqrt()
                } else {
                    rest / lower.at(column, column)
                };
            }
        }
        Some(lower)
    }

    /// The x with L x = `right`, for a lower triangle L.
    #[must_use]
    pub fn forward(&self, right: &[f64]) -> Vec<f64> {
        let mut solution: Vec<f64> = Vec::with_capacity(self.size);
        for (row, right) in right.iter().enumerate() {
            let sum: f64 = solution.iter().enumerate().map(|(k, x)| self.at(row, k) * x).sum();
            solution.push((right - sum) / self.at(row, row));
        }
        solution
    }

    /// The inverse; `None` unless the matrix is positive definite.
    #[must_use]
    pub fn inverse(&self) -> Option<Matrix> {
        let lower = self.cholesky()?;
        let columns: Vec<Vec<f64>> =
            (0..self.size).map(|column| lower.forward(&unit(self.size, column))).collect();
        Some(Matrix::new(self.size, |row, column| {
            columns[row].iter().zip(&columns[column]).map(|(a, b)| a * b).sum()
        }))
    }
}

fn unit(size: usize, place: usize) -> Vec<f64> {
    (0..size).map(|k| if k == place { 1.0 } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::Matrix;

    const ROWS: [[f64; 3]; 3] = [[4.0, 2.0, 0.6], [2.0, 5.0, 1.0], [0.6, 1.0, 3.0]];

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        let matrix = Matrix::new(3, |row, column| ROWS[row][column]);
        let inverse = matrix.inverse().unwrap();
        for row in 0..3 {
            for column in 0..3 {
                let product: f64 = (0..3).map(|k| matrix.at(row, k) * inverse.at(k, column)).sum();
                assert!((product - f64::from(u8::from(row == column))).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn what_is_not_positive_definite_has_no_triangle() {
        assert_eq!(Matrix::new(2, |row, column| if row == column { 1.0 } else { 2.0 }).cholesky(), None);
        assert_eq!(Matrix::new(1, |_, _| f64::NAN).cholesky(), None);
    }
}

//! Matrices of at most three rows: the sums of products of a parabola.

/// The inverse of a symmetric positive matrix and its determinant; `None` if it is not positive.
pub(super) fn inverted(matrix: &[[f64; 3]; 3], size: usize) -> Option<([[f64; 3]; 3], f64)> {
    let mut left = *matrix;
    let mut right = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    let mut determinant = 1.0;
    for pivot in 0..size {
        let of = left[pivot][pivot];
        // What rounding leaves of a pivot that is zero.
        if of.is_nan() || of <= 1e-13 * matrix[pivot][pivot] {
            return None;
        }
        determinant *= of;
        for column in 0..size {
            left[pivot][column] /= of;
            right[pivot][column] /= of;
        }
        let (pivot_left, pivot_right) = (left[pivot], right[pivot]);
        for row in (0..size).filter(|&row| row != pivot) {
            let by = left[row][pivot];
            for column in 0..size {
                left[row][column] -= by * pivot_left[column];
                right[row][column] -= by * pivot_right[column];
            }
        }
    }
    Some((right, determinant))
}

#[cfg(test)]
mod tests {
    use super::inverted;

    #[test]
    fn an_inverse_times_its_matrix_is_one() {
        let matrix = [[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]];
        let (inverse, determinant) = inverted(&matrix, 3).unwrap();
        for (row, of) in matrix.iter().enumerate() {
            for column in [0, 1, 2] {
                let cell: f64 = of.iter().zip(&inverse).map(|(first, second)| first * second[column]).sum();
                assert!((cell - f64::from(u8::from(row == column))).abs() < 1e-12);
            }
        }
        // 4 (3 x 2 - 1/16) - (2 - 1/8) + (1/4 - 3/2) / 2
        assert!((determinant - (23.75 - 1.875 - 0.625)).abs() < 1e-12);
        assert!(inverted(&[[1.0; 3]; 3], 2).is_none());
    }
}

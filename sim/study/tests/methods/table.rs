//! Reads the tables of published data.

/// The numbers below the heading.
pub(crate) fn table(text: &str) -> Vec<Vec<f64>> {
    text.lines()
        .skip(1)
        .map(|line| line.split(',').map(|cell| cell.trim().parse().unwrap()).collect())
        .collect()
}

//! Where a function crosses zero, by halving.
//!
//! Slower than Newton's method and never wrong: all it needs is a sign.

/// The zero of a rising function between `low` and `high`, to the last bit but one.
///
/// If there is none, the end that is nearer to one.
pub fn rising_root(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high || high - low <= 1e-15 * middle.abs() {
            return middle;
        }
        if f(middle) < 0.0 { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::rising_root;

    #[test]
    fn the_root_of_two_is_found_to_the_last_bit_but_one() {
        assert!((rising_root(|x| x * x - 2.0, 0.0, 2.0) - 2.0_f64.sqrt()).abs() < 5e-16);
    }

    #[test]
    fn without_a_root_the_nearer_end_is_given() {
        assert!((rising_root(|_| 1.0, 1.0, 2.0) - 1.0).abs() < 1e-14);
        assert!((rising_root(|_| -1.0, 1.0, 2.0) - 2.0).abs() < 1e-14);
    }
}

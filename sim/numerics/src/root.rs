//! Root finding by bisection.
//!
//! Slower than Newton's method, but it always converges, and needs only the sign of the function.

/// The root of an increasing function between `low` and `high`, to the last bit but one.
///
/// If there is none, the end that is nearer to a root.
pub fn rising_root(f: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    turn(|x| f(x) < 0.0, low, high, |low, high| high - low <= 1e-15 * (0.5 * (low + high)).abs())
}

/// The number between `low` and `high` up to which `holds` is true, by bisection until `enough` is true of the two
/// ends, or no number lies between them.
///
/// If there is none, the end that is nearer to one.
pub fn turn(
    holds: impl Fn(f64) -> bool,
    mut low: f64,
    mut high: f64,
    mut enough: impl FnMut(f64, f64) -> bool,
) -> f64 {
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high || enough(low, high) {
            return middle;
        }
        if holds(middle) { low = middle } else { high = middle }
    }
}

/// The criterion that stops after `count` bisections.
pub fn halvings(count: u32) -> impl FnMut(f64, f64) -> bool {
    let mut left = count;
    move |_, _| {
        let enough = left == 0;
        left = left.saturating_sub(1);
        enough
    }
}

#[cfg(test)]
mod tests {
    use super::{halvings, rising_root, turn};

    #[test]
    fn the_root_of_two_is_found_to_the_last_bit_but_one() {
        assert!((rising_root(|x| x * x - 2.0, 0.0, 2.0) - 2.0_f64.sqrt()).abs() < 5e-16);
    }

    #[test]
    fn without_a_root_the_nearer_end_is_given() {
        assert!((rising_root(|_| 1.0, 1.0, 2.0) - 1.0).abs() < 1e-14);
        assert!((rising_root(|_| -1.0, 1.0, 2.0) - 2.0).abs() < 1e-14);
    }

    #[test]
    fn three_halvings_leave_the_middle_of_an_eighth() {
        assert_eq!(turn(|x| x < 0.3, 0.0, 1.0, halvings(3)), 0.3125);
    }

    #[test]
    fn halving_ends_when_no_number_is_left_between() {
        assert_eq!(turn(|x| x < 0.75, 0.0, 1.0, |_, _| false), 0.75 - f64::EPSILON / 4.0);
    }
}

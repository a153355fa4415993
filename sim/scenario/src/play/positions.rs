//! The stops of a slider: round numbers between two ends.

/// The approximate number of stops; a slider some 200 pixels long needs no more.
const STOPS: u32 = 40;

/// The leading digits of the steps of a slider.
const STEPS: [f64; 4] = [1.0, 2.0, 2.5, 5.0];

/// The leading digits of the stops within a factor of ten, on a logarithmic slider.
const WITHIN_TEN: [f64; 12] = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];

/// Both ends, round numbers between them, and the current value, in order.
pub(super) fn positions(low: f64, high: f64, log: bool, own: Option<f64>) -> Vec<f64> {
    let mut all = if log && low > 0.0 { by_factors(low, high) } else { by_steps(low, high) };
    all.extend([low, high].into_iter().chain(own));
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

fn by_steps(low: f64, high: f64) -> Vec<f64> {
    let wanted = (high - low) / f64::from(STOPS);
    let (step, exponent) = exponents(wanted)
        .flat_map(|exponent| STEPS.map(|step| (step, exponent)))
        .find(|&(step, exponent)| at(step, exponent) >= wanted)
        .unwrap_or((1.0, 0));
    let width = at(step, exponent);
    let first = (low / width).ceil();
    // Multiples of the step, each rounded once, so that 0.3 is not 0.30000000000000004.
    let multiples = (0..=STOPS).map(|place| at((first + f64::from(place)) * step, exponent));
    multiples.filter(|value| (low..=high).contains(value)).collect()
}

fn by_factors(low: f64, high: f64) -> Vec<f64> {
    let mut all: Vec<f64> = exponents(low)
        .take_while(|&exponent| at(1.0, exponent) <= high)
        .flat_map(|exponent| WITHIN_TEN.map(|first| at(first, exponent)))
        .filter(|value| (low..=high).contains(value))
        .collect();
    while all.len() as f64 > 1.5 * f64::from(STOPS) {
        all = all.into_iter().step_by(2).collect();
    }
    all
}

/// Powers of ten from just below a positive number up.
fn exponents(from: f64) -> impl Iterator<Item = i32> {
    let first = (-320..308).rev().find(|&exponent| at(1.0, exponent) <= from).unwrap_or(-320);
    first..309
}

/// A number times a power of ten, rounded once.
fn at(number: f64, exponent: i32) -> f64 {
    let power = 10_f64.powi(exponent.abs());
    if exponent < 0 { number / power } else { number * power }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn stops_are_round_and_the_ends_are_among_them() {
        let stops = positions(0.3, 0.95, false, None);
        assert_eq!(stops.first(), Some(&0.3));
        assert_eq!(stops[1..4], [0.32, 0.34, 0.36]);
        assert_eq!(stops.last(), Some(&0.95));
        assert_eq!(positions(1.0, 5.0, false, None)[..3], [1.0, 1.1, 1.2]);
        assert_eq!(positions(1.0, 100.0, true, None)[..5], [1.0, 1.2, 1.5, 2.0, 2.5]);
        assert!(positions(1.0, 5.0, false, Some(1.234)).contains(&1.234));
    }

    proptest! {
        #[test]
        fn any_two_ends_have_stops_between(low in -1e9..1e9f64, width in 1e-9..1e9f64, log: bool) {
            let high = low + width;
            prop_assume!(low < high);
            let stops = positions(low, high, log, None);
            prop_assert!((2..=70).contains(&stops.len()), "{}", stops.len());
            prop_assert!(stops.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!((stops[0], stops[stops.len() - 1]), (low, high));
        }
    }
}

//! A box as a sentence.

use super::{Range, Region};

/// A box as a sentence, with the names of the factors in order, the format of each value, and a
/// description of a case: "the plan fails". Numbers are rounded to four digits.
#[must_use]
pub fn words(found: &Region, names: &[&str], write: impl Fn(usize, f64) -> String, case: &str) -> String {
    let bounds: Vec<String> = found
        .ranges
        .iter()
        .zip(names)
        .enumerate()
        .filter_map(|(factor, (range, name))| bound(range, name, |value| write(factor, digits(value))))
        .collect();
    let place =
        if bounds.is_empty() { "everywhere".to_owned() } else { format!("where {}", bounds.join(" and ")) };
    let percent = |share: f64| (100.0 * share).round();
    format!(
        "{case} {place}: so it is at {}% of the {} points there, which are {}% of all such points",
        percent(found.density),
        found.points,
        percent(found.coverage)
    )
}

fn bound(range: &Range, name: &str, write: impl Fn(f64) -> String) -> Option<String> {
    let end = |value: f64| value.is_finite().then(|| write(value));
    match (end(range.low), end(range.high)) {
        (Some(low), Some(high)) if low == high => Some(format!("{name} is {low}")),
        (Some(low), Some(high)) => Some(format!("{name} is from {low} to {high}")),
        (Some(low), None) => Some(format!("{name} is at least {low}")),
        (None, Some(high)) => Some(format!("{name} is at most {high}")),
        (None, None) => None,
    }
}

/// The number to four digits.
fn digits(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_said_in_words() {
        let ranges = vec![
            Range { low: 0.21, high: f64::INFINITY },
            Range::ALL,
            Range { low: 1.0 / 3.0, high: 12_344.0 },
        ];
        let found =
            Region { ranges, points: 120, cases: 90, coverage: 0.6, density: 0.75, p_values: Vec::new() };
        assert_eq!(
            words(
                &found,
                &["take rate", "size", "delay"],
                |_, value| format!("{value} h"),
                "the market dies"
            ),
            "the market dies where take rate is at least 0.21 h and delay is from 0.3333 h to 12340 h: \
             so it is at 75% of the 120 points there, which are 60% of all such points"
        );
    }

    #[test]
    fn a_box_without_bounds_is_everywhere() {
        let found = Region {
            ranges: vec![Range::ALL],
            points: 2,
            cases: 1,
            coverage: 1.0,
            density: 0.5,
            p_values: Vec::new(),
        };
        assert!(
            words(&found, &["size"], |_, value| value.to_string(), "it fails")
                .starts_with("it fails everywhere: ")
        );
    }
}

//! A box as a sentence.

use super::{Range, Region};

/// What a box says, with the names of the factors in order and a word for what a case is: "the plan
/// fails". Numbers are rounded to four digits.
#[must_use]
pub fn words(found: &Region, names: &[&str], case: &str) -> String {
    let bounds: Vec<String> =
        found.ranges.iter().zip(names).filter_map(|(range, name)| bound(range, name)).collect();
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

fn bound(range: &Range, name: &str) -> Option<String> {
    let (low, high) = (digits(range.low), digits(range.high));
    match (range.low.is_finite(), range.high.is_finite()) {
        (true, true) if low == high => Some(format!("{name} is {low}")),
        (true, true) => Some(format!("{name} is from {low} to {high}")),
        (true, false) => Some(format!("{name} is at least {low}")),
        (false, true) => Some(format!("{name} is at most {high}")),
        (false, false) => None,
    }
}

/// Four digits, without the zeros at the end.
fn digits(value: f64) -> String {
    let scientific = format!("{value:.3e}");
    scientific.parse::<f64>().map_or(scientific, |rounded| rounded.to_string())
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
            words(&found, &["take rate", "size", "delay"], "the market dies"),
            "the market dies where take rate is at least 0.21 and delay is from 0.3333 to 12340: \
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
        assert!(words(&found, &["size"], "it fails").starts_with("it fails everywhere: "));
    }
}

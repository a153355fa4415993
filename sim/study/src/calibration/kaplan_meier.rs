//! The survival function without a model (Kaplan & Meier 1958).

use super::Lifetime;

/// The largest distance between the Kaplan-Meier curve and a model's survival function: from 0 to
/// 1, on both sides of each step. Without censoring it is the Kolmogorov-Smirnov distance.
pub(super) fn distance(lifetimes: &[Lifetime], survival: impl Fn(f64) -> f64) -> f64 {
    let (mut share, mut largest) = (1.0, 0.0_f64);
    for (length, left) in lasting(lifetimes) {
        let model = survival(length);
        largest = largest.max((share - model).abs()).max((left - model).abs());
        share = left;
    }
    largest
}

/// The survival function after each length at which an interval ended, in ascending order of
/// length; before the first it is 1.
#[must_use]
pub fn lasting(lifetimes: &[Lifetime]) -> Vec<(f64, f64)> {
    let mut sorted = lifetimes.to_vec();
    // At equal lengths endings come before censoring.
    sorted.sort_by(|a, b| a.length.total_cmp(&b.length).then(b.ended.cmp(&a.ended)));
    let (mut share, mut at_risk) = (1.0, sorted.len());
    let mut steps = Vec::new();
    let mut rest = sorted.as_slice();
    while let Some(first) = rest.first() {
        let here = rest.iter().take_while(|one| one.length.total_cmp(&first.length).is_eq()).count();
        let ended = rest[..here].iter().filter(|one| one.ended).count();
        if ended > 0 {
            share *= 1.0 - ended as f64 / at_risk as f64;
            steps.push((first.length, share));
        }
        at_risk -= here;
        rest = &rest[here..];
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_unfinished_ones_it_is_the_distance_of_kolmogorov() {
        // .1, .4 and .7 against the uniform distribution: the step at .7 is .3 too high.
        let lifetimes = [0.7, 0.1, 0.4].map(|length| Lifetime { length, ended: true });
        assert!((distance(&lifetimes, |t| 1.0 - t) - 0.3).abs() < 1e-12);
    }

    #[test]
    fn an_unfinished_interval_weighs_on_the_later_ones() {
        // After an ending at 1 and a censoring at 2, a half of the rest ends at 3.
        let ends = [(1.0, true), (2.0, false), (3.0, true), (4.0, false)];
        let lifetimes = ends.map(|(length, ended)| Lifetime { length, ended });
        let model = |t: f64| if t < 2.0 { 0.75 } else { 0.375 };
        assert!((distance(&lifetimes, model) - 0.375).abs() < 1e-12);
    }
}

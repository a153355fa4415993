//! Gross and net effects.

use bazaar_numerics::accumulators::Tally;

use super::EvaluationError;
use crate::interval::Estimated;
use bazaar_numerics::student_quantile;

/// The outcome of a person, before and after, in the outcome's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Before the project.
    pub before: f64,
    /// After it.
    pub after: f64,
}

/// An effect in the outcome's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The estimate, with an interval; n counts people of both groups.
    pub size: Estimated,
    /// Its standard error.
    pub standard_error: f64,
}

/// The mean change of the treated from before to after: the estimate of a project without a
/// comparison group.
///
/// # Errors
/// If there are fewer than two people or an outcome is not finite.
pub fn gross_effect(treated: &[Person], confidence: f64) -> Result<Effect, EvaluationError> {
    let gains = tally(treated.iter().map(|person| person.after - person.before))?;
    let error = gains.standard_error().ok_or(EvaluationError::Group)?;
    effect(gains.mean(), error, (gains.count() - 1) as f64, gains.count(), confidence)
}

/// The difference of means of treated and control after the project: the net effect if treatment
/// was assigned at random.
///
/// The standard error is Neyman's (1923): the sum of the groups' variances over their sizes. It
/// does not assume equal variances; the interval has Welch's degrees of freedom (1947).
///
/// # Errors
/// If a group has fewer than two people or an outcome is not finite.
pub fn difference_of_means(
    treated: &[f64],
    control: &[f64],
    confidence: f64,
) -> Result<Effect, EvaluationError> {
    let (treated, control) = (tally(treated.iter().copied())?, tally(control.iter().copied())?);
    between(&treated, &control, confidence)
}

/// The difference in differences, the mean change of the treated minus that of the control: the net
/// effect under parallel trends (Ashenfelter & Card 1985).
///
/// # Errors
/// If a group has fewer than two people or an outcome is not finite.
pub fn difference_in_differences(
    treated: &[Person],
    control: &[Person],
    confidence: f64,
) -> Result<Effect, EvaluationError> {
    let gains = |group: &[Person]| tally(group.iter().map(|person| person.after - person.before));
    between(&gains(treated)?, &gains(control)?, confidence)
}

fn between(treated: &Tally, control: &Tally, confidence: f64) -> Result<Effect, EvaluationError> {
    let square = |group: &Tally| group.variance().map(|variance| variance / group.count() as f64);
    let (Some(a), Some(b)) = (square(treated), square(control)) else {
        return Err(EvaluationError::Group);
    };
    let freedom = |square: f64, group: &Tally| square * square / (group.count() - 1) as f64;
    let both = freedom(a, treated) + freedom(b, control);
    // Two groups without variation differ by exactly their difference.
    let degrees = if both > 0.0 { (a + b) * (a + b) / both } else { 1.0 };
    let difference = treated.mean().zip(control.mean()).map(|(treated, control)| treated - control);
    effect(difference, (a + b).sqrt(), degrees, treated.count() + control.count(), confidence)
}

fn effect(
    size: Option<f64>,
    standard_error: f64,
    degrees: f64,
    n: u64,
    confidence: f64,
) -> Result<Effect, EvaluationError> {
    let t = student_quantile(0.5 + 0.5 * confidence, degrees);
    let size = size.ok_or(EvaluationError::Group)?;
    Ok(Effect { size: Estimated::around(size, t * standard_error, n), standard_error })
}

fn tally(values: impl Iterator<Item = f64>) -> Result<Tally, EvaluationError> {
    let mut tally = Tally::default();
    values.for_each(|value| tally.add(value));
    if tally.refused() > 0 || tally.count() < 2 { Err(EvaluationError::Group) } else { Ok(tally) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_neymans_and_the_degrees_are_welchs() {
        // Variances 1 and 4 over 3 and 2 people: 1/3 + 2; degrees (7/3)^2 / (1/18 + 4).
        let effect = difference_of_means(&[1.0, 2.0, 3.0], &[4.0, 4.0 + 8.0_f64.sqrt()], 0.95).unwrap();
        assert!((effect.standard_error - (1.0_f64 / 3.0 + 2.0).sqrt()).abs() < 1e-12);
        let degrees = 49.0 / 9.0 / (1.0 / 18.0 + 4.0);
        let t = student_quantile(0.975, degrees);
        assert!((effect.size.width() - 2.0 * t * effect.standard_error).abs() < 1e-9);
    }

    #[test]
    fn what_both_groups_gain_is_no_effect() {
        let people = |start: f64, gain: f64| {
            [0.0, 1.0, 2.0].map(|by| Person { before: start + by, after: start + by + gain })
        };
        let net = difference_in_differences(&people(10.0, 5.0), &people(70.0, 3.0), 0.95).unwrap();
        assert_eq!((net.size.value, net.size.width()), (2.0, 0.0));
        assert_eq!(gross_effect(&people(10.0, 5.0), 0.95).unwrap().size.value, 5.0);
    }

    #[test]
    fn a_group_of_one_has_no_effect_to_tell() {
        assert_eq!(difference_of_means(&[1.0], &[1.0, 2.0], 0.95), Err(EvaluationError::Group));
        assert_eq!(difference_of_means(&[1.0, f64::NAN], &[1.0, 2.0], 0.95), Err(EvaluationError::Group));
    }
}

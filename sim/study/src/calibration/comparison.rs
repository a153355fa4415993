//! A figure of the data beside the same figure of the fitted scenario.
//!
//! A distance measures the fit of a distribution to one part of the data, but not the combination
//! of several in a scenario. Availability, for example, results from two of them and from the
//! windows of observation.

use bazaar_numerics::variates::exp;
use pxfm::f_lgamma;

use super::lifetimes::survival;
use super::{FAMILIES, Fitting, Lifetime, Part, Sample, lasting};

/// The most informative figure for a kind of data.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Its name: `availability`, `mean length`, `left after 7 renewals`,
    /// `customers who bought again`, `adopters in all`.
    pub what: String,
    /// Its value in the data.
    pub data: f64,
    /// Its value in the fitted scenario.
    pub fitted: f64,
    /// The standard error of the data's value, or 0 where it is not known.
    error: f64,
}

/// The relative difference from which the scenario does not represent the data.
const APART: f64 = 0.1;

impl Comparison {
    /// Whether the two differ by more than a tenth, and by more than three standard errors.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        let apart = (self.data - self.fitted).abs();
        !(apart <= APART * self.data.abs() || apart <= 3.0 * self.error)
    }
}

/// The data's figure beside that of the best models, with which a scenario is written.
#[must_use]
pub fn comparison(sample: &Sample, parts: &[Part]) -> Option<Comparison> {
    let part = parts.first()?;
    let model = part.models.first()?;
    let share = |what: &str, data: f64, fitted: f64| Comparison {
        what: what.to_owned(),
        data,
        fitted,
        error: (data * (1.0 - data) / part.n as f64).sqrt(),
    };
    Some(match sample {
        Sample::Intervals(all) => lengths(all, model)?,
        Sample::Trace { availability, .. } => {
            let (on, off) = (mean(model), mean(parts.get(1)?.models.first()?));
            let what = "availability".to_owned();
            Comparison { what, data: *availability, fitted: on / (on + off), error: 0.0 }
        }
        Sample::Cohort { lost, .. } => {
            let [data, fitted] = [&part.observed, &model.curve].map(|all| all.last().map(|(_, left)| *left));
            share(&format!("left after {} renewals", lost.len()), data?, fitted?)
        }
        Sample::Purchases(_) => {
            let [data, fitted] =
                [&part.observed, &model.curve].map(|all| all.first().map(|(_, none)| 1.0 - none));
            share("customers who bought again", data?, fitted?)
        }
        Sample::Adoption(_) => {
            let sum = |all: &[(f64, f64)]| all.iter().map(|(_, count)| count).sum::<f64>();
            let what = "adopters in all".to_owned();
            Comparison { what, data: sum(&part.observed), fitted: sum(&model.curve), error: 0.0 }
        }
    })
}

/// Mean lengths; with censored ones the restricted mean up to the longest, which is all that the
/// data identify.
fn lengths(all: &[Lifetime], model: &Fitting) -> Option<Comparison> {
    let n = all.len() as f64;
    if all.iter().all(|one| one.ended) {
        let data = all.iter().map(|one| one.length).sum::<f64>() / n;
        let squares = all.iter().map(|one| (one.length - data) * (one.length - data)).sum::<f64>();
        let what = "mean length".to_owned();
        return Some(Comparison { what, data, fitted: mean(model), error: squares.sqrt() / n });
    }
    let longest = all.iter().map(|one| one.length).fold(0.0, f64::max);
    let (mut area, mut from, mut share) = (0.0, 0.0, 1.0);
    for (length, left) in lasting(all) {
        area += share * (length - from);
        (from, share) = (length, left);
    }
    area += share * (longest - from);
    let family = FAMILIES.into_iter().find(|family| family.name() == model.model)?;
    let values: Vec<f64> = model.parameters.iter().map(|one| one.value).collect();
    // By the midpoint rule, with steps that grow.
    let edge = |place: u32| longest * (f64::from(place) / f64::from(PIECES)).powi(4);
    let fitted = (0..PIECES).map(|place| {
        let (from, to) = (edge(place), edge(place + 1));
        (to - from) * survival(family, 0.5 * (from + to), &values)
    });
    let what = "mean length up to the longest".to_owned();
    Some(Comparison { what, data: area, fitted: fitted.sum(), error: 0.0 })
}

/// The number of steps of an integral.
const PIECES: u32 = 4_000;

/// The mean of a distribution of lengths.
pub(super) fn mean(model: &Fitting) -> f64 {
    let value = |name| model.parameters.iter().find(|one| one.name == name).map_or(0.0, |one| one.value);
    match model.model {
        "weibull" => value("scale") * exp(f_lgamma(1.0 + 1.0 / value("shape"))),
        "log_normal" => exp(value("mu") + 0.5 * value("sigma") * value("sigma")),
        "gamma" => value("shape") * value("scale"),
        "hyper_exponential" => value("share") * value("short") + (1.0 - value("share")) * value("long"),
        _ => value("mean"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, Reading, calibrate};
    use super::*;

    fn compared(sample: &Sample) -> Comparison {
        let parts = calibrate(sample, Choice { family: None, reading: Reading::Counts }).unwrap();
        comparison(sample, &parts).unwrap()
    }

    #[test]
    fn what_fits_is_not_apart_and_what_does_not_is() {
        let falling = compared(&Sample::Cohort { lost: vec![369, 163, 86, 56, 37, 27, 21], kept: 241 });
        assert!((falling.data - 0.241).abs() < 1e-12 && !falling.is_apart(), "{falling:?}");
        assert_eq!(falling.what, "left after 7 renewals");
        // Retention that gets worse is in neither model.
        let worsening = compared(&Sample::Cohort { lost: vec![100, 200, 300, 250], kept: 150 });
        assert!((worsening.data - 0.15).abs() < 1e-12 && worsening.is_apart(), "{worsening:?}");
    }

    #[test]
    fn means_are_of_what_is_known() {
        let all: Vec<Lifetime> = (1..200)
            .map(|k| Lifetime { length: -10.0 * (1.0 - f64::from(k) / 200.0).ln(), ended: true })
            .collect();
        let complete = compared(&Sample::Intervals(all.clone()));
        assert!((complete.fitted - complete.data).abs() < 1e-4 && !complete.is_apart(), "{complete:?}");
        // Cut at 10: the area under exp(-t / 10) up to there is 10 (1 - 1 / e).
        let cut: Vec<Lifetime> = all
            .iter()
            .map(|one| Lifetime { length: one.length.min(10.0), ended: one.length < 10.0 })
            .collect();
        let restricted = compared(&Sample::Intervals(cut));
        let exact = 10.0 * (1.0 - (-1.0_f64).exp());
        assert!(
            (restricted.data - exact).abs() < 0.05 && (restricted.fitted - exact).abs() < 0.1,
            "{restricted:?}"
        );
        assert!(!restricted.is_apart());
    }
}

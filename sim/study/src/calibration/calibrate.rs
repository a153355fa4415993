//! From a sample to fits: every applicable model, the best first.

use super::lifetimes::survival;
use super::{
    Adoption, CalibrationError, Customer, FAMILIES, Family, Fit, Fitted, Lifetime, Reading, Sample, adopters,
    adoption, cohort, cohort_left, constant_risk, lasting, lifetimes, purchases, repeats,
};

/// The fits to one part of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The part: `length`, `available`, `unavailable`, `customers left`, `repeats`, `adopters`.
    pub name: &'static str,
    /// The number of observations.
    pub n: u64,
    /// The number of censored observations.
    pub unfinished: u64,
    /// The fitted models, by Akaike's criterion, the best first.
    pub models: Vec<Fitting>,
    /// The models that could not be fitted, and why.
    pub refused: Vec<(&'static str, CalibrationError)>,
    /// The observed values at places along an axis, as the figure shows them.
    pub observed: Vec<(f64, f64)>,
}

/// A fitted model with its parameters and its distance from the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitting {
    /// Its name.
    pub model: &'static str,
    /// Its parameters.
    pub parameters: Vec<Fitted>,
    /// The log-likelihood; none for a fit by least squares.
    pub log_likelihood: Option<f64>,
    /// Akaike's criterion; the lowest is best.
    pub aic: Option<f64>,
    /// The largest distance between observed and fitted share; of adopters the residual standard
    /// error.
    pub distance: f64,
    /// Its curve at the places of the observations, or in between.
    pub curve: Vec<(f64, f64)>,
}

/// Options of a calibration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The family for intervals; all families if none is given.
    pub family: Option<Family>,
    /// The meaning of figures of adopters.
    pub reading: Reading,
}

/// Fits every applicable model to a sample.
///
/// # Errors
/// If no model can be fitted to a part of it: the reason of the first.
pub fn calibrate(sample: &Sample, choice: Choice) -> Result<Vec<Part>, CalibrationError> {
    match sample {
        Sample::Intervals(all) => Ok(vec![of_intervals("length", all, choice.family)?]),
        Sample::Trace { available, unavailable, .. } => Ok(vec![
            of_intervals("available", available, choice.family)?,
            of_intervals("unavailable", unavailable, choice.family)?,
        ]),
        Sample::Cohort { lost, kept } => Ok(vec![of_cohort(lost, *kept)?]),
        Sample::Purchases(customers) => Ok(vec![of_purchases(customers)?]),
        Sample::Adoption(counts) => Ok(vec![of_adoption(counts, choice.reading)?]),
    }
}

/// The unit of a model's parameter, with times in `unit`; empty for a plain number.
#[must_use]
pub fn parameter_unit(model: &str, parameter: &str, unit: &str) -> String {
    match (model, parameter) {
        (_, "mean" | "scale" | "short" | "long") | ("bg_nbd", "alpha") => unit.to_owned(),
        ("log_normal", _) => format!("ln {unit}"),
        ("bass", "M") => "adopters".to_owned(),
        ("bass", _) => format!("1/{unit}"),
        _ => String::new(),
    }
}

/// The number of places along a curve.
const PLACES: u32 = 200;

/// Curves of lengths end where this share of the intervals is longer.
const LONGEST: f64 = 0.01;

fn of_intervals(
    name: &'static str,
    all: &[Lifetime],
    family: Option<Family>,
) -> Result<Part, CalibrationError> {
    let steps = lasting(all);
    let last =
        steps.iter().find(|(_, left)| *left <= LONGEST).or(steps.last()).map_or(1.0, |(length, _)| *length);
    let observed: Vec<(f64, f64)> = std::iter::once((0.0, 1.0))
        .chain(steps.into_iter().take_while(|(length, _)| *length <= last))
        .collect();
    let (mut models, mut refused) = (Vec::new(), Vec::new());
    for family in FAMILIES.into_iter().filter(|one| family.is_none_or(|family| family == *one)) {
        match lifetimes(all, family) {
            Ok(found) => {
                let values: Vec<f64> = found.fit.parameters.iter().map(|one| one.value).collect();
                let curve = (0..=PLACES).map(|place| {
                    // Closer together at the beginning, where most happens.
                    let share = f64::from(place) / f64::from(PLACES);
                    let length = last * share * share;
                    (length, if place == 0 { 1.0 } else { survival(family, length, &values) })
                });
                models.push(fitting(family.name(), found.fit, found.distance, curve.collect()));
            }
            Err(error) => refused.push((family.name(), error)),
        }
    }
    best_first(&mut models);
    match (models.is_empty(), refused.first()) {
        (true, Some((_, error))) => Err(error.clone()),
        _ => Ok(Part {
            name,
            n: all.len() as u64,
            unfinished: all.iter().filter(|one| !one.ended).count() as u64,
            models,
            refused,
            observed,
        }),
    }
}

fn fitting(model: &'static str, fit: Fit, distance: f64, curve: Vec<(f64, f64)>) -> Fitting {
    let (aic, log_likelihood) = (Some(fit.aic()), Some(fit.log_likelihood));
    Fitting { model, parameters: fit.parameters, log_likelihood, aic, distance, curve }
}

fn part(name: &'static str, n: u64, model: Fitting, observed: Vec<(f64, f64)>) -> Part {
    Part { name, n, unfinished: 0, models: vec![model], refused: Vec::new(), observed }
}

/// Values at 0, 1, 2, ...
fn counted(values: impl IntoIterator<Item = f64>) -> Vec<(f64, f64)> {
    (0_u32..).map(f64::from).zip(values).collect()
}

fn furthest(observed: &[(f64, f64)], curve: &[(f64, f64)]) -> f64 {
    observed.iter().zip(curve).map(|((_, seen), (_, said))| (seen - said).abs()).fold(0.0, f64::max)
}

fn values(fit: &Fit) -> Vec<f64> {
    fit.parameters.iter().map(|one| one.value).collect()
}

fn of_cohort(lost: &[u64], kept: u64) -> Result<Part, CalibrationError> {
    let constant = constant_risk(lost, kept)?;
    let (n, all) = (constant.n, constant.n as f64);
    let left = lost.iter().scan(n, |left, lost| {
        *left -= lost;
        Some(*left as f64 / all)
    });
    let observed = counted(std::iter::once(1.0).chain(left));
    let model = |name, fit: Fit, left: Vec<f64>| {
        let curve = counted(left);
        let distance = furthest(&observed, &curve);
        fitting(name, fit, distance, curve)
    };
    let risk = constant.parameters[0].value;
    let geometric = std::iter::successors(Some(1.0), |left| Some(left * (1.0 - risk)));
    let mut models = vec![model("constant", constant, geometric.take(lost.len() + 1).collect())];
    let mut refused = Vec::new();
    match cohort(lost, kept) {
        Ok(fit) => {
            let left = cohort_left(fit.parameters[0].value, fit.parameters[1].value, lost.len());
            models.push(model("sbg", fit, left));
        }
        Err(error) => refused.push(("sbg", error)),
    }
    best_first(&mut models);
    Ok(Part { name: "customers left", n, unfinished: 0, models, refused, observed })
}

fn best_first(models: &mut [Fitting]) {
    models.sort_by(|one, other| one.aic.unwrap_or(0.0).total_cmp(&other.aic.unwrap_or(0.0)));
}

/// Numbers of repeats from here on are shown together.
const OFTEN: u32 = 8;

fn of_purchases(customers: &[Customer]) -> Result<Part, CalibrationError> {
    let fit = purchases(customers)?;
    let n = fit.n;
    let [r, alpha, a, b] = values(&fit)[..] else {
        return Err(CalibrationError::Data { data: "purchases", reason: "there are none" });
    };
    let mut seen = [0.0; OFTEN as usize];
    let mut said = [0.0; OFTEN as usize];
    for customer in customers {
        let share = customer.count as f64 / n as f64;
        seen[customer.repeats.min(OFTEN - 1) as usize] += share;
        let few = repeats([r, alpha, a, b], customer.observed, OFTEN - 1);
        let often = 1.0 - few.iter().sum::<f64>();
        said.iter_mut().zip(few.into_iter().chain([often])).for_each(|(all, one)| *all += share * one);
    }
    let (observed, curve) = (counted(seen), counted(said));
    let distance = furthest(&observed, &curve);
    Ok(part("repeats", n, fitting("bg_nbd", fit, distance, curve), observed))
}

fn of_adoption(counts: &[f64], reading: Reading) -> Result<Part, CalibrationError> {
    let Adoption { parameters, residual, n } = adoption(counts, reading)?;
    let said = adopters(parameters.map(|one| one.value), n, reading);
    let from_one = |values: Vec<f64>| (1_u32..).map(f64::from).zip(values).collect::<Vec<_>>();
    let curve = from_one(said);
    let observed = from_one(counts.to_vec());
    let model = Fitting {
        model: "bass",
        parameters: parameters.to_vec(),
        log_likelihood: None,
        aic: None,
        distance: residual,
        curve,
    };
    Ok(part("adopters", n as u64, model, observed))
}

#[cfg(test)]
mod tests {
    use super::super::Subject;
    use super::*;

    const ANY: Choice = Choice { family: None, reading: Reading::Counts };

    #[test]
    fn the_most_plausible_family_comes_first_and_what_cannot_be_told_is_named() {
        // Evenly spread quantiles of the exponential distribution with mean 10.
        let all: Vec<Lifetime> = (1..200)
            .map(|k| Lifetime { length: -10.0 * (1.0 - f64::from(k) / 200.0).ln(), ended: true })
            .collect();
        let parts = calibrate(&Sample::Intervals(all), ANY).unwrap();
        let [Part { models, refused, observed, unfinished: 0, n: 199, .. }] = &parts[..] else {
            panic!("{parts:?}")
        };
        assert_eq!(models[0].model, "exponential");
        assert!(models.windows(2).all(|pair| pair[0].aic <= pair[1].aic));
        assert!((models[0].parameters[0].value - 10.0).abs() < 0.3);
        assert!(refused.iter().any(|(name, _)| *name == "hyper_exponential"), "{refused:?}");
        assert_eq!(observed[0], (0.0, 1.0));
        assert!(models[0].curve.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    }

    #[test]
    fn shares_of_buyers_add_up_on_both_sides() {
        let numbers = |line: &str| line.split(',').map(|cell| cell.parse().unwrap()).collect::<Vec<f64>>();
        let rows =
            include_str!("../../tests/data/cdnow.csv").lines().skip(1).map(numbers).collect::<Vec<_>>();
        let column = |at: usize| rows.iter().map(|row| row[at]).collect::<Vec<f64>>();
        let sample =
            Sample::read(Subject::Purchases { counted: true }, &[column(0), column(1), column(2), column(3)]);
        let parts = calibrate(&sample.unwrap(), ANY).unwrap();
        let total = |all: &[(f64, f64)]| all.iter().map(|(_, share)| share).sum::<f64>();
        assert!((total(&parts[0].observed) - 1.0).abs() < 1e-12);
        assert!((total(&parts[0].models[0].curve) - 1.0).abs() < 1e-9);
        assert_eq!(parts[0].n, 2357);
        // Figure 2 of the source: the model is close to what was counted.
        assert!(parts[0].models[0].distance < 0.01, "{}", parts[0].models[0].distance);
    }

    #[test]
    fn if_nothing_can_be_fitted_the_reason_is_given() {
        let unfinished = vec![Lifetime { length: 1.0, ended: false }; 5];
        assert!(calibrate(&Sample::Intervals(unfinished), ANY).is_err());
    }
}

//! The shapes of a model, as figures: the model says what is shown, and here it is only drawn.

use bazaar_models::shape::{Phase, Shape};
use bazaar_study::Outcome;

use super::bridge::bridge;
use super::curve::curve;
use super::dots::dots;
use super::family::numbers;
use super::funnel::{funnel, reached};
use super::map::{busy_places, map};
use super::part::parts;
use super::together::{balanced, together};
use super::trough::trough;
use super::{Figure, FigureError, over_time};

/// The figures that the model says an outcome has, and those that models say which it is put together from, with
/// their name in front. Flows are drawn where their metric is.
///
/// # Errors
/// If the library that draws gives up.
pub fn shapes(outcome: &Outcome) -> Result<Vec<Figure>, FigureError> {
    let mut figures = Vec::new();
    for shape in of(outcome) {
        figures.extend(drawn(outcome, &shape)?);
    }
    for part in parts(outcome) {
        for shape in of(&part.outcome).into_iter().filter(Shape::holds_in_company) {
            let drawn = drawn(&part.outcome, &shape)?.into_iter();
            figures.extend(
                drawn.map(|figure| Figure { name: format!("{}_{}", part.name, figure.name), ..figure }),
            );
        }
    }
    Ok(figures)
}

/// What an outcome's model says of how it is shown, its references as far as any matrix goes.
pub(super) fn of(outcome: &Outcome) -> Vec<Shape> {
    let all = outcome.summary.matrices.iter().flat_map(numbers);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
    let last = all.map(|(number, _)| number).fold(0.0, f64::max) as u32;
    outcome.scenario.model.shapes(last)
}

/// Where the metrics of an outcome are at rest, if its model says so.
pub(super) fn phase(outcome: &Outcome) -> Option<Phase> {
    of(outcome).into_iter().find_map(|shape| match shape {
        Shape::Phase(phase) => Some(phase),
        _ => None,
    })
}

fn drawn(outcome: &Outcome, shape: &Shape) -> Result<Vec<Figure>, FigureError> {
    let figure = match shape {
        Shape::Together(names) => {
            let is_followed = names.iter().all(|name| over_time(outcome).contains(name));
            (is_followed && !reached(outcome, names).is_empty()).then(|| together(outcome, names))
        }
        Shape::Beside(names) => (reached(outcome, names).len() == names.len()).then(|| dots(outcome, names)),
        Shape::Funnel(names) => {
            let names = reached(outcome, names);
            (names.len() > 1).then(|| funnel(outcome, &names))
        }
        Shape::Bridge(shape) => bridge(outcome, shape).transpose(),
        Shape::Trough(shape) => trough(outcome, shape).transpose(),
        Shape::Curve(shape) => curve(outcome, shape).transpose(),
        Shape::Phase(phase) => {
            let sides = balanced(outcome, phase);
            (sides.len() > 1).then(|| together(outcome, &sides))
        }
        Shape::Flow(_) => None,
        Shape::Map(_) => {
            return busy_places(outcome).into_iter().map(|place| map(outcome, Some(place))).collect();
        }
    };
    figure.into_iter().collect()
}

//! The figures of a model: the model declares their shapes, and this module draws them.

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

/// The figures that the model declares for an outcome, and those that the models of its parts declare, prefixed with
/// the part's name. Flows are drawn with their metric.
///
/// # Errors
/// If the drawing library fails.
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

/// The shapes that an outcome's model declares, with references over the range of the matrices.
pub(super) fn of(outcome: &Outcome) -> Vec<Shape> {
    let all = outcome.summary.matrices.iter().flat_map(numbers);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
    let last = all.map(|(number, _)| number).fold(0.0, f64::max) as u32;
    outcome.scenario.model.shapes(last)
}

/// The equilibria of an outcome's metrics, if its model has formulas for them.
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

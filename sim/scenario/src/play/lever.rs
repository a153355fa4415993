//! A parameter with a slider.

use super::positions::positions;
use crate::factor::{Factor, Given, Spread};

/// A parameter with a slider.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// The dotted path of the parameter.
    pub path: String,
    /// Its name.
    pub name: String,
    /// The values at which the slider stops, in order.
    pub positions: Vec<Position>,
    /// The index of the scenario's value; `None` if that is in another unit or not a number.
    pub here: Option<usize>,
}

/// A value at which a slider stops.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// As TOML, for an edit.
    pub value: String,
    /// As people write it.
    pub text: String,
}

impl Lever {
    /// The slider over a factor, where the parameter has this value now.
    pub(super) fn new(factor: &Factor, here: Option<&Given>) -> Self {
        let position = |value: f64| Position { value: factor.toml(value), text: factor.text(value) };
        let mut positions: Vec<Position> = match &factor.spread {
            Spread::Values(values) => (0..values.len()).map(|place| position(place as f64)).collect(),
            &Spread::Range { low, high, log } => {
                let amount = here.and_then(Given::amount).filter(|amount| factor.is_measured_like(amount));
                let own = amount.map(|amount| amount.number).filter(|own| (low..=high).contains(own));
                positions(low, high, log, own).into_iter().map(position).collect()
            }
            _ => Vec::new(),
        };
        // Whole numbers and cents may be further apart than the requested steps.
        positions.dedup();
        let here = here.and_then(|here| {
            let number = |given: &Given| given.amount().map(|amount| (amount.number, amount.unit()));
            positions.iter().position(|position| {
                let given = Given::from_toml(&position.value);
                given == *here || (number(&given).is_some() && number(&given) == number(here))
            })
        });
        Lever { path: factor.path.clone(), name: factor.name.clone(), positions, here }
    }
}

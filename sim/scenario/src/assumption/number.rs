//! Numbers, multiplied by scales.

use bazaar_models::quantity::TimeUnit;

use super::seen::Seen;
use super::{Aspect, Change};
use crate::factor::{Amount, Given, Grain};
use crate::plain::Plain;

/// A number multiplied by each of the scales; nothing for zero and for what is not a number.
pub(super) fn scaled(seen: &Seen<'_>) -> Vec<Change> {
    let Some(amount) = amount(seen.plain).filter(|amount| amount.number != 0.0) else { return Vec::new() };
    let aspect = match seen.is_start {
        true => Aspect::Starts,
        false if is_rate(&amount) => Aspect::Rates,
        false => Aspect::Numbers,
    };
    let whole = matches!(seen.plain, Plain::Integer(_));
    let grain = if whole { Grain::Whole } else { Grain::Any };
    let each = seen.scales.iter().map(|&scale| {
        let value = amount.toml(amount.number * scale, grain);
        Change { aspect, name: format!("× {scale}"), value: Some(value) }
    });
    each.collect()
}

/// A number with its unit, if a value is one.
pub(super) fn amount(plain: &Plain) -> Option<Amount> {
    Given::of(plain.clone()).amount()
}

/// Whether a number counts events in a unit of time: `"200 / month"`.
pub(super) fn is_rate(amount: &Amount) -> bool {
    let unit = amount.unit();
    unit.strip_prefix('/').is_some_and(|time| time.trim().parse::<TimeUnit>().is_ok())
}

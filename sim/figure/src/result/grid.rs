//! A grid as JSON for a page, with which a script draws one point after another.

use serde_json::{Value, json};

use crate::figure::{Cell, Grid, Scale, Side};

/// Axes with ticks, and for each point of a grid the positions of its mean and of the ends of its interval, from 0 to 1
/// along the axes.
#[must_use]
pub fn grid(grid: &Grid, sides: &[Side]) -> Value {
    let scale = |scale: &Scale| {
        let ticks = scale.ticks.iter().map(|(at, label)| json!([round(*at), label]));
        json!({ "title": scale.title, "ends": scale.ends, "ticks": ticks.collect::<Vec<_>>() })
    };
    let cell =
        |cell: &Cell| json!([cell.mean.map(round), cell.interval.map(|ends| ends.map(round)), cell.said]);
    let side = |side: &Side| {
        let values = side.values.iter().map(|(_, typed)| typed);
        json!({ "label": side.label, "values": values.collect::<Vec<_>>() })
    };
    json!({
        "label": grid.label,
        "across": scale(&grid.across),
        "up": scale(&grid.up),
        "places": grid.places.iter().copied().map(round).collect::<Vec<_>>(),
        "sides": sides.iter().map(side).collect::<Vec<_>>(),
        "cells": grid.cells.iter().map(cell).collect::<Vec<_>>(),
    })
}

/// A position, rounded to a tenth of a pixel.
fn round(place: f64) -> f64 {
    (place * 1e4).round() / 1e4
}

//! The legend: the meaning of each mark, in rows above the plot.

use super::style::Colour;

use super::canvas::{Anchor, Canvas, Lettering};
use super::style::{INK, MARGIN, TEXT_SIZE, WIDTH, width_of};

const SWATCH: f64 = 24.0;
const GAP: f64 = 7.0;
const BETWEEN: f64 = 20.0;

/// The height of a row.
pub(super) const ROW: f64 = 20.0;

/// The kind of a mark.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    Line {
        width: f64,
    },
    /// A dashed line.
    Dashes,
    Band,
    /// A band that is drawn on another one.
    InnerBand {
        outer: Colour,
        opacity: f64,
    },
    Dot,
    /// A bar between two ends with a dot in the middle.
    Interval,
    /// A thick bar with a line in the middle.
    Span,
    /// A bar between two ends, upright.
    Whisker,
}

/// A mark and its meaning.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) mark: Mark,
    pub(super) colour: Colour,
    pub(super) opacity: f64,
    pub(super) meaning: String,
}

impl Entry {
    pub(super) fn new(mark: Mark, colour: Colour, opacity: f64, meaning: &str) -> Self {
        Entry { mark, colour, opacity, meaning: meaning.to_owned() }
    }

    fn width(&self) -> f64 {
        SWATCH + GAP + width_of(&self.meaning, TEXT_SIZE)
    }
}

/// Arranges the entries in rows, as many in each as fit.
pub(super) fn rows(entries: &[Entry]) -> Vec<Vec<&Entry>> {
    let mut rows: Vec<Vec<&Entry>> = Vec::new();
    let mut free = 0.0;
    for entry in entries {
        if free < entry.width() || rows.is_empty() {
            rows.push(Vec::new());
            free = WIDTH - 2.0 * MARGIN;
        }
        free -= entry.width() + BETWEEN;
        if let Some(row) = rows.last_mut() {
            row.push(entry);
        }
    }
    rows
}

/// Draws the rows, the first around the height `top`.
pub(super) fn paint(canvas: &mut Canvas<'_>, rows: &[Vec<&Entry>], top: f64) {
    let mut y = top;
    for row in rows {
        let mut x = MARGIN;
        for entry in row {
            swatch(canvas, entry, x, y);
            canvas.text([x + SWATCH + GAP, y], &entry.meaning, Lettering::new(Anchor::Left, INK));
            x += entry.width() + BETWEEN;
        }
        y += ROW;
    }
}

fn swatch(canvas: &mut Canvas<'_>, entry: &Entry, x: f64, y: f64) {
    let Entry { mark, colour, opacity, .. } = *entry;
    let middle = x + SWATCH / 2.0;
    match mark {
        Mark::Line { width } => canvas.line(&[[x, y], [x + SWATCH, y]], colour, opacity, width),
        Mark::Dashes => canvas.dashes([x, y], [x + SWATCH, y], colour, 1.6),
        Mark::Band => canvas.rectangle([x, y - 6.0], [x + SWATCH, y + 6.0], colour, opacity),
        Mark::InnerBand { outer, opacity: under } => {
            let (from, to) = ([x, y - 6.0], [x + SWATCH, y + 6.0]);
            canvas.rectangle(from, to, outer, under);
            canvas.rectangle(from, to, colour, opacity);
        }
        Mark::Dot => canvas.dot([middle, y], 4.0, colour, opacity),
        Mark::Interval => interval(canvas, [x, middle, x + SWATCH], y, colour),
        Mark::Whisker => whisker(canvas, middle, [y + 7.0, y - 7.0], 4.0, colour),
        Mark::Span => span(canvas, [x, middle, x + SWATCH], y, colour, opacity),
    }
}

/// An interval with its ends and the estimate in it.
pub(super) fn interval(canvas: &mut Canvas<'_>, [low, middle, high]: [f64; 3], y: f64, colour: Colour) {
    canvas.line(&[[low, y], [high, y]], colour, 1.0, 2.0);
    for end in [low, high] {
        canvas.line(&[[end, y - 5.0], [end, y + 5.0]], colour, 1.0, 2.0);
    }
    canvas.dot([middle, y], 4.0, colour, 1.0);
}

/// An upright interval with its ends.
pub(super) fn whisker(canvas: &mut Canvas<'_>, x: f64, ends: [f64; 2], reach: f64, colour: Colour) {
    canvas.line(&[[x, ends[0]], [x, ends[1]]], colour, 1.0, 1.4);
    for end in ends {
        canvas.line(&[[x - reach, end], [x + reach, end]], colour, 1.0, 1.4);
    }
}

/// The part of a distribution between two quantiles, with its median.
pub(super) fn span(
    canvas: &mut Canvas<'_>,
    [low, median, high]: [f64; 3],
    y: f64,
    colour: Colour,
    opacity: f64,
) {
    canvas.rectangle([low, y - 5.0], [high, y + 5.0], colour, opacity);
    canvas.line(&[[median, y - 7.0], [median, y + 7.0]], INK, 1.0, 2.0);
}

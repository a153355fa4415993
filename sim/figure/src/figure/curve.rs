//! A curve family: a two-dimensional metric whose rows are curves and whose columns are numbers, such as the share of
//! customers retained after each renewal. The model's reference curves are drawn over them.

use bazaar_models::shape::{Curve, Marks};
use bazaar_study::Outcome;

use super::family::{Family, is_numbered};
use super::frame::Frame;
use super::{Figure, FigureError, subtitle};

/// The mean of a metric at each number, with its 95% interval over replications, and the model's references; none if
/// no column is a number.
pub(super) fn curve(outcome: &Outcome, shape: &Curve) -> Result<Option<Figure>, FigureError> {
    let cells = outcome.summary.cells(shape.metric).filter(|cells| is_numbered(cells));
    let Some(cells) = cells else { return Ok(None) };
    let family = Family::new(shape, cells, outcome.observations.len() as u64);
    let kind = match shape.marks {
        Marks::Line => "Line chart",
        Marks::Points => "Dot plot",
    };
    let title = shape.title.to_owned();
    let alt = format!("{kind}. {title}: {}.", family.in_words());
    let frame = Frame {
        legend: &family.legend(),
        up: Some(&family.up),
        ..Frame::new([&title, &alt], subtitle(outcome), &family.across)
    };
    let svg = frame.draw(|canvas, plot| family.paint(canvas, plot))?;
    Ok(Some(Figure { name: shape.name.to_owned(), title, alt, svg, data: family.data() }))
}

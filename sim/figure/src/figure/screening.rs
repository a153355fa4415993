//! The Morris plot: the mean absolute elementary effect of each factor, and the standard deviation of its effects.
//!
//! The horizontal axis is mu*, the mean absolute elementary effect; the vertical axis is sigma, the standard deviation
//! of the effects. A factor at the left has little influence. On or above the line sigma = mu* the effect of a factor
//! is nonlinear or interacts with other factors; far below the line it is nearly linear and additive (Morris 1991;
//! Campolongo, Cariboni & Saltelli 2007).

use bazaar_study::Estimated;

use super::axis::{Axis, titled};
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::legend::{Entry, Mark};
use super::style::{AXIS, BLUE, INK, TEXT_SIZE, width_of};
use super::{Figure, FigureError, with_unit};

/// The contents of the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// The stem of the file name.
    pub name: String,
    /// The title.
    pub title: String,
    /// The subtitle: the scenario, the number of replications and the horizon.
    pub subtitle: String,
    /// The unit of the outcome; empty for plain numbers.
    pub unit: String,
    /// Each factor with its mu* and its sigma.
    pub factors: Vec<(String, Estimated, f64)>,
}

/// Draws the figure.
///
/// # Errors
/// If there is no finite number to draw.
pub fn screening(plane: &Plane) -> Result<Figure, FigureError> {
    let known = plane
        .factors
        .iter()
        .filter(|(_, mu, sigma)| [mu.value, mu.low, mu.high, *sigma].iter().all(|number| number.is_finite()));
    let factors: Vec<&(String, Estimated, f64)> = known.collect();
    if factors.is_empty() {
        return Err(FigureError::NoValues { name: plane.name.clone() });
    }
    let ends = |mu: &Estimated| [mu.low.max(0.0), mu.value, mu.high];
    let across: Vec<f64> = factors.iter().flat_map(|(_, mu, _)| ends(mu)).chain([0.0]).collect();
    let up = factors.iter().map(|(_, _, sigma)| *sigma).chain([0.0]);
    let drawn = Drawn {
        across: Axis::across("Mean size of effects, μ*", &plane.unit, across.into_iter()),
        up: Axis::across("Their standard deviation, σ", &plane.unit, up.collect::<Vec<_>>().into_iter()),
        factors,
    };
    let alt = format!("Scatter plot. {}: {}.", plane.title, drawn.in_words());
    let frame = Frame {
        legend: &[
            Entry::new(Mark::Interval, BLUE, 1.0, "factor, with the 95% interval of μ*"),
            Entry::new(Mark::Dashes, AXIS, 1.0, "σ = μ*"),
        ],
        up: Some(&drawn.up),
        ..Frame::new([&plane.title, &alt], plane.subtitle.clone(), &drawn.across)
    };
    let svg = frame.draw(|canvas, plot| drawn.paint(canvas, plot))?;
    Ok(Figure { name: plane.name.clone(), title: plane.title.clone(), alt, svg, data: drawn.data() })
}

struct Drawn<'a> {
    factors: Vec<&'a (String, Estimated, f64)>,
    across: Axis,
    up: Axis,
}

impl Drawn<'_> {
    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let x = |value: f64| plot.x(self.across.place(self.across.format.scaled(value)));
        let y = |value: f64| plot.y(self.up.place(self.up.format.scaled(value)));
        // The diagonal, over the range of both axes.
        let furthest = [(&self.across, self.across.high), (&self.up, self.up.high)]
            .map(|(axis, high)| high / axis.format.scaled(1.0));
        let end = furthest[0].min(furthest[1]) * (1.0 - 1e-9);
        // No line if the ends of the two axes cannot be compared.
        let is_inside =
            (plot.left..=plot.right).contains(&x(end)) && (plot.top..=plot.bottom).contains(&y(end));
        if is_inside {
            canvas.dashes([x(0.0), y(0.0)], [x(end), y(end)], AXIS, 1.2);
        }
        let places: Vec<[f64; 2]> =
            self.factors.iter().map(|(_, mu, sigma)| [x(mu.value), y(*sigma)]).collect();
        for ((_, mu, _), [at, height]) in self.factors.iter().zip(&places) {
            for bound in [x(mu.low.max(0.0)), x(mu.high)] {
                canvas.line(&[[*at, *height], [bound, *height]], BLUE, 0.6, 1.4);
                canvas.line(&[[bound, height - 4.0], [bound, height + 4.0]], BLUE, 0.6, 1.4);
            }
            canvas.dot([*at, *height], 4.0, BLUE, 1.0);
        }
        let mut taken: Vec<[f64; 4]> =
            places.iter().map(|[x, y]| [x - 5.0, y - 5.0, x + 5.0, y + 5.0]).collect();
        for ((name, _, _), place) in self.factors.iter().zip(&places) {
            let width = width_of(name, TEXT_SIZE) * 0.9;
            // At the first free position: above, below, then further off.
            let rooms = [-13.0, 14.0, -27.0, 28.0, -41.0, 42.0].into_iter().flat_map(|down| {
                [(place[0] + 4.0, Anchor::Left), (place[0] - 4.0, Anchor::Right)]
                    .map(|(left, anchor)| (left, place[1] + down, anchor))
            });
            let boxed = |(left, middle, anchor): (f64, f64, Anchor)| {
                let left = if matches!(anchor, Anchor::Right) { left - width } else { left };
                [left, middle - 7.0, left + width, middle + 7.0]
            };
            let free = |area: &[f64; 4]| {
                let inside = area[0] > plot.left
                    && area[2] < plot.right + 10.0
                    && area[1] > plot.top - 8.0
                    && area[3] < plot.bottom;
                let apart = |other: &[f64; 4]| {
                    area[2] < other[0] || other[2] < area[0] || area[3] < other[1] || other[3] < area[1]
                };
                inside && taken.iter().all(apart)
            };
            let found = rooms.into_iter().find(|room| free(&boxed(*room)));
            // If there is no room, the name is only in the table below.
            if let Some(room) = found {
                taken.push(boxed(room));
                canvas.text([room.0, room.1], name, Lettering::new(room.2, INK));
            }
        }
    }

    fn data(&self) -> Data {
        let format = self.across.fine_format();
        let columns = vec![
            "Factor".to_owned(),
            titled("μ*", &format.unit),
            "from".to_owned(),
            "to".to_owned(),
            titled("σ", &format.unit),
        ];
        let rows = self.factors.iter().map(|(name, mu, sigma)| {
            let numbers = [mu.value, mu.low, mu.high, *sigma].map(|number| format.show(Some(number)));
            std::iter::once(name.clone()).chain(numbers).collect()
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let format = self.across.fine_format();
        let mut factors = self.factors.clone();
        factors.sort_by(|one, other| other.1.value.total_cmp(&one.1.value));
        let each = factors.iter().take(12).map(|(name, mu, sigma)| {
            let (mu, sigma) = (format.show(Some(mu.value)), format.show(Some(*sigma)));
            format!("{name} μ* {}, σ {sigma}", with_unit(&mu, &format.unit))
        });
        each.collect::<Vec<_>>().join("; ")
    }
}

//! Supply and unmet demand on the map of a city.
//!
//! Darker cells have a larger share of requests that ended unserved, and the area of a dot is
//! the number of idle sellers. In dark cells with large dots supply and demand are mismatched
//! in time; in dark cells with small dots, in space.

use super::style::Colour;
use bazaar_models::metric::Metric;
use bazaar_models::observation::Map;
use bazaar_models::shape::{self, Shape};
use bazaar_study::{Estimate, Outcome};

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, Lettering};
use super::data::Data;
use super::frame::{Frame, Plot};
use super::style::{AXIS, BLUE, GROUND, INK, QUIET_INK, VERMILLION};
use super::{Figure, FigureError, capital, shapes, subtitle};
use crate::number::Format;

const HEIGHT: f64 = 600.0;

/// The margin at the right, so that the map is about square.
const KEY: f64 = 184.0;

/// The lightest shade and the darkest.
const SHADES: [f64; 2] = [0.04, 0.9];

const UNMET: Metric = Metric {
    name: "unmet",
    unit: "share",
    label: "Unmet",
    about: "Share of what was asked for in a cell that ended unserved.",
};

const IDLE: Metric =
    Metric { name: "idle", unit: "", label: "Idle", about: "Mean number of those who idled in a cell." };

/// The places for which an outcome has maps.
pub(super) fn places(outcome: &Outcome) -> Vec<&str> {
    let first = outcome.observations.first();
    first.map_or_else(Vec::new, |first| first.maps.iter().map(|map| map.place.as_str()).collect())
}

/// The places with at least one request.
pub(super) fn busy_places(outcome: &Outcome) -> Vec<&str> {
    let maps = || outcome.observations.iter().flat_map(|observation| &observation.maps);
    let is_busy = |map: &Map| map.served.iter().chain(&map.unmet).any(|requests| *requests > 0);
    places(outcome)
        .into_iter()
        .filter(|place| maps().any(|map| map.place == *place && is_busy(map)))
        .collect()
}

/// The maps of an outcome, if its model declares them.
fn words(outcome: &Outcome) -> Option<shape::Map> {
    shapes::of(outcome).into_iter().find_map(|shape| match shape {
        Shape::Map(words) => Some(words),
        _ => None,
    })
}

/// Unserved requests and idle sellers in the cells of a place: means over replications. Without the name of a place,
/// the first one.
///
/// # Errors
/// If there is no such map, or no request in it.
pub fn map(outcome: &Outcome, place: Option<&str>) -> Result<Figure, FigureError> {
    let words = words(outcome);
    let known = if words.is_some() { places(outcome) } else { Vec::new() };
    let name = place.or_else(|| known.first().copied()).filter(|name| known.contains(name));
    let (Some(words), Some(name)) = (words, name) else {
        let known = known.into_iter().map(str::to_owned).collect();
        return Err(FigureError::NoMap { of: place.map(str::to_owned), known });
    };
    let maps = outcome.observations.iter().flat_map(|observation| &observation.maps);
    let maps: Vec<&Map> = maps.filter(|map| map.place == name).collect();
    let Some(city) = City::new(words, &maps) else {
        return Err(FigureError::NoValues { name: format!("{} in {name}", words.unmet) });
    };
    let title = format!("Idle {} and unmet {} in {name}", words.idle, words.unmet);
    let alt = format!("Map. {title}: {}.", city.in_words());
    let [across, up] =
        ["West to east", "South to north"].map(|label| Axis::from_zero(label, "km", city.width));
    let frame = Frame {
        up: Some(&up),
        height: HEIGHT,
        aside: KEY,
        ..Frame::new([&title, &alt], subtitle(outcome), &across)
    };
    let svg = frame.draw(|canvas, plot| {
        city.paint(canvas, plot);
        city.paint_key(canvas, plot);
    })?;
    Ok(Figure { name: format!("map_of_{}", plain(name)), title, alt, svg, data: city.data() })
}

/// A name for use in that of a file.
fn plain(name: &str) -> String {
    name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect()
}

/// The estimates of one cell over replications.
struct Cell {
    unmet: Estimate,
    idle: Estimate,
    requests: u64,
}

struct City {
    words: shape::Map,
    width: f64,
    side: usize,
    /// The cells, row by row from the south, each row from the west.
    cells: Vec<Cell>,
    /// The estimates of the whole city.
    unmet: Estimate,
    shade: Axis,
    most_idle: f64,
}

impl City {
    /// The estimates from these maps of one city, if they have any request.
    fn new(words: shape::Map, maps: &[&Map]) -> Option<Self> {
        let first = maps.first()?;
        let alike: Vec<&&Map> = maps.iter().filter(|map| map.side == first.side).collect();
        let cells: Vec<Cell> = (0..first.side * first.side)
            .map(|at| {
                let unmet = alike.iter().map(|map| share(*map.unmet.get(at)?, *map.served.get(at)?));
                let idle =
                    alike.iter().map(|map| map.supply.get(at).copied().filter(|idle| idle.is_finite()));
                let requests =
                    alike.iter().filter_map(|map| map.unmet.get(at)?.checked_add(*map.served.get(at)?));
                Cell {
                    unmet: Estimate::new(&UNMET, unmet),
                    idle: Estimate::new(&IDLE, idle),
                    requests: requests.fold(0, u64::saturating_add),
                }
            })
            .collect();
        let whole = alike.iter().map(|map| share(total(&map.unmet), total(&map.served)));
        let unmet = Estimate::new(&UNMET, whole);
        unmet.mean?;
        let worst = cells.iter().filter_map(|cell| cell.unmet.mean).fold(0.0, f64::max);
        let most_idle = cells
            .iter()
            .filter_map(|cell| cell.idle.mean.filter(|mean| mean.is_finite()))
            .fold(0.0, f64::max);
        let shade = Axis::from_zero(UNMET.label, "", worst);
        Some(City { words, width: first.width, side: first.side, cells, unmet, shade, most_idle })
    }

    /// The lower left and the upper right corner of a cell in the picture.
    fn corners(&self, plot: &Plot, at: usize) -> [[f64; 2]; 2] {
        let (column, row) = (at % self.side, at / self.side);
        let share = |index: usize| index as f64 / self.side as f64;
        [[plot.x(share(column)), plot.y(share(row))], [plot.x(share(column + 1)), plot.y(share(row + 1))]]
    }

    fn paint(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        for (at, cell) in self.cells.iter().enumerate() {
            let [[left, bottom], [right, top]] = self.corners(plot, at);
            if let Some(unmet) = cell.unmet.mean {
                canvas.rectangle([left, top], [right, bottom], self.shade_of(unmet), 1.0);
            }
        }
        for (at, cell) in self.cells.iter().enumerate() {
            let [[left, bottom], [right, top]] = self.corners(plot, at);
            let radius = self.radius(plot, cell.idle.mean.unwrap_or(0.0));
            if radius > 0.3 {
                canvas.dot([0.5 * (left + right), 0.5 * (top + bottom)], radius, BLUE, 0.9);
            }
        }
    }

    fn shade_of(&self, unmet: f64) -> Colour {
        shade(self.shade.place(self.shade.format.scaled(unmet)))
    }

    /// The area of a dot is proportional to its number; the largest one nearly fills its cell.
    fn radius(&self, plot: &Plot, idle: f64) -> f64 {
        let cell = (plot.right - plot.left).min(plot.bottom - plot.top) / self.side as f64;
        let share = if self.most_idle > 0.0 { (idle / self.most_idle).clamp(0.0, 1.0) } else { 0.0 };
        0.42 * cell * share.sqrt()
    }

    /// The key of shades and dots, at the right.
    fn paint_key(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        const STEPS: u32 = 40;
        let left = plot.right + 30.0;
        let words = Lettering::new(Anchor::Left, INK);
        let quiet = Lettering::new(Anchor::Left, QUIET_INK);
        canvas.text([left, plot.top + 4.0], &format!("{} that ended", capital(self.words.unmet)), words);
        canvas.text([left, plot.top + 20.0], "unserved, as a share", words);
        let (top, bottom) = (plot.top + 38.0, plot.top + 218.0);
        let y = |place: f64| bottom - place * (bottom - top);
        for step in 0..STEPS {
            let [from, to] = [step, step + 1].map(|step| f64::from(step) / f64::from(STEPS));
            canvas.rectangle([left, y(to)], [left + 22.0, y(from)], shade(0.5 * (from + to)), 1.0);
        }
        for tick in self.shade.ticks() {
            let at = y(self.shade.place(tick.at));
            canvas.line(&[[left + 22.0, at], [left + 27.0, at]], AXIS, 1.0, 1.2);
            canvas.text([left + 31.0, at], &tick.label, quiet);
        }
        canvas.text([left, bottom + 36.0], &format!("Idle {} in a", self.words.idle), words);
        canvas.text([left, bottom + 52.0], "cell, on average", words);
        let format = self.format_of_idle();
        let mut below = bottom + 76.0;
        for part in [1.0, 0.25] {
            let idle = part * self.most_idle;
            canvas.dot([left + 11.0, below], self.radius(plot, idle), BLUE, 0.9);
            canvas.text([left + 31.0, below], &format.show(Some(idle)), quiet);
            below += 24.0;
        }
        let size = Format::new(self.width / self.side as f64, None, "").with_step(0.01);
        let cell = format!("A cell is {} km wide", size.show(Some(self.width / self.side as f64)));
        canvas.text([left, below + 16.0], &cell, quiet);
    }

    fn format_of_idle(&self) -> Format {
        Format::for_axis(self.most_idle, "").with_step(self.most_idle / 100.0)
    }

    fn data(&self) -> Data {
        let columns = vec![
            "West edge in km".to_owned(),
            "South edge in km".to_owned(),
            format!("{}, all replications", capital(self.words.unmet)),
            "Unmet, as a share".to_owned(),
            "Half-width of the 95% interval".to_owned(),
            format!("Idle {}", self.words.idle),
            "Half-width of the 95% interval".to_owned(),
            "Replications".to_owned(),
        ];
        let edge = Format::for_axis(0.0, "").with_step(self.width / self.side as f64 / 10.0);
        let share = Format::for_axis(0.0, "").with_step(0.001);
        let idle = self.format_of_idle();
        let rows = self.cells.iter().enumerate().map(|(at, cell)| {
            let km = |index: usize| edge.text(self.width * index as f64 / self.side as f64);
            vec![
                km(at % self.side),
                km(at / self.side),
                cell.requests.to_string(),
                share.show(cell.unmet.mean),
                share.show(cell.unmet.half_width),
                idle.show(cell.idle.mean),
                idle.show(cell.idle.half_width),
                cell.idle.n.to_string(),
            ]
        });
        Data { columns, rows: rows.collect() }
    }

    fn in_words(&self) -> String {
        let format = Format::for_axis(0.0, "").with_step(0.001);
        let shares = self.cells.iter().filter_map(|cell| cell.unmet.mean);
        let best = shares.clone().fold(f64::INFINITY, f64::min);
        let worst = shares.fold(0.0, f64::max);
        let interval = self
            .unmet
            .half_width
            .map_or(String::new(), |half| format!(" ± {} (95% interval)", format.show(Some(half))));
        let idle = self.cells.iter().filter_map(|cell| cell.idle.mean.filter(|mean| mean.is_finite()));
        let idle = idle.fold(0.0, |sum: f64, mean| (sum + mean).clamp(-f64::MAX, f64::MAX));
        let idle_format = Format::for_axis(idle, "").with_step(idle / 100.0);
        format!(
            "of all {} a share of {}{interval} ended unserved, from {} in the best cell to {} in the worst; \
             at the edges {} and in the middle {}; {} {} idled on average",
            self.words.unmet,
            format.show(self.unmet.mean),
            format.show(Some(best)),
            format.show(Some(worst)),
            format.show(self.edges()),
            format.show(self.middle()),
            idle_format.show(Some(idle)),
            self.words.idle,
        )
    }

    /// The mean share over the cells at the edges.
    fn edges(&self) -> Option<f64> {
        self.mean_where(|column, row| [column, row].iter().any(|&at| at == 0 || at + 1 == self.side))
    }

    /// The mean share over the inner quarter of the cells.
    fn middle(&self) -> Option<f64> {
        let inner = self.side / 4..self.side - self.side / 4;
        self.mean_where(|column, row| inner.contains(&column) && inner.contains(&row))
    }

    fn mean_where(&self, holds: impl Fn(usize, usize) -> bool) -> Option<f64> {
        let chosen = self.cells.iter().enumerate();
        let chosen = chosen.filter(|(at, _)| holds(at % self.side, at / self.side));
        mean(chosen.filter_map(|(_, cell)| cell.unmet.mean))
    }
}

/// A colour between the lightest and the darkest shade, for 0 to 1.
fn shade(share: f64) -> Colour {
    let depth = SHADES[0] + (SHADES[1] - SHADES[0]) * share.clamp(0.0, 1.0);
    let mixed = |from: u8, to: u8| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let mixed = (f64::from(from) + depth * (f64::from(to) - f64::from(from))).round() as u8;
        mixed
    };
    Colour(mixed(GROUND.0, VERMILLION.0), mixed(GROUND.1, VERMILLION.1), mixed(GROUND.2, VERMILLION.2))
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0_u32, 0.0), |(count, sum), value| (count + 1, sum + value));
    (count > 0).then(|| sum / f64::from(count))
}

fn total(counts: &[u64]) -> u64 {
    counts.iter().copied().fold(0, u64::saturating_add)
}

/// The share of requests that ended unserved, if there were any.
fn share(unmet: u64, served: u64) -> Option<f64> {
    let all = unmet as f64 + served as f64;
    (all > 0.0).then(|| unmet as f64 / all)
}

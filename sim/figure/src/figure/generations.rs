//! The reproduction number by generation: how many others the customers of each generation bring.
//!
//! Generation 0 are those whom no other customer referred. Below one a tree dies out; above one it may grow without
//! end. In a pool that empties the number falls from one generation to the next, though nobody invites fewer.

use bazaar_models::catalogue::ModelParameters;
use bazaar_study::{Cells, Outcome};

use super::curves::{Curves, Formula, Labels, Style, is_numbered, numbers};
use super::frame::Frame;
use super::style::{AXIS, HEIGHT, INK};
use super::{Figure, FigureError, by_two, metric_followed, subtitle};
use crate::number::Format;

/// The metric that is followed by generation.
pub(super) const METRIC: &str = "k_factor";

/// The mean over replications of how many each generation brings, with its 95% interval, in both arms; only
/// generations that half of the replications have reached.
///
/// # Errors
/// If the model has no generations, or the run has none.
pub fn generations(outcome: &Outcome) -> Result<Figure, FigureError> {
    let metric = metric_followed(outcome, METRIC, "by two things at once", by_two(outcome))?;
    let Some(cells) = outcome.summary.cells(METRIC).filter(|cells| is_numbered(cells)) else {
        return Err(FigureError::NoValues { name: METRIC.to_owned() });
    };
    let least = (outcome.observations.len() as u64).div_ceil(2);
    let last = last_generation(cells, least);
    let labels = Labels {
        across: "Generation: referrals between the first customer of a tree and this one",
        up: None,
        counted: "Generation",
    };
    let curves = Curves::new((cells, last, least), labels, levels(outcome, last), Style::Points);
    let title = format!("{} by generation", metric.label);
    let alt = format!("Dot plot. {title}: {}.", in_words(&curves));
    let frame = Frame {
        title: &title,
        subtitle: &subtitle(outcome),
        alt: &alt,
        legend: &curves.legend(),
        across: &curves.across,
        up: Some(&curves.up),
        height: HEIGHT,
        aside: 0.0,
        lanes: 0.0,
    };
    let svg = frame.draw(|canvas, plot| curves.paint(canvas, plot))?;
    Ok(Figure { name: format!("{METRIC}_by_generation"), title, alt, svg, data: curves.data() })
}

/// Whether an outcome has it.
pub(super) fn is_known(outcome: &Outcome) -> bool {
    outcome.summary.cells(METRIC).is_some_and(is_numbered)
}

fn last_generation(cells: &Cells, least: u64) -> f64 {
    let rows = 0..cells.rows.names.len();
    let is_reached = |column: usize| {
        rows.clone().any(|row| cells.at(row, column).is_some_and(|estimate| estimate.n >= least))
    };
    let reached = numbers(cells).filter(|(_, column)| is_reached(*column));
    reached.map(|(generation, _)| generation).fold(0.0, f64::max)
}

/// One for one, and what the parameters alone say.
fn levels(outcome: &Outcome, last: f64) -> Vec<Formula> {
    let level = |name: String, colour, value: f64| Formula {
        column: name.clone(),
        name,
        colour,
        points: vec![(-0.5, value), (last + 0.5, value)],
    };
    let mut levels = vec![level("one for one: above it trees can grow without end".to_owned(), AXIS, 1.0)];
    if let ModelParameters::Referral(parameters) = &outcome.scenario.model {
        let law = parameters.progeny(1);
        let k = Format::for_axis(0.0, "").with_step(0.01).text(law.k);
        let proviso = if law.is_exact { "" } else { ", if nobody left or met anybody twice" };
        levels.push(level(format!("with the programme by the parameters, {k}{proviso}"), INK, law.k));
    }
    levels
}

fn in_words(curves: &Curves<'_>) -> String {
    let rows = curves.last_in_words().enumerate().map(|(row, (name, generation, value))| {
        let first = curves.at_in_words(row, 0.0);
        let first = first.map_or_else(String::new, |value| format!("{value} in generation 0 and "));
        format!("{name}, each brings {first}{value} in generation {generation}")
    });
    rows.collect::<Vec<_>>().join("; ")
}

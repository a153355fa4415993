//! Survival: which share of customers is left after so many renewals.
//!
//! The matrix of the metric has a row for each curve, as observed and as fitted, and the numbers of renewals along
//! its columns. Where the scenario's parameters give a formula for the share, it is drawn over them: they must agree
//! where renewals alone decide, and where cards fail or those who pay are not like all, the distance is what that does.

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::subscription::Survival;
use bazaar_study::Outcome;

use super::curves::{Curves, Formula, Labels, Style, is_numbered, numbers};
use super::frame::Frame;
use super::style::{HEIGHT, INK};
use super::{Figure, FigureError, by_two, metric_followed, subtitle};

/// The metric that is followed by renewals.
pub(super) const METRIC: &str = "survival";

/// The mean share of customers that is left after each number of renewals, with its 95% interval over
/// replications, and the closed form where there is one.
///
/// # Errors
/// If the model does not follow survival, or no column is a number.
pub fn survival(outcome: &Outcome) -> Result<Figure, FigureError> {
    let metric = metric_followed(outcome, METRIC, "by two things at once", by_two(outcome))?;
    let cells = outcome.summary.cells(METRIC).filter(|cells| is_numbered(cells));
    let Some(cells) = cells else {
        return Err(FigureError::NoValues { name: METRIC.to_owned() });
    };
    let last = numbers(cells).map(|(number, _)| number).fold(0.0, f64::max);
    let formula = closed_form(outcome, cells.columns.names.len().saturating_sub(1));
    let formulas: Vec<Formula> = formula.iter().map(drawn).collect();
    let labels = Labels { across: "Number of renewals", up: None, counted: "Renewals" };
    let curves = Curves::new((cells, last, 0), labels, formulas, Style::Line);
    let title = format!("{} by {}", metric.label, cells.columns.label);
    let alt = format!("Line chart. {title}: {}.", in_words(&curves, formula.as_ref()));
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
    Ok(Figure { name: format!("{METRIC}_by_{}", cells.columns.label), title, alt, svg, data: curves.data() })
}

/// Whether an outcome has it.
pub(super) fn is_known(outcome: &Outcome) -> bool {
    outcome.summary.cells(METRIC).is_some_and(is_numbered)
}

/// Survival after 0, 1, 2 ... renewals by the scenario's parameters alone.
fn closed_form(outcome: &Outcome, renewals: usize) -> Option<Survival> {
    match &outcome.scenario.model {
        ModelParameters::Subscription(parameters) => parameters.survival(renewals),
        _ => None,
    }
}

fn drawn(formula: &Survival) -> Formula {
    let points = (0_u32..).zip(&formula.left).map(|(number, left)| (f64::from(number), *left));
    let name = called(formula).to_owned();
    Formula { column: name.clone(), name, colour: INK, points: points.collect() }
}

fn in_words(curves: &Curves<'_>, formula: Option<&Survival>) -> String {
    let rows = curves
        .last_in_words()
        .map(|(name, after, left)| format!("{name}, {left} are left after {after} renewals"));
    let formula = formula.and_then(|formula| {
        let left = curves.shown(*formula.left.last()?);
        Some(format!("{}: {left} after {}", called(formula), formula.left.len() - 1))
    });
    rows.chain(formula).collect::<Vec<_>>().join("; ")
}

/// What the closed form is, in the legend.
fn called(formula: &Survival) -> &'static str {
    if formula.is_exact {
        "closed form, from the parameters"
    } else {
        "closed form, if renewals alone decided"
    }
}

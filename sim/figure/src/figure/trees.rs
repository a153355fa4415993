//! Trees by size: which share of referral trees has just so many members, and which at least so many.
//!
//! Over them lies the law of the size of a tree by the scenario's parameters alone, that of Borel (1942) where numbers of
//! invitations are Poisson. It is the law of trees that do not grow any more, among people who meet nobody twice and do not
//! leave; where a pool is emptied, the distance is what that does.

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::referral::Progeny;
use bazaar_study::{Cells, Outcome};

use super::curves::{Curves, Formula, Labels, Style, is_numbered, numbers};
use super::frame::Frame;
use super::style::{HEIGHT, INK};
use super::{Figure, FigureError, by_two, metric_followed, subtitle};
use crate::number::Format;

/// The metric that is followed by size.
pub(super) const METRIC: &str = "trees_by_size";

/// What is at least so large has this row.
const AT_LEAST: usize = 1;

/// Sizes are shown as long as this share of trees or more is at least so large, and up to this one in any case.
const SMALLEST_SHARE: f64 = 0.005;
const AT_ANY_RATE: f64 = 5.0;

/// The mean shares of trees by size, with their 95% intervals over replications, and the law that the parameters give.
///
/// # Errors
/// If the model has no trees, or the run has none.
pub fn trees(outcome: &Outcome) -> Result<Figure, FigureError> {
    metric_followed(outcome, METRIC, "by two things at once", by_two(outcome))?;
    let Some(cells) = outcome.summary.cells(METRIC).filter(|cells| is_numbered(cells)) else {
        return Err(FigureError::NoValues { name: METRIC.to_owned() });
    };
    let last = last_size(cells);
    let law = law(outcome, last);
    let formulas = law.iter().flat_map(drawn).collect();
    let labels = Labels {
        across: "Members of a tree, its root included",
        up: Some("Share of trees"),
        counted: "Members",
    };
    let curves = Curves::new((cells, last, 0), labels, formulas, Style::Line);
    let title = "Trees by size".to_owned();
    let alt = format!("Line chart. {title}: {}.", in_words(&curves, law.as_ref()));
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
    Ok(Figure { name: METRIC.to_owned(), title, alt, svg, data: curves.data() })
}

/// Whether an outcome has it.
pub(super) fn is_known(outcome: &Outcome) -> bool {
    outcome.summary.cells(METRIC).is_some_and(is_numbered)
}

/// The last size that is worth showing.
fn last_size(cells: &Cells) -> f64 {
    let is_common = |column: usize| {
        let mean = cells.at(AT_LEAST, column).and_then(|estimate| estimate.mean);
        mean.is_some_and(|share| share >= SMALLEST_SHARE)
    };
    let common = numbers(cells).filter(|(size, column)| *size <= AT_ANY_RATE || is_common(*column));
    common.map(|(size, _)| size).fold(0.0, f64::max)
}

/// The law of sizes by the scenario's parameters alone.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the number of a column")]
fn law(outcome: &Outcome, last: f64) -> Option<Progeny> {
    match &outcome.scenario.model {
        ModelParameters::Referral(parameters) => Some(parameters.progeny(last as u32)),
        _ => None,
    }
}

/// Both curves of the law.
fn drawn(law: &Progeny) -> [Formula; 2] {
    let sizes = || (1_u32..).map(f64::from);
    let at_least = law.sizes.iter().scan(1.0, |left, share| {
        let here: f64 = *left;
        *left -= share;
        Some(here.max(0.0))
    });
    let name = called(law);
    let formula = |which: &str, points: Vec<(f64, f64)>| Formula {
        name: name.clone(),
        column: format!("{which}: {name}"),
        colour: INK,
        points,
    };
    [
        formula("just so many", sizes().zip(law.sizes.iter().copied()).collect()),
        formula("at least so many", sizes().zip(at_least).collect()),
    ]
}

/// What the law is, in the legend.
fn called(law: &Progeny) -> String {
    let k = Format::for_axis(0.0, "").with_step(0.01).text(law.k);
    let name = if law.is_borel { "law of Borel" } else { "law of the branching process" };
    let proviso = if law.is_exact { "" } else { ", if nobody left or met anybody twice" };
    format!("{name} at k = {k}{proviso}")
}

fn in_words(curves: &Curves<'_>, law: Option<&Progeny>) -> String {
    let first = curves.at_in_words(0, 1.0).map(|share| format!("{share} have one member"));
    let measured = curves.last_in_words().nth(AT_LEAST);
    let last = measured.map(|(_, size, share)| format!("{share} have at least {size}"));
    let law = law.and_then(|law| {
        Some(format!("{}: {} have one member", called(law), curves.shown(*law.sizes.first()?)))
    });
    first.into_iter().chain(last).chain(law).collect::<Vec<_>>().join("; ")
}

//! Two-dimensional metrics: trees by size, and the reproduction number by arm and generation.

use super::NAME;
use super::view::View;
use crate::observation::{Axis, Matrix};
use crate::referral::statistics::{ArmStatistics, GENERATIONS, Generation};

/// The last generation counts all later ones too, and is left out.
const SHOWN: usize = GENERATIONS - 1;

pub(super) fn matrices(view: &View<'_>) -> Vec<Matrix> {
    generations(view).into_iter().chain(sizes(view)).collect()
}

fn numbers(label: &'static str, unit: &'static str, numbers: impl Iterator<Item = usize>) -> Axis {
    Axis { label, unit, names: numbers.map(|number| number.to_string()).collect() }
}

fn names(label: &'static str, names: &[&str]) -> Axis {
    Axis { label, unit: "", names: names.iter().map(|&name| name.to_owned()).collect() }
}

/// The reproduction number by generation, up to the last that has members. The arm without the programme has
/// no row if there are no invitations without one.
fn generations(view: &View<'_>) -> Option<Matrix> {
    let has_control = view.plan.without_programme > 0.0;
    let arms = if has_control { vec![view.with, view.without] } else { vec![view.with] };
    let of = |arm: &ArmStatistics| arm.generations.iter().take(SHOWN).rposition(|one| one.customers > 0);
    let last = arms.iter().filter_map(|arm| of(arm)).max()?;
    let called = ["with the programme", "without it"];
    Some(Matrix {
        metric: NAME.k_factor,
        rows: names("arm", &called[..arms.len()]),
        columns: numbers("generation", "generations", 0..=last),
        values: arms
            .iter()
            .flat_map(|arm| arm.generations[..=last].iter().map(Generation::reproduction))
            .collect(),
    })
}

/// The share of trees with exactly this many members, and with at least this many.
fn sizes(view: &View<'_>) -> Option<Matrix> {
    let trees = &view.with.trees;
    let number = trees.sizes.count();
    if number == 0 {
        return None;
    }
    let just = trees.by_size.iter().map(|&trees| view.of_trees(trees));
    let at_least = trees.by_size.iter().scan(number, |left, &trees| {
        let here = *left;
        *left -= trees;
        Some(view.of_trees(here))
    });
    Some(Matrix {
        metric: NAME.trees_by_size,
        rows: names("trees", &["just so many", "at least so many"]),
        columns: numbers("size", "members", 1..=trees.by_size.len()),
        values: just.chain(at_least).collect(),
    })
}

//! The figures of a referral programme: trees by size, reproduction by generation, attributed and incremental
//! customers.

use super::metrics::NAME;
use super::{Parameters, Progeny};
use crate::shape::{Curve, Marks, Reference, Shape, Shown, Until, Values};

impl Shown for Parameters {
    fn shapes(&self, last: u32) -> Vec<Shape> {
        let law = self.progeny(last);
        vec![
            Shape::Curve(trees(&law)),
            Shape::Curve(generations(&law)),
            Shape::Together(&[NAME.attributed, NAME.incremental]),
            Shape::Together(&[NAME.customers, NAME.customers_without]),
            Shape::Beside(&[NAME.payout_per_referral, NAME.cost_per_incremental]),
            Shape::Beside(&[NAME.hires_retained, NAME.hires_retained_market, NAME.hires_retained_without]),
        ]
    }
}

/// Trees by size, and the distribution of extinct trees if no two invitations reach the same person and no
/// customer leaves. If a pool is exhausted, the distance shows that effect; in a composition other components
/// bring customers too.
fn trees(law: &Progeny) -> Curve {
    let kind = if law.is_borel { "law of Borel" } else { "law of the branching process" };
    let name = format!("{kind} at k = {:.2}{}", law.k, proviso(law));
    let at_least = law.sizes.iter().scan(1.0, |left, share| {
        let here: f64 = *left;
        *left -= share;
        Some(here.max(0.0))
    });
    let reference = |which: &str, values: Values, words| Reference {
        name: name.clone(),
        column: Some(format!("{which}: {name}")),
        values,
        is_mark: false,
        words,
    };
    let just = Values::numbered(1, law.sizes.iter().copied());
    Curve {
        metric: NAME.trees_by_size,
        name: "trees_by_size",
        title: "Trees by size",
        across: "Members of a tree, its root included",
        up: Some("Share of trees"),
        counted: "Members",
        marks: Marks::Line,
        // In the row of trees of at least this size.
        until: Until::Common { row: 1, share: 0.005, least: 5.0 },
        words: &["{first} have one member", "{last} have at least {number}"],
        references: vec![
            reference("just so many", just, Some("{first} have one member")),
            reference("at least so many", Values::numbered(1, at_least), None),
        ],
        is_alone: true,
    }
}

/// The reproduction number by generation. Below one a tree becomes extinct; above one it may grow without
/// end. As a pool is exhausted, the number falls from one generation to the next, though customers invite as
/// many.
fn generations(law: &Progeny) -> Curve {
    let level = |name: String, value, is_mark| Reference {
        name,
        column: None,
        values: Values::Level(value),
        is_mark,
        words: None,
    };
    let by_parameters = format!("with the programme by the parameters, {:.2}{}", law.k, proviso(law));
    Curve {
        metric: NAME.k_factor,
        name: "k_factor_by_generation",
        title: "Reproduction number by generation",
        across: "Generation: referrals between the first customer of a tree and this one",
        up: None,
        counted: "Generation",
        marks: Marks::Points,
        until: Until::Half,
        words: &["{row}, each brings {first} in generation 0 and {last} in generation {number}"],
        references: vec![
            level("one for one: above it trees can grow without end".to_owned(), 1.0, true),
            level(by_parameters, law.k, false),
        ],
        is_alone: false,
    }
}

fn proviso(law: &Progeny) -> &'static str {
    if law.is_exact { "" } else { ", without churn or repeat contacts" }
}

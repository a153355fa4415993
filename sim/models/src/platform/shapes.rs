//! The figures of a platform: maps of its marketplace, the trough of its cash, and the flows between
//! components.

use super::Parameters;
use super::metrics::NAME;
use crate::marketplace;
use crate::shape::{Shape, Shown, Trough};

impl Shown for Parameters {
    fn shapes(&self, _: u32) -> Vec<Shape> {
        vec![
            marketplace::MAP,
            Shape::Trough(Trough {
                name: "cash_and_its_trough",
                title: "Cash and its trough",
                level: NAME.cash,
                depth: NAME.cash_trough,
                month: NAME.cash_trough_month,
            }),
            Shape::Flow(NAME.flows),
        ]
    }
}

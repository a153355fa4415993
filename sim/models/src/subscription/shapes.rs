//! The figures of the business: the MRR bridge, survival by renewals, and the trough of cash.

use super::Parameters;
use super::metrics::NAME;
use crate::shape::{Bridge, Curve, Marks, Reference, Shape, Shown, Trough, Until, Values};

impl Shown for Parameters {
    fn shapes(&self, last: u32) -> Vec<Shape> {
        vec![
            Shape::Bridge(Bridge {
                name: "mrr_bridge",
                title: "MRR bridge",
                balance: NAME.mrr,
                gains: &[NAME.mrr_new, NAME.mrr_expansion, NAME.mrr_reactivation],
                losses: &[NAME.mrr_contraction, NAME.mrr_churn],
            }),
            Shape::Curve(self.survival_by_renewals(last)),
            Shape::Trough(Trough {
                name: "cash_and_its_trough",
                title: "Cash and its trough",
                level: NAME.cash,
                depth: NAME.cash_trough,
                month: NAME.cash_trough_month,
            }),
            Shape::Beside(&[NAME.ltv, NAME.ltv_sbg, NAME.ltv_realised]),
            Shape::Funnel(&[
                NAME.leads,
                NAME.qualified_leads,
                NAME.sign_ups,
                NAME.trials,
                NAME.new_customers,
            ]),
        ]
    }
}

impl Parameters {
    /// Observed and fitted survival must agree with the closed form if renewals alone decide. If cards fail,
    /// or willingness is correlated with risk, the distance shows that effect.
    fn survival_by_renewals(&self, last: u32) -> Curve {
        let closed_form = self.survival(last as usize).map(|survival| Reference {
            name: if survival.is_exact {
                "closed form, from the parameters".to_owned()
            } else {
                "closed form, if renewals alone decided".to_owned()
            },
            column: None,
            values: Values::numbered(0, survival.left),
            is_mark: false,
            words: Some("{last} after {number}"),
        });
        Curve {
            metric: NAME.survival,
            name: "survival_by_renewals",
            title: "Survival by renewals",
            across: "Number of renewals",
            up: None,
            counted: "Renewals",
            marks: Marks::Line,
            until: Until::End,
            words: &["{row}, {last} are left after {number} renewals"],
            references: closed_form.into_iter().collect(),
            is_alone: false,
        }
    }
}

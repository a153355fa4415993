//! Metrics by category of goods, where there are several.

use super::NAME;
use super::view::View;
use crate::books::dollars;
use crate::marketplace::Marketplace;
use crate::marketplace::statistics::{CategoryStatistics, Statistics};
use crate::metrics::ratio;
use crate::observation::{Axis, Matrix, Segment};

/// Each category with its name; empty if all goods are alike.
fn named<'a>(
    sums: &'a Statistics,
    marketplace: &'a Marketplace,
) -> impl Iterator<Item = (&'a String, &'a CategoryStatistics)> {
    marketplace.plan.parameters.categories.keys().zip(&sums.categories)
}

pub(super) fn segments(view: &View<'_>) -> Vec<Segment> {
    let of = |(name, category): (&String, &CategoryStatistics)| {
        let values = [
            (NAME.requests, view.monthly(category.asked)),
            (NAME.jobs_completed, view.monthly(category.sold)),
            (NAME.gmv, Some(dollars(category.prices))),
            (NAME.fees, Some(dollars(category.fees))),
            (NAME.fee_per_job, ratio(dollars(category.fees), category.sold as f64)),
        ];
        let segment = format!("category:{name}");
        values.map(|(metric, value)| Segment { metric, segment: segment.clone(), value })
    };
    named(view.sums, view.marketplace).flat_map(of).collect()
}

/// By category: gross merchandise value and how it is divided, and price and fee of a job.
pub(super) fn matrices(sums: &Statistics, marketplace: &Marketplace) -> Vec<Matrix> {
    let names: Vec<String> = named(sums, marketplace).map(|(name, _)| name.clone()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let table = |metric, columns: &[&str], of: &dyn Fn(&CategoryStatistics) -> Vec<Option<f64>>| Matrix {
        metric,
        rows: Axis { label: "category", unit: "", names: names.clone() },
        columns: Axis {
            label: "part",
            unit: "",
            names: columns.iter().map(|&column| column.to_owned()).collect(),
        },
        values: sums.categories.iter().flat_map(of).collect(),
    };
    let total = |one: &CategoryStatistics| {
        let payouts = one.prices - one.seller_fees - one.refunds;
        [payouts, one.seller_fees, one.refunds].map(|cents| Some(dollars(cents))).to_vec()
    };
    let each = |one: &CategoryStatistics| {
        [one.prices, one.fees].map(|cents| ratio(dollars(cents), one.sold as f64)).to_vec()
    };
    vec![
        table(NAME.gmv, &["payouts", "fees of sellers", "refunds"], &total),
        table(NAME.fee_per_job, &["price", "fee"], &each),
    ]
}

//! What categories of goods bring, where there are several.

use super::list::{FEE_PER_JOB, FEES, GMV, JOBS, REQUESTS};
use super::money::dollars;
use super::ratio;
use crate::marketplace::Marketplace;
use crate::marketplace::plan::MONTH;
use crate::marketplace::sums::{CategorySums, Sums};
use crate::observation::{Axis, Matrix, Segment};

/// Each category with its name; none, where all goods are alike.
fn named<'a>(
    sums: &'a Sums,
    marketplace: &'a Marketplace,
) -> impl Iterator<Item = (&'a String, &'a CategorySums)> {
    marketplace.plan.parameters.categories.keys().zip(&sums.categories)
}

pub(super) fn segments(sums: &Sums, marketplace: &Marketplace, time: f64) -> Vec<Segment> {
    let months = time / MONTH;
    let of = |(name, category): (&String, &CategorySums)| {
        let values = [
            (REQUESTS, ratio(category.asked as f64, months)),
            (JOBS, ratio(category.sold as f64, months)),
            (GMV, Some(dollars(category.prices))),
            (FEES, Some(dollars(category.fees))),
            (FEE_PER_JOB, ratio(dollars(category.fees), category.sold as f64)),
        ];
        let segment = format!("category:{name}");
        values.map(|(metric, value)| Segment { metric, segment: segment.clone(), value })
    };
    named(sums, marketplace).flat_map(of).collect()
}

/// By category: the value of what was sold and whose it is, and price and fee of a job.
pub(super) fn matrices(sums: &Sums, marketplace: &Marketplace) -> Vec<Matrix> {
    let names: Vec<String> = named(sums, marketplace).map(|(name, _)| name.clone()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let table = |metric, columns: &[&str], of: &dyn Fn(&CategorySums) -> Vec<Option<f64>>| Matrix {
        metric,
        rows: Axis { label: "category", unit: "", names: names.clone() },
        columns: Axis {
            label: "part",
            unit: "",
            names: columns.iter().map(|&column| column.to_owned()).collect(),
        },
        values: sums.categories.iter().flat_map(of).collect(),
    };
    let total = |one: &CategorySums| {
        let payouts = one.prices - one.seller_fees - one.refunds;
        [payouts, one.seller_fees, one.refunds].map(|cents| Some(dollars(cents))).to_vec()
    };
    let each = |one: &CategorySums| {
        [one.prices, one.fees].map(|cents| ratio(dollars(cents), one.sold as f64)).to_vec()
    };
    vec![
        table(GMV, &["payouts", "fees of sellers", "refunds"], &total),
        table(FEE_PER_JOB, &["price", "fee"], &each),
    ]
}

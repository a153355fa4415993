//! How many there are, and how they came.

use super::ratio;
use crate::referral::plan::Plan;
use crate::referral::sums::ArmSums;

/// Sizes of trees that have a metric of their own, from 1.
const SMALL: usize = 5;

pub(super) fn values(with: &ArmSums, plan: &Plan) -> Vec<Option<f64>> {
    let (counts, trees) = (&with.counts, &with.trees);
    let all = with.everybody();
    let k = all.reproduction();
    let number = trees.sizes.count() as f64;
    let customers = counts.customers as f64;
    let pool = (!plan.is_strangers).then(|| f64::from(plan.parameters.pool));
    let mut values = vec![
        Some(customers),
        pool.and_then(|pool| ratio(customers, pool)),
        k,
        k.filter(|&k| k < 1.0).map(|k| 1.0 / (1.0 - k)),
        ratio(all.converted as f64, all.decided as f64),
        ratio(counts.wasted as f64, counts.sent as f64),
        ratio(trees.extinct.count() as f64, number),
        trees.sizes.mean(),
        trees.sizes.variance(),
        trees.extinct.mean(),
    ];
    values.extend(trees.by_size.iter().take(SMALL).map(|&trees| ratio(trees as f64, number)));
    values.push(ratio(number - trees.by_size[0] as f64, number));
    values.extend([0, 1].map(|who| ratio(with.left[who] as f64, with.months[who] as f64)));
    values
}

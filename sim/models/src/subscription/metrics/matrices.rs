//! Two-dimensional metrics.

use super::NAME;
use super::view::View;
use crate::books::dollars;
use crate::metrics::{ratio, share};
use crate::observation::{Axis, Matrix};
use crate::subscription::cause::{Cause, Change};
use crate::subscription::cohorts::{Cohort, MOST};

/// Cohorts that are followed, with their numbers, from the first that has customers.
fn cohorts<'a>(view: &View<'a>) -> impl Iterator<Item = (usize, &'a Cohort)> {
    let all = view.sums.cohorts.0.iter().enumerate().take(MOST);
    all.skip_while(|(_, cohort)| cohort.size == 0)
}

/// All cohorts at all ages from month 1, with customers and MRR in cents.
pub(super) fn ages<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a Cohort, u64, i64)> {
    cohorts(view).flat_map(|(_, cohort)| {
        cohort.ages.iter().skip(1).map(move |&(customers, cents)| (cohort, customers, cents))
    })
}

pub(super) fn matrices(view: &View<'_>) -> Vec<Matrix> {
    let mut matrices = Vec::new();
    if view.sums.cohorts.0.iter().any(|cohort| cohort.size > 0) {
        matrices.extend(retention(view));
    }
    matrices.extend(survival(view));
    matrices.extend(changes(view));
    matrices
}

fn months(label: &'static str, numbers: impl Iterator<Item = usize>) -> Axis {
    Axis { label, unit: "months", names: numbers.map(|number| number.to_string()).collect() }
}

/// Customers and MRR of each cohort at each age, over its initial ones.
fn retention(view: &View<'_>) -> [Matrix; 2] {
    let oldest = cohorts(view).map(|(_, cohort)| cohort.ages.len()).max().unwrap_or(0);
    let of = |metric, value: &dyn Fn(&Cohort, usize) -> Option<f64>| Matrix {
        metric,
        rows: months("cohort", cohorts(view).map(|(number, _)| number)),
        columns: months("age", 0..oldest),
        values: cohorts(view)
            .flat_map(|(_, cohort)| (0..oldest).map(move |age| (cohort, age)))
            .map(|(cohort, age)| value(cohort, age))
            .collect(),
    };
    let customers = |cohort: &Cohort, age: usize| share(cohort.ages.get(age)?.0, cohort.size);
    let mrr = |cohort: &Cohort, age: usize| ratio(cohort.ages.get(age)?.1 as f64, cohort.began_with as f64);
    [of(NAME.cohort_retention, &customers), of(NAME.cohort_mrr_retention, &mrr)]
}

/// Survival by renewals, as observed and as fitted.
fn survival(view: &View<'_>) -> Option<Matrix> {
    let observed = &view.curve.observed;
    let renewals = observed.len() - 1;
    if renewals == 0 {
        return None;
    }
    let fitted = view.curve.fitted(renewals);
    let fitted = (0..=renewals).map(|renewal| fitted.as_ref().map(|fitted| fitted[renewal]));
    Some(Matrix {
        metric: NAME.survival,
        rows: Axis {
            label: "survival",
            unit: "",
            names: vec!["observed".to_owned(), "fitted sBG".to_owned()],
        },
        columns: Axis {
            label: "renewals",
            unit: "renewals",
            names: (0..=renewals).map(|renewal| renewal.to_string()).collect(),
        },
        values: observed.iter().map(|&share| Some(share)).chain(fitted).collect(),
    })
}

/// Changes by kind and cause, in a month: their number, and the MRR that they moved.
fn changes(view: &View<'_>) -> [Matrix; 2] {
    let changes = &view.sums.changes;
    let features = view.plan.parameters.features.keys();
    let names = Cause::NAMES.iter().map(|&name| name.to_owned());
    let causes: Vec<String> = names.chain(features.map(|name| format!("cap on {name}"))).collect();
    let of = |metric, values: Vec<Option<f64>>| Matrix {
        metric,
        rows: Axis {
            label: "change",
            unit: "",
            names: Change::NAMES.iter().map(|&name| name.to_owned()).collect(),
        },
        columns: Axis { label: "cause", unit: "", names: causes.clone() },
        values,
    };
    let counts = changes.counts().iter().map(|&count| view.monthly(count)).collect();
    let moved = changes.cents().iter().map(|&cents| ratio(dollars(cents), view.months)).collect();
    [of(NAME.changes, counts), of(NAME.mrr_moved, moved)]
}

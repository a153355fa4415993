//! Published data give the published parameters, to the digits that were printed.

use bazaar_study::calibration::{Customer, Reading, adoption, cohort, purchases};

use crate::table::table;

#[track_caller]
fn near(found: f64, printed: f64, digit: f64) {
    assert!((found - printed).abs() <= 0.5001 * digit, "{found}, not {printed}");
}

/// Fader & Hardie (2007).
#[test]
fn the_regular_cohort_has_its_published_fit() {
    let rows = table(include_str!("../data/regular.csv"));
    let lost: Vec<u64> = rows[..7].iter().map(|row| row[1] as u64).collect();
    let fit = cohort(&lost, rows[7][1] as u64).unwrap();
    near(fit.value("alpha").unwrap(), 0.704, 1e-3);
    near(fit.value("beta").unwrap(), 1.182, 1e-3);
    near(fit.log_likelihood, -1680.27, 0.01);
    assert_eq!(fit.n, 1000);
}

/// Fader, Hardie & Lee (2005).
#[test]
fn cdnow_has_its_published_fit() {
    let customers: Vec<Customer> = table(include_str!("../data/cdnow.csv"))
        .iter()
        .map(|row| Customer { repeats: row[0] as u32, last: row[1], observed: row[2], count: row[3] as u64 })
        .collect();
    let fit = purchases(&customers).unwrap();
    assert_eq!(fit.n, 2357);
    for (name, printed) in [("r", 0.243), ("alpha", 4.414), ("a", 0.793), ("b", 2.426)] {
        near(fit.value(name).unwrap(), printed, 1e-3);
    }
    near(fit.log_likelihood, -9582.43, 0.01);
}

/// The rate at the end of each year, as public examples fit it.
#[test]
fn video_recorders_have_their_published_fit() {
    let sales: Vec<f64> = table(include_str!("../data/vcr.csv")).iter().map(|row| row[1]).collect();
    let fit = adoption(&sales, Reading::Rate).unwrap();
    let [potential, p, q] = fit.parameters;
    near(potential.value, 67_981.0, 1.0);
    near(p.value, 0.006_594, 1e-6);
    near(q.value, 0.6381, 1e-4);
    near(fit.residual, 727.19, 0.01);
    assert_eq!(fit.n - 3, 7);
}

//! Repeat purchases without a contract: the BG/NBD model (Fader, Hardie & Lee 2005).
//!
//! A customer buys at random times at an individual rate and drops out after each purchase with an
//! individual probability. Rates have a gamma distribution (r, alpha) over customers, probabilities
//! a beta distribution (a, b). A customer without a recent purchase may have dropped out or be
//! slow: the model weighs the two.

use bazaar_numerics::variates::exp;
use pxfm::{f_log, f_log1p};

use super::maximum::{Parameter, Scale, maximum};
use super::{CalibrationError, Fit};
use bazaar_numerics::log_rising;

/// Customers with the same purchase history; times since the first purchase, in any unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Customer {
    /// The number of purchases after the first.
    pub repeats: u32,
    /// The time of the last of these; 0 if there is none.
    pub last: f64,
    /// The length of observation.
    pub observed: f64,
    /// The number of such customers.
    pub count: u64,
}

/// Fits `r`, `alpha` (in the unit of time), `a` and `b`. Times are rescaled first, so that the
/// estimate does not depend on their unit. A customer with no time of observation and no repeat
/// contributes no information.
///
/// # Errors
/// If a last purchase lies outside the time of observation, no customer bought again more than
/// once, or the data lack the heterogeneity of the model.
pub fn purchases(customers: &[Customer]) -> Result<Fit, CalibrationError> {
    const PARAMETERS: [Parameter; 4] =
        [("r", Scale::Positive), ("alpha", Scale::Positive), ("a", Scale::Positive), ("b", Scale::Positive)];
    let wrong = |reason| CalibrationError::Data { data: "purchases", reason };
    let sound = |customer: &Customer| {
        let bought = (customer.repeats > 0) == (customer.last > 0.0);
        bought
            && customer.last <= customer.observed
            && customer.observed >= 0.0
            && customer.observed.is_finite()
    };
    if !customers.iter().all(sound) {
        return Err(wrong(
            "each last purchase must lie within the time of observation, and be 0 without a repeat",
        ));
    }
    if customers.iter().all(|customer| customer.repeats < 2 || customer.count == 0) {
        return Err(wrong("at least one customer must have bought again more than once"));
    }
    let n: u64 = customers.iter().map(|customer| customer.count).sum();
    let sum = |of: fn(&Customer) -> f64| {
        customers.iter().map(|customer| customer.count as f64 * of(customer)).sum::<f64>()
    };
    let unit = sum(|customer| customer.observed) / n as f64;
    let scaled: Vec<Customer> = customers
        .iter()
        .filter(|customer| customer.count > 0 && customer.observed > 0.0)
        .map(|customer| Customer {
            last: customer.last / unit,
            observed: customer.observed / unit,
            ..*customer
        })
        .collect();
    let repeats = sum(|customer| f64::from(customer.repeats));
    // Purchases over the time up to the last purchase, and over all of it: the rate lies between.
    let active = sum(|customer| customer.last) / unit;
    let rates = [repeats / n as f64, repeats / active];
    let starts: Vec<Vec<f64>> = [0.25, 1.0, 4.0]
        .into_iter()
        .flat_map(|r| rates.map(|rate| [r, r / rate]))
        .flat_map(|[r, alpha]| [[0.5, 2.0], [0.1, 3.0], [3.0, 9.0]].map(|[a, b]| vec![r, alpha, a, b]))
        .collect();
    let found = maximum(&PARAMETERS, &starts, n, |p| {
        scaled.iter().map(|customer| customer.count as f64 * log_likelihood(customer, p)).sum()
    });
    let mut fit =
        found.map_err(|place| CalibrationError::Edge { model: "the BG/NBD model", reason: edge(&place) })?;
    fit.parameters[1].value *= unit;
    fit.parameters[1].standard_error *= unit;
    fit.log_likelihood -= repeats * f_log(unit);
    Ok(fit)
}

/// The property of the data for which the search ended at this place.
fn edge(place: &[f64]) -> &'static str {
    const LARGE: f64 = 1e3;
    match place {
        [r, ..] if *r > LARGE => "customers do not differ in how often they buy",
        [_, _, a, b] if *a > LARGE || *b > LARGE && *a > 1.0 => {
            "customers do not differ in how likely they are to leave after a purchase"
        }
        [_, _, a, b] if *a < 1e-3 * b => {
            "no customer seems to leave: purchases go on to the end of observation"
        }
        _ => "different parameters have the same likelihood; take more customers or a longer time",
    }
}

/// Equation 6 of the source, by logarithms.
fn log_likelihood(customer: &Customer, p: &[f64]) -> f64 {
    let [r, alpha, a, b] = [p[0], p[1], p[2], p[3]];
    let x = f64::from(customer.repeats);
    // The common factor (alpha / (alpha + t))^r is taken into each term: with large r and alpha it
    // keeps its digits.
    let bought = |time: f64| -r * f_log1p(time / alpha) - x * f_log(alpha + time);
    let common = log_rising(r, x) + log_rising(b, x) - log_rising(a + b, x);
    let stays = bought(customer.observed);
    if customer.repeats == 0 {
        return common + stays;
    }
    let left = f_log(a / (b + x - 1.0)) + bought(customer.last);
    let (small, large) = if stays < left { (stays, left) } else { (left, stays) };
    common + large + f_log1p(exp(small - large))
}

/// The probability of 0 to `most - 1` repeats within a time of observation (equation 8 of the
/// source).
#[must_use]
pub fn repeats([r, alpha, a, b]: [f64; 4], observed: f64, most: u32) -> Vec<f64> {
    let (idle, busy) = (alpha / (alpha + observed), observed / (alpha + observed));
    // Purchases of a customer who never drops out: negative binomial, term by term; and the partial
    // sum.
    let mut term = exp(r * f_log(idle));
    let mut before = 0.0;
    // B(a, b + x) / B(a, b), and B(a + 1, b + x - 1) / B(a, b).
    let mut stays = 1.0;
    let mut all = Vec::with_capacity(most as usize);
    for number in 0..most {
        let x = f64::from(number);
        let gone = if number == 0 { 0.0 } else { stays * a / (b + x - 1.0) * (1.0 - before) };
        all.push(stays * term + gone);
        before += term;
        term *= (r + x) / (x + 1.0) * busy;
        stays *= (b + x) / (a + b + x);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUSTOMER: Customer = Customer { repeats: 2, last: 5.0, observed: 10.0, count: 1 };

    #[test]
    fn a_customer_who_never_came_back_is_a_pareto_interval() {
        let once = Customer { repeats: 0, last: 0.0, ..CUSTOMER };
        let expected = 0.5 * (4.0_f64 / 14.0).ln();
        assert!((log_likelihood(&once, &[0.5, 4.0, 1.0, 2.0]) - expected).abs() < 1e-12);
    }

    #[test]
    fn the_numbers_of_repeats_add_up_and_have_the_mean_of_the_source() {
        let found = repeats([0.243, 4.414, 0.793, 2.426], 39.0, 4_000);
        let total: f64 = found.iter().sum();
        assert!((total - 1.0).abs() < 1e-6, "{total}");
        // E[X(t)], equation 9: 1.196723 within 39 weeks.
        let mean: f64 = (0_u32..).zip(&found).map(|(number, share)| f64::from(number) * share).sum();
        assert!((mean - 1.196_723).abs() < 1e-4, "{mean}");
        assert!((found[0] - (4.414_f64 / 43.414).powf(0.243)).abs() < 1e-12);
    }

    /// About 1,300 customers, aggregated as in a table.
    fn some() -> Vec<Customer> {
        let rows = [
            (0, 0.0, 30.0, 600),
            (0, 0.0, 39.0, 250),
            (1, 3.0, 38.0, 90),
            (1, 20.0, 34.0, 60),
            (2, 8.0, 36.0, 60),
            (2, 30.0, 39.0, 50),
            (3, 12.0, 31.0, 40),
            (4, 35.0, 37.0, 40),
            (6, 17.0, 36.0, 20),
            (9, 38.0, 39.0, 20),
        ];
        rows.map(|(repeats, last, observed, count)| Customer { repeats, last, observed, count }).to_vec()
    }

    #[test]
    fn a_fit_is_the_same_in_any_unit_and_who_was_not_yet_observed_changes_nothing() {
        let weeks = purchases(&some()).unwrap();
        let repeats: f64 = some().iter().map(|one| f64::from(one.repeats) * one.count as f64).sum();
        for unit in [1.0 / 52.0, 7.0, 168.0, 604_800.0, 6.048e8] {
            let mut other = some();
            for one in &mut other {
                one.last *= unit;
                one.observed *= unit;
            }
            other.push(Customer { repeats: 0, last: 0.0, observed: 0.0, count: 12 });
            let fit = purchases(&other).unwrap();
            assert_eq!(fit.n, weeks.n + 12);
            let expected = weeks.log_likelihood - repeats * unit.ln();
            assert!((fit.log_likelihood - expected).abs() < 1e-6 * expected.abs(), "{unit}");
            for (one, here) in weeks.parameters.iter().zip(&fit.parameters) {
                let scale = if one.name == "alpha" { unit } else { 1.0 };
                assert!((here.value / (one.value * scale) - 1.0).abs() < 1e-4, "{unit} {one:?} {here:?}");
            }
        }
    }

    #[test]
    fn purchases_outside_the_time_of_observation_are_refused() {
        assert!(purchases(&[Customer { last: 11.0, ..CUSTOMER }]).is_err());
        assert!(purchases(&[Customer { repeats: 0, ..CUSTOMER }]).is_err());
        assert!(purchases(&[Customer { repeats: 1, ..CUSTOMER }]).is_err());
    }
}

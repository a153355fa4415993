//! Discounted cash flows: net present value, internal rates of return, benefit-cost ratio.
//!
//! An internal rate of return makes the present value zero. Flows that change sign more than once
//! may have several, none of which has its usual meaning: all are returned. They are found by
//! Laguerre's argument (1883) for Descartes' rule: in s = ln(1 + r) the value is a sum of
//! exponentials; multiplied by e^(s t) and differentiated, it changes sign once less. The zeros of
//! that sum separate the wanted ones, so none is missed.

use bazaar_numerics::variates::exp;
use pxfm::{f_log, f_log1p};

use super::EvaluationError;
use bazaar_numerics::rising_root;

/// Rates are searched for between -99.9999% and a million per period.
const WIDEST: f64 = 13.8;

/// Net flows, one per period; the first is today's, costs are negative.
#[derive(Clone, Debug, PartialEq)]
pub struct CashFlows(Vec<f64>);

impl CashFlows {
    /// # Errors
    /// If a flow is not finite.
    pub fn new(flows: &[f64]) -> Result<Self, EvaluationError> {
        match flows.iter().find(|flow| !flow.is_finite()) {
            Some(&value) => Err(EvaluationError::Figure { name: "a cash flow", bound: "", value }),
            None => Ok(CashFlows(flows.to_vec())),
        }
    }

    /// The net present value at a `rate` per period above -1: sum of flow / (1 + rate)^t.
    ///
    /// # Errors
    /// If the rate is not above -1.
    pub fn present_value(&self, rate: f64) -> Result<f64, EvaluationError> {
        let growth = f_log1p(above_minus_one(rate)?);
        Ok(self.0.iter().enumerate().map(|(t, flow)| flow * exp(-growth * t as f64)).sum())
    }

    /// The present value of the benefits over that of the costs, by period net; `None` without
    /// costs.
    ///
    /// # Errors
    /// If the rate is not above -1.
    pub fn benefit_cost_ratio(&self, rate: f64) -> Result<Option<f64>, EvaluationError> {
        let part = |keep: fn(f64) -> f64| CashFlows(self.0.iter().map(|&flow| keep(flow)).collect());
        let benefits = part(|flow| flow.max(0.0)).present_value(rate)?;
        let costs = part(|flow| (-flow).max(0.0)).present_value(rate)?;
        Ok((costs > 0.0).then(|| benefits / costs))
    }

    /// All internal rates of return per period, ascending; empty if flows never change sign.
    #[must_use]
    pub fn rates_of_return(&self) -> Vec<f64> {
        let terms: Vec<(f64, f64)> = self
            .0
            .iter()
            .enumerate()
            .map(|(t, &flow)| (t as f64, flow))
            .filter(|term| term.1 != 0.0)
            .collect();
        zeros(&terms).into_iter().map(pxfm::f_expm1).collect()
    }
}

fn above_minus_one(rate: f64) -> Result<f64, EvaluationError> {
    let fits = rate > -1.0 && rate.is_finite();
    if fits {
        Ok(rate)
    } else {
        Err(EvaluationError::Figure { name: "a rate", bound: "above -1", value: rate })
    }
}

/// The zeros of the sum of c e^(-s t) in s.
fn zeros(terms: &[(f64, f64)]) -> Vec<f64> {
    let Some(change) = terms.windows(2).find(|pair| pair[0].1.signum() != pair[1].1.signum()) else {
        return Vec::new();
    };
    let middle = 0.5 * (change[0].0 + change[1].0);
    let derivative: Vec<(f64, f64)> = terms.iter().map(|&(t, c)| (t, c * (middle - t))).collect();
    let mut fences = vec![-WIDEST];
    fences.extend(zeros(&derivative));
    fences.push(WIDEST);
    let mut found: Vec<f64> = Vec::new();
    for pair in fences.windows(2) {
        let (low, high) = (value(terms, pair[0]), value(terms, pair[1]));
        let touches = low.abs() < 1e-13 && pair[0] > -WIDEST;
        if touches {
            // A double root: the value only touches zero between two neighbouring zeros of the
            // derivative.
            if found.last().is_none_or(|last| (pair[0] - last).abs() > 1e-6) {
                found.push(pair[0]);
            }
        } else if low.signum() != high.signum() && high.abs() >= 1e-13 {
            let rising = if low < 0.0 { 1.0 } else { -1.0 };
            found.push(rising_root(|s| rising * value(terms, s), pair[0], pair[1]));
        }
    }
    found
}

/// The sum over the sum of absolute values: from -1 to 1, with the sign of the value.
fn value(terms: &[(f64, f64)], s: f64) -> f64 {
    let size = |&(t, c): &(f64, f64)| f_log(c.abs()) - s * t;
    let largest = terms.iter().map(size).fold(f64::NEG_INFINITY, f64::max);
    let (sum, sizes) = terms.iter().fold((0.0, 0.0), |(sum, sizes), term| {
        let part = exp(size(term) - largest);
        (sum + part * term.1.signum(), sizes + part)
    });
    sum / sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flows(flows: &[f64]) -> CashFlows {
        CashFlows::new(flows).unwrap()
    }

    #[test]
    fn an_investment_has_one_rate() {
        let project = flows(&[-1000.0, 300.0, 400.0, 500.0, 200.0]);
        assert!((project.present_value(0.1).unwrap() - 115.566).abs() < 5e-4);
        let rates = project.rates_of_return();
        assert_eq!(rates.len(), 1);
        assert!((rates[0] - 0.153_221).abs() < 5e-7, "{rates:?}");
        let ratio = project.benefit_cost_ratio(0.1).unwrap().unwrap();
        assert!((ratio - 1.115_566).abs() < 5e-7);
    }

    #[test]
    fn flows_that_change_sign_twice_have_both_rates() {
        let rates = flows(&[-1000.0, 2500.0, -1540.0]).rates_of_return();
        assert_eq!(rates.len(), 2);
        assert!((rates[0] - 0.1).abs() < 1e-12 && (rates[1] - 0.4).abs() < 1e-12, "{rates:?}");
    }

    #[test]
    fn three_rates_are_found_however_they_lie() {
        // (1 + r - 1.1)(1 + r - 1.2)(1 + r - 3): flows are the polynomial's coefficients.
        let rates = flows(&[1.0, -5.3, 8.22, -3.96]).rates_of_return();
        assert_eq!(rates.len(), 3);
        for (rate, expected) in rates.iter().zip([0.1, 0.2, 2.0]) {
            assert!((rate - expected).abs() < 1e-9, "{rates:?}");
        }
    }

    #[test]
    fn a_double_rate_is_one_rate() {
        let rates = flows(&[100.0, -240.0, 144.0]).rates_of_return();
        assert_eq!(rates.len(), 1);
        assert!((rates[0] - 0.2).abs() < 1e-6, "{rates:?}");
    }

    #[test]
    fn hundreds_of_months_and_losses_have_a_rate_too() {
        let mut loan = vec![-1.0];
        loan.extend([0.01; 360]);
        let rate = flows(&loan).rates_of_return()[0];
        assert!(flows(&loan).present_value(rate).unwrap().abs() < 1e-10);
        let loss = flows(&[-100.0, 0.0, 25.0]).rates_of_return();
        assert!((loss[0] + 0.5).abs() < 1e-12, "{loss:?}");
    }

    #[test]
    fn what_never_changes_sign_has_no_rate() {
        assert!(flows(&[1.0, 2.0]).rates_of_return().is_empty());
        assert!(flows(&[]).rates_of_return().is_empty());
        assert_eq!(flows(&[1.0]).benefit_cost_ratio(0.1), Ok(None));
        assert!(flows(&[1.0]).present_value(-1.0).is_err() && CashFlows::new(&[f64::NAN]).is_err());
    }
}

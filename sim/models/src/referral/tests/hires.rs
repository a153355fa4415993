//! Recruiting: more applicants for a bonus, and who stays.

use bazaar_numerics::variates::exp;

use super::{MONTH, dollars, observe, quantity, value};
use crate::quantity::Quantity;
use crate::referral::parameters::Parameters;

fn recruiter(bonus: u64) -> Parameters {
    let mut parameters = Parameters { seeds: 0, ..Parameters::default() };
    parameters.recruiting.jobs = 2_000;
    parameters.recruiting.contract.bonus = dollars(bonus);
    parameters.recruiting.contract.paid_after = Quantity::ZERO;
    parameters
}

fn seen(parameters: &Parameters, metric: &str) -> f64 {
    value(&observe(parameters, 36.0 * MONTH, 1), metric).unwrap()
}

/// 2,000 jobs with more than one hire each: shares are known to within .01; error probability below 1e-4.
#[test]
fn as_many_are_retained_as_the_distribution_of_tenures_says() {
    let mut parameters = recruiter(0);
    parameters.recruiting.referred = Quantity::ZERO;
    let power = |base: f64, exponent: f64| exp(exponent * pxfm::f_log(base));
    let exact = power(0.95, power(6.0, 0.8));
    let retained = seen(&parameters, "hires_retained");
    assert!((retained - exact).abs() < 0.03, "{retained} {exact}");
    // The other way round: who was referred leaves at .85 of the hazard.
    parameters.recruiting.referred = quantity(4.0 / MONTH);
    parameters.recruiting.market = Quantity::ZERO;
    let retained = seen(&parameters, "hires_retained");
    assert!((retained - power(exact, 0.85)).abs() < 0.03, "{retained}");
}

#[test]
fn a_larger_bonus_brings_more_and_worse_candidates() {
    let with = |bonus: u64| {
        let mut parameters = recruiter(bonus);
        parameters.recruiting.worse = 0.5;
        parameters.recruiting.market = Quantity::ZERO;
        (
            seen(&parameters, "hires_referred"),
            seen(&parameters, "hires_retained"),
            seen(&parameters, "jobs_filled"),
        )
    };
    let (usual, large) = (with(1_000), with(4_000));
    assert!(large.2 > usual.2, "jobs are filled sooner: {usual:?} {large:?}");
    assert!(large.1 < usual.1 - 0.02, "and left sooner: {usual:?} {large:?}");
}

#[test]
fn the_effect_on_staff_whom_nobody_referred_is_not_in_what_is_paid_for() {
    let mut parameters = recruiter(1_000);
    parameters.recruiting.staff_ratio = quantity(0.85);
    let market = seen(&parameters, "hires_retained_market");
    let before = seen(&recruiter(1_000), "hires_retained_market");
    assert!(market > before + 0.01, "{before} {market}");
    let [paid, paid_before] =
        [&parameters, &recruiter(1_000)].map(|one| seen(one, "payout_total") / seen(one, "hires"));
    assert!((paid / paid_before - 1.0).abs() < 0.1, "{paid_before} {paid}");
}

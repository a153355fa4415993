use bazaar_numerics::variates::Variate;
use serde_json::json;

use super::*;

fn read(value: serde_json::Value) -> Result<Distribution, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn mean(value: serde_json::Value) -> f64 {
    read(value).unwrap().variate().unwrap().mean()
}

fn close(observed: f64, expected: f64) {
    assert!((observed - expected).abs() <= 1e-12 * expected.abs(), "{observed} for {expected}");
}

#[test]
fn every_family_becomes_its_variate_in_hours() {
    close(mean(json!({ "exponential": { "mean": "91 d" } })), 2184.0);
    close(mean(json!({ "weibull": { "shape": 1, "scale": "2 h" } })), 2.0);
    close(mean(json!({ "gamma": { "shape": 0.357, "scale": "43.652 h" } })), 0.357 * 43.652);
    close(mean(json!({ "uniform": { "low": "30 min", "high": "1.5 h" } })), 1.0);
    close(mean(json!({ "deterministic": "8 h" })), 8.0);
    close(mean(json!({ "empirical": { "durations": ["1 h", "120 min", "6 h"] } })), 3.0);
}

#[test]
fn a_log_normal_may_be_given_by_its_moments() {
    let distribution = read(json!({ "log_normal": { "mean": "2 h", "cv": 0.5 } })).unwrap();
    let variate = distribution.variate().unwrap();
    close(variate.mean(), 2.0);
    close(variate.variance(), 1.0);
}

#[test]
fn a_log_normal_of_days_is_that_of_hours_moved_by_the_logarithm_of_24() {
    let days = mean(json!({ "log_normal": { "mu": 0, "sigma": 1, "unit": "d" } }));
    let hours = mean(json!({ "log_normal": { "mu": 0, "sigma": 1 } }));
    close(days, 24.0 * hours);
}

#[test]
fn means_and_rates_say_the_same_of_a_mixture() {
    let by_means =
        read(json!({ "hyper_exponential": { "shares": [0.25, "75 %"], "means": ["4 h", "8 h"] } }));
    let by_rates =
        read(json!({ "hyper_exponential": { "shares": [0.25, 0.75], "rates": ["0.25 / h", "3 / d"] } }));
    let (by_means, by_rates) = (by_means.unwrap(), by_rates.unwrap());
    assert_eq!(by_means.variate().unwrap(), by_rates.variate().unwrap());
    close(by_means.variate().unwrap().mean(), 7.0);
}

#[test]
fn what_cannot_be_drawn_from_is_not_read() {
    let refusals = [
        (json!({ "exponential": { "mean": "0 h" } }), "a mean or scale must be above zero"),
        (json!({ "weibull": { "shape": -1, "scale": "1 h" } }), "a shape must be above zero, got -1"),
        (json!({ "gamma": { "shape": 1e-300, "scale": "1 h" } }), "the shape of a"),
        (json!({ "uniform": { "low": "2 h", "high": "1 h" } }), "`low` is not below `high`"),
        (json!({ "empirical": { "durations": [] } }), "no duration is above zero"),
        (json!({ "log_normal": { "mu": 1, "cv": 0.5 } }), "log_normal takes either"),
        (json!({ "hyper_exponential": { "shares": [1], "means": [] } }), "1 shares for 0 branches"),
        (json!({ "hyper_exponential": { "shares": [0.5], "means": ["1 h"] } }), "the shares add up to 0.5"),
        (json!({ "hyper_exponential": { "shares": [1] } }), "hyper_exponential takes shares and"),
        (json!({ "normal": { "mean": "1 h" } }), "unknown variant"),
    ];
    for (value, beginning) in refusals {
        let error = read(value).unwrap_err();
        assert!(error.starts_with(beginning), "{error}");
    }
}

#[test]
fn every_family_is_written_as_it_was_read() {
    for value in [
        json!({ "exponential": { "mean": "91 d" } }),
        json!({ "weibull": { "shape": 0.393, "scale": "2.964 h" } }),
        json!({ "log_normal": { "mu": -0.586, "sigma": 2.844, "unit": "h" } }),
        json!({ "log_normal": { "mean": "2 h", "cv": 0.5 } }),
        json!({ "gamma": { "shape": 0.357, "scale": "43.652 h" } }),
        json!({ "hyper_exponential": { "shares": [0.3, 0.7], "means": ["1 h", "10 h"] } }),
        json!({ "hyper_exponential": { "shares": [0.3, 0.7], "rates": ["1 / h", "10 / h"] } }),
        json!({ "uniform": { "low": "0 h", "high": "1 h" } }),
        json!({ "deterministic": "8 h" }),
        json!({ "empirical": { "durations": ["1 h", "2 h"] } }),
    ] {
        let distribution = read(value.clone()).unwrap();
        assert_eq!(serde_json::to_value(distribution).unwrap(), value);
    }
}

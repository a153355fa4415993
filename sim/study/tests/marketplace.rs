//! The marketplace against known results on diffusion, thresholds and prices, where one run is not
//! enough.

use bazaar_models::model::Horizon;
use bazaar_models::observation::Observation;
use bazaar_scenario::{Check, Scenario, Statistic};
use bazaar_study::{Generator, Plan, Silent, replicate};

const YEAR: f64 = 8766.0;

fn load(name: &str, sets: &[&str]) -> Scenario {
    Scenario::load(name, sets).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn observations(scenario: &Scenario, stretches: usize, replications: u32) -> Vec<Observation> {
    let study = &scenario.study;
    let horizon = Horizon { end: study.horizon.canonical(), warm_up: study.warm_up.canonical(), stretches };
    let plan = Plan {
        horizon,
        seed: study.seed,
        first: 0,
        replications,
        threads: 0,
        generator: Generator::Squares,
        fingerprint: false,
    };
    replicate(&scenario.model, &plan, &Silent).unwrap_or_else(|error| panic!("{error}"))
}

/// The number of buyers who join in each time bin, on average over replications.
fn joins(scenario: &Scenario, stretches: usize, replications: u32) -> Vec<f64> {
    let months = scenario.study.horizon.canonical() / stretches as f64 / (YEAR / 12.0);
    let seen = observations(scenario, stretches, replications);
    let mut mean = vec![0.0; stretches];
    for observation in &seen {
        let series = observation.series.iter().find(|series| series.metric == "joins_buyers");
        let Some(series) = series else { panic!("nobody joins over time") };
        for (mean, rate) in mean.iter_mut().zip(&series.values) {
            *mean += rate * months / f64::from(replications);
        }
    }
    mean
}

/// Sales of video recorders in the United States, 1980 to 1989, in thousands: the data to which textbooks
/// fit Bass's curve, with M = 67,981 thousand, p = .006594, q = .6381.
const RECORDERS: [f64; 10] =
    [840.0, 1470.0, 2110.0, 4000.0, 7590.0, 10950.0, 10530.0, 9470.0, 7790.0, 5890.0];

/// Error probability below 1e-4. Ten people stand for a thousand buyers; chance moves four such curves by
/// .009 years and the residual error by .1%.
#[test]
fn video_recorders_spread_as_the_curve_that_was_fitted_to_them() {
    let scenario = load(
        "reference/bass",
        &[
            "study.horizon=10.5 year",
            "model.marketplace.buyers.potential=679810",
            "model.marketplace.buyers.innovation=0.006594 / year",
            "model.marketplace.buyers.imitation=0.6381 / year",
        ],
    );
    let halves: Vec<f64> = joins(&scenario, 21, 4).iter().map(|joins| joins / 10.0).collect();
    // The sales of year t are those between t - .5 and t + .5; data and curve share three parameters.
    let error = |first: usize| -> f64 {
        let years = halves[first..].chunks_exact(2).map(|year| year[0] + year[1]);
        (RECORDERS.iter().zip(years).map(|(sold, curve)| (sold - curve) * (sold - curve)).sum::<f64>() / 7.0)
            .sqrt()
    };
    assert!((error(1) - 726.0).abs() < 8.0, "{}", error(1));
    assert!((error(0) - 1324.0).abs() < 16.0, "counted from t - 1 to t: {}", error(0));
}

/// Error probability below 1e-4: the vertex of a parabola through 2 million joins varies by .0125 years.
#[test]
fn most_people_join_when_bass_says() {
    let scenario =
        load("reference/bass", &["study.horizon=12 year", "model.marketplace.buyers.potential=500000"]);
    let width = 0.05;
    let joins = joins(&scenario, 240, 4);
    let peak = (0..20).fold(6.0, |peak: f64, _| vertex(&joins, width, peak, 2.0));
    let exact = (0.38_f64 / 0.03).ln() / (0.38 + 0.03);
    assert!((exact - 6.1926).abs() < 1e-4);
    assert!((peak - exact).abs() < 0.05, "{peak}");
}

/// The vertex of the parabola that fits best within `reach` of `around`.
fn vertex(values: &[f64], width: f64, around: f64, reach: f64) -> f64 {
    let near: Vec<(f64, f64)> = (0..)
        .zip(values)
        .map(|(stretch, &value)| ((f64::from(stretch) + 0.5) * width - around, value))
        .filter(|(x, _)| x.abs() <= reach)
        .collect();
    let mean =
        |of: &dyn Fn(f64, f64) -> f64| near.iter().map(|&(x, y)| of(x, y)).sum::<f64>() / near.len() as f64;
    let (x1, x2, x3, x4) =
        (mean(&|x, _| x), mean(&|x, _| x * x), mean(&|x, _| x * x * x), mean(&|x, _| x * x * x * x));
    let (y0, y1, y2) = (mean(&|_, y| y), mean(&|x, y| x * y), mean(&|x, y| x * x * y));
    // Least squares of y = a + b x + c x^2, the constant eliminated.
    let (sxx, sxq, sqq) = (x2 - x1 * x1, x3 - x1 * x2, x4 - x2 * x2);
    let (sxy, sqy) = (y1 - x1 * y0, y2 - x2 * y0);
    let determinant = sxx * sqq - sxq * sxq;
    let (b, c) = ((sxy * sqq - sqy * sxq) / determinant, (sqy * sxx - sxy * sxq) / determinant);
    around - b / (2.0 * c)
}

/// What the platform earns in a year at these prices, in dollars.
fn earned(buyers: f64, sellers: f64) -> f64 {
    // A price below zero is a subsidy.
    let buyers = format!("model.marketplace.buyers.subsidy=${:.2}", -100.0 * buyers);
    let sellers = format!("model.marketplace.sellers.price=${:.2}", 100.0 * sellers);
    let scenario = load("reference/two-sided-price", &[&buyers, &sellers]);
    let index = scenario.model.metrics().iter().position(|metric| metric.name == "net_revenue");
    let value = |observation: &Observation| index.and_then(|index| observation.values[index]);
    let seen = observations(&scenario, 1, 2);
    seen.iter().filter_map(value).sum::<f64>() / seen.len() as f64
}

/// Over a grid of prices, with common random numbers: revenue is a parabola of both, whose top least squares
/// finds to within .006 (standard deviation over seeds).
#[test]
fn the_best_prices_pay_buyers_to_be_in() {
    const STEP: f64 = 0.025;
    let (centre_buyers, centre_sellers) = (-0.21, 0.83);
    let steps = [-2.0, -1.0, 0.0, 1.0, 2.0].map(|step| step * STEP);
    let grid: Vec<(f64, f64, f64)> = steps
        .iter()
        .flat_map(|&x| steps.iter().map(move |&y| (x, y)))
        .map(|(x, y)| (x, y, earned(centre_buyers + x, centre_sellers + y)))
        .collect();
    let square = steps.iter().map(|x| x * x).sum::<f64>() / 5.0;
    // On a balanced grid the terms of the parabola are orthogonal.
    let term = |of: &dyn Fn(f64, f64) -> f64| {
        let product: f64 = grid.iter().map(|&(x, y, earned)| of(x, y) * earned).sum();
        product / grid.iter().map(|&(x, y, _)| of(x, y) * of(x, y)).sum::<f64>()
    };
    let (x, y, both) = (term(&|x, _| x), term(&|_, y| y), term(&|x, y| x * y));
    let (xx, yy) = (term(&|x, _| x * x - square), term(&|_, y| y * y - square));
    let determinant = 4.0 * xx * yy - both * both;
    let buyers = centre_buyers + (both * y - 2.0 * yy * x) / determinant;
    let sellers = centre_sellers + (both * x - 2.0 * xx * y) / determinant;
    assert!((buyers + 0.22).abs() < 0.025 && (sellers - 0.82).abs() < 0.025, "{buyers} {sellers}");
}

/// The chain of births with rates (p + q k / n) (n - k) (Niu 2002): mean and standard deviation of the share.
fn birth_chain(n: usize, years: f64) -> (f64, f64) {
    const STEPS: usize = 4000;
    let rate = |k: usize| (0.03 + 0.38 * k as f64 / n as f64) * (n - k) as f64;
    let flow = |now: &[f64]| -> Vec<f64> {
        (0..=n).map(|k| if k > 0 { rate(k - 1) * now[k - 1] } else { 0.0 } - rate(k) * now[k]).collect()
    };
    let ahead = |now: &[f64], flow: &[f64], by: f64| -> Vec<f64> {
        now.iter().zip(flow).map(|(now, flow)| now + by * flow).collect()
    };
    let mut now = vec![0.0; n + 1];
    now[0] = 1.0;
    let step = years / STEPS as f64;
    for _ in 0..STEPS {
        let one = flow(&now);
        let two = flow(&ahead(&now, &one, step / 2.0));
        let three = flow(&ahead(&now, &two, step / 2.0));
        let four = flow(&ahead(&now, &three, step));
        for k in 0..=n {
            now[k] += step / 6.0 * (one[k] + 2.0 * two[k] + 2.0 * three[k] + four[k]);
        }
    }
    let moment = |power: i32| -> f64 {
        now.iter().enumerate().map(|(k, p)| p * (k as f64 / n as f64).powi(power)).sum()
    };
    (moment(1), (moment(2) - moment(1) * moment(1)).sqrt())
}

#[test]
fn the_expected_spread_is_that_of_the_birth_chain() {
    let checks = load("reference/bass-hundred", &[]).checks;
    assert_eq!(checks.len(), 4);
    for check in &checks {
        let years = if check.set.is_empty() { 5.0 } else { 10.0 };
        let (mean, deviation) = birth_chain(100, years);
        let exact = if check.statistic == Statistic::Mean { mean } else { deviation };
        assert!((check.expected - exact).abs() < 6e-6, "{}: {exact}", check.name);
    }
}

#[test]
fn the_expected_shares_are_those_of_basss_curve() {
    let (p, q) = (0.03_f64, 0.38_f64);
    for check in &load("reference/bass", &[]).checks {
        let exact = match (check.metric.as_str(), check.set.first().map(String::as_str)) {
            ("hearing_time_buyers", _) => (1.0 + q / p).ln() / q * YEAR,
            (_, horizon) => {
                let years: f64 = match horizon {
                    None => 10.0,
                    Some("study.horizon=1 year") => 1.0,
                    Some("study.horizon=5 year") => 5.0,
                    Some("study.horizon=20 year") => 20.0,
                    Some(other) => panic!("{other}"),
                };
                let left = (-(p + q) * years).exp();
                (1.0 - left) / (1.0 + q / p * left)
            }
        };
        assert!((check.expected / exact - 1.0).abs() < 2e-5, "{}: {exact}", check.name);
    }
}

/// Whether a market without chance, from this start, ends with most people in.
fn is_launched_without_chance(buyers: f64, sellers: f64, price: f64, sellers_pace: f64) -> bool {
    let (mut buyers, mut sellers) = (buyers, sellers);
    let reply = |others: f64| if others > price { 1.0 - price / others } else { 0.0 };
    for _ in 0..200_000 {
        let (to_buyers, to_sellers) = (reply(sellers) - buyers, reply(buyers) - sellers);
        buyers += 1e-3 * to_buyers;
        sellers += 1e-3 * sellers_pace * to_sellers;
    }
    buyers > 0.5
}

#[test]
fn the_frontiers_checks_lie_on_both_sides_of_the_frontier() {
    for (name, pace, rows) in [("reference/frontier", 1.0, 11), ("reference/frontier-slow-sellers", 0.25, 9)]
    {
        let checks: Vec<Check> = load(name, &[]).checks;
        assert_eq!(checks.len(), rows);
        for check in &checks {
            let seeded = |side: &str| -> f64 {
                let path = format!("model.marketplace.{side}.seeded=");
                let start = check.set.iter().find_map(|set| set.strip_prefix(&path));
                start.and_then(|start| start.parse().ok()).unwrap_or_else(|| panic!("{check:?}"))
            };
            let launched = is_launched_without_chance(seeded("buyers"), seeded("sellers"), 0.1, pace);
            assert_eq!(launched, check.expected > 0.5, "{}", check.name);
        }
    }
}

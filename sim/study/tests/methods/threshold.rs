//! Threshold searches, 200 times each, with a known threshold.

use bazaar_engine::{Key, Streams};
use bazaar_numerics::normal_cdf;
use bazaar_numerics::variates::{chance, standard_normal};
use bazaar_study::Estimated;
use bazaar_study::threshold::{Reading, RootSearch, Step, Trial, TurnSearch};

const REPEATS: u64 = 200;

/// Of 200 intervals that cover with probability 95%, fewer than 181 cover once in 400 cases.
const LEAST: usize = 181;

/// Searches for where an outcome is yes as often as no, given the probability of yes at each place.
fn turns(name: &'static str, search: TurnSearch, yes: impl Fn(f64) -> f64) -> Vec<(Estimated, usize)> {
    let turn = |number: u64| {
        let mut stream = Streams::new(30).component(name).stream(0, Key::initial(number));
        let mut trials = Vec::new();
        loop {
            match search.next(&trials).unwrap() {
                Step::Run(values) => trials.extend(values.into_iter().map(|at| {
                    let yes = chance(&mut stream, yes(at));
                    Trial { at, yes }
                })),
                Step::Found(turn) => return (turn, trials.len()),
                Step::Exhausted(turn) => panic!("{turn:?}"),
            }
        }
    };
    (0..REPEATS).map(turn).collect()
}

/// The probability of yes at a place.
type Response = Box<dyn Fn(f64) -> f64>;

/// The mean of an outcome at a place.
type Mean = fn(f64) -> f64;

const UNIT: TurnSearch =
    TurnSearch { low: 0.0, high: 1.0, stage: 64, tolerance: 0.01, confidence: 0.95, most: 4000 };

/// A market of 1,000 that launches: its size after a while is normal around an unstable
/// equilibrium at .30, with a standard deviation of .02, so that .25 hardly ever and .35
/// nearly always launches. Not a logistic curve, on purpose.
#[test]
fn where_a_market_launches_is_found_and_covered() {
    let found = turns("launch", UNIT, |at| normal_cdf((at - 0.3) / 0.02));
    let covers = found.iter().filter(|(turn, _)| turn.covers(0.3)).count();
    assert!(covers >= LEAST, "{covers} of {REPEATS}");
    assert!(covers < 200, "intervals that always cover are too wide");
    for (turn, runs) in &found {
        assert!(turn.width() <= 0.02 && (turn.value - 0.3).abs() < 0.01, "{turn:?}");
        assert!(*runs <= 320, "{runs}");
    }
}

/// Each response is 1/2 at its third item.
#[test]
fn where_a_skew_response_turns_is_covered() {
    let ln2 = std::f64::consts::LN_2;
    let log_normal = |sigma: f64| move |at: f64| normal_cdf((at / 0.3).max(1e-300).ln() / sigma);
    let responses: [(&'static str, Response, f64); 7] = [
        // Complementary log-log, steep and shallow, and its mirror image.
        ("gompertz", Box::new(move |at| 1.0 - (-ln2 * ((at - 0.4) / 0.05).exp()).exp()), 0.4),
        ("shallow", Box::new(move |at| 1.0 - (-ln2 * ((at - 0.6) / 0.15).exp()).exp()), 0.6),
        ("mirrored", Box::new(move |at| (-ln2 * ((0.4 - at) / 0.05).exp()).exp()), 0.4),
        // An exponential tolerance, and log-normal ones.
        ("exponential", Box::new(move |at| 1.0 - (-ln2 * at / 0.2).exp()), 0.2),
        ("log-normal", Box::new(log_normal(0.25)), 0.3),
        ("wide log-normal", Box::new(log_normal(0.8)), 0.3),
        // One that falls, and never reaches either end.
        ("lapses", Box::new(move |at| 0.9 - 0.8 * normal_cdf((at - 0.5) / 0.05)), 0.5),
    ];
    for (name, yes, turn) in responses {
        let found = turns(name, TurnSearch { tolerance: 0.025, ..UNIT }, &yes);
        let covers = found.iter().filter(|(found, _)| found.covers(turn)).count();
        assert!(covers >= LEAST, "{name}: {covers} of {REPEATS}");
        assert!(covers < 200, "{name}: intervals that always cover are too wide");
    }
}

/// Searches for where a mean is zero, with noise of this standard deviation.
fn roots(name: &'static str, search: RootSearch, noise: f64, mean: impl Fn(f64) -> f64) -> Vec<Estimated> {
    let root = |number: u64| {
        let mut stream = Streams::new(31).component(name).stream(0, Key::initial(number));
        let mut readings = Vec::new();
        loop {
            match search.next(&readings).unwrap() {
                Step::Run(values) => readings.extend(
                    values
                        .into_iter()
                        .map(|at| Reading { at, outcome: mean(at) + noise * standard_normal(&mut stream) }),
                ),
                Step::Found(root) => return root,
                Step::Exhausted(root) => panic!("{root:?}"),
            }
        }
    };
    (0..REPEATS).map(root).collect()
}

/// Profits that bend: with a tolerance so wide that the window is the whole range, a line would be off by more than
/// its interval. The mean is zero at the last item.
#[test]
fn where_a_profit_begins_is_found_and_covered() {
    let search =
        RootSearch { low: 0.0, high: 1.0, stage: 64, tolerance: 0.01, confidence: 0.95, most: 20_000 };
    let profits: [(&'static str, Mean, f64); 4] = [
        ("profit", |at| (2.0 * (at - 0.37)).exp() - 1.0, 0.37),
        ("steep profit", |at| (4.0 * (at - 0.6)).exp() - 1.0, 0.6),
        ("cost", |at| 0.3 - at * at, 0.547_722_557_505_166_1),
        ("root", |at| at.sqrt() - 0.5, 0.25),
    ];
    for (name, mean, zero) in profits {
        for (tolerance, noise) in [(0.01, 0.3), (0.05, 0.1), (0.2, 0.1), (0.2, 0.3)] {
            let found = roots(name, RootSearch { tolerance, ..search }, noise, mean);
            let covers = found.iter().filter(|root| root.covers(zero)).count();
            assert!(covers >= LEAST, "{name} to {tolerance}, noise {noise}: {covers} of {REPEATS}");
            assert!(covers < 200, "intervals that always cover are too wide");
            assert!(found.iter().all(|root| root.width() <= 2.0 * tolerance));
        }
    }
}

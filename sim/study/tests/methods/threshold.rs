//! Searches for a threshold, 200 times each, against one that is known.

use bazaar_engine::variates::{chance, standard_normal};
use bazaar_engine::{Key, Streams};
use bazaar_study::threshold::{Reading, RootSearch, Step, Trial, TurnSearch};
use bazaar_study::{Estimated, normal_cdf};

const REPEATS: u64 = 200;

/// Of 200 intervals that cover with probability 95%, fewer than 181 cover once in 400 cases.
const LEAST: usize = 181;

/// A market of 1,000 that launches: its size after a while is normal around an unstable
/// equilibrium at .30, with a standard deviation of .02, so that .25 hardly ever and .35
/// nearly always launches. Not a logistic curve, on purpose.
fn launch(number: u64) -> (Estimated, usize) {
    let search = TurnSearch { low: 0.0, high: 1.0, stage: 64, tolerance: 0.01, confidence: 0.95, most: 2000 };
    let mut stream = Streams::new(30).component("launch").stream(0, Key::initial(number));
    let mut trials = Vec::new();
    loop {
        match search.next(&trials).unwrap() {
            Step::Run(values) => trials.extend(values.into_iter().map(|at| {
                let yes = chance(&mut stream, normal_cdf((at - 0.3) / 0.02));
                Trial { at, yes }
            })),
            Step::Found(turn) => return (turn, trials.len()),
            Step::Exhausted(turn) => panic!("{turn:?}"),
        }
    }
}

#[test]
fn where_a_market_launches_is_found_and_covered() {
    let found: Vec<(Estimated, usize)> = (0..REPEATS).map(launch).collect();
    let covers = found.iter().filter(|(turn, _)| turn.covers(0.3)).count();
    assert!(covers >= LEAST, "{covers} of {REPEATS}");
    assert!(covers < 200, "intervals that always cover are too wide");
    for (turn, runs) in &found {
        assert!(turn.width() <= 0.02 && (turn.value - 0.3).abs() < 0.01, "{turn:?}");
        assert!(*runs <= 320, "{runs}");
    }
}

/// A profit that bends: zero at .37, with noise as large as a tenth of its range.
fn break_even(number: u64) -> Estimated {
    let search = RootSearch { low: 0.0, high: 1.0, stage: 64, tolerance: 0.01, confidence: 0.95, most: 5000 };
    let mut stream = Streams::new(31).component("profit").stream(0, Key::initial(number));
    let mut readings = Vec::new();
    loop {
        match search.next(&readings).unwrap() {
            Step::Run(values) => readings.extend(values.into_iter().map(|at| {
                let mean = (2.0 * (at - 0.37_f64)).exp() - 1.0;
                Reading { at, outcome: mean + 0.3 * standard_normal(&mut stream) }
            })),
            Step::Found(root) => return root,
            Step::Exhausted(root) => panic!("{root:?}"),
        }
    }
}

#[test]
fn where_a_profit_begins_is_found_and_covered() {
    let found: Vec<Estimated> = (0..REPEATS).map(break_even).collect();
    let covers = found.iter().filter(|root| root.covers(0.37)).count();
    assert!(covers >= LEAST, "{covers} of {REPEATS}");
    assert!(covers < 200, "intervals that always cover are too wide");
    for root in &found {
        assert!(root.width() <= 0.02 && (root.value - 0.37).abs() < 0.02, "{root:?}");
    }
}

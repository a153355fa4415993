//! The guarantee of ranking and selection, in its least favourable configuration.

use bazaar_engine::{Key, Streams};
use bazaar_numerics::variates::standard_normal;
use bazaar_study::comparison::{Selection, Selector, select};

const SELECTOR: Selector = Selector { indifference: 1.0, confidence: 0.9, first: 10 };

/// Five arms, the best ahead of all others by exactly the indifference; `shared` is the weight of
/// the noise that all arms have in common. Returns whether the best was selected, and the number of
/// runs.
fn experiment(number: u64, shared: f64) -> (bool, usize) {
    let streams = Streams::new(8).component("selection").replication(number);
    let mut weather = streams.stream(0, Key::SINGLE);
    let mut own: Vec<_> = (0..5).map(|arm| streams.stream(1, Key::initial(arm))).collect();
    let mut outputs = vec![Vec::new(); 5];
    loop {
        match select(&outputs, &SELECTOR).unwrap() {
            Selection::Best { arm, .. } => return (arm == 3, outputs.iter().map(Vec::len).sum()),
            Selection::Running { arms, replication } => {
                for _ in outputs[arms[0]].len()..replication {
                    let common = shared * standard_normal(&mut weather);
                    for &arm in &arms {
                        let lead = f64::from(u8::from(arm == 3));
                        outputs[arm].push(lead + common + 3.0 * standard_normal(&mut own[arm]));
                    }
                }
            }
        }
    }
}

/// Of 1,000 experiments at least 900 are guaranteed; a procedure that just meets the guarantee is
/// below 870 once in 1,000 seeds. KN exceeds it by far.
#[test]
fn the_best_of_five_is_selected_as_often_as_promised() {
    for shared in [0.0, 10.0] {
        let correct = (0..1000).filter(|&number| experiment(number, shared).0).count();
        assert!(correct >= 870, "{correct} with {shared}");
    }
}

/// Common random numbers do no harm: with them selection needs no more runs.
#[test]
fn shared_weather_costs_nothing() {
    let runs = |shared| (0..100).map(|number| experiment(number, shared).1).sum::<usize>();
    let (alone, together) = (runs(0.0), runs(10.0));
    assert!(together.abs_diff(alone) * 1000 < alone, "{together} and {alone}");
}

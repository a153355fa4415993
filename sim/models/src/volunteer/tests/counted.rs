//! The warm-up: what happens before its end is simulated and not counted, nothing else.

use super::{counts, horizon, run, scenes};
use crate::model::Horizon;
use crate::volunteer::Statistics;

fn amounts(sums: &Statistics) -> Vec<f64> {
    let (fleet, server) = (&sums.fleet, &sums.server);
    let of_groups = fleet
        .groups
        .iter()
        .flat_map(|group| [group.joined, group.available, group.computing[0], group.computing[1]]);
    of_groups
        .chain(server.fates)
        .chain(fleet.projects.iter().copied())
        .chain([fleet.lost, server.credit, server.credit_to_cheaters, server.delivered])
        .collect()
}

#[test]
fn what_is_counted_is_what_came_after_the_warm_up() {
    for (name, parameters) in scenes::all() {
        let whole = run(&parameters, horizon(11), 1, 0);
        let before = run(&parameters, horizon(5), 1, 0);
        let after = run(&parameters, Horizon { warm_up: 5.0 * 24.0, ..horizon(11) }, 1, 0);
        let sum = counts(&before).into_iter().zip(counts(&after)).map(|(one, other)| one + other);
        assert_eq!(sum.collect::<Vec<_>>(), counts(&whole), "{name}");
        for ((before, after), whole) in amounts(&before).into_iter().zip(amounts(&after)).zip(amounts(&whole))
        {
            assert!(
                (before + after - whole).abs() <= 1e-9 * whole,
                "{name}: {before} + {after}, not {whole}"
            );
        }
    }
}

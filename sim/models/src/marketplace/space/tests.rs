//! The grid compared with an exhaustive search.

use proptest::prelude::*;

use super::{Found, Grid, Point};

const WIDTH: f64 = 10.0;

fn anywhere() -> impl Strategy<Value = Point> {
    // Places on the edges of cells, and two people in one place, are likelier than by chance.
    let along = prop_oneof![0.0..=WIDTH, (0_u8..=20).prop_map(|half| f64::from(half) * 0.5)];
    (along.clone(), along).prop_map(|(x, y)| Point { x, y })
}

/// All who fit, by distance and slot.
fn by_looking_at_everybody(grid: &Grid, people: &[Point], at: Point, radius: f64, most: usize) -> Vec<Found> {
    let mut all: Vec<Found> = people
        .iter()
        .zip(0..)
        .map(|(&place, slot)| Found { slot, distance: grid.distance(at, place) })
        .filter(|found| found.distance <= radius && found.slot % 3 != 0)
        .collect();
    all.sort_by(|one, other| one.distance.total_cmp(&other.distance).then(one.slot.cmp(&other.slot)));
    all.truncate(most);
    all
}

proptest! {
    #[test]
    fn the_nearest_are_those_that_looking_at_everybody_finds(
        people in prop::collection::vec(anywhere(), 0..300),
        at in anywhere(),
        radius in prop_oneof![0.0..3.0, Just(100.0)],
        most in 1..6_usize,
        is_torus: bool,
    ) {
        let mut grid = Grid::new(WIDTH, is_torus);
        for (&place, slot) in people.iter().zip(0..) {
            grid.insert(slot, place);
        }
        let mut found = Vec::new();
        grid.nearest(at, radius, most, |slot| slot % 3 != 0, &mut found);
        prop_assert_eq!(found, by_looking_at_everybody(&grid, &people, at, radius, most));
    }

    #[test]
    fn whoever_is_taken_out_is_found_no_more(
        people in prop::collection::vec(anywhere(), 1..120),
        leaving in prop::collection::vec(any::<bool>(), 120),
    ) {
        let mut grid = Grid::new(WIDTH, false);
        for (&place, slot) in people.iter().zip(0..) {
            grid.insert(slot, place);
        }
        for ((&place, slot), &leaves) in people.iter().zip(0..).zip(&leaving) {
            if leaves {
                grid.remove(slot, place);
            }
        }
        let mut found = Vec::new();
        grid.nearest(Point { x: 5.0, y: 5.0 }, 100.0, 120, |_| true, &mut found);
        let mut left: Vec<u32> = found.iter().map(|found| found.slot).collect();
        left.sort_unstable();
        let staying: Vec<u32> = (0..).zip(&leaving).take(people.len()).filter(|(_, leaves)| !**leaves).map(|(slot, _)| slot).collect();
        prop_assert_eq!(left, staying);
    }
}

#[test]
fn on_a_torus_the_way_may_lead_across_an_edge() {
    let (one, other) = (Point { x: 0.5, y: 5.0 }, Point { x: 9.5, y: 5.0 });
    assert_eq!(Grid::new(WIDTH, false).distance(one, other), 9.0);
    assert_eq!(Grid::new(WIDTH, true).distance(one, other), 1.0);
}

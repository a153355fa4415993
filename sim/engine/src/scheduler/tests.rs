//! The scheduler against a reference implementation: a sorted set.

use std::collections::BTreeSet;

use super::{Item, Scheduler};
use crate::event::Generation;
use crate::key::Key;
use crate::stream::{Rng, Stream, Streams};

fn unit(stream: &mut Stream) -> f64 {
    (stream.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// Holds `pending` events, `steps` times taking one and scheduling another `delay` later.
fn agrees_with_a_sorted_set(pending: u32, steps: u32, delay: impl Fn(&mut Stream) -> f64) {
    let mut stream = Streams::new(u64::from(pending)).stream(0, Key::SINGLE);
    let mut scheduler = Scheduler::default();
    let mut reference = BTreeSet::new();
    let schedule = |time, slot, scheduler: &mut Scheduler, reference: &mut BTreeSet<Item>| {
        let item = Item::new(time, false, (slot % 5) as u16, slot, Generation::default());
        if reference.insert(item) {
            scheduler.push(item);
        }
    };
    for slot in 0..pending {
        let time = delay(&mut stream);
        schedule(time, slot, &mut scheduler, &mut reference);
    }
    for step in 0..steps {
        let expected = reference.pop_first();
        assert_eq!(scheduler.pop_before(Item::bound(f64::MAX), |_| ()), expected, "step {step}");
        let Some(item) = expected else { return };
        // Now and then the population grows or shrinks, so that structures and widths change.
        let successors = match unit(&mut stream) {
            u if u < 0.02 => 0,
            u if u < 0.04 => 2,
            _ => 1,
        };
        for _ in 0..successors {
            let time = item.time() + delay(&mut stream);
            schedule(time, item.slot() + pending, &mut scheduler, &mut reference);
        }
        assert_eq!(scheduler.len(), reference.len());
    }
}

#[test]
fn few_events_come_in_order() {
    agrees_with_a_sorted_set(3, 2_000, unit);
}

#[test]
fn many_events_come_in_order() {
    agrees_with_a_sorted_set(20_000, 60_000, unit);
}

#[test]
fn numbers_around_the_change_of_structure_come_in_order() {
    for pending in [5, 11, 12, 13, 39, 40, 41, 42, 63, 64, 65, 150, 300] {
        agrees_with_a_sorted_set(pending, 5_000, unit);
    }
}

#[test]
fn heavy_tails_come_in_order() {
    // Pareto with tail index one half: no mean, times over thirty orders of magnitude.
    agrees_with_a_sorted_set(5_000, 50_000, |stream| {
        let u = 1.0 - unit(stream);
        1.0 / (u * u * u * u)
    });
}

#[test]
fn ties_come_by_kind_and_slot() {
    agrees_with_a_sorted_set(3_000, 30_000, |stream| (unit(stream) * 4.0).floor());
}

#[test]
fn bursts_at_one_instant_come_in_order() {
    agrees_with_a_sorted_set(5_000, 20_000, |stream| if unit(stream) < 0.9 { 1.0 } else { 1e6 });
}

#[test]
fn tiny_and_huge_scales_mixed_come_in_order() {
    agrees_with_a_sorted_set(2_000, 30_000, |stream| {
        if unit(stream) < 0.5 { unit(stream) * 1e-9 } else { unit(stream) * 1e9 }
    });
}

#[test]
fn a_crowd_in_the_open_bucket_comes_in_order() {
    // Every event schedules many others for the same short time.
    agrees_with_a_sorted_set(
        3_000,
        30_000,
        |stream| if unit(stream) < 0.5 { unit(stream) * 1e-3 } else { 1e3 },
    );
}

#[test]
fn stopping_keeps_what_is_later() {
    let mut scheduler = Scheduler::default();
    for slot in 0..1_000 {
        scheduler.push(Item::new(f64::from(slot), false, 0, slot, Generation::default()));
    }
    let early = std::iter::from_fn(|| scheduler.pop_before(Item::bound(499.5), |_| ())).count();
    assert_eq!((early, scheduler.len()), (500, 500));
    // An event scheduled after a stop may be earlier than the one that was next.
    scheduler.push(Item::new(499.75, false, 0, 7, Generation::default()));
    assert_eq!(scheduler.pop_before(Item::bound(f64::MAX), |_| ()).map(Item::time), Some(499.75));
    assert_eq!(scheduler.pop_before(Item::bound(f64::MAX), |_| ()).map(Item::time), Some(500.0));
}

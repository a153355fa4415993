//! The resource against a slow reference implementation: a list with linear search.

#![allow(clippy::unwrap_used, clippy::float_cmp)]

use bazaar_engine::{Access, Resource, Ticket};
use proptest::prelude::*;

/// The operations, tried in random order.
#[derive(Clone, Copy, Debug)]
enum Step {
    Request {
        priority: i32,
    },
    Release,
    Capacity(u32),
    /// The holder of this ticket, among all issued so far, reneges.
    Renege(usize),
    Reset,
}

fn steps() -> impl Strategy<Value = Vec<(f64, Step)>> {
    let step = prop_oneof![
        6 => (-2..3).prop_map(|priority| Step::Request { priority }),
        4 => Just(Step::Release),
        1 => (0..4_u32).prop_map(Step::Capacity),
        2 => (0..500_usize).prop_map(Step::Renege),
        1 => Just(Step::Reset),
    ];
    // Eighths of an hour, so that areas are exact; often zero, so that many operations share an instant.
    let gap = prop_oneof![Just(0.0), (1..20_u32).prop_map(|eighths| f64::from(eighths) / 8.0)];
    prop::collection::vec((gap, step), 1..400)
}

/// The waiting customers as (priority, number), unordered; and the statistics since the last reset.
#[derive(Default)]
struct Plain {
    capacity: u32,
    busy: u32,
    line: Vec<(i32, u32)>,
    came: u32,
    served: u64,
    reneged: u64,
    since: f64,
    areas: [f64; 3],
}

impl Plain {
    fn pass(&mut self, time: f64) {
        let levels = [f64::from(self.capacity), f64::from(self.busy), self.line.len() as f64];
        self.areas.iter_mut().zip(levels).for_each(|(area, level)| *area += level * time);
    }

    fn first(&mut self) -> Option<u32> {
        let first = *self.line.iter().min()?;
        self.line.retain(|waits| *waits != first);
        Some(first.1)
    }
}

proptest! {
    #[test]
    fn a_resource_does_what_a_plain_list_does(steps in steps(), capacity in 0..4_u32) {
        let mut desk = Resource::new(capacity);
        let mut plain = Plain { capacity, ..Plain::default() };
        let mut tickets: Vec<(Ticket, i32, u32)> = Vec::new();
        let mut now = 0.0;
        let (mut all_served, mut all_reneged) = (0, 0);
        for (gap, step) in steps {
            plain.pass(gap);
            now += gap;
            match step {
                Step::Request { priority } => {
                    let number = plain.came;
                    plain.came += 1;
                    match desk.request_with_priority(now, priority, number) {
                        Access::Begins(customer) => {
                            prop_assert!(plain.busy < plain.capacity && plain.line.is_empty());
                            prop_assert_eq!(customer, number);
                            plain.busy += 1;
                        }
                        Access::Waits(ticket) => {
                            prop_assert!(plain.busy >= plain.capacity);
                            plain.line.push((priority, number));
                            tickets.push((ticket, priority, number));
                        }
                    }
                }
                Step::Release if plain.busy > 0 => {
                    plain.busy -= 1;
                    plain.served += 1;
                    all_served += 1;
                    let next = if plain.busy < plain.capacity { plain.first() } else { None };
                    plain.busy += u32::from(next.is_some());
                    prop_assert_eq!(desk.release(now), next);
                }
                Step::Release => {}
                Step::Capacity(capacity) => {
                    plain.capacity = capacity;
                    desk.set_capacity(now, capacity);
                    loop {
                        let next = if plain.busy < plain.capacity { plain.first() } else { None };
                        prop_assert_eq!(desk.begin(now), next);
                        if next.is_none() {
                            break;
                        }
                        plain.busy += 1;
                    }
                }
                Step::Renege(which) => {
                    if let Some(&(ticket, priority, number)) = tickets.get(which % tickets.len().max(1)) {
                        let waits = plain.line.contains(&(priority, number));
                        plain.line.retain(|one| *one != (priority, number));
                        plain.reneged += u64::from(waits);
                        all_reneged += u32::from(waits);
                        prop_assert_eq!(desk.renege(now, ticket), waits.then_some(number));
                    }
                }
                Step::Reset => {
                    desk.reset(now);
                    plain = Plain { served: 0, reneged: 0, since: now, areas: [0.0; 3], ..plain };
                }
            }
            let mut line = plain.line.clone();
            line.sort_unstable();
            let line: Vec<u32> = line.into_iter().map(|(_, number)| number).collect();
            prop_assert_eq!(desk.line().copied().collect::<Vec<_>>(), line);
            prop_assert_eq!((desk.busy(), desk.capacity()), (plain.busy, plain.capacity));
            prop_assert_eq!((desk.served(), desk.reneged()), (plain.served, plain.reneged));
            // Conservation of customers.
            let waiting = u32::try_from(desk.waiting()).unwrap();
            prop_assert_eq!(plain.came, all_served + all_reneged + waiting + desk.busy());
        }
        let end = now + 1.0;
        plain.pass(1.0);
        let [capacity, busy, line] = plain.areas;
        prop_assert_eq!(desk.occupancy().integral(end), busy);
        prop_assert_eq!(desk.line_length().integral(end), line);
        let share = desk.utilisation(end);
        prop_assert_eq!(share.is_some(), capacity > 0.0);
        prop_assert!(share.is_none_or(|share| (share - busy / capacity).abs() < 1e-12), "{:?} since {}", share, plain.since);
    }
}

//! Parallel servers with one queue: the [`Resource`].
//!
//! A resource is a scarce good for which customers queue: tellers, agents, machines, rooms. In Kendall's (1953)
//! notation A/S/c (arrivals, service times, number of servers) it is the c servers and their queue. The model draws
//! the service times, and the end of a service is an event like any other, so a resource schedules nothing. It
//! returns *which customer begins service*:
//!
//! | event | call | who begins service |
//! |---|---|---|
//! | a customer arrives | [`request`](Resource::request) | the customer, if a server is free |
//! | a service ends | [`release`](Resource::release) | the next in the queue |
//! | the capacity changes | [`set_capacity`](Resource::set_capacity) | those that [`begin`](Resource::begin) returns, one by one |
//! | a customer reneges | [`renege`](Resource::renege) | nobody |
//!
//! The queue discipline (Gross et al. 2018, section 1.2) is non-preemptive priority: the lowest number is served
//! first, and within a priority the first come. A service that has begun is not interrupted: if the capacity falls
//! below the number of busy servers, each of these ends its service and then closes.
//!
//! Busy servers, the length of the queue and the capacity are each a [`Level`] over time. Two laws hold for every
//! queue and make good tests. Conservation of customers: arrived = served + reneged + in the queue + in service. And
//! by Little (1961), the mean length of the queue is the arrival rate times the mean wait.
//!
//! A morning at a desk with one clerk: Ada arrives at 0, Ben at 4, Cleo at 5 and Dora, with priority, at 6. Each
//! service takes 10 minutes. Ben reneges at 12:
//!
//! ```
//! use bazaar_engine::{Access, Resource};
//! let mut desk = Resource::new(1);
//! assert_eq!(desk.request(0.0, "Ada"), Access::Begins("Ada"));
//! let Access::Waits(ben) = desk.request(4.0, "Ben") else { panic!("the clerk is busy") };
//! desk.request(5.0, "Cleo");
//! desk.request_with_priority(6.0, -1, "Dora");
//! assert_eq!(desk.release(10.0), Some("Dora"));           // Ada leaves
//! assert_eq!(desk.renege(12.0, ben), Some("Ben"));
//! assert_eq!(desk.release(20.0), Some("Cleo"));           // Dora leaves
//! assert_eq!(desk.release(30.0), None);                   // and so does Cleo, and the clerk is free
//! assert_eq!((desk.served(), desk.reneged(), desk.utilisation(40.0)), (3, 1, Some(0.75)));
//! // In line were Ben for 8 minutes, Cleo for 15 and Dora for 4.
//! assert_eq!(desk.line_length().integral(40.0), 27.0);
//! ```

use std::collections::VecDeque;

use bazaar_numerics::accumulators::Level;

/// Identical servers, and the queue of customers `T` before them.
///
/// Times are in the run's unit and do not decrease. Memory is allocated only when the queue exceeds its record length.
#[derive(Clone, Debug)]
pub struct Resource<T> {
    capacity: u32,
    busy: u32,
    /// One queue for each priority there has been, in the order of service.
    lines: Vec<Line<T>>,
    waiting: usize,
    arrived: u64,
    served: u64,
    reneged: u64,
    capacity_level: Level,
    occupancy: Level,
    line_length: Level,
}

/// The answer to a request: service or a place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access<T> {
    /// Service begins now; the component schedules its end.
    Begins(T),
    /// All servers are busy. A customer who reneges gives this ticket.
    Waits(Ticket),
}

/// A customer's place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    priority: i32,
    number: u64,
}

/// The queue of one priority, in the order of the customers' numbers.
#[derive(Clone, Debug)]
struct Line<T> {
    priority: i32,
    /// A customer who has reneged leaves a gap; at most half of the places are gaps.
    places: VecDeque<(u64, Option<T>)>,
    gaps: usize,
}

impl<T> Line<T> {
    #[inline]
    fn pop(&mut self) -> Option<T> {
        loop {
            if let Some(first) = self.places.pop_front()?.1 {
                return Some(first);
            }
            self.gaps -= 1;
        }
    }

    fn leave(&mut self, number: u64) -> Option<T> {
        let place = self.places.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        let customer = self.places[place].1.take()?;
        self.gaps += 1;
        if self.gaps > self.places.len() / 2 {
            self.places.retain(|(_, customer)| customer.is_some());
            self.gaps = 0;
        }
        Some(customer)
    }
}

impl<T> Resource<T> {
    /// A resource with `capacity` servers, all free at time zero; with none, every customer waits.
    #[must_use]
    pub fn new(capacity: u32) -> Self {
        Resource {
            capacity,
            busy: 0,
            lines: Vec::new(),
            waiting: 0,
            arrived: 0,
            served: 0,
            reneged: 0,
            capacity_level: Level::new(0.0, f64::from(capacity)),
            occupancy: Level::new(0.0, 0.0),
            line_length: Level::new(0.0, 0.0),
        }
    }

    /// A customer of priority 0 arrives.
    #[inline]
    pub fn request(&mut self, now: f64, customer: T) -> Access<T> {
        self.request_with_priority(now, 0, customer)
    }

    /// A customer arrives. Lower numbers of `priority` are served first.
    #[inline]
    pub fn request_with_priority(&mut self, now: f64, priority: i32, customer: T) -> Access<T> {
        let number = self.arrived;
        self.arrived += 1;
        if self.busy < self.capacity && self.waiting == 0 {
            self.occupy(now, self.busy + 1);
            return Access::Begins(customer);
        }
        let place = self.lines.partition_point(|line| line.priority < priority);
        if self.lines.get(place).is_none_or(|line| line.priority != priority) {
            self.lines.insert(place, Line { priority, places: VecDeque::new(), gaps: 0 });
        }
        self.lines[place].places.push_back((number, Some(customer)));
        self.wait(now, self.waiting + 1);
        Access::Waits(Ticket { priority, number })
    }

    /// A service ends. Returns the next customer, whose service begins; `None` if the server is free now or closes.
    ///
    /// # Panics
    /// If no server is busy: an error in the model.
    #[inline]
    pub fn release(&mut self, now: f64) -> Option<T> {
        assert!(self.busy > 0, "no service can end: all servers are free");
        self.served += 1;
        // A server that takes the next customer stays busy.
        let next = if self.busy <= self.capacity { self.take_first(now) } else { None };
        if next.is_none() {
            self.occupy(now, self.busy - 1);
        }
        next
    }

    /// Changes the number of servers. After an increase, call [`begin`](Self::begin) until it returns `None`.
    pub fn set_capacity(&mut self, now: f64, capacity: u32) {
        self.capacity = capacity;
        self.capacity_level.set(now, f64::from(capacity));
    }

    /// The first in the queue begins service; `None` if no server is free or nobody waits.
    pub fn begin(&mut self, now: f64) -> Option<T> {
        if self.busy >= self.capacity {
            return None;
        }
        let first = self.take_first(now)?;
        self.occupy(now, self.busy + 1);
        Some(first)
    }

    /// A customer leaves the queue unserved; `None` if its service has begun, or it has left before.
    pub fn renege(&mut self, now: f64, ticket: Ticket) -> Option<T> {
        let line = self.lines.iter_mut().find(|line| line.priority == ticket.priority)?;
        let customer = line.leave(ticket.number)?;
        self.wait(now, self.waiting - 1);
        self.reneged += 1;
        Some(customer)
    }

    /// Restarts the statistics at `now`: warm-up deletion. Customers who are present count as arrived.
    pub fn reset(&mut self, now: f64) {
        (self.served, self.reneged) = (0, 0);
        self.capacity_level.reset(now);
        self.occupancy.reset(now);
        self.line_length.reset(now);
    }

    /// The number of servers.
    #[must_use]
    pub fn capacity(&self) -> u32 {
        self.capacity
    }

    /// The number of busy servers, including those that close after this service.
    #[inline]
    #[must_use]
    pub fn busy(&self) -> u32 {
        self.busy
    }

    /// The number of customers in the queue.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// The customers in the queue, in the order of service.
    pub fn line(&self) -> impl Iterator<Item = &T> {
        self.lines.iter().flat_map(|line| line.places.iter().filter_map(|(_, customer)| customer.as_ref()))
    }

    /// The number of services that have ended.
    #[must_use]
    pub fn served(&self) -> u64 {
        self.served
    }

    /// The number of customers who have reneged.
    #[must_use]
    pub fn reneged(&self) -> u64 {
        self.reneged
    }

    /// Busy servers over time.
    #[must_use]
    pub fn occupancy(&self) -> &Level {
        &self.occupancy
    }

    /// The length of the queue over time.
    #[must_use]
    pub fn line_length(&self) -> &Level {
        &self.line_length
    }

    /// Utilisation: the time average of busy servers over that of the capacity. `None` if no time has passed or there
    /// has never been a server; above 1 where services outlasted a fall of the capacity.
    #[must_use]
    pub fn utilisation(&self, until: f64) -> Option<f64> {
        let capacity = &self.capacity_level;
        // A constant capacity is its own mean, to the last bit.
        let servers = if capacity.min() < capacity.max() { capacity.mean(until)? } else { capacity.value() };
        let share = self.occupancy.mean(until)? / servers;
        share.is_finite().then_some(share)
    }

    #[inline]
    fn occupy(&mut self, now: f64, busy: u32) {
        self.busy = busy;
        self.occupancy.set(now, f64::from(busy));
    }

    #[inline]
    fn take_first(&mut self, now: f64) -> Option<T> {
        let first = self.lines.iter_mut().find_map(Line::pop)?;
        self.wait(now, self.waiting - 1);
        Some(first)
    }

    #[inline]
    fn wait(&mut self, now: f64, waiting: usize) {
        self.waiting = waiting;
        self.line_length.set(now, waiting as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, Resource, Ticket};

    fn ticket<T>(access: Access<T>) -> Ticket {
        let Access::Waits(ticket) = access else { panic!("somebody begins service") };
        ticket
    }

    #[test]
    fn once_the_line_has_been_long_nothing_is_allocated() {
        let mut desk = Resource::new(1);
        let mut steady = None;
        for round in 0..10_000_u32 {
            let now = f64::from(round);
            let tickets = [0, 1, 2].map(|more| desk.request(now, round + more));
            desk.release(now);
            if let Access::Waits(ticket) = tickets[usize::from(round % 2 == 0) + 1] {
                desk.renege(now, ticket);
            }
            desk.release(now);
            while desk.waiting() > 20 {
                desk.release(now);
            }
            let room = desk.lines[0].places.capacity();
            if round > 100 {
                assert_eq!(*steady.get_or_insert(room), room, "round {round}");
            }
        }
    }

    #[test]
    fn a_line_of_which_all_but_the_first_renege_keeps_no_gaps() {
        let mut desk = Resource::new(0);
        desk.request(0.0, 0);
        for number in 1..1000 {
            let place = ticket(desk.request(0.0, number));
            assert_eq!(desk.renege(0.0, place), Some(number));
        }
        assert!(desk.lines[0].places.len() <= 2 && desk.waiting() == 1);
    }

    #[test]
    fn closing_servers_end_their_services_and_take_no_other_customer() {
        let mut desk = Resource::new(2);
        for customer in 0..4 {
            desk.request(0.0, customer);
        }
        desk.set_capacity(1.0, 1);
        assert_eq!((desk.release(2.0), desk.busy()), (None, 1));
        assert_eq!((desk.release(3.0), desk.busy()), (Some(2), 1));
        // Two servers for an hour and one for three; two were busy for two hours, and one for two.
        assert_eq!(desk.utilisation(4.0), Some(6.0 / 5.0));
        desk.set_capacity(4.0, 3);
        assert_eq!((desk.begin(4.0), desk.begin(4.0), desk.busy()), (Some(3), None, 2));
    }

    #[test]
    fn a_newcomer_does_not_pass_those_who_wait_for_a_server_that_has_just_come() {
        let mut desk = Resource::new(0);
        desk.request(0.0, "first");
        desk.set_capacity(1.0, 1);
        ticket(desk.request(1.0, "second"));
        assert_eq!((desk.begin(1.0), desk.begin(1.0)), (Some("first"), None));
    }

    #[test]
    fn nobody_reneges_who_is_served_or_has_left() {
        let mut desk = Resource::new(1);
        desk.request(0.0, 'a');
        let (b, c) = (ticket(desk.request(0.0, 'b')), ticket(desk.request(0.0, 'c')));
        assert_eq!((desk.renege(1.0, c), desk.renege(1.0, c)), (Some('c'), None));
        assert_eq!((desk.release(2.0), desk.renege(3.0, b)), (Some('b'), None));
    }

    #[test]
    fn a_resource_without_servers_has_no_utilisation() {
        let mut desk = Resource::new(0);
        desk.request(0.0, ());
        assert_eq!((desk.utilisation(5.0), desk.line_length().mean(5.0)), (None, Some(1.0)));
    }

    #[test]
    fn counting_begins_anew_after_the_warm_up() {
        let mut desk = Resource::new(1);
        desk.request(0.0, ());
        desk.request(0.0, ());
        desk.release(4.0);
        desk.reset(5.0);
        assert_eq!(
            (desk.served(), desk.utilisation(7.0), desk.line_length().mean(7.0)),
            (0, Some(1.0), Some(0.0))
        );
        desk.release(6.0);
        assert_eq!((desk.served(), desk.utilisation(7.0)), (1, Some(0.5)));
    }

    #[test]
    #[should_panic(expected = "no service can end")]
    fn a_service_that_has_not_begun_does_not_end() {
        Resource::<()>::new(1).release(0.0);
    }
}

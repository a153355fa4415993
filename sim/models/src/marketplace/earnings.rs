//! Earnings: what sellers take home, and whether it is enough for them to be in.
//!
//! Recent earnings in a city are a moving average: payouts, after fees and refunds, over the time that
//! sellers have been in, both decaying with the time constant over which sellers look back. Where hardly any
//! seller has been in, there is no data. One pseudo-observation, a seller who earns what the number of
//! members promises at the current take rate, represents what people expect. With a take rate of 100 %
//! sellers expect nothing.
//!
//! Reservation earnings are such that a share `(w / highest)^elasticity` of sellers would work for `w`:
//! supply of constant elasticity. Sellers to whom the platform is worth most have the lowest.

use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::exp;
use pxfm::f_log;

use super::market::Market;
use super::parameters::{Parameters, Supply};
use super::people::Role;
use super::resolved::{MONTH, cents};

/// Recent earnings of a city's sellers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Takings {
    /// In cents, decayed until `seen`; and the hours that sellers have been in, likewise.
    paid: f64,
    hours: f64,
    seen: f64,
}

impl Takings {
    /// Lets time pass with this number of sellers in.
    fn pass(&mut self, sellers: u32, memory: f64, now: f64) {
        let kept = exp((self.seen - now) / memory);
        self.paid *= kept;
        self.hours = self.hours * kept + f64::from(sellers) * memory * (1.0 - kept);
        self.seen = now;
    }

    /// Earnings of a seller in an hour, in cents, with one pseudo-observation that earned `expected`.
    fn in_an_hour(&self, expected: f64, memory: f64) -> f64 {
        (self.paid + expected * memory) / (self.hours + memory)
    }
}

/// Reservation earnings of sellers, in cents a month.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reservations {
    highest: f64,
    elasticity: f64,
    /// What is left of a price after the sellers' fee, on average.
    pub(super) take_home: f64,
}

impl Reservations {
    /// `None` if sellers do not look at earnings.
    pub(super) fn new(parameters: &Parameters) -> Option<Self> {
        let Supply { reservation, elasticity } = parameters.supply;
        let highest = cents(reservation?) as f64;
        Some(Reservations { highest, elasticity, take_home: parameters.take_home() })
    }

    /// The reservation of a seller with this value of theta, from 0 to 1.
    fn of(&self, theta: f64) -> f64 {
        if self.elasticity > 0.0 { self.highest * exp(f_log(1.0 - theta) / self.elasticity) } else { 0.0 }
    }
}

impl<G: Generator> Market<'_, G> {
    /// Call this before the number of sellers changes, or before sellers look at earnings.
    pub(super) fn earnings_pass(&mut self, city: usize, now: f64) {
        if self.plan.reservations.is_some() {
            let memory = self.plan.parameters.churn.memory.canonical();
            let city = &mut self.cities[city];
            city.takings.pass(city.members[Role::Seller.index()], memory, now);
        }
    }

    /// A seller of a city receives a payout, in cents.
    pub(super) fn city_earns(&mut self, city: usize, payout: i64, now: f64) {
        if self.plan.reservations.is_some() {
            self.earnings_pass(city, now);
            self.cities[city].takings.paid += payout as f64;
        }
    }

    /// Whether a seller's earnings cover a cost in cents a month and the seller's reservation. The number of
    /// members promises the share `gain` of the value scale.
    pub(super) fn earns_enough(&self, seller: u32, gain: f64, cost: f64) -> bool {
        let Some(reservations) = &self.plan.reservations else { return true };
        let memory = self.plan.parameters.churn.memory.canonical();
        let person = &self.people[seller];
        let promised = gain * self.plan.side(Role::Seller).scale * reservations.take_home / MONTH;
        let earned = self.cities[person.city as usize].takings.in_an_hour(promised, memory) * MONTH;
        earned >= cost + reservations.of(person.theta)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earnings_are_payouts_over_time_and_fade() {
        let mut takings = Takings::default();
        assert!(
            (takings.in_an_hour(3.0, 100.0) - 3.0).abs() < 1e-12,
            "what is expected, where nothing is seen"
        );
        // Ten sellers for a long time, each of whom gets 5 cents an hour.
        for hour in 1..=10_000 {
            takings.pass(10, 100.0, f64::from(hour));
            takings.paid += 50.0;
        }
        let seen = takings.in_an_hour(5.0, 100.0);
        assert!((seen - 5.0).abs() < 0.03, "{seen}");
        takings.pass(10, 100.0, 11_000.0);
        assert!(takings.in_an_hour(0.0, 100.0) < 0.001);
    }

    #[test]
    fn a_share_of_sellers_works_for_an_amount() {
        let share = |elasticity: f64, wage: f64| {
            let reservations = Reservations { highest: 100.0, elasticity, take_home: 1.0 };
            (0..1_000).filter(|&n| reservations.of((f64::from(n) + 0.5) / 1_000.0) <= wage).count()
        };
        assert_eq!((share(1.0, 30.0), share(2.0, 50.0), share(2.0, 100.0)), (300, 250, 1_000));
        assert_eq!((share(0.0, 0.0), share(100.0, 90.0)), (1_000, 0));
    }
}

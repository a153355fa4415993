//! Earnings: what sellers are left with, and whether that is enough for them.
//!
//! What sellers of a city earn of late is a moving average: payouts, after fees and refunds, over the time that sellers have been
//! in, both fading with the time constant over which sellers look back. Where hardly anybody has been in there is
//! nothing to see; one imagined seller, who earns what the others' number promises at the take rate of the day, stands for what
//! people expect. Nobody works for nothing: with a take rate of 100 % the expectation is zero as well.
//!
//! Reservations are such that a share `(w / highest)^elasticity` of sellers would work for `w`: supply of constant
//! elasticity. Those to whom the platform is worth most have the lowest.

use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::exp;
use pxfm::f_log;

use super::market::Market;
use super::parameters::{Parameters, Supply};
use super::people::Role;
use super::resolved::{MONTH, cents};

/// What sellers of a city have earned of late.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Takings {
    /// In cents, faded until `seen`; and the hours that sellers have been in, likewise.
    paid: f64,
    hours: f64,
    seen: f64,
}

impl Takings {
    /// Time has passed, with so many sellers in.
    fn pass(&mut self, sellers: u32, memory: f64, now: f64) {
        let kept = exp((self.seen - now) / memory);
        self.paid *= kept;
        self.hours = self.hours * kept + f64::from(sellers) * memory * (1.0 - kept);
        self.seen = now;
    }

    /// What a seller earns in an hour, in cents, if one whose earnings are `expected` has been in as well.
    fn in_an_hour(&self, expected: f64, memory: f64) -> f64 {
        (self.paid + expected * memory) / (self.hours + memory)
    }
}

/// What sellers want to be left with, in cents a month.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reservations {
    highest: f64,
    elasticity: f64,
    /// What is left of a price after the sellers' fee, on average.
    pub(super) take_home: f64,
}

impl Reservations {
    /// None where nobody looks at earnings.
    pub(super) fn new(parameters: &Parameters) -> Option<Self> {
        let Supply { reservation, elasticity } = parameters.supply;
        let highest = cents(reservation?) as f64;
        Some(Reservations { highest, elasticity, take_home: parameters.take_home() })
    }

    /// That of a seller to whom the platform is worth so much, from 0 to 1.
    fn of(&self, theta: f64) -> f64 {
        if self.elasticity > 0.0 { self.highest * exp(f_log(1.0 - theta) / self.elasticity) } else { 0.0 }
    }
}

impl<G: Generator> Market<'_, G> {
    /// Sellers are about to be more, or fewer, or to look at what they earn.
    pub(super) fn earnings_pass(&mut self, city: usize, now: f64) {
        if self.plan.reservations.is_some() {
            let memory = self.plan.parameters.churn.memory.canonical();
            let city = &mut self.cities[city];
            city.takings.pass(city.members[Role::Seller.index()], memory, now);
        }
    }

    /// A seller of a city is paid so many cents.
    pub(super) fn city_earns(&mut self, city: usize, payout: i64, now: f64) {
        if self.plan.reservations.is_some() {
            self.earnings_pass(city, now);
            self.cities[city].takings.paid += payout as f64;
        }
    }

    /// Whether a seller's earnings cover a cost in cents a month, and what he wants to be left with. The number of the
    /// others promises the share `gain` of the value scale.
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

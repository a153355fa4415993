//! Launch: which cities are open, and whom the platform pays to join.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{below, standard_exponential};

use super::market::{Incumbent, Kind, Market};
use super::money::Account;
use super::parameters::Order;
use super::people::Role;
use super::resolved::cents;
use super::surroundings::Turn;

impl<G: Generator> Market<'_, G> {
    pub(super) fn expect_advertising(&mut self, context: &mut Context<'_, Self>) {
        for role in Role::BOTH {
            self.expect_joiner(role, context);
        }
    }

    /// Schedules the next paid joiner, as long as the budget lasts.
    fn expect_joiner(&mut self, role: Role, context: &mut Context<'_, Self>) {
        let side = self.plan.side(role);
        let left = cents(self.plan.parameters.launch.budget) - self.spent;
        if side.joiners_per_hour > 0.0 && side.potential > 0 && side.joiner_costs <= left {
            let gap = standard_exponential(&mut self.advertising[role.index()]) / side.joiners_per_hour;
            #[expect(clippy::cast_possible_truncation, reason = "0 or 1")]
            context.after(gap, Kind::Advertise, role.index() as u32);
        }
    }

    /// A person of a side is approached, and joins if not in yet.
    pub(super) fn advertise(&mut self, side: u32, context: &mut Context<'_, Self>) {
        let role = Role::BOTH[side as usize];
        let costs = self.plan.side(role).joiner_costs;
        let left = cents(self.plan.parameters.launch.budget) - self.spent;
        if costs > left || self.is_banned {
            return;
        }
        let person = self.anybody(role);
        if let Some(person) = person.filter(|&person| !self.people[person].is_in) {
            self.spent += costs;
            self.sums.books.spend(Account::acquisition(role), costs);
            self.knows(person, context);
            self.join(person, context);
        }
        self.expect_joiner(role, context);
    }

    /// A random person of a side: of all cities that are open, or of the one opened last.
    fn anybody(&mut self, role: Role) -> Option<u32> {
        let one_by_one = self.plan.parameters.launch.order == Order::CityByCity;
        let last = self.cities.iter().rposition(|city| city.is_open)?;
        let cities = if one_by_one { last..=last } else { 0..=last };
        let places = |city: usize| self.plan.cities[city].sides[role.index()];
        let potential: u32 = cities.clone().map(|city| places(city).potential).sum();
        if potential == 0 {
            return None;
        }
        let number = below(&mut self.advertising[role.index()], u64::from(potential));
        // Places of neighbouring cities follow one another.
        u32::try_from(number).ok().map(|number| places(*cities.start()).first + number)
    }

    /// A person joined a city: checks whether the next city opens and whether the incumbent reacts.
    pub(super) fn market_grew(&mut self, city: usize, context: &mut Context<'_, Self>) {
        self.incumbent_notices(context);
        let launch = &self.plan.parameters.launch;
        if launch.order == Order::Everywhere || self.cities.get(city + 1).is_none_or(|next| next.is_open) {
            return;
        }
        let has_taken_off = Role::BOTH.iter().all(|role| {
            let potential = f64::from(self.plan.cities[city].sides[role.index()].potential);
            let members = f64::from(self.cities[city].members[role.index()]);
            members >= launch.next_city_at.canonical() * potential
        });
        if has_taken_off {
            self.open_city(city + 1, context);
        }
    }

    fn open_city(&mut self, city: usize, context: &mut Context<'_, Self>) {
        self.cities[city].is_open = true;
        // The others come when they next think of it.
        if self.plan.always_in() {
            for places in self.plan.cities[city].sides {
                for person in places.first..places.first + places.potential {
                    if self.people[person].knows {
                        self.begin_to_think(person, context);
                    }
                }
            }
        }
    }

    fn incumbent_notices(&mut self, context: &mut Context<'_, Self>) {
        let rivals = &self.plan.parameters.rivals;
        let Some(threshold) = rivals.incumbent_reacts_at else { return };
        if self.incumbent != Incumbent::Asleep {
            return;
        }
        let buyers: u32 = self.cities.iter().map(|city| city.members[Role::Buyer.index()]).sum();
        let potential = self.plan.side(Role::Buyer).potential;
        if f64::from(buyers) >= threshold.canonical() * f64::from(potential) {
            self.incumbent = Incumbent::Preparing;
            context.after(rivals.incumbent_takes.canonical(), Kind::Turn, Turn::IncumbentIsCheaper.slot());
        }
    }
}

//! Idle computing: the coupling between volunteers and the marketplace.
//!
//! ```text
//!  volunteer ──a host, at its contact──> marketplace: a seller, in when the host is available
//!  volunteer <──────the host again────── marketplace: the seller quits
//! ```

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;

use crate::marketplace::Role;
use crate::platform::composition::{Composition, own};
use crate::platform::owners::Decision;
use crate::platform::statistics::Flow;
use crate::volunteer;

impl<G: Generator> Composition<'_, G> {
    pub(super) fn hears_of_host(&mut self, effect: volunteer::Effect, context: &mut Context<'_, Self>) {
        let now = context.now();
        let (Some(owners), Some(population)) = (&mut self.owners, &self.parts.population) else { return };
        let loses = self.plan.idle.is_some_and(|idle| idle.loses);
        match effect {
            volunteer::Effect::Joined { host, owner } => {
                owners.joins(host, population.host(host), owner, now);
                self.owner_thinks(host, context);
            }
            volunteer::Effect::Left { host } => {
                if let (Some(place), Some(market)) = (owners.leaves(host, now), &mut self.parts.market) {
                    self.ids.frees_host(place);
                    if let Some(interruption) = market.breaks_off(place, now) {
                        owners.is_interrupted(host, interruption);
                    }
                    market.withdraw(place, &mut context.lens(&mut self.told.market));
                }
            }
            volunteer::Effect::Lent { host } => self.host_is_offered(host, context),
            volunteer::Effect::Changed { host, is_available } => {
                let (Some(place), Some(market)) = (owners.place_of(host), &mut self.parts.market) else {
                    return;
                };
                if is_available {
                    market.resume(place, &mut context.lens(&mut self.told.market));
                } else {
                    let interruption = market.interrupt(place, loses, now);
                    if let Some(interruption) = interruption {
                        owners.is_interrupted(host, interruption);
                    }
                }
            }
        }
    }

    fn owner_thinks(&mut self, host: u32, context: &mut Context<'_, Self>) {
        let Some(owners) = &mut self.owners else { return };
        let (after, plans) = owners.thinks(host);
        context.after_generation(after, own::Kind::Decide.into(), host, plans);
    }

    /// An owner decides whether to sell a host's time, or to continue to sell it.
    pub(in crate::platform) fn owner_decides(&mut self, host: u32, context: &mut Context<'_, Self>) {
        let parts = &mut self.parts;
        let (Some(owners), Some(population), Some(market)) =
            (&mut self.owners, &mut parts.population, &mut parts.market)
        else {
            return;
        };
        owners.see(market.busy_of_working(), context.now());
        let thinks_again = owners.think_again();
        match (owners.decides(host), owners.place_of(host)) {
            (Decision::Sells, None) => population.wants(host),
            (Decision::Leaves, _) => population.drops(host),
            // Sellers do not stop during a job.
            (Decision::GivesAgain, Some(place)) if market.has_nothing_to_do(place) => {
                self.ids.frees_host(place);
                market.withdraw(place, &mut context.lens(&mut self.told.market));
                owners.stops(host, context.now());
                self.host_is_given_again(host, context);
            }
            (Decision::Gives, _) | (Decision::Sells | Decision::GivesAgain, _) if thinks_again => {
                self.owner_thinks(host, context);
            }
            (Decision::Gives | Decision::Sells | Decision::GivesAgain, _) => {}
        }
    }

    /// A host moves to the marketplace if that has a place; if not, it is given again.
    fn host_is_offered(&mut self, host: u32, context: &mut Context<'_, Self>) {
        let (Some(owners), Some(market)) = (&mut self.owners, &mut self.parts.market) else { return };
        self.flows.note(Flow::Host, 1);
        if let Some(place) = market.invite(Role::Seller, &mut context.lens(&mut self.told.market)) {
            owners.sells(host, place, context.now());
            self.ids.links_host(place, host);
            if owners.think_again() {
                self.owner_thinks(host, context);
            }
        } else {
            self.own.turned_away += 1;
            self.host_is_given_again(host, context);
        }
    }

    fn host_is_given_again(&mut self, host: u32, context: &mut Context<'_, Self>) {
        self.flows.note(Flow::Return, 1);
        if let Some(population) = &mut self.parts.population {
            population.returns(host, &mut context.lens(&mut self.told.population));
        }
        self.owner_thinks(host, context);
    }

    /// A seller has left their place.
    pub(super) fn hears_of_quit(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        if let Some(host) = self.ids.host_of_member(seller) {
            self.ids.frees_host(seller);
            if let Some(owners) = &mut self.owners {
                owners.stops(host, context.now());
            }
            self.host_is_given_again(host, context);
        } else if self.parts.business.is_some() {
            self.ids.stops_selling(seller);
        } else if let Some(person) = self.ids.account_of_member(seller) {
            self.ids.parts(person, seller);
        }
    }
}

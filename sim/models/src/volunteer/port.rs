//! The port: what other components may request of volunteers, such as hosts for other uses than the projects.
//!
//! A host is simulated ahead of the clock, to its next contact. So it can change hands only at that contact:
//! it reports completed tasks, and abandons the rest as if it left. While another component has it, every
//! change of its availability is an event, which that component receives; its joined and available hours are
//! counted separately. It comes back at once.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Context, Key};

use super::client::{FleetStatistics, Lending, Outlook, Step};
use super::contact::Contact;
use super::effect::Effect;
use super::population::{Kind, Population, follow};

/// A host as other components see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) key: Key,
    pub(crate) cores: u32,
    /// What its owner pays for power, in dollars per kWh.
    pub(crate) power_price: f64,
}

impl<G: Generator> Population<'_, G> {
    /// Other components receive events of hosts from now on.
    pub(crate) fn in_company(mut self) -> Self {
        self.is_alone = false;
        self.fleet.lent = Some(FleetStatistics::new(self.plan));
        self
    }

    pub(crate) fn host(&self, host: u32) -> Seen {
        let host = &self.fleet.hosts[host];
        let group = self.plan.groups.get(host.group);
        Seen { key: host.key, cores: group.slots[0], power_price: self.plan.prices[group.region] }
    }

    /// Another component requests a host, and gets it at its next contact.
    pub(crate) fn wants(&mut self, host: u32) {
        let host = &mut self.fleet.hosts[host];
        if host.lending == Lending::Given {
            host.lending = Lending::Wanted;
        }
    }

    /// A host's owner gives up: it leaves for good at its next contact.
    pub(crate) fn drops(&mut self, host: u32) {
        let host = &mut self.fleet.hosts[host];
        if host.lending == Lending::Given {
            host.lending = Lending::Dropped;
        }
    }

    /// A host computes for the projects again.
    pub(crate) fn returns(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        if self.fleet.hosts[slot].lending != Lending::Lent {
            self.fleet.hosts[slot].lending = Lending::Given;
            return;
        }
        let now = context.now();
        self.fleet.life(slot).take(now, Step::Contact);
        self.changes_hands(slot, now, Lending::Given);
        let mut life = self.fleet.life(slot);
        life.host.outlook = Outlook::NOTHING;
        if life.host.available {
            life.settle();
        }
        follow(slot, &mut life, context);
    }

    /// At a contact: returns whether the host changes hands, or leaves, instead of going on.
    pub(super) fn parts(&mut self, slot: u32, context: &mut Context<'_, Self>) -> bool {
        let now = context.now();
        let lending = self.fleet.hosts[slot].lending;
        if !matches!(lending, Lending::Wanted | Lending::Dropped) {
            return false;
        }
        let mut life = self.fleet.life(slot);
        Contact { slot, now, life: &mut life, server: &mut self.server, apps: &mut self.apps }.report();
        if lending == Lending::Wanted {
            self.abandon(slot, now);
            self.fleet.life(slot).schedule();
            self.changes_hands(slot, now, Lending::Lent);
            let mut life = self.fleet.life(slot);
            life.host.outlook = Outlook::AWAY;
            follow(slot, &mut life, context);
            context.emit(Effect::Lent { host: slot });
        } else {
            let host = &mut self.fleet.hosts[slot];
            let (group, leaves) = (host.group as usize, host.leaves);
            host.leaves = now;
            host.outlook = Outlook::NOTHING;
            self.fleet.sums.groups[group].joined -= self.plan.horizon.counted(now, leaves);
            if let Some(over_time) = &mut self.fleet.sums.over_time {
                over_time.joined.add_interval(now, leaves, -1.0);
            }
            context.at(now, Kind::Step, slot);
        }
        self.watch_deadlines(context);
        true
    }

    /// Ends the host's statistics here, and starts those of its new user.
    fn changes_hands(&mut self, slot: u32, now: f64, to: Lending) {
        let horizon = self.plan.horizon;
        let host = &mut self.fleet.hosts[slot];
        host.lending = to;
        let (group, since, leaves, is_available) =
            (host.group as usize, host.since, host.leaves, host.available);
        host.since = now;
        let Some(lent) = &mut self.fleet.lent else { return };
        let given = &mut self.fleet.sums;
        let (from, to) = if to == Lending::Lent { (given, lent) } else { (lent, given) };
        let rest = horizon.counted(now, leaves);
        from.groups[group].joined -= rest;
        to.groups[group].joined += rest;
        if is_available {
            from.groups[group].available += horizon.counted(since, now);
        }
        for (sums, sign) in [(from, -1.0), (to, 1.0)] {
            if let Some(over_time) = &mut sums.over_time {
                over_time.joined.add_interval(now, leaves, sign);
                if is_available {
                    over_time.available.add_interval(now, f64::INFINITY, sign);
                }
            }
        }
    }

    /// Whether a queued step is obsolete, since the host has come back or has left meanwhile.
    pub(super) fn is_called_off(&mut self, slot: u32, now: f64) -> bool {
        if !self.fleet.hosts[slot].joined {
            return true;
        }
        let life = self.fleet.life(slot);
        let (time, step) = life.next_step();
        let is_queued = life.plan.queued || life.host.lending == Lending::Lent;
        time > now || step == Step::Contact || (step != Step::Leave && !is_queued)
    }

    /// Core-hours available while other components had hosts, after the warm-up.
    pub(crate) fn core_hours_lent(&self) -> f64 {
        let groups = self.plan.groups.iter().zip(self.fleet.lent.iter().flat_map(|lent| &lent.groups));
        groups.map(|(group, sums)| sums.available * f64::from(group.slots[0])).sum()
    }

    /// Core-hours computed for projects, after the warm-up.
    pub(crate) fn core_hours_given(&self) -> f64 {
        self.fleet.sums.groups.iter().map(|sums| sums.computing[0]).sum()
    }
}

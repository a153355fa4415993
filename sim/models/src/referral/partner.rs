//! Partners: affiliates, ambassadors and agents bring leads as long as the programme runs.

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Context, Key};
use bazaar_numerics::variates::standard_exponential;

use super::invitation::Sender;
use super::people::Referrer;
use super::programme::{Arm, Kind, Programme};
use super::rewards::Account;
use super::streams::{Purpose, stream};

/// A partner, for whom leads are a business.
#[derive(Clone, Debug)]
pub(super) struct Partner<G> {
    pub(super) key: Key,
    rng: Stream<G>,
    leads: u32,
    pub(super) kind: u16,
    pub(super) account: Account,
}

/// Keys of partners, and of jobs, are those of arrivals in partitions that no model uses.
pub(super) const PARTNERS: u32 = 0;
pub(super) const JOBS: u32 = 1;

impl<G: Generator> Programme<'_, G> {
    pub(super) fn engage_partners(&mut self, context: &mut Context<'_, Self>) {
        if self.arm == Arm::Control {
            return;
        }
        let plan = self.plan;
        for (kind, partners) in (0_u16..).zip(&plan.partners) {
            for number in 0..partners.number {
                // Adding partners of a kind leaves the others unchanged.
                let key = Key::arrival(PARTNERS, u32::from(kind)).child(number);
                let rng = stream(self.streams, Purpose::Leads, key);
                self.partners.push(Partner { key, rng, leads: 0, kind, account: Account::default() });
                let slot = self.partners.len() - 1;
                let wait = (plan.from - context.now()).max(0.0);
                self.expect_lead(u32::try_from(slot).unwrap_or(u32::MAX), wait, context);
            }
        }
    }

    /// Schedules the next lead, after a wait.
    fn expect_lead(&mut self, slot: u32, wait: f64, context: &mut Context<'_, Self>) {
        let partner = &mut self.partners[slot as usize];
        let rate = self.plan.partners[usize::from(partner.kind)].leads;
        if rate > 0.0 {
            context.after(wait + standard_exponential(&mut partner.rng) / rate, Kind::Lead, slot);
        }
    }

    /// A partner brings a lead.
    pub(super) fn lead(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let partner = &mut self.partners[slot as usize];
        let key = partner.key.child(partner.leads);
        partner.leads += 1;
        let funnel = self.plan.partners[usize::from(partner.kind)].funnel;
        let mut rng = stream(self.streams, Purpose::Invitation, key);
        let contact = self.contact(None, &mut rng);
        let by = Sender { referrer: Referrer::partner(slot), key };
        self.reach(by, contact, (&mut rng, funnel), context);
        self.expect_lead(slot, 0.0, context);
    }
}

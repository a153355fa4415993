//! Leads: arrivals and qualification.
//!
//! Their rate grows and has a season. Arrivals are thinned from the highest rate of the next month (Lewis &
//! Shedler 1979). Every lead has a key of its own, which does not depend on the outcome of other leads: by
//! order of arrival, or as a child of the account that referred it.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Context, Key};
use bazaar_numerics::variates::{Variate, exp, standard_exponential, unit};
use pxfm::{f_cos, f_log1p};

use super::account::{Account, Custom, Due, Intent, NONE, Origin, State};
use super::business::{Business, Kind};
use super::cause::Cause;
use super::effect::News;
use super::money::Account as Book;
use super::parameters::Timing;
use super::resolved::{MONTH, Resolved, YEAR};
use super::streams::{Purpose, stream};

impl<G: Generator> Business<'_, G> {
    /// The rate of leads at a time, in leads an hour.
    fn lead_rate(&self, time: f64) -> f64 {
        let leads = &self.plan.parameters.leads;
        let mut rate = leads.rate.canonical();
        if leads.growth.abs() > 0.0 {
            rate *= exp(f_log1p(leads.growth) * time / MONTH);
        }
        let season = leads.season.canonical();
        if season > 0.0 {
            let year = core::f64::consts::TAU * (time - leads.peak.canonical()) / YEAR;
            rate *= 1.0 + season * f_cos(year);
        }
        rate
    }

    /// The highest rate within a month from a time.
    fn highest_lead_rate(&self, from: f64) -> f64 {
        let leads = &self.plan.parameters.leads;
        let growth = if leads.growth > 0.0 { from + MONTH } else { from };
        let grown = exp(f_log1p(leads.growth) * growth / MONTH);
        leads.rate.canonical() * grown * (1.0 + leads.season.canonical())
    }

    /// Schedules the next lead, or the next batch. The slot gives the time bin of a record.
    pub(super) fn expect_lead(&mut self, context: &mut Context<'_, Self>) {
        let leads = &self.plan.parameters.leads;
        let until = leads.until.map_or(f64::INFINITY, crate::quantity::Quantity::canonical);
        let end = self.plan.horizon.end.min(until);
        if !leads.counts.is_empty() {
            let first = leads.every.canonical();
            if first < end {
                context.at(first, Kind::Lead, 0);
            }
            return;
        }
        if leads.timing == Timing::Monthly {
            if 0.0 < end {
                context.at(0.0, Kind::Lead, 0);
            }
            return;
        }
        let mut at = context.now();
        while at < end {
            let highest = self.highest_lead_rate(at);
            if highest <= 0.0 {
                return;
            }
            let gap = standard_exponential(&mut self.leads) / highest;
            if gap > MONTH {
                at += MONTH;
                continue;
            }
            at += gap;
            if unit(&mut self.leads) * highest < self.lead_rate(at) {
                if at < end {
                    context.at(at, Kind::Lead, 0);
                }
                return;
            }
        }
    }

    pub(super) fn leads_come(&mut self, stretch: u32, context: &mut Context<'_, Self>) {
        let leads = &self.plan.parameters.leads;
        let until = leads.until.map_or(f64::INFINITY, crate::quantity::Quantity::canonical);
        let end = self.plan.horizon.end.min(until);
        if !leads.counts.is_empty() {
            let come = leads.counts.get(stretch as usize).copied().unwrap_or(0);
            let every = leads.every.canonical();
            let next = f64::from(stretch + 2) * every;
            if stretch as usize + 1 < leads.counts.len() && next < end {
                context.at(next, Kind::Lead, stretch + 1);
            }
            (0..come).for_each(|_| self.lead_comes(context));
        } else if leads.timing == Timing::Monthly {
            self.carried += self.lead_rate(f64::from(stretch) * MONTH) * MONTH;
            let next = f64::from(stretch + 1) * MONTH;
            if next < end {
                context.at(next, Kind::Lead, stretch + 1);
            }
            // A remainder below one within rounding counts as one.
            while self.carried >= 1.0 - 1e-6 {
                self.carried -= 1.0;
                self.lead_comes(context);
            }
        } else {
            self.lead_comes(context);
            self.expect_lead(context);
        }
    }

    fn lead_comes(&mut self, context: &mut Context<'_, Self>) {
        let key = Key::arrival(0, self.arrivals);
        self.arrivals += 1;
        let mut traits = stream(self.streams, Purpose::Traits, key);
        let channel = Resolved::pick(&self.plan.channels, unit(&mut traits));
        if let Some(&(cost, _)) = self.plan.channel.get(usize::from(channel)) {
            self.sums.books.spend(Book::Leads, cost);
            self.sums.counts.channels[usize::from(channel)].1 += cost;
        }
        self.lead(key, channel, None, context);
    }

    /// An account refers a lead.
    pub(super) fn recommends(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let origin = &mut self.origins[slot as usize];
        let number = origin.leads;
        origin.leads += 1;
        let parent = self.accounts[slot].key;
        self.lead(parent.child(number), NONE, Some(parent), context);
    }

    fn lead(&mut self, key: Key, channel: u8, referrer: Option<Key>, context: &mut Context<'_, Self>) {
        self.sums.counts.leads += 1;
        let mut traits = stream(self.streams, Purpose::Traits, key);
        let _ = unit(&mut traits);
        let leads = &self.plan.parameters.leads;
        if unit(&mut traits) < leads.qualified.canonical() {
            self.qualifies(key, channel, referrer, context);
        }
    }

    /// A qualified lead from another component. Its key must not coincide with keys of this component; a
    /// child of `referrer`, for example, is safe.
    pub fn qualified_lead(&mut self, key: Key, referrer: Option<Key>, context: &mut Context<'_, Self>) {
        self.sums.counts.leads += 1;
        self.qualifies(key, NONE, referrer, context);
    }

    fn qualifies(&mut self, key: Key, channel: u8, referrer: Option<Key>, context: &mut Context<'_, Self>) {
        self.sums.counts.qualified += 1;
        self.mark.qualified += 1;
        let mut traits = stream(self.streams, Purpose::Traits, key);
        let _ = (unit(&mut traits), unit(&mut traits));
        let draw = unit(&mut traits);
        let region = Resolved::pick(&self.plan.regions, unit(&mut traits));
        let start = Resolved::pick(&self.plan.start, unit(&mut traits));
        let sign_up = self.plan.parameters.leads.sign_up.canonical() * self.plan.offer(start).appeal.sign_up;
        if draw >= sign_up || !self.plan.is_sold(start, region, context.now()) {
            return;
        }
        let slot = self.open_account(key, channel, referrer, None, context.now());
        let offer = self.accounts[slot].offer;
        self.tell(slot, News::SignedUp, context);
        self.starts(slot, offer, Cause::SignUp, context);
        self.goes_on(slot, context);
    }

    /// Creates an account at sign-up: its channel and region, willingness, users and rates of use.
    pub(super) fn open_account(
        &mut self,
        key: Key,
        channel: u8,
        referrer: Option<Key>,
        offer: Option<u8>,
        now: f64,
    ) -> u32 {
        let plan = self.plan;
        let mut traits = stream(self.streams, Purpose::Traits, key);
        let _ = (unit(&mut traits), unit(&mut traits), unit(&mut traits));
        let region = Resolved::pick(&plan.regions, unit(&mut traits));
        let start = Resolved::pick(&plan.start, unit(&mut traits));
        let mean = plan.parameters.seats.mean;
        let seats = geometric(unit(&mut traits), mean);
        let scores = plan.usage.scores(&mut stream(self.streams, Purpose::Scores, key));
        let willing = match scores {
            None => plan.willingness.sample(&mut traits),
            Some(scores) => exp(plan.willingness.mu() + plan.willingness.sigma() * scores.willingness),
        };
        let (price_index, region_willing) =
            plan.region.get(usize::from(region)).copied().unwrap_or((1.0, 1.0));
        let channel_willing = plan.channel.get(usize::from(channel)).map_or(1.0, |(_, factor)| *factor);
        self.sums.counts.signed_up += 1;
        self.sums.ever += 1;
        let slot = self.accounts.insert(Account {
            key,
            life: stream(self.streams, Purpose::Life, key),
            choices: stream(self.streams, Purpose::Choices, key),
            willingness: willing * region_willing * channel_willing / f64::from(seats),
            risk: 0.0,
            factor: price_index,
            boundary: f64::INFINITY,
            cap_at: f64::INFINITY,
            began: 0.0,
            mrr: 0,
            paid: 0,
            seats,
            plans: self.era,
            cohort: 0,
            renewals: 0,
            periods: 0,
            offer: offer.unwrap_or(start),
            state: State::Sale,
            due: Due::Boundary,
            intent: Intent::Renew,
            channel,
            region,
            feature: NONE,
            custom: Custom::Never,
        });
        let origin = Origin {
            born: now,
            referrer,
            leads: 0,
            began_free: false,
            uses: 0,
            mrr_then: 0,
            has_left: false,
            fits_below: false,
        };
        let uses = stream(self.streams, Purpose::Usage, key);
        let features = plan.usage.features();
        let place = slot as usize;
        if place < self.origins.len() {
            self.origins[place] = origin;
            self.uses[place] = uses;
        } else {
            self.origins.push(origin);
            self.uses.push(uses);
            self.rates.resize(self.rates.len() + features, 0.0);
        }
        plan.usage.draw(&mut traits, scores, &mut self.rates[place * features..][..features]);
        slot
    }
}

/// Geometric on 1, 2, ... with this mean: by inversion, so a larger mean never gives a smaller number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 1e6")]
fn geometric(draw: f64, mean: f64) -> u32 {
    if mean <= 1.0 {
        return 1;
    }
    let more = f_log1p(-draw) / f_log1p(-1.0 / mean);
    1 + more.clamp(0.0, 1e6) as u32
}

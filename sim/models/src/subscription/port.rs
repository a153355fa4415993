//! The port: what other components may read of the business, and do to it.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;

use super::account::{Custom, Intent, NONE, State};
use super::business::Business;
use super::cause::Cause;
use super::effect::News;
use super::money::Account as Book;

/// An account as other components see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) slot: u32,
    /// The number of its plan in the price list.
    pub(crate) offer: u8,
    pub(crate) is_paying: bool,
    /// Its monthly recurring revenue, in cents; zero if it does not pay.
    pub(crate) mrr: i64,
    /// Uses of all features in an hour.
    pub(crate) usage: f64,
    /// When it signed up.
    pub(crate) since: f64,
    pub(crate) key: bazaar_engine::Key,
}

/// Whether an account in this state is in use.
fn is_in_use(state: State) -> bool {
    matches!(state, State::Free | State::Trial | State::Paying | State::Buying)
}

impl<G: Generator> Business<'_, G> {
    /// Accounts that use a plan, on trial, free or paid.
    pub(crate) fn in_use(&self) -> impl Iterator<Item = Seen> {
        let features = self.plan.usage.features();
        self.accounts.places().enumerate().filter(|(_, account)| is_in_use(account.state)).map(
            move |(slot, account)| Seen {
                slot: u32::try_from(slot).unwrap_or(u32::MAX),
                offer: account.offer,
                is_paying: account.state == State::Paying,
                mrr: if account.state == State::Paying { account.mrr } else { 0 },
                usage: self.rates[slot * features..][..features].iter().sum(),
                since: self.origins[slot].born,
                key: account.key,
            },
        )
    }

    /// The number of users of an account, if it is in use.
    pub(crate) fn users(&self, slot: u32) -> Option<u32> {
        let account = &self.accounts[slot];
        is_in_use(account.state).then_some(account.seats)
    }

    /// The cap of an account on a feature in a period of its plan; `None` if unlimited.
    pub(crate) fn cap(&self, slot: u32, feature: u8) -> Option<u32> {
        let account = &self.accounts[slot];
        if account.state == State::Gone {
            return None;
        }
        let meters = &self.plan.offer(account.offer).meters;
        meters.iter().find(|meter| meter.feature == feature).and_then(|meter| meter.cap)
    }

    /// An account has reached the cap of a feature in another component, and is asked to move up.
    pub(crate) fn outgrows(&mut self, slot: u32, feature: u8, context: &mut Context<'_, Self>) {
        if !matches!(self.accounts[slot].state, State::Free | State::Paying) {
            return;
        }
        self.cancel(slot);
        self.prompts(slot, Cause::Feature(feature), 0, context);
        self.goes_on(slot, context);
    }

    /// A fake opens an account: it takes the cheapest paid plan without a sale by people, uses nothing, and
    /// leaves when its first contract ends. If all plans are free nothing happens. The key must not coincide
    /// with keys of this component. If the payment is charged back, the bank takes a fee of this many cents.
    pub(crate) fn buys_once(
        &mut self,
        (key, referrer): (bazaar_engine::Key, Option<bazaar_engine::Key>),
        charge_back: Option<i64>,
        context: &mut Context<'_, Self>,
    ) {
        let Some(offer) = self.cheapest(context.now()) else { return };
        self.sums.counts.leads += 1;
        self.sums.counts.qualified += 1;
        self.mark.qualified += 1;
        let slot = self.open_account(key, NONE, referrer, Some(offer), context.now());
        self.accounts[slot].seats = 1;
        let features = self.plan.usage.features();
        self.rates[slot as usize * features..][..features].fill(0.0);
        self.tell(slot, News::SignedUp, context);
        let before = Book::INCOME.map(|account| self.sums.books.balance(account));
        self.converts(slot, offer, Cause::SignUp, context);
        if let Some(fee) = charge_back {
            self.charges_back(slot, before, fee);
        }
        let account = &mut self.accounts[slot];
        // A fake leaves regardless of trust and age.
        (account.intent, account.risk) = (Intent::Leave, f64::INFINITY);
        self.expect(slot, context);
    }

    /// Reverses all that an account has just paid, and books the bank's fee. Its payments are then no income.
    fn charges_back(&mut self, slot: u32, before: [i64; 4], fee: i64) {
        for (account, before) in Book::INCOME.into_iter().zip(before) {
            let paid = self.sums.books.balance(account) - before;
            self.sums.books.post(account, Book::Cash, paid);
        }
        self.sums.books.spend(Book::ChargeBacks, fee);
        let account = &mut self.accounts[slot];
        let paid = core::mem::take(&mut account.paid);
        if account.custom == Custom::Counted {
            let counts = &mut self.sums.counts;
            counts.paid_by_new -= paid;
            // It was paid just now, so it is not discounted.
            counts.discounted_by_new -= paid as f64;
        }
    }

    /// The most that a fake pays, in cents, in any region, and for how many hours it stays.
    pub(crate) fn costs_once(&self, now: f64) -> Option<(i64, f64)> {
        let plan = self.plan;
        let cheapest = self.cheapest(now)?;
        let terms = plan.offer(cheapest);
        let dearest = plan.region.iter().map(|region| region.0).reduce(f64::max).unwrap_or(1.0);
        let price = plan.list_price(cheapest, 1).saturating_add(terms.set_up);
        let price = crate::ledger::share_of(price, dearest).unwrap_or(price);
        Some((price, terms.period * f64::from(terms.contract)))
    }

    /// The plan with the lowest price above zero for an account of one user.
    fn cheapest(&self, now: f64) -> Option<u8> {
        let plan = self.plan;
        let pays = |offer: u8| plan.list_price(offer, 1).saturating_add(plan.offer(offer).set_up);
        let is_bought = |offer: &u8| {
            let terms = plan.offer(*offer);
            terms.sale.is_none() && terms.repeat.is_none() && now >= terms.from && pays(*offer) > 0
        };
        #[expect(clippy::cast_possible_truncation, reason = "a price list has at most 64 plans")]
        let offers = (0..plan.offers.len()).map(|offer| offer as u8).filter(is_bought);
        offers.min_by_key(|&offer| pays(offer))
    }

    /// Multiplies the probability of leaving at a renewal, for all accounts.
    pub(crate) fn unsettle(&mut self, times: f64) {
        self.unease = times;
    }

    /// All money at hand and all books.
    pub(crate) fn ledger(&self) -> &crate::ledger::Ledger {
        self.sums.books.ledger()
    }
}

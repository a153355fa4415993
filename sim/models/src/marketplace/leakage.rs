//! Leakage: pairs who have met may bypass the platform (disintermediation).
//!
//! At each repeat a pair that is still on the platform compares the saving from leaving, the fees of both
//! sides, with the loss, the platform's benefit, and with the cost of doing without, which is drawn anew,
//! uniform from 0 to C. So it leaks with probability (fee - benefit) / C, bounded to between 0 and 1, and for
//! good. A higher take rate earns more per job and loses more jobs, so fee revenue has a maximum.
//!
//! Trust has two effects (Gu & Zhu 2021): a buyer who trusts a seller hires more readily, and needs the
//! platform less.

use bazaar_engine::stream::Generator;

use super::market::Market;
use super::matching::Contact;
use super::pairs::Pair;
use super::people::NONE;
use super::resolved::cents;

impl<G: Generator> Market<'_, G> {
    /// Puts a buyer and a seller in touch: whether they agree, and whether on the platform.
    pub(super) fn contact(&mut self, slot: u32, seller: u32) -> Contact {
        let request = self.requests.get(slot);
        let (buyer, category, price) = (request.buyer, request.category, request.price);
        let number = self.pair(buyer, seller);
        self.requests.get_mut(slot).pair = number.unwrap_or(NONE);
        let pair = number.and_then(|number| self.pairs.get(&self.buyers[buyer].pairs, number));
        let trust = self.trust(seller, pair);
        let doubt = self.plan.parameters.ratings.hesitation.canonical() * (1.0 - trust);
        if doubt > 0.0 && self.draw(slot) < doubt {
            return Contact::Refused;
        }
        if self.standing < 1.0 && self.draw(slot) >= self.standing {
            return Contact::Refused;
        }
        let Some(number) = number else { return Contact::Agreed };
        let (probability, fees) = self.leak_probability(category, price, trust);
        self.sums.counts.offered += 1;
        if self.draw(slot) < probability {
            self.sums.counts.withdrawn += 1;
            self.sums.counts.leaked += 1;
            self.pairs.leaks(&mut self.buyers[buyer].pairs, number);
            return Contact::Leaked;
        }
        self.sums.counts.repeat_fees = self.sums.counts.repeat_fees.saturating_add(fees);
        Contact::Agreed
    }

    /// The number of a pair, if the two have met.
    pub(super) fn pair(&self, buyer: u32, seller: u32) -> Option<u32> {
        self.pairs.find(&self.buyers[buyer].pairs, self.face(seller).who)
    }

    /// The trust that counts, from 0 to 1: the mean of the seller's reputation and of the familiarity of
    /// buyer and seller, times its weight.
    fn trust(&self, seller: u32, pair: Option<Pair>) -> f64 {
        let weight = self.plan.parameters.ratings.trust.canonical();
        if weight <= 0.0 {
            return 0.0;
        }
        let jobs = pair.map_or(0.0, |pair| f64::from(pair.jobs()));
        let familiarity = jobs / (jobs + 1.0);
        weight * 0.5 * (self.face(seller).reputation + familiarity)
    }

    /// The probability that a pair leaves the platform at this repeat, and the fees it would save.
    fn leak_probability(&mut self, category: u8, price: i64, trust: f64) -> (f64, i64) {
        let fees = match self.bill(category, price) {
            Ok(bill) => bill.fees(),
            Err(refused) => {
                self.sums.books.note::<()>(Err(refused));
                return (0.0, 0);
            }
        };
        let leakage = &self.plan.parameters.leakage;
        let Some(most) = leakage.cost_up_to else { return (0.0, fees) };
        let gain = (fees - cents(leakage.benefit) - cents(leakage.deterrence)) as f64;
        let trouble = cents(most) as f64 * (1.0 - trust);
        let probability = if gain <= 0.0 {
            0.0
        } else if gain >= trouble {
            1.0
        } else {
            gain / trouble
        };
        (probability, fees)
    }
}

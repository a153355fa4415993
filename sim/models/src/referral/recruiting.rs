//! Recruiting: applicants for vacancies, hires and how long they stay.
//!
//! Applicants for a vacancy come from the market or are referred; the first who is hired fills it. A tenure
//! is T = s (E / r)^(1/k), with E exponential and r the hazard ratio: a Weibull distribution whose hazard is
//! multiplied by r. E is the hire's own, the same in both arms.

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Context, Generation, Key};
use bazaar_numerics::variates::{chance, exp, standard_exponential};
use pxfm::f_log;

use super::money::Account;
use super::partner::JOBS;
use super::payout::Hangs;
use super::people::{NONE, Referrer};
use super::programme::{Arm, Kind, Programme};
use super::streams::{Purpose, stream};

/// A job, vacant or filled.
#[derive(Clone, Debug)]
pub(super) struct Job<G> {
    pub(super) key: Key,
    /// The streams of applications from the market and of referred people.
    market: Stream<G>,
    referred: Stream<G>,
    pub(super) plans: Generation,
    hires: u32,
    /// When the current hire began.
    hired: f64,
    is_referred: bool,
    is_filled: bool,
    /// The first in the list of payouts that depend on the current hire.
    pub(super) payouts: u32,
}

impl<G: Generator> Programme<'_, G> {
    pub(super) fn open_jobs(&mut self, context: &mut Context<'_, Self>) {
        for slot in 0..self.plan.recruiting.jobs {
            let key = Key::arrival(JOBS, slot);
            self.jobs.push(Job {
                key,
                market: stream(self.streams, Purpose::Market, key),
                referred: stream(self.streams, Purpose::Applicants, key),
                plans: Generation::default(),
                hires: 0,
                hired: 0.0,
                is_referred: false,
                is_filled: false,
                payouts: NONE,
            });
            self.advertise(slot, context);
        }
    }

    /// A job is vacant.
    fn advertise(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        self.expect_applicant(slot, Kind::ApplyMarket, context);
        self.expect_applicant(slot, Kind::ApplyReferred, context);
    }

    fn expect_applicant(&mut self, slot: u32, kind: Kind, context: &mut Context<'_, Self>) {
        let recruiting = &self.plan.recruiting;
        let job = &mut self.jobs[slot as usize];
        let (rate, rng) = match kind {
            Kind::ApplyReferred => (recruiting.referred[self.arm.index()], &mut job.referred),
            _ => (recruiting.market, &mut job.market),
        };
        if rate > 0.0 {
            context.after_generation(standard_exponential(rng) / rate, kind, slot, job.plans);
        }
    }

    /// A person applies for a vacancy, and is hired or not.
    pub(super) fn apply(&mut self, slot: u32, kind: Kind, context: &mut Context<'_, Self>) {
        let is_referred = kind == Kind::ApplyReferred;
        let job = &mut self.jobs[slot as usize];
        let rng = if is_referred { &mut job.referred } else { &mut job.market };
        let is_hired = chance(rng, self.plan.recruiting.hired);
        self.sums.hires[usize::from(is_referred)].applied += 1;
        if is_hired {
            self.hire(slot, is_referred, context);
        } else {
            self.expect_applicant(slot, kind, context);
        }
    }

    fn hire(&mut self, slot: u32, is_referred: bool, context: &mut Context<'_, Self>) {
        let now = context.now();
        let arm = self.arm.index();
        let recruiting = &self.plan.recruiting;
        let job = &mut self.jobs[slot as usize];
        job.plans.cancel();
        job.hires += 1;
        (job.hired, job.is_referred, job.is_filled) = (now, is_referred, true);
        let mut rng = stream(self.streams, Purpose::Tenure, job.key.child(job.hires));
        let ratio =
            recruiting.staff_ratio[arm] * if is_referred { recruiting.referred_ratio[arm] } else { 1.0 };
        let left = standard_exponential(&mut rng) / ratio;
        let tenure = recruiting.scale * exp(f_log(left) * recruiting.inverse_shape);
        let sums = &mut self.sums.hires[usize::from(is_referred)];
        sums.hired += 1;
        if now + recruiting.retained_after <= self.plan.horizon.end {
            sums.judged += 1;
            sums.retained += u64::from(tenure >= recruiting.retained_after);
        }
        if now + tenure < self.plan.horizon.end {
            context.after_generation(tenure, Kind::Leave, slot, job.plans);
        }
        if is_referred {
            self.reward_recruiter(slot, context);
        } else {
            self.books.post(Account::Hiring, Account::Cash, self.plan.recruiting.hiring_costs);
        }
    }

    fn reward_recruiter(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        if self.arm == Arm::Control {
            return;
        }
        let terms = self.plan.of_recruiters();
        let contract = &self.plan.terms[terms];
        let payee = (Referrer::NOBODY, Hangs::OnJob(slot));
        self.accrue(payee, contract.fixed, (terms, contract.vests_after), context);
        self.accrue(payee, contract.bonus, (terms, contract.bonus_after), context);
        self.accrue(payee, contract.to_referred, (terms, contract.vests_after), context);
    }

    /// A hire leaves, and the job is vacant again.
    pub(super) fn vacate(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let job = &mut self.jobs[slot as usize];
        job.plans.cancel();
        job.is_filled = false;
        let payouts = std::mem::replace(&mut job.payouts, NONE);
        let filled = now - job.hired;
        self.sums.filled += filled;
        self.take_back(payouts, now);
        self.advertise(slot, context);
    }

    /// The tenures so far of jobs that are filled at the end.
    pub(super) fn still_filled(&self) -> f64 {
        let end = self.plan.horizon.end;
        self.jobs.iter().filter(|job| job.is_filled).map(|job| end - job.hired).sum()
    }
}

//! Resolved parameters: a scenario's parameters as the component needs them, in hours, cents and
//! probabilities.

use bazaar_engine::Rng;
use bazaar_numerics::variates::{self, NegativeBinomial, Poisson, VariateError, exp};
use pxfm::f_log;

use super::parameters::{Contacts, Contract, Count, FraudPayment, Parameters};
use crate::model::Horizon;
use crate::quantity::Money;

/// A month in hours.
pub(super) const MONTH: f64 = 730.5;

/// The index of the customers' contract among all contracts; those of partners follow, and that of recruiters
/// is the last.
pub(super) const OF_CUSTOMERS: usize = 0;

pub(super) fn cents(money: Money) -> i64 {
    i64::try_from(money.minor()).unwrap_or(i64::MAX)
}

/// A contract, in hours and cents.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Terms {
    pub(super) share: f64,
    pub(super) share_for: f64,
    pub(super) fixed: i64,
    pub(super) to_referred: i64,
    pub(super) bonus: i64,
    pub(super) bonus_after: f64,
    pub(super) vests_after: f64,
    pub(super) claw_back: f64,
    pub(super) paid_after: f64,
    pub(super) unclaimed: f64,
    pub(super) expires_after: f64,
    pub(super) attribution: f64,
    pub(super) cap: i64,
    /// In rising order: the referral from which a tier applies, and its multiple of the reward.
    tiers: Vec<(u32, f64)>,
}

impl Terms {
    fn new(contract: &Contract) -> Self {
        let mut tiers: Vec<(u32, f64)> =
            contract.tiers.values().map(|tier| (tier.from, tier.times.canonical())).collect();
        tiers.sort_by_key(|tier| tier.0);
        Terms {
            share: contract.share.canonical(),
            share_for: contract.share_for.canonical(),
            fixed: cents(contract.fixed),
            to_referred: cents(contract.to_referred),
            bonus: cents(contract.bonus),
            bonus_after: contract.bonus_after.canonical(),
            vests_after: contract.vests_after.canonical(),
            claw_back: contract.claw_back.canonical(),
            paid_after: contract.paid_after.canonical(),
            unclaimed: contract.unclaimed.canonical(),
            expires_after: contract.expires_after.canonical(),
            attribution: contract.attribution.canonical(),
            cap: contract.cap.map_or(i64::MAX, cents),
            tiers,
        }
    }

    /// Whether the contract gives any reward.
    pub(super) fn gives_something(&self) -> bool {
        self.share > 0.0 || self.fixed > 0 || self.to_referred > 0 || self.bonus > 0
    }

    /// The multiple of the reward at this number of referrals, the current one included.
    pub(super) fn times(&self, referrals: u32) -> f64 {
        self.tiers.iter().rev().find(|tier| tier.0 <= referrals).map_or(1.0, |tier| tier.1)
    }
}

/// The probabilities of each step after an invitation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Funnel {
    pub(super) clicks: f64,
    pub(super) signs_up: f64,
    pub(super) qualifies: f64,
}

/// The distribution of the number of invitations.
#[derive(Clone, Copy, Debug)]
pub(super) enum CountPlan {
    NegativeBinomial(NegativeBinomial),
    Poisson(Poisson),
    Fixed(u32),
}

impl CountPlan {
    fn new(count: &Count) -> Result<Self, VariateError> {
        Ok(match *count {
            Count::NegativeBinomial { mean, dispersion } => {
                Self::NegativeBinomial(NegativeBinomial::new(mean.canonical(), dispersion)?)
            }
            Count::Poisson(mean) => Self::Poisson(Poisson::new(mean.canonical())?),
            Count::Fixed(number) => Self::Fixed(number),
        })
    }

    pub(super) fn sample<R: Rng>(&self, rng: &mut R) -> u32 {
        /// An upper bound; a mean of 1000 and a dispersion of .001 would exceed it.
        const MOST: u64 = 1_000_000;
        let number = match self {
            Self::NegativeBinomial(counts) => counts.sample_count(rng),
            Self::Poisson(counts) => counts.sample_count(rng),
            Self::Fixed(number) => return *number,
        };
        u32::try_from(number.min(MOST)).unwrap_or(u32::MAX)
    }
}

/// Partners of one kind.
#[derive(Clone, Debug)]
pub(super) struct PartnerPlan {
    pub(super) number: u32,
    /// Leads per hour of each.
    pub(super) leads: f64,
    pub(super) funnel: Funnel,
}

/// Jobs and hires, in the programme's arm and in that without.
#[derive(Clone, Debug)]
pub(super) struct RecruitingPlan {
    pub(super) jobs: u32,
    /// Applications per hour from the market.
    pub(super) market: f64,
    /// Those of people who were referred, in each arm.
    pub(super) referred: [f64; 2],
    pub(super) hired: f64,
    pub(super) inverse_shape: f64,
    /// The time within which 63 % leave.
    pub(super) scale: f64,
    /// The hazard ratio of referred hires, and that of all hires, in each arm.
    pub(super) referred_ratio: [f64; 2],
    pub(super) staff_ratio: [f64; 2],
    pub(super) hiring_costs: i64,
    pub(super) retained_after: f64,
}

/// All parameters, ready to run.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) parameters: Parameters,
    pub(super) horizon: Horizon,
    pub(super) is_strangers: bool,
    /// Since when there is a programme.
    pub(super) from: f64,
    pub(super) count: CountPlan,
    pub(super) delay: variates::Distribution,
    pub(super) funnel: Funnel,
    pub(super) without_programme: f64,
    pub(super) coming: variates::Distribution,
    pub(super) trial: variates::Distribution,
    pub(super) price: i64,
    /// The probability of leaving at the end of a month, and that of customers whose referrer stays.
    pub(super) churn: [f64; 2],
    pub(super) acquisition: i64,
    /// How much more a referred customer pays in the beginning, in cents, and for how long.
    pub(super) premium: f64,
    pub(super) premium_lasts: f64,
    /// The number of fakes for each genuine referral.
    pub(super) fakes: f64,
    /// The fee for charging back a payment of a fake; `None` if fakes pay with their own money.
    pub(super) charge_back: Option<i64>,
    pub(super) terms: Vec<Terms>,
    pub(super) partners: Vec<PartnerPlan>,
    pub(super) recruiting: RecruitingPlan,
}

impl Resolved {
    pub(super) fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        let invitations = &parameters.invitations;
        let customers = &parameters.customers;
        let churn = customers.churn.canonical();
        let fraud = parameters.fraud.canonical();
        let mut terms = vec![Terms::new(&parameters.contract)];
        terms.extend(parameters.partners.values().map(|partners| Terms::new(&partners.contract)));
        terms.push(Terms::new(&parameters.recruiting.contract));
        Ok(Resolved {
            parameters: parameters.clone(),
            horizon,
            from: parameters.from.map_or(0.0, crate::quantity::Quantity::canonical),
            is_strangers: parameters.contacts == Contacts::Strangers,
            count: CountPlan::new(&invitations.count)?,
            delay: invitations.delay.variate()?,
            funnel: Funnel {
                clicks: invitations.clicks.canonical(),
                signs_up: invitations.signs_up.canonical(),
                qualifies: invitations.qualifies.canonical(),
            },
            without_programme: invitations.without_programme.canonical(),
            coming: parameters.organic.delay.variate()?,
            trial: customers.trial.variate()?,
            price: cents(customers.price),
            churn: [churn, 1.0 - power(1.0 - churn, customers.referred_ratio.canonical())],
            acquisition: cents(customers.acquisition),
            premium: cents(customers.price) as f64 * customers.premium.canonical(),
            premium_lasts: customers.premium_lasts.canonical(),
            fakes: fraud / (1.0 - fraud),
            charge_back: (parameters.fraud_payment == FraudPayment::ChargedBack)
                .then(|| cents(parameters.charge_back)),
            terms,
            partners: parameters
                .partners
                .values()
                .map(|partners| PartnerPlan {
                    number: partners.number,
                    leads: partners.leads.canonical(),
                    funnel: Funnel {
                        clicks: partners.clicks.canonical(),
                        signs_up: partners.signs_up.canonical(),
                        qualifies: partners.qualifies.canonical(),
                    },
                })
                .collect(),
            recruiting: recruiting(parameters),
        })
    }

    /// The index of the recruiters' contract.
    pub(super) fn of_recruiters(&self) -> usize {
        self.terms.len() - 1
    }
}

/// `x^y`, for `x` from 0 to 1; `0^0` is 1.
fn power(x: f64, y: f64) -> f64 {
    if y == 0.0 { 1.0 } else { exp(f_log(x) * y) }
}

fn recruiting(parameters: &Parameters) -> RecruitingPlan {
    let recruiting = &parameters.recruiting;
    let contract = &recruiting.contract;
    let reward = cents(contract.bonus) + cents(contract.fixed);
    let times = reward as f64 / cents(recruiting.reference_bonus) as f64;
    let without = recruiting.without_bonus.canonical();
    let attracted = if times > 0.0 { exp(f_log(times) * recruiting.elasticity) } else { 0.0 };
    let worse = if times > 1.0 { exp(f_log(times) * recruiting.worse) } else { 1.0 };
    let (referred, ratio) = (recruiting.referred.canonical(), recruiting.referred_ratio.canonical());
    let staff = if reward > 0 { recruiting.staff_ratio.canonical() } else { 1.0 };
    let inverse_shape = 1.0 / recruiting.shape;
    let first_month = -f_log(1.0 - recruiting.leave_first_month.canonical());
    RecruitingPlan {
        jobs: recruiting.jobs,
        market: recruiting.market.canonical(),
        referred: [referred * (without + (1.0 - without) * attracted), referred * without],
        hired: recruiting.hired.canonical(),
        inverse_shape,
        scale: MONTH * exp(-f_log(first_month) * inverse_shape),
        referred_ratio: [ratio * worse, ratio],
        staff_ratio: [staff, 1.0],
        hiring_costs: cents(recruiting.hiring_costs),
        retained_after: recruiting.retained_after.canonical(),
    }
}

//! Resolved parameters: a scenario's parameters as the platform needs them, in hours and cents, with names as
//! indices.

use bazaar_numerics::variates::{self, Variate, VariateError};

use super::parameters::{Interrupted, LooksAt, Parameters};
use crate::model::Horizon;
use crate::quantity::Money;

/// A month in hours: the unit in which costs are booked and accounts are settled.
pub(super) const MONTH: f64 = 730.5;

pub(super) fn cents(money: Money) -> i64 {
    i64::try_from(money.minor()).unwrap_or(i64::MAX)
}

/// A kind of trust event.
#[derive(Clone, Copy, Debug)]
pub(super) struct IncidentPlan {
    /// In events an hour for each member.
    pub(super) per_member: f64,
    pub(super) per_sale: f64,
    pub(super) seen_by: f64,
    pub(super) cost: i64,
}

/// The help desk.
#[derive(Clone, Debug)]
pub(super) struct DeskPlan {
    pub(super) incidents: Vec<IncidentPlan>,
    /// The names of the kinds.
    pub(super) names: Vec<String>,
    /// Whether there are any.
    pub(super) has_incidents: bool,
    /// Zero without a help desk: then incidents stay open.
    pub(super) agents: u32,
    pub(super) handling: variates::Distribution,
    /// What all agents cost in a month.
    pub(super) wages: i64,
    pub(super) memory: f64,
}

/// Resolved parameters of idle computing.
#[derive(Clone, Copy, Debug)]
pub(super) struct IdlePlan {
    pub(super) considers: f64,
    /// In dollars for a month.
    pub(super) reservation: variates::LogNormal,
    /// On average, in hours.
    pub(super) decides_after: f64,
    pub(super) crowds_out: f64,
    /// The period over which owners observe the utilisation of sellers; `None` if they look at the price
    /// alone.
    pub(super) looks_back: Option<f64>,
    /// Whether a job is lost when its host becomes unavailable.
    pub(super) loses: bool,
    /// Income of an hour of a host at work, in dollars, net of the platform's fee.
    pub(super) offered: f64,
    /// Power of a host at work beyond that of an idle one.
    pub(super) kilowatts: f64,
}

/// A round of funding.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoundPlan {
    pub(super) at: f64,
    pub(super) amount: i64,
    pub(super) needs_milestone: bool,
}

/// The milestones.
#[derive(Clone, Copy, Debug)]
pub(super) struct MilestonePlan {
    pub(super) active_users: u64,
    pub(super) active_within: f64,
    pub(super) transactions: u64,
    pub(super) enterprise_clients: u64,
    /// In cents a month.
    pub(super) high_value: i64,
    pub(super) deadline: f64,
}

/// All parameters, ready to run.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) horizon: Horizon,
    /// Names and first hours of phases, in order.
    pub(super) phases: Vec<(String, f64)>,
    pub(super) publish: f64,
    pub(super) learn: f64,
    /// The numbers of features.
    pub(super) sale_takes: Option<u8>,
    pub(super) purchase_takes: Option<u8>,
    pub(super) referred_sell: f64,
    pub(super) distrust_hires: f64,
    pub(super) distrust_churns: f64,
    /// `None` if no owner can sell.
    pub(super) idle: Option<IdlePlan>,
    pub(super) desk: DeskPlan,
    pub(super) milestones: MilestonePlan,
    /// By the number of a plan in the price list: whether its accounts are enterprise clients.
    pub(super) is_enterprise: Vec<bool>,
    pub(super) cash: i64,
    pub(super) rounds: Vec<RoundPlan>,
    pub(super) monthly: i64,
    /// The number of months over which the burn rate is taken.
    pub(super) burn_months: usize,
}

impl Resolved {
    pub(super) fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        let Parameters { links, help_desk, milestones, finance, subscription, .. } = parameters;
        let feature = |name: &Option<String>| {
            let name = name.as_ref()?;
            u8::try_from(subscription.features.keys().position(|feature| feature == name)?).ok()
        };
        let round = |round: &super::parameters::Round| RoundPlan {
            at: round.at.canonical(),
            amount: cents(round.amount),
            needs_milestone: round.needs_milestone,
        };
        let is_enterprise = |plan: &String| milestones.enterprise_plans.contains(plan);
        Ok(Resolved {
            horizon,
            phases: parameters.phases_in_turn(),
            publish: links.publish.canonical(),
            learn: links.learn.canonical(),
            sale_takes: feature(&links.sale_takes),
            purchase_takes: feature(&links.purchase_takes),
            referred_sell: links.referred_sell.canonical(),
            distrust_hires: links.distrust_hires.canonical(),
            distrust_churns: links.distrust_churns.canonical(),
            idle: parameters
                .idle_computing
                .is_on(parameters.on)
                .then(|| IdlePlan::new(parameters))
                .transpose()?,
            desk: DeskPlan {
                names: help_desk.incidents.keys().cloned().collect(),
                incidents: help_desk.incidents.values().map(IncidentPlan::new).collect(),
                has_incidents: parameters.on.incidents,
                agents: if parameters.on.help_desk { help_desk.agents } else { 0 },
                handling: help_desk.handling.variate()?,
                wages: if parameters.on.help_desk {
                    cents(help_desk.agent).saturating_mul(i64::from(help_desk.agents))
                } else {
                    0
                },
                memory: help_desk.memory.canonical(),
            },
            milestones: MilestonePlan {
                active_users: u64::from(milestones.active_users),
                active_within: milestones.active_within.canonical(),
                transactions: milestones.transactions,
                enterprise_clients: u64::from(milestones.enterprise_clients),
                high_value: cents(milestones.high_value),
                deadline: milestones.deadline.canonical(),
            },
            is_enterprise: subscription.plans.keys().map(is_enterprise).collect(),
            cash: cents(finance.cash),
            rounds: finance.rounds.values().map(round).collect(),
            monthly: cents(finance.monthly),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few months")]
            burn_months: (finance.burn_over.canonical() / MONTH).round().max(1.0) as usize,
        })
    }

    /// Whether accounts on a plan are enterprise clients.
    pub(super) fn is_enterprise(&self, offer: u8) -> bool {
        self.is_enterprise.get(usize::from(offer)).copied().unwrap_or(false)
    }
}

impl IdlePlan {
    fn new(parameters: &Parameters) -> Result<Self, VariateError> {
        const WATTS_PER_KILOWATT: f64 = 1000.0;
        let (idle, marketplace) = (&parameters.idle_computing, &parameters.marketplace);
        let hours = marketplace.service.duration.variate()?.mean();
        let power = parameters.volunteer.power;
        Ok(IdlePlan {
            considers: idle.considers.canonical(),
            reservation: variates::LogNormal::from_mean_cv(
                dollars(idle.reservation.mean),
                idle.reservation.cv.canonical(),
            )?,
            decides_after: idle.decides_after.canonical(),
            crowds_out: idle.crowds_out.canonical(),
            looks_back: (idle.looks_at == LooksAt::Income).then(|| idle.looks_back.canonical()),
            loses: idle.interrupted == Interrupted::IsLost,
            offered: marketplace.mean_payout() / hours,
            kilowatts: (power.active.canonical() - power.idle.canonical()) / WATTS_PER_KILOWATT,
        })
    }
}

fn dollars(money: Money) -> f64 {
    const CENTS_PER_DOLLAR: f64 = 100.0;
    money.minor() as f64 / CENTS_PER_DOLLAR
}

impl IncidentPlan {
    fn new(incident: &super::parameters::Incident) -> Self {
        IncidentPlan {
            per_member: incident.per_member.canonical(),
            per_sale: incident.per_sale.canonical(),
            seen_by: incident.seen_by,
            cost: cents(incident.cost),
        }
    }
}

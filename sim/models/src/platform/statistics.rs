//! The statistics of a run of the platform.

use bazaar_numerics::accumulators::Level;

use super::help_desk::DeskStatistics;
use super::money::General;
use super::owners::OwnersStatistics;
use crate::marketplace::Marketplace;
use crate::referral::Referral;
use crate::subscription::Subscription;
use crate::{marketplace, referral, subscription, volunteer};

/// A flow from one component to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Leads that the programme has brought to the subscription business.
    Lead,
    /// Customers of the programme who have joined the marketplace, where there are no accounts.
    Joiner,
    /// Accounts that publish.
    Publisher,
    /// Users of accounts who learn.
    Learner,
    /// Uses that sales and purchases have taken from accounts.
    Use,
    /// Accounts that were asked to move up because of it.
    Prompt,
    /// Payments of accounts that were reported to the programme.
    Payment,
    /// Sales that were reported to it.
    Sale,
    /// Incidents that members have caused.
    Incident,
    /// Hosts whose time was offered in the marketplace.
    Host,
    /// Those that were given again.
    Return,
}

impl Flow {
    /// Each flow with its origin, its destination and its name.
    pub(super) const ALL: [(Flow, [&'static str; 3]); 11] = [
        (Flow::Lead, ["referral", "subscription", "leads"]),
        (Flow::Joiner, ["referral", "marketplace", "joiners"]),
        (Flow::Publisher, ["subscription", "marketplace", "publishers"]),
        (Flow::Learner, ["subscription", "marketplace", "learners"]),
        (Flow::Use, ["marketplace", "subscription", "uses"]),
        (Flow::Prompt, ["marketplace", "subscription", "prompts"]),
        (Flow::Payment, ["subscription", "referral", "payments"]),
        (Flow::Sale, ["marketplace", "referral", "sales"]),
        (Flow::Incident, ["members", "help desk", "incidents"]),
        (Flow::Host, ["volunteer", "marketplace", "hosts"]),
        (Flow::Return, ["marketplace", "volunteer", "returns"]),
    ];

    /// Those that are possible: hosts change sides only if owners may sell their time.
    pub(super) fn possible(run: &Run) -> impl Iterator<Item = (Flow, [&'static str; 3])> {
        let has_idle = run.idle.is_some();
        Self::ALL.into_iter().filter(move |(flow, _)| has_idle || !matches!(flow, Flow::Host | Flow::Return))
    }
}

/// The size of each flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flows([u64; Flow::ALL.len()]);

impl Flows {
    pub(super) fn note(&mut self, flow: Flow, number: u64) {
        self.0[flow as usize] += number;
    }

    pub(super) fn of(&self, flow: Flow) -> u64 {
        self.0[flow as usize]
    }
}

/// Revenue by stream, in cents, since the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Revenue(pub(super) [i64; Revenue::STREAMS.len()]);

impl Revenue {
    /// The streams: each with the component and the accounts that it is made of.
    pub(super) const STREAMS: [(&'static str, &'static str, &'static [&'static str]); 6] = [
        ("subscriptions", Subscription::NAME, &["subscriptions"]),
        ("uses", Subscription::NAME, &["uses", "purchases"]),
        ("set-ups", Subscription::NAME, &["set-ups"]),
        ("fees", Marketplace::NAME, &["fees of buyers", "fees of sellers"]),
        ("memberships", Marketplace::NAME, &["memberships"]),
        ("customers", Referral::NAME, &["revenue"]),
    ];

    pub(super) fn of(general: &General) -> Self {
        Revenue(Self::STREAMS.map(|(_, component, accounts)| {
            accounts.iter().map(|account| general.balance(component, account)).sum()
        }))
    }

    pub(super) fn total(&self) -> i64 {
        self.0.iter().sum()
    }
}

/// Accounts by value, at the end of a month: the KPIs of the stages of fact P1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stages {
    /// Accounts in use that pay less than a high-value organisation.
    pub(super) low_value: u64,
    /// Low-value users of the month before that are still active, whatever they pay.
    pub(super) retained: u64,
    /// High-value organisations.
    pub(super) high_value: u64,
}

/// The closing figures of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Closing {
    pub(super) cash: i64,
    /// What investors have put in since the beginning.
    pub(super) funding: i64,
    /// Since the beginning.
    pub(super) revenue: Revenue,
    pub(super) active_users: u64,
    pub(super) enterprise_clients: u64,
    pub(super) stages: Stages,
    pub(super) transactions: u64,
    pub(super) members: u64,
    /// Hosts that are given, and sold, if any can be sold.
    pub(super) hosts: Option<[u64; 2]>,
}

/// The statistics of the platform itself.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) months: Vec<Closing>,
    /// The closing figures of the run, if it ends within a month.
    pub(super) rest: Option<Closing>,
    /// Sales in all.
    pub(super) transactions: u64,
    /// At the end of the last month.
    pub(super) active_users: u64,
    pub(super) enterprise_clients: u64,
    pub(super) stages: Stages,
    /// When each milestone was first reached: active users, transactions, enterprise clients.
    pub(super) reached: [Option<f64>; 3],
    /// People for whom the marketplace had no place.
    pub(super) turned_away: u64,
    pub(super) trust: Level,
}

impl Default for Own {
    fn default() -> Self {
        Own {
            months: Vec::new(),
            rest: None,
            transactions: 0,
            active_users: 0,
            enterprise_clients: 0,
            stages: Stages::default(),
            reached: [None; 3],
            turned_away: 0,
            trust: Level::new(0.0, 1.0),
        }
    }
}

/// Computing that owners of hosts have given and sold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Idle {
    pub(super) owners: OwnersStatistics,
    /// Core-hours that computed for projects.
    pub(super) core_hours_given: f64,
    /// Core-hours that were available to buyers.
    pub(super) core_hours_offered: f64,
}

/// One run of the platform, with the programme or without it.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) own: Own,
    pub(super) flows: Flows,
    pub(super) general: General,
    pub(super) subscription: Option<subscription::Statistics>,
    pub(super) marketplace: Option<marketplace::Statistics>,
    pub(super) referral: Option<referral::ArmStatistics>,
    pub(super) volunteer: Option<volunteer::Statistics>,
    pub(super) help_desk: Option<DeskStatistics>,
    pub(super) idle: Option<Idle>,
    pub(super) events: u64,
    pub(super) fingerprint: Option<u64>,
}

/// The statistics of a replication: the platform as it is and, if there is a programme, without it.
#[derive(Clone, Debug)]
pub struct Statistics {
    pub(super) with: Run,
    pub(super) without: Option<Run>,
}

//! The list of the platform's own metrics: names, units, definitions.

use crate::metric::Metric;

pub(super) const REVENUE: &str = "revenue";
pub(super) const CASH: &str = "cash";
pub(super) const TRUST: &str = "trust";
pub(super) const ACTIVE_USERS: &str = "active_users";
pub(super) const TRANSACTIONS: &str = "transactions";
pub(super) const ENTERPRISE_CLIENTS: &str = "enterprise_clients";
pub(super) const LOW_VALUE_USERS: &str = "low_value_users";
pub(super) const LOW_VALUE_RETAINED: &str = "low_value_retained";
pub(super) const HIGH_VALUE: &str = "high_value_organisations";
pub(super) const MEMBERS: &str = "members";
pub(super) const INCIDENTS: &str = "incidents";
pub(super) const RESPONSE_TIME: &str = "response_time";
pub(super) const FLOWS: &str = "flows";
pub(super) const REVENUE_BY_STREAM: &str = "revenue_by_stream";
pub(super) const HOSTS_GIVEN: &str = "hosts_given";
pub(super) const HOSTS_SELLING: &str = "hosts_selling";
pub(super) const MILESTONE_SMB: &str = "milestone_smb";
pub(super) const MILESTONE_TRANSACTIONS: &str = "milestone_transactions";
pub(super) const MILESTONE_ENTERPRISE: &str = "milestone_enterprise";

/// What a plan is asked: when and whether milestones are reached, what there is then, what comes in and what is left;
/// and of owners who may sell, how many do.
pub(in crate::platform) const HEADLINES: &[&str] = &[
    MILESTONE_SMB,
    MILESTONE_TRANSACTIONS,
    MILESTONE_ENTERPRISE,
    "milestone_any",
    "smb_in_time",
    "transactions_in_time",
    "enterprise_in_time",
    "any_in_time",
    ACTIVE_USERS,
    TRANSACTIONS,
    ENTERPRISE_CLIENTS,
    LOW_VALUE_RETAINED,
    HIGH_VALUE,
    MEMBERS,
    REVENUE,
    "rewards_paid",
    "incremental_members",
    "incremental_revenue",
    "incremental_cash",
    "incremental_funding",
    "gross_margin",
    CASH,
    "cash_trough",
    "cash_trough_month",
    "insolvent",
    "insolvent_after",
    "burn",
    "runway",
    TRUST,
    FLOWS,
    REVENUE_BY_STREAM,
    HOSTS_GIVEN,
    HOSTS_SELLING,
    "selling_share",
    "core_hours_given",
    "core_hours_offered",
    "core_hours_sold",
    "owners_revenue",
];

pub(super) const METRICS: &[Metric] = &[
    Metric {
        name: MILESTONE_SMB,
        unit: "months",
        label: "Time to active users",
        about: "When as many small organisations and individuals as the milestone asks for used the platform lately, at the end of a month; over the runs that reach it.",
    },
    Metric {
        name: MILESTONE_TRANSACTIONS,
        unit: "months",
        label: "Time to transactions",
        about: "When the marketplace had made as many sales as the milestone asks for; over the runs that reach it.",
    },
    Metric {
        name: MILESTONE_ENTERPRISE,
        unit: "months",
        label: "Time to enterprise clients",
        about: "When there were as many enterprise clients as the milestone asks for, at the end of a month; over the runs that reach it.",
    },
    Metric {
        name: "milestone_any",
        unit: "months",
        label: "Time to the first milestone",
        about: "When the first of the three milestones was reached; over the runs that reach one.",
    },
    Metric {
        name: "smb_in_time",
        unit: "share",
        label: "Active users in time",
        about: "Probability that the milestone of active users is reached before the deadline.",
    },
    Metric {
        name: "transactions_in_time",
        unit: "share",
        label: "Transactions in time",
        about: "Probability that the milestone of transactions is reached before the deadline.",
    },
    Metric {
        name: "enterprise_in_time",
        unit: "share",
        label: "Enterprise clients in time",
        about: "Probability that the milestone of enterprise clients is reached before the deadline.",
    },
    Metric {
        name: "any_in_time",
        unit: "share",
        label: "A milestone in time",
        about: "Probability that any of the three milestones is reached before the deadline.",
    },
    Metric {
        name: ACTIVE_USERS,
        unit: "accounts",
        label: "Active users",
        about: "Small organisations and individuals that used the platform lately, at the end of the last month.",
    },
    Metric {
        name: TRANSACTIONS,
        unit: "sales",
        label: "Transactions",
        about: "Sales of the marketplace in the whole run.",
    },
    Metric {
        name: ENTERPRISE_CLIENTS,
        unit: "accounts",
        label: "Enterprise clients",
        about: "Accounts that pay for an enterprise plan, at the end of the last month.",
    },
    Metric {
        name: LOW_VALUE_USERS,
        unit: "accounts",
        label: "Low-value users",
        about: "Accounts in use that pay less than a high-value organisation, or nothing, at the end of the last month.",
    },
    Metric {
        name: LOW_VALUE_RETAINED,
        unit: "share",
        label: "Low-value users retained",
        about: "Which share of the low-value users at the end of a month use the platform at the end of the next, over all months: the KPI of the first stage.",
    },
    Metric {
        name: HIGH_VALUE,
        unit: "accounts",
        label: "High-value organisations",
        about: "Accounts whose subscription brings as much in a month as that of a high-value organisation, at the end of the last month: the KPI of the second stage.",
    },
    Metric {
        name: MEMBERS,
        unit: "members",
        label: "Members",
        about: "Accounts that are not gone at the end of the last month; without accounts, members of the marketplace.",
    },
    Metric {
        name: REVENUE,
        unit: "$",
        label: "Revenue",
        about: "What all streams have earned: subscriptions, uses, set-ups, fees and memberships.",
    },
    Metric {
        name: "rewards_paid",
        unit: "$",
        label: "Rewards paid",
        about: "What referrers, partners and recruiters were paid, less what was recovered.",
    },
    Metric {
        name: "rewards_to_revenue",
        unit: "share",
        label: "Rewards over revenue",
        about: "Rewards paid over revenue.",
    },
    Metric {
        name: "incremental_revenue",
        unit: "$",
        label: "Incremental revenue",
        about: "Revenue less that of the same platform without the programme.",
    },
    Metric {
        name: "incremental_members",
        unit: "members",
        label: "Incremental members",
        about: "Members at the end of the last month less those of the same platform without the programme.",
    },
    Metric {
        name: "incremental_cash",
        unit: "$",
        label: "Incremental cash",
        about: "What trade left at hand, cash at the end less all that investors have put in, less the same of the platform without the programme. Equity is no income, so a round that only one of the two closes is not in it.",
    },
    Metric {
        name: "incremental_funding",
        unit: "$",
        label: "Incremental funding",
        about: "What investors have put in less what they put in without the programme: rounds that it brought within reach. They are paid for with a share of the company.",
    },
    Metric {
        name: "gross_margin",
        unit: "share",
        label: "Gross margin",
        about: "(Revenue - what serving costs) / revenue, over all components: serving accounts, payment fees, charge-backs, running the marketplace, its subsidies, monitoring and compliance, wages of the help desk and damage by incidents.",
    },
    Metric {
        name: "profit",
        unit: "$",
        label: "Profit",
        about: "Income of all components less all their expenses, funding left out; below zero for a loss. Rewards count when they are accrued.",
    },
    Metric { name: CASH, unit: "$", label: "Cash", about: "Money at hand at the end, over all components." },
    Metric {
        name: "cash_trough",
        unit: "$",
        label: "Trough of cash",
        about: "The least money at hand at the end of any month.",
    },
    Metric {
        name: "cash_trough_month",
        unit: "months",
        label: "Month of the trough",
        about: "The month at the end of which money at hand was least.",
    },
    Metric {
        name: "insolvent",
        unit: "share",
        label: "Insolvency",
        about: "Probability that money at hand is below zero at the end of some month.",
    },
    Metric {
        name: "insolvent_after",
        unit: "months",
        label: "Insolvent after",
        about: "The first month at the end of which money at hand is below zero; over the runs in which it is.",
    },
    Metric {
        name: "burn",
        unit: "$/month",
        label: "Burn rate",
        about: "What a month has cost beyond what it brought, funding left out, on average over the last months; below zero if it brought more.",
    },
    Metric {
        name: "runway",
        unit: "months",
        label: "Runway",
        about: "Cash at the end over the burn rate: for how long it would last; empty where nothing is burnt or left.",
    },
    Metric {
        name: "cash_unexplained",
        unit: "$",
        label: "Unexplained cash",
        about: "Cash that income, expenses, debts and capital of all components together do not explain: nothing, to the cent.",
    },
    Metric {
        name: TRUST,
        unit: "share",
        label: "Trust",
        about: "How much the platform is trusted on average over time, from 0 to 1: all members over those and whoever has lost trust over an incident.",
    },
    Metric {
        name: "trust_trough",
        unit: "share",
        label: "Trough of trust",
        about: "The least that trust was at any time.",
    },
    Metric {
        name: INCIDENTS,
        unit: "incidents",
        label: "Incidents",
        about: "Trust events: fake profiles, false verifications, copyright claims.",
    },
    Metric {
        name: "incidents_open",
        unit: "incidents",
        label: "Open incidents",
        about: "Incidents that wait or are worked on, on average over time.",
    },
    Metric {
        name: RESPONSE_TIME,
        unit: "h",
        label: "Response time",
        about: "From an incident to its being handled, on average.",
    },
    Metric {
        name: "response_time_p90",
        unit: "h",
        label: "90% quantile of response time",
        about: "Within which nine of ten incidents are handled.",
    },
    Metric {
        name: "help_desk_utilisation",
        unit: "share",
        label: "Utilisation of the help desk",
        about: "Share of their time that agents work on incidents.",
    },
    Metric {
        name: "turned_away",
        unit: "people",
        label: "Turned away",
        about: "Publishers and learners for whom the marketplace's potential had no place.",
    },
    Metric {
        name: FLOWS,
        unit: "1",
        label: "Flows between components",
        about: "What components have passed on to each other, by where it comes from and goes to.",
    },
    Metric {
        name: REVENUE_BY_STREAM,
        unit: "$",
        label: "Revenue by stream",
        about: "Revenue of each month by stream; as a value, that of all streams per month.",
    },
    Metric {
        name: HOSTS_GIVEN,
        unit: "hosts",
        label: "Hosts given",
        about: "Hosts of volunteers that compute for research, on average over time; empty where no owner may sell.",
    },
    Metric {
        name: HOSTS_SELLING,
        unit: "hosts",
        label: "Hosts that sell",
        about: "Hosts of volunteers whose time is offered in the marketplace instead, on average over time.",
    },
    Metric {
        name: "selling_share",
        unit: "share",
        label: "Share of hosts that sell",
        about: "Share of the hosts there are at the end whose time is offered in the marketplace: the supply at that price.",
    },
    Metric {
        name: "core_hours_given",
        unit: "h",
        label: "Core-hours given",
        about: "For how long cores computed for research, added up.",
    },
    Metric {
        name: "core_hours_offered",
        unit: "h",
        label: "Core-hours offered",
        about: "For how long cores of hosts that sell were available, added up, whether anybody bought or not.",
    },
    Metric {
        name: "core_hours_sold",
        unit: "h",
        label: "Core-hours sold",
        about: "How long jobs took on hosts that sell, times their cores.",
    },
    Metric {
        name: "owners_revenue",
        unit: "$",
        label: "Revenue of owners",
        about: "What owners were paid for the jobs that their hosts did, the platform's fee taken off.",
    },
    Metric {
        name: "owners_power",
        unit: "$",
        label: "Power of owners",
        about: "What those jobs have cost owners for power, beyond what an idle machine takes.",
    },
    Metric {
        name: "owners_fees",
        unit: "$",
        label: "Fees on sold computing",
        about: "What the platform kept of those jobs, by either side.",
    },
    Metric {
        name: "pauses_per_job",
        unit: "",
        label: "Pauses of a job",
        about: "How often a job paused since its host was unavailable: pauses over jobs done on hosts.",
    },
    Metric {
        name: "jobs_lost",
        unit: "share",
        label: "Jobs lost",
        about: "Which share of the jobs on hosts were lost with their host, for a while or for good, of those that are over.",
    },
    Metric {
        name: "core_hours_lost",
        unit: "h",
        label: "Core-hours lost",
        about: "For how long cores had worked on jobs that were lost.",
    },
];

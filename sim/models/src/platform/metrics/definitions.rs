//! The platform's own metrics: definitions and formulas.

use super::view::View;
use super::{money, phases};
use crate::books::dollars;
use crate::metrics::{metrics, ratio, share};
use crate::platform::MONTH;
use crate::platform::money::Class;
use crate::platform::statistics::{Flow, Revenue};

/// The answers to a plan's questions: whether and when milestones are reached, the numbers at the end,
/// revenue and profit; and, if owners may sell, how many do.
pub(in crate::platform) const HEADLINES: &[&str] = &[
    NAME.milestone_smb,
    NAME.milestone_transactions,
    NAME.milestone_enterprise,
    NAME.milestone_any,
    NAME.smb_in_time,
    NAME.transactions_in_time,
    NAME.enterprise_in_time,
    NAME.any_in_time,
    NAME.active_users,
    NAME.transactions,
    NAME.enterprise_clients,
    NAME.low_value_retained,
    NAME.high_value_organisations,
    NAME.members,
    NAME.revenue,
    NAME.rewards_paid,
    NAME.incremental_members,
    NAME.incremental_revenue,
    NAME.incremental_cash,
    NAME.incremental_funding,
    NAME.gross_margin,
    NAME.cash,
    NAME.cash_trough,
    NAME.cash_trough_month,
    NAME.insolvent,
    NAME.insolvent_after,
    NAME.burn,
    NAME.runway,
    NAME.trust,
    NAME.flows,
    NAME.revenue_by_stream,
    NAME.hosts_given,
    NAME.hosts_selling,
    NAME.selling_share,
    NAME.core_hours_given,
    NAME.core_hours_offered,
    NAME.core_hours_sold,
    NAME.owners_revenue,
];

metrics! { |view: &View<'_>|

    /// When as many small organisations and individuals as the milestone asks for used the platform lately,
    /// at the end of a month; over the runs that reach it.
    milestone_smb: "months", "Time to active users" => Some(view.own.reached[0]? / MONTH);

    /// When the marketplace had made as many sales as the milestone asks for; over the runs that reach it.
    milestone_transactions: "months", "Time to transactions" => Some(view.own.reached[1]? / MONTH);

    /// When there were as many enterprise clients as the milestone asks for, at the end of a month; over the
    /// runs that reach it.
    milestone_enterprise: "months", "Time to enterprise clients" => Some(view.own.reached[2]? / MONTH);

    /// When the first of the three milestones was reached; over the runs that reach one.
    milestone_any: "months", "Time to the first milestone" => Some(view.first_reached()? / MONTH);

    /// Probability that the milestone of active users is reached before the deadline.
    smb_in_time: "share", "Active users in time" => view.in_time(view.own.reached[0]);

    /// Probability that the milestone of transactions is reached before the deadline.
    transactions_in_time: "share", "Transactions in time" => view.in_time(view.own.reached[1]);

    /// Probability that the milestone of enterprise clients is reached before the deadline.
    enterprise_in_time: "share", "Enterprise clients in time" => view.in_time(view.own.reached[2]);

    /// Probability that any of the three milestones is reached before the deadline.
    any_in_time: "share", "A milestone in time" => view.in_time(view.first_reached());

    /// Small organisations and individuals that used the platform lately, at the end of the last month.
    active_users: "accounts", "Active users" => Some(view.accounts()?.active_users as f64);

    /// Sales of the marketplace in the whole run.
    transactions: "sales", "Transactions" =>
        view.run.marketplace.as_ref().map(|_| view.own.transactions as f64);

    /// Accounts that pay for an enterprise plan, at the end of the last month.
    enterprise_clients: "accounts", "Enterprise clients" => Some(view.accounts()?.enterprise_clients as f64);

    /// Accounts in use that pay less than a high-value organisation, or nothing, at the end of the last
    /// month.
    low_value_users: "accounts", "Low-value users" => Some(view.accounts()?.stages.low_value as f64);

    /// Which share of the low-value users at the end of a month use the platform at the end of the next, over
    /// all months: the KPI of the first stage.
    low_value_retained: "share", "Low-value users retained" => phases::retained(&view.accounts()?.months);

    /// Accounts whose subscription brings as much in a month as that of a high-value organisation, at the end
    /// of the last month: the KPI of the second stage.
    high_value_organisations: "accounts", "High-value organisations" =>
        Some(view.accounts()?.stages.high_value as f64);

    /// Accounts that are not gone at the end of the last month; without accounts, members of the marketplace.
    members: "members", "Members" => Some(view.months.last()?.members as f64);

    /// Revenue of all streams: subscriptions, uses, set-ups, fees and memberships.
    revenue: "$", "Revenue" => Some(dollars(Revenue::of(view.books()?).total()));

    /// What referrers, partners and recruiters were paid, less what was recovered.
    rewards_paid: "$", "Rewards paid" => view.run.referral.as_ref()?.paid().map(dollars);

    /// Rewards paid over revenue.
    rewards_to_revenue: "share", "Rewards over revenue" => {
        let paid = view.run.referral.as_ref()?.paid()?;
        ratio(paid as f64, Revenue::of(&view.run.general).total() as f64)
    };

    /// Revenue less that of the same platform without the programme.
    incremental_revenue: "$", "Incremental revenue" =>
        view.difference(|run| Some(dollars(Revenue::of(&run.general).total())));

    /// Members at the end of the last month less those of the same platform without the programme.
    incremental_members: "members", "Incremental members" =>
        view.difference(|run| Some(run.own.months.last()?.members as f64));

    /// Operating cash flow with the programme less without it: cash at the end less all that investors have
    /// put in. Equity is no income, so a round that only one of the two closes is not in it.
    incremental_cash: "$", "Incremental cash" =>
        view.difference(|run| Some(dollars(money::operating_cash(&run.general))));

    /// What investors have put in less what they put in without the programme: rounds that it brought within
    /// reach. They are paid for with a share of the company.
    incremental_funding: "$", "Incremental funding" =>
        view.difference(|run| Some(dollars(run.general.funding())));

    /// (Revenue - what serving costs) / revenue, over all components: serving accounts, payment fees,
    /// charge-backs, running the marketplace, its subsidies, monitoring and compliance, wages of the help
    /// desk and damage by incidents.
    gross_margin: "share", "Gross margin" => {
        let revenue = Revenue::of(view.books()?).total();
        ratio((revenue - view.books()?.cost(Class::Serving)) as f64, revenue as f64)
    };

    /// Income of all components less all their expenses, without funding; below zero for a loss. Rewards
    /// count when they are accrued.
    profit: "$", "Profit" => Some(dollars(view.books()?.profit()));

    /// Cash at the end, over all components.
    cash: "$", "Cash" => Some(dollars(view.books()?.cash()));

    /// The lowest cash at the end of any month.
    cash_trough: "$", "Trough of cash" => money::trough(view.months).map(|(_, cash)| dollars(cash));

    /// The month at whose end cash was lowest.
    cash_trough_month: "months", "Month of the trough" => money::trough(view.months).map(|(month, _)| month);

    /// Probability that cash is below zero at the end of some month.
    insolvent: "share", "Insolvency" => {
        view.months.last()?;
        Some(f64::from(u8::from(insolvent_after(view).is_some())))
    };

    /// The first month at whose end cash is below zero; over the runs in which it is.
    insolvent_after: "months", "Insolvent after" =>
        Some((view.months.iter().position(|month| month.cash < 0)? + 1) as f64);

    /// Mean cost of a month less its income, over the last months and without funding; below zero for a
    /// surplus.
    burn: "$/month", "Burn rate" => money::burn(view.months, view.platform.plan.burn_months);

    /// Cash at the end over the burn rate; empty if either is not above zero.
    runway: "months", "Runway" => {
        let (burn, cash) = (burn(view)?, view.run.general.cash());
        (burn > 0.0 && cash > 0).then(|| dollars(cash) / burn)
    };

    /// Cash that income, expenses, debts and capital of all components together do not explain: zero, to the
    /// cent.
    cash_unexplained: "$", "Unexplained cash" => Some(dollars(view.books()?.unexplained()));

    /// Trust in the platform on average over time, from 0 to 1: all members over those and the members who
    /// have lost trust over an incident.
    trust: "share", "Trust" => view.desk.and(view.own.trust.mean(view.end));

    /// The least that trust was at any time.
    trust_trough: "share", "Trough of trust" => view.desk.and(view.own.trust.min());

    /// Trust events: fake profiles, false verifications, copyright claims.
    incidents: "incidents", "Incidents" => Some(view.desk?.came.iter().sum::<u64>() as f64);

    /// Incidents that wait or are worked on, on average over time.
    incidents_open: "incidents", "Open incidents" => view.desk?.open.mean(view.end);

    /// Mean time from an incident until it is handled.
    response_time: "h", "Response time" => view.desk?.response.mean();

    /// Nine tenths of the incidents are handled within this time.
    response_time_p90: "h", "90% quantile of response time" => view.desk?.response_sketch.quantile(0.9);

    /// Share of their time that agents work on incidents.
    help_desk_utilisation: "share", "Utilisation of the help desk" =>
        ratio(view.desk?.busy.mean(view.end)?, f64::from(view.platform.plan.desk.agents));

    /// Publishers and learners for whom the marketplace's potential had no place.
    turned_away: "people", "Turned away" =>
        view.run.marketplace.as_ref().map(|_| view.own.turned_away as f64);

    /// Flows between components, by origin and destination.
    flows: "1", "Flows between components" =>
        Some(Flow::ALL.iter().map(|&(flow, _)| view.run.flows.of(flow) as f64).sum());

    /// Revenue of each month by stream; as a value, that of all streams per month.
    revenue_by_stream: "$", "Revenue by stream" =>
        Some(dollars(view.months.last()?.revenue.total()) / view.months.len() as f64);

    /// Hosts of volunteers that compute for research, on average over time; empty where no owner may sell.
    hosts_given: "hosts", "Hosts given" => view.idle?.owners.levels[0].mean(view.end);

    /// Hosts of volunteers whose time is offered in the marketplace instead, on average over time.
    hosts_selling: "hosts", "Hosts that sell" => view.idle?.owners.levels[1].mean(view.end);

    /// Share of the hosts there are at the end whose time is offered in the marketplace: the supply at that
    /// price.
    selling_share: "share", "Share of hosts that sell" =>
        share(view.idle?.owners.selling, view.idle?.owners.alive);

    /// Core-hours that computed for research.
    core_hours_given: "h", "Core-hours given" => Some(view.idle?.core_hours_given);

    /// Core-hours for which hosts that sell were available, sold or not.
    core_hours_offered: "h", "Core-hours offered" => Some(view.idle?.core_hours_offered);

    /// Core-hours of jobs on hosts that sell.
    core_hours_sold: "h", "Core-hours sold" => Some(view.idle?.owners.core_hours_sold);

    /// What owners were paid for the jobs that their hosts did, the platform's fee taken off.
    owners_revenue: "$", "Revenue of owners" => Some(dollars(view.idle?.owners.revenue));

    /// What those jobs have cost owners for power, beyond what an idle machine takes.
    owners_power: "$", "Power of owners" => Some(view.idle?.owners.power);

    /// What the platform kept of those jobs, by either side.
    owners_fees: "$", "Fees on sold computing" => Some(dollars(view.idle?.owners.fees));

    /// How often a job paused since its host was unavailable: pauses over jobs done on hosts.
    pauses_per_job: "", "Pauses of a job" => share(view.idle?.owners.pauses, view.idle?.owners.jobs);

    /// Share of the jobs on hosts that were lost because the host became unavailable or left, of those that
    /// are over.
    jobs_lost: "share", "Jobs lost" =>
        share(view.idle?.owners.lost, view.idle?.owners.jobs + view.idle?.owners.lost);

    /// Core-hours of work on jobs that were lost.
    core_hours_lost: "h", "Core-hours lost" => Some(view.idle?.owners.core_hours_lost);
}

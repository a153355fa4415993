//! The metrics: definitions and formulas. Where definitions differ in practice, the scenario's `kpi` table
//! decides.

use super::matrices::ages;
use super::recurring;
use super::view::{CENTS_PER_DOLLAR, View};
use crate::books::dollars;
use crate::metrics::{metrics, ratio, share};
use crate::subscription::cause::{Cause, Change};
use crate::subscription::money::Account;
use crate::subscription::movements::Movement;

metrics! { |view: &View<'_>|

    // The funnel.

    /// Leads that came in, in a month, word of mouth included.
    leads: "leads/month", "Leads" => view.monthly(view.counts.leads);

    /// Leads that qualified, in a month.
    qualified_leads: "leads/month", "Qualified leads" => view.monthly(view.counts.qualified);

    /// Growth of qualified leads from one month to the next, over those of the one before; the mean over
    /// months, weighted by these.
    lead_velocity_rate: "1/month", "Lead velocity rate" => {
        let pairs = || view.counted.windows(2).map(|two| [two[0].qualified, two[1].qualified]);
        let grown: i64 = pairs().map(|[before, now]| now.cast_signed() - before.cast_signed()).sum();
        let before: u64 = pairs().map(|[before, _]| before).sum();
        ratio(grown as f64, before as f64)
    };

    /// Accounts opened, in a month.
    sign_ups: "accounts/month", "Sign-ups" => view.monthly(view.counts.signed_up);

    /// Trials begun, in a month.
    trials: "accounts/month", "Trials" => view.monthly(view.counts.trials);

    /// Share of the trials ended that led to a payment.
    trial_conversion: "share", "Trial conversion" =>
        share(view.counts.trials_converted, view.counts.trials_ended);

    /// Share of the accounts that began as free at least 12 months before the end and had paid within 12
    /// months.
    free_to_paid: "share", "Free to paid within a year" =>
        share(view.counts.paid_in_a_year, view.counts.free_a_year);

    /// Accounts that became paying for the first time, in a month; those that pay when the clock starts are
    /// not new.
    new_customers: "customers/month", "New customers" => view.monthly(view.counts.new_customers);

    /// Share of the sales by people that were concluded and won.
    deals_won: "share", "Sales won" => share(view.counts.sales_won, view.counts.sales_ended);

    /// Accounts at the end that are on a free plan.
    free_accounts: "accounts", "Active free accounts" => Some(view.sums.census.free as f64);

    /// Accounts at the end that pay; those on pause do not.
    customers: "customers", "Customers" => Some(view.sums.census.customers as f64);

    // Monthly recurring revenue and its movements.

    /// Monthly recurring revenue at the end: over paying accounts, the price of a billing period times
    /// 30.4375 days over its length, each rounded to a cent. Uses, set-ups and purchases without a contract
    /// are not recurring.
    mrr: "$", "MRR" => Some(dollars(view.sums.movements.mrr()));

    /// MRR of accounts that pay for the first time, in a month.
    mrr_new: "$/month", "New MRR" => view.moved(Movement::New);

    /// MRR gained by upgrades and added users, in a month.
    mrr_expansion: "$/month", "Expansion MRR" => view.moved(Movement::Expansion);

    /// MRR of accounts that pay again after they had churned or paused, in a month.
    mrr_reactivation: "$/month", "Reactivation MRR" => view.moved(Movement::Reactivation);

    /// MRR lost by downgrades and removed users, in a month; by pauses too with kpi.pausing_is =
    /// "contraction".
    mrr_contraction: "$/month", "Contraction MRR" => view.moved(Movement::Contraction);

    /// MRR of accounts that stop paying, in a month; of those that pause too with kpi.pausing_is = "churn".
    mrr_churn: "$/month", "Churned MRR" => view.moved(Movement::Churn);

    /// (MRR at the end - MRR at the start) / MRR at the start of a month; the mean over months, weighted by
    /// MRR at the start, as for all rates of MRR.
    net_mrr_growth_rate: "1/month", "Net MRR growth rate" => view.moved.growth();

    /// (Churned MRR + contraction) / MRR at the start of a month.
    gross_mrr_churn_rate: "1/month", "Gross MRR churn rate" => view.moved.gross_churn();

    /// (Churned MRR + contraction - expansion - reactivation) / MRR at the start of a month; below zero for
    /// net negative churn.
    net_mrr_churn_rate: "1/month", "Net MRR churn rate" => view.moved.net_churn();

    /// Expansion MRR / MRR at the start of a month.
    expansion_mrr_rate: "1/month", "Expansion MRR rate" => ratio(view.moved.expansion, view.moved.start);

    /// (New MRR + expansion + reactivation) / (churned MRR + contraction).
    quick_ratio: "", "Quick ratio" => view.moved.quick_ratio();

    /// 1 + (expansion - contraction - churned MRR) / MRR at the start of a month; with
    /// kpi.nrr_with_reactivation reactivation counts as well.
    nrr_1_month: "1/month", "Net revenue retention, 1 month" =>
        view.moved.nrr(view.plan.parameters.kpi.nrr_with_reactivation);

    /// 1 - (contraction + churned MRR) / MRR at the start of a month.
    grr_1_month: "1/month", "Gross revenue retention, 1 month" => view.moved.grr();

    /// MRR, when the last whole month ends, of those who were customers 12 months before, over their MRR
    /// then. Later customers are left out; customers who stopped paying and came back count with
    /// kpi.nrr_with_reactivation. Empty without 12 months after the warm-up.
    nrr_12_months: "1/year", "Net revenue retention, 12 months" =>
        ratio(view.sums.year?.now as f64, view.sums.year?.then as f64);

    /// The same, where no customer counts with more than 12 months before, and customers who stopped paying
    /// in between count with nothing: never above 1.
    grr_12_months: "1/year", "Gross revenue retention, 12 months" =>
        ratio(view.sums.year?.kept as f64, view.sums.year?.then as f64);

    /// MRR over customers, each averaged over time (ARPA).
    arpa: "$/month", "Revenue per account" => view.arpa();

    // Retention.

    /// Customers that stop paying in a month over those at its start, or with kpi.churn_over = "average" over
    /// the mean of start and end; all months taken together.
    customer_churn: "1/month", "Customer churn" => recurring::customer_churn(view.counted, view.plan);

    /// Share of the renewals due at which the account left, for any reason.
    renewal_churn: "share", "Churn at renewals" =>
        share(view.counts.left.iter().sum(), view.counts.due.iter().sum());

    /// Share of the first renewals due at which the account left: the mean churn of new customers.
    churn_of_new: "share", "Churn of new customers" =>
        share(*view.counts.left.first()?, *view.counts.due.first()?);

    /// Share of the accounts that stop paying because a card failed and no try to charge it again succeeded.
    involuntary_churn: "share", "Involuntary churn" => {
        let changes = &view.sums.changes;
        share(changes.by(Change::Churn, Cause::Card), changes.of(Change::Churn))
    };

    /// Share of the charges that failed and were recovered by trying again.
    cards_recovered: "share", "Cards recovered" =>
        share(view.counts.charges_recovered, view.counts.charges_failed);

    /// Share of those who ever were customers in the run who still are at the end.
    survival: "share", "Survival" => share(view.sums.census.still, view.counts.followed);

    /// First parameter of the shifted beta-geometric that fits this run's renewals by maximum likelihood
    /// (Fader & Hardie 2007); none in a run whose renewals a constant risk describes as well (by Akaike's
    /// criterion), since the likelihood then has no maximum, or hardly one.
    sbg_a: "", "Fitted sBG, a" => Some(view.fitted?.a);

    /// Its second parameter.
    sbg_b: "", "Fitted sBG, b" => Some(view.fitted?.b);

    // Unit economics.

    /// (Revenue - cost of serving those who pay, their tickets included - payment fees - charge-backs) /
    /// revenue; with kpi.free_accounts_are = "margin" the cost of free accounts is deducted as well.
    gross_margin: "", "Gross margin" => view.gross_margin();

    /// Sales and marketing spend over new customers; with kpi.free_accounts_are = "marketing" free accounts
    /// are part of the spend, with kpi.cac_with_reactivated those who come back are new.
    cac: "$", "Cost of acquiring a customer" => view.cac();

    /// (CAC - margin of the set-up) / monthly margin. The monthly margin is (ARPA + uses for each customer in
    /// a month) x gross margin of all revenue but set-ups; that of the set-up is what a new customer pays for
    /// it, less payment fees.
    cac_payback: "months", "CAC payback" => view.open().map(|(cost, monthly)| cost / monthly);

    /// How many monthly margins, the first at month 0 and each weighted by the share of customers still
    /// there, make up the CAC less the margin of the set-up; survival as observed, and beyond that as fitted.
    /// None if they never do.
    cac_payback_survival: "months", "CAC payback, weighted by survival" =>
        view.open().and_then(|(cost, monthly)| view.curve.payback(monthly, cost));

    /// Customers who pay again over those who stop paying; with kpi.pausing_is = "churn" pauses and their
    /// ends as well.
    won_back: "share", "Losses won back" => view.won_back();

    /// Lifetime value: margin of the set-up + monthly margin / (customer churn x (1 - losses won back)), of
    /// all customers taken together; margins as in CAC payback. With kpi.cac_with_reactivated those who come
    /// back are acquired anew, and what they pay then is not part of it.
    ltv: "$", "LTV from churn" => view.worth(view.lost_for_good(customer_churn(view)?));

    /// The same with margins discounted by kpi.discount a month: m (1 + d) / (1 + d - r) with the first
    /// margin at month 0, m r / (1 + d - r) at month 1 and to survivors only; r is 1 - customer churn x (1 -
    /// losses won back).
    ltv_discounted: "$", "LTV from churn, discounted" =>
        view.discounted_worth(view.lost_for_good(customer_churn(view)?));

    /// The same from months of a contract / churn of new customers: too low where customers differ, for those
    /// who stay longest are not those who leave first.
    ltv_of_new_churn: "$", "LTV from the churn of new customers" =>
        view.worth(view.lost_for_good(churn_of_new(view)?) / view.curve.term?);

    /// Margin of the set-up, and expected monthly margins of a new customer under the fitted shifted
    /// beta-geometric until kpi.ltv_horizon, discounted by kpi.discount a month, over 1 - losses won back.
    ltv_sbg: "$", "LTV from the fitted sBG" => view.fitted_worth();

    /// What customers who are new in the run have paid in it, uses and set-ups included, times the gross
    /// margin, for each of them; discounted by kpi.discount from the month in which they began.
    ltv_realised: "$", "LTV realised" => {
        let paid = view.counts.discounted_by_new / CENTS_PER_DOLLAR;
        ratio(paid * gross_margin(view)?, view.counts.followed as f64)
    };

    /// LTV from churn over CAC.
    ltv_to_cac: "", "LTV over CAC" => ratio(ltv(view)?, cac(view)?);

    /// What customers who are new in the run have paid in it, for each of them, set-ups and uses included.
    revenue_per_customer: "$", "Revenue per customer" =>
        ratio(dollars(view.counts.paid_by_new), view.counts.followed as f64);

    // Money.

    /// All that accounts paid during the run.
    revenue: "$", "Revenue" => view.gained(&Account::INCOME);

    /// What serving free accounts and trials costs in a month, their tickets included.
    serving_free: "$/month", "Cost of free accounts" => view.gained_monthly(&[Account::ServingFree]);

    /// What serving customers costs in a month, their tickets included.
    serving_paying: "$/month", "Cost of customers" => view.gained_monthly(&[Account::ServingPaying]);

    /// What leads, marketing and sales by people cost in a month.
    sales_and_marketing: "$/month", "Sales and marketing" => view.gained_monthly(&Account::SPEND);

    /// Revenue less all costs during the run; below zero for a loss.
    profit: "$", "Profit" => Some(revenue(view)? - view.gained(&Account::COSTS)?);

    /// Cash at the end; below zero if funding did not last.
    cash: "$", "Cash" =>
        view.sums.books.are_complete().then(|| dollars(view.sums.books.balance(Account::Cash)));

    /// The lowest cash at the end of any month, the beginning included.
    cash_trough: "$", "Cash trough" => view.sums.books.are_complete().then_some(view.trough().0);

    /// When cash is lowest, from the beginning of the run.
    cash_trough_month: "months", "Month of the cash trough" => Some(f64::from(view.trough().1));

    // What triggers changes.

    /// Share of the billing periods begun, of accounts with a cap on a metered feature, in which use goes
    /// beyond one.
    cap_exceedance: "share", "Caps exceeded" => share(view.counts.caps_exceeded, view.counts.cap_periods);

    /// Prompts to upgrade in a month, by caps and by accounts' own thoughts.
    prompts: "prompts/month", "Upgrade prompts" => view.monthly(view.counts.prompts);

    /// Share of the prompts that were accepted.
    prompt_acceptance: "share", "Prompts accepted" => share(view.counts.accepted, view.counts.prompts);

    /// Moves of accounts to a dearer plan in a month, those from a free plan included.
    upgrades: "accounts/month", "Upgrades" =>
        view.monthly(view.sums.changes.of(Change::Upgrade) + view.counts.upgraded_from_free);

    /// Moves of paying accounts to a cheaper plan in a month.
    downgrades: "accounts/month", "Downgrades" => view.monthly(view.sums.changes.of(Change::Downgrade));

    /// Customers that stop paying in a month, pauses not included.
    churned: "customers/month", "Customers lost" => view.monthly(view.sums.changes.of(Change::Churn));

    /// Accounts that pay again in a month after they had churned.
    reactivated: "customers/month", "Customers won back" =>
        view.monthly(view.sums.changes.of(Change::Reactivation));

    /// Time average of the number of accounts on pause.
    paused: "customers", "Customers on pause" =>
        ratio(view.counts.paused_hours, view.plan.horizon.counted_total());

    /// Users of paying accounts over these, at the end.
    seats_per_customer: "users", "Users per customer" =>
        share(view.sums.census.seats, view.sums.census.customers);

    /// Support tickets of all accounts in a month.
    support_tickets: "tickets/month", "Support tickets" => view.monthly(view.counts.tickets);

    // Repeat buying.

    /// Purchases without a contract after the first, for each buyer, during the run.
    repeat_purchases: "purchases", "Repeat purchases per buyer" =>
        share(view.counts.repeats, view.sums.buyers);

    /// Purchases without a contract after the first, during the run.
    repeat_purchases_total: "purchases", "Repeat purchases" =>
        (view.sums.buyers > 0).then_some(view.counts.repeats as f64);

    /// Share of the buyers without a contract who are not gone at the end; the business cannot see it.
    buyers_alive: "share", "Buyers who may buy again" =>
        share(view.sums.buyers - view.sums.buyers_gone, view.sums.buyers);

    // Two-dimensional metrics, which figures show; as numbers they are totals.

    /// Share of customer-months not lost: customers at the ends of months over the sizes of their cohorts,
    /// all cohorts and ages from month 1 together. By cohort and age it is the retention matrix.
    cohort_retention: "share", "Cohort retention" => {
        let customers = ages(view).map(|(_, customers, _)| customers).sum();
        share(customers, ages(view).map(|(cohort, ..)| cohort.size).sum())
    };

    /// The same for MRR: that of a cohort at each age over what it began with; above 1 where expansion
    /// outweighs churn.
    cohort_mrr_retention: "", "Cohort MRR retention" => {
        let now: i64 = ages(view).map(|(.., cents)| cents).sum();
        let then: i64 = ages(view).map(|(cohort, ..)| cohort.began_with).sum();
        ratio(now as f64, then as f64)
    };

    /// Changes that move MRR or plan, in a month; by kind and cause it is the table of what triggers
    /// upgrades, downgrades and churn (fact P12).
    changes: "changes/month", "Changes" => view.monthly(view.sums.changes.counts().iter().sum());

    /// MRR that changes move in a month, whatever its direction; by kind and cause it is the table of changes
    /// in dollars.
    mrr_moved: "$/month", "MRR moved" =>
        ratio(dollars(view.sums.changes.cents().iter().sum::<i64>()), view.months);
}

//! The list of metrics: names, units, definitions. The definition is the one of the scenario's `kpi` table
//! where the trade knows several.

use crate::metric::Metric;

pub(super) const QUALIFIED: &str = "qualified_leads";
pub(super) const FREE: &str = "free_accounts";
pub(super) const CUSTOMERS: &str = "customers";
pub(super) const NEW_CUSTOMERS: &str = "new_customers";
pub(super) const MRR: &str = "mrr";
/// The movements, in the order of the model's kinds.
pub(super) const MOVEMENTS: [&str; 5] =
    ["mrr_new", "mrr_expansion", "mrr_reactivation", "mrr_contraction", "mrr_churn"];
pub(super) const GROWTH: &str = "net_mrr_growth_rate";
pub(super) const GROSS_CHURN: &str = "gross_mrr_churn_rate";
pub(super) const NET_CHURN: &str = "net_mrr_churn_rate";
pub(super) const QUICK_RATIO: &str = "quick_ratio";
pub(super) const ARPA: &str = "arpa";
pub(super) const CUSTOMER_CHURN: &str = "customer_churn";
pub(super) const SURVIVAL: &str = "survival";
pub(super) const RETENTION: &str = "cohort_retention";
pub(super) const MRR_RETENTION: &str = "cohort_mrr_retention";
pub(super) const CHANGES: &str = "changes";
pub(super) const MRR_MOVED: &str = "mrr_moved";
pub(super) const CAC: &str = "cac";
pub(super) const LTV_REALISED: &str = "ltv_realised";
pub(super) const CASH: &str = "cash";
pub(super) const REVENUE: &str = "revenue";
pub(super) const CAP_EXCEEDANCE: &str = "cap_exceedance";
pub(super) const PROMPT_ACCEPTANCE: &str = "prompt_acceptance";
pub(super) const REVENUE_PER_CUSTOMER: &str = "revenue_per_customer";
pub(super) const TICKETS: &str = "support_tickets";
pub(super) const REPEATS: &str = "repeat_purchases_total";

const fn metric(name: &'static str, unit: &'static str, label: &'static str, about: &'static str) -> Metric {
    Metric { name, unit, label, about }
}

pub(in crate::subscription) const METRICS: &[Metric] = &[
    // The funnel.
    metric("leads", "leads/month", "Leads", "Leads that came in, in a month, word of mouth included."),
    metric(QUALIFIED, "leads/month", "Qualified leads", "Leads that qualified, in a month."),
    metric(
        "lead_velocity_rate",
        "1/month",
        "Lead velocity rate",
        "Growth of qualified leads from one month to the next, over those of the one before; the mean over months, weighted by these.",
    ),
    metric("sign_ups", "accounts/month", "Sign-ups", "Accounts opened, in a month."),
    metric("trials", "accounts/month", "Trials", "Trials begun, in a month."),
    metric(
        "trial_conversion",
        "share",
        "Trial conversion",
        "Share of the trials ended that led to a payment.",
    ),
    metric(
        "free_to_paid",
        "share",
        "Free to paid within a year",
        "Share of the accounts that began as free at least 12 months before the end and had paid within 12 months.",
    ),
    metric(
        NEW_CUSTOMERS,
        "customers/month",
        "New customers",
        "Accounts that became paying for the first time, in a month; those that pay when the clock starts are not new.",
    ),
    metric("deals_won", "share", "Sales won", "Share of the sales by people that were concluded and won."),
    metric(FREE, "accounts", "Active free accounts", "Accounts at the end that are on a free plan."),
    metric(CUSTOMERS, "customers", "Customers", "Accounts at the end that pay; those on pause do not."),
    // Monthly recurring revenue and its movements.
    metric(
        MRR,
        "$",
        "MRR",
        "Monthly recurring revenue at the end: over paying accounts, the price of a billing period times 30.4375 days over its length, each rounded to a cent. Uses, set-ups and purchases without a contract are not recurring.",
    ),
    metric(MOVEMENTS[0], "$/month", "New MRR", "MRR of accounts that pay for the first time, in a month."),
    metric(MOVEMENTS[1], "$/month", "Expansion MRR", "MRR gained by upgrades and added users, in a month."),
    metric(
        MOVEMENTS[2],
        "$/month",
        "Reactivation MRR",
        "MRR of accounts that pay again after they had churned or paused, in a month.",
    ),
    metric(
        MOVEMENTS[3],
        "$/month",
        "Contraction MRR",
        "MRR lost by downgrades and removed users, in a month; by pauses too with kpi.pausing_is = \"contraction\".",
    ),
    metric(
        MOVEMENTS[4],
        "$/month",
        "Churned MRR",
        "MRR of accounts that stop paying, in a month; of those that pause too with kpi.pausing_is = \"churn\".",
    ),
    metric(
        GROWTH,
        "1/month",
        "Net MRR growth rate",
        "(MRR at the end - MRR at the start) / MRR at the start of a month; the mean over months, weighted by MRR at the start, as for all rates of MRR.",
    ),
    metric(
        GROSS_CHURN,
        "1/month",
        "Gross MRR churn rate",
        "(Churned MRR + contraction) / MRR at the start of a month.",
    ),
    metric(
        NET_CHURN,
        "1/month",
        "Net MRR churn rate",
        "(Churned MRR + contraction - expansion - reactivation) / MRR at the start of a month; below zero for net negative churn.",
    ),
    metric(
        "expansion_mrr_rate",
        "1/month",
        "Expansion MRR rate",
        "Expansion MRR / MRR at the start of a month.",
    ),
    metric(
        QUICK_RATIO,
        "",
        "Quick ratio",
        "(New MRR + expansion + reactivation) / (churned MRR + contraction).",
    ),
    metric(
        "nrr_1_month",
        "1/month",
        "Net revenue retention, 1 month",
        "1 + (expansion - contraction - churned MRR) / MRR at the start of a month; with kpi.nrr_with_reactivation reactivation counts as well.",
    ),
    metric(
        "grr_1_month",
        "1/month",
        "Gross revenue retention, 1 month",
        "1 - (contraction + churned MRR) / MRR at the start of a month.",
    ),
    metric(
        "nrr_12_months",
        "1/year",
        "Net revenue retention, 12 months",
        "MRR, when the last whole month ends, of those who were customers 12 months before, over their MRR then. Whoever came later is left out; whoever stopped paying and came back counts with kpi.nrr_with_reactivation. Empty without 12 months after the warm-up.",
    ),
    metric(
        "grr_12_months",
        "1/year",
        "Gross revenue retention, 12 months",
        "The same, where no customer counts with more than 12 months before, and whoever stopped paying with nothing: never above 1.",
    ),
    metric(ARPA, "$/month", "Revenue per account", "MRR over customers, each averaged over time (ARPA)."),
    // Retention.
    metric(
        CUSTOMER_CHURN,
        "1/month",
        "Customer churn",
        "Customers that stop paying in a month over those at its start, or with kpi.churn_over = \"average\" over the mean of start and end; all months taken together.",
    ),
    metric(
        "renewal_churn",
        "share",
        "Churn at renewals",
        "Share of the renewals due at which the account left, for whatever reason.",
    ),
    metric(
        "churn_of_new",
        "share",
        "Churn of new customers",
        "Share of the first renewals due at which the account left: the mean churn of new customers.",
    ),
    metric(
        "involuntary_churn",
        "share",
        "Involuntary churn",
        "Share of the accounts that stop paying because a card failed and no try to charge it again succeeded.",
    ),
    metric(
        "cards_recovered",
        "share",
        "Cards recovered",
        "Share of the charges that failed and were recovered by trying again.",
    ),
    metric(
        SURVIVAL,
        "share",
        "Survival",
        "Share of those who ever were customers in the run who still are at the end.",
    ),
    metric(
        "sbg_a",
        "",
        "Fitted sBG, a",
        "First parameter of the shifted beta-geometric that fits this run's renewals by maximum likelihood (Fader & Hardie 2007); none in a run whose renewals one risk for all describes as well (by Akaike's criterion), since the likelihood then has no maximum, or hardly one.",
    ),
    metric("sbg_b", "", "Fitted sBG, b", "Its second parameter."),
    // Unit economics.
    metric(
        "gross_margin",
        "",
        "Gross margin",
        "(Revenue - cost of serving those who pay, their tickets included - payment fees - charge-backs) / revenue; with kpi.free_accounts_are = \"margin\" the cost of free accounts is deducted as well.",
    ),
    metric(
        CAC,
        "$",
        "Cost of acquiring a customer",
        "Sales and marketing spend over new customers; with kpi.free_accounts_are = \"marketing\" free accounts are part of the spend, with kpi.cac_with_reactivated those who come back are new.",
    ),
    metric(
        "cac_payback",
        "months",
        "CAC payback",
        "(CAC - margin of the set-up) / monthly margin. The monthly margin is (ARPA + uses for each customer in a month) x gross margin of all revenue but set-ups; that of the set-up is what a new customer pays for it, less payment fees.",
    ),
    metric(
        "cac_payback_survival",
        "months",
        "CAC payback, weighted by survival",
        "How many monthly margins, the first at month 0 and each weighted by the share of customers still there, make up the CAC less the margin of the set-up; survival as observed, and beyond that as fitted. None if they never do.",
    ),
    metric(
        "won_back",
        "share",
        "Losses won back",
        "Customers who pay again over those who stop paying; with kpi.pausing_is = \"churn\" pauses and their ends as well.",
    ),
    metric(
        "ltv",
        "$",
        "LTV from churn",
        "Lifetime value: margin of the set-up + monthly margin / (customer churn x (1 - losses won back)), of all customers taken together; margins as in CAC payback. With kpi.cac_with_reactivated those who come back are acquired anew, and what they pay then is not part of it.",
    ),
    metric(
        "ltv_discounted",
        "$",
        "LTV from churn, discounted",
        "The same with margins discounted by kpi.discount a month: m (1 + d) / (1 + d - r) with the first margin at month 0, m r / (1 + d - r) at month 1 and to survivors only; r is 1 - customer churn x (1 - losses won back).",
    ),
    metric(
        "ltv_of_new_churn",
        "$",
        "LTV from the churn of new customers",
        "The same from months of a contract / churn of new customers: too low where customers differ, for those who stay longest are not those who leave first.",
    ),
    metric(
        "ltv_sbg",
        "$",
        "LTV from the fitted sBG",
        "Margin of the set-up, and expected monthly margins of a new customer under the fitted shifted beta-geometric until kpi.ltv_horizon, discounted by kpi.discount a month, over 1 - losses won back.",
    ),
    metric(
        LTV_REALISED,
        "$",
        "LTV realised",
        "What customers who are new in the run have paid in it, uses and set-ups included, times the gross margin, for each of them; discounted by kpi.discount from the month in which they began.",
    ),
    metric("ltv_to_cac", "", "LTV over CAC", "LTV from churn over CAC."),
    metric(
        REVENUE_PER_CUSTOMER,
        "$",
        "Revenue per customer",
        "What customers who are new in the run have paid in it, for each of them, set-ups and uses included.",
    ),
    // Money.
    metric(REVENUE, "$", "Revenue", "All that accounts paid during the run."),
    metric(
        "serving_free",
        "$/month",
        "Cost of free accounts",
        "What serving free accounts and trials costs in a month, their tickets included.",
    ),
    metric(
        "serving_paying",
        "$/month",
        "Cost of customers",
        "What serving customers costs in a month, their tickets included.",
    ),
    metric(
        "sales_and_marketing",
        "$/month",
        "Sales and marketing",
        "What leads, marketing and sales by people cost in a month.",
    ),
    metric("profit", "$", "Profit", "Revenue less all costs during the run; below zero for a loss."),
    metric(CASH, "$", "Cash", "Cash at the end; below zero if funding did not last."),
    metric(
        "cash_trough",
        "$",
        "Cash trough",
        "The lowest cash at the end of any month, the beginning included.",
    ),
    metric(
        "cash_trough_month",
        "months",
        "Month of the cash trough",
        "When cash is lowest, from the beginning of the run.",
    ),
    // What triggers changes.
    metric(
        CAP_EXCEEDANCE,
        "share",
        "Caps exceeded",
        "Share of the billing periods begun, of accounts with a cap on a metered feature, in which use goes beyond one.",
    ),
    metric(
        "prompts",
        "prompts/month",
        "Upgrade prompts",
        "Prompts to upgrade in a month, by caps and by accounts' own thoughts.",
    ),
    metric(PROMPT_ACCEPTANCE, "share", "Prompts accepted", "Share of the prompts that were accepted."),
    metric(
        "upgrades",
        "accounts/month",
        "Upgrades",
        "Moves of accounts to a dearer plan in a month, those from a free plan included.",
    ),
    metric(
        "downgrades",
        "accounts/month",
        "Downgrades",
        "Moves of paying accounts to a cheaper plan in a month.",
    ),
    metric(
        "churned",
        "customers/month",
        "Customers lost",
        "Customers that stop paying in a month, pauses not included.",
    ),
    metric(
        "reactivated",
        "customers/month",
        "Customers won back",
        "Accounts that pay again in a month after they had churned.",
    ),
    metric("paused", "customers", "Customers on pause", "Time average of the number of accounts on pause."),
    metric(
        "seats_per_customer",
        "users",
        "Users per customer",
        "Users of paying accounts over these, at the end.",
    ),
    metric(TICKETS, "tickets/month", "Support tickets", "Support tickets of all accounts in a month."),
    // Repeat buying.
    metric(
        "repeat_purchases",
        "purchases",
        "Repeat purchases per buyer",
        "Purchases without a contract after the first, for each buyer, during the run.",
    ),
    metric(
        REPEATS,
        "purchases",
        "Repeat purchases",
        "Purchases without a contract after the first, during the run.",
    ),
    metric(
        "buyers_alive",
        "share",
        "Buyers who may buy again",
        "Share of the buyers without a contract who are not gone at the end; the business cannot see it.",
    ),
    // What figures need: these are read by two things at once, and as a number are totals.
    metric(
        RETENTION,
        "share",
        "Cohort retention",
        "Share of customer-months not lost: customers at the ends of months over the sizes of their cohorts, all cohorts and ages from month 1 together. By cohort and age it is the retention matrix.",
    ),
    metric(
        MRR_RETENTION,
        "",
        "Cohort MRR retention",
        "The same for MRR: that of a cohort at each age over what it began with; above 1 where expansion outweighs churn.",
    ),
    metric(
        CHANGES,
        "changes/month",
        "Changes",
        "Changes that move MRR or plan, in a month; by kind and cause it is the table of what triggers upgrades, downgrades and churn (fact P12).",
    ),
    metric(
        MRR_MOVED,
        "$/month",
        "MRR moved",
        "MRR that changes move in a month, whatever its direction; by kind and cause it is the table of changes in dollars.",
    ),
];

//! What the subscription business measures.
//!
//! | shape | metrics |
//! |---|---|
//! | series by month (width 730.5 h, whole months from time zero) | `qualified_leads`, `new_customers`, `free_accounts`, `customers`, `mrr`, the five movements, `net_mrr_growth_rate`, `gross_mrr_churn_rate`, `net_mrr_churn_rate`, `quick_ratio`, `arpa`, `customer_churn`, `cac`, `revenue`, `cash`, `support_tickets`, `repeat_purchases_total` (cumulative) |
//! | matrix, cohort (month of the first payment) by age (months) | `cohort_retention`, `cohort_mrr_retention` |
//! | matrix, `observed` and `fitted sBG` by number of renewals | `survival` |
//! | matrix, kind of change by cause, per month | `changes`, and in dollars of MRR `mrr_moved` |
//! | segments `plan:`, `region:`, `channel:` | `customers`, `mrr`, `arpa`, `new_customers`, `cac` (by channel) |
//! | segments `feature:` | `cap_exceedance`, `prompt_acceptance` |
//! | distribution over customers | `revenue_per_customer` |
//!
//! Stages of the funnel are metrics of their own: `leads`, `qualified_leads`, `sign_ups`, `trials`,
//! `new_customers`; and so are lifetime values by three methods: `ltv`, `ltv_sbg`, `ltv_realised`.

mod list;

pub(super) use list::METRICS;

//! The list of metrics: names, units, definitions.

use crate::metric::Metric;

pub(super) const CUSTOMERS: &str = "customers";
pub(super) const K_FACTOR: &str = "k_factor";
pub(super) const TREE_SIZE: &str = "tree_size";
pub(super) const TREES_BY_SIZE: &str = "trees_by_size";
pub(super) const ATTRIBUTED: &str = "attributed";
pub(super) const INCREMENTAL: &str = "incremental";
pub(super) const PAYOUT_TOTAL: &str = "payout_total";
pub(super) const WITHOUT: &str = "customers_without";
pub(super) const RETAINED: &str = "hires_retained";

pub(in crate::referral) const METRICS: &[Metric] = &[
    Metric {
        name: CUSTOMERS,
        unit: "people",
        label: "Customers",
        about: "Everybody who has ever become a customer, with the programme, those at the beginning included.",
    },
    Metric {
        name: "reach",
        unit: "share",
        label: "Pool that became customers",
        about: "Share of the pool that has ever become a customer; empty where the pool has no end.",
    },
    Metric {
        name: K_FACTOR,
        unit: "",
        label: "Reproduction number",
        about: "How many others a customer brings: invitations that a customer means to send, times the share of decided ones that made a customer.",
    },
    Metric {
        name: "amplification",
        unit: "",
        label: "Amplification",
        about: "1 / (1 - k), the customers that one customer stands for in the end; empty for k of 1 and more.",
    },
    Metric {
        name: "conversion",
        unit: "share",
        label: "Invitations that convert",
        about: "Share of invitations with a known outcome that made a paying customer; one that is never sent, since who meant to send it has left, made none.",
    },
    Metric {
        name: "wasted",
        unit: "share",
        label: "Invitations wasted",
        about: "Share of invitations and leads that reached somebody who had signed up already.",
    },
    Metric {
        name: "extinct_share",
        unit: "share",
        label: "Trees that are extinct",
        about: "Share of trees that cannot grow any more at the end: no invitation and no trial is open. A tree is a customer whom no other customer referred, and all who came through that one.",
    },
    Metric {
        name: TREE_SIZE,
        unit: "people",
        label: "Size of a tree",
        about: "Mean number of customers in a tree at the end, its root included.",
    },
    Metric {
        name: "tree_size_variance",
        unit: "people^2",
        label: "Variance of the size of a tree",
        about: "Variance of that number between the trees of a run.",
    },
    Metric {
        name: "extinct_tree_size",
        unit: "people",
        label: "Size of an extinct tree",
        about: "Mean number of customers in trees that are extinct.",
    },
    Metric {
        name: "trees_of_1",
        unit: "share",
        label: "Trees of 1",
        about: "Share of trees that have 1 member at the end, the root included.",
    },
    Metric {
        name: "trees_of_2",
        unit: "share",
        label: "Trees of 2",
        about: "Share of trees that have 2 members at the end, the root included.",
    },
    Metric {
        name: "trees_of_3",
        unit: "share",
        label: "Trees of 3",
        about: "Share of trees that have 3 members at the end, the root included.",
    },
    Metric {
        name: "trees_of_4",
        unit: "share",
        label: "Trees of 4",
        about: "Share of trees that have 4 members at the end, the root included.",
    },
    Metric {
        name: "trees_of_5",
        unit: "share",
        label: "Trees of 5",
        about: "Share of trees that have 5 members at the end, the root included.",
    },
    Metric {
        name: TREES_BY_SIZE,
        unit: "share",
        label: "Trees of 2 or more",
        about: "Share of trees that have 2 members or more at the end: somebody came through the root. By size it is the distribution: the share that has just so many members, and the share that has at least so many.",
    },
    Metric {
        name: "churn_organic",
        unit: "share",
        label: "Churn of those nobody referred",
        about: "Share of months at the end of which a customer left whom nobody had referred.",
    },
    Metric {
        name: "churn_referred",
        unit: "share",
        label: "Churn of the referred",
        about: "Share of months at the end of which a customer left who had been referred.",
    },
    Metric {
        name: ATTRIBUTED,
        unit: "people",
        label: "Attributed",
        about: "Customers whom the programme puts down to a referrer, fakes included.",
    },
    Metric {
        name: INCREMENTAL,
        unit: "people",
        label: "Incremental",
        about: "Customers with the programme less customers without it, under common random numbers: those who would not have come anyway.",
    },
    Metric {
        name: "deadweight",
        unit: "share",
        label: "Deadweight",
        about: "1 - incremental / attributed: which part of what is attributed the programme has not brought.",
    },
    Metric {
        name: "fraud_rate",
        unit: "share",
        label: "Fraud",
        about: "Share of the attributed who are their own referrers under another name.",
    },
    Metric {
        name: "revenue",
        unit: "$",
        label: "Revenue",
        about: "All payments of customers, with the programme; those that are charged back are none.",
    },
    Metric {
        name: "charge_backs",
        unit: "$",
        label: "Charge-backs",
        about: "What banks took for payments of fakes that were charged back, beside the payments.",
    },
    Metric {
        name: PAYOUT_TOTAL,
        unit: "$",
        label: "Payouts",
        about: "What was paid out to referrers, referred and recruiters and not recovered.",
    },
    Metric {
        name: "payout_to_revenue",
        unit: "share",
        label: "Payouts over revenue",
        about: "Payouts over all payments of customers.",
    },
    Metric {
        name: "payout_per_referral",
        unit: "$",
        label: "Payouts for each referral",
        about: "Payouts over the number of the attributed.",
    },
    Metric {
        name: "effective_cac",
        unit: "$",
        label: "Effective acquisition cost",
        about: "Acquisition costs and payouts, over the number of customers (blended CAC).",
    },
    Metric {
        name: "cost_per_incremental",
        unit: "$",
        label: "Cost of an incremental customer",
        about: "Payouts over the incremental customers; empty if there are none.",
    },
    Metric {
        name: "programme_margin",
        unit: "$",
        label: "Margin of the programme",
        about: "Revenue less acquisition costs, charge-backs and rewards promised and not taken back or expired, with the programme, less the same without it.",
    },
    Metric {
        name: "rewards_accrued",
        unit: "$",
        label: "Rewards accrued",
        about: "All rewards that were ever promised, whatever became of them.",
    },
    Metric {
        name: "clawback_rate",
        unit: "share",
        label: "Rewards taken back",
        about: "Share of the rewards accrued that was taken back, before or after it was paid.",
    },
    Metric {
        name: "expired_rate",
        unit: "share",
        label: "Rewards expired",
        about: "Share of the rewards accrued that nobody claimed in time.",
    },
    Metric {
        name: "vested_share",
        unit: "share",
        label: "Rewards that vest",
        about: "Share of payouts that vested, of those due to vest before the end.",
    },
    Metric {
        name: WITHOUT,
        unit: "people",
        label: "Customers without the programme",
        about: "Everybody who has ever become a customer in the arm without the programme.",
    },
    Metric {
        name: "hires",
        unit: "people",
        label: "Hires",
        about: "Everybody who was hired, with the programme; empty without jobs.",
    },
    Metric {
        name: "hires_referred",
        unit: "share",
        label: "Hires who were referred",
        about: "Share of hires whom a recruiter referred.",
    },
    Metric {
        name: RETAINED,
        unit: "share",
        label: "Hires retained",
        about: "Share of hires who stayed for `retained_after`, of those hired so long before the end.",
    },
    Metric {
        name: "hires_retained_market",
        unit: "share",
        label: "Hires from the market retained",
        about: "The same for hires from the market alone, for whom no bonus is paid.",
    },
    Metric {
        name: "hires_retained_without",
        unit: "share",
        label: "Hires retained without the programme",
        about: "The same for all hires in the arm without the programme.",
    },
    Metric {
        name: "cost_per_retained_hire",
        unit: "$",
        label: "Cost of a retained hire",
        about: "Hiring costs and payouts to recruiters over the number of hires who were retained.",
    },
    Metric {
        name: "jobs_filled",
        unit: "share",
        label: "Jobs filled",
        about: "Share of the time for which jobs were filled, with the programme.",
    },
    Metric {
        name: "jobs_filled_without",
        unit: "share",
        label: "Jobs filled without the programme",
        about: "Share of the time for which jobs were filled in the arm without the programme.",
    },
];

//! The list of metrics: names, units, definitions.

use crate::metric::Metric;

pub(in crate::marketplace) const PARTICIPATION: [&str; 2] = ["participation_buyers", "participation_sellers"];
pub(super) const LAUNCHED: &str = "launched";
pub(super) const JOINS: [&str; 2] = ["joins_buyers", "joins_sellers"];
pub(super) const IDLE: &str = "sellers_idle";
pub(super) const WAITING: &str = "requests_waiting";
pub(super) const REQUESTS: &str = "requests";
pub(super) const JOBS: &str = "jobs_completed";
pub(super) const LIQUIDITY: &str = "liquidity";
pub(super) const TIME_TO_MATCH: &str = "time_to_match";
pub(super) const DISTANCE: &str = "match_distance";
pub(super) const FIRST_JOB: &str = "first_job_p50";
pub(super) const GMV: &str = "gmv";
pub(super) const FEES: &str = "fees";
pub(super) const FEE_PER_JOB: &str = "fee_per_job";

pub(in crate::marketplace) const METRICS: &[Metric] = &[
    Metric {
        name: PARTICIPATION[0],
        unit: "share",
        label: "Buyers who are in",
        about: "Share of the buyers' potential that is in at the end.",
    },
    Metric {
        name: PARTICIPATION[1],
        unit: "share",
        label: "Sellers who are in",
        about: "Share of the sellers' potential that is in at the end.",
    },
    Metric {
        name: LAUNCHED,
        unit: "share",
        label: "Launched",
        about: "1 if at the end the participation of every side reaches the launch threshold, else 0; its mean is the launch probability.",
    },
    Metric {
        name: "awareness_buyers",
        unit: "share",
        label: "Buyers who know the platform",
        about: "Share of the buyers' potential that knows the platform at the end.",
    },
    Metric {
        name: "awareness_sellers",
        unit: "share",
        label: "Sellers who know the platform",
        about: "Share of the sellers' potential that knows the platform at the end.",
    },
    Metric {
        name: "hearing_time_buyers",
        unit: "h",
        label: "Time until buyers hear of the platform",
        about: "Mean time from the beginning until a buyer heard of the platform, over those who did and had not known it from the beginning.",
    },
    Metric {
        name: "hearing_time_sellers",
        unit: "h",
        label: "Time until sellers hear of the platform",
        about: "Mean time from the beginning until a seller heard of the platform, over those who did and had not known it from the beginning.",
    },
    Metric {
        name: JOINS[0],
        unit: "people/month",
        label: "Buyers who join",
        about: "Buyers who join for the first time, in a month.",
    },
    Metric {
        name: JOINS[1],
        unit: "people/month",
        label: "Sellers who join",
        about: "Sellers who join for the first time, in a month.",
    },
    Metric {
        name: "buyer_to_provider_ratio",
        unit: "",
        label: "Buyers per seller",
        about: "Buyers who are in over sellers who are in, each averaged over time.",
    },
    Metric {
        name: REQUESTS,
        unit: "requests/month",
        label: "Requests",
        about: "Requests that buyers make on the platform in a month.",
    },
    Metric {
        name: LIQUIDITY,
        unit: "share",
        label: "Liquidity",
        about: "Share of the requests that led to a job within the buyer's patience, of those that did or came to nothing; withdrawn ones count as neither.",
    },
    Metric {
        name: "abandoned",
        unit: "share",
        label: "Requests abandoned",
        about: "Share of the requests whose buyer gave up or withdrew them; withdrawn are those of pairs who do without the platform.",
    },
    Metric {
        name: "expired",
        unit: "share",
        label: "Requests expired",
        about: "Share of the requests that the platform took down unserved.",
    },
    Metric {
        name: TIME_TO_MATCH,
        unit: "h",
        label: "Time to match",
        about: "Mean time from a request until its job begins, over requests that were matched.",
    },
    Metric {
        name: "time_to_match_p50",
        unit: "h",
        label: "Time to match, median",
        about: "Half of the requests that were matched waited no longer than this.",
    },
    Metric {
        name: "time_to_match_p90",
        unit: "h",
        label: "Time to match, 90th percentile",
        about: "Nine tenths of the requests that were matched waited no longer than this.",
    },
    Metric {
        name: WAITING,
        unit: "requests",
        label: "Requests waiting",
        about: "Time average of the number of requests that wait for a seller.",
    },
    Metric {
        name: DISTANCE,
        unit: "km",
        label: "Distance to the seller",
        about: "Mean distance between buyer and seller when they are matched.",
    },
    Metric {
        name: "match_distance_sd",
        unit: "km",
        label: "Distance to the seller, standard deviation",
        about: "Standard deviation over matches of the distance between buyer and seller.",
    },
    Metric {
        name: "match_distance_p90",
        unit: "km",
        label: "Distance to the seller, 90th percentile",
        about: "In nine tenths of the matches the seller is no further away than this.",
    },
    Metric {
        name: "utilisation",
        unit: "share",
        label: "Utilisation of sellers",
        about: "Share of the time of sellers, while in or finishing a job, that they spend on jobs and on the way to them.",
    },
    Metric {
        name: IDLE,
        unit: "sellers",
        label: "Idle sellers",
        about: "Time average of the number of sellers who are in and have nothing to do.",
    },
    Metric {
        name: JOBS,
        unit: "jobs/month",
        label: "Jobs completed",
        about: "Jobs completed on the platform in a month.",
    },
    Metric {
        name: GMV,
        unit: "$",
        label: "Gross merchandise value",
        about: "Value of the jobs on the platform at the sellers' prices, during the run: without the fee that buyers pay on top, refunds included.",
    },
    Metric {
        name: FEES,
        unit: "$",
        label: "Fees",
        about: "What the platform was paid for jobs: the fees of both sides, during the run.",
    },
    Metric {
        name: FEE_PER_JOB,
        unit: "$",
        label: "Fees per job",
        about: "What the platform kept of a job on average: the fees of both sides over the jobs completed.",
    },
    Metric {
        name: "memberships",
        unit: "$",
        label: "Membership prices",
        about: "What members paid for being in, during the run.",
    },
    Metric {
        name: "net_revenue",
        unit: "$",
        label: "Net revenue",
        about: "Fees and membership prices less subsidies, acquisition, operations, monitoring and compliance, during the run; below zero for a loss.",
    },
    Metric {
        name: "repeat_rate",
        unit: "share",
        label: "Repeats",
        about: "Share of the jobs, on the platform and off it, between a buyer and a seller who have met before.",
    },
    Metric {
        name: "leakage_rate",
        unit: "share",
        label: "Leakage",
        about: "Share of the repeats that bypass the platform: of pairs who leave it now, and of those who have left before.",
    },
    Metric {
        name: "leakage_observed",
        unit: "share",
        label: "Leakage as the platform sees it",
        about: "Share of the repeats of pairs still on the platform at which the request was withdrawn once the two were in touch. What pairs do who have left is not seen.",
    },
    Metric {
        name: "fee_per_repeat",
        unit: "$",
        label: "Fees per repeat on offer",
        about: "Fees agreed on at repeats, for each repeat that was on offer on the platform, whether or not the pair left it.",
    },
    Metric {
        name: "cac_buyers",
        unit: "$",
        label: "Cost of acquiring a buyer",
        about: "What was spent to make buyers join, for each buyer who joined for the first time.",
    },
    Metric {
        name: "cac_sellers",
        unit: "$",
        label: "Cost of acquiring a seller",
        about: "What was spent to make sellers join, for each seller who joined for the first time.",
    },
    Metric {
        name: FIRST_JOB,
        unit: "h",
        label: "Time to a seller's first job, median",
        about: "Half of the sellers who got a first job during the run had it begin within this time after they joined.",
    },
    Metric {
        name: "provider_churn",
        unit: "1/year",
        label: "Sellers who leave for good",
        about: "Sellers who left for good in a year, for each seller who is in.",
    },
    Metric {
        name: "provider_hhi",
        unit: "",
        label: "Concentration of sellers",
        about: "Herfindahl-Hirschman index: the sum over sellers of the squares of their shares of all payouts; 1 if one seller gets all.",
    },
];

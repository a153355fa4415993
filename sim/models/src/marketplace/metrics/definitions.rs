//! The metrics: definitions and formulas.

use super::view::View;
use crate::books::dollars;
use crate::marketplace::money::Account;
use crate::marketplace::people::Role::{Buyer, Seller};
use crate::metrics::{metrics, ratio, share};

metrics! { |view: &View<'_>|

    /// Share of the buyers' potential that is in at the end.
    participation_buyers: "share", "Buyers who are in" => view.participation(Buyer);

    /// Share of the sellers' potential that is in at the end.
    participation_sellers: "share", "Sellers who are in" => view.participation(Seller);

    /// 1 if at the end the participation of every side reaches the launch threshold, else 0; its mean is the
    /// launch probability.
    launched: "share", "Launched" =>
        Some(view.is_launched([view.participation(Buyer), view.participation(Seller)]));

    /// Share of the buyers' potential that knows the platform at the end.
    awareness_buyers: "share", "Buyers who know the platform" =>
        view.of_potential(view.sums.knowing[Buyer.index()] as f64, Buyer);

    /// Share of the sellers' potential that knows the platform at the end.
    awareness_sellers: "share", "Sellers who know the platform" =>
        view.of_potential(view.sums.knowing[Seller.index()] as f64, Seller);

    /// Mean time from the beginning until a buyer heard of the platform, over those who did and had not known
    /// it from the beginning.
    hearing_time_buyers: "h", "Time until buyers hear of the platform" =>
        view.sums.heard[Buyer.index()].mean();

    /// Mean time from the beginning until a seller heard of the platform, over those who did and had not
    /// known it from the beginning.
    hearing_time_sellers: "h", "Time until sellers hear of the platform" =>
        view.sums.heard[Seller.index()].mean();

    /// Buyers who join for the first time, in a month.
    joins_buyers: "people/month", "Buyers who join" => view.monthly(view.sums.counts.joins[Buyer.index()]);

    /// Sellers who join for the first time, in a month.
    joins_sellers: "people/month", "Sellers who join" => view.monthly(view.sums.counts.joins[Seller.index()]);

    /// Buyers who are in over sellers who are in, each averaged over time.
    buyer_to_provider_ratio: "", "Buyers per seller" => ratio(view.members(Buyer)?, view.members(Seller)?);

    /// Requests that buyers make on the platform in a month.
    requests: "requests/month", "Requests" => view.monthly(view.sums.counts.asked);

    /// Share of the requests that led to a job within the buyer's patience, of those that did or came to
    /// nothing; withdrawn ones count as neither.
    liquidity: "share", "Liquidity" => {
        let counts = &view.sums.counts;
        let unserved = counts.abandoned - counts.withdrawn + counts.expired;
        share(counts.matched, counts.matched + unserved)
    };

    /// Share of the requests whose buyer gave up or withdrew them; withdrawn are those of pairs who do
    /// without the platform.
    abandoned: "share", "Requests abandoned" => share(view.sums.counts.abandoned, view.sums.counts.asked);

    /// Share of the requests that the platform took down unserved.
    expired: "share", "Requests expired" => share(view.sums.counts.expired, view.sums.counts.asked);

    /// Mean time from a request until its job begins, over requests that were matched.
    time_to_match: "h", "Time to match" => view.sums.waits.mean();

    /// Half of the requests that were matched waited no longer than this.
    time_to_match_p50: "h", "Time to match, median" => view.sums.wait_sketch.quantile(0.5);

    /// Nine tenths of the requests that were matched waited no longer than this.
    time_to_match_p90: "h", "Time to match, 90th percentile" => view.sums.wait_sketch.quantile(0.9);

    /// Time average of the number of requests that wait for a seller.
    requests_waiting: "requests", "Requests waiting" => view.sums.waiting.mean(view.end);

    /// Mean distance between buyer and seller when they are matched.
    match_distance: "km", "Distance to the seller" => view.distance(view.sums.distances.mean());

    /// Standard deviation over matches of the distance between buyer and seller.
    match_distance_sd: "km", "Distance to the seller, standard deviation" =>
        view.distance(view.sums.distances.standard_deviation());

    /// In nine tenths of the matches the seller is no further away than this.
    match_distance_p90: "km", "Distance to the seller, 90th percentile" =>
        view.distance(view.sums.distance_sketch.quantile(0.9));

    /// Share of the time of sellers, while in or finishing a job, that they spend on jobs and on the way to
    /// them.
    utilisation: "share", "Utilisation of sellers" =>
        ratio(view.sums.busy.mean(view.end)?, view.sums.working.mean(view.end)?);

    /// Time average of the number of sellers who are in and have nothing to do.
    sellers_idle: "sellers", "Idle sellers" =>
        Some(view.sums.working.mean(view.end)? - view.sums.busy.mean(view.end)?);

    /// Jobs completed on the platform in a month.
    jobs_completed: "jobs/month", "Jobs completed" => view.monthly(view.sums.counts.completed);

    /// Value of the jobs on the platform at the sellers' prices, during the run: without the fee that buyers
    /// pay on top, refunds included.
    gmv: "$", "Gross merchandise value" =>
        Some(view.total(Account::Payments)? - view.total(Account::BuyerFees)?);

    /// What the platform was paid for jobs: the fees of both sides, during the run.
    fees: "$", "Fees" => Some(view.total(Account::BuyerFees)? + view.total(Account::SellerFees)?);

    /// What the platform kept of a job on average: the fees of both sides over the jobs completed.
    fee_per_job: "$", "Fees per job" => ratio(fees(view)?, view.sums.counts.completed as f64);

    /// What members paid for being in, during the run.
    memberships: "$", "Membership prices" => view.total(Account::Memberships);

    /// Fees and membership prices less subsidies, acquisition, operations, monitoring and compliance, during
    /// the run; below zero for a loss.
    net_revenue: "$", "Net revenue" => view.sums.books.profit().map(dollars);

    /// Share of the jobs, on the platform and off it, between a buyer and a seller who have met before.
    repeat_rate: "share", "Repeats" => {
        let counts = &view.sums.counts;
        // Pairs who have left the platform do jobs that it does not complete.
        share(counts.repeats + counts.leaked, counts.completed + counts.leaked)
    };

    /// Share of the repeats that bypass the platform: of pairs who leave it now, and of those who have left
    /// before.
    leakage_rate: "share", "Leakage" =>
        share(view.sums.counts.leaked, view.sums.counts.repeats + view.sums.counts.leaked);

    /// Share of the repeats of pairs still on the platform at which the request was withdrawn once the two
    /// were in touch. What pairs do who have left is not seen.
    leakage_observed: "share", "Leakage as the platform sees it" =>
        share(view.sums.counts.withdrawn, view.sums.counts.offered);

    /// Fees agreed on at repeats, for each repeat that was on offer on the platform, whether or not the pair
    /// left it.
    fee_per_repeat: "$", "Fees per repeat on offer" =>
        ratio(dollars(view.sums.counts.repeat_fees), view.sums.counts.offered as f64);

    /// What was spent to make buyers join, for each buyer who joined for the first time.
    cac_buyers: "$", "Cost of acquiring a buyer" => view.acquisition(Buyer);

    /// What was spent to make sellers join, for each seller who joined for the first time.
    cac_sellers: "$", "Cost of acquiring a seller" => view.acquisition(Seller);

    /// Half of the sellers who got a first job during the run had it begin within this time after they
    /// joined.
    first_job_p50: "h", "Time to a seller's first job, median" => view.sums.first_jobs.quantile(0.5);

    /// Sellers who left for good in a year, for each seller who is in.
    provider_churn: "1/year", "Sellers who leave for good" => {
        const MONTHS_PER_YEAR: f64 = 12.0;
        ratio(view.sums.counts.quits as f64, view.members(Seller)? * (view.months / MONTHS_PER_YEAR))
    };

    /// Herfindahl-Hirschman index: the sum over sellers of the squares of their shares of all payouts; 1 if
    /// one seller gets all.
    provider_hhi: "", "Concentration of sellers" =>
        ratio(view.sums.paid_squared, view.sums.paid * view.sums.paid);
}

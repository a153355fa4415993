//! The metrics: definitions and formulas.

use super::view::{View, all_hires, margin};
use crate::books::dollars;
use crate::metrics::{metrics, ratio, share};
use crate::referral::money::Account;

metrics! { |view: &View<'_>|

    /// People who have ever become customers, with the programme, initial ones included.
    customers: "people", "Customers" => Some(view.with.counts.customers as f64);

    /// Share of the pool that has ever become a customer; empty where the pool has no end.
    reach: "share", "Pool that became customers" => {
        let pool = (!view.plan.is_strangers).then_some(view.plan.parameters.pool)?;
        ratio(customers(view)?, f64::from(pool))
    };

    /// How many others a customer brings: invitations that a customer means to send, times the share of
    /// decided ones that made a customer.
    k_factor: "", "Reproduction number" => view.everybody.reproduction();

    /// 1 / (1 - k), the customers that one customer stands for in the end; empty for k of 1 and more.
    amplification: "", "Amplification" => k_factor(view).filter(|&k| k < 1.0).map(|k| 1.0 / (1.0 - k));

    /// Share of invitations with a known outcome that made a paying customer; one that is never sent, since
    /// who meant to send it has left, made none.
    conversion: "share", "Invitations that convert" =>
        share(view.everybody.converted, view.everybody.decided);

    /// Share of invitations and leads that reached people who had signed up already.
    wasted: "share", "Invitations wasted" => share(view.with.counts.wasted, view.with.counts.sent);

    /// Share of trees that cannot grow any more at the end: no invitation and no trial is open. A tree is a
    /// customer whom no other customer referred, and all who came through that one.
    extinct_share: "share", "Trees that are extinct" => view.of_trees(view.with.trees.extinct.count());

    /// Mean number of customers in a tree at the end, its root included.
    tree_size: "people", "Size of a tree" => view.with.trees.sizes.mean();

    /// Variance of that number between the trees of a run.
    tree_size_variance: "people^2", "Variance of the size of a tree" => view.with.trees.sizes.variance();

    /// Mean number of customers in trees that are extinct.
    extinct_tree_size: "people", "Size of an extinct tree" => view.with.trees.extinct.mean();

    /// Share of trees that have 1 member at the end, the root included.
    trees_of_1: "share", "Trees of 1" => view.of_trees(view.with.trees.by_size[0]);

    /// Share of trees that have 2 members at the end, the root included.
    trees_of_2: "share", "Trees of 2" => view.of_trees(view.with.trees.by_size[1]);

    /// Share of trees that have 3 members at the end, the root included.
    trees_of_3: "share", "Trees of 3" => view.of_trees(view.with.trees.by_size[2]);

    /// Share of trees that have 4 members at the end, the root included.
    trees_of_4: "share", "Trees of 4" => view.of_trees(view.with.trees.by_size[3]);

    /// Share of trees that have 5 members at the end, the root included.
    trees_of_5: "share", "Trees of 5" => view.of_trees(view.with.trees.by_size[4]);

    /// Share of trees that have 2 members or more at the end, that is, whose root referred another customer.
    /// By size it is the distribution: the share with exactly this many members, and the share with at least
    /// this many.
    trees_by_size: "share", "Trees of 2 or more" =>
        view.of_trees(view.with.trees.sizes.count() - view.with.trees.by_size[0]);

    /// Share of months at the end of which a customer left who had not been referred.
    churn_organic: "share", "Churn of those nobody referred" => share(view.with.left[0], view.with.months[0]);

    /// Share of months at the end of which a customer left who had been referred.
    churn_referred: "share", "Churn of the referred" => share(view.with.left[1], view.with.months[1]);

    /// Customers whom the programme puts down to a referrer, fakes included.
    attributed: "people", "Attributed" => Some(view.with.attributed() as f64);

    /// Customers with the programme less customers without it, under common random numbers: those who would
    /// not have come anyway.
    incremental: "people", "Incremental" => Some(customers(view)? - customers_without(view)?);

    /// 1 - incremental / attributed: which part of what is attributed the programme has not brought.
    deadweight: "share", "Deadweight" => {
        let attributed = attributed(view).filter(|&attributed| attributed > 0.0)?;
        Some(1.0 - incremental(view)? / attributed)
    };

    /// Share of the attributed who are their own referrers under another name.
    fraud_rate: "share", "Fraud" => share(view.with.counts.fakes, view.with.attributed());

    /// All payments of customers, with the programme, except those that are charged back.
    revenue: "$", "Revenue" => view.total(Account::Revenue);

    /// What banks took for payments of fakes that were charged back, beside the payments.
    charge_backs: "$", "Charge-backs" => view.total(Account::ChargeBacks);

    /// What was paid out to referrers, referred and recruiters and not recovered.
    payout_total: "$", "Payouts" => view.paid();

    /// Payouts over all payments of customers.
    payout_to_revenue: "share", "Payouts over revenue" => ratio(view.paid()?, revenue(view)?);

    /// Payouts over the number of the attributed.
    payout_per_referral: "$", "Payouts for each referral" => ratio(view.paid()?, attributed(view)?);

    /// Acquisition costs and payouts, over the number of customers (blended CAC).
    effective_cac: "$", "Effective acquisition cost" =>
        ratio(view.total(Account::Acquisition)? + view.paid()?, customers(view)?);

    /// Payouts over the incremental customers; empty if there are none.
    cost_per_incremental: "$", "Cost of an incremental customer" => ratio(view.paid()?, incremental(view)?);

    /// Revenue less acquisition costs, charge-backs and rewards promised and not taken back or expired, with
    /// the programme, less the same without it.
    programme_margin: "$", "Margin of the programme" => Some(margin(view.with)? - margin(view.without)?);

    /// All rewards that were ever promised, whatever became of them.
    rewards_accrued: "$", "Rewards accrued" => view.total(Account::Rewards);

    /// Share of the rewards accrued that was taken back, before or after it was paid.
    clawback_rate: "share", "Rewards taken back" => {
        let taken_back = view.total(Account::TakenBack)? + view.total(Account::Recovered)?;
        ratio(taken_back, rewards_accrued(view)?)
    };

    /// Share of the rewards accrued that was not claimed in time.
    expired_rate: "share", "Rewards expired" => ratio(view.total(Account::Expired)?, rewards_accrued(view)?);

    /// Share of payouts that vested, of those due to vest before the end.
    vested_share: "share", "Rewards that vest" => share(view.with.counts.vested, view.with.counts.due);

    /// People who have ever become customers in the arm without the programme.
    customers_without: "people", "Customers without the programme" =>
        Some(view.without.counts.customers as f64);

    /// People who were hired, with the programme; empty without jobs.
    hires: "people", "Hires" => (view.plan.recruiting.jobs > 0).then_some(all_hires(view.with).hired as f64);

    /// Share of hires whom a recruiter referred.
    hires_referred: "share", "Hires who were referred" =>
        share(view.with.hires[1].hired, all_hires(view.with).hired);

    /// Share of hires who stayed for `retained_after`, of those hired so long before the end.
    hires_retained: "share", "Hires retained" => all_hires(view.with).retention();

    /// The same for hires from the market alone, for whom no bonus is paid.
    hires_retained_market: "share", "Hires from the market retained" => view.with.hires[0].retention();

    /// The same for all hires in the arm without the programme.
    hires_retained_without: "share", "Hires retained without the programme" =>
        all_hires(view.without).retention();

    /// Hiring costs and payouts to recruiters over the number of hires who were retained.
    cost_per_retained_hire: "$", "Cost of a retained hire" => {
        let recruiters = view.with.sources.last().map_or(0, |recruiters| recruiters.paid);
        let costs = view.with.books.total(Account::Hiring)? + recruiters;
        ratio(dollars(costs), all_hires(view.with).retained as f64)
    };

    /// Share of the time for which jobs were filled, with the programme.
    jobs_filled: "share", "Jobs filled" => view.filled(view.with);

    /// Share of the time for which jobs were filled in the arm without the programme.
    jobs_filled_without: "share", "Jobs filled without the programme" => view.filled(view.without);
}

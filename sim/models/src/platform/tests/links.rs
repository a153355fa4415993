//! What components pass on.

use super::{dollars, observe, segment, share, small, traced, value};
use crate::quantity::Quantity;

fn flow(seen: &crate::observation::Observation, flow: &str) -> f64 {
    segment(seen, "flows", &format!("flow:{flow}"))
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let (one, other) = (traced(&small(), 12.0, 4), traced(&small(), 12.0, 4));
    assert!(one.fingerprint.is_some());
    assert_eq!(
        (one.fingerprint, one.values, one.matrices),
        (other.fingerprint, other.values, other.matrices)
    );
    assert_ne!(one.fingerprint, traced(&small(), 12.0, 5).fingerprint);
}

#[test]
fn accepted_invitations_are_leads_and_those_who_came_anyway_are_of_the_pool() {
    let mut parameters = small();
    parameters.on.marketplace = false;
    parameters.referral.fraud = Quantity::ZERO;
    let seen = observe(&parameters, 18.0, 1);
    assert!(flow(&seen, "leads") > 10.0);
    let leads = value(&seen, "subscription_leads").unwrap();
    parameters.on.referral = false;
    let alone = value(&observe(&parameters, 18.0, 1), "subscription_leads").unwrap();
    let more = 18.0 * (leads - alone);
    assert!((more - flow(&seen, "leads")).abs() < 1e-6, "leads of its own are the same ones: {more}");
    let customers = 18.0 * value(&seen, "subscription_new_customers").unwrap();
    assert!((value(&seen, "referral_customers").unwrap() - customers).abs() < 1e-6, "one population");
    assert!(value(&seen, "incremental_members").unwrap() > 0.0);
}

/// All accounts pay at once, and of those who are attributed half are fakes: one for each who is genuine.
#[test]
fn a_referrer_under_another_name_pays_once_and_trades_with_nobody() {
    let mut parameters = small();
    parameters.referral.contract.paid_after = Quantity::ZERO;
    // Incidents go by how many accounts there are.
    parameters.on.incidents = false;
    parameters.subscription.start = [("paid".to_owned(), share(1.0))].into();
    parameters.referral.invitations.clicks = share(1.0);
    parameters.referral.invitations.signs_up = share(0.25);
    parameters.referral.fraud = Quantity::ZERO;
    let honest = observe(&parameters, 18.0, 1);
    parameters.referral.fraud = share(0.5);
    let seen = observe(&parameters, 18.0, 1);
    let more = |metric: &str| value(&seen, metric).unwrap() - value(&honest, metric).unwrap();
    let rate = value(&seen, "referral_fraud_rate").unwrap();
    assert!((rate - 0.5).abs() < 1e-12, "{rate}");
    let fakes = rate * value(&seen, "referral_attributed").unwrap();
    assert!(fakes > 100.0, "{fakes}");
    let plans = &parameters.subscription.plans;
    let prices = plans.values().map(|plan| plan.price.minor() + plan.per_seat.minor());
    let cheapest = prices.filter(|&cents| cents > 0).min().unwrap() as f64;
    assert_eq!(more("revenue"), 0.0, "what each pays is charged back");
    assert!(more("cash") < -15.0 * fakes, "and costs $15 and the reward: {}", more("cash"));
    let reward = (0.2 * cheapest).round();
    assert!((more("referral_rewards_accrued") - fakes * reward / 100.0).abs() < 0.005, "a share of it");
    assert!((18.0 * more("subscription_new_customers") - fakes).abs() < 1e-6, "customers by the books");
    assert_eq!(more("referral_customers"), 0.0, "and of nobody's tree");
    for what in ["publishers", "learners"] {
        assert_eq!(flow(&seen, what), flow(&honest, what), "{what}");
    }
    assert_eq!(value(&seen, "cash_unexplained"), Some(0.0));
    // A fifth of the price is less than the price.
    parameters.referral.fraud_payment = crate::referral::FraudPayment::Own;
    assert_eq!(value(&observe(&parameters, 18.0, 1), "referral_fraud_rate"), Some(0.0));
    // Beyond the price they come, and the business loses what they gain.
    parameters.referral.contract.fixed = dollars(100);
    let seen = observe(&parameters, 18.0, 1);
    parameters.referral.fraud = Quantity::ZERO;
    let honest = observe(&parameters, 18.0, 1);
    assert!((value(&seen, "referral_fraud_rate").unwrap() - 0.5).abs() < 1e-12);
    let fakes = 0.5 * value(&seen, "referral_attributed").unwrap();
    let lost = value(&honest, "profit").unwrap() - value(&seen, "profit").unwrap();
    let gain = 100.0 - 0.8 * cheapest / 100.0;
    assert!(lost > (gain - 1.0) * fakes, "{lost} {gain} {fakes}");
}

#[test]
fn a_bonus_that_waits_is_lost_on_those_who_leave_at_once() {
    let mut parameters = small();
    parameters.on.marketplace = false;
    parameters.subscription.start = [("paid".to_owned(), share(1.0))].into();
    parameters.referral.invitations.clicks = share(1.0);
    parameters.referral.invitations.signs_up = share(0.25);
    parameters.referral.fraud = share(0.9);
    parameters.referral.contract.share = Quantity::ZERO;
    parameters.referral.contract.fixed = super::dollars(5);
    let paid_out = |vests_after: f64| {
        let mut parameters = parameters.clone();
        parameters.referral.contract.vests_after = Quantity::constant(vests_after * super::MONTH);
        value(&observe(&parameters, 18.0, 1), "rewards_paid").unwrap()
    };
    let (soon, late) = (paid_out(0.5), paid_out(1.5));
    assert!(late < 0.3 * soon, "{late} {soon}");
}

#[test]
fn accounts_publish_and_their_users_learn() {
    let mut parameters = small();
    parameters.on.referral = false;
    let seen = observe(&parameters, 18.0, 1);
    let signed_up = 18.0 * value(&seen, "subscription_sign_ups").unwrap();
    let published = flow(&seen, "publishers") / signed_up;
    // 1,800 accounts at .3: a standard error of .011, of which four are .044 (error probability 6e-5).
    assert!((published - 0.3).abs() < 0.044, "{published}");
    assert!(flow(&seen, "learners") > 0.4 * signed_up);
    assert!(value(&seen, "transactions").unwrap() > 100.0);
    parameters.links.learn = share(0.0);
    assert_eq!(value(&observe(&parameters, 18.0, 1), "transactions"), Some(0.0));
}

#[test]
fn whoever_finds_no_place_is_turned_away() {
    let mut parameters = small();
    parameters.on.referral = false;
    parameters.marketplace.sellers.potential = 20;
    let seen = observe(&parameters, 18.0, 1);
    assert!(value(&seen, "turned_away").unwrap() > 100.0);
    assert!(value(&seen, "marketplace_participation_sellers").unwrap() > 0.9, "all places are taken");
}

#[test]
fn sales_wear_out_free_plans_and_sellers_move_up_or_wait() {
    let mut parameters = small();
    parameters.on.referral = false;
    parameters.marketplace.requests.rate = super::a_month(20.0);
    let free = observe(&parameters, 18.0, 1);
    parameters.links.sale_takes = Some("courses".to_owned());
    let capped = observe(&parameters, 18.0, 1);
    assert_eq!((flow(&free, "prompts"), flow(&free, "uses")), (0.0, 0.0));
    assert!(flow(&capped, "prompts") > 20.0);
    // A job in progress when an account leaves is still done, by a seller without an account.
    let sold = flow(&capped, "uses") / value(&capped, "transactions").unwrap();
    assert!((0.99..=1.0).contains(&sold), "{sold}");
    let upgrades = |seen| value(seen, "subscription_new_customers").unwrap();
    assert!(upgrades(&capped) > 1.05 * upgrades(&free), "{} {}", upgrades(&capped), upgrades(&free));
}

#[test]
fn referrers_have_a_share_in_sales_too() {
    let seen = observe(&small(), 24.0, 1);
    assert!(flow(&seen, "sales") > 0.0 && flow(&seen, "payments") > 0.0);
}

#[test]
fn without_accounts_the_programmes_customers_join_the_marketplace() {
    let mut parameters = small();
    parameters.on.subscription = false;
    let seen = observe(&parameters, 12.0, 1);
    assert!(flow(&seen, "joiners") > 50.0);
    assert!(value(&seen, "transactions").unwrap() > 10.0);
    assert_eq!(value(&seen, "cash_unexplained"), Some(0.0));
}

#[test]
fn without_rewards_and_with_the_same_invitations_both_arms_are_the_same() {
    let mut parameters = small();
    parameters.referral.contract.share = Quantity::ZERO;
    parameters.referral.invitations.without_programme = share(1.0);
    let seen = observe(&parameters, 18.0, 1);
    for metric in ["incremental_revenue", "incremental_members", "incremental_cash"] {
        assert_eq!(value(&seen, metric), Some(0.0), "{metric}");
    }
}

#[test]
fn accounts_of_which_somebody_is_gone_leave_nobody_behind() {
    let mut parameters = small();
    parameters.on.referral = false;
    parameters.subscription.changes.abandon = super::a_month(3.0);
    parameters.marketplace.requests.rate = super::a_month(20.0);
    let seen = observe(&parameters, 24.0, 1);
    let members = value(&seen, "members").unwrap();
    let buyers = 2_000.0 * value(&seen, "marketplace_participation_buyers").unwrap();
    // An account has at most a few users here, and all who are left are in.
    assert!(members < 120.0 && buyers < 3.0 * members, "{buyers} buyers of {members} accounts");
}

/// Places in the marketplace are few here, so those of sellers who have quit are soon other accounts'.
#[test]
fn a_place_that_a_seller_has_quit_is_nobodys_until_another_has_it() {
    let mut parameters = small();
    parameters.on.referral = false;
    parameters.subscription.changes.abandon = super::a_month(1.0);
    parameters.marketplace.sellers.potential = 15;
    parameters.marketplace.churn.rate = super::a_month(0.5);
    parameters.marketplace.requests.rate = super::a_month(20.0);
    parameters.links.sale_takes = Some("job_listings".to_owned());
    let seen = observe(&parameters, 18.0, 1);
    assert!(value(&seen, "turned_away").unwrap() > 0.0, "places are scarce");
    // All sellers belong to accounts; only a job in progress when one leaves does not.
    let sold = flow(&seen, "uses") / value(&seen, "transactions").unwrap();
    assert!((0.98..=1.0).contains(&sold), "{sold}");
    assert_eq!(value(&seen, "cash_unexplained"), Some(0.0));
}

//! Computing that is sold instead of given.

use proptest::prelude::*;

use super::{a_month, dollars, nothing, observe, segment, share, value};
use crate::distribution::Distribution;
use crate::marketplace::{Participation, Price, Space};
use crate::parameter::Parameter;
use crate::platform::Parameters;
use crate::quantity::{Currency, Money, Quantity};
use crate::volunteer::{Arrivals, Lifetime};

/// This number of hosts of volunteers, and a marketplace that pays this many cents for eight hours of one.
pub(super) fn owners(hosts: u32, cents: u64) -> Parameters {
    let mut parameters = nothing();
    parameters.on.volunteer = true;
    parameters.on.marketplace = true;
    parameters.volunteer.hosts.initial = hosts;
    parameters.volunteer.power.active = parameters.volunteer.power.idle;
    let marketplace = &mut parameters.marketplace;
    for side in [&mut marketplace.buyers, &mut marketplace.sellers] {
        side.potential = 2 * hosts;
        side.innovation = Quantity::ZERO;
        side.imitation = Quantity::ZERO;
    }
    marketplace.buyers.seeded = share(0.5);
    marketplace.participation = Participation::Always;
    marketplace.search.space = Space::None;
    marketplace.requests.rate = a_month(10.0);
    marketplace.service.duration = Distribution::Deterministic(Quantity::hours(8));
    marketplace.service.price = Price::Posted(Money::new(cents, Currency::Usd));
    parameters.idle_computing.considers = share(1.0);
    parameters
}

/// The same hosts from the beginning to the end.
fn for_ever(hosts: u32, cents: u64) -> Parameters {
    let mut parameters = owners(hosts, cents);
    parameters.volunteer.hosts.arrivals = Arrivals::None;
    parameters.volunteer.hosts.lifetime = Lifetime::Forever;
    parameters
}

/// $0.40 for 8 h, of which 15 % are the platform's, is $31.05 a month. With a mean of $20 and a cv of 1, ln of the
/// reservation price has mean ln 20 - ln 2 / 2 and variance ln 2, so .8276 ask less. Of 2,000 hosts the share is
/// known to within a standard error of .0084, of which four are .034 (error probability 6e-5).
#[test]
fn the_share_that_sells_is_the_distribution_of_reservation_prices() {
    let seen = observe(&for_ever(2_000, 40), 6.0, 1);
    let sells = value(&seen, "selling_share").unwrap();
    assert!((sells - 0.8276).abs() < 0.034, "{sells}");
}

#[test]
fn who_does_not_think_of_it_gives() {
    let mut parameters = for_ever(1_000, 4_000);
    parameters.idle_computing.considers = share(0.4);
    let sells = value(&observe(&parameters, 3.0, 1), "selling_share").unwrap();
    // A standard error of .0155: four of them leave an error probability of 6e-5.
    assert!((sells - 0.4).abs() < 0.062, "{sells}");
}

#[test]
fn power_is_paid_before_the_reservation_price_is() {
    let mut parameters = for_ever(500, 40);
    parameters.volunteer.power = crate::volunteer::Power::default();
    for region in parameters.volunteer.regions.values_mut() {
        region.energy_price = crate::quantity::EnergyPrice::constant(1.0, Currency::Usd);
    }
    // 50 W at $1 a kWh are $36.53 a month, more than the $31.05 that a buyer pays.
    assert_eq!(value(&observe(&parameters, 3.0, 1), "selling_share"), Some(0.0));
}

#[test]
fn what_is_sold_is_not_given() {
    let (gift, trade) = (observe(&for_ever(300, 0), 6.0, 2), observe(&for_ever(300, 4_000), 6.0, 2));
    let of = |seen, metric| value(seen, metric).unwrap();
    assert!(of(&trade, "selling_share") > 0.9);
    assert!(of(&trade, "core_hours_given") < 0.15 * of(&gift, "core_hours_given"));
    assert_eq!((of(&gift, "core_hours_sold"), of(&gift, "owners_revenue")), (0.0, 0.0));
    let (sold, offered) = (of(&trade, "core_hours_sold"), of(&trade, "core_hours_offered"));
    assert!(0.0 < sold && sold < offered, "{sold} of {offered}");
    // All sellers are owners, $40 a job of 8 h on 4 cores, and 15 % are the platform's.
    assert_eq!(of(&gift, "members"), 300.0, "buyers");
    assert!((of(&trade, "owners_revenue") - sold / 32.0 * 34.0).abs() < 0.01);
    assert!((of(&trade, "owners_fees") - sold / 32.0 * 6.0).abs() < 0.01);
    assert_eq!(of(&trade, "owners_fees"), of(&trade, "revenue"));
}

#[test]
fn a_seller_who_quits_gives_again() {
    let mut parameters = for_ever(300, 100);
    parameters.marketplace.requests.rate = Quantity::ZERO;
    parameters.marketplace.churn.rate = a_month(1.0);
    parameters.marketplace.churn.elsewhere = dollars(20);
    let seen = observe(&parameters, 12.0, 1);
    let (offered, returned) =
        (segment(&seen, "flows", "flow:hosts"), segment(&seen, "flows", "flow:returns"));
    assert!(returned > 300.0 && offered - returned <= 300.0, "{offered} {returned}");
    let given = value(&seen, "hosts_given").unwrap();
    assert!(given > 60.0, "{given}");
}

#[test]
fn hosts_for_which_there_is_no_place_are_given() {
    let mut parameters = for_ever(300, 4_000);
    parameters.marketplace.sellers.potential = 50;
    let seen = observe(&parameters, 3.0, 1);
    assert_eq!(value(&seen, "selling_share"), Some(50.0 / 300.0));
    assert!(value(&seen, "turned_away").unwrap() > 200.0);
}

#[test]
fn an_offer_that_is_too_small_may_spoil_the_gift() {
    let mut parameters = for_ever(300, 10);
    let kept = observe(&parameters, 6.0, 1);
    parameters.idle_computing.crowds_out = share(0.5);
    let spoilt = observe(&parameters, 6.0, 1);
    let of = |seen, metric| value(seen, metric).unwrap();
    assert_eq!(of(&kept, "hosts_selling"), of(&spoilt, "hosts_selling"));
    assert!(of(&spoilt, "hosts_given") < 0.75 * of(&kept, "hosts_given"));
    assert!(of(&spoilt, "core_hours_given") < 0.75 * of(&kept, "core_hours_given"));
}

/// Hosts that are up and down for exponential times, in hours, and buyers who want four hundred hours of work in a month
/// each.
fn unsteady(up: f64, down: f64) -> Parameters {
    let mut parameters = for_ever(200, 4_000);
    parameters.marketplace.requests.rate = a_month(50.0);
    let class = crate::volunteer::Class {
        share: share(1.0),
        availability: crate::volunteer::Availability::Renewal {
            available: Distribution::Exponential { mean: Quantity::constant(up) },
            unavailable: Distribution::Exponential { mean: Quantity::constant(down) },
        },
    };
    parameters.volunteer.classes = [("unsteady".to_owned(), class)].into();
    parameters
}

/// While a job takes eight hours of an up time with mean 16 h, the host goes down Poisson(1/2) times.
#[test]
fn a_job_pauses_as_often_as_its_host_goes_down() {
    let seen = observe(&unsteady(16.0, 4.0), 12.0, 1);
    let pauses = value(&seen, "pauses_per_job").unwrap();
    // Some 100,000 jobs: a standard error of .0023, and four are .0092 (error probability 6e-5).
    assert!((pauses - 0.5).abs() < 0.0092, "{pauses}");
    assert_eq!((value(&seen, "jobs_lost"), value(&seen, "core_hours_lost")), (Some(0.0), Some(0.0)));
    let of = |metric| value(&seen, metric).unwrap();
    assert!(of("core_hours_sold") < of("core_hours_offered"), "nobody works while away");
}

#[test]
fn a_job_is_lost_if_its_host_goes_down_first() {
    let mut parameters = unsteady(16.0, 4.0);
    parameters.idle_computing.interrupted = crate::platform::Interrupted::IsLost;
    let seen = observe(&parameters, 12.0, 1);
    let lost = value(&seen, "jobs_lost").unwrap();
    // 1 - exp(-1/2) of some 150,000: a standard error of .0013, and four are .005 (error probability 6e-5).
    assert!((lost - 0.393_469).abs() < 0.005, "{lost}");
    assert_eq!(value(&seen, "pauses_per_job"), Some(0.0));
    let of = |metric| value(&seen, metric).unwrap();
    let worked = of("core_hours_sold") + of("core_hours_lost");
    assert!(of("core_hours_lost") > 0.0 && worked < of("core_hours_offered"), "{worked}");
    assert_eq!(of("cash_unexplained"), 0.0);
}

#[test]
fn with_a_host_that_is_gone_a_job_is_lost() {
    let mut parameters = owners(200, 4_000);
    parameters.marketplace.requests.rate = a_month(50.0);
    parameters.volunteer.hosts.lifetime =
        Lifetime::Random(Distribution::Exponential { mean: Quantity::constant(300.0) });
    let seen = observe(&parameters, 6.0, 1);
    assert!(value(&seen, "jobs_lost").unwrap() > 0.005);
    assert!(value(&seen, "pauses_per_job").unwrap() > 0.0);
}

/// Offered twice what half of them ask, and with work for a quarter of them: half of them sell, and are busy for half of
/// their time, so that an hour on offer brings what the one in the middle asks.
#[test]
fn owners_who_look_at_income_share_the_work_there_is() {
    let hosts = 2_000;
    // The median of what is asked is $20 / sqrt(2) = $14.142, twice that $28.284 a month, and $.36440 for eight hours
    // before the fee: 36 cents is 1.2 % less.
    let mut parameters = for_ever(hosts, 36);
    parameters.volunteer.classes = unsteady(10_000.0, 1.0).volunteer.classes;
    parameters.marketplace.requests.rate = Quantity::constant(1.0 / 32.0);
    parameters.idle_computing.decides_after = Quantity::days(2);
    parameters.idle_computing.looks_back = Quantity::days(3);
    let by_price = observe(&parameters, 6.0, 1);
    parameters.idle_computing.looks_at = crate::platform::LooksAt::Income;
    let by_income = observe(&parameters, 6.0, 1);
    let of = |seen, metric| value(seen, metric).unwrap();
    let sells = of(&by_income, "selling_share");
    // Where s = Phi((ln(x u) - mu) / sigma) and u = .25 / s meet, .4970; of 2,000 hosts four standard errors are .045.
    assert!((sells - 0.4970).abs() < 0.045, "{sells}");
    assert!(of(&by_price, "selling_share") > 0.75);
    let sold = |seen| of(seen, "core_hours_sold");
    assert!((sold(&by_income) / sold(&by_price) - 1.0).abs() < 0.02, "what is sold is what is asked for");
    assert!(of(&by_income, "core_hours_given") > 1.5 * of(&by_price, "core_hours_given"));
}

#[test]
fn where_every_hour_is_sold_income_is_the_price() {
    let mut parameters = unsteady(10_000.0, 1.0);
    parameters.marketplace.service.price = Price::Posted(Money::new(40, Currency::Usd));
    parameters.marketplace.requests.patience = Distribution::Deterministic(Quantity::days(1_000));
    parameters.marketplace.requests.rate = a_month(120.0);
    let by_price = observe(&parameters, 6.0, 1);
    parameters.idle_computing.looks_at = crate::platform::LooksAt::Income;
    let by_income = observe(&parameters, 6.0, 1);
    let of = |seen| value(seen, "selling_share").unwrap();
    // A seller is away an hour in ten thousand, and one whom that tips over is one in two hundred.
    assert!((of(&by_income) - of(&by_price)).abs() <= 0.01, "{} {}", of(&by_income), of(&by_price));
}

#[test]
fn whoever_looks_at_income_takes_time_for_it_and_has_one_job_at_a_time() {
    let mut parameters = owners(10, 40);
    parameters.idle_computing.looks_at = crate::platform::LooksAt::Income;
    parameters.idle_computing.looks_back = Quantity::ZERO;
    parameters.marketplace.matching = crate::marketplace::Matching::Function;
    let paths: Vec<String> = parameters.validate().into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["idle_computing.looks_back", "idle_computing.considers"]);
}

#[test]
fn whoever_sells_computing_computes_for_somebody() {
    let mut parameters = owners(10, 40);
    parameters.volunteer.applications.clear();
    let paths: Vec<String> = parameters.validate().into_iter().map(|one| one.path).collect();
    assert!(paths.contains(&"idle_computing.considers".to_owned()), "{paths:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// The hosts that exist depend on the volunteers only, not on decisions to sell.
    #[test]
    fn hosts_are_given_or_sold_and_books_close(
        seed in 0_u64..1_000,
        cents in 1_u64..200,
        quits in 0.0_f64..2.0,
        life in 200.0_f64..3_000.0,
        hosts in 5_u32..60,
        hosts_each in 1.0_f64..2.0,
        loses in any::<bool>(),
        income in any::<bool>(),
    ) {
        let mut parameters = owners(hosts, cents);
        parameters.volunteer.hosts.lifetime =
            Lifetime::Random(Distribution::Exponential { mean: Quantity::constant(life) });
        parameters.volunteer.people.hosts_each = hosts_each;
        parameters.marketplace.churn.rate = a_month(quits);
        if loses {
            parameters.idle_computing.interrupted = crate::platform::Interrupted::IsLost;
        }
        if income {
            parameters.idle_computing.looks_at = crate::platform::LooksAt::Income;
        }
        let seen = observe(&parameters, 5.0, seed);
        parameters.marketplace.service.price = Price::Posted(Money::new(0, Currency::Usd));
        let gift = observe(&parameters, 5.0, seed);
        let of = |seen, metric| value(seen, metric).unwrap();
        let alive = |seen| of(seen, "hosts_given") + of(seen, "hosts_selling");
        prop_assert!((alive(&seen) - alive(&gift)).abs() < 1e-9 * alive(&gift));
        prop_assert_eq!(of(&gift, "hosts_selling"), 0.0);
        // What has joined the projects is what is given, no more and no less.
        prop_assert!((of(&seen, "volunteer_hosts_active") - of(&seen, "hosts_given")).abs() < 1e-6);
        prop_assert_eq!(value(&seen, "cash_unexplained"), Some(0.0));
        prop_assert!(of(&seen, "core_hours_sold") + of(&seen, "core_hours_lost") <= of(&seen, "core_hours_offered") + 1e-6);
    }
}

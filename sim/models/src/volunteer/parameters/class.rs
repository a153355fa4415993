//! Classes of hosts by their availability.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::{Distribution, LogNormal};
use crate::quantity::{Duration, Quantity, Share, TimeUnit};
use crate::violation::Violation;

use super::Recording;

/// A class of hosts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Share of the hosts that belong to this class, from 0 to 1.
    pub share: Quantity<Share>,
    /// The availability of hosts of this class: a named process that was fitted to a trace, such as
    /// `"random"`, the owner's hours (`diurnal`), a renewal process of one's own (`renewal`), or a recording
    /// (`trace`).
    pub availability: Availability,
}

/// The availability of a host: a named process that was fitted to a trace, or one's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
#[params(rules = Self::rules)]
pub enum Availability {
    /// SETI@home's truly random hosts: available Weibull(.393, 2.964 h), unavailable
    /// log-normal(-.586, 2.844) hours, so available 24.6 % of the time (after
    /// Javadi, Kondo, Vincent & Anderson 2009, 2011).
    Random,
    /// Office desktops of the Microsoft trace: available Weibull(.55, 35.30 h),
    /// unavailable log-normal(1.42, 1.54) hours (after Javadi et al. 2013).
    Desktop,
    /// The desktop grid of Notre Dame: available Weibull(.45, 4.16 h), unavailable
    /// Weibull(.51, .74 h) (after Javadi et al. 2013).
    DesktopGrid,
    /// Peers of Skype in 2006: available Weibull(.64, 10.86 h), unavailable
    /// log-normal(1.40, 1.54) hours (after Javadi et al. 2013).
    Peer,
    /// Machines that are nearly always on: available 30 d, unavailable 2 h on average, both exponential
    /// (assumption).
    AlwaysOn,
    /// On during the owner's hours, by local time, fewer days at the weekend.
    Diurnal(Diurnal),
    /// An alternating renewal process (Cox 1962): intervals of both kinds are
    /// independent of one another.
    Renewal {
        /// How long the host stays available.
        available: Distribution,
        /// How long it stays away.
        unavailable: Distribution,
    },
    /// As recorded: the intervals of a failure trace, from a file.
    Trace(Recording),
}

impl Availability {
    fn rules(&self) -> Option<Violation> {
        let Availability::Renewal { available, unavailable } = self else { return None };
        (available.takes_no_time() && unavailable.takes_no_time()).then(|| {
            Violation::new(
                "renewal.unavailable",
                "one of the two intervals must take time: a host that changes at once stops the clock",
                "type { deterministic = \"8 h\" }, or another duration above zero, for one of the two",
            )
            .and("renewal.available")
        })
    }

    /// The renewal process of this name; `None` for other processes.
    #[must_use]
    pub fn renewal(&self) -> Option<(Distribution, Distribution)> {
        const fn hours(hours: f64) -> Quantity<Duration> {
            Quantity::constant(hours)
        }
        let weibull = |shape, scale| Distribution::Weibull { shape, scale };
        let log_normal =
            |mu, sigma| Distribution::LogNormal(LogNormal::Logarithm { mu, sigma, unit: TimeUnit::HOUR });
        let exponential = |mean| Distribution::Exponential { mean };
        Some(match self {
            Availability::Random => (weibull(0.393, hours(2.964)), log_normal(-0.586, 2.844)),
            Availability::Desktop => (weibull(0.55, hours(35.30)), log_normal(1.42, 1.54)),
            Availability::DesktopGrid => (weibull(0.45, hours(4.16)), weibull(0.51, hours(0.74))),
            Availability::Peer => (weibull(0.64, hours(10.86)), log_normal(1.40, 1.54)),
            Availability::AlwaysOn => (exponential(Quantity::days(30)), exponential(hours(2.0))),
            Availability::Diurnal(_) | Availability::Trace(_) => return None,
            Availability::Renewal { available, unavailable } => (available.clone(), unavailable.clone()),
        })
    }
}

/// On during the owner's hours. That such hosts exist is known (Douceur 2003;
/// Kondo, Andrzejak & Anderson 2008); the defaults are an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
#[params(rules = Self::rules)]
pub struct Diurnal {
    /// When the owner switches on, after local midnight (default assumed).
    #[param(default = "8 h", range = .."24 h")]
    pub begins: Quantity<Duration>,
    /// How long the machine then runs (default assumed).
    #[param(default = "9 h")]
    pub lasts: Quantity<Duration>,
    /// Beginning and length vary uniformly by up to this, earlier or later (default assumed).
    #[param(default = "1 h")]
    pub varies: Quantity<Duration>,
    /// The probability that it is used at all on a day from Monday to Friday (default assumed).
    #[param(default = 0.9)]
    pub weekdays: Quantity<Share>,
    /// The probability that it is used at all on a Saturday or a Sunday (default assumed).
    #[param(default = 0.6)]
    pub weekends: Quantity<Share>,
}

/// The mixture that `volunteer/base` teaches with.
pub(super) fn teaching_mixture() -> BTreeMap<String, Class> {
    const RANDOM: Quantity<Share> = Quantity::constant(0.25);
    const DESKTOP: Quantity<Share> = Quantity::constant(0.45);
    const OTHERS: Quantity<Share> = Quantity::constant(0.15);
    [
        ("random", RANDOM, Availability::Random),
        ("desktop", DESKTOP, Availability::Desktop),
        ("always_on", OTHERS, Availability::AlwaysOn),
        ("diurnal", OTHERS, Availability::Diurnal(Diurnal::default())),
    ]
    .into_iter()
    .map(|(name, share, availability)| (name.to_owned(), Class { share, availability }))
    .collect()
}

impl Diurnal {
    fn rules(&self) -> Vec<Violation> {
        let [begins, lasts, varies] = [self.begins, self.lasts, self.varies].map(Quantity::canonical);
        let mut violations = Vec::new();
        if varies > begins || varies >= lasts {
            let help =
                format!("type less than both begins = \"{}\" and lasts = \"{}\"", self.begins, self.lasts);
            let message = "`varies` must be at most `begins` and less than `lasts`";
            violations.push(Violation::new("varies", message, help).and("begins").and("lasts"));
        }
        if begins + lasts + 2.0 * varies >= 24.0 + begins - varies {
            let message =
                "`lasts` + 3 x `varies` must be less than 24 h: a day's use ends before the next begins";
            let help = "choose shorter `lasts` or `varies`";
            violations.push(Violation::new("lasts", message, help).and("varies"));
        }
        violations
    }
}

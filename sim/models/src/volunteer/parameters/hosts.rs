//! The population: how many hosts, how they join and leave.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Rate};
use crate::violation::Violation;

use super::Lifetime;

/// How many hosts there are, and how they join and leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
#[params(rules = Self::rules)]
pub struct Hosts {
    /// How many hosts have joined when the run begins.
    #[param(default = 10_000, doubt = start)]
    pub initial: u32,
    /// How many hosts join: `"steady"` for as many as leave at the end of their lifetime, `"none"`, or `{ rate = "200 / d"
    /// }`. Arrivals are a Poisson process.
    #[param(default = Arrivals::Steady)]
    pub arrivals: Arrivals,
    /// How long a host stays, from joining to leaving for good: a distribution, or `"forever"`. Default: secondary
    /// citation of Anderson & Fedak 2006. Hosts of the initial population have been there for a while: what is left
    /// of their lives is the equilibrium residual.
    pub lifetime: Lifetime,
    /// In what state the initial population begins: `"equilibrium"`, as after a long time, or `"available"`, all
    /// switched on at once: the cold start, a known mistake to learn from.
    #[param(default = HostStart::Equilibrium, doubt = start)]
    pub start: HostStart,
    /// In what state a host joins later: `"equilibrium"`, or `"available"`, as a volunteer does who has just
    /// installed the client.
    #[param(default = HostStart::Equilibrium, doubt = start)]
    pub join_state: HostStart,
}

/// How many hosts join.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Arrivals {
    /// As many as leave at the end of their lifetime: the initial number over the mean lifetime (Little
    /// 1961). Hosts whose owners give up are not replaced.
    Steady,
    /// No hosts.
    None,
    /// A number of hosts in a unit of time, on average.
    Rate(Quantity<Rate>),
}

/// In what state a host begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum HostStart {
    /// Available with the long-run probability, some way into its interval.
    Equilibrium,
    /// Available, at the beginning of an interval.
    Available,
}

impl Hosts {
    fn rules(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        let nobody_joins = match self.arrivals {
            Arrivals::Steady => self.initial == 0 || self.lifetime == Lifetime::Forever,
            Arrivals::None => true,
            Arrivals::Rate(rate) => rate == Quantity::ZERO,
        };
        if self.initial == 0 && nobody_joins {
            violations.push(
                Violation::new(
                    "initial",
                    "there must be hosts at the start, or arrivals",
                    "type initial = 10_000, or arrivals = { rate = \"100 / d\" }",
                )
                .and("arrivals"),
            );
        }
        if let (Arrivals::Steady, Lifetime::Random(lifetime)) = (self.arrivals, &self.lifetime)
            && lifetime.takes_no_time()
        {
            violations.push(
                Violation::new(
                    "lifetime",
                    "the lifetime must be above zero with `arrivals = \"steady\"`",
                    "type a distribution such as { exponential = { mean = \"91 d\" } }",
                )
                .and("arrivals"),
            );
        }
        violations
    }
}

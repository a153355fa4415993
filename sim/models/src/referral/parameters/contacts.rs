//! Contacts: whom people know.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};
use crate::table::{Edges, Table};
use crate::violation::Violation;

/// Whom an invitation reaches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Contacts {
    /// Any person of the pool but oneself, uniformly.
    #[default]
    Pool,
    /// A person whom no invitation has reached before: an infinite pool. Trees then never meet, and each is a
    /// branching process (Galton & Watson 1875).
    Strangers,
    /// One's neighbours in a network in which any two people know each other with the same
    /// probability (Erdős & Rényi 1959).
    Random {
        /// How many neighbours people have on average.
        degree: f64,
    },
    /// One's neighbours in a ring of people who know those next to them, with some of these ties rewired at
    /// random (Watts & Strogatz 1998).
    SmallWorld {
        /// How many neighbours people have on average: an even number.
        degree: u32,
        /// Share of ties that are rewired.
        rewired: Quantity<Share>,
    },
    /// One's neighbours in a network that people joined one by one, by preferential attachment (Barabási &
    /// Albert 1999).
    ScaleFree {
        /// How many people each newcomer knew.
        links: u32,
    },
    /// One's neighbours in a network from a file. People of the `pool` without a row have no contacts.
    EdgeList {
        /// A CSV or Parquet file by its path from the scenario's folder, with a row for each pair
        /// of people who know each other: columns `one` and `other`, whole numbers from 0.
        file: Table<Edges>,
    },
}

impl Contacts {
    /// Its requirements on a pool of this size.
    pub(super) fn in_pool(&self, pool: u32) -> Vec<Violation> {
        let mut violations = Vec::new();
        let people = f64::from(pool);
        let mut refuse = |path: &str, message: String, help: &str| {
            violations.push(Violation::new(path, message, help).and("pool"));
        };
        match self {
            Self::Pool | Self::Strangers => {}
            Self::Random { degree } => {
                if !(0.0..people).contains(degree) || people * degree > 2e8 {
                    let message = format!("{pool} people cannot have {degree} neighbours each");
                    refuse("contacts.random.degree", message, "type a number such as 10");
                }
            }
            Self::SmallWorld { degree, .. } => {
                if degree % 2 == 1 || *degree >= pool || people * f64::from(*degree) > 2e8 {
                    let message = format!("{pool} people in a ring cannot have {degree} neighbours each");
                    refuse("contacts.small_world.degree", message, "type an even number such as 10");
                }
            }
            Self::ScaleFree { links } => {
                if *links == 0 || *links >= pool || people * f64::from(*links) > 1e8 {
                    let message = format!("newcomers to {pool} people cannot know {links}");
                    refuse("contacts.scale_free.links", message, "type a whole number such as 5");
                }
            }
            Self::EdgeList { file } => {
                let named = file.content().people();
                if named > pool {
                    let message = format!("{} has {named} people, and the pool has {pool}", file.name());
                    refuse("contacts.edge_list.file", message, &format!("type pool = {named}"));
                }
            }
        }
        violations
    }
}

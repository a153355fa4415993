//! Availability as it was recorded.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::TimeUnit;
use crate::table::{Intervals, Table};
use crate::violation::Violation;

/// The replay of a recording, instead of a process that was fitted to one.
///
/// Each host is available when a host of the recording was. Time 0 is the
/// earliest start in the table, for all hosts of it alike, so that those that
/// went down together go down together; outside its intervals a host is
/// unavailable. A failure trace becomes such a table by keeping of its events the
/// intervals of availability (Kondo, Javadi, Iosup & Epema 2010: The Failure
/// Trace Archive).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(deny_unknown_fields)]
#[params(rules = Self::rules)]
pub struct Recording {
    /// A CSV or Parquet file by its path from the scenario's folder, with a row for
    /// each interval in which a host was available: columns `host` (a name), `start`
    /// and `end` (numbers, from whatever moment on, or in Parquet dates and times); other
    /// columns are left alone. Of one host no two may overlap. A
    /// host that was never available has no row, and is then not among the hosts.
    pub file: Table<Intervals>,
    /// The unit of `start` and `end`: `"s"` by default, as in the Failure Trace Archive (Kondo, Javadi, Iosup &
    /// Epema 2010). Dates and times have their own.
    #[serde(default = "second")]
    pub unit: TimeUnit,
    /// Which host of the recording a host replays: `"random"`, one that it draws for itself, each as likely as the
    /// others; or `"in_turn"`, the first host of the scenario the first that occurs in the table, and so on, after
    /// the last the first again.
    #[serde(default)]
    pub hosts: Assignment,
    /// When in the recording a host begins: `"none"`, at its earliest start, as all others; or `"random"`, at a moment
    /// that it draws for itself, so that hosts no longer go down together.
    #[serde(default)]
    pub offset: Offset,
    /// What follows when the recording ends, which is at the latest end in the table: `"repeat"`, it begins again; or
    /// `"over"`, hosts are unavailable from then on.
    #[serde(default)]
    pub at_end: AtEnd,
}

/// Which host of a recording a host replays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Assignment {
    /// Any, each as likely as the others.
    #[default]
    Random,
    /// One after the other.
    InTurn,
}

/// When in a recording a host begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Offset {
    /// At its beginning.
    #[default]
    None,
    /// At any moment of it.
    Random,
}

/// What follows when a recording ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum AtEnd {
    /// It begins again.
    #[default]
    Repeat,
    /// Nothing more.
    Over,
}

fn second() -> TimeUnit {
    TimeUnit::SECOND
}

impl Recording {
    fn rules(&self) -> Vec<Violation> {
        if self.offset == Offset::Random && self.at_end == AtEnd::Over {
            let violation = Violation::new(
                "offset",
                "hosts that begin anywhere in the recording would each be left with another part of it",
                "type offset = \"none\", or at_end = \"repeat\"",
            );
            return vec![violation.and("at_end")];
        }
        Vec::new()
    }
}

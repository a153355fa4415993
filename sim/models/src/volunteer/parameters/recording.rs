//! Availability as it was recorded.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::TimeUnit;
use crate::table::{Intervals, Table};
use crate::violation::Violation;

/// The replay of a recording, instead of a process that was fitted to one.
///
/// Each host is available when a host of the recording was. Time 0 is the earliest start in the table, the
/// same for all hosts of it, so that simultaneous failures stay simultaneous; outside its intervals a host is
/// unavailable. To make such a table from a failure trace, keep the intervals of availability (Kondo, Javadi,
/// Iosup & Epema 2010: The Failure Trace Archive).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(deny_unknown_fields)]
#[params(rules = Self::rules)]
pub struct Recording {
    /// A CSV or Parquet file by its path from the scenario's folder, with a row for each interval in which a
    /// host was available: columns `host` (a name), `start` and `end` (numbers, from any origin, or in
    /// Parquet dates and times); other columns are ignored. Intervals of one host must not overlap. A host
    /// that was never available has no row, and is then not among the hosts.
    pub file: Table<Intervals>,
    /// The unit of `start` and `end`: `"s"` by default, as in the Failure Trace Archive (Kondo, Javadi, Iosup &
    /// Epema 2010). Dates and times have their own.
    #[serde(default = "second")]
    pub unit: TimeUnit,
    /// Which host of the recording a host replays: `"random"`, one that it draws, uniformly; or `"in_turn"`,
    /// hosts of the scenario replay those of the table in order of first occurrence, and again from the first
    /// after the last.
    #[serde(default)]
    pub hosts: Assignment,
    /// When in the recording a host begins: `"none"`, at its earliest start, as all others; or `"random"`, at
    /// a random moment of its own, so that failures are no longer simultaneous.
    #[serde(default)]
    pub offset: Offset,
    /// What follows the end of the recording, which is the latest end in the table: `"repeat"`, it begins
    /// again; or `"over"`, hosts are unavailable from then on.
    #[serde(default)]
    pub at_end: AtEnd,
}

/// Which host of a recording a host replays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Assignment {
    /// A random one, uniformly.
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
    /// At a random moment.
    Random,
}

/// What follows the end of a recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum AtEnd {
    /// It begins again.
    #[default]
    Repeat,
    /// Hosts are unavailable.
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
                "`offset = \"random\"` requires `at_end = \"repeat\"`",
                "type offset = \"none\", or at_end = \"repeat\"",
            );
            return vec![violation.and("at_end")];
        }
        Vec::new()
    }
}

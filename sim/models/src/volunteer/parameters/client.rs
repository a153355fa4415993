//! The client on a host: how much work it keeps, and how it runs it.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Share};

/// The client's settings, by default those of BOINC.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Client {
    /// Share of a host's available time in which its owner lets it compute (default: all of it, since the
    /// classes' traces are of availability for computing; Anderson & Fedak 2006 measured .84 of the time
    /// switched on).
    #[param(default = 1, above = 0, because = "such a host computes nothing")]
    pub active: Quantity<Share>,
    /// Share of a processor that an active host gives (default: Anderson & Fedak 2006 measured .90).
    #[param(default = 1, above = 0, because = "such a host computes nothing")]
    pub efficiency: Quantity<Share>,
    /// A client asks for work when what it has lasts less than this (default: that of BOINC).
    #[param(default = 2.4)]
    pub min_buffer: Quantity<Duration>,
    /// How much more than `min_buffer` a client then asks for (default: that of BOINC).
    #[param(default = "12 h")]
    pub additional_buffer: Quantity<Duration>,
    /// The interval between checkpoints of a running task; work since the last one is lost when the host
    /// becomes unavailable. With 0 nothing is lost (default assumed).
    #[param(default = "300 s")]
    pub checkpoint: Quantity<Duration>,
    /// How long a task runs before a task of another project gets its turn (default: that of BOINC).
    #[param(default = "1 h", range = "1 s"..)]
    pub time_slice: Quantity<Duration>,
}

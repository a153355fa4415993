//! The hardware of a host.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Bandwidth, Bytes, Flops, Quantity, Share};

/// A kind of machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Machine {
    /// Share of the hosts that are of this kind, from 0 to 1.
    #[param(default = 1)]
    pub share: Quantity<Share>,
    /// How many processor cores it has (default assumed).
    #[param(default = 4)]
    pub cores: u32,
    /// What one core computes (default: public list of processors of a BOINC project: 4.21 a core on average).
    #[param(default = "4.2 GFLOPS")]
    pub flops_per_core: Quantity<Flops>,
    /// Share of these machines that have a graphics processor (default assumed).
    #[param(default = 0.4)]
    pub gpu_share: Quantity<Share>,
    /// What a graphics processor computes (default: V7).
    #[param(default = "1 TFLOPS")]
    pub gpu_flops: Quantity<Flops>,
    /// Main memory; a job that needs more is not sent (default assumed).
    #[param(default = "8 GB")]
    pub memory: Quantity<Bytes>,
    /// Disk that the owner offers; a job that needs more is not sent (default: V8).
    #[param(default = "100 GB")]
    pub disk: Quantity<Bytes>,
    /// The link towards the host (default assumed).
    #[param(default = "20 Mbit/s")]
    pub download: Quantity<Bandwidth>,
    /// The link from the host (default assumed).
    #[param(default = "5 Mbit/s")]
    pub upload: Quantity<Bandwidth>,
}

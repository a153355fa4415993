//! What a host can do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Bandwidth, Bytes, Flops, Quantity, Share};

/// A kind of machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Machine {
    /// Which share of the hosts is of this kind, from 0 to 1; 1 by default.
    pub share: Quantity<Share>,
    /// How many processor cores it has, from 0; 4 by default (assumption).
    pub cores: u32,
    /// What one core computes; 4.2 GFLOPS by default (public list of processors of a
    /// BOINC project: 4.21 a core on average).
    pub flops_per_core: Quantity<Flops>,
    /// Which share of these machines has a graphics processor; .4 by default (assumption).
    pub gpu_share: Quantity<Share>,
    /// What a graphics processor computes; 1 TFLOPS by default (V7).
    pub gpu_flops: Quantity<Flops>,
    /// Main memory; 8 GB by default (assumption).
    pub memory: Quantity<Bytes>,
    /// Disk that the owner offers; 100 GB by default (V8).
    pub disk: Quantity<Bytes>,
    /// The link towards the host; 20 Mbit/s by default (assumption).
    pub download: Quantity<Bandwidth>,
    /// The link from the host; 5 Mbit/s by default (assumption).
    pub upload: Quantity<Bandwidth>,
}

impl Default for Machine {
    fn default() -> Self {
        const ALL: Quantity<Share> = Quantity::constant(1.0);
        const GPU_SHARE: Quantity<Share> = Quantity::constant(0.4);
        const CORE: Quantity<Flops> = Quantity::constant(4.2e9);
        const GPU: Quantity<Flops> = Quantity::constant(1e12);
        const MEMORY: Quantity<Bytes> = Quantity::constant(8e9);
        const DISK: Quantity<Bytes> = Quantity::constant(100e9);
        const DOWNLOAD: Quantity<Bandwidth> = Quantity::constant(20e6);
        const UPLOAD: Quantity<Bandwidth> = Quantity::constant(5e6);
        Self {
            share: ALL,
            cores: 4,
            flops_per_core: CORE,
            gpu_share: GPU_SHARE,
            gpu_flops: GPU,
            memory: MEMORY,
            disk: DISK,
            download: DOWNLOAD,
            upload: UPLOAD,
        }
    }
}

//! Groups of identical hosts: one class, machine, region, with or without a graphics processor.
//!
//! Statistics are kept by group, so that one addition at each change of state is enough, and every metric,
//! for all hosts or for a class, is computed at the end.

use bazaar_engine::Rng;
use bazaar_numerics::variates::unit;

use super::availability::Process;
use super::parameters::Parameters;

const SECONDS_PER_HOUR: f64 = 3600.0;
const BITS_PER_BYTE: f64 = 8.0;

/// One kind of host.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Index of the class.
    pub(super) class: usize,
    /// Index of the region.
    pub(super) region: usize,
    /// Index of the kind of machine: the numeric class of homogeneous redundancy.
    pub(super) machine: u16,
    /// What a host computes at its peak, in FLOPS, by cores and graphics
    /// processor; the latter only where an application uses it.
    pub(super) peak: f64,
    /// How many tasks run at once, on cores and on graphics processors.
    pub(super) slots: [u32; 2],
    /// What one of each computes in an hour of being available, in operations.
    pub(super) speed: [f64; 2],
    /// The time that each of them takes for an operation, in hours.
    pub(super) pace: [f64; 2],
    /// In bytes.
    pub(super) memory: f64,
    /// What its owner offers of its disk, in bytes.
    pub(super) disk: f64,
    /// In bytes per hour.
    pub(super) download: f64,
    /// In bytes per hour.
    pub(super) upload: f64,
    /// The long-run share of time in which it is available, as its client knows it.
    pub(super) availability: f64,
}

/// All groups, and their distribution.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    all: Vec<Group>,
    classes: Vec<f64>,
    machines: Vec<f64>,
    regions: Vec<f64>,
    gpu_shares: Vec<f64>,
    /// The group that all hosts are in, if there is one.
    only: Option<u32>,
}

impl Groups {
    pub(super) fn new(parameters: &Parameters, processes: &[Process]) -> Self {
        let client = &parameters.client;
        let given = client.active.canonical() * client.efficiency.canonical() * SECONDS_PER_HOUR;
        let uses_gpu = parameters.applications.values().any(|application| application.uses_gpu);
        let mut all = Vec::new();
        for (class, process) in processes.iter().enumerate() {
            for (machine, kind) in (0..).zip(parameters.machines.values()) {
                for region in 0..parameters.regions.len() {
                    let core = kind.flops_per_core.canonical();
                    let gpu = kind.gpu_flops.canonical();
                    for has_gpu in [false, true] {
                        let gpus = u32::from(has_gpu && uses_gpu);
                        all.push(Group {
                            class,
                            region,
                            machine,
                            peak: f64::from(kind.cores) * core + f64::from(gpus) * gpu,
                            slots: [kind.cores, gpus],
                            speed: [core * given, gpu * given],
                            pace: [1.0 / (core * given), 1.0 / (gpu * given)],
                            memory: kind.memory.canonical(),
                            disk: kind.disk.canonical(),
                            download: kind.download.canonical() / BITS_PER_BYTE * SECONDS_PER_HOUR,
                            upload: kind.upload.canonical() / BITS_PER_BYTE * SECONDS_PER_HOUR,
                            availability: process.availability(),
                        });
                    }
                }
            }
        }
        let gpu_shares: Vec<f64> =
            parameters.machines.values().map(|machine| machine.gpu_share.canonical()).collect();
        let only = match (gpu_shares.as_slice(), all.len()) {
            ([share], 2) if *share <= 0.0 => Some(0),
            ([share], 2) if *share >= 1.0 => Some(1),
            _ => None,
        };
        Groups {
            all,
            only,
            classes: cumulative(parameters.classes.values().map(|class| class.share.canonical())),
            machines: cumulative(parameters.machines.values().map(|machine| machine.share.canonical())),
            regions: cumulative(parameters.regions.values().map(|region| region.share.canonical())),
            gpu_shares,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// How many kinds of machine there are.
    pub(super) fn numeric_classes(&self) -> usize {
        self.machines.len()
    }

    /// Each group, in the order of its index.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Group> {
        self.all.iter()
    }

    #[inline]
    pub(super) fn get(&self, index: u32) -> &Group {
        &self.all[index as usize]
    }

    /// Draws the group of a new host: four numbers, whatever the shares, from a stream that is made only if
    /// there is a choice.
    pub(super) fn draw<R: Rng>(&self, rng: impl FnOnce() -> R) -> u32 {
        if let Some(only) = self.only {
            return only;
        }
        let rng = &mut rng();
        let class = pick(&self.classes, unit(rng));
        let machine = pick(&self.machines, unit(rng));
        let region = pick(&self.regions, unit(rng));
        let gpu = usize::from(unit(rng) < self.gpu_shares[machine]);
        let index = ((class * self.machines.len() + machine) * self.regions.len() + region) * 2 + gpu;
        u32::try_from(index).unwrap_or_else(|_| unreachable!("more kinds of host than a scenario can name"))
    }
}

fn cumulative(shares: impl Iterator<Item = f64>) -> Vec<f64> {
    shares
        .scan(0.0, |sum, share| {
            *sum += share;
            Some(*sum)
        })
        .collect()
}

/// The first entry whose cumulative share is above `u`.
fn pick(cumulative: &[f64], u: f64) -> usize {
    cumulative.iter().position(|&share| u < share).unwrap_or(cumulative.len() - 1)
}

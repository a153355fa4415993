//! Hosts that are alike: one class, machine, region, with or without a graphics processor.
//!
//! Sums are kept per group, so that one addition at each change of state is
//! enough, and every metric, for all hosts or for a class, is read off at the end.

use bazaar_engine::Rng;
use bazaar_engine::variates::unit;

use super::parameters::Parameters;

/// One kind of host.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Index of the class.
    pub(super) class: usize,
    /// Index of the region.
    pub(super) region: usize,
    /// What a host computes at its peak, in FLOPS.
    pub(super) peak: f64,
    /// What its owner offers of its disk, in bytes.
    pub(super) disk: f64,
}

/// All kinds of host there are, and how to draw one.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    all: Vec<Group>,
    classes: Vec<f64>,
    machines: Vec<f64>,
    regions: Vec<f64>,
    gpu_shares: Vec<f64>,
}

impl Groups {
    pub(super) fn new(parameters: &Parameters) -> Self {
        let mut all = Vec::new();
        for class in 0..parameters.classes.len() {
            for machine in parameters.machines.values() {
                for region in 0..parameters.regions.len() {
                    let cpu = f64::from(machine.cores) * machine.flops_per_core.canonical();
                    let gpu =
                        if parameters.application.uses_gpu { machine.gpu_flops.canonical() } else { 0.0 };
                    for peak in [cpu, cpu + gpu] {
                        all.push(Group { class, region, peak, disk: machine.disk.canonical() });
                    }
                }
            }
        }
        Groups {
            all,
            classes: cumulative(parameters.classes.values().map(|class| class.share.canonical())),
            machines: cumulative(parameters.machines.values().map(|machine| machine.share.canonical())),
            regions: cumulative(parameters.regions.values().map(|region| region.share.canonical())),
            gpu_shares: parameters.machines.values().map(|machine| machine.gpu_share.canonical()).collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Each group, in the order of its index.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Group> {
        self.all.iter()
    }

    #[inline]
    pub(super) fn get(&self, index: u32) -> &Group {
        &self.all[index as usize]
    }

    /// Draws the group of a new host: four numbers, whatever the shares.
    pub(super) fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> u32 {
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

//! Replications: independent runs of one scenario, side by side.
//!
//! Each replication has random streams of its own, and each partition of a
//! replication is a piece of work that any thread may take. Pieces are merged
//! in their order, a block of them at a time, so the result is the same to the
//! last bit on any number of threads, and memory does not grow with the number
//! of partitions.

#[cfg(not(target_family = "wasm"))]
use bazaar_engine::stream::Philox;
use bazaar_engine::stream::{self, Squares};
use bazaar_engine::{Fingerprints, Stalled, Streams, Trace, Untraced};
use bazaar_models::catalogue::{ModelParameters, Visitor};
use bazaar_models::model::{Horizon, Model};
use bazaar_models::observation::Observation;
use bazaar_numerics::variates::VariateError;

use crate::progress::Progress;
use crate::workers::Workers;

/// How many pieces of work run before their results are merged. It is fixed,
/// so that the shape of the work does not depend on the machine.
const BLOCK: usize = 64;

/// Which random number generator to draw from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Generator {
    /// The fast one (Widynski 2022).
    #[default]
    Squares,
    /// The reference (Salmon et al. 2011). A conclusion must not depend on which.
    #[cfg(not(target_family = "wasm"))]
    Philox,
}

/// How to replicate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// How long each replication runs.
    pub horizon: Horizon,
    /// The number from which all randomness derives.
    pub seed: u64,
    /// The number of the first replication: more can be added to those one has.
    pub first: u64,
    /// How many replications to make.
    pub replications: u32,
    /// How many threads to use; 0 for one per core. Results do not depend on it.
    pub threads: usize,
    /// Which generator to draw from.
    pub generator: Generator,
    /// Whether to fingerprint every run.
    pub fingerprint: bool,
}

/// Why a study could not be done.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// A parameter of a distribution is out of range.
    #[error("a distribution cannot be drawn from: {0}")]
    Variate(#[from] VariateError),
    /// The events of a run take no time, so that it would never end.
    #[error(transparent)]
    Stalled(#[from] Stalled),
    /// A parameter has several values, and a run takes one.
    #[error("{scenario} has several values for {path}, and a run takes one")]
    Swept {
        /// The scenario's name.
        scenario: String,
        /// The dotted path of the parameter.
        path: String,
        /// Its values, as text.
        values: Vec<String>,
    },
    /// The metric by which a warm-up is to be found is not followed over time.
    #[error("{metric} is not followed over time, so that it tells no warm-up")]
    NotFollowed {
        /// Its name.
        metric: String,
        /// The metrics that are.
        known: Vec<&'static str>,
    },
    /// Replications, or a precision to reach by them, were asked for of a scenario that is one long run.
    #[error("{scenario} is one long run in {batches} batches, not replications")]
    Batched {
        /// The scenario's name.
        scenario: String,
        /// How many batches.
        batches: u32,
    },
    /// A batch would not be a part of the long run.
    #[error(
        "the long run has {whole} partitions and batch {batch} would have {part}, so it would be another run"
    )]
    Divided {
        /// The number of the batch, from 1.
        batch: u32,
        /// How many partitions it would have.
        part: u32,
        /// How many the run has.
        whole: u32,
    },
    /// More is asked of the machine than it has.
    #[error("it takes {takes}, and {limit}")]
    TooLarge {
        /// How many events, or how much memory.
        takes: String,
        /// How much there may be.
        limit: String,
        /// What brings it about.
        by: String,
    },
    /// The machine gives no threads.
    #[error("cannot start {threads} threads: {reason}")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system says.
        reason: String,
    },
}

/// Makes the planned replications of a model; one observation each, in order.
///
/// # Errors
/// If the model cannot be made from its parameters, a run would never end, or threads cannot be started.
pub fn replicate(
    model: &ModelParameters,
    plan: &Plan,
    progress: &dyn Progress,
) -> Result<Vec<Observation>, StudyError> {
    let workers = Workers::new(plan.threads.min(BLOCK))?;
    Ok(model.visit(plan.horizon, Replicate { plan, progress, workers: &workers })??)
}

struct Replicate<'a> {
    plan: &'a Plan,
    progress: &'a dyn Progress,
    workers: &'a Workers,
}

impl Visitor for Replicate<'_> {
    type Output = Result<Vec<Observation>, Stalled>;

    fn visit<M: Model>(self, model: &M) -> Result<Vec<Observation>, Stalled> {
        match (self.plan.generator, self.plan.fingerprint) {
            (Generator::Squares, false) => self.all::<M, Squares, Untraced>(model),
            (Generator::Squares, true) => self.all::<M, Squares, Fingerprints>(model),
            #[cfg(not(target_family = "wasm"))]
            (Generator::Philox, false) => self.all::<M, Philox, Untraced>(model),
            #[cfg(not(target_family = "wasm"))]
            (Generator::Philox, true) => self.all::<M, Philox, Fingerprints>(model),
        }
    }
}

impl Replicate<'_> {
    fn all<M: Model, G: stream::Generator, T: Trace + Default>(
        &self,
        model: &M,
    ) -> Result<Vec<Observation>, Stalled> {
        let plan = self.plan;
        let partitions = model.partitions() as usize;
        let streams = Streams::<G>::with_generator(plan.seed);
        let pieces = plan.replications as usize * partitions;
        self.progress.expect(pieces as u64);

        let mut observations = Vec::new();
        let mut total: Option<M::Sums> = None;
        let mut next = 0;
        while next < pieces {
            let block = next..pieces.min(next + BLOCK);
            let sums = self.workers.each(block.clone(), |piece| {
                let replication = plan.first + (piece / partitions) as u64;
                let partition = u32::try_from(piece % partitions).unwrap_or(u32::MAX);
                let sums = model.run::<G, T>(streams.replication(replication), partition);
                self.progress.done();
                sums
            })?;
            for (piece, sums) in block.clone().zip(sums) {
                match &mut total {
                    Some(total) => model.merge(total, sums),
                    None => total = Some(sums),
                }
                if piece % partitions == partitions - 1
                    && let Some(total) = total.take()
                {
                    observations.push(model.observe(total));
                }
            }
            next = block.end;
        }
        Ok(observations)
    }
}

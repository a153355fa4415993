//! Replications: independent runs of one scenario, in parallel.
//!
//! Each replication has random streams of its own, and each partition of a replication is a piece
//! of work for any thread. Pieces are merged in order, a block of them at a time, so the result is
//! the same to the last bit on any number of threads, and memory does not grow with the number of
//! partitions.

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

/// The number of pieces of work that run before their results are merged. It is fixed, so that the
/// shape of the work does not depend on the machine.
const BLOCK: usize = 64;

/// The random number generator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Generator {
    /// The fast one (Widynski 2022).
    #[default]
    Squares,
    /// The reference (Salmon et al. 2011). A conclusion must not depend on the generator.
    #[cfg(not(target_family = "wasm"))]
    Philox,
}

/// The plan of replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// The horizon of each replication.
    pub horizon: Horizon,
    /// The seed of all random streams.
    pub seed: u64,
    /// The number of the first replication, so that replications can be added.
    pub first: u64,
    /// The number of replications.
    pub replications: u32,
    /// The number of threads; 0 for one per core. Results do not depend on it.
    pub threads: usize,
    /// The generator.
    pub generator: Generator,
    /// Whether to fingerprint every run.
    pub fingerprint: bool,
}

/// Why a study failed.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// A parameter of a distribution is out of range.
    #[error("a distribution cannot be drawn from: {0}")]
    Variate(#[from] VariateError),
    /// Events without any time between them, so that a run would never end.
    #[error(transparent)]
    Stalled(#[from] Stalled),
    /// A parameter has several values, but a run takes one.
    #[error("{scenario} has several values for {path}, but a run takes one")]
    Swept {
        /// The scenario's name.
        scenario: String,
        /// The dotted path of the parameter.
        path: String,
        /// Its values, as text.
        values: Vec<String>,
    },
    /// The metric by which a warm-up is to be found has no time series.
    #[error("{metric} has no time series, so MSER-5 cannot find a warm-up from it")]
    NotFollowed {
        /// Its name.
        metric: String,
        /// The metrics that have one.
        known: Vec<&'static str>,
    },
    /// Replications, or a precision, were requested for a scenario that is one long run.
    #[error("{scenario} is one long run in {batches} batches, not replications")]
    Batched {
        /// The scenario's name.
        scenario: String,
        /// The number of batches.
        batches: u32,
    },
    /// A batch would not be a part of the long run.
    #[error(
        "the long run has {whole} partitions and batch {batch} would have {part}, so it would not be a part of it"
    )]
    Divided {
        /// The number of the batch, from 1.
        batch: u32,
        /// The number of its partitions.
        part: u32,
        /// The number of the run's partitions.
        whole: u32,
    },
    /// The load exceeds the machine's limits.
    #[error("it takes {takes}, and {limit}")]
    TooLarge {
        /// The number of events, or the memory.
        takes: String,
        /// The limit.
        limit: String,
        /// The parameter that causes it.
        by: String,
    },
    /// The system starts no threads.
    #[error("cannot start {threads} threads: {reason}")]
    Threads {
        /// The number of threads requested.
        threads: usize,
        /// The message of the system.
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
        let mut total: Option<M::Statistics> = None;
        let mut next = 0;
        while next < pieces {
            let block = next..pieces.min(next + BLOCK);
            let run = |piece: usize| {
                let replication = plan.first + (piece / partitions) as u64;
                let partition = u32::try_from(piece % partitions).unwrap_or(u32::MAX);
                let sums = model.run::<G, T>(streams.replication(replication), partition);
                self.progress.done();
                sums
            };
            let merge = |piece: usize, sums| {
                match &mut total {
                    Some(total) => model.merge(total, sums),
                    None => total = Some(sums),
                }
                if piece % partitions == partitions - 1
                    && let Some(total) = total.take()
                {
                    let observation = model.observe(total);
                    self.progress.seen(&observation);
                    observations.push(observation);
                }
            };
            next = block.end;
            self.workers.each(block, run, merge)?;
        }
        Ok(observations)
    }
}

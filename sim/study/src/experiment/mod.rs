//! Experiments: sets of runs, some of which may be complete already.
//!
//! A sweep, a comparison, a search for a threshold: each asks for a list of [`Task`]s, a scenario
//! and the replications to make. [`conduct`] makes them, over all threads, and returns the runs in
//! the order of the list. The result of a task depends on that task alone, not on the others or on
//! the order in which they end.
//!
//! So a long experiment can be resumed. Each finished task is a *part*, kept in a [`PartStore`]
//! under a key that identifies everything the part depends on; a task with a part is not run again.

mod runs;
mod store;

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use bazaar_scenario::Scenario;

pub use runs::Runs;
pub use store::{Nowhere, PartStore};

use crate::load::Load;
use crate::outcome::{Settings, run_until};
use crate::progress::{Progress, Silent};
use crate::replication::StudyError;

/// A scenario, and the replications to make.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The scenario; it has one value for each parameter.
    pub scenario: &'a Scenario,
    /// The number of the first replication.
    pub first: u64,
    /// The number of replications, instead of the scenario's.
    pub replications: Option<u32>,
}

impl<'a> Task<'a> {
    /// All replications of a scenario.
    #[must_use]
    pub fn all(scenario: &'a Scenario) -> Self {
        Task { scenario, first: 0, replications: None }
    }

    /// The number of replications to make.
    #[must_use]
    pub fn replications(&self) -> u32 {
        self.replications.unwrap_or(self.scenario.study.replications)
    }

    /// Everything that the task's part depends on, except the program.
    fn key(&self, settings: &Settings) -> Vec<u8> {
        let Settings { precision, generator, .. } = settings;
        let head = format!("{generator:?} {precision:?} {} {}\n", self.first, self.replications());
        let mut key = head.into_bytes();
        key.extend_from_slice(self.scenario.to_toml().as_bytes());
        for table in &self.scenario.tables {
            key.extend_from_slice(format!("\n{} {}\n", table.name, table.bytes.len()).as_bytes());
            key.extend_from_slice(&table.bytes);
        }
        key
    }
}

/// Why an experiment failed.
#[derive(Debug, thiserror::Error)]
pub enum ExperimentError {
    /// A task cannot be run.
    #[error(transparent)]
    Study(#[from] StudyError),
}

/// Makes all tasks and returns their runs in order.
///
/// Many tasks run side by side, each on one thread; a few share all threads. Results do not depend
/// on it.
///
/// # Errors
/// If the tasks exceed the machine's limits, or a task cannot be run; parts that were kept before
/// stay.
pub fn conduct(
    tasks: &[Task<'_>],
    settings: &Settings,
    store: &dyn PartStore,
    progress: &dyn Progress,
) -> Result<Vec<Runs>, ExperimentError> {
    if let Some(load) = Load::of_tasks(tasks, settings) {
        load.check()?;
    }
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if settings.threads == 0 { cores() } else { settings.threads };
    if threads > 1 && tasks.len() >= 2 * threads {
        return side_by_side(tasks, settings, threads, store, progress);
    }
    let whole = Whole::new(progress, tasks.len() as u64);
    let each = tasks.iter().map(|task| {
        whole.begin();
        make(task, settings, store, &whole)
    });
    each.collect()
}

/// The number of tasks without a part.
#[must_use]
pub fn left(tasks: &[Task<'_>], settings: &Settings, store: &dyn PartStore) -> usize {
    tasks.iter().filter(|task| kept(task, settings, store).is_none()).count()
}

fn side_by_side(
    tasks: &[Task<'_>],
    settings: &Settings,
    threads: usize,
    store: &dyn PartStore,
    progress: &dyn Progress,
) -> Result<Vec<Runs>, ExperimentError> {
    let alone = Settings { threads: 1, ..*settings };
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let results: Vec<Mutex<Option<Result<Runs, ExperimentError>>>> =
        tasks.iter().map(|_| Mutex::new(None)).collect();
    progress.expect(tasks.len() as u64);
    let work = || {
        while !stopped.load(Ordering::Relaxed) {
            let Some(index) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|index| *index < tasks.len())
            else {
                return;
            };
            let result = make(&tasks[index], &alone, store, &Silent);
            stopped.fetch_or(result.is_err(), Ordering::Relaxed);
            *results[index].lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            progress.done();
        }
    };
    std::thread::scope(|scope| {
        // This thread is one of them; if the system gives no others it works alone.
        for _ in 1..threads {
            let _ = std::thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    let done =
        results.into_iter().filter_map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner));
    done.collect()
}

fn make(
    task: &Task<'_>,
    settings: &Settings,
    store: &dyn PartStore,
    progress: &dyn Progress,
) -> Result<Runs, ExperimentError> {
    if let Some(runs) = kept(task, settings, store) {
        return Ok(runs);
    }
    let runs = Runs::of(&run_until(task, settings, &[], progress)?);
    store.keep(&task.key(settings), &runs.to_bytes());
    Ok(runs)
}

fn kept(task: &Task<'_>, settings: &Settings, store: &dyn PartStore) -> Option<Runs> {
    if store.is_empty() {
        return None;
    }
    let bytes = store.find(&task.key(settings))?;
    Runs::from_bytes(task.scenario.model.metrics(), &bytes)
}

/// Announces the pieces of all tasks when the first one begins, as if all were alike, so that the
/// estimated time is that of the whole experiment.
struct Whole<'a> {
    inner: &'a dyn Progress,
    tasks: u64,
    /// The pieces that were announced for each task.
    each: AtomicU64,
    /// The pieces of the current task.
    expected: AtomicU64,
}

impl<'a> Whole<'a> {
    fn new(inner: &'a dyn Progress, tasks: u64) -> Self {
        Whole { inner, tasks, each: AtomicU64::new(0), expected: AtomicU64::new(0) }
    }

    fn begin(&self) {
        self.expected.store(0, Ordering::Relaxed);
    }
}

impl Progress for Whole<'_> {
    fn expect(&self, pieces: u64) {
        let before = self.expected.fetch_add(pieces, Ordering::Relaxed);
        if self.each.load(Ordering::Relaxed) == 0 {
            self.each.store(pieces, Ordering::Relaxed);
            self.inner.expect(pieces * self.tasks);
        } else {
            let each = self.each.load(Ordering::Relaxed);
            let more = (before + pieces).saturating_sub(each.max(before));
            self.inner.expect(more);
        }
    }

    fn done(&self) {
        self.inner.done();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use bazaar_scenario::Source;

    use super::*;
    use crate::outcome::run;

    #[derive(Default)]
    struct Counts {
        expected: AtomicU64,
        done: AtomicU64,
    }

    impl Progress for Counts {
        fn expect(&self, pieces: u64) {
            self.expected.fetch_add(pieces, Ordering::Relaxed);
        }
        fn done(&self) {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Parts in memory, and how often one was kept.
    #[derive(Default)]
    struct Memory {
        parts: Mutex<BTreeMap<Vec<u8>, Vec<u8>>>,
        kept: AtomicUsize,
    }

    impl PartStore for Memory {
        fn find(&self, key: &[u8]) -> Option<Vec<u8>> {
            self.parts.lock().unwrap().get(key).cloned()
        }
        fn keep(&self, key: &[u8], bytes: &[u8]) {
            self.kept.fetch_add(1, Ordering::Relaxed);
            self.parts.lock().unwrap().insert(key.to_vec(), bytes.to_vec());
        }
        fn is_empty(&self) -> bool {
            self.parts.lock().unwrap().is_empty()
        }
    }

    fn queue(servers: u32, replications: u32) -> Scenario {
        let text = format!(
            "[study]\nhorizon = \"50 h\"\nreplications = {replications}\n[model.queue]\nservers = {servers}"
        );
        Scenario::parse(Source::new("test", text), &[] as &[&str]).unwrap()
    }

    fn settings(threads: usize) -> Settings {
        Settings { threads, ..Settings::default() }
    }

    #[test]
    fn results_do_not_depend_on_threads_and_keep_the_order_of_tasks() {
        let scenarios: Vec<Scenario> = (1..=7).map(|servers| queue(servers, 3)).collect();
        let tasks: Vec<Task<'_>> = scenarios.iter().map(Task::all).collect();
        let alone = conduct(&tasks, &settings(1), &Nowhere, &Silent).unwrap();
        let together = conduct(&tasks, &settings(3), &Nowhere, &Silent).unwrap();
        assert_eq!(alone, together);
        let third = run(&scenarios[2], &settings(1), &Silent).unwrap();
        assert_eq!(alone[2].summary(), third.summary);
    }

    #[test]
    fn replications_from_the_middle_are_those_of_the_whole() {
        let scenario = queue(2, 5);
        let whole = conduct(&[Task::all(&scenario)], &settings(1), &Nowhere, &Silent).unwrap();
        let part = Task { first: 2, replications: Some(2), ..Task::all(&scenario) };
        let part = conduct(&[part], &settings(1), &Nowhere, &Silent).unwrap();
        assert_eq!(part[0].values, whole[0].values[2..4]);
    }

    #[test]
    fn what_is_kept_is_not_done_again_and_every_difference_counts() {
        let store = Memory::default();
        let scenarios = [queue(1, 3), queue(2, 3)];
        let tasks: Vec<Task<'_>> = scenarios.iter().map(Task::all).collect();
        let first = conduct(&tasks, &settings(1), &store, &Silent).unwrap();
        assert_eq!((store.kept.load(Ordering::Relaxed), left(&tasks, &settings(1), &store)), (2, 0));
        assert_eq!(conduct(&tasks, &settings(2), &store, &Silent).unwrap(), first);
        assert_eq!(store.kept.load(Ordering::Relaxed), 2);
        let precise = Settings { precision: Some(0.5), ..settings(1) };
        assert_eq!(left(&tasks, &precise, &store), 2);
        let mut seeded = scenarios[0].clone();
        seeded.study.seed = 9;
        let others =
            [Task::all(&seeded), Task { replications: Some(4), ..tasks[0] }, Task { first: 1, ..tasks[0] }];
        for task in others {
            assert_eq!(left(&[task], &settings(1), &store), 1, "{task:?}");
        }
    }

    #[test]
    fn a_part_that_cannot_be_read_is_made_again() {
        let store = Memory::default();
        let scenario = queue(1, 3);
        let tasks = [Task::all(&scenario)];
        let first = conduct(&tasks, &settings(1), &store, &Silent).unwrap();
        for part in store.parts.lock().unwrap().values_mut() {
            part.truncate(20);
        }
        assert_eq!(conduct(&tasks, &settings(1), &store, &Silent).unwrap(), first);
        assert_eq!(store.kept.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn as_many_pieces_are_announced_as_are_done_where_tasks_are_alike() {
        let scenarios = [queue(1, 4), queue(2, 4), queue(3, 4)];
        let tasks: Vec<Task<'_>> = scenarios.iter().map(Task::all).collect();
        for (threads, pieces) in [(1, 12), (2, 12)] {
            let counts = Counts::default();
            conduct(&tasks, &settings(threads), &Nowhere, &counts).unwrap();
            assert_eq!((counts.expected.into_inner(), counts.done.into_inner()), (pieces, pieces));
        }
    }

    #[test]
    fn tasks_with_more_pieces_than_the_first_announce_the_rest() {
        let scenarios = [queue(1, 2), queue(1, 3)];
        let tasks: Vec<Task<'_>> = scenarios.iter().map(Task::all).collect();
        let counts = Counts::default();
        conduct(&tasks, &settings(1), &Nowhere, &counts).unwrap();
        assert_eq!((counts.expected.into_inner(), counts.done.into_inner()), (5, 5));
    }
}

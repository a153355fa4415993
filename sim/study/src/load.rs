//! The load of a study: the number of events and the memory, estimated before any run.
//!
//! A scenario that is too large is refused here, in all interfaces, and not by the allocator an
//! hour later.

use std::time::Duration;

use bazaar_models::model::Horizon;
use bazaar_scenario::Scenario;

use crate::experiment::Task;
use crate::outcome::Settings;
use crate::replication::StudyError;

/// The maximum number of events: about ten days of processor time.
const MOST_EVENTS: f64 = 1e13;

/// The time of an event on a current processor, in seconds.
const EVENT: f64 = 150e-9;

/// The cost of a replication besides its events, as a number of events.
const REPLICATION: f64 = 100.0;

/// The memory assumed if the machine does not report it.
const UNKNOWN_MEMORY: f64 = 64e9;

/// The load of some runs: an estimate, to a factor of a few.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// The number of events in all runs.
    pub events: f64,
    /// The memory in use at once, in bytes.
    pub bytes: f64,
    events_by: String,
    bytes_by: String,
}

impl Load {
    /// The load of a scenario with these settings.
    #[must_use]
    pub fn of(scenario: &Scenario, settings: &Settings) -> Self {
        Load::of_task(&Task::all(scenario), settings)
    }

    /// The load of a task. If a precision decides on the number of replications, those before the
    /// first look count.
    #[must_use]
    pub fn of_task(task: &Task<'_>, settings: &Settings) -> Self {
        let scenario = task.scenario;
        let study = &scenario.study;
        let end = study.horizon.canonical();
        let footprint = scenario.model.footprint(Horizon { end, warm_up: 0.0, stretches: 1 });
        let replications = f64::from(task.replications());
        let at_once = (threads(settings) as f64).min(replications * footprint.partitions);
        let running = footprint.bytes() * at_once;
        let kept = footprint.kept * replications;
        let model = scenario.model.name();
        let path = |path: Option<&str>| match path {
            Some(path) if path.starts_with("study.") => path.to_owned(),
            Some(path) => match path.rsplit_once(".study.") {
                Some((_, of_study)) => format!("study.{of_study}"),
                None => format!("model.{model}.{path}"),
            },
            None => "study.horizon".to_owned(),
        };
        let many = "the number of replications".to_owned();
        let events = footprint.events();
        Load {
            events: (events + REPLICATION) * replications,
            bytes: running + kept,
            events_by: if replications > events { many.clone() } else { path(footprint.most_events()) },
            bytes_by: if kept > running { many } else { path(footprint.most_bytes()) },
        }
    }

    /// The load of several tasks together.
    #[must_use]
    pub fn of_tasks(tasks: &[Task<'_>], settings: &Settings) -> Option<Self> {
        let each = tasks.iter().map(|task| Load::of_task(task, settings));
        each.reduce(|one, other| {
            let (most, bytes_by) = if other.bytes > one.bytes {
                (other.bytes, other.bytes_by)
            } else {
                (one.bytes, one.bytes_by)
            };
            let events_by = if other.events > one.events { other.events_by } else { one.events_by };
            Load { events: one.events + other.events, bytes: most, events_by, bytes_by }
        })
    }

    /// The approximate time on this number of threads.
    #[must_use]
    pub fn time(&self, settings: &Settings) -> Duration {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let seconds = self.events * EVENT / threads(settings).min(cores) as f64;
        Duration::from_secs_f64(seconds.min(1e15))
    }

    /// Refuses a load that exceeds the limits on events and memory.
    ///
    /// # Errors
    /// [`StudyError::TooLarge`], with the parameter to lower.
    pub fn check(&self) -> Result<(), StudyError> {
        // Written so that NaN is refused as well.
        let few = self.events <= MOST_EVENTS;
        if !few {
            return Err(StudyError::TooLarge {
                takes: format!("about {} events", about(self.events)),
                limit: "a study has at most 1e13".to_owned(),
                by: self.events_by.clone(),
            });
        }
        let memory = memory();
        let fits = self.bytes <= memory;
        if !fits {
            return Err(StudyError::TooLarge {
                takes: format!("about {} GB of memory", about(self.bytes / 1e9)),
                limit: format!("there are {}", about(memory / 1e9)),
                by: self.bytes_by.clone(),
            });
        }
        Ok(())
    }

    /// Refuses a film of a run, or of this share of it and further events, beyond the limit on
    /// events.
    pub(crate) fn check_film(&self, most: f64, share: f64, more: f64) -> Result<(), StudyError> {
        let events = self.events * share + more;
        let few = events <= most;
        if few {
            return Ok(());
        }
        Err(StudyError::TooLarge {
            takes: format!("about {} events up to the last frame", about(events)),
            limit: format!("a film shows {most:.0e} at most"),
            by: self.events_by.clone(),
        })
    }

    /// Refuses a film whose frames count more entities than this in all.
    pub(crate) fn too_much_to_see(&self, most: u64) -> StudyError {
        StudyError::TooLarge {
            takes: format!("more than {most} entities over all frames"),
            limit: "a film shows no more".to_owned(),
            by: format!("the number of frames, or {}", self.bytes_by),
        }
    }
}

fn threads(settings: &Settings) -> usize {
    match settings.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// A number rounded to two digits.
fn about(number: f64) -> String {
    if number >= 1e6 {
        format!("{number:.0e}")
    } else if number >= 10.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.1}")
    }
}

/// The memory, in bytes: that of the machine, or the limit of this process.
fn memory() -> f64 {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let of_machine = read("/proc/meminfo").and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
        Some(number(line.trim_end_matches("kB"))? * 1024.0)
    });
    let of_process = read("/proc/self/limits").and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("Max address space"))?;
        number(line.split_whitespace().next()?)
    });
    let of_container = read("/sys/fs/cgroup/memory.max").and_then(|text| number(&text));
    let known = [of_machine, of_process, of_container].into_iter().flatten();
    // A program of 32 bits, as in a page, addresses 4 GB, whatever the machine has.
    known.reduce(f64::min).unwrap_or(UNKNOWN_MEMORY).min(usize::MAX as f64)
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::Source;

    use super::*;

    fn load(text: &str) -> Load {
        let scenario = Scenario::parse(Source::new("test", text.to_owned()), &[] as &[&str]).unwrap();
        Load::of(&scenario, &Settings { threads: 1, ..Settings::default() })
    }

    fn refusal(text: &str) -> (String, String) {
        match load(text).check() {
            Err(StudyError::TooLarge { takes, by, .. }) => (takes, by),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn events_are_told_to_a_factor_of_two_where_a_formula_gives_them() {
        // An arrival and a departure in an hour each.
        let Load { events, .. } = load("[study]\nhorizon = \"1000 h\"\nreplications = 10\n[model.queue]");
        assert!((10_000.0..40_000.0).contains(&events), "{events}");
    }

    #[test]
    fn what_is_too_large_names_what_to_lower() {
        let month = "[study]\nhorizon = \"30 d\"\nreplications = 2\n";
        for (model, by) in [
            ("[model.marketplace.buyers]\npotential = 4000000000", "model.marketplace.buyers.potential"),
            (
                "[model.marketplace.buyers]\naware = 1\nreconsider = \"1e20 / h\"",
                "model.marketplace.buyers.reconsider",
            ),
            ("[model.subscription.leads]\nrate = \"1e18 / month\"", "model.subscription.leads.rate"),
            ("[model.queue]\narrivals = { deterministic = \"1e-20 h\" }", "model.queue.arrivals"),
            (
                "[model.volunteer]\nhosts_per_partition = 4294967295\nhosts.initial = 1000000000",
                "model.volunteer.hosts.initial",
            ),
        ] {
            assert_eq!(refusal(&format!("{month}{model}")).1, by);
        }
        let long =
            "[study]\nhorizon = \"3000 d\"\nreplications = 2\n[model.subscription.leads]\ngrowth = 1.0";
        assert_eq!(refusal(long).1, "model.subscription.leads.rate");
        // More are refused where they are read; whether there is memory for these depends on the
        // machine.
        let many = load("[study]\nhorizon = \"1 h\"\nreplications = 10_000_000\n[model.queue]");
        assert_eq!(many.bytes_by, "the number of replications");
        assert_eq!(many.events_by, "the number of replications");
    }

    #[test]
    fn this_machine_has_some_memory() {
        assert!(memory() > 1e8, "{}", memory());
    }
}

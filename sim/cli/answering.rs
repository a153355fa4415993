//! The steps that all study verbs share: resume from finished parts, forecast the time, run, write a folder, and print.

use std::time::{Duration, Instant, SystemTime};

use bazaar_figure::forecast::{LONG, in_words};
use bazaar_figure::number::counted;
use bazaar_figure::study::{Answer, Asked};
use bazaar_figure::told::Told;
use bazaar_report::folder::{Folder, Parts, Record, Sight};
use bazaar_report::identity::Identity;
use bazaar_report::study;
use bazaar_report::table;
use bazaar_scenario::Study;
use bazaar_study::experiment::{PartStore, Task, left};
use bazaar_study::{Load, Settings, Silent};

use crate::arguments::{Answering, Output, Printing};
use crate::failure::Failure;
use crate::forecast;
use crate::output::{Written, conclude, mention, publish, say};
use crate::progress::Bar;
use crate::table as printed;

/// From this number of runs on, three more, of the first, the middle and the last task, are made to forecast the time.
const MANY: u64 = 40;

/// A run that is expected to take longer than this is not made for a forecast.
const TRIAL: Duration = Duration::from_secs(10);

/// Runs a study, keeps finished parts, and prints the answer.
pub(crate) fn answer(study: &Study, arguments: &Answering, quiet: bool) -> Result<(), Failure> {
    let Answering { repeating, keeping, printing } = arguments;
    answer_with(study, &repeating.settings(), keeping, printing, quiet)
}

/// [`answer`] with these settings.
pub(crate) fn answer_with(
    study: &Study,
    settings: &Settings,
    keeping: &Output,
    printing: &Printing,
    quiet: bool,
) -> Result<(), Failure> {
    let asked = Asked::new(study, settings)?;
    let tasks = asked.tasks();
    let session = Session::open(keeping, study, settings)?;
    if !tasks.is_empty() {
        session.announce(&tasks, asked.called(), settings, quiet)?;
    }
    let bar = Bar::new(quiet, if tasks.is_empty() { "runs" } else { "pieces" });
    let answer = asked.answer(session.store(), &bar);
    bar.finish();
    let answer = answer?;
    let told = answer.told();
    let (elapsed, written) = session.close(answer.as_ref(), &told, settings, quiet);
    if let Some(aside) = answer.aside() {
        mention(quiet, &aside)?;
    }
    let result = answer.result(elapsed).map_err(std::io::Error::from)?;
    let text = || printed::told(&told, elapsed);
    let shown = publish(printing, || result, text, || table::frame(&answer.table()));
    conclude(written, shown, quiet)?;
    answer.undecided().map_or(Ok(()), |message| {
        Err(Failure::NoTurn { message, help: "search a wider range, or choose another level".to_owned() })
    })
}

/// A study in progress: its folder, if it has one, and when it began.
pub(crate) struct Session {
    folder: Option<(Folder, Parts)>,
    began: SystemTime,
    clock: Instant,
    arguments: Vec<String>,
    threads: usize,
}

impl Session {
    /// Claims the folder before the first run, which may take long, and finds the finished parts in it.
    pub(crate) fn open(keeping: &Output, study: &Study, settings: &Settings) -> Result<Self, Failure> {
        let arguments = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
        let mut session = Session {
            folder: None,
            began: SystemTime::now(),
            clock: Instant::now(),
            arguments: arguments.collect(),
            threads: settings.threads,
        };
        if let Some(path) = &keeping.out {
            let folder = Folder::claim(path, Identity::of_study(study, settings), keeping.force)?;
            let work = study::work(study, String::new(), 0);
            let parts = folder.begin(&work, &session.record(0.0))?;
            session.folder = Some((folder, parts));
        }
        Ok(session)
    }

    /// Where finished parts are kept.
    pub(crate) fn store(&self) -> &dyn PartStore {
        self
    }

    fn parts(&self) -> Option<&Parts> {
        self.folder.as_ref().map(|(_, parts)| parts)
    }

    fn record(&self, elapsed_seconds: f64) -> Record<'_> {
        Record {
            began: self.began,
            elapsed_seconds,
            threads: self.threads,
            cores: cores(),
            arguments: &self.arguments,
        }
    }

    /// The time since it began, in seconds.
    pub(crate) fn elapsed(&self) -> f64 {
        self.clock.elapsed().as_secs_f64()
    }

    /// Prints the number of runs to make, about how long they take, and how many tasks are already finished. `called` is
    /// the name of a task: point or arm.
    pub(crate) fn announce(
        &self,
        tasks: &[Task<'_>],
        called: &str,
        settings: &Settings,
        quiet: bool,
    ) -> Result<(), Failure> {
        let load = Load::of_tasks(tasks, settings);
        if let Some(load) = &load {
            load.check()?;
        }
        let to_do = left(tasks, settings, self.store());
        self.tell_doubted(quiet)?;
        let done = tasks.len() - to_do;
        let all = counted(tasks.len() as u64, called);
        if done > 0 {
            say(quiet, &format!("{done} of {all} are already finished"))?;
        }
        let replications = tasks.iter().map(|task| u64::from(task.replications()));
        let runs = replications.sum::<u64>() * to_do as u64 / tasks.len().max(1) as u64;
        if to_do == 0 || runs < MANY {
            return Ok(());
        }
        let alone = Settings { precision: None, threads: 1, ..*settings };
        let mut tried = [0, tasks.len() / 2, tasks.len() - 1].to_vec();
        tried.dedup();
        let tried =
            tried.into_iter().map(|place| Task { replications: Some(1), ..tasks[place] }).collect::<Vec<_>>();
        if tried.iter().any(|one| Load::of_task(one, &alone).time(&alone) > TRIAL) {
            return match &load {
                Some(load) => forecast::announce(&all, load, settings, quiet),
                None => Ok(()),
            };
        }
        let clock = Instant::now();
        for one in &tried {
            bazaar_study::run_until(one, &alone, &[], &Silent)?;
        }
        let threads = if settings.threads == 0 { cores() } else { settings.threads } as u64;
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let whole = clock.elapsed().mul_f64(runs.div_ceil(threads.min(runs)) as f64 / tried.len() as f64);
        let text = format!(
            "{}, {} in all, about {}",
            counted(to_do as u64, called),
            counted(runs, "run"),
            in_words(whole)
        );
        if whole >= LONG { Ok(say(quiet, &text)?) } else { Ok(mention(quiet, &text)?) }
    }

    /// Reports the number of damaged parts, each once.
    fn tell_doubted(&self, quiet: bool) -> Result<(), Failure> {
        let doubted = self.parts().map_or(0, Parts::take_doubted);
        if doubted == 0 {
            return Ok(());
        }
        let (parts, are, them) = match doubted {
            1 => ("1 finished part".to_owned(), "is", "it"),
            _ => (counted(doubted as u64, "finished part"), "are", "them"),
        };
        Ok(say(quiet, &format!("{parts} {are} not as this study wrote {them}, and {are} made again"))?)
    }

    /// Writes the folder, if there is one. Returns how long the runs took, in seconds, and the written folder, which is
    /// mentioned after the results.
    pub(crate) fn close(
        self,
        answer: &dyn Answer,
        told: &Told,
        settings: &Settings,
        quiet: bool,
    ) -> (f64, Result<Option<Written>, Failure>) {
        let elapsed = self.elapsed();
        let write = || {
            self.tell_doubted(quiet)?;
            let Some((folder, _)) = &self.folder else { return Ok(None) };
            let study = answer.study();
            let work = study::work(study, answer.about(), answer.events());
            let precision = settings
                .precision
                .map(|share| format!(" --precision {}%", (share * 1e6).round() / 1e4))
                .unwrap_or_default();
            let command = format!("bazaar {} study.toml{precision}", study.question.verb());
            let sight = Sight { told, scenario: &study.scenario, command: &command };
            let files = folder.fill(&work, sight, study::contents(answer)?, &self.record(elapsed))?;
            Ok(Some(Written::new(files, folder.path())))
        };
        (elapsed, write())
    }
}

impl PartStore for Session {
    fn find(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.parts()?.find(key)
    }

    /// Reports a failure at once: without its parts, an interrupted study would begin again.
    fn keep(&self, key: &[u8], bytes: &[u8]) {
        let Some(parts) = self.parts() else { return };
        parts.keep(key, bytes);
        if let Some(error) = parts.take_trouble() {
            let why =
                std::error::Error::source(&error).map_or_else(String::new, |source| format!(": {source}"));
            let text = format!("{error}{why}; the runs go on, and finished parts are not kept");
            // Standard error may be closed.
            let _ = say(false, &text);
        }
    }

    fn is_empty(&self) -> bool {
        self.parts().is_none_or(PartStore::is_empty)
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

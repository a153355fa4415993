//! A folder for each run: complete, or recognisably incomplete.
//!
//! A program may be killed between two files. So each file is written to a temporary file and moved
//! into place when it is complete, and the manifest comes last: a folder with a manifest has all
//! the files that the manifest lists, and one without is incomplete. The manifest is removed before
//! anything is replaced.
//!
//! A folder has one run. [`Folder::claim`] checks before the run begins that the folder may be
//! written, because a long run must not end in a refusal. The program does not delete files that it
//! did not write, and without `force` does not write beside them.
//!
//! A folder has one writer: it is locked from the claim until the manifest is written.
//!
//! The folder of a study also keeps its finished parts until all are complete ([`Folder::begin`]),
//! so that the same study can be resumed.

mod contents;
mod delivery;
mod error;
mod file;
mod lock;
mod parts;
mod record;
mod replacement;
mod state;

use std::path::{Path, PathBuf};

use bazaar_figure::told::{Block, Columns, Told, conventions};
use bazaar_scenario::Scenario;
use bazaar_study::Outcome;

pub use delivery::{Delivery, may_save, save};
pub use error::FolderError;
pub use file::is_litter;
pub use parts::Parts;
pub use record::Record;
pub use replacement::Replacement;
pub use state::State;

use self::lock::Lock;
use crate::identity::Identity;
use crate::manifest::{Content, Work};
use crate::overview::{self, Overview};
use crate::{date, manifest};

/// The file that may differ between equal runs.
pub const RECORD: &str = "run.json";

/// The heading of definitions of which a scenario chooses one.
const CONVENTIONS: &str = "definitions of which the trade knows several";

/// The content of a folder's page besides that of the manifest.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The results.
    pub told: &'a Told,
    /// The scenario of the run.
    pub scenario: &'a Scenario,
    /// The command that repeats it in the folder.
    pub command: &'a str,
}

impl Sight<'_> {
    fn page(
        self,
        work: &Work<'_>,
        contents: &[Content],
        records: &[(&str, &str)],
    ) -> Result<Content, FolderError> {
        let overview = Overview {
            title: work.title,
            description: work.description,
            about: &work.about,
            told: self.told,
            scenario: Some(self.scenario),
            metrics: work.metrics,
            command: self.command,
            place: "in this folder",
        };
        let manifest = (manifest::NAME, "What every file is, with checksums, for other programs (RO-Crate).");
        let records: Vec<(&str, &str)> = records.iter().copied().chain([manifest]).collect();
        overview
            .page(contents, &records)
            .map_err(|error| FolderError::writing(Path::new(overview::NAME), error))
    }
}

/// A locked output folder: other processes cannot write it while this exists.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: Lock,
    identity: Identity,
    published: String,
    before: State,
}

impl Folder {
    /// Claims a folder for a run: checks its content and that it is writable. It is made if it does
    /// not exist, and removed again if nothing is written.
    ///
    /// It may be empty, or contain an interrupted run, or this same run. With `force` it may
    /// contain anything; files that a run does not write stay.
    ///
    /// # Errors
    /// If it contains anything else, cannot be written, or another process is writing it.
    pub fn claim(path: &Path, identity: Identity, force: bool) -> Result<Self, FolderError> {
        let published = date::published()?;
        let lock = self::lock(path, force)?;
        let before = State::of(path)?;
        match &before {
            State::Foreign { entry } if !force => {
                return Err(FolderError::Foreign { path: path.to_owned(), entry: entry.clone() });
            }
            State::Complete(run) if !force && run.identity != identity.as_str() => {
                return Err(FolderError::AnotherRun { path: path.to_owned(), title: run.title.clone() });
            }
            // Parts may be hours of work.
            State::Interrupted { identity: other, .. }
                if !force && other != identity.as_str() && parts::is_any(path) =>
            {
                return Err(FolderError::AnotherStudy { path: path.to_owned() });
            }
            _ => {}
        }
        file::try_places(path, &[RECORD, manifest::NAME, overview::NAME, "scenario.toml"])?;
        Ok(Folder { path: path.to_owned(), _lock: lock, identity, published, before })
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the folder contains an interrupted run.
    #[must_use]
    pub fn was_interrupted(&self) -> bool {
        matches!(self.before, State::Interrupted { .. })
    }

    /// Marks the folder as that of a study in progress, and returns the existing parts.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin(&self, work: &Work<'_>, record: &Record<'_>) -> Result<Parts, FolderError> {
        if !matches!(&self.before, State::Complete(run) if run.identity == self.identity.as_str()) {
            file::remove(&self.path, manifest::NAME)?;
            if !matches!(&self.before, State::Interrupted { identity, .. } if identity == self.identity.as_str())
            {
                parts::clear(&self.path)?;
            }
        }
        // Existing files must stay recognisable as a run's.
        let files: Vec<&str> = self.before.files().iter().map(String::as_str).collect();
        file::write(&self.path, RECORD, &record.to_json(&self.identity, work, &files)?)?;
        Ok(Parts::of(&self.path))
    }

    /// Writes all files of an outcome and returns their number.
    ///
    /// # Errors
    /// If a file cannot be generated, in which case the folder is unchanged, or cannot be written,
    /// in which case it is incomplete and has no manifest.
    pub fn write(&self, outcome: &Outcome, record: &Record<'_>) -> Result<usize, FolderError> {
        let mut told = Told::of_run(outcome, Columns::Counted);
        told.blocks
            .extend(conventions(outcome).map(|block| Block { heading: CONVENTIONS.to_owned(), ..block }));
        let sight = Sight { told: &told, scenario: &outcome.scenario, command: "bazaar run scenario.toml" };
        self.fill(&Work::of_run(outcome), sight, contents::contents(outcome)?, record)
    }

    /// Writes these contents and the page that shows them, and returns the number of files. Parts
    /// are removed at the end.
    ///
    /// # Errors
    /// If a file cannot be generated, in which case the folder is unchanged, or cannot be written,
    /// in which case it is incomplete and has no manifest.
    pub fn fill(
        &self,
        work: &Work<'_>,
        sight: Sight<'_>,
        mut contents: Vec<Content>,
        record: &Record<'_>,
    ) -> Result<usize, FolderError> {
        let records = [(RECORD, "When, how long and on which machine it ran; differs between equal runs.")];
        contents.insert(0, sight.page(work, &contents, &records)?);
        let contents = contents.as_slice();
        let manifest = manifest::manifest(work, &self.identity, &self.published, contents, &records)?;
        let paths: Vec<&str> = contents.iter().map(|content| content.path.as_str()).collect();
        let record = record.to_json(&self.identity, work, &paths)?;

        // The old record stays until the new one replaces it: it marks the folder as a run's.
        file::remove(&self.path, manifest::NAME)?;
        file::remove_stale(&self.path, self.before.files(), &paths)?;
        file::write(&self.path, RECORD, &record)?;
        for content in contents {
            file::write(&self.path, &content.path, &content.bytes)?;
        }
        file::write(&self.path, manifest::NAME, &manifest)?;
        parts::clear(&self.path)?;
        Ok(contents.len() + 2)
    }
}

/// Locks a folder for writing. A folder with other files is refused without leaving a trace in it.
fn lock(path: &Path, force: bool) -> Result<Lock, FolderError> {
    match State::of(path)? {
        // Another process may be about to fill it, without a record yet.
        State::Foreign { entry } if !force && !path.join(lock::NAME).exists() => {
            Err(FolderError::Foreign { path: path.to_owned(), entry })
        }
        _ => Lock::within(path),
    }
}

//! A folder for each run, which is whole or known not to be.
//!
//! Somebody will pull the plug between two files. So each file is written
//! beside its place and moved there when it is whole, and the manifest comes
//! last: a folder with a manifest has everything that the manifest lists, and one
//! without is incomplete. Before anything is replaced the manifest goes first.
//!
//! A folder has one run. [`Folder::claim`] looks before the run begins whether the
//! folder may be written, because a long run must not end in a refusal.
//! What the program did not write it neither deletes nor, unless told to, stands
//! beside.
//!
//! A folder has one writer: a lock is held from the claim until the manifest is there.
//!
//! The folder of a study also keeps its finished parts until all are there
//! ([`Folder::begin`]), so that the same study goes on where it stopped.

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

/// The name of the file that may differ between equal runs.
pub const RECORD: &str = "run.json";

/// The heading of what a scenario defines in one of several ways.
const CONVENTIONS: &str = "definitions of which the trade knows several";

/// What the page of a folder tells beside what the manifest has.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// What was found.
    pub told: &'a Told,
    /// The scenario as it was run.
    pub scenario: &'a Scenario,
    /// The command that repeats it, called in the folder.
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

/// A folder that may be written, by nobody else as long as this is there.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: Lock,
    identity: Identity,
    published: String,
    before: State,
}

impl Folder {
    /// Claims a folder for a run: looks what it holds and tries whether it can be
    /// written. It is made if it is not there, and goes again if nothing is written.
    ///
    /// It may hold nothing, an interrupted run, or this very run. With `force` it
    /// may hold anything, of which what a run does not write is left alone.
    ///
    /// # Errors
    /// If it holds something else, cannot be written, or another process writes it.
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

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the folder holds what an interrupted run left.
    #[must_use]
    pub fn was_interrupted(&self) -> bool {
        matches!(self.before, State::Interrupted { .. })
    }

    /// Makes the folder that of a study which is under way, and gives the parts that are there.
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
        // The files that were there before are still to be known as a run's.
        let files: Vec<&str> = self.before.files().iter().map(String::as_str).collect();
        file::write(&self.path, RECORD, &record.to_json(&self.identity, work, &files)?)?;
        Ok(Parts::of(&self.path))
    }

    /// Writes everything that an outcome has to show; gives the number of files.
    ///
    /// # Errors
    /// If something cannot be made, in which case the folder is as it was, or
    /// cannot be written, in which case it is incomplete and has no manifest.
    pub fn write(&self, outcome: &Outcome, record: &Record<'_>) -> Result<usize, FolderError> {
        let mut told = Told::of_run(outcome, Columns::Counted);
        told.blocks
            .extend(conventions(outcome).map(|block| Block { heading: CONVENTIONS.to_owned(), ..block }));
        let sight = Sight { told: &told, scenario: &outcome.scenario, command: "bazaar run scenario.toml" };
        self.fill(&Work::of_run(outcome), sight, contents::contents(outcome)?, record)
    }

    /// Writes these contents and the page that shows them; gives the number of files. Parts go when all else is there.
    ///
    /// # Errors
    /// If something cannot be made, in which case the folder is as it was, or
    /// cannot be written, in which case it is incomplete and has no manifest.
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

/// Locks a folder that is to be filled. One that is somebody else's is refused without a trace of us in it.
fn lock(path: &Path, force: bool) -> Result<Lock, FolderError> {
    match State::of(path)? {
        // Somebody may be about to fill it, of whom there is no record yet.
        State::Foreign { entry } if !force && !path.join(lock::NAME).exists() => {
            Err(FolderError::Foreign { path: path.to_owned(), entry })
        }
        _ => Lock::within(path),
    }
}

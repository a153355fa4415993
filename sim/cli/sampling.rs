//! Arguments that several verbs share: replications, seed, edits, and the output format.

use bazaar_study::Settings;

use crate::arguments::{Format, Printing, Repeating, Sampling};
use crate::failure::Failure;
use crate::output::is_terminal;

impl Sampling {
    pub(crate) fn settings(&self) -> Settings {
        Settings { precision: self.precision, threads: self.threads.into(), ..Settings::default() }
    }

    /// The edits of the scenario: those of `--set`, then those of other flags.
    pub(crate) fn edits(&self) -> Vec<String> {
        edits(&self.sets, self.seed, self.replications)
    }
}

impl Repeating {
    pub(crate) fn settings(&self) -> Settings {
        Settings { threads: self.threads.into(), ..Settings::default() }
    }

    /// The edits of every scenario: those of `--set`, then those of other flags.
    pub(crate) fn edits(&self) -> Vec<String> {
        edits(&self.sets, self.seed, self.replications)
    }
}

/// `--seed` and `--replications` are short for `--set study.…`.
fn edits(sets: &[String], seed: Option<u64>, replications: Option<u32>) -> Vec<String> {
    let seed = seed.map(|seed| format!("study.seed={seed}"));
    let replications = replications.map(|number| format!("study.replications={number}"));
    sets.iter().cloned().chain(seed).chain(replications).collect()
}

impl Printing {
    /// Refuses to print binary output to a terminal; `verb` and `or` complete the help.
    pub(crate) fn refuse_terminal(&self, verb: &str, or: &str) -> Result<(), Failure> {
        if self.format != Format::Parquet || !is_terminal() {
            return Ok(());
        }
        Err(Failure::Use {
            message: "Parquet is binary and cannot be printed to a terminal".to_owned(),
            help: format!(
                "redirect it to a file, as in `bazaar {verb} --format parquet > summary.parquet`{or}"
            ),
        })
    }
}

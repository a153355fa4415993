//! What the arguments of several verbs mean: how often to run, and how to print.

use bazaar_study::Settings;

use crate::arguments::{Format, Printing, Repeating, Sampling};
use crate::failure::Failure;
use crate::output::is_terminal;

impl Sampling {
    pub(crate) fn settings(&self) -> Settings {
        Settings { precision: self.precision, threads: self.threads.into(), ..Settings::default() }
    }

    /// The edits of the scenario: those that were typed, then those that flags stand for.
    pub(crate) fn edits(&self) -> Vec<String> {
        edits(&self.sets, self.seed, self.replications)
    }
}

impl Repeating {
    pub(crate) fn settings(&self) -> Settings {
        Settings { threads: self.threads.into(), ..Settings::default() }
    }

    /// The edits of every scenario: those that were typed, then those that flags stand for.
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
    /// Refuses to send what people cannot read to a terminal; `verb` and `or` complete the help.
    pub(crate) fn refuse_terminal(&self, verb: &str, or: &str) -> Result<(), Failure> {
        if self.format != Format::Parquet || !is_terminal() {
            return Ok(());
        }
        Err(Failure::Use {
            message: "Parquet is not for a terminal".to_owned(),
            help: format!("send it to a file, as in `bazaar {verb} --format parquet > summary.parquet`{or}"),
        })
    }
}

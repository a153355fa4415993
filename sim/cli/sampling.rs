//! What the arguments of several verbs mean: how often to run, and how to print.

use bazaar_study::Settings;

use crate::arguments::{Format, Printing, Repeating, Sampling};
use crate::failure::Failure;
use crate::output::is_terminal;

impl Sampling {
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            seed: self.seed,
            replications: self.replications,
            precision: self.precision,
            threads: self.threads.into(),
            ..Settings::default()
        }
    }
}

impl Repeating {
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            seed: self.seed,
            replications: self.replications,
            threads: self.threads.into(),
            ..Settings::default()
        }
    }
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

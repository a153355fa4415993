//! `run.json`: what may differ between equal runs.

use std::time::SystemTime;

use bazaar_figure::date::moment;
use serde_json::Value;

use crate::VERSION;
use crate::identity::Identity;
use crate::manifest::Work;

/// The circumstances of a run.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its start.
    pub began: SystemTime,
    /// The time of the simulation.
    pub elapsed_seconds: f64,
    /// The number of threads; 0 for one per core.
    pub threads: usize,
    /// The number of cores of the machine.
    pub cores: usize,
    /// The command line.
    pub arguments: &'a [String],
}

#[derive(serde::Serialize)]
struct Written<'a> {
    schema: u32,
    identity: &'a str,
    version: &'a str,
    scenario: &'a str,
    began: String,
    elapsed_seconds: f64,
    events: u64,
    threads: usize,
    machine: Machine,
    arguments: &'a [String],
    files: &'a [&'a str],
}

#[derive(serde::Serialize)]
struct Machine {
    system: &'static str,
    architecture: &'static str,
    cores: usize,
}

impl Record<'_> {
    /// The record as JSON, with the files that the run writes.
    pub(super) fn to_json(
        self,
        identity: &Identity,
        work: &Work<'_>,
        files: &[&str],
    ) -> serde_json::Result<Vec<u8>> {
        let written = Written {
            schema: 1,
            identity: identity.as_str(),
            version: VERSION,
            scenario: work.name,
            began: moment(self.began),
            elapsed_seconds: self.elapsed_seconds,
            events: work.events,
            threads: self.threads,
            machine: Machine {
                system: std::env::consts::OS,
                architecture: std::env::consts::ARCH,
                cores: self.cores,
            },
            arguments: self.arguments,
            files,
        };
        let mut text = serde_json::to_vec_pretty(&written)?;
        text.push(b'\n');
        Ok(text)
    }
}

/// The run's identity and the files of a record; `None` if it is not the record of a run.
pub(super) fn read(text: &[u8]) -> Option<(String, Vec<String>)> {
    let record: Value = serde_json::from_slice(text).ok()?;
    let identity = record["identity"].as_str()?.to_owned();
    let files = record["files"].as_array()?;
    Some((identity, files.iter().filter_map(|file| file.as_str().map(str::to_owned)).collect()))
}

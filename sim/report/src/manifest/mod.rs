//! The manifest: what is in a folder, who made it from what, and what its columns mean.
//!
//! It is an RO-Crate 1.1 (Soiland-Reyes et al. 2022) with the profile Process Run
//! Crate 0.5 (Leo et al. 2024): a graph of entities in JSON-LD. The run is a
//! `CreateAction`: its instrument is this program with its version, its objects
//! are the scenario with its tables and the seed, its results are the files, each with size and
//! SHA-256. The data dictionary is schema.org's: a `PropertyValue` for every
//! metric and every column.
//!
//! The profile would like to know when the run ended and who ran it. Two equal
//! runs would then differ, so that stands in `run.json` (the time) or nowhere
//! (the person, whom the program does not know).

mod entity;
mod graph;
mod work;

use bazaar_figure::sheet::Defined;
use serde_json::Value;

pub use graph::manifest;
pub use work::Work;

/// The manifest's file name, which the standard sets.
pub const NAME: &str = "ro-crate-metadata.json";

/// A file of a run's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Where it is, from the folder on: `figures/availability_over_time.svg`.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// What is in it.
    pub about: String,
    /// Its media type.
    pub format: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What its columns mean, if it is a table that is not the same in all folders.
    pub columns: Vec<Defined>,
}

impl Content {
    /// A file without columns of its own.
    pub(crate) fn new(
        path: &str,
        title: &str,
        about: &str,
        format: &'static str,
        bytes: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            path: path.to_owned(),
            title: title.to_owned(),
            about: about.to_owned(),
            format,
            bytes: bytes.into(),
            columns: Vec::new(),
        }
    }
}

/// What a manifest says of the run it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The run's identity, as a checksum.
    pub identity: String,
    /// The run's title.
    pub title: String,
    /// The files it lists.
    pub files: Vec<String>,
}

/// Reads a manifest back; `None` if it is not one of a run's folder.
#[must_use]
pub fn read(text: &[u8]) -> Option<Described> {
    let manifest: Value = serde_json::from_slice(text).ok()?;
    let graph = manifest.get("@graph")?.as_array()?;
    let entity = |id: &str| graph.iter().find(|entity| entity["@id"] == id);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let parts = entity("./")?["hasPart"].as_array()?;
    Some(Described {
        identity: text(&entity(graph::RUN)?["identifier"])?,
        title: text(&entity("./")?["name"])?,
        files: parts.iter().filter_map(|part| text(&part["@id"])).collect(),
    })
}

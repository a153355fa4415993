//! The manifest: the files of a folder, their provenance, and the meaning of their columns.
//!
//! It is an RO-Crate 1.1 (Soiland-Reyes et al. 2022) with the profile Process Run Crate 0.5 (Leo et
//! al. 2024): a graph of entities in JSON-LD. The run is a `CreateAction`: its instrument is this
//! program with its version, its objects are the scenario with its tables and the seed, its results
//! are the files, each with size and SHA-256. The data dictionary is schema.org's: a
//! `PropertyValue` for every metric and every column.
//!
//! The profile recommends the time of the run and the person. With them equal runs would differ, so
//! the time is in `run.json`, and the person, whom the program does not know, is left out.

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
    /// Its path from the folder: `figures/availability_over_time.svg`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its description.
    pub about: String,
    /// Its media type.
    pub format: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The meaning of its columns, if it is a table whose columns differ between folders.
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

/// The run of a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The run's identity, as a checksum.
    pub identity: String,
    /// The run's title.
    pub title: String,
    /// The files it lists.
    pub files: Vec<String>,
}

/// Reads a manifest; `None` if it is not the manifest of a run's folder.
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

//! The texts and tables that are embedded in the program.

/// Name and text of every TOML file under `scenarios/`, in order of name.
pub(crate) const TEXTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// Name and text of every study under `scenarios/studies/`, in order of name.
pub(crate) const STUDIES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/studies.rs"));

/// Name and text of every lab under `scenarios/labs/`, in order of name.
pub(crate) const LABS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/labs.rs"));

/// Path and content of every table under `scenarios/`, in order of path.
const TABLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The paths of the tables: `volunteer/trace.csv`.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(path, _)| *path)
}

/// The content of the table of this path.
pub(crate) fn table(path: &str) -> Option<&'static [u8]> {
    TABLES.iter().find(|(known, _)| *known == path).map(|(_, bytes)| *bytes)
}

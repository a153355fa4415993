//! The folders from which paths of tables start.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{BadTable, Formats, TableFile};
use crate::embedded;
use crate::limited::read_at_most;
use crate::suggestion::did_you_mean;

/// The origin of a text, which determines where its tables are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Home {
    /// A text that is not in a file.
    #[default]
    Nowhere,
    /// The folder of a file.
    Folder(PathBuf),
    /// The current folder.
    Here,
    /// A folder of the shipped scenarios, embedded in the program.
    Shipped(String),
    /// A scenario that has been read, with all its tables.
    Carried(Vec<TableFile>),
}

impl Home {
    /// The content of a table, by its path from here.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>, BadTable> {
        match self {
            Home::Nowhere => Err(BadTable::new(
                "",
                "cannot be found: this text is not in a folder from which the path could start",
                "save the scenario as a file beside the table",
            )),
            Home::Folder(folder) => read(folder, path, SCENARIOS),
            Home::Here => read(Path::new(""), path, "the current folder"),
            Home::Shipped(folder) => {
                let inside = format!("{folder}/{}", path.trim_start_matches("./"));
                embedded::table(&inside).map(<[u8]>::to_vec).ok_or_else(|| {
                    let names: Vec<&str> = embedded::tables()
                        .filter_map(|name| name.strip_prefix(folder.as_str())?.strip_prefix('/'))
                        .collect();
                    not_there("does not come with the program", path, SCENARIOS, &names)
                })
            }
            Home::Carried(tables) => {
                let table = tables.iter().find(|table| table.name == path);
                table.map(|table| table.bytes.to_vec()).ok_or_else(|| {
                    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
                    not_there("is none of the scenario's tables", path, SCENARIOS, &names)
                })
            }
        }
    }
}

/// The start of paths in a scenario.
const SCENARIOS: &str = "the scenario's folder";

/// The largest file that is read as a table, in bytes; the whole file is in memory.
const LARGEST: u64 = 256 << 20;

fn read(folder: &Path, path: &str, start: &str) -> Result<Vec<u8>, BadTable> {
    let file = folder.join(path);
    // Other things than files, such as pipes, may have no end.
    if fs::metadata(&file).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return Err(BadTable::new("", "is not a file", "type the path of a file"));
    }
    read_at_most(&file, LARGEST).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput => {
            let names = tables_in(&file);
            let names: Vec<String> =
                names.iter().map(|name| Path::new(path).with_file_name(name).display().to_string()).collect();
            not_there("is not there", path, start, &names.iter().map(String::as_str).collect::<Vec<_>>())
        }
        ErrorKind::PermissionDenied => {
            BadTable::new("", "may not be read", "ask for permission to read it, or copy it")
        }
        ErrorKind::IsADirectory => BadTable::new("", "is a folder", "type the path of a file"),
        ErrorKind::FileTooLarge => BadTable::new(
            "",
            format!("cannot be read: {error}"),
            "keep only the necessary columns and rows, or a sample of them",
        ),
        _ => BadTable::new("", format!("cannot be read: {error}"), ""),
    })
}

fn not_there(message: &str, path: &str, start: &str, names: &[&str]) -> BadTable {
    let help = match did_you_mean(path, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.is_empty() => format!("a path starts at {start}"),
        None => format!("a path starts at {start}; there is {}", names.join(", ")),
    };
    BadTable::new("", message, help)
}

/// The tables in the folder where a file is missing, in order of name.
fn tables_in(missing: &Path) -> Vec<String> {
    let folder = match missing.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| Formats::CSV.knows(name) || name.ends_with(".parquet")).collect();
    names.sort();
    names
}

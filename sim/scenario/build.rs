//! Lists the scenarios, studies, labs and tables in `scenarios/` for embedding. The lecturers' pages beside the labs
//! are left out, since students have this program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let scenarios = package.join("../../scenarios");
    println!("cargo::rerun-if-changed={}", scenarios.display());

    let mut files = Vec::new();
    collect(&scenarios, &scenarios, &mut files)?;
    files.sort_by_key(|(name, _)| name.strip_suffix(".toml").unwrap_or(name).to_owned());

    let (mut texts, mut studies, mut tables) = (String::from("&["), String::from("&["), String::from("&["));
    let mut labs = String::from("&[");
    for (name, path) in &files {
        let path = path.display().to_string();
        if let Some(name) = name.strip_suffix("/lab.toml").filter(|name| name.starts_with("labs/")) {
            write!(labs, "({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
        } else if let Some(name) = name.strip_suffix(".toml").filter(|name| name.starts_with("studies/")) {
            write!(studies, "({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
        } else if let Some(name) = name.strip_suffix(".toml") {
            write!(texts, "({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
        } else {
            write!(tables, "({name:?}, include_bytes!({path:?})),").map_err(io::Error::other)?;
        }
    }
    texts.push(']');
    labs.push(']');
    studies.push(']');
    tables.push(']');
    fs::write(out.join("shipped.rs"), texts)?;
    fs::write(out.join("studies.rs"), studies)?;
    fs::write(out.join("labs.rs"), labs)?;
    fs::write(out.join("tables.rs"), tables)
}

/// Every scenario and table below `folder`, named by its path from `root`.
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "csv") {
            let relative = path.strip_prefix(root).map_err(io::Error::other)?;
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), fs::canonicalize(path)?));
        }
    }
    Ok(())
}

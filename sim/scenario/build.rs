//! Lists the shipped scenarios for embedding, whatever is in the folder.

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
    files.sort();

    let mut list = String::from("&[");
    for (name, path) in &files {
        let path = path.display().to_string();
        write!(list, "({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
    }
    list.push(']');
    fs::write(out.join("shipped.rs"), list)
}

/// Every TOML file below `folder`, named by its path from `root`.
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let relative = path.strip_prefix(root).map_err(io::Error::other)?.with_extension("");
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), fs::canonicalize(path)?));
        }
    }
    Ok(())
}

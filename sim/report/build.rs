//! Identifies the program by what its results depend on: sources, lock file and compiler.
//!
//! Only the program that made a part of a long study may reuse it. During development the version
//! does not change with the program, so the version does not identify it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// The crates that results depend on, and the lock file.
const SOURCES: [&str; 6] = [
    "../numerics/src",
    "../engine/src",
    "../models/src",
    "../scenario/src",
    "../study/src",
    "../../Cargo.lock",
];

fn main() -> io::Result<()> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let mut hash = Hash::new();
    for source in SOURCES {
        let source = package.join(source);
        println!("cargo::rerun-if-changed={}", source.display());
        let mut files = Vec::new();
        collect(&source, &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(&package).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            hash.text(name.as_bytes());
            hash.text(&fs::read(&file)?);
        }
    }
    let compiler = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    hash.text(&Command::new(compiler).arg("-vV").output()?.stdout);
    println!("cargo::rustc-env=BAZAAR_PROGRAM={:032x}", hash.0);
    Ok(())
}

/// Every file below a folder, or the file itself if it exists.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.push(path.to_owned());
    }
    Ok(())
}

/// FNV-1a of 128 bits (Fowler, Noll & Vo): distinguishes programs, but does not withstand an
/// attack.
struct Hash(u128);

impl Hash {
    fn new() -> Self {
        Hash(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// A text preceded by its length, so that different lists of texts differ.
    fn text(&mut self, bytes: &[u8]) {
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in length.iter().chain(bytes) {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}

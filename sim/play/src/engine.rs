//! The engine for browsers: a file that `.ci/page` builds, beside the program or in `target/`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

/// The name of the file.
const FILE: &str = "bazaar_page.wasm";

/// The first bytes of every WebAssembly module.
const MAGIC: &[u8] = b"\0asm";

/// The engine, packed for a browser.
#[derive(Clone, Debug)]
pub struct Engine {
    /// Gzipped, in base64.
    packed: String,
}

/// Why the engine is not available.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// It was not built, or is elsewhere.
    #[error("the engine for a browser, {FILE}, is neither beside the program nor in target/page")]
    NotFound,
    /// The file is not WebAssembly.
    #[error("{} is not WebAssembly", .0.display())]
    Strange(PathBuf),
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// Its path.
        path: PathBuf,
        /// The message of the system.
        source: io::Error,
    },
}

impl EngineError {
    /// The command to type.
    #[must_use]
    pub fn help(&self) -> &'static str {
        "type `.ci/page/build` in a clone of the project, or set BAZAAR_PAGE to the file's path"
    }
}

impl Engine {
    /// Looks for the engine at `BAZAAR_PAGE`, else beside the program, else in the `target/page` of
    /// the folder that it was built in.
    ///
    /// # Errors
    /// If it is not found, or the file is not an engine.
    pub fn find() -> Result<Self, EngineError> {
        let said = env::var_os("BAZAAR_PAGE").filter(|path| !path.is_empty()).map(PathBuf::from);
        let path = match said {
            Some(path) => path,
            None => {
                env::current_exe().ok().and_then(|program| beside(&program)).ok_or(EngineError::NotFound)?
            }
        };
        Self::open(&path)
    }

    /// Reads the engine from a file.
    ///
    /// # Errors
    /// If the file cannot be read, or is not an engine.
    pub fn open(path: &Path) -> Result<Self, EngineError> {
        let bytes = fs::read(path).map_err(|source| EngineError::Read { path: path.to_owned(), source })?;
        if !bytes.starts_with(MAGIC) {
            return Err(EngineError::Strange(path.to_owned()));
        }
        let packed = gzipped(&bytes).map_err(|source| EngineError::Read { path: path.to_owned(), source })?;
        Ok(Engine { packed: BASE64_STANDARD.encode(packed) })
    }

    /// As a classic script, which browsers accept in a page opened from disk.
    #[must_use]
    pub fn script(&self) -> String {
        format!("Bazaar.provide('{}');\n", self.packed)
    }
}

/// The file beside a program, or in the folders above it: for `target/debug/bazaar` it is in
/// `target/page`.
fn beside(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    let places = [folder.join(FILE)];
    let above = folder.ancestors().take(3).map(|folder| folder.join("page").join(FILE));
    places.into_iter().chain(above).find(|path| path.is_file())
}

/// The same bytes on every machine: no name and no time in the header.
fn gzipped(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_script_holds_the_bytes_and_what_is_no_engine_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page").join(FILE);
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, b"\0asm and so on").unwrap();
        assert_eq!(beside(&folder.path().join("debug/bazaar")), Some(path.clone()));
        let script = Engine::open(&path).unwrap().script();
        let packed =
            script.strip_prefix("Bazaar.provide('").and_then(|rest| rest.strip_suffix("');\n")).unwrap();
        let packed = BASE64_STANDARD.decode(packed).unwrap();
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, b"\0asm and so on");
        fs::write(&path, b"ELF").unwrap();
        assert!(matches!(Engine::open(&path), Err(EngineError::Strange(_))));
        assert!(matches!(Engine::open(folder.path()), Err(EngineError::Read { .. })));
    }
}

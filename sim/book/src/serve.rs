//! Shows the book while it is written: `bazaar book serve`.
//!
//! Authors look at a chapter in a browser. [`Site`] serves the built pages on the
//! loopback interface, detects edits by times of change, and builds again; an open
//! page asks every second for the number of the newest build, and reloads if it has
//! changed. If a chapter has an error, the last good book stays.

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use super::driver::{Built, Options, absolute, build, config, destination};
use super::error::BookError;
use super::http::{Answer, Server};
use super::settings::Settings;

/// The path at which a page asks for the number of the newest build.
const VERSION: &str = "/.version";

const MISSING: &str = "<!DOCTYPE html><title>Not there</title><p>There is no such page. \
     If the book has a mistake, the terminal shows it; this page loads again when it is mended.</p>";

/// A book that is served, and built again when a source changes.
pub struct Site {
    options: Options,
    server: Server,
    version: Arc<AtomicU64>,
    seen: BTreeMap<PathBuf, (SystemTime, u64)>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Site").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Site {
    /// Serves the book at a port of the loopback interface; port 0 is any free port.
    /// The first [`refresh`](Self::refresh) builds it.
    ///
    /// # Errors
    /// If there is no book in the folder, or the port cannot be used.
    pub fn open(options: Options, port: u16) -> Result<Self, BookError> {
        let destination = destination(&options, &config(&options.folder)?)?;
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let version = Arc::new(AtomicU64::new(0));
        let (folder, newest) = (destination.clone(), Arc::clone(&version));
        let server = Server::open(address, move |url| answer(url, &folder, newest.load(Ordering::Relaxed)));
        let server = server.map_err(|error| BookError::Address {
            address: address.to_string(),
            reason: error.to_string(),
        })?;
        let folder = absolute(&options.folder)?;
        let options = Options { folder, destination: Some(destination), ..options };
        Ok(Site { options, server, version, seen: BTreeMap::new() })
    }

    /// Address and port.
    #[must_use]
    pub fn address(&self) -> String {
        self.server.address().to_string()
    }

    /// Builds the book if a source has changed since the last call.
    pub fn refresh(&mut self) -> Option<Result<Built, BookError>> {
        let seen = self.look();
        if seen == self.seen {
            return None;
        }
        self.seen = seen;
        let built = build(&self.options);
        if built.is_ok() {
            self.version.fetch_add(1, Ordering::Relaxed);
        }
        Some(built)
    }

    /// Every source file, with its time of change and length.
    fn look(&self) -> BTreeMap<PathBuf, (SystemTime, u64)> {
        let mut seen = BTreeMap::new();
        let folder = &self.options.folder;
        let mut folders = vec![folder.clone()];
        let settings = config(folder).and_then(|config| Settings::of(&config));
        let scenarios = settings.ok().and_then(|settings| settings.scenarios);
        folders.extend(scenarios.map(|scenarios| folder.join(scenarios)));
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).into_iter().flatten().flatten() {
                let path = entry.path();
                match entry.metadata() {
                    Ok(found) if found.is_dir() && self.options.destination.as_ref() != Some(&path) => {
                        folders.push(path);
                    }
                    Ok(found) if is_source(&path) => {
                        let changed = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                        seen.insert(path, (changed, found.len()));
                    }
                    // Not a source; or deleted after listing, which the next call will notice.
                    _ => {}
                }
            }
        }
        seen
    }
}

/// Whether files of this kind are sources of a book; its cache and other files beside it are not.
fn is_source(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("md" | "toml" | "css" | "js" | "hbs" | "svg" | "png" | "jpg" | "csv"))
}

/// The file at this address, or a page in its place.
fn answer(url: &str, folder: &Path, version: u64) -> Answer {
    const PAGE: &str = "text/html; charset=utf-8";
    if url == VERSION {
        return Answer::text(200, &version.to_string());
    }
    let missing = || Answer { status: 404, kind: PAGE, bytes: live(MISSING, version).into_bytes() };
    let Some(path) = path(url).map(|path| folder.join(path)) else { return missing() };
    let path = if path.is_dir() { path.join("index.html") } else { path };
    let Some(bytes) = path.is_file().then(|| fs::read(&path).ok()).flatten() else { return missing() };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => {
            let page = live(&String::from_utf8_lossy(&bytes), version);
            Answer { status: 200, kind: PAGE, bytes: page.into_bytes() }
        }
        extension => Answer { status: 200, kind: kind(extension), bytes },
    }
}

/// The path of a file below the book's folder; `None` for a path that leads out of it.
fn path(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = PathBuf::from(decoded(path)?.trim_start_matches('/'));
    path.components().all(|part| matches!(part, Component::Normal(_))).then_some(path)
}

/// The text with percent-encoded characters decoded, such as `%20`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        let code = part.get(..2)?;
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

/// The page, with a script that reloads it when there is a newer book.
fn live(html: &str, version: u64) -> String {
    format!(
        "{html}<script>setInterval(async () => {{ \
         const answer = await fetch('{VERSION}').catch(() => null); \
         if (answer && await answer.text() !== '{version}') location.reload(); }}, 1000);</script>\n"
    )
}

fn kind(extension: Option<&str>) -> &'static str {
    match extension {
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_book() {
        assert_eq!(path("/volunteer/base.html?x#y"), Some(PathBuf::from("volunteer/base.html")));
        assert_eq!(path("/"), Some(PathBuf::new()));
        assert_eq!(path("/a%20b.html"), Some(PathBuf::from("a b.html")));
        for out in ["/../secret", "/a/../../secret", "/%2e%2e/secret", "/a%2f..%2f..%2fsecret", "/%zz", "/%"]
        {
            assert_eq!(path(out), None, "{out}");
        }
    }
}

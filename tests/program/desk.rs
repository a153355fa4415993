//! Calls of the program as a user makes them, in an empty folder and without a terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use assert_cmd::Command;
use assert_cmd::cargo::{cargo_bin, cargo_bin_cmd};
use tempfile::TempDir;

/// No call in these tests should take a tenth of this, even on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);

/// Environment variables that could affect the output.
const VARIABLES: [&str; 8] = [
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "LC_ALL",
    "TERM",
    "SOURCE_DATE_EPOCH",
];

/// Takes the place of the engine for a browser, which is built by itself: a page is written whatever the engine is.
pub(crate) fn engine() -> &'static Path {
    static ENGINE: OnceLock<PathBuf> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("engine.wasm");
        fs::write(&path, b"\0asm\x01\0\0\0").unwrap();
        path
    })
}

/// An empty folder in which the program is called.
pub(crate) struct Desk {
    folder: TempDir,
}

/// The result of a call.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Lays a file on the desk, in a folder if its name has one.
    pub(crate) fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
        self
    }

    /// The program, about to be called.
    pub(crate) fn command(&self) -> Command {
        self.prepare(cargo_bin_cmd!("bazaar"))
    }

    /// The same through a launcher, such as one that takes away privileges.
    pub(crate) fn command_through(&self, launcher: &str, arguments: &[&str]) -> Command {
        let mut command = self.prepare(Command::new(launcher));
        command.args(arguments).arg(cargo_bin!("bazaar"));
        command
    }

    /// The program beside a new folder in which nothing may be written; nothing where this user may all the same.
    #[cfg(unix)]
    #[expect(clippy::print_stderr, reason = "a test that proves nothing says so")]
    pub(crate) fn command_beside_read_only(&self, folder: &str) -> Option<Command> {
        use std::os::unix::fs::PermissionsExt;

        let folder = self.path().join(folder);
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(folder.join("probe"), "").is_err() {
            return Some(self.command());
        }
        fs::remove_file(folder.join("probe")).unwrap();
        let less = "-dac_override,-dac_read_search,-fowner";
        let arguments = ["--bounding-set", less, "--inh-caps", less];
        if self.command_through("setpriv", &arguments).arg("--version").ok().is_err() {
            eprintln!("not tested: this user may write everywhere, and setpriv(1) does not help");
            return None;
        }
        Some(self.command_through("setpriv", &arguments))
    }

    fn prepare(&self, mut command: Command) -> Command {
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        // A terminal's language decides whether lines are drawn in Unicode.
        command.env("LC_ALL", "C.UTF-8").current_dir(self.path()).timeout(LIMIT);
        // No test sees what else was built on this machine.
        command.env("BAZAAR_PAGE", engine());
        command
    }

    /// Calls the program.
    pub(crate) fn bazaar(&self, arguments: &[&str]) -> Answer {
        Answer::of(self.command().args(arguments))
    }
}

impl Answer {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Answer {
            status: output.status.code().unwrap_or_else(|| panic!("ended by a signal: {output:?}")),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The answer to a call that did what was asked, in silence.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!((self.status, self.stderr.as_str()), (0, ""), "{}", self.stdout);
        self
    }

    /// The message to a user whose call made no sense; there are no results.
    #[track_caller]
    pub(crate) fn refusal(self) -> String {
        assert_eq!((self.status, self.stdout.as_str()), (2, ""), "{}", self.stderr);
        self.stderr
    }
}

/// A message without the lines into which it is broken at the width of a terminal.
pub(crate) fn flowing(message: &str) -> String {
    message.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A run of the volunteer model that takes no time: 300 hosts, 2 days, 3 replications.
pub(crate) const SMALL_RUN: &[&str] = &[
    "run",
    "volunteer/base",
    "--set",
    "study.replications=3",
    "--set",
    "model.volunteer.hosts.initial=300",
    "--set",
    "study.horizon=2 d",
];

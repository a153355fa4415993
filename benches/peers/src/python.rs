//! A Python that has SimPy, beside the build.

use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = "4.1.1";

/// Python in a virtual environment of its own, which is made if it is not there yet.
///
/// # Errors
/// Why there is none, for the reader of the table.
pub(crate) fn with_simpy() -> Result<PathBuf, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let build = program.parent().and_then(Path::parent).ok_or("this program lies in no build folder")?;
    let environment = build.join(format!("simpy-{VERSION}"));
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python3" });
    let check = format!("import simpy; assert simpy.__version__ == '{VERSION}'");
    if call(&python, &["-c", &check]).is_err() {
        let folder = environment.to_string_lossy();
        call(Path::new("python3"), &["-m", "venv", &folder])?;
        call(&python, &["-m", "pip", "install", "--quiet", &format!("simpy=={VERSION}")])?;
        call(&python, &["-c", &check])?;
    }
    Ok(python)
}

fn call(program: &Path, arguments: &[&str]) -> Result<(), String> {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let command = format!("`{name} {}`", arguments.join(" "));
    let output = Command::new(program).args(arguments).output();
    let output = output.map_err(|error| format!("{command}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command}: {}", complaint.lines().last().unwrap_or("it failed without a word")))
}

//! Folders that are there as a whole or not at all.

use std::fs;
use std::path::Path;

use super::error::LabError;

/// Writes files, by their paths from there, to a folder that is new or empty; or, with `over`, that has the file of this
/// name, which marks it as one of ours. All of it is made beside its place and then moved.
pub(super) fn write(folder: &Path, files: &[(String, String)], over: Option<&str>) -> Result<(), LabError> {
    let used = claim(folder, over, true)?;
    let absolute = std::path::absolute(folder).map_err(LabError::of(folder))?;
    let parent = absolute.parent().unwrap_or(&absolute);
    fs::create_dir_all(parent).map_err(LabError::of(parent))?;
    let made =
        tempfile::Builder::new().prefix(".bazaar-").tempdir_in(parent).map_err(LabError::of(parent))?;
    let whole = made.path().join("whole");
    for (name, text) in files {
        let path = whole.join(name);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).map_err(LabError::of(above))?;
        }
        fs::write(&path, text).map_err(LabError::of(&path))?;
    }
    if used {
        fs::rename(&absolute, made.path().join("before")).map_err(LabError::of(folder))?;
    } else if absolute.is_dir() {
        fs::remove_dir(&absolute).map_err(LabError::of(folder))?;
    }
    fs::rename(&whole, &absolute).map_err(LabError::of(folder))
}

/// Whether a folder holds something that will be replaced; `has_force` says whether one can ask for that.
///
/// # Errors
/// If it holds something that must not be.
pub(super) fn claim(folder: &Path, over: Option<&str>, has_force: bool) -> Result<bool, LabError> {
    let holds = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(LabError::of(folder)(error)),
    };
    let ours = over.is_some_and(|mark| folder.join(mark).is_file());
    if holds && !ours {
        return Err(LabError::usage(
            format!("`{}` is not empty", folder.display()),
            if has_force {
                "name a folder that is new or empty; --force replaces one that the same verb wrote"
            } else {
                "name a folder that is new or empty"
            },
        ));
    }
    Ok(holds)
}

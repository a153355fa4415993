//! The ids of students.

/// The maximum length of an id.
const LONGEST: usize = 64;

/// Checks that an id is safe as the name of a folder on any system.
///
/// # Errors
/// Why it is not.
pub fn check_id(id: &str) -> Result<(), String> {
    const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let stem = id.split('.').next().unwrap_or_default().to_lowercase();
    let device = RESERVED.contains(&stem.as_str())
        || stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    if id.is_empty() {
        return Err("the student has no id".to_owned());
    }
    let usable = id.len() <= LONGEST
        && id.chars().all(safe)
        && id.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !id.ends_with('.')
        && !device;
    if usable {
        Ok(())
    } else {
        Err(format!("`{}` is not a valid id: it cannot name a folder", id.escape_debug()))
    }
}

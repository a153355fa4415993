//! The numerics, the kernel and the models compute the same bits everywhere, a browser
//! included: they touch no files, threads or clocks, and no function of the
//! system's maths library, which differs between systems in the last bit.
//!
//! Clippy says the same of maths functions with types at hand (`.ci/portable`);
//! these tests read the text, which also works where clippy is not installed.

use std::fs;
use std::path::PathBuf;

use crate::repository;

/// Parts of the standard library that a browser or another machine lacks or does otherwise.
const MODULES: [&str; 6] = ["env", "fs", "net", "process", "thread", "time"];

/// Types whose order of iteration changes from run to run.
const TYPES: [&str; 2] = ["HashMap", "HashSet"];

/// Methods of floats that the standard library hands to the system's maths library.
const METHODS: [&str; 26] = [
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "exp", "exp2",
    "exp_m1", "hypot", "ln", "ln_1p", "log", "log10", "log2", "powf", "powi", "sin", "sin_cos", "sinh",
    "tan", "tanh",
];

/// Every source file of the three crates, without comments and unit tests.
fn sources() -> Vec<(PathBuf, String)> {
    let folders = ["sim/numerics/src", "sim/engine/src", "sim/models/src"]
        .map(|folder| repository::root().join(folder));
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| repository::files(folder)).collect();
    let code = files.into_iter().filter(|path| {
        path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs")
    });
    code.map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        (path, without_comments_and_tests(&text))
    })
    .collect()
}

fn without_comments_and_tests(text: &str) -> String {
    let code = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    code.map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .fold(String::new(), |code, line| code + line + "\n")
}

/// The words of a code text: identifiers and numbers.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// The modules of the standard library that a code text names.
fn modules_used(code: &str) -> Vec<&str> {
    let paths = code.match_indices("std::").map(|(at, prefix)| &code[at + prefix.len()..]);
    // A path ends with its statement: `std::{fs, io::Read};` names both.
    let paths = paths.map(|path| path.split([';', '(', ')', '<', '=']).next().unwrap_or(path));
    paths.flat_map(words).filter(|word| MODULES.contains(word)).collect()
}

/// The methods of the system's maths library that a code text calls.
fn methods_called(code: &str) -> Vec<&str> {
    let called = |method: &&str| {
        [".", "f64::", "f32::"].iter().any(|before| {
            code.match_indices(&format!("{before}{method}")).any(|(at, found)| {
                // `.ln(`, but neither `.ln_gamma(` nor `.exp.rate`; `f64::ln` may also be passed on.
                let after = code[at + found.len()..].chars().next();
                after == Some('(')
                    || (*before != "." && after.is_none_or(|c| !c.is_alphanumeric() && c != '_'))
            })
        })
    };
    METHODS.into_iter().filter(called).collect()
}

#[test]
fn the_kernel_and_the_models_touch_no_files_threads_or_clocks() {
    for (path, code) in sources() {
        assert_eq!(modules_used(&code), [""; 0], "{}", path.display());
    }
}

#[test]
fn the_kernel_and_the_models_do_not_iterate_at_random() {
    for (path, code) in sources() {
        assert!(!words(&code).any(|word| TYPES.contains(&word)), "{}", path.display());
    }
}

#[test]
fn the_kernel_and_the_models_call_no_system_maths() {
    for (path, code) in sources() {
        assert_eq!(methods_called(&code), [""; 0], "{}: use pxfm instead", path.display());
    }
}

#[test]
fn the_search_finds_what_it_looks_for() {
    assert!(sources().len() > 40);
    assert_eq!(modules_used("use std::fs;"), ["fs"]);
    assert_eq!(modules_used("use std::{\n    collections::BTreeMap,\n    time::Instant,\n};"), ["time"]);
    assert_eq!(modules_used("let time = std::mem::take(&mut self.time);"), [""; 0]);
    assert_eq!(methods_called("x.ln() + f64::powi(x, 2) + x.iter().map(f64::sin)"), ["ln", "powi", "sin"]);
    assert_eq!(methods_called("f_exp(x) + x.sqrt() + self.exp + x.ln_gamma()"), [""; 0]);
    assert_eq!(without_comments_and_tests("a // b\n#[cfg(test)]\nc"), "a \n");
}

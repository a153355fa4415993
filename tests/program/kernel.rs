//! The size of the kernel is limited, so that it can be read in an evening.

use crate::repository;

/// Lines of code in `sim/engine/src`, blank lines and comments left out.
const CODE: usize = 1300;
/// All its lines, documentation included.
const ALL: usize = 2000;

/// Lines of code, and of everything, up to the unit tests, which stand at the end of a file.
fn lines(text: &str) -> [usize; 2] {
    let text = text.replace("#[cfg(test)]\nmod tests;\n", "");
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().trim_end();
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
    [text.lines().filter(is_code).count(), text.lines().count()]
}

#[test]
fn the_kernel_is_an_evenings_read() {
    let files = repository::files(&repository::root().join("sim/engine/src"));
    let files = files.into_iter().filter(|path| !path.ends_with("tests.rs"));
    let counted: Vec<(String, [usize; 2])> = files
        .map(|path| (path.display().to_string(), lines(&std::fs::read_to_string(&path).unwrap())))
        .collect();
    let sum = |which: usize| counted.iter().map(|(_, lines)| lines[which]).sum::<usize>();
    assert!(counted.len() > 10 && sum(0) > 1000, "these are not all: {counted:?}");
    assert!(sum(0) <= CODE, "{} lines of code in sim/engine/src, of {CODE}: {counted:?}", sum(0));
    assert!(sum(1) <= ALL, "{} lines in sim/engine/src, of {ALL}: {counted:?}", sum(1));
}

#[test]
fn neither_tests_nor_comments_are_code() {
    let text =
        "//! A chapter.\n\nfn f() {} // it does nothing\n\n#[cfg(test)]\nmod tests {\n    fn g() {}\n}\n";
    assert_eq!(lines(text), [1, 3]);
    assert_eq!(lines("mod a;\n#[cfg(test)]\nmod tests;\nmod b;\n"), [2, 2]);
}

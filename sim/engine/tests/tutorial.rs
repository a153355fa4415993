//! The models of the tutorial are small.

/// Lines of code, without blank lines and comments.
fn lines_of_code(example: &str) -> usize {
    example.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn a_queue_takes_fewer_than_forty_lines() {
    let lines = lines_of_code(include_str!("../examples/queue.rs"));
    assert!(lines < 40, "{lines}");
}

#[test]
fn hosts_that_go_on_and_off_take_fewer_than_forty_lines() {
    let lines = lines_of_code(include_str!("../examples/hosts.rs"));
    assert!(lines < 40, "{lines}");
}

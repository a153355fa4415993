//! The command line of this call, for manifests and pages.

use bazaar_report::overview::quoted;

/// The call as a shell reads it, without the flags that do not affect results: where they are written and how they are printed.
pub(crate) fn called() -> String {
    of(std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()))
}

fn of(arguments: impl Iterator<Item = String>) -> String {
    const ALONE: [&str; 4] = ["--force", "--json", "--quiet", "-q"];
    const WITH_VALUE: [&str; 3] = ["--out", "--format", "--write"];
    let mut line = "bazaar".to_owned();
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let flag = argument.split('=').next().unwrap_or_default();
        if ALONE.contains(&argument.as_str()) {
            continue;
        }
        if WITH_VALUE.contains(&flag) {
            if argument == flag {
                arguments.next();
            }
            continue;
        }
        line.push(' ');
        line.push_str(&quoted(&argument));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_it_is_written_is_left_out_and_odd_words_are_quoted() {
        let words = |text: &str| of(text.split('|').map(str::to_owned));
        assert_eq!(
            words("evaluate|it's a table.csv|--out|there|--treated|treat|--format=csv|--force|--cost|12"),
            r"bazaar evaluate 'it'\''s a table.csv' --treated treat --cost 12"
        );
    }
}

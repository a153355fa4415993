//! The command that reproduces a result in a terminal.

use std::fmt;

/// A command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command<'a> {
    /// The verb: `run`.
    pub verb: &'a str,
    /// Its argument: the name or the path of a scenario or study.
    pub subject: &'a str,
    /// Edits, each `path=value`.
    pub sets: Vec<&'a str>,
    /// Flags with their values.
    pub flags: Vec<(&'a str, String)>,
}

impl fmt::Display for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bazaar {} {}", self.verb, quoted(self.subject))?;
        self.sets.iter().try_for_each(|set| write!(f, " --set {}", quoted(set)))?;
        self.flags.iter().try_for_each(|(flag, said)| write!(f, " {flag} {}", quoted(said)))
    }
}

/// The word, quoted where a shell would split it.
#[must_use]
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_each_word_whole() {
        let sets = vec![
            "model.queue.servers=2",
            "model.queue.service={ exponential = { mean = \"1 h\" } }",
            "title=it's",
        ];
        let command =
            Command { verb: "run", subject: "reference/mm1", sets, flags: vec![("--seed", "7".to_owned())] };
        assert_eq!(
            command.to_string(),
            "bazaar run reference/mm1 --set model.queue.servers=2 \
             --set 'model.queue.service={ exponential = { mean = \"1 h\" } }' --set 'title=it'\\''s' --seed 7"
        );
    }
}

//! Reads the words of a directive, like the arguments of a command.

use std::ops::Range;

use bazaar_scenario::did_you_mean;

use super::fault::Fault;
use super::syntax::{Call, Word};

/// The words of a directive that are still to be read.
#[derive(Debug)]
pub(crate) struct Arguments {
    words: Vec<Word>,
    /// The known flags, to suggest one for an unknown flag.
    flags: Vec<&'static str>,
    /// The whole directive.
    pub(crate) span: Range<usize>,
    usage: &'static str,
}

impl Arguments {
    pub(crate) fn new(call: &Call, usage: &'static str) -> Self {
        Arguments { words: call.words.clone(), flags: Vec::new(), span: call.span.clone(), usage }
    }

    /// The values of every `--flag value`.
    pub(crate) fn flags(&mut self, flag: &'static str) -> Result<Vec<Word>, Fault> {
        let mut values = Vec::new();
        while let Some(value) = self.flag(flag)? {
            values.push(value);
        }
        Ok(values)
    }

    /// The value of the first `--flag value`.
    pub(crate) fn flag(&mut self, flag: &'static str) -> Result<Option<Word>, Fault> {
        self.flags.push(flag);
        let Some(index) = self.words.iter().position(|word| word.text == flag) else {
            return Ok(None);
        };
        let name = self.words.remove(index);
        if index < self.words.len() && !self.words[index].text.starts_with("--") {
            Ok(Some(self.words.remove(index)))
        } else {
            Err(Fault::new(name.span, format!("`{flag}` needs a value"), self.type_this()))
        }
    }

    /// Whether `--flag` is given.
    pub(crate) fn switch(&mut self, flag: &'static str) -> bool {
        self.flags.push(flag);
        let index = self.words.iter().position(|word| word.text == flag);
        index.map(|index| self.words.remove(index)).is_some()
    }

    /// The next word that is not a flag, if there is one.
    pub(crate) fn optional(&mut self) -> Option<Word> {
        let index = self.words.iter().position(|word| !word.text.starts_with("--"))?;
        Some(self.words.remove(index))
    }

    /// The next word that is not a flag; `what` names it in the error if it is missing.
    pub(crate) fn next(&mut self, what: &str) -> Result<Word, Fault> {
        let missing = Fault::new(self.span.clone(), format!("the directive lacks {what}"), self.type_this());
        self.optional().ok_or(missing)
    }

    /// Refuses further words.
    pub(crate) fn finish(self) -> Result<(), Fault> {
        let Some(word) = self.words.first() else { return Ok(()) };
        let help = match did_you_mean(&word.text, self.flags.iter().copied()) {
            Some(flag) if word.text.starts_with("--") => {
                format!("did you mean `{flag}`? {}", self.type_this())
            }
            _ => self.type_this(),
        };
        let message = format!("`{}` is not understood here", word.text);
        Err(Fault::new(word.span.clone(), message, help))
    }

    /// The usage, as a line of help.
    pub(crate) fn type_this(&self) -> String {
        format!("type {}", self.usage)
    }
}

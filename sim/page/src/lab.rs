//! A lab in a page: checks of answers while they are typed, and the file to hand in.

use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

use bazaar_exercise::{Designs, Exercise, Packed, Work};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::PageError;
use crate::hexadecimal::written;

/// A student's work in a page.
#[derive(Debug, Deserialize)]
pub(crate) struct Held {
    exercise: Exercise,
    /// The typed answers, by the names of the questions.
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// The designed scenarios, by the names of the questions.
    #[serde(default)]
    designs: Designs,
}

impl Held {
    fn work(&self) -> Work {
        self.exercise.work(&self.answers, &self.designs)
    }

    /// For each question whether it is unanswered, and why its answer is invalid, if it is.
    pub(crate) fn looked(&self) -> Result<Value, PageError> {
        let look = self.work().look(|_| Some(self.exercise.fields()))?;
        let questions = self.exercise.questions.iter().map(|asked| {
            let doubt = look.doubts.iter().find(|(name, _)| *name == asked.name).map(|(_, why)| why);
            json!({ "name": asked.name, "is_open": look.open.contains(&asked.name), "doubt": doubt })
        });
        Ok(json!({ "questions": questions.collect::<Vec<_>>() }))
    }

    /// The file to hand in at a time in seconds since 1970, in hexadecimal digits.
    pub(crate) fn packed(&self, seconds: u64) -> Result<Value, PageError> {
        let now = UNIX_EPOCH + Duration::from_secs(seconds);
        let Packed { file, bytes, look } = self.work().pack(now, |_| Some(self.exercise.fields()))?;
        Ok(json!({ "file": file, "bytes": written(&bytes), "open": look.open, "doubts": look.doubts }))
    }
}

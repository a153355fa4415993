//! A lab in a page: what is said of answers as they are typed, and the file that is handed in.

use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

use bazaar_exercise::{Designs, Exercise, Packed, Work};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::PageError;
use crate::hexadecimal::written;

/// What a student has in a page.
#[derive(Debug, Deserialize)]
pub(crate) struct Held {
    exercise: Exercise,
    /// What was typed, by the names of the questions.
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// The scenarios that were designed, by the names of the questions.
    #[serde(default)]
    designs: Designs,
}

impl Held {
    fn work(&self) -> Work {
        self.exercise.work(&self.answers, &self.designs)
    }

    /// Of each question whether it is open, and why its answer cannot be right, if it cannot.
    pub(crate) fn looked(&self) -> Result<Value, PageError> {
        let look = self.work().look(|_| Some(self.exercise.fields()))?;
        let questions = self.exercise.questions.iter().map(|asked| {
            let doubt = look.doubts.iter().find(|(name, _)| *name == asked.name).map(|(_, why)| why);
            json!({ "name": asked.name, "is_open": look.open.contains(&asked.name), "doubt": doubt })
        });
        Ok(json!({ "questions": questions.collect::<Vec<_>>() }))
    }

    /// The file that is handed in so many seconds after 1970 began, in hexadecimal digits.
    pub(crate) fn packed(&self, seconds: u64) -> Result<Value, PageError> {
        let now = UNIX_EPOCH + Duration::from_secs(seconds);
        let Packed { file, bytes, look } = self.work().pack(now, |_| Some(self.exercise.fields()))?;
        Ok(json!({ "file": file, "bytes": written(&bytes), "open": look.open, "doubts": look.doubts }))
    }
}

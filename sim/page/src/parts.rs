//! Parts of a study: several workers make a share of its tasks each, and one of them combines them.
//!
//! A part is the result of a task, bit by bit, under a key that identifies everything it depends
//! on. So a worker that gets an invalid part, or one of another study, runs the task again.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use bazaar_study::experiment::PartStore;
use serde::{Deserialize, Serialize};

use crate::hexadecimal::{read, written};

/// A part for transfer between workers, in hexadecimal digits.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Part {
    key: String,
    bytes: String,
}

/// The parts that a worker made or received.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    all: Mutex<BTreeMap<String, String>>,
}

impl Parts {
    pub(crate) fn brought(parts: Vec<Part>) -> Self {
        Parts { all: Mutex::new(parts.into_iter().map(|part| (part.key, part.bytes)).collect()) }
    }

    pub(crate) fn into_list(self) -> Vec<Part> {
        let all = self.all.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.into_iter().map(|(key, bytes)| Part { key, bytes }).collect()
    }
}

impl PartStore for Parts {
    fn find(&self, key: &[u8]) -> Option<Vec<u8>> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        read(all.get(&written(key))?)
    }

    fn keep(&self, key: &[u8], bytes: &[u8]) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(written(key), written(bytes));
    }

    fn is_empty(&self) -> bool {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

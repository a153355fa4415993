//! Parts of a study: each of several workers makes a share of its tasks, and one of them puts all together.
//!
//! A part is what a task gave, bit by bit, under a key that names all that it depends on. So whoever is brought a part
//! that belongs to another study, or to none, makes it again.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use bazaar_study::experiment::PartStore;
use serde::{Deserialize, Serialize};

use crate::hexadecimal::{read, written};

/// A part on its way from one worker to another, in hexadecimal digits.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Part {
    key: String,
    bytes: String,
}

/// The parts that a worker made or was brought.
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

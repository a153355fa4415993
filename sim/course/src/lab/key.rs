//! The course key, from which everything personal derives.

use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::error::LabError;

/// A secret that only the lecturer has. The same key gives the same values, so nothing else need be kept.
#[derive(Clone)]
pub struct CourseKey(Vec<u8>);

/// The fewest bytes of a key: what 64 bits of chance take in hexadecimal digits.
const LEAST: usize = 16;

impl CourseKey {
    /// Reads a key: all of a file but blank space at its ends.
    ///
    /// # Errors
    /// If there is no such file, or it is too short to be secret.
    pub fn open(path: &Path) -> Result<Self, LabError> {
        let help =
            "make one with `openssl rand -hex 32 > course.key`, and keep it: the same key is needed to grade";
        let bytes = std::fs::read(path).map_err(|reason| {
            LabError::usage(format!("the key `{}` cannot be read: {reason}", path.display()), help)
        })?;
        let key = bytes.trim_ascii();
        if key.len() < LEAST {
            let message = format!(
                "the key `{}` has {} bytes, which is easily guessed; {LEAST} are the fewest",
                path.display(),
                key.len()
            );
            return Err(LabError::usage(message, help));
        }
        Ok(CourseKey(key.to_owned()))
    }

    /// A key from bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        CourseKey(bytes.to_owned())
    }

    /// A number from 0 up to below `below` that follows from the key and these words: HMAC-SHA-256 of
    /// the words, each with its length before it so that no two lists of words are alike.
    pub(super) fn number(&self, words: &[&str], below: u64) -> u64 {
        // An HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return 0 };
        for word in words {
            mac.update(&(word.len() as u64).to_le_bytes());
            mac.update(word.as_bytes());
        }
        let digest = mac.finalize().into_bytes();
        let wide = digest.iter().take(16).fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
        // 128 bits over a small number: no value is likelier than another by more than 2^-64.
        u64::try_from(wide % u128::from(below.max(1))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_hmac_sha_256() {
        // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?", begins 5bdcc146bf60754e.
        let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").unwrap();
        mac.update(b"what do ya want for nothing?");
        assert_eq!(mac.finalize().into_bytes()[..4], [0x5b, 0xdc, 0xc1, 0x46]);
    }

    #[test]
    fn the_same_words_give_the_same_number_and_others_another() {
        let key = CourseKey::new(b"0123456789abcdef");
        let number = |words: &[&str]| key.number(words, 1 << 60);
        assert_eq!(number(&["a", "b"]), number(&["a", "b"]));
        for other in [["ab", ""], ["", "ab"], ["b", "a"]] {
            assert_ne!(number(&["a", "b"]), number(&other));
        }
        assert_ne!(number(&["a"]), CourseKey::new(b"0123456789abcdeg").number(&["a"], 1 << 60));
    }
}

//! The course key, from which all personal values derive.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use bazaar_scenario::read_at_most;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::error::LabError;
use super::guessing::weakness;

/// A secret that only the lecturer has. The same key gives the same values, so nothing else need be
/// kept.
///
/// With a released folder anyone can test guesses, so values derive from a slow hash of the key:
/// PBKDF2 with HMAC-SHA-256 (RFC 8018).
#[derive(Clone)]
pub struct CourseKey([u8; 32]);

/// The rounds of hashing: at most about a tenth of a second for the lecturer, and the same for
/// every guess.
const ROUNDS: u32 = 200_000;

/// A salt that separates these hashes from those of other programs. A separate salt for each course
/// would have to be kept beside the key.
const SALT: &[u8] = b"bazaar course key";

/// The number of random bytes of a new key.
const CHANCE: usize = 32;

/// The maximum length of a key file, in bytes.
const LARGEST: u64 = 4096;

impl CourseKey {
    /// Reads a key: the content of a file without surrounding blank space.
    ///
    /// # Errors
    /// If the file does not exist, or its content could be guessed.
    pub fn open(path: &Path) -> Result<Self, LabError> {
        let help = "make one with `bazaar course key --out course.key`, and keep it: the same key is needed to grade";
        let unread = |reason: String| {
            LabError::usage(format!("the key `{}` cannot be read: {reason}", path.display()), help)
        };
        let bytes = read_at_most(path, LARGEST).map_err(|reason| unread(reason.to_string()))?;
        let key = bytes.trim_ascii();
        match weakness(key) {
            Some(why) => {
                Err(LabError::usage(format!("the key `{}` is easily guessed: {why}", path.display()), help))
            }
            None => Ok(Self::new(key)),
        }
    }

    /// A key from bytes, taken as they are.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        let mut hashed = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(bytes, SALT, ROUNDS, &mut hashed);
        CourseKey(hashed)
    }

    /// Makes a new key of 256 bits from the operating system's random source and writes it, in
    /// hexadecimal digits, to a new file that only its owner can read.
    ///
    /// # Errors
    /// If the file exists or cannot be written, or the system has no random source.
    pub fn make(path: &Path) -> Result<(), LabError> {
        let mut bytes = [0; CHANCE];
        getrandom::fill(&mut bytes)
            .map_err(|error| LabError::of(path)(std::io::Error::other(error.to_string())))?;
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match keep(path, &format!("{digits}\n")) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let message =
                    format!("`{}` is there already, and may be the key of a course", path.display());
                Err(LabError::usage(
                    message,
                    "name another file: labs released with a key can be graded with that key alone",
                ))
            }
            made => made.map_err(LabError::of(path)),
        }
    }

    /// A number from 0 to below `below` derived from the key and these words: HMAC-SHA-256 of the
    /// words, each preceded by its length, so that different lists cannot collide.
    pub(super) fn number(&self, words: &[&str], below: u64) -> u64 {
        // An HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return 0 };
        for word in words {
            mac.update(&(word.len() as u64).to_le_bytes());
            mac.update(word.as_bytes());
        }
        let digest = mac.finalize().into_bytes();
        let wide = digest.iter().take(16).fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
        // 128 bits over a small number: probabilities of values differ by at most 2^-64.
        u64::try_from(wide % u128::from(below.max(1))).unwrap_or_default()
    }
}

/// Writes a secret to a new file that only its owner can read.
pub(super) fn keep(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
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
    fn a_key_is_hashed_as_pbkdf2_says() {
        // RFC 7914, section 11: the first test vector of PBKDF2-HMAC-SHA-256.
        let mut out = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(b"passwd", b"salt", 1, &mut out);
        assert_eq!(out[..4], [0x55, 0xac, 0x04, 0x6e]);
        assert_ne!(CourseKey::new(b"one").0, CourseKey::new(b"other").0);
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

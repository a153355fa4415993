//! Tests whether a key could be guessed.
//!
//! Randomness of given bytes cannot be proved. But what people type as a secret can be recognised:
//! few different letters, a row of the keyboard, words, an existing file. A key that
//! `bazaar course key` makes is never refused.

/// The minimum number of bytes of a key.
const LEAST: usize = 16;

/// The minimum number of different bytes in one: 16 random hexadecimal digits have fewer with a
/// probability below 1 in 1,000.
const FEWEST_DIFFERENT: usize = 7;

/// Rows of the keyboard and of the alphabet; steps along them are easily guessed.
const ROWS: [&str; 4] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890"];

/// The frequency of each letter from a to z in English, in per mille (Lewand 2000).
const OFTEN: [f64; 26] = [
    82.0, 15.0, 28.0, 43.0, 127.0, 22.0, 20.0, 61.0, 70.0, 1.5, 7.7, 40.0, 24.0, 67.0, 75.0, 19.0, 0.95,
    60.0, 63.0, 91.0, 28.0, 9.8, 24.0, 1.5, 20.0, 0.74,
];

/// Why a key could be guessed; `None` if it looks random.
pub(super) fn weakness(key: &[u8]) -> Option<String> {
    if key.len() < LEAST {
        return Some(format!("it has {} bytes, but must have at least {LEAST}", key.len()));
    }
    let mut seen = [false; 256];
    key.iter().for_each(|byte| seen[usize::from(*byte)] = true);
    if seen.iter().filter(|seen| **seen).count() < FEWEST_DIFFERENT {
        return Some(format!("it has fewer than {FEWEST_DIFFERENT} different characters"));
    }
    let repeats = |period: usize| key.iter().skip(period).eq(&key[..key.len() - period]);
    if (1..=key.len() / 2).any(repeats) {
        return Some("it repeats itself".to_owned());
    }
    let step = |pair: &[u8]| {
        let near = pair[0].abs_diff(pair[1]) <= 1;
        let lower = [pair[0].to_ascii_lowercase(), pair[1].to_ascii_lowercase()];
        near || ROWS
            .iter()
            .any(|row| row.as_bytes().windows(2).any(|it| it == lower || [it[1], it[0]] == lower))
    };
    let steps = key.windows(2).filter(|pair| step(pair)).count();
    if steps * 2 > key.len() {
        return Some("most of it goes along the alphabet, the digits or a row of keys".to_owned());
    }
    // Binary bytes are not typed.
    let text = std::str::from_utf8(key).ok()?;
    if text.chars().any(|c| matches!(c, '\n' | '\r')) {
        return Some("it has several lines, as a roster or another text has".to_owned());
    }
    if !text.is_ascii() || text.contains(char::is_whitespace) {
        return Some("it is made of words".to_owned());
    }
    let bare: Vec<u8> = key.iter().copied().filter(|byte| !matches!(byte, b'-' | b':')).collect();
    if bare.iter().all(u8::is_ascii_digit) {
        const FEWEST_DIGITS: usize = 24;
        return (bare.len() < FEWEST_DIGITS)
            .then(|| format!("it has only digits, and fewer than {FEWEST_DIGITS}"));
    }
    let is_hexadecimal = bare.iter().all(u8::is_ascii_hexdigit);
    let digits = bare.iter().filter(|byte| byte.is_ascii_digit()).count();
    // Of random hexadecimal digits five in eight are decimal digits; words of the letters a to f
    // have hardly any.
    if is_hexadecimal && digits * 4 >= bare.len() {
        return None;
    }
    is_worded(key).then(|| "it is made of words".to_owned())
}

/// Whether letters have the frequencies of words, and change case less often than random ones.
fn is_worded(key: &[u8]) -> bool {
    let letters: Vec<u8> = key.iter().copied().filter(u8::is_ascii_alphabetic).collect();
    if letters.len() < 4 {
        return false;
    }
    let turns = letters
        .windows(2)
        .filter(|pair| pair[0].is_ascii_uppercase() != pair[1].is_ascii_uppercase())
        .count();
    if turns * 3 > letters.len() {
        return false;
    }
    // The log-likelihood ratio of a letter in English against random letters: on average 0.5 bits
    // in words, and -0.9 in random text.
    const LEAST_LIKE_WORDS: f64 = -0.35;
    let likelier =
        |letter: &u8| (26.0 * OFTEN[usize::from(letter.to_ascii_lowercase() - b'a')] / 1000.0).log2();
    letters.iter().map(likelier).sum::<f64>() / letters.len() as f64 > LEAST_LIKE_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::CourseKey;

    #[test]
    fn what_people_type_is_refused() {
        for key in [
            "secret",
            "aaaaaaaaaaaaaaaa",
            "0123456789abcdef",
            "abcabcabcabcabcabc",
            "bazaar-course-2026",
            "bazaarcourse2026",
            "correcthorsebatterystaple",
            "Correct-Horse-Battery-Staple-9",
            "my secret course key",
            "qwertyuiopasdfghjkl",
            "passw0rd12345678",
            "password-password1",
            "2026112720261127",
            "19901231200001012",
            "deadbeefcafebabe",
            "student\ns1\ns2\ns3\n-long-enough",
            "student,name;s01;Ann",
            "таен ключ на курса",
            "root:x:0:0:root:/root:/bin/bash",
            "the key of class 1",
        ] {
            assert!(weakness(key.as_bytes()).is_some(), "{key}");
        }
    }

    /// With the fixed key below. A key of 64 hexadecimal digits has fewer than 7 different ones, or
    /// steps in half of its places, with a probability below 1e-9.
    #[test]
    fn what_chance_makes_is_taken() {
        let chance = CourseKey::new(b"chance");
        for number in 0..2_000_u32 {
            #[expect(clippy::cast_possible_truncation, reason = "a digit")]
            let digit = |place: u32| {
                char::from(
                    b"0123456789abcdef"
                        [chance.number(&[&number.to_string(), &place.to_string()], 16) as usize],
                )
            };
            let key: String = (0..64).map(digit).collect();
            assert_eq!(weakness(key.as_bytes()), None, "{key}");
        }
        for key in [
            "5f2b9c1ae04d7783",
            "550e8400-e29b-41d4-a716-446655440000",
            "kT9vXq2LwZ8pRj4NcY7m",
            "q3Vf+J8sTz0wLk2xYp9RbN5mHd7cGa1e",
        ] {
            assert_eq!(weakness(key.as_bytes()), None, "{key}");
        }
        assert_eq!(
            weakness(&[
                0x8f, 0x01, 0xfe, 0x10, 0x99, 0xc3, 0x28, 0x77, 0xd0, 0x05, 0xaa, 0xe1, 0x3b, 0x62, 0x9c,
                0xf4
            ]),
            None
        );
    }
}

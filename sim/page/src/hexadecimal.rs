//! Bytes as hexadecimal digits, since questions and answers are text.

pub(crate) fn written(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `None` if the digits are invalid.
pub(crate) fn read(text: &str) -> Option<Vec<u8>> {
    let (pairs, left) = text.as_bytes().as_chunks::<2>();
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes = pairs.iter().map(|[high, low]| Some(16 * digit(*high)? + digit(*low)?));
    if left.is_empty() { bytes.collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_and_nothing_else_is_read() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(read(&written(&all)), Some(all));
        for bad in ["0", "0g", "+1", "é"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
